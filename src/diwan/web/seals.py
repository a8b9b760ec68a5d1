"""Statements of this installation to itself that a browser carries: bound to a purpose, good for a few minutes, stored nowhere.

A seal is `until (8 bytes) | payload | HMAC-SHA256 (32 bytes)`. Whoever asks for a thousand of them fills no table. One that must be good
only once is noted when it comes back and everything else about it was right (`ways_in.spend_challenge`).
"""

import hashlib
import hmac
from dataclasses import dataclass

from diwan.clock import Milliseconds

_TAG_BYTES = 32
_UNTIL_BYTES = 8


@dataclass(frozen=True, slots=True)
class Opened:
    """What a genuine seal said, and until when it is good."""

    payload: bytes
    until: Milliseconds


class Seals:
    """Makes and opens them, under a key of its own that follows from the installation's `secret`."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.new(secret, b"diwan seals v1", hashlib.sha256).digest()

    def make(self, purpose: str, payload: bytes, until: Milliseconds) -> bytes:
        """A seal for this purpose."""
        told = until.to_bytes(_UNTIL_BYTES, "big") + payload
        return told + self._tag(purpose, told)

    def open(self, purpose: str, seal: bytes, at: Milliseconds) -> Opened | None:
        """What it says; None if it is not ours, of another purpose, or too late."""
        told, tag = seal[:-_TAG_BYTES], seal[-_TAG_BYTES:]
        if len(told) < _UNTIL_BYTES or not hmac.compare_digest(self._tag(purpose, told), tag):
            return None
        until = int.from_bytes(told[:_UNTIL_BYTES], "big")
        return Opened(told[_UNTIL_BYTES:], until) if at < until else None

    def _tag(self, purpose: str, told: bytes) -> bytes:
        return hmac.new(self._key, purpose.encode() + b"\n" + told, hashlib.sha256).digest()
