"""`[[sites.openid]]` and `[[desk.openid]]`: the OpenID providers that vouch for readers and for the newsroom."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import msgspec

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
AnyProvider = TypeVar("AnyProvider", bound="Provider")
_NAME = re.compile(r"[a-z0-9-]{1,32}")
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,100}")


class Appointing(StrEnum):
    """Who may come to the desk through a provider."""

    INVITED = "invited"
    CLAIM = "claim"


def is_provider_address(text: str) -> bool:
    """Whether `text` can be spoken to: https, or http on this machine itself; nothing that names a person or a fragment."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    if not text.isascii() or not text.isprintable() or " " in text or len(text) > 2000:
        return False
    if parts.username is not None or parts.password is not None or parts.fragment or not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _is_issuer(text: str) -> bool:
    return is_provider_address(text) and "?" not in text


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.isprintable() and len(text) <= 100


def _is_visible(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text and 0 < len(text) <= 4000


def _is_path(text: str) -> bool:
    return bool(text.strip()) and "\0" not in text


def _are_lines(texts: Iterable[str]) -> bool:
    return all(map(_is_line, texts))


def _told(about: str, must: str, example: str, check: Any = None) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": None, "check": check}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """What is told of every provider."""

    name: str = field(
        metadata=_told(
            "The provider's name in addresses; a part of the redirect URI that is registered with it.",
            "be 1 to 32 of the characters a-z, 0-9 and -",
            'name = "accounts"',
            check=lambda text: _NAME.fullmatch(text) is not None,
        )
    )
    title: str = field(
        metadata=_told(
            "What stands on the button: “Sign in with …”.",
            "be a line of at most 100 characters",
            'title = "Courier account"',
            check=_is_line,
        )
    )
    issuer: str = field(
        metadata=_told(
            "The issuer, exactly as its discovery document spells it; `/.well-known/openid-configuration` is read below it.",
            "be an https address (http on this machine alone) without a query or fragment",
            'issuer = "https://id.example.org/realms/readers"',
            check=_is_issuer,
        )
    )
    client_id: str = field(
        metadata=_told(
            "The client id under which the provider knows Diwan.",
            "be ASCII characters without spaces",
            'client_id = "diwan"',
            check=_is_visible,
        )
    )
    client_secret: str = field(
        default="",
        repr=False,
        metadata=_told(
            "The client secret. Better in `client_secret_file`. Without a secret and a key, Diwan is a public client.",
            "be ASCII characters without spaces",
            'client_secret = "…"',
            check=_is_visible,
        ),
    )
    client_secret_file: str = field(
        default="",
        metadata=_told(
            "A file with the client secret, readable by Diwan alone; relative to the settings file's folder.",
            "be the path of a file",
            'client_secret_file = "openid-accounts.secret"',
            check=_is_path,
        ),
    )
    private_key_file: str = field(
        default="",
        metadata=_told(
            "Instead of a secret: a PEM file with a private key (RSA, P-256 or Ed25519) for `private_key_jwt`.",
            "be the path of a file",
            'private_key_file = "openid-accounts.pem"',
            check=_is_path,
        ),
    )
    scopes: tuple[str, ...] = field(
        default=("openid", "profile"),
        metadata=_told(
            "The scopes to ask for; `openid` among them.",
            "be a list of scopes, one of them openid",
            'scopes = ["openid", "profile"]',
            check=lambda texts: "openid" in texts and all(map(_SCOPE.fullmatch, texts)),
        ),
    )
    name_claim: str = field(
        default="name",
        metadata=_told(
            "The claim with the name to show. A dot leads into an object.",
            "be the name of a claim",
            'name_claim = "preferred_username"',
            check=_is_line,
        ),
    )
    timeout_ms: Annotated[int, msgspec.Meta(ge=500, le=30_000)] = field(
        default=5000,
        metadata=_told(
            "How long the provider may take over one answer.",
            "be a whole number from 500 to 30000",
            "timeout_ms = 5000",
        ),
    )

    def problems(self) -> Iterator[str]:
        """What is wrong with these settings together."""
        given = [
            name
            for name in ("client_secret", "client_secret_file", "private_key_file")
            if getattr(self, name)
        ]
        if len(given) > 1:
            yield f"{given[1]}: there is {given[0]} already. Leave one of the two out."

    def below(self: AnyProvider, folder: Path) -> AnyProvider:
        """The same, with its files below the folder of the settings file."""
        files: dict[str, Any] = {
            name: str(folder / getattr(self, name))
            for name in ("client_secret_file", "private_key_file")
            if getattr(self, name)
        }
        return replace(self, **files)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderProvider(Provider):
    """A provider that vouches for the readers of one site."""

    badge_claim: str = field(
        default="",
        metadata=_told(
            "The claim that may give a reader a badge; a text or a list of texts. A dot leads into an object.",
            "be the name of a claim",
            'badge_claim = "groups"',
            check=_is_line,
        ),
    )
    staff: tuple[str, ...] = field(
        default=(),
        metadata=_told(
            "The values of that claim that make the badge “staff”.",
            "be a list of lines of at most 100 characters",
            'staff = ["newsroom"]',
            check=_are_lines,
        ),
    )
    expert: tuple[str, ...] = field(
        default=(),
        metadata=_told(
            "The values of that claim that make the badge “expert”.",
            "be a list of lines of at most 100 characters",
            'expert = ["experts"]',
            check=_are_lines,
        ),
    )

    def problems(self) -> Iterator[str]:
        """What is wrong with these settings together."""
        yield from Provider.problems(self)
        if (self.staff or self.expert) and not self.badge_claim:
            yield "badge_claim is missing: say which claim has the values that make a badge."


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskProvider(Provider):
    """A provider that vouches for moderators and editors."""

    scopes: tuple[str, ...] = field(
        default=("openid", "profile", "email"),
        metadata=_told(
            "The scopes to ask for; `openid` among them.",
            "be a list of scopes, one of them openid",
            'scopes = ["openid", "profile", "email"]',
            check=lambda texts: "openid" in texts and all(map(_SCOPE.fullmatch, texts)),
        ),
    )
    appointing: str = field(
        default=Appointing.INVITED.value,
        metadata=_told(
            "Who may come through it: `invited`, whom an editor has invited by e-mail or subject; `claim`, besides, whoever has "
            "a role by `role_claim`.",
            'be "invited" or "claim"',
            'appointing = "invited"',
            check=lambda text: text in set(Appointing),
        ),
    )
    role_claim: str = field(
        default="",
        metadata=_told(
            "With `claim`: the claim that gives a role; a text or a list of texts. A dot leads into an object.",
            "be the name of a claim",
            'role_claim = "realm_access.roles"',
            check=_is_line,
        ),
    )
    editors: tuple[str, ...] = field(
        default=(),
        metadata=_told(
            "The values of that claim that make an editor.",
            "be a list of lines of at most 100 characters",
            'editors = ["diwan-editors"]',
            check=_are_lines,
        ),
    )
    moderators: tuple[str, ...] = field(
        default=(),
        metadata=_told(
            "The values of that claim that make a moderator.",
            "be a list of lines of at most 100 characters",
            'moderators = ["diwan-moderators"]',
            check=_are_lines,
        ),
    )
    trust_emails: bool = field(
        default=False,
        metadata=_told(
            "Whether an e-mail address counts as verified although the provider does not say so. Only where the newsroom itself "
            "gives out its addresses.",
            "be true or false",
            "trust_emails = false",
        ),
    )

    def problems(self) -> Iterator[str]:
        """What is wrong with these settings together."""
        yield from Provider.problems(self)
        by_claim = self.appointing == Appointing.CLAIM
        if by_claim and not (self.role_claim and (self.editors or self.moderators)):
            yield "role_claim is missing, or the values that give a role by it: write editors = […] or moderators = […] as well."
        if not by_claim and (self.role_claim or self.editors or self.moderators):
            yield 'appointing must be "claim" for a claim to give a role. Write it, or leave role_claim, editors and moderators out.'
