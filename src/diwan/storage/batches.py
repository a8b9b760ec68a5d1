"""What the desk reads for batches: how scores are spread, what a selection finds, and what became of a batch."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from diwan.batches import MOST, Batch
from diwan.clock import Milliseconds
from diwan.desk.lanes import BROKEN, MILLION, PASSED_ON, Lane
from diwan.desk.selections import (
    BINS,
    Band,
    Candidate,
    Like,
    OfBatch,
    OnArticle,
    SameName,
    SameReader,
    Selection,
    doubts,
    range_of,
)
from diwan.storage.batch_statements import BATCH_COLUMNS
from diwan.storage.clusters import near, stored_sketch
from diwan.storage.rows import batch_from

_PASSED_ON = ", ".join(f"'{lane.value}'" for lane in PASSED_ON.values())
_FOUND = (
    "SELECT w.comment_id, c.digest, EXISTS (SELECT 1 FROM laned k WHERE k.comment_id = w.comment_id AND k.lane = 'criticism'), "
    "EXISTS (SELECT 1 FROM laned p WHERE p.comment_id = w.comment_id AND p.lane IN ({passed_on})), "
    "(SELECT m.name FROM claims q JOIN moderators m ON m.id = q.moderator_id WHERE q.comment_id = w.comment_id "
    "AND q.until > :at AND q.moderator_id <> :moderator) "
    "FROM waiting w JOIN comments c ON c.id = w.comment_id {also}WHERE w.position < :before AND {where} "
    "ORDER BY w.position LIMIT :most"
)
_BAND = _FOUND.format(
    passed_on=_PASSED_ON,
    also="JOIN laned l ON l.comment_id = w.comment_id ",
    where="l.lane = :lane AND l.doubt BETWEEN :least AND :greatest {site}"
    "AND EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = w.comment_id AND s.position < :before)",
)
_ARTICLE = _FOUND.format(
    passed_on=_PASSED_ON,
    also="",
    where="c.thread_id = (SELECT t.thread_id FROM comments t WHERE t.id = :comment)",
)
_NAME = _FOUND.format(
    passed_on=_PASSED_ON,
    also="JOIN words x ON x.comment_id = w.comment_id ",
    where="(c.site, x.name) = (SELECT o.site, y.name FROM comments o JOIN words y ON y.comment_id = o.id WHERE o.id = :comment) "
    "AND NOT EXISTS (SELECT 1 FROM signers g WHERE g.comment_id = w.comment_id)",
)
_READER = _FOUND.format(
    passed_on=_PASSED_ON,
    also="JOIN signers g ON g.comment_id = w.comment_id ",
    where="g.reader_id = (SELECT o.reader_id FROM signers o WHERE o.comment_id = :comment)",
)
_ONE = _FOUND.format(passed_on=_PASSED_ON, also="", where="w.comment_id = :comment")
_OF_BATCH = text(
    "SELECT d.comment_id, d.digest, d.id FROM batched b JOIN decisions d ON d.id = b.decision_id "
    "JOIN words w ON w.comment_id = d.comment_id WHERE b.batch_id = :batch "
    "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id) ORDER BY d.position LIMIT :most"
)
_BINNED = "SELECT (l.doubt - :base) * :bins / :width, count(*) FROM laned l WHERE l.lane = :lane {site}GROUP BY 1 ORDER BY 1"
_BATCHES = (
    f"SELECT {', '.join('b.' + c for c in BATCH_COLUMNS.split(', '))}, m.name, "  # noqa: S608 - our own words
    "(SELECT count(*) FROM batched d WHERE d.batch_id = b.id), "
    "(SELECT count(*) FROM batch_members o WHERE o.batch_id = b.id AND o.skipped IS NULL), "
    "(SELECT u.id FROM batches u WHERE u.undoes = b.id) "
    "FROM batches b JOIN moderators m ON m.id = b.by {where}ORDER BY b.position DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Course:
    """A batch and what became of it: how many are decided, how many are still on its list, and how many were left out, by reason.

    What a restored batch had not decided is `lost`: it was left undecided. `undone_by` is the batch that superseded its decisions.
    """

    batch: Batch
    by_name: str
    decided: int
    left: int
    skipped: dict[str, int]
    undone_by: str | None

    @property
    def lost(self) -> int:
        return self.batch.count - self.decided - self.left - sum(self.skipped.values())


class BatchReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def histogram(self, lane: Lane, site: str) -> list[int]:
        """How many wait in a lane, by score: BINS counts over the lane's range, the lowest score first."""
        low, high = range_of(lane)
        base, width = 0, (high - low) * MILLION // 100
        asked: dict[str, Any] = {"lane": lane.value, "base": base, "bins": BINS, "width": width, "site": site}
        if not site:
            del asked["site"]
        binned = text(_BINNED.format(site="AND l.site = :site " if site else ""))
        counts = [0] * BINS
        for number, count in self._connection.execute(binned, asked):
            # The last bin holds its upper end, too.
            counts[min(int(number), BINS - 1)] += count
        return counts[::-1] if lane in BROKEN else counts

    def found(
        self, selection: Selection, *, before: int, moderator_id: str, at: Milliseconds
    ) -> list[Candidate]:
        """What a selection finds among the comments from before a ledger position; at most MOST, the oldest first."""
        asked: dict[str, Any] = {"before": before, "moderator": moderator_id, "at": at, "most": MOST}
        match selection:
            case Band():
                least, greatest = doubts(selection)
                on_site = {"site": selection.site} if selection.site else {}
                statement = _BAND.format(site="AND l.site = :site " if on_site else "")
                return self._waiting(
                    statement,
                    asked | on_site | {"lane": selection.lane.value, "least": least, "greatest": greatest},
                )
            case Like():
                return self._like(selection.comment_id, asked)
            case OnArticle():
                return self._waiting(_ARTICLE, asked | {"comment": selection.comment_id})
            case SameName():
                return self._waiting(_NAME, asked | {"comment": selection.comment_id})
            case SameReader():
                return self._waiting(_READER, asked | {"comment": selection.comment_id})
            case OfBatch():
                rows = self._connection.execute(_OF_BATCH, {"batch": selection.batch_id, "most": MOST})
                return [Candidate(row[0], bytes(row[1]), row[2]) for row in rows]

    def course(self, batch_id: str) -> Course | None:
        """One batch; None if there is none of this id."""
        found = self._courses("WHERE b.id = :batch ", {"batch": batch_id, "most": 1})
        return found[0] if found else None

    def latest(self, limit: int) -> list[Course]:
        """The latest batches, the newest first."""
        return self._courses("", {"most": limit})

    def _courses(self, where: str, asked: dict[str, Any]) -> list[Course]:
        made = []
        for row in self._connection.execute(text(_BATCHES.format(where=where)), asked).all():
            skipped = self._connection.execute(
                text(
                    "SELECT skipped, count(*) FROM batch_members WHERE batch_id = :batch AND skipped IS NOT NULL "
                    "GROUP BY skipped ORDER BY skipped"
                ),
                {"batch": row[0]},
            )
            made.append(
                Course(batch_from(row[:9]), row[9], row[10], row[11], {r[0]: r[1] for r in skipped}, row[12])
            )
        return made

    def _like(self, comment_id: str, asked: dict[str, Any]) -> list[Candidate]:
        sketch = stored_sketch(self._connection, comment_id)
        ids = [comment_id]
        if sketch is not None:
            ids += near(self._connection, sketch, besides=comment_id).ids
        return [found for each in ids for found in self._waiting(_ONE, asked | {"comment": each})]

    def _waiting(self, statement: str, asked: dict[str, Any]) -> list[Candidate]:
        rows = self._connection.execute(text(statement), asked)
        return [
            Candidate(row[0], bytes(row[1]), criticism=bool(row[2]), passed_on=bool(row[3]), held_by=row[4])
            for row in rows
        ]
