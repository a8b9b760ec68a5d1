"""`[sites.sign_in]`: what is taken, and what is told when it does not fit together."""

from pathlib import Path

import pytest

from diwan import settings
from diwan.errors import CannotStart
from diwan.settings import SignIn

HEAD = """public_url = "https://comments.example.org"
[[sites]]
id = "courier"
name = "The Courier"
origins = ["https://courier.example"]
"""
TABLE = HEAD + "[sites.sign_in]\n"


def read(text: str) -> SignIn:
    return settings.parse(text, {}, folder=Path("/srv/diwan"), name="diwan.toml").sites[0].sign_in


def test_as_it_comes_guests_may_write_and_the_publisher_signs_nobody_in() -> None:
    told = read(HEAD)
    assert told == SignIn()
    assert told.guests
    assert not told.is_set_up


def test_files_are_looked_for_beside_the_settings() -> None:
    told = read(TABLE + 'issuer = "https://courier.example"\nkeys_file = "a.json"\nsecrets_file = "/etc/s"\n')
    assert (told.keys_file, told.secrets_file) == ("/srv/diwan/a.json", "/etc/s")
    assert told.is_set_up


def test_guests_can_be_kept_out_without_a_publisher_who_signs_in() -> None:
    assert not read(TABLE + "guests = false\n").guests


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('issuer = "x"', "line 6: sites.sign_in: no key is named."),
        ('secrets_file = "s"', "line 6: sites.sign_in.issuer is missing."),
        ('issuer = "x"\nkeys_file = "a"\nkeys_url = "https://x.example/"', "are both named"),
        (
            'issuer = "x"\nkeys_url = "http://x.example/jwks"',
            "line 8: sites.sign_in.keys_url must be an https address",
        ),
        (
            'issuer = "x"\nkeys_url = "https://me:pw@x.example/"',
            "sites.sign_in.keys_url must be an https address",
        ),
        ('issuer = " "\nkeys_file = "a"', "sites.sign_in.issuer must be"),
        ("most_minutes = 61", "sites.sign_in.most_minutes must be a whole number from 1 to 60"),
        ("guest = false", "sites.sign_in.guest is not a setting. Did you mean guests?"),
        ('page = "javascript:alert(1)"', "sites.sign_in.page must be an https address"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(lines: str, told: str) -> None:
    with pytest.raises(CannotStart) as caught:
        read(TABLE + lines + "\n")
    assert told in caught.value.detail
    assert "pw@" not in caught.value.detail


def test_a_sign_in_that_is_no_table_is_told() -> None:
    with pytest.raises(CannotStart, match=r"sites.sign_in is a table"):
        read(HEAD + "sign_in = 1\n")
