"""Reading the pauses that are in force, and what editors said about threads."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from diwan.pauses import Closing, Pause
from diwan.storage.rows import Row

IN_FORCE = (
    "SELECT p.id, p.site, p.by, p.note, p.at FROM pauses p "
    "WHERE NOT EXISTS (SELECT 1 FROM resumptions r WHERE r.pause_id = p.id) ORDER BY p.position"
)
_CLOSINGS = text(
    "SELECT id, thread_id, closes_at, by, at FROM closings WHERE thread_id = :thread ORDER BY position DESC LIMIT 50"
)


def pauses_in_force(connection: Connection) -> dict[str, Pause]:
    """The pause of each site at which machines decide nothing now."""
    return by_site(connection.execute(text(IN_FORCE)))


def by_site(rows: Iterable[Row]) -> dict[str, Pause]:
    """The pauses that IN_FORCE finds, by their sites."""
    return {row[1]: Pause(*row) for row in rows}


def closings_of(connection: Connection, thread_id: str) -> list[Closing]:
    """What editors said about a thread, the latest first."""
    return [Closing(*row) for row in connection.execute(_CLOSINGS, {"thread": thread_id})]
