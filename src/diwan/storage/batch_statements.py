"""What a job may do with batches inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from collections.abc import Mapping, Sequence
from typing import Any

from diwan.batches import Batch, Member
from diwan.storage import schema
from diwan.storage.motion_statements import MotionStatements
from diwan.storage.questions import APPOINTED, OF_A_COMMENT, REVISION, with_id
from diwan.storage.rows import Row, batch_from

BATCH_COLUMNS = "id, by, outcome, guideline, abuse_kind, selection, count, undoes, at"
_BATCH = f"SELECT {BATCH_COLUMNS} FROM batches WHERE id = ?"  # noqa: S608 - our own words
_OPEN = "SELECT batch_id FROM batch_members WHERE skipped IS NULL ORDER BY batch_id, number LIMIT 1"
_MEMBERS = (
    "SELECT number, comment_id, digest, supersedes FROM batch_members WHERE batch_id = ? AND skipped IS NULL "
    "ORDER BY number LIMIT ?"
)
_ADD = "INSERT INTO batch_members (batch_id, number, comment_id, digest, supersedes, skipped) VALUES (?, ?, ?, ?, ?, NULL)"


class BatchStatements(MotionStatements):
    """The part of a transaction that batches need."""

    def __init__(self, driver: Any, *, postgresql: bool) -> None:
        super().__init__(driver, postgresql=postgresql)
        self._decided: list[str] = []

    def batch(self, batch_id: str) -> Batch | None:
        row = self._one(_BATCH, batch_id)
        return batch_from(row) if row else None

    def is_undone(self, batch_id: str) -> bool:
        """Whether another batch has superseded this one's decisions."""
        return bool(self._one("SELECT 1 FROM batches WHERE undoes = ?", batch_id))

    def keep_batch(self, batch: Batch, members: Sequence[Member], *, position: int) -> None:
        """Store the batch, and its comments on the list of what is to be decided."""
        self._insert(
            schema.batches,
            id=batch.id,
            by=batch.by,
            outcome=batch.outcome.value,
            guideline=batch.guideline.value if batch.guideline else None,
            abuse_kind=batch.abuse_kind.value if batch.abuse_kind else None,
            selection=batch.selection,
            count=batch.count,
            undoes=batch.undoes,
            at=batch.at,
            position=position,
        )
        self._run_many(_ADD, [(batch.id, m.number, m.comment_id, m.digest, m.supersedes) for m in members])

    def open_batch(self) -> Batch | None:
        """The oldest batch that has something left on its list."""
        row = self._one(_OPEN)
        return self.batch(row[0]) if row else None

    def members(self, batch_id: str, limit: int) -> list[Member]:
        """The next ones on a batch's list."""
        rows = self._all(_MEMBERS, batch_id, limit)
        return [Member(row[0], row[1], bytes(row[2]), row[3]) for row in rows]

    def settle_members(self, batch_id: str, members: Sequence[Member], skipped: Mapping[int, str]) -> None:
        """Take these off the list; of those left out the reason stays."""
        done = [member.number for member in members if member.number not in skipped]
        if done:
            marks = ", ".join("?" * len(done))
            settled = f"DELETE FROM batch_members WHERE batch_id = ? AND number IN ({marks})"  # noqa: S608 - marks only
            self._run(settled, batch_id, *done)
        for number, why in skipped.items():
            self._run(
                "UPDATE batch_members SET skipped = ? WHERE batch_id = ? AND number = ?",
                why,
                batch_id,
                number,
            )

    def skip_all(self, batch_id: str, why: str) -> None:
        """Leave out whatever is left on a batch's list."""
        self._run(
            "UPDATE batch_members SET skipped = ? WHERE batch_id = ? AND skipped IS NULL", why, batch_id
        )

    def keep_batched(self, batch_id: str, decision_ids: Sequence[str], *, position: int) -> None:
        """Store that these decisions belong to the batch."""
        statement = "INSERT INTO batched (decision_id, batch_id, position) VALUES (?, ?, ?)"
        self._run_many(statement, [(each, batch_id, position) for each in decision_ids])

    def read_ahead(self, comment_ids: Sequence[str]) -> None:
        """Ask at once what is asked of each comment before it is decided."""
        for question, column in OF_A_COMMENT if comment_ids else ():
            answers: dict[str, Row] = {
                row[-1]: row[:-1] for row in self._among(with_id(question, column), column, comment_ids)
            }
            for comment_id in comment_ids:
                self._ahead[question, (comment_id,)] = answers.get(comment_id)
        self._ahead[REVISION, ()] = self._one(REVISION)

    def forget_ahead(self) -> None:
        """End reading ahead, and take what was decided off the lists, all of it at once."""
        self._ahead.clear()
        if self._decided:
            self._no_longer_waits(*self._decided)
            self._decided = []

    def _is_decided(self, comment_id: str) -> None:
        if self._ahead:
            self._decided.append(comment_id)
        else:
            self._no_longer_waits(comment_id)

    def is_appointed(self, moderator_id: str) -> bool:
        """Whether this moderator exists and has not been dismissed; while reading ahead it is asked once."""
        found = self._one(APPOINTED, moderator_id)
        if self._ahead:
            self._ahead[APPOINTED, (moderator_id,)] = found
        return bool(found)
