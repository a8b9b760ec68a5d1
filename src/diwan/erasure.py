"""Erasing a comment's words, on their author's wish or because their term is over. Its digest, its decisions and its place in the ledger stay."""

from collections.abc import Callable
from concurrent.futures import Future

from diwan import identifiers
from diwan.clock import Clock
from diwan.comments import Comment
from diwan.errors import Unknown
from diwan.ledger.entries import Erased
from diwan.ledger.leaves import encode
from diwan.ports import Storage, Transaction

PORTION = 100
"""So many comments at most are erased in one transaction."""


def erase(
    storage: Storage,
    clock: Clock,
    *,
    comment_id: str,
    by: str,
    if_still: Callable[[Transaction, str], bool] = lambda _transaction, _comment_id: True,
) -> "Future[bool]":
    """Remove a comment's words, on its author's wish, an operator's act, or (`retention`) once their term is over; its digest and its
    decisions stay.

    `if_still` is asked inside the transaction whether it is still to be done. The future is False if not, or if they were erased before; it
    raises Unknown.
    """

    def work(transaction: Transaction) -> bool:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`.
        position = transaction.next_position()
        comment = transaction.comment(comment_id)
        if comment is None:
            raise Unknown("There is no such comment.", code="unknown-comment")
        if comment.words is None or not if_still(transaction, comment_id):
            return False
        _erase(transaction, clock, comment, by, position)
        return True

    return storage.write(work)


def erase_all(storage: Storage, clock: Clock, *, reader_id: str, by: str) -> int:
    """Remove the words of every comment that this reader has signed, each as `erase` does, with an entry of its own. How many there were.

    A portion in each transaction, so that nobody waits long for the ledger's turn: if the process dies in between, those that are left
    are still there, and the act can be repeated. Waits; raises Unavailable.
    """
    done = 0
    while portion := storage.write(lambda tx: _erase_portion(tx, clock, reader_id, by)).result():
        done += portion
    return done


def _erase_portion(transaction: Transaction, clock: Clock, reader_id: str, by: str) -> int:
    transaction.next_position()
    signed = transaction.signed_by(reader_id, PORTION)
    for comment_id in signed:
        comment = transaction.comment(comment_id)
        if comment is None:
            raise AssertionError(f"{comment_id} is signed and is not there")
        _erase(transaction, clock, comment, by, transaction.next_position())
    return len(signed)


def _erase(transaction: Transaction, clock: Clock, comment: Comment, by: str, position: int) -> None:
    at = clock()
    erasure_id = identifiers.new(at)
    if transaction.publication_of(comment.id):
        transaction.owe_printing(comment.thread_id, comment.id)
    transaction.keep_erasure(erasure_id, comment, by, at, position)
    entry = Erased(at=at, comment=comment.id, erasure=erasure_id, digest=comment.digest.hex(), by=by)
    transaction.append(encode(entry))
