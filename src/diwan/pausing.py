"""The switch for the worst hour: from now on machines decide nothing at a site, and later, by an editor's word, again what the policy lets
them.

Any moderator may pause, for whoever sees it first must not have to look for somebody; only an editor resumes. What takes part in the order
of the ledger holds in all processes: behind the entry of a pause no machine's decision can stand.
"""

import secrets
from concurrent.futures import Future

from diwan import identifiers
from diwan.clock import Clock
from diwan.comments import SALT_BYTES
from diwan.errors import Conflict, NotAllowed
from diwan.ledger import commitments
from diwan.ledger.entries import Paused, Resumed
from diwan.ledger.leaves import encode
from diwan.pauses import Pause, check_reason
from diwan.ports import Storage, Transaction


def pause(storage: Storage, clock: Clock, *, site: str, reason: str, by: str) -> "Future[Pause]":
    """Pause a site, by a moderator's id. Raises Unacceptable at once; the future raises Conflict where it is paused, and NotAllowed.

    If the process dies before the commit, it is not paused, and nobody was told so.
    """
    kept = check_reason(reason)

    def work(transaction: Transaction) -> Pause:
        position = transaction.next_position()
        if not transaction.is_appointed(by):
            raise NotAllowed("You were dismissed and may no longer do this.")
        if transaction.pause_of(site) is not None:
            raise Conflict("Machines were told already to decide nothing at this site. Load the page again.")
        at = clock()
        made = Pause(identifiers.new(at), site, by, kept, at)
        salt = secrets.token_bytes(SALT_BYTES)
        transaction.keep_pause(made, salt, position)
        note = commitments.note_commitment(salt, kept)
        transaction.append(encode(Paused(at=at, pause=made.id, site=site, by=by, note=note)))
        return made

    return storage.write(work)


def resume(storage: Storage, clock: Clock, *, site: str, pause_id: str, by: str) -> "Future[None]":
    """End a pause, by an editor's id. The future raises Conflict where it is not in force any more, and NotAllowed."""

    def work(transaction: Transaction) -> None:
        position = transaction.next_position()
        if not transaction.is_appointed(by):
            raise NotAllowed("You were dismissed and may no longer do this.")
        if transaction.pause_of(site) != pause_id:
            raise Conflict("This pause is over already. Load the page again.")
        at = clock()
        transaction.keep_resumption(pause_id, by, at, position)
        transaction.append(encode(Resumed(at=at, pause=pause_id, by=by)))

    return storage.write(work)
