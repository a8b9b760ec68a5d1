"""Taking away all of somebody's ways to sign in, so that he begins anew with a link: what is left to do when a factor is lost.

It stands in the ledger, because a decision's author is only as sure as it is who could sign in as him.
"""

from concurrent.futures import Future

from diwan import identifiers
from diwan.clock import Clock
from diwan.errors import NotAllowed, Unknown
from diwan.ledger.entries import Reset
from diwan.ledger.leaves import encode
from diwan.ports import Storage, Transaction


def reset(storage: Storage, clock: Clock, *, name: str, by: str) -> "Future[str]":
    """Remove password, passkeys, authenticator app, codes, links, invitations and sessions; returns whose. The future raises Unknown.

    `by` is "operator" for whoever runs Diwan.
    """

    def work(transaction: Transaction) -> str:
        # The ledger's turn is taken before looking.
        transaction.next_position()
        return _reset(transaction, clock, name, by)

    return storage.write(work)


def reset_by_editor(storage: Storage, clock: Clock, *, name: str, editor: str) -> "Future[str]":
    """The same by an editor, named by his id, who cannot reset himself. The future raises Unknown or NotAllowed."""

    def work(transaction: Transaction) -> str:
        transaction.next_position()
        if not transaction.is_appointed(editor):
            raise NotAllowed("This editor was dismissed and may no longer reset others.")
        if transaction.moderator_named(name) == editor:
            raise NotAllowed(
                "You cannot reset yourself. Change what you sign in with, or ask another editor."
            )
        return _reset(transaction, clock, name, editor)

    return storage.write(work)


def _reset(transaction: Transaction, clock: Clock, name: str, by: str) -> str:
    moderator_id = transaction.moderator_named(name)
    if moderator_id is None or not transaction.is_appointed(moderator_id):
        raise Unknown(f"There is no moderator called {name}. `diwan moderators list` names them all.")
    at = clock()
    position = transaction.next_position()
    reset_id = identifiers.new(at)
    transaction.take_all_ways(moderator_id)
    transaction.keep_reset(reset_id, moderator_id, by, at, position)
    transaction.append(encode(Reset(at=at, moderator=moderator_id, reset=reset_id, by=by)))
    return moderator_id
