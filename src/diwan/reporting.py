"""Reports by readers on printed comments, and what a moderator says to them who keeps the comment printed.

    report   stores a reader's report; the acknowledgement follows the durable commit, once for each key
    clear    stores that a moderator looked at the reports and lets the approval stand

To uphold a report is to reject the comment by a decision that supersedes the approval: `lifecycle.decide`.
"""

from concurrent.futures import Future
from dataclasses import dataclass

from diwan import identifiers
from diwan.clock import Clock, Milliseconds
from diwan.comments import check_key
from diwan.decisions import Decision, Outcome, check_note
from diwan.errors import AlreadyCleared, AlreadyDecided, Conflict, KeyReused, NotAllowed, NotPrinted, Unknown
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger import commitments
from diwan.ledger.entries import Cleared, Reported
from diwan.ledger.leaves import encode
from diwan.moderators import Moderator
from diwan.ports import Storage, Transaction
from diwan.reports import Clearing, Report, check_report
from diwan.stored import StoredReport

REOPENS = 3
"""So many further reports under a guideline that was looked at ask for another look, unless the settings say otherwise."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a reader sends: what is wrong with which comment, under a key that he chose. `reason` is "" if he wrote nothing."""

    site: str
    comment_id: str
    key: str
    guideline: Guideline
    abuse_kind: AbuseKind | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A report is durably stored, or was before under the same key."""

    report_id: str
    position: int
    at: Milliseconds
    repeated: bool


def report(storage: Storage, clock: Clock, complaint: Complaint) -> "Future[Received]":
    """Store a report. Raises Unacceptable at once for what cannot be taken.

    The future raises NotPrinted, in the same words for an undecided, a rejected, a withdrawn, a foreign and an invented comment;
    KeyReused if the key was sent with another report on this comment; Unavailable.
    """
    check_key(complaint.key)
    check_report(complaint.guideline, complaint.abuse_kind, complaint.reason)

    def work(transaction: Transaction) -> Received:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`: what is reported is printed until the commit.
        position = transaction.next_position()
        if not identifiers.is_identifier(complaint.comment_id):
            raise _not_printed()
        earlier = transaction.report_under(complaint.comment_id, complaint.key)
        if earlier is not None:
            if not _is_the_same(earlier, complaint):
                raise KeyReused(
                    "This key belongs to another report. Make a new key to send a new one.", field="key"
                )
            return Received(earlier.report_id, earlier.position, earlier.at, repeated=True)
        comment = transaction.comment(complaint.comment_id)
        publication_id = transaction.publication_of(complaint.comment_id)
        current = transaction.current_decision(complaint.comment_id)
        if (
            comment is None
            or comment.site != complaint.site
            or comment.words is None
            or publication_id is None
            or current is None
            or current.outcome is not Outcome.APPROVED
        ):
            raise _not_printed()
        at = clock()
        made = Report(
            id=identifiers.new(at),
            comment_id=comment.id,
            publication_id=publication_id,
            digest=comment.digest,
            guideline=complaint.guideline,
            abuse_kind=complaint.abuse_kind,
            reason=complaint.reason,
            at=at,
        )
        salt, committed = commitments.commit_to_note(complaint.reason)
        transaction.keep_report(made, key=complaint.key, salt=salt, committed=committed, position=position)
        transaction.append(
            encode(
                Reported(
                    at=at,
                    comment=comment.id,
                    report=made.id,
                    publication=publication_id,
                    digest=comment.digest.hex(),
                    key=commitments.key_digest(complaint.key),
                    guideline=made.guideline,
                    abuse_kind=made.abuse_kind,
                    reason=committed,
                )
            )
        )
        return Received(made.id, position, at, repeated=False)

    return storage.write(work)


def _not_printed() -> NotPrinted:
    return NotPrinted(
        "This comment does not stand here, or no longer. There is nothing to report.", field="comment"
    )


def _is_the_same(earlier: StoredReport, complaint: Complaint) -> bool:
    if (earlier.guideline, earlier.abuse_kind) != (complaint.guideline, complaint.abuse_kind):
        return False
    if earlier.committed is None:
        return not complaint.reason
    # Once the reason is erased nobody can tell any more; the report itself was received.
    return earlier.salt is None or (
        commitments.note_commitment(earlier.salt, complaint.reason) == earlier.committed
    )


def clear(
    storage: Storage,
    clock: Clock,
    moderator: Moderator,
    *,
    comment_id: str,
    digest: bytes,
    decision_id: str,
    through: int,
    note: str = "",
    reopens: int = REOPENS,
) -> "Future[Clearing]":
    """Record that `moderator` looked at the reports up to the ledger position `through` and lets this approval stand.

    Raises Unacceptable at once for a note that cannot be taken. The future raises AlreadyDecided, with the decision, if another
    one is in force; AlreadyCleared if a colleague has looked at these reports; Unknown; Conflict; NotAllowed.
    """
    check_note(note)

    def work(transaction: Transaction) -> Clearing:
        position = transaction.next_position()
        comment = transaction.comment(comment_id)
        if comment is None or comment.words is None:
            raise Unknown("There is no such comment, or its author has withdrawn it.", code="unknown-comment")
        if comment.digest != digest:
            raise Conflict("The form names other words than the comment's. Load the card again.")
        if not transaction.is_appointed(moderator.id):
            raise NotAllowed("This moderator may no longer decide.")
        _check_decision(transaction.current_decision(comment_id), decision_id)
        last = transaction.last_clearing(comment_id)
        if last is not None and last.through >= through:
            raise AlreadyCleared("A colleague has looked at these reports in the meantime.", last)
        if not transaction.is_reported_at(comment_id, through):
            raise Conflict("The form names no report on this comment. Load the card again.")
        at = clock()
        clearing = Clearing(
            id=identifiers.new(at),
            comment_id=comment_id,
            digest=comment.digest,
            decision_id=decision_id,
            through=through,
            reopens=reopens,
            by=moderator.id,
            note=note,
            at=at,
        )
        note_salt, note_commitment = commitments.commit_to_note(note)
        transaction.keep_clearing(clearing, note_salt=note_salt, position=position)
        transaction.append(
            encode(
                Cleared(
                    at=at,
                    comment=comment_id,
                    clearing=clearing.id,
                    digest=comment.digest.hex(),
                    decision=decision_id,
                    through=through,
                    reopens=reopens,
                    by=moderator.id,
                    note=note_commitment,
                )
            )
        )
        return clearing

    return storage.write(work)


def _check_decision(current: Decision | None, seen: str) -> None:
    if current is None:
        raise Conflict("This comment has not been decided. Load the card again.")
    if current.id != seen or current.outcome is not Outcome.APPROVED:
        raise AlreadyDecided("This comment has been decided in the meantime.", current)
