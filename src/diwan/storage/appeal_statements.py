"""What a job may do with appeals inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from diwan.appeals import Answer, Appeal
from diwan.desk.lanes import Lane
from diwan.storage import schema
from diwan.storage.rows import Row
from diwan.storage.statements import Statements

_APPEAL = (
    "SELECT a.id, a.comment_id, a.decision_id, a.digest, a.commitment, w.body, a.at FROM appeals a "
    "LEFT JOIN appeal_words w ON w.appeal_id = a.id WHERE {condition}"
)
_WAITING = "a.comment_id = ? AND NOT EXISTS (SELECT 1 FROM appeal_answers x WHERE x.appeal_id = a.id)"
_REJECTED_BY = "SELECT DISTINCT author_name FROM decisions WHERE comment_id = ? AND outcome = 'rejected' AND author_kind = 'moderator'"
_OVERTURNED = (
    "SELECT DISTINCT d.author_name FROM appeal_answers x JOIN appeals a ON a.id = x.appeal_id "
    "JOIN decisions d ON d.id = a.decision_id "
    "WHERE x.comment_id = ? AND x.outcome = 'overturned' AND d.author_kind = 'moderator'"
)
_PLACE = (
    "INSERT INTO laned (comment_id, lane, site, section, language, position, doubt, asked_by) "
    "SELECT c.id, ?, c.site, r.section, r.language, ?, 0, NULL FROM comments c JOIN articles r ON r.thread_id = c.thread_id "
    "WHERE c.id = ? ORDER BY r.revision DESC LIMIT 1"
)


class AppealStatements(Statements):
    """The part of a transaction that appeals need."""

    def appeal(self, appeal_id: str) -> Appeal | None:
        return self._appeal("a.id = ?", appeal_id)

    def appeal_against(self, decision_id: str) -> Appeal | None:
        return self._appeal("a.decision_id = ?", decision_id)

    def waiting_appeal(self, comment_id: str) -> Appeal | None:
        return self._appeal(_WAITING, comment_id)

    def rejected_by(self, comment_id: str) -> set[str]:
        return {row[0] for row in self._all(_REJECTED_BY, comment_id)}

    def overturned_on_appeal(self, comment_id: str) -> set[str]:
        return {row[0] for row in self._all(_OVERTURNED, comment_id)}

    def keep_appeal(self, appeal: Appeal, *, salt: bytes, position: int) -> None:
        """Store the appeal and its words, and put the comment into the lane of appeals."""
        self._insert(
            schema.appeals,
            id=appeal.id,
            comment_id=appeal.comment_id,
            decision_id=appeal.decision_id,
            outcome="rejected",
            digest=appeal.digest,
            commitment=appeal.commitment,
            at=appeal.at,
            position=position,
        )
        self._insert(
            schema.appeal_words,
            appeal_id=appeal.id,
            comment_id=appeal.comment_id,
            salt=salt,
            body=appeal.words,
        )
        self._run(_PLACE, Lane.APPEALS.value, position, appeal.comment_id)

    def keep_answer(self, answer: Answer, *, note_salt: bytes | None, position: int) -> None:
        """Store the answer, behind the decision that it gives; the appeal waits no longer."""
        self._insert(
            schema.appeal_answers,
            id=answer.id,
            appeal_id=answer.appeal_id,
            comment_id=answer.comment_id,
            outcome=answer.verdict.value,
            by=answer.by,
            decision_id=answer.decision_id,
            note=answer.note,
            note_salt=note_salt,
            at=answer.at,
            position=position,
        )
        self._run(
            "DELETE FROM laned WHERE comment_id = ? AND lane = ?", answer.comment_id, Lane.APPEALS.value
        )
        self._run("DELETE FROM claims WHERE comment_id = ?", answer.comment_id)

    def erase_appeal_words(self, comment_id: str) -> None:
        self._run("DELETE FROM appeal_words WHERE comment_id = ?", comment_id)

    def _appeal(self, condition: str, value: str) -> Appeal | None:
        row = self._one(_APPEAL.format(condition=condition), value)
        return appeal_from(row) if row else None


def appeal_from(row: Row) -> Appeal:
    """id, comment, decision, digest, commitment, words, at → Appeal."""
    return Appeal(row[0], row[1], row[2], bytes(row[3]), bytes(row[4]), row[5], row[6])
