"""What a job may do with draws and rereadings inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from collections.abc import Collection

from diwan.desk.lanes import Lane
from diwan.rereadings import Draw, Rereading
from diwan.storage import schema
from diwan.storage.dealt_with import DEALT_WITH
from diwan.storage.statements import Statements

_OPEN = (
    "SELECT w.comment_id, w.decision_id, w.digest, w.at FROM draws w JOIN laned l ON l.comment_id = w.comment_id AND l.lane = ? "
    "WHERE w.comment_id = ?"
)
_PLACE = (
    "INSERT INTO laned (comment_id, lane, site, section, language, position, doubt, asked_by) "
    "SELECT c.id, ?, c.site, r.section, r.language, ?, 0, NULL FROM comments c JOIN articles r ON r.thread_id = c.thread_id "
    "WHERE c.id = ? ORDER BY r.revision DESC LIMIT 1"
)
_KNOWS = f"SELECT 1 WHERE ? IN ({DEALT_WITH.format(comment='?')})"
_SEE = (
    "INSERT INTO sights (comment_id, moderator_id) SELECT l.comment_id, m.id FROM laned l JOIN moderators m ON m.id = ? "
    "WHERE l.lane = ? AND l.comment_id IN ({marks}) ON CONFLICT DO NOTHING"
)


class RereadingStatements(Statements):
    """The part of a transaction that rereadings need."""

    def keep_draw(self, draw: Draw, *, position: int) -> None:
        """Store the draw, behind the decision it names, and put the comment into the lane of what is to be reread."""
        self._insert(
            schema.draws,
            comment_id=draw.comment_id,
            decision_id=draw.decision_id,
            digest=draw.digest,
            at=draw.at,
            position=position,
        )
        self._run(_PLACE, Lane.REREADING.value, position, draw.comment_id)

    def open_draw(self, comment_id: str) -> Draw | None:
        row = self._one(_OPEN, Lane.REREADING.value, comment_id)
        return Draw(row[0], row[1], bytes(row[2]), row[3]) if row else None

    def knows_of(self, moderator_id: str, comment_id: str) -> bool:
        places = DEALT_WITH.count("{comment}")
        return bool(self._one(_KNOWS, moderator_id, *[comment_id] * places))

    def keep_rereading(self, rereading: Rereading, *, position: int) -> None:
        """Store it; the comment waits to be reread no longer."""
        self._insert(
            schema.rereadings,
            id=rereading.id,
            comment_id=rereading.comment_id,
            decision_id=rereading.decision_id,
            digest=rereading.digest,
            outcome=rereading.outcome.value,
            guideline=rereading.guideline.value if rereading.guideline else None,
            abuse_kind=rereading.abuse_kind.value if rereading.abuse_kind else None,
            revision=rereading.revision,
            by=rereading.by,
            at=rereading.at,
            position=position,
        )
        self._run("DELETE FROM claims WHERE comment_id = ?", rereading.comment_id)
        self.end_rereading(rereading.comment_id)

    def end_rereading(self, comment_id: str) -> None:
        """Nobody is asked to reread this comment any more."""
        self._run("DELETE FROM laned WHERE comment_id = ? AND lane = ?", comment_id, Lane.REREADING.value)
        self._run("DELETE FROM sights WHERE comment_id = ?", comment_id)

    def note_sights(self, moderator_id: str, comment_ids: Collection[str]) -> None:
        if comment_ids:
            marks = ", ".join("?" * len(comment_ids))
            self._run(_SEE.format(marks=marks), moderator_id, Lane.REREADING.value, *comment_ids)
