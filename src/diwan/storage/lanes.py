"""What the desk reads of its lanes, and the lanes made again from the records and checked against them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import msgspec
from sqlalchemy import Connection, bindparam, insert, text

from diwan.clock import Milliseconds
from diwan.consultations import Asked
from diwan.desk.lanes import PASSED_ON, Lane, Shelf, places
from diwan.ledger.rows import NO_POSITION
from diwan.ledger.violations import Kind, Violation
from diwan.screening import findings
from diwan.storage import appeals, rereadings, schema
from diwan.storage.dealt_with import not_known_to
from diwan.storage.questioning import Question, Questioning
from diwan.storage.reported_lane import BATCH, LanedRow, reported_rows
from diwan.storage.rows import Row
from diwan.storage.shelves import as_table, as_value, finding, shelves

MOST_COUNTED = 1000
"""Nobody plans his evening by whether a thousand wait or ten thousand, and counting them would cost what showing them does."""

_WAITING = "SELECT 1 FROM waiting LIMIT :most"
_STANDING = "SELECT 1 FROM {first}laned WHERE lane = '{lane}' {on_shelf}{own}LIMIT :most"
_ON_SHELF = (
    "AND laned.site = shelves.site AND laned.section = shelves.section AND laned.language = shelves.language "
)
# The shelves come first, each a range of the index. CROSS JOIN keeps SQLite to this order, and PostgreSQL the limit within.
_ON_SHELVES = {
    "sqlite": _STANDING.replace("{first}", "shelves CROSS JOIN "),
    "postgresql": f"SELECT 1 FROM shelves CROSS JOIN LATERAL ({_STANDING.replace('{first}', '')}) found LIMIT :most",
}
_NOT_OWN = {
    **dict.fromkeys(PASSED_ON.values(), "AND asked_by <> :moderator "),
    Lane.APPEALS: (
        "AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = laned.comment_id AND d.outcome = 'rejected' "
        "AND d.author_kind = 'moderator' AND d.author_name = :moderator) "
    ),
    Lane.REREADING: f"AND {not_known_to('laned.comment_id', ':moderator')} ",
}
SEATS = "SELECT m.name, s.lane, m.id FROM seats s JOIN moderators m ON m.id = s.moderator_id WHERE s.until > :at ORDER BY m.name"
PASSED_ON_BY = (
    "SELECT l.comment_id FROM laned l WHERE l.lane IN :lanes AND EXISTS "
    "(SELECT 1 FROM consultations q WHERE q.comment_id = l.comment_id AND q.by = :moderator "
    "UNION ALL SELECT 1 FROM motions o WHERE o.comment_id = l.comment_id AND o.by = :moderator) "
    "ORDER BY l.position LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the desk, and the lane he works on."""

    name: str
    lane: Lane
    moderator_id: str


class LaneReader(Questioning):
    """Reads in the connection's open transaction."""

    def count(self, lane: Lane, of: Sequence[Shelf] | None, moderator_id: str) -> int:
        """How many stand in a lane for this moderator, claimed or not; MOST_COUNTED if there are so many or more."""
        return self.counts((lane,), of, moderator_id)[lane]

    def counts(self, lanes: Sequence[Lane], of: Sequence[Shelf] | None, moderator_id: str) -> dict[Lane, int]:
        """The same of several lanes, asked at once."""
        [rows] = self._together(self.counting(lanes, of, moderator_id))
        return dict.fromkeys(lanes, 0) | counted(rows)

    def counting(self, lanes: Sequence[Lane], of: Sequence[Shelf] | None, moderator_id: str) -> Question:
        """The question for how many stand in these lanes: `counted` takes what it finds."""
        statement = _counting(
            tuple(lanes),
            on_shelves=of is not None,
            dialect="postgresql" if self._postgresql else "sqlite",
        )
        asked: dict[str, object] = {"most": MOST_COUNTED}
        if ":moderator" in statement:
            asked["moderator"] = moderator_id
        if of is not None:
            asked["shelves"] = as_value(of)
        return statement, asked

    def shelves(self) -> list[Shelf]:
        """The sites, sections and languages of which something waits or is reported, in order; at most MOST_SHELVES of each lane."""
        return shelves(self._all(finding(postgresql=self._postgresql)))

    def seats(self, at: Milliseconds) -> list[Seat]:
        """Who is at the desk, by name."""
        return seats(self._all(SEATS, at=at))

    def passed_on_by(self, moderator_id: str, limit: int) -> list[str]:
        """What this moderator has asked others about and nobody has decided yet, the oldest first."""
        [rows] = self._together((PASSED_ON_BY, own_asked(moderator_id, limit)))
        return [row[0] for row in rows]


def counted(rows: Iterable[Row]) -> dict[Lane, int]:
    """How many stand in each lane that was asked about."""
    return {Lane(row[0]): int(row[1]) for row in rows}


def seats(rows: Iterable[Row]) -> list[Seat]:
    """Who is at the desk, from what SEATS finds."""
    return [Seat(row[0], Lane(row[1]), row[2]) for row in rows]


def own_asked(moderator_id: str, limit: int) -> dict[str, object]:
    """What PASSED_ON_BY is told."""
    return {"lanes": [lane.value for lane in PASSED_ON.values()], "moderator": moderator_id, "most": limit}


@cache
def _counting(lanes: tuple[Lane, ...], *, on_shelves: bool, dialect: str) -> str:
    """The statement that counts in these lanes, of everything or of some shelves."""
    parts = [
        f"SELECT '{lane.value}', count(*) FROM ({_standing(lane, dialect if on_shelves else None)}) s{number}"
        for number, lane in enumerate(lanes)
    ]
    return (as_table(dialect, ":shelves") if on_shelves else "") + " UNION ALL ".join(parts)


def _standing(lane: Lane, on_shelves: str | None) -> str:
    """What stands in a lane: on the shelves that the statement is told of, in this dialect, or on any (None)."""
    own = _NOT_OWN.get(lane, "")
    if on_shelves is not None:
        return _ON_SHELVES[on_shelves].format(lane=lane.value, on_shelf=_ON_SHELF, own=own)
    if lane is Lane.OLDEST:
        return _WAITING
    return _STANDING.format(first="", lane=lane.value, on_shelf="", own=own)


# --- from the records -----------------------------------------------------------------------------------------------

_WAITING_ONES = text(
    "SELECT w.comment_id, w.position, c.site, a.section, a.language FROM waiting w "
    "JOIN comments c ON c.id = w.comment_id JOIN articles a ON a.thread_id = c.thread_id "
    "WHERE w.position > :after AND NOT EXISTS "
    "(SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision) "
    "ORDER BY w.position LIMIT :limit"
)
_FINDINGS = text("SELECT comment_id, findings FROM screenings WHERE comment_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
# A motion asks a colleague, too: for his confirmation.
_ASKED = text(
    "SELECT comment_id, asked, by, position FROM consultations WHERE comment_id IN :ids UNION ALL "
    "SELECT comment_id, 'colleague', by, position FROM motions WHERE comment_id IN :ids ORDER BY position"
).bindparams(bindparam("ids", expanding=True))
_STANDING_ROWS = text(
    "SELECT comment_id, lane, site, section, language, position, doubt, asked_by FROM laned WHERE comment_id IN :ids "
    "AND lane <> 'rereading'"
).bindparams(bindparam("ids", expanding=True))
_STRAY = text(
    "SELECT comment_id FROM laned WHERE lane NOT IN ('appeals', 'rereading') "
    "AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.comment_id = laned.comment_id) "
    "AND NOT (lane = 'reported' AND EXISTS (SELECT 1 FROM reports r WHERE r.comment_id = laned.comment_id))"
)


def lane_again(connection: Connection) -> int:
    """Make the lanes anew from the records of all that waits or is reported, of appeals and of what is to be reread, and return how many rows there are now.

    After a restore and after every upgrade, so that the lanes follow the rules of the day. In batches.
    """
    connection.execute(schema.laned.delete())
    count = 0
    for rows in chain(
        (rows for _, rows in _wanted(connection)),
        (rows for _, rows in reported_rows(connection)),
        [list(appeals.laned(connection)), list(rereadings.laned(connection))],
    ):
        if rows:
            columns = schema.laned.c.keys()
            connection.execute(insert(schema.laned), [dict(zip(columns, row, strict=True)) for row in rows])
        count += len(rows)
    return count


def check_lanes(connection: Connection) -> Iterator[Violation]:
    """Every comment whose lanes are not those that follow from the records."""
    for ids, rows in chain(_wanted(connection), reported_rows(connection)):
        standing: set[LanedRow] = {tuple(row) for row in connection.execute(_STANDING_ROWS, {"ids": ids})}
        for comment_id in sorted({row[0] for row in standing.symmetric_difference(rows)}):
            yield _violation(comment_id, "it does not stand in the lanes that follow from the records")
    for comment_id in appeals.misplaced(connection):
        yield _violation(
            comment_id, "it stands in the lane of appeals without an appeal that waits, or is missing there"
        )
    for comment_id in rereadings.misplaced(connection):
        yield _violation(
            comment_id,
            "it stands in the lane of what is to be reread, or is missing there, against the records",
        )
    for row in connection.execute(_STRAY):
        yield _violation(row[0], "it is on the list, but neither waits nor is reported")


def _wanted(connection: Connection) -> Iterator[tuple[list[str], list[LanedRow]]]:
    """For each batch of what waits: the comments, and the rows they ought to have."""
    after = -1
    while batch := connection.execute(_WAITING_ONES, {"after": after, "limit": BATCH}).all():
        ids = [row[0] for row in batch]
        seen = {row[0]: bytes(row[1]) for row in connection.execute(_FINDINGS, {"ids": ids})}
        # Whom nobody can be asked is a tampering, which the ledger's check names: it must not end this one.
        asked = {
            row[0]: (Asked(row[1]), row[2])
            for row in connection.execute(_ASKED, {"ids": ids})
            if row[1] in set(Asked)
        }
        yield ids, [made for row in batch for made in _rows(row, seen.get(row[0]), asked.get(row[0]))]
        after = batch[-1][1]


def _rows(row: Row, seen: bytes | None, asked: tuple[Asked, str] | None) -> Iterator[LanedRow]:
    comment_id, position, site, section, language = row
    if asked is not None:
        # The last one asked.
        yield (comment_id, PASSED_ON[asked[0]].value, site, section, language, position, 0, asked[1])
    elif seen is not None:
        try:
            found = findings.decode(seen)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Findings that cannot be read are a tampering, which the ledger's check names: it must not end this one.
            return
        for lane, doubt in places(found).items():
            yield (comment_id, lane.value, site, section, language, position, doubt, None)


def _violation(comment_id: str, what: str) -> Violation:
    return Violation(NO_POSITION, Kind.WORK_LIST, f"laned {comment_id}", what)
