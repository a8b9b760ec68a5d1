"""Passing a comment on: to a colleague for a second opinion, or to an editor."""

from concurrent.futures import Future

from diwan import identifiers
from diwan.clock import Clock
from diwan.consultations import Asked, Consultation
from diwan.decisions import check_note
from diwan.errors import AlreadyDecided, Conflict, NotAllowed, Unknown
from diwan.ledger import commitments
from diwan.ledger.entries import Consulted
from diwan.ledger.leaves import encode
from diwan.moderators import Moderator, Role
from diwan.ports import Storage, Transaction


def consult(
    storage: Storage,
    clock: Clock,
    moderator: Moderator,
    *,
    comment_id: str,
    digest: bytes,
    asked: Asked,
    note: str = "",
) -> "Future[Consultation]":
    """Record that `moderator` leaves these words to somebody else. The comment waits on, in the lane of those who are asked.

    Raises Unacceptable at once for a note that cannot be taken. The future raises AlreadyDecided, with the decision; Conflict
    if the same was asked before, or an editor already; Unknown; NotAllowed for who may not ask.
    """
    check_note(note)
    if asked is Asked.EDITOR and moderator.role is Role.EDITOR:
        raise NotAllowed("You are an editor yourself. Ask for a second opinion instead.")

    def work(transaction: Transaction) -> Consultation:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`.
        position = transaction.next_position()
        comment = transaction.comment(comment_id)
        if comment is None or comment.words is None:
            raise Unknown("There is no such comment, or its author has withdrawn it.", code="unknown-comment")
        if comment.digest != digest:
            raise Conflict("The form names other words than the comment's. Load the card again.")
        if not transaction.is_appointed(moderator.id):
            raise NotAllowed("This moderator may no longer decide.")
        current = transaction.current_decision(comment_id)
        if current is not None:
            raise AlreadyDecided("This comment has been decided in the meantime.", current)
        before = transaction.asked(comment_id)
        if asked in before or Asked.EDITOR in before:
            raise Conflict("This comment has been passed on in the meantime. Load the card again.")
        at = clock()
        consultation = Consultation(
            id=identifiers.new(at),
            comment_id=comment_id,
            digest=comment.digest,
            asked=asked,
            by=moderator.id,
            note=note,
            at=at,
        )
        note_salt, note_commitment = commitments.commit_to_note(note)
        transaction.keep_consultation(consultation, note_salt=note_salt, position=position)
        transaction.append(
            encode(
                Consulted(
                    at=at,
                    comment=comment_id,
                    consultation=consultation.id,
                    digest=comment.digest.hex(),
                    asked=asked,
                    by=moderator.id,
                    note=note_commitment,
                )
            )
        )
        return consultation

    return storage.write(work)
