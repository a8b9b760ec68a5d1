"""Moving that criticism of the publisher be rejected: the first of two moderators says under which guideline, and by which words."""

from concurrent.futures import Future
from dataclasses import dataclass

from diwan import guard, identifiers
from diwan.clock import Clock
from diwan.decisions import Author, AuthorKind, Outcome, Reason, check_reason
from diwan.errors import AlreadyDecided, Conflict, NotAllowed, Unknown
from diwan.ledger import commitments
from diwan.ledger.entries import Moved
from diwan.ledger.leaves import encode
from diwan.lifecycle import Verdict
from diwan.motions import Motion, find_quote, quote_commitment, quoted
from diwan.ports import Storage, Transaction


@dataclass(frozen=True, slots=True)
class Moving:
    """What came of it: the motion, and whether there is anybody who could confirm it. Nobody: it waits until there is."""

    motion: Motion
    somebody_else: bool


def move(storage: Storage, clock: Clock, author: Author, verdict: Verdict, *, quote: str) -> "Future[Moving]":
    """Record that a moderator wants the comment rejected as `verdict` says, because of the words `quote`. Nothing is decided.

    A later motion on the same comment takes the place of an earlier one. Raises Unacceptable at once for a reason that is none; the
    future raises it for words that do not stand in the comment, AlreadyDecided and NotScreened as `lifecycle.decide` does, Unknown, NotAllowed,
    and Conflict for a comment that one moderator may reject alone.
    """
    reason = Reason(1, verdict.guideline, verdict.abuse_kind, verdict.note)
    check_reason(verdict.outcome, reason)
    guideline = verdict.guideline
    if guideline is None or author.kind is not AuthorKind.MODERATOR:
        raise NotAllowed("Only a moderator can ask for a rejection to be confirmed.")

    def work(transaction: Transaction) -> Moving:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`.
        position = transaction.next_position()
        comment = transaction.comment(verdict.comment_id)
        if comment is None or comment.words is None:
            raise Unknown("There is no such comment, or its author has withdrawn it.", code="unknown-comment")
        if comment.digest != verdict.digest:
            raise Conflict("The form names other words than the comment's. Load the card again.")
        if not transaction.is_appointed(author.name):
            raise NotAllowed("This moderator may no longer decide.")
        current = transaction.current_decision(comment.id)
        if (current.id if current else None) != verdict.supersedes:
            if current is None:
                raise Conflict("There is no decision to supersede. Load the card again.")
            raise AlreadyDecided("This comment has been decided in the meantime.", current)
        if guard.guarded(transaction, comment.id) is None:
            raise Conflict(
                "This comment is not marked as criticism of the publisher: reject it without a second moderator."
            )
        if (
            current is not None
            and current.outcome is Outcome.REJECTED
            and (current.reason.guideline, current.reason.abuse_kind)
            == (verdict.guideline, verdict.abuse_kind)
        ):
            raise AlreadyDecided("This comment is already rejected like that.", current)
        found = find_quote(comment.words, quote)
        salt = transaction.salt_of(comment.id)
        at = clock()
        motion = Motion(
            id=identifiers.new(at),
            comment_id=comment.id,
            digest=comment.digest,
            guideline=guideline,
            abuse_kind=verdict.abuse_kind,
            revision=transaction.current_revision(),
            quote=found,
            commitment=quote_commitment(salt, quoted(comment.words, found)),
            by=author.name,
            note=verdict.note,
            supersedes=verdict.supersedes,
            at=at,
        )
        note_salt, note_commitment = commitments.commit_to_note(motion.note)
        transaction.keep_motion(motion, note_salt=note_salt, position=position)
        transaction.append(
            encode(
                Moved(
                    at=at,
                    comment=comment.id,
                    motion=motion.id,
                    digest=comment.digest.hex(),
                    guideline=motion.guideline,
                    abuse_kind=motion.abuse_kind,
                    revision=motion.revision,
                    field=found.field,
                    starts=found.begin,
                    ends=found.end,
                    quote=motion.commitment.hex(),
                    by=author.name,
                    note=note_commitment,
                    supersedes=motion.supersedes,
                )
            )
        )
        return Moving(motion, transaction.is_anyone_appointed_besides(author.name))

    return storage.write(work)
