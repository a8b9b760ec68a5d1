"""What a job may do with reports inside the writer's transaction; the words of `ports.Transaction` say what each method means.

Whether a comment asks for a look is asked of indexes, a few positions for each guideline: a campaign of a hundred thousand
reports makes the next one no slower.
"""

from diwan.desk.lanes import Lane
from diwan.desk.reported import LookedAt, looked_at, opened_at
from diwan.guidelines import AbuseKind, Guideline
from diwan.reports import Clearing, Report
from diwan.storage import schema
from diwan.storage.statements import Statements
from diwan.stored import StoredReport

_UNDER = (
    "SELECT r.id, r.guideline, r.abuse_kind, r.reason_digest, w.salt, r.position, r.at FROM reports r "
    "LEFT JOIN report_words w ON w.report_id = r.id WHERE r.comment_id = ? AND r.report_key = ?"
)
_LAST_CLEARING = (
    "SELECT id, comment_id, digest, decision_id, through, reopens, by, note, at FROM clearings "
    "WHERE comment_id = ? ORDER BY through DESC LIMIT 1"
)
_APPROVED = (
    "SELECT d.id, d.position FROM decisions d WHERE d.comment_id = ? AND d.outcome = 'approved' "
    "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)"
)
_NAMED_BEFORE = "SELECT 1 FROM reports WHERE comment_id = ? AND guideline = ? AND position <= ? LIMIT 1"
_NAMED_AFTER = "SELECT position FROM reports WHERE comment_id = ? AND guideline = ? AND position > ? ORDER BY position LIMIT ?"
_SHELF_OF = (
    "SELECT c.site, a.section, a.language FROM comments c JOIN articles a ON a.thread_id = c.thread_id "
    "WHERE c.id = ? ORDER BY a.revision DESC LIMIT 1"
)


class ReportStatements(Statements):
    """The part of a transaction that reports need."""

    def report_under(self, comment_id: str, key: str) -> StoredReport | None:
        """The report that this key brought; None if there is none."""
        row = self._one(_UNDER, comment_id, key)
        if row is None:
            return None
        return StoredReport(
            report_id=row[0],
            guideline=Guideline(row[1]),
            abuse_kind=AbuseKind(row[2]) if row[2] else None,
            committed=None if row[3] is None else bytes(row[3]).hex(),
            salt=None if row[4] is None else bytes(row[4]),
            position=row[5],
            at=row[6],
        )

    def is_reported_at(self, comment_id: str, position: int) -> bool:
        """Whether the entry at this position is of a report on this comment."""
        return bool(
            self._one("SELECT 1 FROM reports WHERE comment_id = ? AND position = ?", comment_id, position)
        )

    def keep_report(
        self, report: Report, *, key: str, salt: bytes | None, committed: str | None, position: int
    ) -> None:
        """Store the report and its reason; if it asks for a look, the comment stands in the lane for that."""
        self._insert(
            schema.reports,
            id=report.id,
            comment_id=report.comment_id,
            publication_id=report.publication_id,
            digest=report.digest,
            report_key=key,
            guideline=report.guideline.value,
            abuse_kind=report.abuse_kind.value if report.abuse_kind else None,
            reason_digest=None if committed is None else bytes.fromhex(committed),
            at=report.at,
            position=position,
        )
        if salt is not None:
            self._insert(
                schema.report_words,
                report_id=report.id,
                comment_id=report.comment_id,
                salt=salt,
                reason=report.reason,
            )
        if not self.is_open(report.comment_id):
            self._open_if_asked(report.comment_id)

    def is_open(self, comment_id: str) -> bool:
        """Whether reports on this comment ask for a look."""
        return bool(
            self._one(
                "SELECT 1 FROM laned WHERE comment_id = ? AND lane = ?", comment_id, Lane.REPORTED.value
            )
        )

    def last_clearing(self, comment_id: str) -> Clearing | None:
        """The clearing that reaches furthest; None if nobody has looked yet."""
        row = self._one(_LAST_CLEARING, comment_id)
        return Clearing(row[0], row[1], bytes(row[2]), *row[3:]) if row else None

    def keep_clearing(self, clearing: Clearing, *, note_salt: bytes | None, position: int) -> None:
        """Store the clearing; the comment leaves the lane, unless reports that came meanwhile ask for a look."""
        self._insert(
            schema.clearings,
            id=clearing.id,
            comment_id=clearing.comment_id,
            digest=clearing.digest,
            decision_id=clearing.decision_id,
            through=clearing.through,
            reopens=clearing.reopens,
            by=clearing.by,
            note=clearing.note,
            note_salt=note_salt,
            at=clearing.at,
            position=position,
        )
        self._run("DELETE FROM laned WHERE comment_id = ?", clearing.comment_id)
        self._run("DELETE FROM claims WHERE comment_id = ?", clearing.comment_id)
        self._open_if_asked(clearing.comment_id)

    def _open_if_asked(self, comment_id: str) -> None:
        looked = self._looked_at(comment_id)
        if looked is None:
            return
        later: dict[str, list[int]] = {
            guideline: [
                row[0]
                for row in self._all(
                    _NAMED_AFTER,
                    comment_id,
                    guideline.value,
                    looked.through,
                    looked.reopens.get(guideline, 1),
                )
            ]
            for guideline in Guideline
        }
        opened, shelf = opened_at(looked, later), self._one(_SHELF_OF, comment_id)
        if opened is None or shelf is None:
            return
        self._insert(
            schema.laned,
            comment_id=comment_id,
            lane=Lane.REPORTED.value,
            site=shelf[0],
            section=shelf[1],
            language=shelf[2],
            position=opened,
            doubt=0,
            asked_by=None,
        )

    def _looked_at(self, comment_id: str) -> LookedAt | None:
        """How far the reports have been looked at; None where no approval is in force."""
        decision = self._one(_APPROVED, comment_id)
        if decision is None:
            return None
        last = self.last_clearing(comment_id)
        if last is None or last.decision_id != decision[0]:
            return looked_at(decision[1], None, ())
        before = [g for g in Guideline if self._one(_NAMED_BEFORE, comment_id, g.value, last.through)]
        return looked_at(decision[1], (last.through, last.reopens), before)
