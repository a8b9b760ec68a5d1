"""The providers of the settings, with their secrets and keys read from files."""

from pathlib import Path

import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey

from diwan.errors import CannotStart, Unknown
from diwan.settings import Settings, parse
from diwan.web.openid.gates import for_readers, for_the_desk, named

SETTINGS = """
public_url = "https://comments.courier.example"
[[desk.openid]]
name = "newsroom"
title = "Courier"
issuer = "https://id.courier.example"
client_id = "diwan"
{lines}
[[sites]]
id = "courier"
name = "The Courier"
origins = ["https://courier.example"]
[[sites.openid]]
name = "accounts"
title = "Courier account"
issuer = "https://id.courier.example"
client_id = "diwan"
"""


def read(folder: Path, lines: str = "") -> Settings:
    return parse(SETTINGS.format(lines=lines), {}, folder=folder, name="diwan.toml")


def test_each_provider_has_a_redirect_address_of_its_own_below_the_public_one(tmp_path: Path) -> None:
    settings = read(tmp_path)
    gates = [
        *for_readers(settings, lambda: 0).values(),
        *for_the_desk(settings, lambda: 0).values(),
    ]
    assert [(gate.key, gate.party._registration.redirect_uri) for gate in gates] == [
        ("courier/accounts", "https://comments.courier.example/openid/courier/accounts/arrived"),
        ("desk/newsroom", "https://comments.courier.example/desk/openid/newsroom/arrived"),
    ]
    with pytest.raises(Unknown):
        named(for_the_desk(settings, lambda: 0), "accounts")


def test_a_secret_is_read_from_its_file_and_never_shown(tmp_path: Path) -> None:
    (tmp_path / "a.secret").write_text("very-secret\n")
    gate = for_the_desk(read(tmp_path, 'client_secret_file = "a.secret"'), lambda: 0)["newsroom"]
    assert gate.party._registration.secret == "very-secret"
    assert "very-secret" not in repr(gate.party._registration)
    settings = read(tmp_path, 'client_secret = "very-secret"')
    assert "very-secret" not in repr(settings)


@pytest.mark.parametrize(
    "key",
    [RSAKey.generate_key(2048), ECKey.generate_key("P-256"), OKPKey.generate_key("Ed25519")],
    ids=["RSA", "P-256", "Ed25519"],
)
def test_a_private_key_is_read_from_its_file(tmp_path: Path, key: RSAKey | ECKey | OKPKey) -> None:
    (tmp_path / "a.pem").write_bytes(key.as_pem(private=True))
    gate = for_the_desk(read(tmp_path, 'private_key_file = "a.pem"'), lambda: 0)["newsroom"]
    assert gate.party._registration.private_key is not None
    assert gate.party._registration.private_key.thumbprint() == key.thumbprint()


@pytest.mark.parametrize(
    ("setting", "content", "what"),
    [
        ("client_secret_file", None, "cannot be read"),
        ("client_secret_file", "\n", "holds no client secret"),
        ("client_secret_file", "ü", "other characters than ASCII"),
        ("private_key_file", "not a key", "holds no private key"),
        (
            "private_key_file",
            ECKey.generate_key("P-256").as_pem(private=False).decode(),
            "holds no private key",
        ),
        (
            "private_key_file",
            ECKey.generate_key("P-384").as_pem(private=True).decode(),
            "holds no private key",
        ),
    ],
    ids=["missing", "empty", "not ASCII", "rubbish", "public", "another curve"],
)
def test_a_file_that_is_not_as_it_must_be_stops_the_start(
    tmp_path: Path, setting: str, content: str | None, what: str
) -> None:
    if content is not None:
        (tmp_path / "a").write_text(content)
    with pytest.raises(CannotStart, match=what):
        for_the_desk(read(tmp_path, f'{setting} = "a"'), lambda: 0)
