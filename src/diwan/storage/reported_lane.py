"""The lane of what is reported, made again from the records: one row for each comment whose reports ask for a look."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, text

from diwan.desk.lanes import Lane
from diwan.desk.reported import looked_at, opened_at

BATCH = 500
LanedRow: TypeAlias = tuple[Any, ...]
"""The columns of `laned`, in their order."""

_REPORTED = text(
    "SELECT DISTINCT comment_id FROM reports WHERE comment_id > :after ORDER BY comment_id LIMIT :limit"
)
_APPROVED = text(
    "SELECT d.comment_id, d.id, d.position, c.site, a.section, a.language FROM decisions d "
    "JOIN comments c ON c.id = d.comment_id JOIN articles a ON a.thread_id = c.thread_id "
    "WHERE d.comment_id IN :ids AND d.outcome = 'approved' "
    "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id) "
    "AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = d.comment_id) "
    "AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision)"
).bindparams(bindparam("ids", expanding=True))
_CLEARED = text(
    "SELECT comment_id, decision_id, through, reopens FROM clearings WHERE comment_id IN :ids ORDER BY through"
).bindparams(bindparam("ids", expanding=True))
_POSITIONS = text("SELECT guideline, position FROM reports WHERE comment_id = :id ORDER BY position")


def reported_rows(connection: Connection) -> Iterator[tuple[list[str], list[LanedRow]]]:
    """For each batch of what was ever reported: the comments, and the rows they ought to have."""
    after = ""
    while ids := [row[0] for row in connection.execute(_REPORTED, {"after": after, "limit": BATCH})]:
        cleared = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(_CLEARED, {"ids": ids})}
        rows = []
        for comment_id, decision_id, decided, *shelf in connection.execute(_APPROVED, {"ids": ids}).all():
            last = cleared.get(comment_id)
            clearing = last[1:] if last is not None and last[0] == decision_id else None
            opened = _opened(connection, comment_id, decided, clearing)
            if opened is not None:
                rows.append((comment_id, Lane.REPORTED.value, *shelf, opened, 0, None))
        yield ids, rows
        after = ids[-1]


def _opened(
    connection: Connection, comment_id: str, decided: int, clearing: tuple[int, int] | None
) -> int | None:
    # As they are written: a guideline that is none is for the check of the records to name.
    all_of_it = [(str(row[0]), int(row[1])) for row in connection.execute(_POSITIONS, {"id": comment_id})]
    through = -1 if clearing is None else clearing[0]
    looked = looked_at(decided, clearing, [guideline for guideline, at in all_of_it if at <= through])
    later: dict[str, list[int]] = {}
    for guideline, at in all_of_it:
        if at > looked.through:
            later.setdefault(guideline, []).append(at)
    return opened_at(looked, later)
