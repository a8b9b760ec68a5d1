"""Whether a request comes from the Coral that knows the secret: HMAC-SHA256 over the raw body, as Coral signs it.

`X-Coral-Signature: sha256=<hex>[,sha256=<hex>]`. Two signatures come while a secret is being rotated; any of them by any of our
secrets will do. The body is signed as it lies on the wire, indented by two spaces: parsed and written again it would not fit.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

HEADER = "x-coral-signature"
_SCHEME = b"sha256="
MOST_SIGNATURES = 8
"""In a request. Coral sends one for each secret that is active, in practice two at most."""


def sign(secret: str, body: bytes) -> str:
    """One signature of `body`, as Coral writes it. The secret's characters are the key, though it looks like hexadecimal."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def is_signed(body: bytes, headers: Iterable[str], secrets: Sequence[str]) -> bool:
    """Whether a signature in one of the `headers` is of one of the `secrets`. Compares all, each in constant time."""
    presented = [
        signature
        for header in headers
        for part in header.encode("latin-1", "replace").split(b",")
        if (signature := part.strip()).startswith(_SCHEME)
    ][:MOST_SIGNATURES]
    expected = [sign(secret, body).encode() for secret in secrets]
    matches = [hmac.compare_digest(theirs, ours) for theirs in presented for ours in expected]
    return any(matches)
