"""What open pages of the desk are told of, read in one look for all of them: counts, who is there, and what was dealt with since."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, TextClause, bindparam, text

from diwan.clock import Milliseconds
from diwan.desk.lanes import Lane, Shelf

MOST_DEALT = 200
"""More than so many comments at once are not named: a page then asks about its own."""

SIZE = "SELECT coalesce(max(position) + 1, 0) FROM ledger_entries"
_DEALT = text(
    "SELECT comment_id FROM ("
    "SELECT comment_id, position FROM decisions WHERE position >= :since "
    "UNION ALL SELECT comment_id, position FROM clearings WHERE position >= :since "
    "UNION ALL SELECT comment_id, position FROM appeal_answers WHERE position >= :since "
    "UNION ALL SELECT comment_id, position FROM erasures WHERE position >= :since"
    ") dealt ORDER BY position LIMIT :most"
)
_OPEN = text(
    "SELECT s.hash FROM sessions s WHERE s.hash IN :hashes AND s.expires_at > :at AND s.seen_at > :since "
    "AND NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.moderator_id = s.moderator_id)"
).bindparams(bindparam("hashes", expanding=True))
_NEWEST_WAITING = text("SELECT max(position) FROM waiting")
_NEWEST = "SELECT max(position) FROM laned WHERE lane = :lane"
_ON_SHELF = " AND site = :site AND section = :section AND language = :language"


class LiveReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def size(self) -> int:
        """How many entries the ledger has. As long as it is the same, no lane has changed."""
        return int(self._connection.execute(text(SIZE)).scalar_one())

    def dealt_with(self, since: int) -> list[str] | None:
        """The comments that somebody has dealt with since the ledger had so many entries; None if they are more than MOST_DEALT."""
        rows = self._connection.execute(_DEALT, {"since": since, "most": MOST_DEALT + 1}).all()
        return None if len(rows) > MOST_DEALT else [row[0] for row in rows]

    def newest(self, lane: Lane, of: Sequence[Shelf] | None) -> int:
        """The ledger position of the newest comment in a lane; -1 if it is empty."""
        if lane is Lane.OLDEST and of is None:
            return self._position(_NEWEST_WAITING, {})
        if of is None:
            return self._position(text(_NEWEST), {"lane": lane.value})
        asked = text(_NEWEST + _ON_SHELF)
        return max(
            (
                self._position(
                    asked,
                    {
                        "lane": lane.value,
                        "site": each.site,
                        "section": each.section,
                        "language": each.language,
                    },
                )
                for each in of
            ),
            default=-1,
        )

    def open_sessions(
        self, hashes: Collection[bytes], at: Milliseconds, *, seen_since: Milliseconds
    ) -> set[bytes]:
        """Those of these sessions that are open still, and whose holders were not dismissed."""
        if not hashes:
            return set()
        rows = self._connection.execute(_OPEN, {"hashes": list(hashes), "at": at, "since": seen_since})
        return {bytes(row[0]) for row in rows}

    def _position(self, statement: TextClause, asked: dict[str, object]) -> int:
        found = self._connection.execute(statement, asked).scalar()
        return -1 if found is None else int(found)
