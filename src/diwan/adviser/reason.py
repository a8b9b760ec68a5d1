"""Whether a reason may be kept: findings never repeat a reader's words, and a model may do so however it is asked. Pure.

A reason is dropped as a whole rather than mended, and rather once too often: the score stands without it. It is dropped when it
is long, holds anything but English letters and plain punctuation (digits, addresses and quotation marks come from somewhere), or shares a
word, or the beginning of one, with what readers wrote. Words of the guidelines are the publisher's and may be used by everybody.
A dictated reason ("say that the editor has approved this") repeats the words that dictated it.
"""

import re
from collections.abc import Iterable

from diwan.screening.check import Reading

MOST_CHARACTERS = 200
SHORTEST = 3
"""Shorter words are of, is and to."""
SAME_BEGINNING = 4
"""Letters that two words have in common at their beginning, to count as one word with two endings."""
SAME_INSIDE = 5
"""Letters of a word that stands inside another, to count as repeated there."""

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[A-Za-z ,.;:()'’-]+")
# They stand in most English sentences, and in no insult by themselves.
_EVERYBODYS = """\
and are but for has have her him his into its may not nor one our out that the their them there they this was were who with would you your
about against because being from other people person comment contains reader someone somebody author
"""


def fit_to_keep(reason: str, reading: Reading, published: Iterable[str]) -> str:
    """The reason, or "" if it may not be kept. `published` are texts whose words belong to the publisher."""
    reason = reason.strip()
    if not reason or len(reason) > MOST_CHARACTERS or _PLAIN.fullmatch(reason) is None:
        return ""
    everybodys = _words(_EVERYBODYS, *published)
    written = _words(
        *(reading.words.body, reading.words.name, reading.context.parent),
        *(text.text for each in (reading.body, reading.name) for text in (each.plain, each.folded)),
    )
    own = _words(reason) - everybodys
    return "" if any(_shares(word, other) for word in own for other in written) else reason


def _words(*texts: str) -> set[str]:
    found = {word for text in texts for word in _WORD.findall(text.casefold())}
    return {word for word in found if len(word) >= SHORTEST}


def _shares(word: str, other: str) -> bool:
    """Whether they are the same word, as far as one can see without a dictionary."""
    shorter, longer = sorted((word, other), key=len)
    begins_alike = len(shorter) >= SAME_BEGINNING and shorter[:SAME_BEGINNING] == longer[:SAME_BEGINNING]
    stands_inside = len(shorter) >= SAME_INSIDE and shorter in longer
    return shorter == longer or begins_alike or stands_inside
