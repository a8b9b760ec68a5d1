"""What the desk and the receipts read of appeals, and the lane of appeals as it follows from the records."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

from diwan.appeals import Answer, Heard, Verdict
from diwan.desk.lanes import Lane
from diwan.storage.appeal_statements import appeal_from
from diwan.storage.rows import Row

_APPEALS = text(
    "SELECT a.id, a.comment_id, a.decision_id, a.digest, a.commitment, w.body, a.at, "
    "x.id, x.outcome, x.by, x.decision_id, x.note, x.at, m.name FROM appeals a "
    "LEFT JOIN appeal_words w ON w.appeal_id = a.id LEFT JOIN appeal_answers x ON x.appeal_id = a.id "
    "LEFT JOIN moderators m ON m.id = x.by WHERE a.comment_id IN :ids ORDER BY a.position"
).bindparams(bindparam("ids", expanding=True))
_UNANSWERED = (
    "FROM appeals a JOIN comments c ON c.id = a.comment_id "
    "WHERE NOT EXISTS (SELECT 1 FROM appeal_answers x WHERE x.appeal_id = a.id) "
    "AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = a.comment_id)"
)
_REJECTED_BY = (
    "(SELECT 1 FROM decisions d WHERE d.comment_id = {comment} AND d.outcome = 'rejected' "
    "AND d.author_kind = 'moderator' AND d.author_name = {moderator})"
)
_SOMEBODY_ELSE = text(
    "SELECT 1 FROM moderators m WHERE NOT EXISTS (SELECT 1 FROM dismissals s WHERE s.moderator_id = m.id) "
    f"AND NOT EXISTS {_REJECTED_BY.format(comment=':comment', moderator='m.id')} LIMIT 1"
)
_OWN = text(
    f"SELECT count(*) {_UNANSWERED} AND EXISTS {_REJECTED_BY.format(comment='a.comment_id', moderator=':moderator')}"
)
_LANED = text(
    f"SELECT a.comment_id, '{Lane.APPEALS.value}', c.site, r.section, r.language, a.position, 0, NULL "
    + _UNANSWERED.replace("WHERE", "JOIN articles r ON r.thread_id = c.thread_id WHERE", 1)
    + " AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = r.thread_id AND b.revision > r.revision)"
)
_STANDING = text(
    "SELECT comment_id, lane, site, section, language, position, doubt, asked_by FROM laned WHERE lane = :lane"
)


class AppealReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, comment_ids: Collection[str]) -> dict[str, tuple[Heard, ...]]:
        """The appeals about each of these comments, the first one first; comments without any are left out."""
        found: dict[str, list[Heard]] = {}
        if comment_ids:
            for row in self._connection.execute(_APPEALS, {"ids": list(comment_ids)}):
                found.setdefault(row[1], []).append(Heard(appeal_from(row), _answer(row), row[13] or ""))
        return {comment_id: tuple(heard) for comment_id, heard in found.items()}

    def somebody_else_can_answer(self, comment_id: str) -> bool:
        """Whether there is an appointed moderator who has not rejected this comment."""
        return self._connection.execute(_SOMEBODY_ELSE, {"comment": comment_id}).one_or_none() is not None

    def waiting_against(self, moderator_id: str) -> int:
        """How many appeals wait that this moderator may not answer, for he rejected the comment."""
        return int(self._connection.execute(_OWN, {"moderator": moderator_id}).scalar_one())


def laned(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """The rows that ought to stand in the lane of appeals, from the records."""
    for row in connection.execute(_LANED):
        yield tuple(row)


def misplaced(connection: Connection) -> Sequence[str]:
    """The comments that stand in the lane of appeals and should not, or should and do not."""
    standing = {tuple(row) for row in connection.execute(_STANDING, {"lane": Lane.APPEALS.value})}
    return sorted({row[0] for row in standing.symmetric_difference(laned(connection))})


def _answer(row: Row) -> Answer | None:
    if row[7] is None:
        return None
    return Answer(row[7], row[0], row[1], Verdict(row[8]), row[9], row[10], row[11], row[12])
