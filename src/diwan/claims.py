"""Claims: what is on one moderator's screen is on no one else's.

Opening a page of a lane claims its cards in the transaction that chooses them, so that no comment comes up twice however many
open pages at once, in whichever process. The page renews its claims while somebody works on it; they lapse by themselves
when it no longer does, and are given back when it is left and when a card is decided.

A claim only keeps cards apart. It never hinders a decision: whoever comes by another way decides all the same, and the
other is told that a colleague was first. Nothing is lost with the claims, so that they stand in no ledger and no backup.
"""

import secrets
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from diwan.clock import SECOND, Clock, Milliseconds
from diwan.desk import lanes
from diwan.desk.lanes import BROKEN, PAGE, SHOW_DECISIONS, Lane, Order, Place, Shelf
from diwan.ports import Storage, Transaction

LASTING_S = 120
"""So long a claim lasts that nobody renews, unless the settings say otherwise."""
UNRENEWED = 5
"""A page that has not renewed its claims yet may never do so, for it may have no script: they last so many times as long."""
MOST = 10 * PAGE
"""Whoever has more claims than this loses those of his earlier pages."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a moderator asks of the desk. `of` are the shelves he reads from (None: all); `after` is where to go on.

    In a lane of what is likely broken, `mixed` puts a comment that is likely fine behind each.
    """

    lane: Lane = Lane.OLDEST
    order: Order = Order.AGE
    mixed: bool = True
    of: tuple[Shelf, ...] | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of a lane: its cards in order, the name under which they are claimed, and where the lane goes on, if it does."""

    page: str
    comment_ids: tuple[str, ...]
    more: Place | None


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of the cards of a page: those a colleague has before him now (with his id), those that stand there no longer."""

    taken: dict[str, str]
    gone: tuple[str, ...]


def open_page(
    storage: Storage, clock: Clock, moderator_id: str, look: Look, *, lasting_s: int = LASTING_S
) -> "Future[Opened]":
    """Choose the next cards of a lane that no colleague has, and claim them. The future raises Unavailable."""

    def work(transaction: Transaction) -> Opened:
        # From here on nobody else chooses, in any process.
        transaction.next_position()
        at = clock()
        # Before a clock that was set right again nobody's screen may keep a comment until the time comes that it showed.
        transaction.forget_claims_until(at + UNRENEWED * lasting_s * SECOND)
        transaction.give_back_unrenewed(moderator_id)
        if transaction.count_claims(moderator_id) >= MOST:
            transaction.give_back(moderator_id)
        mixed = look.mixed and look.lane in BROKEN
        share = PAGE // 2 if mixed else PAGE

        def free(lane: Lane, order: Order, after: Place | None, limit: int) -> list[Place]:
            return transaction.free_places(
                lane, order, of=look.of, after=after, moderator_id=moderator_id, at=at, limit=limit
            )

        places = free(look.lane, look.order, look.after, share + 1)
        chosen, more = places[:share], places[share - 1] if len(places) > share else None
        if mixed:
            chosen = lanes.apart(chosen, free(Lane.FINE, Order.AGE, None, len(chosen)))
        page = secrets.token_hex(8)
        comment_ids = tuple(place.comment_id for place in chosen)
        if look.lane in SHOW_DECISIONS:
            transaction.note_sights(moderator_id, comment_ids)
        until = at + lasting_s * SECOND
        transaction.claim(
            comment_ids,
            moderator_id=moderator_id,
            page=page,
            renewed=False,
            until=at + UNRENEWED * lasting_s * SECOND,
        )
        transaction.sit(moderator_id, look.lane, until)
        return Opened(page, comment_ids, more)

    return storage.write(work)


def renew(
    storage: Storage,
    clock: Clock,
    moderator_id: str,
    *,
    page: str,
    lane: Lane,
    comment_ids: Sequence[str],
    lasting_s: int = LASTING_S,
) -> "Future[Renewed]":
    """Claim the cards of a page for a while longer, but for those that a colleague has taken up since."""

    def work(transaction: Transaction) -> Renewed:
        transaction.next_position()
        at = clock()
        waiting = [comment_id for comment_id in comment_ids if _stands(transaction, lane, comment_id)]
        others = {
            comment_id: holder
            for comment_id, holder in transaction.claimants(waiting, at).items()
            if holder != moderator_id
        }
        until: Milliseconds = at + lasting_s * SECOND
        transaction.claim(
            [comment_id for comment_id in waiting if comment_id not in others],
            moderator_id=moderator_id,
            page=page,
            renewed=True,
            until=until,
        )
        transaction.sit(moderator_id, lane, until)
        gone = tuple(comment_id for comment_id in comment_ids if comment_id not in waiting)
        return Renewed(others, gone)

    return storage.write(work)


def _stands(transaction: Transaction, lane: Lane, comment_id: str) -> bool:
    """Whether the comment is still to be dealt with in this lane."""
    if lane is Lane.REPORTED:
        return transaction.is_open(comment_id)
    if lane is Lane.REREADING:
        return transaction.open_draw(comment_id) is not None
    return transaction.waits(comment_id)


def give_back(storage: Storage, moderator_id: str, *, page: str) -> "Future[None]":
    """End the claims of a page that was left."""

    def work(transaction: Transaction) -> None:
        transaction.next_position()
        transaction.give_back(moderator_id, page=page)

    return storage.write(work)


def leave(storage: Storage, moderator_id: str) -> "Future[None]":
    """End everything a moderator has claimed: he has gone."""

    def work(transaction: Transaction) -> None:
        transaction.next_position()
        transaction.give_back(moderator_id)
        transaction.stand_up(moderator_id)

    return storage.write(work)
