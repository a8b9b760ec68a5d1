"""The keys by which a publisher's tokens are checked. Each key is for one algorithm: what a token says of its own is only
looked up among them, so that no public key is ever taken for a secret.

Public keys come as a JWK set (RFC 7517), from a file or an https address; secrets from a file. A set is loaded when it is first
needed, again after an hour, and, when a token names a key that is not in it, at most once a minute. While it cannot be
loaded the keys that were there stay good.
"""

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey, import_key

from diwan.errors import CannotStart, Unavailable

LEAST_SECRET_BYTES = 32
"""RFC 7518, section 3.2: a key for HS256 is at least as long as its hash."""
LEAST_RSA_BITS = 2048
MOST_KEYS = 32
FRESH_S = 3600.0
AGAIN_S = 60.0

_log = structlog.get_logger("diwan.sign_in")

Material: TypeAlias = OctKey | RSAKey | ECKey | OKPKey
Load: TypeAlias = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Key:
    """One key and the one algorithm it is for. `kid` is None where the set gives none, and for a secret."""

    algorithm: str
    kid: str | None
    material: Material = field(repr=False)


class BadKeys(ValueError):
    """What should be a JWK set is none, or holds no key that can be used."""


def public_keys(document: bytes) -> tuple[Key, ...]:
    """The keys of a JWK set that can check signatures. Those for something else are passed over, as RFC 7517, section 5, asks.

    Raises BadKeys: not a JWK set, too many keys, none that can be used, or a secret among them.
    """
    try:
        entries = json.loads(document)["keys"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BadKeys("it is no JWK set (a JSON object with a list `keys`)") from None
    if not isinstance(entries, list) or len(entries) > MOST_KEYS:
        raise BadKeys(f"`keys` is no list of at most {MOST_KEYS} keys")
    keys = [key for entry in entries if isinstance(entry, dict) and (key := _public_key(entry))]
    if not keys:
        raise BadKeys(
            "it holds no public key for EdDSA (Ed25519), ES256 (P-256) or RS256 (2048 bits or more)"
        )
    return tuple(keys)


def _public_key(entry: dict[str, Any]) -> Key | None:
    if entry.get("kty") == "oct" or "d" in entry:
        raise BadKeys(
            "it holds a secret or private key. Publish public keys only, and replace this one at once"
        )
    if entry.get("use", "sig") != "sig" or "verify" not in entry.get("key_ops", ["verify"]):
        return None
    try:
        # Only what the key is: for which algorithm and use is looked at here.
        material = import_key({name: entry[name] for name in _PARAMETERS if name in entry})
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    algorithm = _algorithm_of(material, entry)
    kid = entry.get("kid")
    if algorithm is None or entry.get("alg", algorithm) not in _SPELLINGS[algorithm]:
        return None
    return Key(algorithm, kid if isinstance(kid, str) else None, material)


_PARAMETERS = ("kty", "crv", "x", "y", "n", "e")
_SPELLINGS = {"EdDSA": {"EdDSA", "Ed25519"}, "ES256": {"ES256"}, "RS256": {"RS256"}}
"""How each may be called, in a token as in a key; RFC 9864 gives the first a second name."""


def _algorithm_of(material: Material, entry: dict[str, Any]) -> str | None:
    match material:
        case OKPKey() if entry.get("crv") == "Ed25519":
            return "EdDSA"
        case ECKey() if entry.get("crv") == "P-256":
            return "ES256"
        case RSAKey() if material.raw_value.key_size >= LEAST_RSA_BITS:
            return "RS256"
    return None


def secret_keys(path: Path) -> tuple[Key, ...]:
    """The secrets in a file, one a line, as they are spelled there (UTF-8). Raises CannotStart, which repeats none."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise CannotStart(
            f"The secrets {path} cannot be read ({error.strerror}). Correct secrets_file in [sites.sign_in]."
        ) from None
    keys = []
    for number, line in enumerate(lines, start=1):
        if not (secret := line.strip()):
            continue
        if len(secret) < LEAST_SECRET_BYTES:
            raise CannotStart(
                f"{path}, line {number}: a secret has at least {LEAST_SECRET_BYTES} bytes. "
                "Make one with `openssl rand -base64 48`."
            )
        keys.append(Key("HS256", None, OctKey.import_key(secret)))
    if not keys:
        raise CannotStart(f"{path} holds no secret. Write one on a line of its own.")
    return tuple(keys)


class KeyRing:
    """All keys of one site. `load` brings its JWK set, if it has one."""

    def __init__(
        self,
        secrets: Sequence[Key] = (),
        load: Load | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._secrets = tuple(secrets)
        self._load = load
        self._seconds = seconds
        self._public: tuple[Key, ...] = ()
        self._loaded_at: float | None = None
        self._tried_at: float | None = None
        self._loading = threading.Lock()

    @property
    def algorithms(self) -> frozenset[str]:
        """What a token may be signed with here at all, as its header may spell it."""
        asymmetric = frozenset[str]().union(*_SPELLINGS.values()) if self._load is not None else frozenset()
        return asymmetric | {key.algorithm for key in self._secrets}

    def candidates(self, algorithm: str, kid: str | None) -> tuple[Key, ...]:
        """The keys of this algorithm that the token can mean: the one that it names, or without a name each of them.

        May load the set, which takes time: not for the event loop. Raises Unavailable while there is none.
        """
        if algorithm == "HS256":
            return self._secrets
        if self._load is None:
            return ()
        algorithm = next(name for name, spelled in _SPELLINGS.items() if algorithm in spelled)
        self._look(again=self._is_stale())
        found = self._matching(algorithm, kid)
        if not found:
            self._look(again=True)
            found = self._matching(algorithm, kid)
        if not self._public:
            raise Unavailable(
                "The publisher's keys cannot be read just now, so nobody can be signed in; please try again in a moment.",
                code="sign-in-keys",
            )
        return found

    def _matching(self, algorithm: str, kid: str | None) -> tuple[Key, ...]:
        return tuple(
            key
            for key in self._public
            if key.algorithm == algorithm and (kid is None or key.kid is None or key.kid == kid)
        )

    def _is_stale(self) -> bool:
        return self._loaded_at is None or self._seconds() - self._loaded_at >= FRESH_S

    def _may_try_again(self) -> bool:
        return self._tried_at is None or self._seconds() - self._tried_at >= AGAIN_S

    def _look(self, *, again: bool) -> None:
        if self._load is None or not again or (self._public and not self._may_try_again()):
            return
        # Whoever has keys goes on with them while another loads; whoever has none waits for the one who loads.
        if not self._loading.acquire(blocking=not self._public):
            return
        try:
            if self._may_try_again():
                self._tried_at = self._seconds()
                self._take_in(self._load)
        finally:
            self._loading.release()

    def _take_in(self, load: Load) -> None:
        try:
            self._public = public_keys(load())
            self._loaded_at = self._seconds()
        except (OSError, ValueError) as error:
            _log.warning("keys-not-loaded", error=type(error).__name__)
