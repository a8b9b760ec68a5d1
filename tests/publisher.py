"""A publisher as his server code is: keys of every kind, and tokens signed with them, good ones and others."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from diwan.clock import SECOND, Milliseconds

ISSUER = "https://courier.example"
AUDIENCE = "https://comments.courier.example/sign-in/courier"
SECRET = b"a secret of the courier's, long enough for HS256"


@cache
def ed25519(kid: str = "ed") -> OKPKey:
    return OKPKey.generate_key("Ed25519", {"kid": kid, "use": "sig"})


@cache
def p256(kid: str = "ec") -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


@cache
def rsa(kid: str = "rsa") -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


def key_set(*keys: Any) -> bytes:
    """A JWK set of their public halves."""
    return json.dumps({"keys": [key.as_dict(private=False) for key in keys]}).encode()


@dataclass
class Publisher:
    """Mints tokens at a moment; each has a `jti` of its own."""

    at: Milliseconds
    key: Any = field(default_factory=ed25519)
    algorithm: str = "EdDSA"
    issuer: str = ISSUER
    audience: str = AUDIENCE
    minted: int = 0

    def claims(self, **given: Any) -> dict[str, Any]:
        """Sound ones; what is given replaces them, None leaves one out."""
        self.minted += 1
        seconds = self.at // SECOND
        made = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": "account-4711",
            "name": "Berîvan",
            "iat": seconds,
            "exp": seconds + 300,
            "jti": f"token-{self.minted}",
            **given,
        }
        return {name: value for name, value in made.items() if value is not None}

    def token(self, *, header: Any = None, key: Any = None, **given: Any) -> str:
        """A signed token."""
        key = key or self.key
        head = {"alg": self.algorithm, "typ": "JWT", **({"kid": key.kid} if key.kid else {})}
        head |= header or {}
        payload = json.dumps(self.claims(**given)).encode()
        registry = JWSRegistry(algorithms=[head["alg"]], strict_check_header=False)
        return jws.serialize_compact(head, payload, key, registry=registry)

    def forged(self, header: dict[str, Any], signature: bytes = b"", **given: Any) -> str:
        """A token with any header and any signature."""
        parts = (json.dumps(header).encode(), json.dumps(self.claims(**given)).encode(), signature)
        return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def shared_secret(secret: bytes = SECRET) -> OctKey:
    return OctKey.import_key(secret)
