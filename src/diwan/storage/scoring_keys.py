"""The stored scoring keys."""

from sqlalchemy import Connection, text

from diwan.scoring.room import ScoringKey
from diwan.storage.rows import Row
from diwan.storage.store import Store

_KEYS = "SELECT name, number, per_minute, at FROM scoring_keys"


def find(store: Store, key_hash: bytes) -> ScoringKey | None:
    """The key with this hash. Raises Unavailable."""
    with store.connection() as connection:
        row = connection.execute(text(f"{_KEYS} WHERE hash = :hash"), {"hash": key_hash}).one_or_none()
    return None if row is None else _key(row)


def every(connection: Connection) -> list[ScoringKey]:
    """All of them, by name."""
    return [_key(row) for row in connection.execute(text(f"{_KEYS} ORDER BY name"))]


def _key(row: Row) -> ScoringKey:
    return ScoringKey(name=row[0], number=row[1], per_minute=row[2], at=row[3])
