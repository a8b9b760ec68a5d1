"""Checking the work lists against the records they follow from.

The ledger does not speak of them, and nothing unapproved could be printed by way of them. But a comment taken off the
list of those that wait would never be read, and one taken off the list of what is printed never taken out again.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from diwan.ledger.rows import NO_POSITION
from diwan.ledger.violations import Kind, Violation
from diwan.storage.lanes import check_lanes
from diwan.storage.motions import OPEN_MOTIONS

_DECIDED = (
    "EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = {comment} AND d.outcome = '{outcome}' "
    "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id))"
)
_ERASED = "EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = {comment})"
_LIVE = "NOT EXISTS (SELECT 1 FROM retractions r WHERE r.publication_id = p.id)"
_LATEST = (
    "NOT EXISTS (SELECT 1 FROM editions later WHERE later.branch = e.branch AND later.level = e.level "
    "AND later.number = e.number AND later.position > e.position)"
)

# For each list: its name, what stands on it, and what would have to stand on it. The first column names the row.
_LISTS = (
    (
        "waiting",
        "SELECT comment_id, position FROM waiting",
        (
            "SELECT c.id, c.position FROM comments c WHERE NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = c.id) "
            f"AND NOT {_ERASED.format(comment='c.id')}"
        ),
    ),
    (
        "printed",
        "SELECT comment_id, publication_id FROM printed",
        f"SELECT p.comment_id, p.id FROM publications p WHERE {_LIVE}",
    ),
    ("unconfirmed", "SELECT comment_id, motion_id, by, position FROM unconfirmed", OPEN_MOTIONS),
    (
        "current-sheet",
        "SELECT address, branch, level, number, count FROM current_sheets",
        (
            f"SELECT e.address, e.branch, e.level, e.number, e.count FROM editions e WHERE {_LATEST} "
            # After a restore every thread is owed a printing, and its sheets are made current by it.
            "AND (EXISTS (SELECT 1 FROM current_sheets s WHERE s.branch = e.branch AND s.level = e.level "
            "AND s.number = e.number) OR NOT EXISTS (SELECT 1 FROM unprinted u WHERE u.thread_id = e.thread_id))"
        ),
    ),
)
_UNPRINTED = (
    "SELECT c.id, c.position FROM comments c LEFT JOIN printed p ON p.comment_id = c.id "
    "WHERE ((p.comment_id IS NULL AND {approved} AND NOT {erased}) "
    "OR (p.comment_id IS NOT NULL AND ({rejected} OR {erased}))) "
    "AND NOT EXISTS (SELECT 1 FROM unprinted u WHERE u.comment_id = c.id)"
).format(
    approved=_DECIDED.format(comment="c.id", outcome="approved"),
    rejected=_DECIDED.format(comment="c.id", outcome="rejected"),
    erased=_ERASED.format(comment="c.id"),
)

_KEYS_OF_NO_WORDS = "SELECT k.comment_id FROM search_keys k WHERE NOT EXISTS (SELECT 1 FROM words w WHERE w.comment_id = k.comment_id)"


def check_work_lists(connection: Connection) -> Iterator[Violation]:
    """Everything that stands on a work list and should not, or should and does not."""
    for name, standing, wanted in _LISTS:
        for row in connection.execute(text(f"{wanted} EXCEPT {standing}")):
            yield _violation(name, row[0], "it follows from the records, but is not on the list like that")
        for row in connection.execute(text(f"{standing} EXCEPT {wanted}")):
            yield _violation(name, row[0], "it is on the list, but does not follow from the records")
    for row in connection.execute(text(_UNPRINTED)):
        yield _violation(
            "unprinted", row[0], "its thread must be printed again because of it, but is not owed"
        )
    yield from check_lanes(connection)
    for row in connection.execute(text(_KEYS_OF_NO_WORDS)):
        yield _violation("search-keys", row[0], "its words are erased, but it can still be found by them")


def _violation(name: str, row: str, what: str) -> Violation:
    return Violation(NO_POSITION, Kind.WORK_LIST, f"{name} {row}", what)
