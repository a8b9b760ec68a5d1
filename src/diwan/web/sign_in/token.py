"""Reading a publisher's token: a JWT (RFC 7519), signed (RFC 7515), with the care of RFC 8725. Pure.

What must be in it: `iss`, `aud`, `sub`, `name`, `iat`, `exp`, `jti`; what may be: `nbf`, `badge`, `email`. Whatever else is in it is
passed over. Each way in which it can be wrong has a code of its own (`refusals`).
"""

import hashlib
import json
import re
import warnings
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jws import JWSRegistry

from diwan.arriving import SingleUse
from diwan.clock import MINUTE, SECOND, Milliseconds
from diwan.readers import Arrival, Badge, Source
from diwan.web.sign_in import refusals
from diwan.web.sign_in.keys import Key, KeyRing

MOST_BYTES = 8192
MOST_JTI_CHARACTERS = 255
LEEWAY: Milliseconds = 30 * SECOND
"""So far the clocks of two servers may be apart."""

# RFC 9864 gives EdDSA another name, which most libraries that mint tokens do not know yet: both are taken.
warnings.filterwarnings("ignore", message="EdDSA is deprecated", category=SecurityWarning)

_SEGMENTS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a site wants its tokens to say, and how long they may be good."""

    site: str
    issuer: str
    audience: str
    most_minutes: int


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a good token signs in, and what it uses up."""

    arrival: Arrival
    once: SingleUse


def read(token: str, expected: Expected, ring: KeyRing, at: Milliseconds) -> Vouched:
    """What a token says, if all of it is as it must be. It is not used up by this.

    Raises BadToken, or Unavailable where the keys are to be fetched and cannot be. May wait for that.
    """
    claims = _claims(_verified(token, ring))
    _check_parties(claims, expected)
    expires_at = _check_times(claims, expected.most_minutes, at)
    jti = _text(claims, "jti")
    if len(jti) > MOST_JTI_CHARACTERS:
        raise refusals.claims(f"`jti` is over {MOST_JTI_CHARACTERS} characters")
    arrival = Arrival(
        site=expected.site,
        source=Source.PUBLISHER,
        subject=_text(claims, "sub"),
        name=_text(claims, "name"),
        badge=_badge(claims),
    )
    # Good for so long at least that the token cannot be used once more when the hash is forgotten.
    return Vouched(arrival, SingleUse(_once(expected, jti), expires_at + LEEWAY))


def _verified(token: str, ring: KeyRing) -> bytes:
    """The payload, after its signature was checked by a key for the one algorithm that the token names."""
    if len(token) > MOST_BYTES or not _SEGMENTS.fullmatch(token):
        raise refusals.malformed("it is not three parts in base64url, joined by dots")
    header = _object(token.partition(".")[0], "its header")
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ring.algorithms:
        raise refusals.algorithm()
    if "crit" in header or "b64" in header:
        raise refusals.malformed("its header asks for an extension (`crit`)")
    if kid is not None and not isinstance(kid, str):
        raise refusals.malformed("its `kid` is no text")
    candidates = ring.candidates(algorithm, kid)
    if not candidates:
        raise refusals.unknown_key()
    for key in candidates:
        payload = _payload(token, algorithm, key)
        if payload is not None:
            return payload
    raise refusals.signature()


def _payload(token: str, algorithm: str, key: Key) -> bytes | None:
    registry = JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    try:
        return jws.deserialize_compact(token, key.material, registry=registry).payload
    except (JoseError, ValueError, TypeError):
        return None


def _claims(payload: bytes) -> dict[str, Any]:
    try:
        claims = json.loads(payload)
    except (ValueError, RecursionError):
        claims = None
    if not isinstance(claims, dict):
        raise refusals.malformed("its payload is no JSON object")
    return claims


def _check_parties(claims: dict[str, Any], expected: Expected) -> None:
    if _text(claims, "iss") != expected.issuer:
        raise refusals.issuer(expected.issuer)
    audiences = claims.get("aud")
    if audiences is None:
        raise refusals.claims("`aud` is missing")
    if expected.audience not in (audiences if isinstance(audiences, list) else [audiences]):
        raise refusals.audience(expected.audience)


def _check_times(claims: dict[str, Any], most_minutes: int, at: Milliseconds) -> Milliseconds:
    """When the token expires."""
    issued, expires = _time(claims, "iat"), _time(claims, "exp")
    if issued > at + LEEWAY:
        raise refusals.early("iat")
    if claims.get("nbf") is not None and _time(claims, "nbf") > at + LEEWAY:
        raise refusals.early("nbf")
    if expires + LEEWAY <= at:
        raise refusals.expired()
    if expires - issued > most_minutes * MINUTE:
        raise refusals.too_long(most_minutes)
    return expires


def _time(claims: dict[str, Any], name: str) -> Milliseconds:
    value = claims.get(name)
    if value is None:
        raise refusals.claims(f"`{name}` is missing")
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 2**40:
        raise refusals.claims(f"`{name}` is no number of seconds since 1970")
    return int(value * SECOND)


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if value is None or value == "":
        raise refusals.claims(f"`{name}` is missing")
    if not isinstance(value, str):
        raise refusals.claims(f"`{name}` is no text")
    return value


def _badge(claims: dict[str, Any]) -> Badge | None:
    value = claims.get("badge")
    if value is None:
        return None
    if not isinstance(value, str) or value not in set(Badge):
        raise refusals.claims("`badge` is neither staff nor expert; leave it out for everybody else")
    return Badge(value)


def _once(expected: Expected, jti: str) -> bytes:
    """By what a token is known to have been used: neither its `jti` nor itself is stored."""
    hasher = hashlib.sha256(b"diwan sign-in v1\n")
    for each in (expected.site, expected.issuer, jti):
        encoded = each.encode("utf-8", "surrogatepass")
        hasher.update(len(encoded).to_bytes(8, "big") + encoded)
    return hasher.digest()


def _object(segment: str, what: str) -> dict[str, Any]:
    try:
        value = json.loads(urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise refusals.malformed(f"{what} is no JSON object")
    return value
