"""What is counted for a short while, about clients and articles, in memory that all processes of one server share.

A table of fixed size in one stretch of memory: 40 bytes for each name (16 of the name, when its time is over, one number, a few marks). A name is an HMAC under a salt
that stands in the same memory and is replaced daily. Nothing of it is ever in a file, a database or a log; it is gone with the last process. On
Linux the stretch is a memfd that the first process makes and its workers open; a single process has it to itself.

Each look is one turn: a lock between threads, and where there are several processes one of the kernel's, which a dying process gives back by
itself. A process that dies in the middle of a turn can leave one entry half written: a limit counted wrongly, once.
"""

import fcntl
import hashlib
import hmac
import mmap
import os
import secrets
import struct
import threading
import time
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

import structlog

Seconds: TypeAlias = float

SHARED_VARIABLE: Final = "_DIWAN_TALLIES"
"""By which the first process tells its workers where the memory is. Not a setting."""
SALT_LIFETIME: Final[Seconds] = 24 * 3600.0
NAME_BYTES: Final = 16

_log = structlog.get_logger("diwan.tallies")

_WAYS: Final = 8
_BUCKETS: Final = 16_384
_HEAD: Final = struct.Struct("<32sd")
_HEAD_BYTES: Final = 64
_ENTRY: Final = struct.Struct("<16sddQ")
_BUCKET: Final = struct.Struct("<" + "16sddQ" * _WAYS)


class Tally(NamedTuple):
    """What stands for a name: `until` when, by the clock of the tallies; a number; and marks, as bits."""

    until: Seconds = 0.0
    number: float = 0.0
    marks: int = 0


NOTHING: Final = Tally()
"""For a name that is not there, or whose time is over."""


class _SharedTurn:
    """A lock between threads and processes. The kernel's is between openings of the memory, so that each process holds one for its threads."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self._lock.release()


class Tallies:
    """The table. `clock` is the machine's monotonic clock, which all its processes read alike.

    A bucket holds eight names. When nine are in debt at once, the one whose time is over first is forgiven: memory is bounded, and a flood of
    addresses locks nobody out. Names are HMACs, so nobody can choose a bucket.
    """

    def __init__(
        self,
        descriptor: int | None = None,
        *,
        buckets: int = _BUCKETS,
        clock: Callable[[], Seconds] = time.monotonic,
    ) -> None:
        """Over the memory behind `descriptor`, which stays open as long as this lives; without one, over memory of its own."""
        size = _HEAD_BYTES + buckets * _WAYS * _ENTRY.size
        if descriptor is not None:
            os.ftruncate(descriptor, size)
        self._memory = mmap.mmap(-1 if descriptor is None else descriptor, size)
        self._buckets = buckets
        self._turn = threading.Lock() if descriptor is None else _SharedTurn(descriptor)
        self.clock = clock

    def name(self, purpose: str, about: bytes) -> bytes:
        """16 bytes that stand for `about` in this `purpose`, the same in every process as long as the salt lives."""
        salt = self._current_salt()
        # Not hmac.digest: that hands the interpreter to another thread each time, and has to wait until it gets it back.
        return hmac.new(salt, purpose.encode() + b"\n" + about, hashlib.sha256).digest()[:NAME_BYTES]

    def renew_salt_if_due(self) -> None:
        """Forget the salt once it is a day old. `name` does it too; call this hourly, so that a quiet night does not keep one alive."""
        self._current_salt()

    def _current_salt(self) -> bytes:
        salt, made = _HEAD.unpack_from(self._memory)
        if self._is_good(salt, made):
            return bytes(salt)
        with self._turn:
            salt, made = _HEAD.unpack_from(self._memory)
            if not self._is_good(salt, made):
                salt = secrets.token_bytes(32)
                _HEAD.pack_into(self._memory, 0, salt, self.clock())
            return bytes(salt)

    def _is_good(self, salt: bytes, made: Seconds) -> bool:
        """A new stretch of memory is all zeros; a clock that began anew makes a new salt as well."""
        return salt != bytes(32) and 0 <= self.clock() - made < SALT_LIFETIME

    def change(self, name: bytes, changed: Callable[[Tally, Seconds], Tally | None]) -> None:
        """In one turn: `changed` gets what stands for `name` and the time now, and returns what is to stand there; None leaves it as it is."""
        start = _HEAD_BYTES + int.from_bytes(name[:4], "big") % self._buckets * _BUCKET.size
        memory = self._memory
        with self._turn:
            now = self.clock()
            place, tally = memory.find(name, start, start + _BUCKET.size), NOTHING
            if place >= 0 and (place - start) % _ENTRY.size == 0:
                _, until, number, marks = _ENTRY.unpack_from(memory, place)
                if until > now:
                    tally = Tally(until, number, marks)
            else:
                ends = _BUCKET.unpack_from(memory, start)[1::4]
                place = start + ends.index(min(ends)) * _ENTRY.size
            after = changed(tally, now)
            if after is not None:
                _ENTRY.pack_into(memory, place, name, *after)

    def names_in_debt(self) -> int:
        """How many names' time is not over. For tests: it looks at the whole table."""
        with self._turn:
            now = self.clock()
            return sum(
                _ENTRY.unpack_from(self._memory, at)[1] > now
                for at in range(_HEAD_BYTES, len(self._memory), _ENTRY.size)
            )


def share() -> None:
    """Make memory that the processes which this one starts will share. Call it before they are; where the system has none, each has its own."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("diwan-tallies", os.MFD_CLOEXEC)
        # Kept open on purpose until this process ends: by it the workers find the memory, those started later as well.
        os.environ[SHARED_VARIABLE] = f"/proc/{os.getpid()}/fd/{descriptor}"


def shared(clock: Callable[[], Seconds] = time.monotonic) -> Tallies:
    """The memory that the first process has made, or this process's own where there is none."""
    path = os.environ.get(SHARED_VARIABLE)
    if path:
        try:
            # Opened anew: the kernel's lock is between openings, and an inherited descriptor would be the same one.
            return Tallies(os.open(path, os.O_RDWR | os.O_CLOEXEC), clock=clock)
        except OSError:
            _log.warning("tallies-not-shared")
    return Tallies(clock=clock)
