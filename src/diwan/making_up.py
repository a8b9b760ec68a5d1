"""Making up what is owed to comments: sketches and search keys that a migration or a restore put on a list. A few at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from diwan.ports import Storage, Transaction, View
from diwan.stored import ReadingMatter

Made = TypeVar("Made")


def catch_up(
    storage: Storage,
    *,
    owed: Callable[[View], Sequence[str]],
    make: Callable[[ReadingMatter], Made | None],
    settle: Callable[[Transaction, str], bool],
    keep: Callable[[Transaction, str, Made], None],
) -> int:
    """Make what these comments are owed, and take them off the list. Returns how many were dealt with.

    `settle` takes one off the list and says whether it stood there; nothing is kept for one that is owed nothing. Raises Unavailable.
    If the process dies in here, all of the step is still owed, or nothing of it.
    """
    with storage.reading() as view:
        matters = {comment_id: view.reading_matter(comment_id) for comment_id in owed(view)}
    if not matters:
        return 0
    made = {comment_id: None if matter is None else make(matter) for comment_id, matter in matters.items()}

    def work(transaction: Transaction) -> None:
        # Held until the commit: no erasure comes between the list and what is made.
        transaction.next_position()
        for comment_id, one in made.items():
            # Taken off the list already: by another process, which made it, or by an erasure, after which there is none.
            if settle(transaction, comment_id) and one is not None:
                keep(transaction, comment_id, one)

    storage.write(work).result()
    return len(matters)
