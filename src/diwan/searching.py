"""Search keys that are owed: of comments screened before there were any, or before a restore. Made a few at a time.

What is owed stands on a list in the database, as for sketches (`sketching`); whatever is interrupted goes on from there. Until it
is done, the older comments are not found, and the page of the search says so.
"""

from diwan.desk.search import key
from diwan.ports import ReadingMatter, Storage, Transaction

STEP = 200
"""Comments at a time: a step takes a fraction of a second."""


def catch_up(storage: Storage) -> int:
    """Make the keys of the newest comments that are owed one, at most STEP. Returns how many were dealt with.

    Raises Unavailable. If the process dies in here, all of the step is still owed, or nothing of it.
    """
    with storage.reading() as view:
        owed = {comment_id: view.reading_matter(comment_id) for comment_id in view.unkeyed(STEP)}
    if not owed:
        return 0
    made = {comment_id: _key(matter) for comment_id, matter in owed.items()}

    def work(transaction: Transaction) -> None:
        # Held until the commit: no erasure comes between the list and the key.
        transaction.next_position()
        for comment_id, tokens in made.items():
            # Taken off the list already: by another process, which made it, or by an erasure, after which there is none.
            if transaction.settle_search_key(comment_id) and tokens is not None:
                transaction.keep_search_key(comment_id, tokens)

    storage.write(work).result()
    return len(owed)


def _key(matter: ReadingMatter | None) -> tuple[str, ...] | None:
    return None if matter is None else key(matter.words, matter.site)
