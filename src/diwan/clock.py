"""Time, as Diwan counts it: whole milliseconds since 1970-01-01T00:00:00Z, in UTC.

An integer compares, sorts and hashes the same in Python, in SQLite, in PostgreSQL and in a ledger entry.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Milliseconds: TypeAlias = int
Clock: TypeAlias = Callable[[], Milliseconds]

SECOND: Milliseconds = 1000
MINUTE: Milliseconds = 60 * SECOND
HOUR: Milliseconds = 60 * MINUTE
DAY: Milliseconds = 24 * HOUR


def now() -> Milliseconds:
    """The time of this machine's clock."""
    return time.time_ns() // 1_000_000


def utc(at: Milliseconds) -> datetime:
    """The same instant as an aware `datetime` in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC)


def iso(at: Milliseconds) -> str:
    """The same instant as RFC 3339 text with milliseconds, such as `2026-11-23T12:00:00.000Z`."""
    return utc(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso(text: str) -> Milliseconds:
    """The instant that `iso` wrote. Raises ValueError."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)
