"""What the desk reads of motions, and the list of the unconfirmed ones made again from the records."""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from diwan.desk.cards import Moved
from diwan.storage.motion_statements import MOTION_COLUMNS
from diwan.storage.questioning import Questioning
from diwan.storage.rows import Row, motion_from

OPEN_MOTIONS = (
    "SELECT o.comment_id, o.id, o.by, o.position FROM motions o WHERE "
    "NOT EXISTS (SELECT 1 FROM motions later WHERE later.comment_id = o.comment_id AND later.position > o.position) "
    "AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = o.comment_id AND d.position > o.position) "
    "AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = o.comment_id)"
)
"""The last motion on each comment, unless it was decided or erased since."""
MOST_COUNTED = 100

_COLUMNS = ", ".join(f"o.{column}" for column in MOTION_COLUMNS.split(", "))
OF_COMMENTS = (
    f"SELECT {_COLUMNS}, m.name, b.name, EXISTS (SELECT 1 FROM dismissals x WHERE x.moderator_id = o.by), "  # noqa: S608 - our own words
    "u.motion_id IS NOT NULL FROM motions o JOIN moderators m ON m.id = o.by "
    "LEFT JOIN confirmations f ON f.motion_id = o.id LEFT JOIN moderators b ON b.id = f.by "
    "LEFT JOIN unconfirmed u ON u.motion_id = o.id WHERE o.comment_id IN :ids ORDER BY o.position"
)
"""Asks for the motions on some comments, the first one first: `moved` takes what it finds."""
_BEFORE = (
    "SELECT u.comment_id FROM unconfirmed u WHERE u.by <> :moderator "
    "AND NOT EXISTS (SELECT 1 FROM dismissals x WHERE x.moderator_id = u.by) "
)
APPOINTED = "SELECT count(*) FROM moderators m WHERE NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.moderator_id = m.id)"
TO_CONFIRM = f"SELECT count(*) FROM ({_BEFORE} LIMIT :most) found"  # noqa: S608 - our own words
"""How many motions of others this moderator could confirm, or `most`."""


class MotionReader(Questioning):
    """Reads in the connection's open transaction."""

    def count_before(self, moderator_id: str) -> int:
        """How many motions of others this moderator could confirm; MOST_COUNTED if there are so many or more."""
        [(count,)] = self._all(TO_CONFIRM, moderator=moderator_id, most=MOST_COUNTED)
        return int(count)

    def before(self, moderator_id: str, limit: int) -> list[str]:
        """The comments on which this moderator could confirm a motion of somebody else, the longest moved first."""
        rows = self._all(f"{_BEFORE} ORDER BY u.position LIMIT :most", moderator=moderator_id, most=limit)
        return [row[0] for row in rows]

    def is_alone(self) -> bool:
        """Whether fewer than two moderators are appointed, so that nobody could confirm anything."""
        [(appointed,)] = self._all(APPOINTED)
        return is_alone(appointed)


def is_alone(appointed: int) -> bool:
    """Whether so few are appointed that nobody could confirm what another wants."""
    return appointed < 2


def moved(rows: Iterable[Row]) -> dict[str, list[Moved]]:
    """The motions on comments, the first one first, by comment."""
    found: dict[str, list[Moved]] = {}
    for row in rows:
        each = Moved(
            motion_from(row[:14]),
            row[14],
            confirmed_by=row[15],
            mover_dismissed=bool(row[16]),
            is_open=bool(row[17]),
        )
        found.setdefault(each.motion.comment_id, []).append(each)
    return found


def unconfirmed_again(connection: Connection) -> None:
    """Make the list of unconfirmed motions anew."""
    connection.execute(text("DELETE FROM unconfirmed"))
    connection.execute(text(f"INSERT INTO unconfirmed (comment_id, motion_id, by, position) {OPEN_MOTIONS}"))
