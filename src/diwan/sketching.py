"""Sketches that are owed: of comments screened before there were any, or before a restore. Made a few at a time.

What is owed stands on a list in the database; whatever is interrupted goes on from there, in this process or another.
Until it is done, a campaign that began before is seen smaller than it is. Nothing else waits for it.
"""

from diwan.comments import Words
from diwan.ports import ReadingMatter, Storage, Transaction
from diwan.screening.check import Context, read
from diwan.screening.sketch import sketch

STEP = 100
"""Comments at a time: a step takes a fraction of a second, and comments are read and printed between two."""


def catch_up(storage: Storage) -> int:
    """Make the sketches of the newest comments that are owed one, at most STEP. Returns how many were dealt with.

    Raises Unavailable. If the process dies in here, all of the step is still owed, or nothing of it.
    """
    with storage.reading() as view:
        owed = {comment_id: view.reading_matter(comment_id) for comment_id in view.unsketched(STEP)}
    if not owed:
        return 0
    made = {comment_id: _sketch(matter) for comment_id, matter in owed.items()}

    def work(transaction: Transaction) -> None:
        # Held until the commit: no erasure comes between the list and the sketch.
        transaction.next_position()
        for comment_id, drawn in made.items():
            # Taken off the list already: by another process, which made it, or by an erasure, after which there is none.
            if transaction.settle_sketch(comment_id) and drawn is not None:
                transaction.keep_sketch(comment_id, drawn)

    storage.write(work).result()
    return len(owed)


def _sketch(matter: ReadingMatter | None) -> bytes | None:
    if matter is None:
        return None
    reading = read(Words("", matter.words.body), Context(matter.language))
    return sketch(reading.body.folded.text)
