"""`[sites.sign_in]`: who may write on a site, and how its publisher says who signs in, as `diwan.toml` states it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec


def _told(about: str, must: str, example: str, check: Any = None) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": None, "check": check}


def _is_https(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.fragment and parts.username is None


def _is_path(text: str) -> bool:
    return bool(text.strip()) and "\0" not in text


def _is_name(text: str) -> bool:
    return bool(text) and text.isprintable() and text == text.strip() and len(text) <= 500


@dataclass(frozen=True, slots=True)
class SignIn:
    """Of one site. Without an issuer its publisher vouches for nobody. Paths are absolute once they are read."""

    guests: bool = field(
        default=True,
        metadata=_told(
            "Whether a guest may write under a name that he types. If not, one signs in first.",
            "be true or false",
            "guests = true",
        ),
    )
    issuer: str = field(
        default="",
        metadata=_told(
            "What the tokens with which the publisher signs his readers in have as `iss`. Left out: he signs nobody in.",
            "be a text such as the publisher's own address",
            'issuer = "https://www.example.org"',
            check=_is_name,
        ),
    )
    audience: str = field(
        default="",
        metadata=_told(
            "What those tokens have as `aud`. Left out: `public_url`, `/sign-in/` and the site's id.",
            "be a text such as an address",
            'audience = "https://comments.example.org/sign-in/example"',
            check=_is_name,
        ),
    )
    keys_file: str = field(
        default="",
        metadata=_told(
            "A JWK set with the publisher's public keys (EdDSA, ES256, RS256); relative to the settings file's folder.",
            "be the path of a file",
            'keys_file = "example.jwks.json"',
            check=_is_path,
        ),
    )
    keys_url: str = field(
        default="",
        metadata=_told(
            "Or the https address of that JWK set. It is fetched when it is needed, and again when a token names an unknown key.",
            "be an https address without a fragment, a name or a password",
            'keys_url = "https://www.example.org/.well-known/jwks.json"',
            check=_is_https,
        ),
    )
    private_keys_url: bool = field(
        default=False,
        metadata=_told(
            "Whether `keys_url` may lead to a private address, such as that of a server next door.",
            "be true or false",
            "private_keys_url = false",
        ),
    )
    secrets_file: str = field(
        default="",
        metadata=_told(
            "A file with secrets of at least 32 bytes, one a line, for tokens signed with HS256; two while one is being rotated.",
            "be the path of a file",
            'secrets_file = "example.secret"',
            check=_is_path,
        ),
    )
    most_minutes: Annotated[int, msgspec.Meta(ge=1, le=60)] = field(
        default=10,
        metadata=_told(
            "The longest time from `iat` to `exp` in those tokens. A token with a longer life is refused.",
            "be a whole number from 1 to 60",
            "most_minutes = 10",
        ),
    )
    page: str = field(
        default="",
        metadata=_told(
            "The publisher's own page on which a reader signs in; the form of the page without JavaScript leads there.",
            "be an https address without a fragment, a name or a password",
            'page = "https://www.example.org/account"',
            check=_is_https,
        ),
    )

    @property
    def is_set_up(self) -> bool:
        """Whether the publisher signs readers in."""
        return bool(self.issuer)


Told = Callable[[tuple[str | int, ...], str], None]


def finished(sign_in: SignIn, place: tuple[str | int, ...], folder: Path, problem: Told) -> SignIn:
    """The table with its paths made absolute. What does not fit together is told to `problem`."""
    keys = [sign_in.keys_file, sign_in.keys_url, sign_in.secrets_file]
    if sign_in.issuer and not any(keys):
        problem(
            place,
            "sites.sign_in: no key is named. Write keys_file, keys_url or secrets_file: tokens are checked with it.",
        )
    if not sign_in.issuer and any(keys):
        problem(
            place,
            'sites.sign_in.issuer is missing. Write for example `issuer = "https://www.example.org"`: what the tokens have as `iss`.',
        )
    if sign_in.keys_file and sign_in.keys_url:
        problem(place, "sites.sign_in: keys_file and keys_url are both named. Keep one of them.")
    return replace(
        sign_in,
        keys_file=str(folder / sign_in.keys_file) if sign_in.keys_file else "",
        secrets_file=str(folder / sign_in.secrets_file) if sign_in.secrets_file else "",
    )
