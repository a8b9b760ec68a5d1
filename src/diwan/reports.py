"""A report: a reader says that a printed comment breaks a guideline. A clearing: a moderator looked, and keeps it printed.

Neither decides anything. However many report a comment, it stays printed until somebody rejects it.
"""

from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.errors import Unacceptable
from diwan.guidelines import AbuseKind, Guideline

MAX_REASON_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Report:
    """The record that somebody reported exactly these words as they were printed.

    `publication_id` is what he saw. `reason` is what he wrote about it: "" if nothing, None once the comment was erased.
    """

    id: str
    comment_id: str
    publication_id: str
    digest: bytes
    guideline: Guideline
    abuse_kind: AbuseKind | None
    reason: str | None
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Clearing:
    """The record that `by`, a moderator, looked at the reports up to the ledger position `through` and kept the approval.

    Further reports that name a guideline he has looked at ask for another look only once there are `reopens` of them.
    """

    id: str
    comment_id: str
    digest: bytes
    decision_id: str
    through: int
    reopens: int
    by: str
    note: str
    at: Milliseconds


def check_report(guideline: Guideline, abuse_kind: AbuseKind | None, reason: str) -> None:
    """A report can be stored, and is short enough to be read. Raises Unacceptable, naming the field."""
    if abuse_kind is not None and guideline is not Guideline.ABUSE:
        raise Unacceptable("Only the guideline 'abuse' has a kind.", field="abuse_kind")
    if len(reason) > MAX_REASON_CHARACTERS:
        raise Unacceptable(
            f"The reason is {len(reason)} characters long; at most {MAX_REASON_CHARACTERS} fit. Please shorten it.",
            code="reason-too-long",
            field="reason",
        )
    if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in reason):
        raise Unacceptable(
            "The reason holds a character that cannot be stored; please remove it.",
            code="reason-characters",
            field="reason",
        )
