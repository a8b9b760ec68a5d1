"""What people at the desk sign in with besides a password: passkeys, an authenticator app, recovery codes.

A **second factor** is a passkey or an authenticator app. Whoever has one gets in with neither his password nor a printed link alone.
Recovery codes stand in for it when it is lost. Codes are those of RFC 6238: SHA-1, six digits, thirty seconds, as every
authenticator app reads them.
"""

import hashlib
import hmac
import secrets
import unicodedata
from base64 import b32encode
from dataclasses import dataclass
from enum import StrEnum

import pyotp

from diwan.clock import SECOND, Milliseconds
from diwan.errors import Unacceptable
from diwan.moderators import Role

STEP: Milliseconds = 30 * SECOND
DIGITS = 6
NONCE_BYTES = 20
RECOVERY_CODES = 10
MOST_PASSKEYS = 20
MOST_NAME_CHARACTERS = 60

_SECRET_BYTES = 20
"""160 bits, as RFC 4226 recommends."""
# Crockford's base 32: no letter that could be taken for a digit.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_SYMBOLS = 16
_MISREAD = str.maketrans("OIL", "011")


class Way(StrEnum):
    """How a session was opened."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 - the name of a way, not a password
    PASSKEY = "passkey"
    CODE = "code"
    """A password or a link, and a code of the authenticator app."""
    RECOVERY_CODE = "recovery-code"
    """The same with a recovery code."""
    PROVIDER = "provider"
    """The newsroom's own OpenID provider, whose business his factors are."""


ALONE = frozenset({Way.LINK, Way.PASSWORD})
"""What opens nothing for somebody who has a second factor."""


class Required(StrEnum):
    """Of whom the newsroom asks a second factor."""

    NOBODY = "nobody"
    EDITORS = "editors"
    EVERYONE = "everyone"

    def of(self, role: Role) -> bool:
        """Whether it is asked of people in this role."""
        return self is Required.EVERYONE or (self is Required.EDITORS and role is Role.EDITOR)


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey, as it was registered. `credential` and `public_key` are the authenticator's bytes; `sign_count` is its counter when
    it was last used. `doubted_at`: when the counter had not gone on, so that there may be a copy; it opens nothing from then on.
    """

    id: str
    moderator_id: str
    name: str
    credential: bytes
    public_key: bytes
    sign_count: int
    at: Milliseconds
    used_at: Milliseconds | None = None
    doubted_at: Milliseconds | None = None

    def goes_on(self, sign_count: int) -> bool:
        """Whether this counter follows the last one. Those that count nothing always say 0."""
        return sign_count > self.sign_count or (sign_count == 0 and self.sign_count == 0)


@dataclass(frozen=True, slots=True)
class Authenticator:
    """An authenticator app that was set up. No code of `last_step` (counted in STEPs since 1970) or before is good any more."""

    moderator_id: str
    nonce: bytes
    last_step: int
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has set up. `recovery_codes` is how many are left."""

    passkeys: tuple[Passkey, ...] = ()
    authenticator: Authenticator | None = None
    recovery_codes: int = 0

    @property
    def is_second(self) -> bool:
        """Whether there is a second factor."""
        return bool(self.passkeys) or self.authenticator is not None


def authenticator_secret(key: bytes, moderator_id: str, nonce: bytes) -> bytes:
    """The secret that the app and Diwan share: it follows from a key outside the database, so that a copy of that makes no codes."""
    told = b"diwan authenticator v1\n" + moderator_id.encode() + b"\n" + nonce
    return hmac.new(key, told, hashlib.sha256).digest()[:_SECRET_BYTES]


def secret_text(secret: bytes) -> str:
    """The secret as it is typed into an app: base 32."""
    return b32encode(secret).decode()


def provisioning_uri(secret: bytes, *, name: str, issuer: str) -> str:
    """The `otpauth://` address that an app reads from a QR code."""
    return pyotp.TOTP(secret_text(secret)).provisioning_uri(name=name, issuer_name=issuer)


def matching_step(secret: bytes, code: str, at: Milliseconds, *, after: int) -> int | None:
    """The step whose code this is: the present one, the one before or the one behind it, but none up to `after`. None if it is no good."""
    now = at // STEP
    counted = pyotp.HOTP(secret_text(secret), digits=DIGITS)
    found = None
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(counted.at(step), code) and step > after and found is None:
            found = step
    return found


def normal_code(typed: str) -> str:
    """A code as people type it, in any digits and letters, grouped or not, made comparable; "" for what can be none."""
    folded = unicodedata.normalize("NFKC", typed[:100]).upper()
    digits = ((unicodedata.decimal(c, None), c) for c in folded if c.isalnum())
    plain = "".join(c if value is None else str(value) for value, c in digits)
    return plain if plain.isascii() else ""


def is_authenticator_code(code: str) -> bool:
    """Whether a normal code has the shape of an app's."""
    return len(code) == DIGITS and code.isdecimal()


def new_recovery_codes() -> list[str]:
    """Ten fresh codes of 80 bits each, grouped for reading."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    symbols = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_SYMBOLS))
    return "-".join(symbols[at : at + 4] for at in range(0, _RECOVERY_SYMBOLS, 4))


def recovery_hash(moderator_id: str, code: str) -> bytes:
    """What is stored of a recovery code. One pass of SHA-256 is enough: nobody guesses 80 random bits."""
    plain = normal_code(code).translate(_MISREAD)
    return hashlib.sha256(f"diwan recovery code v1\n{moderator_id}\n{plain}".encode()).digest()


def check_passkey_name(name: str) -> str:
    """Return the name under which its owner knows a passkey, if it is a line of 1 to 60 characters. Raises Unacceptable."""
    name = name.strip()
    if not name or len(name) > MOST_NAME_CHARACTERS or not name.isprintable():
        raise Unacceptable(
            f"Give the passkey a name of 1 to {MOST_NAME_CHARACTERS} characters, such as “Phone” or “Blue key”.",
            field="name",
        )
    return name
