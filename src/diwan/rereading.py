"""Drawing decisions to be reread, and rereading them.

    decide    a moderator's decision; if the lot falls on it, a second record says so, in the same transaction
    reread    another moderator's act: how he judges these words, without knowing what was decided
    see       what was decided is shown to a moderator, who is then not asked any more

If the process dies before the commit, nothing of an act exists. Printing never waits for a rereading, and nothing that one says is seen
by readers.
"""

from collections.abc import Collection
from concurrent.futures import Future

from diwan import identifiers, lifecycle
from diwan.clock import Clock
from diwan.decisions import Author, AuthorKind, Decision, Reason, check_reason
from diwan.errors import Conflict, NotAllowed, Unknown
from diwan.ledger.entries import Drawn, Reread
from diwan.ledger.leaves import encode
from diwan.lifecycle import Verdict
from diwan.ports import Storage, Transaction
from diwan.rereadings import Draw, Lot, Rereading


class AlreadyReread(Conflict):
    """A colleague reread it first, or it was never drawn."""

    code = "already-reread"


def decide(storage: Storage, clock: Clock, author: Author, verdict: Verdict, lot: Lot) -> "Future[Decision]":
    """Record a decision as `lifecycle.decide` does, and draw it if the lot falls on it. Raises the same."""
    check_reason(verdict.outcome, Reason(1, verdict.guideline, verdict.abuse_kind, verdict.note))

    def work(transaction: Transaction) -> Decision:
        decision = lifecycle.record_decision(transaction, clock, author, verdict)
        _draw(transaction, clock, lot, decision)
        return decision

    return storage.write(work)


def _draw(transaction: Transaction, clock: Clock, lot: Lot, decision: Decision) -> None:
    """Of first decisions by people, one at a time. In a batch nobody read what was decided, and whoever supersedes a decision knows it."""
    if decision.supersedes is not None or decision.author.kind is not AuthorKind.MODERATOR:
        return
    if not lot.may_draw(decision.digest):
        return
    comment = transaction.comment(decision.comment_id)
    if comment is None or not lot.draws(comment.site, comment.digest):
        return
    if not transaction.is_anyone_appointed_besides(decision.author.name):
        return
    position = transaction.next_position()
    draw = Draw(decision.comment_id, decision.id, decision.digest, clock())
    transaction.keep_draw(draw, position=position)
    transaction.append(
        encode(
            Drawn(at=draw.at, comment=draw.comment_id, decision=draw.decision_id, digest=draw.digest.hex())
        )
    )


def reread(storage: Storage, clock: Clock, moderator_id: str, verdict: Verdict) -> "Future[Rereading]":
    """Record how a moderator judges a comment that was drawn. Of the verdict its note and what it supersedes are not asked.

    Raises Unacceptable at once for a reason that is none. The future raises Unknown (no such comment, or withdrawn), Conflict,
    AlreadyReread, and NotAllowed for who has had a part in what became of the comment, or was shown it.
    """
    check_reason(verdict.outcome, Reason(1, verdict.guideline, verdict.abuse_kind))

    def work(transaction: Transaction) -> Rereading:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`.
        position = transaction.next_position()
        comment = transaction.comment(verdict.comment_id)
        if comment is None or comment.words is None:
            raise Unknown("There is no such comment, or its author has withdrawn it.", code="unknown-comment")
        if comment.digest != verdict.digest:
            raise Conflict("The form names other words than the comment's. Load the card again.")
        draw = transaction.open_draw(comment.id)
        if draw is None:
            raise AlreadyReread("This comment does not wait to be reread: a colleague has done it.")
        if not transaction.is_appointed(moderator_id):
            raise NotAllowed("This moderator may no longer decide.")
        if transaction.knows_of(moderator_id, comment.id):
            raise NotAllowed(
                "You know what was decided about this comment. It is reread by somebody who does not."
            )
        at = clock()
        made = Rereading(
            id=identifiers.new(at),
            comment_id=comment.id,
            decision_id=draw.decision_id,
            digest=comment.digest,
            outcome=verdict.outcome,
            guideline=verdict.guideline,
            abuse_kind=verdict.abuse_kind,
            revision=transaction.current_revision(),
            by=moderator_id,
            at=at,
        )
        transaction.keep_rereading(made, position=position)
        transaction.append(
            encode(
                Reread(
                    at=at,
                    comment=comment.id,
                    rereading=made.id,
                    decision=made.decision_id,
                    digest=made.digest.hex(),
                    outcome=made.outcome,
                    guideline=made.guideline,
                    abuse_kind=made.abuse_kind,
                    revision=made.revision,
                    by=moderator_id,
                )
            )
        )
        return made

    return storage.write(work)


def see(storage: Storage, moderator_id: str, comment_ids: Collection[str]) -> "Future[None]":
    """Note that a moderator is shown what was decided about these, so that those which wait to be reread are not given to him."""

    def work(transaction: Transaction) -> None:
        transaction.next_position()
        transaction.note_sights(moderator_id, comment_ids)

    return storage.write(work)
