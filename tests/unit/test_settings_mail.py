"""`[mail]` in diwan.toml."""

from pathlib import Path

import pytest

from diwan import settings
from diwan.errors import CannotStart
from diwan.settings.declared import TABLES, declared_fields

MINIMAL = """\
public_url = "https://comments.example.org"

[[sites]]
id = "demo"
name = "The Courier"
origins = ["https://www.example.org"]
"""
SERVER = '[mail]\nhost = "smtp.example.org"\nfrom_address = "comments@example.org"\n'


def read(text: str, **environ: str) -> settings.Mail:
    loaded = settings.parse(MINIMAL + text, environ, folder=Path("/srv/newsroom"), name="diwan.toml")
    return loaded.mail


def refusal(text: str, **environ: str) -> str:
    with pytest.raises(CannotStart) as caught:
        read(text, **environ)
    return str(caught.value)


def test_without_a_server_no_mail_is_offered() -> None:
    assert not read("").is_offered
    assert not read('[mail]\nfrom_address = "comments@example.org"\n').is_offered


def test_as_it_comes_the_line_is_encrypted_on_the_port_for_that() -> None:
    told = read(SERVER)
    assert told.is_offered
    assert (told.tls, told.port) == ("starttls", 587)


def test_the_password_may_come_from_the_environment_and_is_in_no_representation() -> None:
    told = read(SERVER + 'username = "comments"\n', DIWAN_MAIL_PASSWORD="canary pass phrase")
    assert told.password == "canary pass phrase"
    assert "canary" not in repr(told)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[mail]\nhost = "smtp.example.org"\n', "from_address is missing"),
        (SERVER + 'username = "comments"\n', "belong together"),
        (SERVER + 'password = "canary"\n', "belong together"),
        (SERVER + 'tls = "none"\nusername = "a"\npassword = "canary"\n', "not sent over an open line"),
        (SERVER + 'tls = "ssl"\n', 'mail.tls must be "starttls", "implicit" or "none"'),
        (SERVER.replace("comments@example.org", "The Courier <c@example.org>"), "mail.from_address must be"),
        (SERVER.replace("comments@example.org", "c@EXAMPLE.org"), "mail.from_address must be"),
        (SERVER.replace("smtp.example.org", "https://smtp.example.org"), "mail.host must be"),
        (SERVER + "daily_hour = 24\n", "mail.daily_hour must be"),
        (SERVER + 'pasword = "canary"\n', "Did you mean password?"),
    ],
)
def test_what_does_not_fit_is_told_with_what_to_write_and_without_any_secret(text: str, says: str) -> None:
    told = refusal(text)
    assert says in told
    assert "canary" not in told


def test_the_manual_speaks_of_every_setting_that_needs_a_word_more() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operating" / "mail.md").read_text()
    assert {"ca_file", "from_address", "tls", "keep_days", "daily_hour", "asks_per_hour"} <= set(
        declared_fields(TABLES["mail"])
    )
    for name in (
        "ca_file",
        "from_address",
        "DIWAN_MAIL_PASSWORD",
        "keep_days",
        "daily_hour",
        "asks_per_hour",
    ):
        assert f"`{name}" in manual
