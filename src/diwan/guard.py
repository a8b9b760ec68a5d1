"""The guard over criticism of the publisher: no one person can reject it.

Asked by the one way in which decisions are made (`lifecycle.record_decision`), so that it holds on every route: at the desk, in a
batch, when an earlier decision is superseded, and from a program. Machines never touch criticism at all (`screening/policy`).

It goes by the marks of the stored screening. What no check has looked at yet has no mark, and neither has criticism that no
check recognises: the guard makes a quiet rejection hard, not impossible.
"""

from diwan.clock import Milliseconds
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.errors import Conflict, NeedsConfirmation, NotAllowed
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.entries import Confirmed
from diwan.ledger.leaves import encode
from diwan.motions import Confirmation, Motion
from diwan.ports import Transaction
from diwan.screening import findings
from diwan.screening.findings import Mark


def is_criticism(stored: bytes | None) -> bool:
    """Whether stored findings (None: no check has looked) mark a comment as criticism of the publisher."""
    # Read in full only where the word occurs at all: a batch asks this ten thousand times.
    if stored is None or Mark.CRITICISM.encode() not in stored:
        return False
    return any(finding.mark is Mark.CRITICISM for finding in findings.decode(stored))


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

    Raises NeedsConfirmation for a person's rejection of criticism that confirms nothing; NotAllowed for who would confirm his own
    motion; Conflict for one that is no longer before the moderators, or says something else.
    """
    needed = (
        outcome is Outcome.REJECTED
        and author.kind is AuthorKind.MODERATOR
        and is_criticism(transaction.screened_as(comment_id))
    )
    if not needed and confirms is None:
        return None
    if confirms is None:
        raise NeedsConfirmation(
            "This comment criticises the publisher, which is never a ground for rejection. Name the guideline and the words that "
            "break it; the comment then waits for a second moderator, who confirms the rejection or approves it.",
            field="quote",
        )
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
