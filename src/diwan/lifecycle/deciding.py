"""Decide: the one way in which a decision is made, a person's or a machine's."""

from concurrent.futures import Future
from dataclasses import dataclass

from diwan import appeal_rules, guard, identifiers
from diwan.appeals import Appeal
from diwan.clock import Clock, Milliseconds
from diwan.decisions import Author, AuthorKind, Decision, Outcome, Reason, check_reason
from diwan.errors import AlreadyDecided, Conflict, NotAllowed, Unknown
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger import commitments
from diwan.ledger.entries import Decided
from diwan.ledger.leaves import encode
from diwan.letters import Kind
from diwan.ports import Storage, Transaction


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody wants to decide: on these words (their digest), having seen this current decision (or none)."""

    comment_id: str
    digest: bytes
    outcome: Outcome
    guideline: Guideline | None = None
    abuse_kind: AbuseKind | None = None
    note: str = ""
    supersedes: str | None = None
    confirms: str | None = None
    """The motion of another moderator that this rejection confirms (`guard`)."""


def decide(storage: Storage, clock: Clock, author: Author, verdict: Verdict) -> "Future[Decision]":
    """Record a decision. Raises Unacceptable at once for a reason that is none.

    The future raises AlreadyDecided, with the other's decision, if the current decision is not the one that
    `verdict.supersedes` names; NotScreened for a person's rejection of what no check has read (`screen_first`); NeedsConfirmation for a rejection of criticism of the publisher by one person (`moving.move` is the
    way to it); Unknown for a comment that does not exist or is erased; NotAllowed; Conflict (also for one whose rejection is appealed
    against: that is answered, not superseded).
    """
    check_reason(verdict.outcome, Reason(1, verdict.guideline, verdict.abuse_kind, verdict.note))
    return storage.write(lambda transaction: record_decision(transaction, clock, author, verdict))


def overturn(transaction: Transaction, clock: Clock, author: Author, appeal: Appeal) -> Decision:
    """Approve, inside the transaction that answers an appeal, the comment whose rejection it is against. `appealing.answer` records
    the answer behind it.
    """
    verdict = Verdict(appeal.comment_id, appeal.digest, Outcome.APPROVED, supersedes=appeal.decision_id)
    return record_decision(transaction, clock, author, verdict, answers=appeal)


def record_decision(
    transaction: Transaction,
    clock: Clock,
    author: Author,
    verdict: Verdict,
    *,
    answers: Appeal | None = None,
) -> Decision:
    """The one way a decision is made, a person's or a machine's. Raises what `decide` says of its future."""
    moderator = author.name if author.kind is AuthorKind.MODERATOR else None
    # The ledger's turn is taken before looking: what is seen below stays true until the commit, so that a print run
    # in another process cannot slip in between and leave a rejected comment standing.
    transaction.prepare_to_decide(verdict.comment_id, moderator)
    position = transaction.next_position()
    comment = transaction.comment(verdict.comment_id)
    if comment is None or comment.words is None:
        raise Unknown("There is no such comment, or its author has withdrawn it.", code="unknown-comment")
    if comment.digest != verdict.digest:
        raise Conflict("The decision names other words than the comment's. Load the card again.")
    if author.kind is AuthorKind.MODERATOR and not transaction.is_appointed(author.name):
        raise NotAllowed("This moderator may no longer decide.")
    if author.kind is not AuthorKind.MODERATOR and is_left_to_people(
        transaction, comment.site, comment.id, clock()
    ):
        raise NotAllowed(
            "A person decides about this comment: machines are paused at its site, or its reader is restrained."
        )
    current = transaction.current_decision(comment.id)
    if (current.id if current else None) != verdict.supersedes:
        if current is None:
            raise Conflict("There is no decision to supersede. Load the card again.")
        raise AlreadyDecided("This comment has been decided in the meantime.", current)
    appeal_rules.check_decision(transaction, author, verdict.outcome, current, answers=answers)
    at = clock()
    reason = Reason(transaction.current_revision(), verdict.guideline, verdict.abuse_kind, verdict.note)
    if current is not None and _same_in_effect(current, verdict.outcome, reason):
        raise AlreadyDecided("This comment is already decided like that.", current)
    motion = guard.motion_to_confirm(
        transaction,
        author,
        comment_id=comment.id,
        outcome=verdict.outcome,
        guideline=verdict.guideline,
        abuse_kind=verdict.abuse_kind,
        confirms=verdict.confirms,
        current=current,
    )
    decision = Decision(
        id=identifiers.new(at),
        comment_id=comment.id,
        digest=comment.digest,
        outcome=verdict.outcome,
        author=author,
        reason=reason,
        supersedes=verdict.supersedes,
        at=at,
    )
    note_salt, note_commitment = commitments.commit_to_note(reason.note)
    transaction.keep_decision(decision, note_salt=note_salt, position=position)
    if verdict.outcome is Outcome.APPROVED or transaction.publication_of(comment.id):
        transaction.owe_printing(comment.thread_id, comment.id)
    if verdict.outcome is Outcome.REJECTED:
        # Of an approval its reader is written to once it is printed (`print_run`), for only then it stands somewhere.
        transaction.owe_news(Kind.REJECTED, comment.id, decision.id, at)
    transaction.append(
        encode(
            Decided(
                at=at,
                comment=comment.id,
                decision=decision.id,
                digest=comment.digest.hex(),
                outcome=decision.outcome,
                author=author,
                guideline=reason.guideline,
                abuse_kind=reason.abuse_kind,
                revision=reason.revision,
                note=note_commitment,
                supersedes=decision.supersedes,
            ),
        )
    )
    if motion is not None:
        guard.confirm(transaction, motion, decision, at)
    return decision


def is_left_to_people(transaction: Transaction, site: str, comment_id: str, at: Milliseconds) -> bool:
    """Whether machines are paused at the site, or the reader who signed the comment is restrained. Take the ledger's turn first."""
    return transaction.pause_of(site) is not None or transaction.is_held(comment_id, at)


def _same_in_effect(current: Decision, outcome: Outcome, reason: Reason) -> bool:
    # An approval that replaced an approval would leave a publication naming a superseded decision.
    if outcome is Outcome.APPROVED:
        return current.outcome is Outcome.APPROVED
    return current.outcome is outcome and current.reason == reason
