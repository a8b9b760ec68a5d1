"""Sketches that are owed: of comments screened before there were any, or before a restore. Made a few at a time.

What is owed stands on a list in the database; whatever is interrupted goes on from there, in this process or another.
Until it is done, a campaign that began before is seen smaller than it is. Nothing else waits for it.
"""

from diwan import making_up
from diwan.comments import Words
from diwan.ports import Storage
from diwan.screening.check import Context, read
from diwan.screening.sketch import sketch
from diwan.stored import ReadingMatter

STEP = 100
"""Comments at a time: a step takes a fraction of a second, and comments are read and printed between two."""


def catch_up(storage: Storage) -> int:
    """Make the sketches of the newest comments that are owed one, at most STEP. Returns how many were dealt with. Raises Unavailable."""
    return making_up.catch_up(
        storage,
        owed=lambda view: view.unsketched(STEP),
        make=_sketch,
        settle=lambda transaction, comment_id: transaction.settle_sketch(comment_id),
        keep=lambda transaction, comment_id, drawn: transaction.keep_sketch(comment_id, drawn),
    )


def _sketch(matter: ReadingMatter) -> bytes | None:
    reading = read(Words("", matter.words.body), Context(matter.language))
    return sketch(reading.body.folded.text)
