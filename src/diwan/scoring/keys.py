"""The keys of those whose texts are scored: made, recognised by their hash, and counted against their quota.

A key is random and shown once; only its SHA-256 is stored. It is recognised by looking that up: how long this takes may depend on
the hash, and tells nothing about the key.

The database is not asked at every request: what it said of a key holds for REMEMBERED_S seconds, so that a revoked key is refused
after that time at the latest, in every process.
"""

import asyncio
import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeAlias

from diwan.scoring.quota import Quotas
from diwan.scoring.room import ScoringKey

Seconds: TypeAlias = float

KEY_PREFIX = "diwan_scoring_"
REMEMBERED_S: Seconds = 5.0
MOST_REMEMBERED = 10_000
"""Of the known keys, and as many again of unknown ones: whoever tries keys drives out no known one."""
LONGEST_KEY = 200
_KEY_BYTES = 32
_SMALLEST_NUMBER, _NUMBERS = 10**11, 9 * 10**11


def new_key() -> tuple[str, bytes]:
    """A fresh key, and the SHA-256 under which it is stored."""
    key = KEY_PREFIX + secrets.token_urlsafe(_KEY_BYTES)
    return key, hash_of(key)


def new_number() -> int:
    """Twelve digits, as a project's number has; random, so that it does not tell how many keys there are."""
    return _SMALLEST_NUMBER + secrets.randbelow(_NUMBERS)


def hash_of(key: str) -> bytes:
    """The SHA-256 of a key. Keys are random, so a plain hash keeps them as well as a slow one would."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


class KeyRing:
    """`room.Keys`. `find` asks the database for a key by its hash, in a thread of its own; it may raise Unavailable."""

    def __init__(
        self,
        find: Callable[[bytes], ScoringKey | None],
        *,
        quotas: Quotas,
        clock: Callable[[], Seconds] = time.monotonic,
    ) -> None:
        self._find = find
        self._quotas = quotas
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[Seconds, ScoringKey]] = OrderedDict()
        self._unknown: OrderedDict[bytes, Seconds] = OrderedDict()
        self._asked: dict[bytes, asyncio.Task[ScoringKey | None]] = {}

    async def holder(self, presented: str) -> ScoringKey | None:
        """Whose key this is; None for one that is unknown or revoked. Raises Unavailable if the database does not answer."""
        if not presented or len(presented) > LONGEST_KEY:
            return None
        key_hash = hash_of(presented)
        now = self._clock()
        if (known := self._known.get(key_hash)) is not None and known[0] > now:
            return known[1]
        if self._unknown.get(key_hash, now) > now:
            return None
        return await self._look_up(key_hash)

    def admit(self, key: ScoringKey, texts: int = 1) -> Seconds:
        """Take `texts` from the key's quota and return 0.0; or take nothing and return the seconds until it would do."""
        return self._quotas.take(key.number, key.per_minute, texts)

    async def _look_up(self, key_hash: bytes) -> ScoringKey | None:
        """Ask the database, once for all who want to know the same now."""
        task = self._asked.get(key_hash)
        if task is None or task.get_loop() is not asyncio.get_running_loop():
            task = self._asked[key_hash] = asyncio.create_task(self._ask(key_hash))
        # Whoever asked first may go away; the others still want to know.
        return await asyncio.shield(task)

    async def _ask(self, key_hash: bytes) -> ScoringKey | None:
        try:
            until = self._clock() + REMEMBERED_S
            key = await asyncio.to_thread(self._find, key_hash)
            self._known.pop(key_hash, None)
            self._unknown.pop(key_hash, None)
            if key is None:
                self._unknown[key_hash] = until
            else:
                self._known[key_hash] = (until, key)
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
            while len(self._unknown) > MOST_REMEMBERED:
                self._unknown.popitem(last=False)
            return key
        finally:
            self._asked.pop(key_hash, None)
