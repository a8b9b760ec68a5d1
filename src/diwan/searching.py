"""Search keys that are owed: of comments screened before there were any, or before a restore. Made a few at a time.

What is owed stands on a list in the database, as for sketches (`sketching`); whatever is interrupted goes on from there. Until it
is done, the older comments are not found, and the page of the search says so.
"""

from diwan import making_up
from diwan.desk.search import key
from diwan.ports import Storage

STEP = 200
"""Comments at a time: a step takes a fraction of a second."""


def catch_up(storage: Storage) -> int:
    """Make the keys of the newest comments that are owed one, at most STEP. Returns how many were dealt with. Raises Unavailable."""
    return making_up.catch_up(
        storage,
        owed=lambda view: view.unkeyed(STEP),
        make=lambda matter: key(matter.words, matter.site),
        settle=lambda transaction, comment_id: transaction.settle_search_key(comment_id),
        keep=lambda transaction, comment_id, tokens: transaction.keep_search_key(comment_id, tokens),
    )
