"""Verifying an ID token (OpenID Connect Core 1.0, section 3.1.3.7): who made it, for whom, when, and for which journey."""

import json
import math
from base64 import urlsafe_b64decode
from collections.abc import Callable, Collection, Sequence
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, ClaimError, JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry

from diwan.openid import keys
from diwan.openid.claims import Claims
from diwan.openid.trouble import NotGenuine

LEEWAY_S = 60
"""By how much two clocks may differ."""
OLDEST_S = 600
"""It was made for this journey, a moment ago."""
MOST_CHARACTERS = 100_000
MOST_SUBJECT_CHARACTERS = 255


def verified(
    token: str,
    *,
    algorithms: Collection[str],
    known: Callable[[], Sequence[Key]],
    renewed: Callable[[], Sequence[Key]],
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    now_s: int,
) -> Claims:
    """The claims of a token that is what it says. Raises NotGenuine, whose `why` is what does not fit.

    `known` gives the provider's keys, `renewed` fetches them anew: a key that is not there may have come since.
    """
    header = _header(token)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in algorithms:
        raise NotGenuine("alg")
    if str(header.get("typ", "JWT")).casefold() != "jwt":
        raise NotGenuine("typ")
    kid = header.get("kid")
    candidates = keys.fitting(known(), kid=kid, algorithm=algorithm)
    decoded = _signed_by(token, candidates, algorithm)
    if decoded is None:
        others = [
            key for key in keys.fitting(renewed(), kid=kid, algorithm=algorithm) if key not in candidates
        ]
        decoded = _signed_by(token, others, algorithm)
    if decoded is None:
        raise NotGenuine("signature")
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        },
        {"client_id": client_id, "nonce": nonce, "access_token": access_token},
    )
    try:
        claims.validate(now_s, LEEWAY_S)
    except ClaimError as error:
        raise NotGenuine(error.claim if error.claim in _CHECKED else "claims") from None
    except (JoseError, ValueError, TypeError, AttributeError):
        raise NotGenuine("claims") from None
    if not isinstance(claims.get("nonce"), str):  # a list would pass that has it among others
        raise NotGenuine("nonce")
    if claims["iat"] < now_s - OLDEST_S:
        raise NotGenuine("iat")
    if not 0 < len(claims["sub"]) <= MOST_SUBJECT_CHARACTERS:
        raise NotGenuine("sub")
    return dict(claims)


_CHECKED = frozenset({"iss", "aud", "sub", "exp", "iat", "nbf", "nonce", "azp", "at_hash"})


def authenticated_at(claims: Claims) -> int | None:
    """When the provider saw this person in person, in seconds since 1970; None where it does not say."""
    told = claims.get("auth_time")
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told):
        return None
    return int(told)


def _header(token: str) -> dict[str, Any]:
    if len(token) > MOST_CHARACTERS or token.count(".") != 2:
        raise NotGenuine("form")
    first = token.partition(".")[0]
    try:
        header = json.loads(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, RecursionError):
        raise NotGenuine("form") from None
    if not isinstance(header, dict):
        raise NotGenuine("form")
    return header


def _signed_by(token: str, candidates: Sequence[Key], algorithm: str) -> jwt.Token | None:
    """The token, if one of these has signed it."""
    for key in candidates:
        # A header that nobody registered is no harm; one that is marked as critical is refused all the same.
        registry = JWSRegistry(algorithms=[algorithm], strict_check_header=False)
        try:
            return jwt.decode(token, key, algorithms=[algorithm], registry=registry)
        except BadSignatureError:
            continue
        except (JoseError, ValueError, TypeError):
            raise NotGenuine("form") from None
    return None
