"""What a job may do with motions inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from diwan.consultations import Asked
from diwan.desk.lanes import PASSED_ON
from diwan.motions import Confirmation, Motion
from diwan.storage import schema
from diwan.storage.lane_statements import LaneStatements
from diwan.storage.questions import FINDINGS
from diwan.storage.rows import motion_from

MOTION_COLUMNS = "id, comment_id, digest, guideline, abuse_kind, revision, field, starts, ends, quote, by, note, supersedes, at"
_LAST = f"SELECT {MOTION_COLUMNS} FROM motions WHERE comment_id = ? ORDER BY position DESC LIMIT 1"  # noqa: S608 - our own words
_UNCONFIRMED = (
    "INSERT INTO unconfirmed (comment_id, motion_id, by, position) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (comment_id) DO UPDATE SET motion_id = excluded.motion_id, by = excluded.by, position = excluded.position"
)


class MotionStatements(LaneStatements):
    """The part of a transaction that the guard needs."""

    def screened_as(self, comment_id: str) -> bytes | None:
        """The findings of a comment's screening, as they are stored."""
        row = self._one(FINDINGS, comment_id)
        return bytes(row[0]) if row else None

    def salt_of(self, comment_id: str) -> bytes:
        """The salt of a comment that has its words."""
        row = self._one("SELECT salt FROM words WHERE comment_id = ?", comment_id)
        return bytes(row[0]) if row else b""

    def is_anyone_appointed_besides(self, moderator_id: str) -> bool:
        """Whether there is another moderator who may decide."""
        return bool(
            self._one(
                "SELECT 1 FROM moderators m WHERE m.id <> ? "
                "AND NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.moderator_id = m.id) LIMIT 1",
                moderator_id,
            )
        )

    def last_motion(self, comment_id: str) -> Motion | None:
        """The latest motion on a comment, whatever became of it."""
        row = self._one(_LAST, comment_id)
        return motion_from(row) if row else None

    def keep_confirmation(self, confirmation: Confirmation, *, position: int) -> None:
        """Store the confirmation. The decision it names is stored already."""
        self._insert(
            schema.confirmations,
            motion_id=confirmation.motion_id,
            comment_id=confirmation.comment_id,
            decision_id=confirmation.decision_id,
            mover=confirmation.mover,
            by=confirmation.by,
            at=confirmation.at,
            position=position,
        )

    def keep_motion(self, motion: Motion, *, note_salt: bytes | None, position: int) -> None:
        """Store the motion. If the comment waits, it stands nowhere now but in the lane of those who are to look again."""
        self._insert(
            schema.motions,
            id=motion.id,
            comment_id=motion.comment_id,
            digest=motion.digest,
            guideline=motion.guideline.value,
            abuse_kind=motion.abuse_kind.value if motion.abuse_kind else None,
            revision=motion.revision,
            field=motion.quote.field,
            starts=motion.quote.begin,
            ends=motion.quote.end,
            quote=motion.commitment,
            by=motion.by,
            note=motion.note,
            note_salt=note_salt,
            supersedes=motion.supersedes,
            at=motion.at,
            position=position,
        )
        self._run(_UNCONFIRMED, motion.comment_id, motion.id, motion.by, position)
        self._run("DELETE FROM claims WHERE comment_id = ?", motion.comment_id)
        if motion.supersedes is None:
            self.stand_in_lanes(motion.comment_id, {PASSED_ON[Asked.COLLEAGUE]: 0}, asked_by=motion.by)
