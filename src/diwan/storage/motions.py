"""What the desk reads of motions, and the list of the unconfirmed ones made again from the records."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, text

from diwan.desk.cards import Moved
from diwan.storage.motion_statements import MOTION_COLUMNS
from diwan.storage.rows import motion_from

OPEN_MOTIONS = (
    "SELECT o.comment_id, o.id, o.by, o.position FROM motions o WHERE "
    "NOT EXISTS (SELECT 1 FROM motions later WHERE later.comment_id = o.comment_id AND later.position > o.position) "
    "AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = o.comment_id AND d.position > o.position) "
    "AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = o.comment_id)"
)
"""The last motion on each comment, unless it was decided or erased since."""
MOST_COUNTED = 100

_COLUMNS = ", ".join(f"o.{column}" for column in MOTION_COLUMNS.split(", "))
_OF = text(
    f"SELECT {_COLUMNS}, m.name, b.name, EXISTS (SELECT 1 FROM dismissals x WHERE x.moderator_id = o.by), "  # noqa: S608 - our own words
    "u.motion_id IS NOT NULL FROM motions o JOIN moderators m ON m.id = o.by "
    "LEFT JOIN confirmations f ON f.motion_id = o.id LEFT JOIN moderators b ON b.id = f.by "
    "LEFT JOIN unconfirmed u ON u.motion_id = o.id WHERE o.comment_id IN :ids ORDER BY o.position"
).bindparams(bindparam("ids", expanding=True))
_BEFORE = (
    "SELECT u.comment_id FROM unconfirmed u WHERE u.by <> :moderator "
    "AND NOT EXISTS (SELECT 1 FROM dismissals x WHERE x.moderator_id = u.by) "
)
_ALONE = text(
    "SELECT count(*) FROM moderators m WHERE NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.moderator_id = m.id)"
)


class MotionReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, comment_ids: Collection[str]) -> dict[str, list[Moved]]:
        """The motions on these comments, the first one first, by comment."""
        found: dict[str, list[Moved]] = {}
        for row in self._connection.execute(_OF, {"ids": list(comment_ids)}) if comment_ids else ():
            moved = Moved(
                motion_from(row[:14]),
                row[14],
                confirmed_by=row[15],
                mover_dismissed=bool(row[16]),
                is_open=bool(row[17]),
            )
            found.setdefault(moved.motion.comment_id, []).append(moved)
        return found

    def count_before(self, moderator_id: str) -> int:
        """How many motions of others this moderator could confirm; MOST_COUNTED if there are so many or more."""
        counted = text(f"SELECT count(*) FROM ({_BEFORE} LIMIT :most) found")  # noqa: S608 - our own words
        asked = {"moderator": moderator_id, "most": MOST_COUNTED}
        return int(self._connection.execute(counted, asked).scalar_one())

    def before(self, moderator_id: str, limit: int) -> list[str]:
        """The comments on which this moderator could confirm a motion of somebody else, the longest moved first."""
        asked = {"moderator": moderator_id, "most": limit}
        rows = self._connection.execute(text(f"{_BEFORE} ORDER BY u.position LIMIT :most"), asked)
        return [row[0] for row in rows]

    def is_alone(self) -> bool:
        """Whether fewer than two moderators are appointed, so that nobody could confirm anything."""
        return int(self._connection.execute(_ALONE).scalar_one()) < 2


def unconfirmed_again(connection: Connection) -> None:
    """Make the list of unconfirmed motions anew."""
    connection.execute(text("DELETE FROM unconfirmed"))
    connection.execute(text(f"INSERT INTO unconfirmed (comment_id, motion_id, by, position) {OPEN_MOTIONS}"))
