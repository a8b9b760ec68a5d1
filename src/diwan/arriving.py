"""A reader's arrival, which opens a session, and his departure, after which nobody can tell who he was.

Readers are recorded once, at their first arrival. Each is one transaction, with the ledger entry appended last.
"""

import secrets
from concurrent.futures import Future
from dataclasses import dataclass

from diwan import identifiers
from diwan.clock import Clock, Milliseconds
from diwan.comments import SALT_BYTES
from diwan.errors import NotSignedIn, Unknown
from diwan.ledger.entries import Arrived, Departed
from diwan.ledger.leaves import encode
from diwan.ledger.reader_records import identity_commitment
from diwan.ports import Storage, Transaction
from diwan.readers import Arrival, Reader, check_arrival


@dataclass(frozen=True, slots=True)
class SingleUse:
    """What an arrival uses up: the SHA-256 of a sign-in that is good once, and until when it would have been good."""

    hash: bytes
    until: Milliseconds


def arrive(
    storage: Storage,
    clock: Clock,
    arrival: Arrival,
    *,
    token_hash: bytes,
    until: Milliseconds,
    earlier: bytes | None = None,
    once: SingleUse | None = None,
) -> "Future[Reader]":
    """Open a session under the hash of its token, in place of an `earlier` one; at a first arrival the reader is recorded.

    Raises Unacceptable at once for a name or subject that cannot be kept. The future raises NotSignedIn
    ("sign-in-used") if what it uses up was used before: of a hundred at a time, in any number of processes, one succeeds.
    """
    check_arrival(arrival)

    def work(transaction: Transaction) -> Reader:
        if once is not None:
            # The ledger's turn comes first, here too: two processes that take their locks in one order never wait for each other.
            transaction.next_position()
            if not transaction.use_sign_in(once.hash, clock(), once.until):
                raise NotSignedIn(
                    "This sign-in was used before. Load the page again and sign in from there.",
                    code="sign-in-used",
                )
        reader_id = transaction.reader_known_as(arrival.site, arrival.source, arrival.subject)
        if reader_id is None:
            reader_id = _first_arrival(transaction, clock, arrival)
        reader = Reader(reader_id, arrival.site, arrival.source, arrival.name, arrival.badge)
        if earlier is not None:
            transaction.end_reader_session(earlier)
        transaction.keep_reader_session(token_hash, reader, until)
        return reader

    return storage.write(work)


def _first_arrival(transaction: Transaction, clock: Clock, arrival: Arrival) -> str:
    # The ledger's turn comes first: whoever had it before may have recorded this very reader.
    position = transaction.next_position()
    known = transaction.reader_known_as(arrival.site, arrival.source, arrival.subject)
    if known is not None:
        return known
    at = clock()
    reader_id = identifiers.new(at)
    salt = secrets.token_bytes(SALT_BYTES)
    commitment = identity_commitment(
        salt, site=arrival.site, source=arrival.source.value, subject=arrival.subject
    )
    transaction.keep_reader(reader_id, arrival, salt=salt, commitment=commitment, at=at, position=position)
    transaction.append(encode(Arrived(at=at, reader=reader_id, identity=commitment)))
    return reader_id


def depart(storage: Storage, clock: Clock, *, reader_id: str, by: str) -> "Future[bool]":
    """Destroy who a reader was to whoever vouched for him, and end his sessions. His comments stay; erase them first, if he wishes.

    `by` is who did it ("reader", or the name of an operator's act). The future is False if he had departed; it raises Unknown.
    When he arrives again, he is another reader.
    """

    def work(transaction: Transaction) -> bool:
        position = transaction.next_position()
        if not transaction.is_here(reader_id):
            if transaction.has_departed(reader_id):
                return False
            raise Unknown("There is no such reader.", code="unknown-reader")
        at = clock()
        transaction.keep_departure(reader_id, by, at, position)
        transaction.append(encode(Departed(at=at, reader=reader_id, by=by)))
        return True

    return storage.write(work)
