"""The guard over criticism of the publisher: no one person can reject it.

Asked by the one way in which decisions are made (`lifecycle.record_decision`), so that it holds on every route: at the desk, in a
batch, when an earlier decision is superseded, and from a program. Machines never touch criticism at all (`screening/policy`).

It goes by the stored screening. What no check has looked at yet is rejected by nobody: it is screened first, which takes a moment,
or as long as the checks may take (`lifecycle.screen_first`). Where the check for criticism failed, nobody knows, and two decide. Criticism that
no check recognises has no mark: the guard makes a quiet rejection hard, not impossible.
"""

from collections.abc import Sequence
from enum import Enum

from diwan.clock import Milliseconds
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.errors import Conflict, NeedsConfirmation, NotAllowed, NotScreened
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.entries import Confirmed
from diwan.ledger.leaves import encode
from diwan.motions import Confirmation, Motion
from diwan.ports import Transaction
from diwan.screening import findings
from diwan.screening.asking import is_of_another_language
from diwan.screening.findings import Finding, Mark
from diwan.screening.rules.criticism import Criticism

_SIGNS = {Mark.CRITICISM.encode(), Criticism.name.encode()}


class Why(Enum):
    """Why one person alone must not reject a comment; the value says it to him."""

    CRITICISM = (
        "This comment criticises the publisher, which is never a ground for rejection. Name the guideline and the words that "
        "break it; the comment then waits for a second moderator, who confirms the rejection or approves it."
    )
    NOBODY_KNOWS = (
        "The check that looks for criticism of the publisher failed on this comment, so rejecting it takes two. Name the guideline "
        "and the words that break it; the comment then waits for a second moderator, who confirms the rejection or approves it."
    )


def why_two(found: Sequence[Finding]) -> Why | None:
    """Why rejecting what the checks saw this in takes two; None if one may. In languages that the check for criticism does not know it
    was not asked, and one person decides as ever.
    """
    if any(finding.mark is Mark.CRITICISM for finding in found):
        return Why.CRITICISM
    return Why.NOBODY_KNOWS if any(map(_has_failed, found)) else None


def guarded(transaction: Transaction, comment_id: str) -> Why | None:
    """The same by a comment's stored screening. Raises NotScreened where there is none yet."""
    stored = transaction.screened_as(comment_id)
    if stored is None:
        raise NotScreened("No check has read this comment yet. Try again in a moment.")
    # Read in full only where the mark or the check is named at all: a batch asks this ten thousand times.
    return why_two(findings.decode(stored)) if any(sign in stored for sign in _SIGNS) else None


def _has_failed(finding: Finding) -> bool:
    return finding.check == Criticism.name and finding.could_not_tell and not is_of_another_language(finding)


def motion_to_confirm(
    transaction: Transaction,
    author: Author,
    *,
    comment_id: str,
    outcome: Outcome,
    guideline: Guideline | None,
    abuse_kind: AbuseKind | None,
    confirms: str | None,
    current: Decision | None,
) -> Motion | None:
    """The motion that this verdict confirms; None for one that one person may make alone.

    Raises NotScreened for a person's rejection of what no check has read; NeedsConfirmation for one of criticism that confirms nothing; NotAllowed for who would confirm his own
    motion; Conflict for one that is no longer before the moderators, or says something else.
    """
    why = None
    if outcome is Outcome.REJECTED and author.kind is AuthorKind.MODERATOR:
        why = guarded(transaction, comment_id)
    if confirms is None:
        if why is None:
            return None
        raise NeedsConfirmation(why.value, field="quote")
    motion = transaction.last_motion(comment_id)
    if motion is None or motion.id != confirms or motion.supersedes != (current.id if current else None):
        raise Conflict("The rejection you confirm is no longer the one before you. Load the card again.")
    if author.kind is not AuthorKind.MODERATOR or motion.by == author.name:
        raise NotAllowed("You asked for this rejection yourself. A second moderator must confirm it.")
    if not transaction.is_appointed(motion.by):
        raise Conflict(
            "Who asked for this rejection may no longer decide. Name the words that break the guideline yourself; "
            "another moderator then confirms."
        )
    if (outcome, guideline, abuse_kind) != (Outcome.REJECTED, motion.guideline, motion.abuse_kind):
        raise Conflict(
            "The decision says something else than the rejection it confirms. Load the card again."
        )
    return motion


def confirm(transaction: Transaction, motion: Motion, decision: Decision, at: Milliseconds) -> None:
    """Record that this decision, just recorded, confirms the motion. Two acts of one transaction: the decision, then this."""
    position = transaction.next_position()
    confirmation = Confirmation(
        motion.id, motion.comment_id, decision.id, mover=motion.by, by=decision.author.name, at=at
    )
    transaction.keep_confirmation(confirmation, position=position)
    transaction.append(
        encode(
            Confirmed(
                at=at,
                comment=motion.comment_id,
                motion=motion.id,
                decision=decision.id,
                mover=motion.by,
                by=decision.author.name,
            )
        )
    )
