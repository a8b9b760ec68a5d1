"""What the desk reads of rereadings, and the lane of what is to be reread as it follows from the records."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

from diwan.decisions import Outcome
from diwan.desk.lanes import Lane
from diwan.desk.rereadings import Difference, Judged, Known
from diwan.guidelines import AbuseKind, Guideline
from diwan.rereadings import Rereading
from diwan.storage.dealt_with import not_known_to, withheld
from diwan.storage.rows import Row

_WITHHELD = text(
    f"SELECT c.id FROM comments c WHERE c.id IN :ids AND {withheld('c.id', ':moderator')}"  # noqa: S608 - our own words
).bindparams(bindparam("ids", expanding=True))
_ALL_WITHHELD = text(
    f"SELECT l.comment_id FROM laned l WHERE l.lane = '{Lane.REREADING.value}' "  # noqa: S608 - our own words
    f"AND {not_known_to('l.comment_id', ':moderator')}"
)
_COLUMNS = "r.id, r.comment_id, r.decision_id, r.digest, r.outcome, r.guideline, r.abuse_kind, r.revision, r.by, r.at"
_OF = text(
    f"SELECT {_COLUMNS}, m.name FROM rereadings r JOIN moderators m ON m.id = r.by WHERE r.comment_id IN :ids"  # noqa: S608 - our own words
).bindparams(bindparam("ids", expanding=True))
_DIFFERING = (
    "SELECT r.comment_id, r.position, r.at, d.outcome, d.guideline, d.abuse_kind, r.outcome, r.guideline, r.abuse_kind, "
    "l.outcome, l.guideline, l.abuse_kind, l.id <> d.id "
    "FROM rereadings r JOIN decisions d ON d.id = r.decision_id JOIN comments c ON c.id = r.comment_id "
    "JOIN decisions l ON l.comment_id = r.comment_id AND NOT EXISTS (SELECT 1 FROM decisions n WHERE n.supersedes = l.id) "
    "WHERE r.position < :before AND (r.outcome <> d.outcome OR coalesce(r.guideline, '') <> coalesce(d.guideline, '')) "
    "AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = r.comment_id) "
    "ORDER BY r.position DESC LIMIT :most"
)
_LANED = text(
    f"SELECT w.comment_id, '{Lane.REREADING.value}', c.site, a.section, a.language, w.position, 0, NULL "  # noqa: S608 - our own words
    "FROM draws w JOIN comments c ON c.id = w.comment_id JOIN articles a ON a.thread_id = c.thread_id "
    "WHERE NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision) "
    "AND NOT EXISTS (SELECT 1 FROM rereadings r WHERE r.comment_id = w.comment_id) "
    "AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = w.comment_id)"
)
_STANDING = text(
    "SELECT comment_id, lane, site, section, language, position, doubt, asked_by FROM laned WHERE lane = :lane"
)
# Behind every ledger position there will ever be.
_FAR = 2**62


class RereadingReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def withheld(self, comment_ids: Collection[str], moderator_id: str) -> frozenset[str]:
        """Those of these comments that wait to be reread by somebody who may be this moderator."""
        if not comment_ids:
            return frozenset()
        asked = {"ids": list(comment_ids), "moderator": moderator_id}
        return frozenset(row[0] for row in self._connection.execute(_WITHHELD, asked))

    def hides_from(self, moderator_id: str) -> bool:
        """Whether anything that was decided is withheld from this moderator."""
        return bool(self.all_withheld(moderator_id))

    def all_withheld(self, moderator_id: str) -> frozenset[str]:
        """Whatever waits to be reread by somebody who may be this moderator."""
        return frozenset(
            row[0] for row in self._connection.execute(_ALL_WITHHELD, {"moderator": moderator_id})
        )

    def of(self, comment_ids: Collection[str]) -> dict[str, Known]:
        """How these comments were reread, with whose name; comments that were not are left out."""
        found = self._connection.execute(_OF, {"ids": list(comment_ids)}) if comment_ids else ()
        return {row[1]: Known(_rereading(row), row[10]) for row in found}

    def differing(self, limit: int, *, before: int | None = None) -> list[Difference]:
        """Where the first decision and the rereading differ, in outcome or guideline, the latest first. Erased words are left out."""
        asked = {"before": _FAR if before is None else before, "most": limit}
        return [_difference(row) for row in self._connection.execute(text(_DIFFERING), asked)]


def laned(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """The rows that ought to stand in the lane of what is to be reread, from the records."""
    for row in connection.execute(_LANED):
        yield tuple(row)


def misplaced(connection: Connection) -> Sequence[str]:
    """The comments that stand in that lane and should not, or should and do not."""
    standing = {tuple(row) for row in connection.execute(_STANDING, {"lane": Lane.REREADING.value})}
    return sorted({row[0] for row in standing.symmetric_difference(laned(connection))})


def _rereading(row: Row) -> Rereading:
    return Rereading(
        id=row[0],
        comment_id=row[1],
        decision_id=row[2],
        digest=bytes(row[3]),
        outcome=Outcome(row[4]),
        guideline=Guideline(row[5]) if row[5] else None,
        abuse_kind=AbuseKind(row[6]) if row[6] else None,
        revision=row[7],
        by=row[8],
        at=row[9],
    )


def _difference(row: Row) -> Difference:
    return Difference(
        row[0], row[1], row[2], _judged(row[3:6]), _judged(row[6:9]), _judged(row[9:12]) if row[12] else None
    )


def _judged(row: Row) -> Judged:
    return Judged(
        Outcome(row[0]), Guideline(row[1]) if row[1] else None, AbuseKind(row[2]) if row[2] else None
    )
