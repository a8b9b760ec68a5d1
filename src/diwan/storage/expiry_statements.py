"""What a job may do with expiries inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from diwan.expiries import Expiry
from diwan.storage import schema
from diwan.storage.statements import Statements

_REASON_IS_DUE = (
    "SELECT 1 FROM report_words w WHERE w.report_id = ? AND w.comment_id = ? "
    "AND NOT EXISTS (SELECT 1 FROM laned l WHERE l.comment_id = w.comment_id AND l.lane = 'reported')"
)
_APPEAL_IS_DUE = (
    "SELECT 1 FROM appeal_words w WHERE w.appeal_id = ? AND w.comment_id = ? "
    "AND EXISTS (SELECT 1 FROM appeal_answers x WHERE x.appeal_id = w.appeal_id)"
)


class ExpiryStatements(Statements):
    """The part of a transaction that expiries need."""

    def keep_expiry(self, expiry: Expiry, position: int) -> bool:
        """Record the expiry, then remove the words; the triggers allow the second only after the first."""
        is_report = expiry.report_id is not None
        named = expiry.report_id if is_report else expiry.appeal_id
        if not self._one(_REASON_IS_DUE if is_report else _APPEAL_IS_DUE, named, expiry.comment_id):
            return False
        self._insert(
            schema.expiries,
            id=expiry.id,
            comment_id=expiry.comment_id,
            report_id=expiry.report_id,
            appeal_id=expiry.appeal_id,
            at=expiry.at,
            position=position,
        )
        if is_report:
            self._run("DELETE FROM report_words WHERE report_id = ?", named)
        else:
            self._run("DELETE FROM appeal_words WHERE appeal_id = ?", named)
        return True
