"""Appealing against a rejection, and answering an appeal.

    appeal    the reader's act: once for each rejection, within its term
    answer    another moderator's act: the rejection is overturned by a new decision, or upheld with a reason for the reader

Each is one transaction, with its ledger entry appended last; an overturning answer has two entries, its decision's and its own.
If the process dies before the commit, nothing of it exists and the appeal keeps waiting.
"""

import secrets
from concurrent.futures import Future

from diwan import appeal_rules, identifiers, lifecycle
from diwan.appeals import Answer, Appeal, Verdict, check_answer, check_appeal_words, closes_at
from diwan.clock import Clock
from diwan.comments import SALT_BYTES
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.errors import Conflict, NotAllowed, Unknown
from diwan.ledger import commitments
from diwan.ledger.entries import AppealAnswered, Appealed
from diwan.ledger.leaves import encode
from diwan.letters import Kind
from diwan.ports import Storage, Transaction


class NotAppealable(Conflict):
    """There is no rejection in force that this appeal could be against."""

    code = "appeal-none"


class TooLate(Conflict):
    """The term is over."""

    code = "appeal-late"


class AlreadyAppealed(Conflict):
    """This rejection has been appealed against before; once is what there is."""

    code = "appeal-made"


class AlreadyAnswered(Conflict):
    """A colleague answered first."""

    code = "appeal-answered"


def appeal(
    storage: Storage, clock: Clock, *, comment_id: str, decision_id: str, words: str, days: int
) -> "Future[Appeal]":
    """Record a reader's appeal against this rejection of his comment. Repeating it with the same words returns the same appeal.

    Raises Unacceptable at once for words that cannot be taken. The future raises NotAppealable, TooLate, AlreadyAppealed, Unknown
    or Unavailable.
    """
    check_appeal_words(words)

    def work(transaction: Transaction) -> Appeal:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`.
        position = transaction.next_position()
        comment = transaction.comment(comment_id)
        if comment is None or comment.words is None:
            raise Unknown("There is no such comment, or it was withdrawn.", code="unknown-comment")
        earlier = transaction.appeal_against(decision_id)
        if earlier is not None and earlier.comment_id == comment_id:
            if earlier.words == words:
                return earlier
            raise AlreadyAppealed("You have objected to this decision before; that can be done once.")
        current = transaction.current_decision(comment_id)
        if current is None or current.id != decision_id or current.outcome is not Outcome.REJECTED:
            raise NotAppealable(
                "This decision is not, or no longer, the one that holds. Load the page again."
            )
        at = clock()
        if at >= closes_at(current, days):
            raise TooLate("The time in which one could object to this decision is over.")
        salt = secrets.token_bytes(SALT_BYTES)
        commitment = commitments.note_commitment(salt, words)
        made = Appeal(
            id=identifiers.new(at),
            comment_id=comment_id,
            decision_id=decision_id,
            digest=comment.digest,
            commitment=bytes.fromhex(commitment),
            words=words,
            at=at,
        )
        transaction.keep_appeal(made, salt=salt, position=position)
        transaction.append(
            encode(
                Appealed(
                    at=at,
                    comment=comment_id,
                    appeal=made.id,
                    decision=decision_id,
                    digest=comment.digest.hex(),
                    words=commitment,
                )
            )
        )
        return made

    return storage.write(work)


def answer(
    storage: Storage,
    clock: Clock,
    moderator_id: str,
    *,
    appeal_id: str,
    digest: bytes,
    verdict: Verdict,
    note: str = "",
) -> "Future[Answer]":
    """Record how a moderator answers an appeal. `note` is for the reader; `digest` names the comment's words that he read.

    Raises Unacceptable at once for an upheld rejection without a reason. The future raises AlreadyAnswered, Unknown, Conflict, or
    NotAllowed for who has rejected this comment himself.
    """
    check_answer(verdict, note)
    author = Author(AuthorKind.MODERATOR, moderator_id)

    def work(transaction: Transaction) -> Answer:
        transaction.next_position()
        waiting = transaction.appeal(appeal_id)
        comment = transaction.comment(waiting.comment_id) if waiting else None
        if waiting is None or comment is None or comment.words is None:
            raise Unknown("There is no such appeal, or the comment was withdrawn.", code="unknown-appeal")
        if comment.digest != digest:
            raise Conflict("The form names other words than the comment's. Load the card again.")
        if transaction.waiting_appeal(comment.id) != waiting:
            raise AlreadyAnswered("A colleague has answered this appeal in the meantime.")
        if not transaction.is_appointed(moderator_id):
            raise NotAllowed("This moderator may no longer decide.")
        appeal_rules.check_another(transaction, author, comment.id)
        decision = (
            lifecycle.overturn(transaction, clock, author, waiting) if verdict is Verdict.OVERTURNED else None
        )
        at = clock()
        given = Answer(
            id=identifiers.new(at),
            appeal_id=appeal_id,
            comment_id=comment.id,
            verdict=verdict,
            by=moderator_id,
            decision_id=decision.id if decision else None,
            note=note,
            at=at,
        )
        note_salt, note_commitment = commitments.commit_to_note(note)
        transaction.keep_answer(given, note_salt=note_salt, position=transaction.next_position())
        if decision is None:
            transaction.owe_news(Kind.UPHELD, comment.id, given.id, at)
        transaction.append(
            encode(
                AppealAnswered(
                    at=at,
                    comment=comment.id,
                    appeal=appeal_id,
                    answer=given.id,
                    verdict=verdict,
                    by=moderator_id,
                    decision=given.decision_id,
                    note=note_commitment,
                )
            )
        )
        return given

    return storage.write(work)
