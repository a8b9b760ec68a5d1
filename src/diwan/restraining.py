"""Restraining a reader, and lifting that again: two acts of people, each one transaction with the ledger entry appended last.

Who may what: a moderator holds, and mutes for so many days as the settings say; an editor also mutes for longer, bars, and lifts. So a
moderator can stop somebody at once, and nobody is kept out for long by one person's word, nor let in again by whoever happens to be there.
What waits already stays where it is.
"""

import secrets
from concurrent.futures import Future
from dataclasses import dataclass

from diwan import identifiers
from diwan.clock import Clock
from diwan.comments import SALT_BYTES
from diwan.decisions import check_note
from diwan.errors import Conflict, NotAllowed, Unknown
from diwan.guidelines import Guideline
from diwan.ledger import commitments
from diwan.ledger.entries import Lifted, Restrained
from diwan.ledger.leaves import encode
from diwan.ledger.reader_records import restraint_commitment
from diwan.moderators import Moderator, Role
from diwan.ports import Storage, Transaction
from diwan.restraints import MUTE_DAYS, Effect, Lifting, Restraint, end_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator wants: `days` is None where it shall have no end. `seen` is the ledger position of the last act on this reader
    that he knew of (-1: none): where a colleague was first, he looks again.
    """

    reader_id: str
    effect: Effect
    guideline: Guideline
    days: int | None
    seen: int
    note: str = ""


def restrain(
    storage: Storage, clock: Clock, moderator: Moderator, wish: Wish, *, mute_days: int = MUTE_DAYS
) -> "Future[Restraint]":
    """Record a restraint. Raises Unacceptable at once for a note or an end that cannot be, NotAllowed for what is an editor's.

    The future raises Unknown (no such reader, or he has departed), Conflict (a colleague was first) and NotAllowed (dismissed).
    """
    check_note(wish.note)
    end_of(wish.effect, wish.days, 0)
    _check_role(moderator, wish, mute_days)

    def work(transaction: Transaction) -> Restraint:
        # The ledger's turn is taken before looking: what is submitted is decided before or after this, and never in between.
        position = transaction.next_position()
        if not transaction.is_here(wish.reader_id):
            raise Unknown("There is no such reader, or not any more.", code="unknown-reader")
        _check_author(transaction, moderator, editor=moderator.role is Role.EDITOR)
        _check_seen(transaction, wish.reader_id, wish.seen)
        at = clock()
        restraint = Restraint(
            id=identifiers.new(at),
            reader_id=wish.reader_id,
            effect=wish.effect,
            guideline=wish.guideline,
            until=end_of(wish.effect, wish.days, at),
            by=moderator.id,
            note=wish.note,
            at=at,
        )
        salt = secrets.token_bytes(SALT_BYTES)
        note_salt, note_commitment = commitments.commit_to_note(wish.note)
        transaction.keep_restraint(restraint, salt=salt, note_salt=note_salt, position=position)
        transaction.append(
            encode(
                Restrained(
                    at=at,
                    restraint=restraint.id,
                    reader=restraint_commitment(salt, reader=wish.reader_id),
                    effect=restraint.effect,
                    guideline=restraint.guideline,
                    until=restraint.until,
                    by=moderator.id,
                    note=note_commitment,
                )
            )
        )
        return restraint

    return storage.write(work)


def lift(
    storage: Storage, clock: Clock, editor: Moderator, *, restraint_id: str, seen: int, note: str = ""
) -> "Future[Lifting]":
    """Record that a restraint is lifted. Raises Unacceptable at once for a note that cannot be taken, NotAllowed for who is no editor.

    The future raises Unknown, Conflict (a colleague was first, or its time was up) and NotAllowed (dismissed).
    """
    check_note(note)
    if editor.role is not Role.EDITOR:
        raise NotAllowed("Only an editor lifts a restraint. Ask one to look at this reader.")

    def work(transaction: Transaction) -> Lifting:
        position = transaction.next_position()
        restraint = transaction.restraint(restraint_id)
        if restraint is None:
            raise Unknown("There is no such restraint.", code="unknown-restraint")
        _check_author(transaction, editor, editor=True)
        _check_seen(transaction, restraint.reader_id, seen)
        at = clock()
        if transaction.is_lifted(restraint_id) or restraint.is_over(at):
            raise Conflict("This restraint has ended already. Load the page again.")
        lifting = Lifting(restraint_id, editor.id, note, at)
        note_salt, note_commitment = commitments.commit_to_note(note)
        transaction.keep_lifting(lifting, note_salt=note_salt, position=position)
        transaction.append(
            encode(
                Lifted(
                    at=at,
                    restraint=restraint_id,
                    by=editor.id,
                    note=note_commitment,
                )
            )
        )
        return lifting

    return storage.write(work)


def _check_role(moderator: Moderator, wish: Wish, mute_days: int) -> None:
    if moderator.role is Role.EDITOR:
        return
    if wish.effect is Effect.BAR:
        raise NotAllowed("Only an editor bars a reader. Mute him until one has looked.")
    if wish.effect is Effect.MUTE and (wish.days or 0) > mute_days:
        raise NotAllowed(f"A moderator mutes for at most {mute_days} days. Ask an editor for more.")


def _check_author(transaction: Transaction, moderator: Moderator, *, editor: bool) -> None:
    if not transaction.is_appointed(moderator.id) or (editor and not transaction.is_editor(moderator.id)):
        raise NotAllowed("This moderator may no longer decide.")


def _check_seen(transaction: Transaction, reader_id: str, seen: int) -> None:
    if transaction.last_act_on(reader_id) != seen:
        raise Conflict("A colleague has acted on this reader in the meantime. Look again.")
