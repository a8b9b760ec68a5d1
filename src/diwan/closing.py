"""An editor's word about one thread: closed now or at a time, open, or again as the publisher says.

It stands over the publisher's description, whatever revisions of that come later, until an editor takes it back: a content management system
sends an article anew each time somebody corrects a comma, and must not open by that what an editor has closed.
"""

from concurrent.futures import Future

from diwan import identifiers
from diwan.clock import Clock, Milliseconds
from diwan.errors import NotAllowed, Unacceptable, Unknown
from diwan.ledger.entries import ClosingSet
from diwan.ledger.leaves import encode
from diwan.pauses import NEVER, Closing
from diwan.ports import Storage, Transaction


def set_closing(
    storage: Storage, clock: Clock, *, site: str, article: str, closes_at: Milliseconds | None, by: str
) -> "Future[Closing]":
    """Say until when the thread of an article takes comments; None: as the publisher says. Raises Unacceptable for a time that is none.

    The future raises Unknown for an article that was never registered, NotAllowed for somebody dismissed. The thread is printed anew.
    """
    if closes_at is not None and not 0 <= closes_at <= NEVER:
        raise Unacceptable("The closing time must lie between the years 1970 and 9999.", field="closes_at")

    def work(transaction: Transaction) -> Closing:
        position = transaction.next_position()
        if not transaction.is_appointed(by):
            raise NotAllowed("You were dismissed and may no longer do this.")
        known = transaction.article(site, article)
        if known is None:
            raise Unknown("There is no such article here.", code="unknown-article")
        at = clock()
        made = Closing(identifiers.new(at), known.thread_id, closes_at, by, at)
        transaction.keep_closing(made, position)
        transaction.owe_printing(known.thread_id, None)
        transaction.append(
            encode(
                ClosingSet(at=at, closing=made.id, thread=known.thread_id, closes_at=closes_at, by=by),
            )
        )
        return made

    return storage.write(work)
