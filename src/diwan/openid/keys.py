"""A provider's public keys: which of them may have made a signature."""

from collections.abc import Iterable
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey, import_key

from diwan.openid.trouble import Silent

MOST_KEYS = 50
LEAST_RSA_BITS = 2048
_KINDS: dict[str, type[Key]] = {"RS": RSAKey, "PS": RSAKey, "ES": ECKey, "Ed": OKPKey}


def read(document: object) -> tuple[Key, ...]:
    """The public keys for signatures in a JWKS (RFC 7517); secret ones, and kinds that nobody here knows, are left out. Raises Silent."""
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise Silent("keys")
    return tuple(key for each in listed if isinstance(each, dict) for key in _read_one(each))


def _read_one(told: dict[str, Any]) -> Iterable[Key]:
    if told.get("kty") not in {"RSA", "EC", "OKP"} or told.get("use", "sig") != "sig" or "d" in told:
        return
    try:
        key = import_key(told)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return
    if isinstance(key, RSAKey) and key.raw_value.key_size < LEAST_RSA_BITS:
        return
    yield key


def fitting(keys: Iterable[Key], *, kid: object, algorithm: str) -> tuple[Key, ...]:
    """Those that may have signed under this algorithm, and under this key id where one is named."""
    kind = _KINDS[algorithm[:2]]
    return tuple(
        key
        for key in keys
        if isinstance(key, kind)
        and key.dict_value.get("alg", algorithm) == algorithm
        and (kid is None or key.dict_value.get("kid") == kid)
    )
