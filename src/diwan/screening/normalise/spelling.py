"""Telling apart words that share a key: what the writer marked, he meant."""

import unicodedata

from diwan.screening.normalise.letters import TABLE


def marks_agree(term: str, written: str) -> bool:
    """Whether `written` (from `plain` or the original) can be `term` (as its list writes it), marks considered.

    Marks may be missing in what was written, but none may stand there that the term has not: `sik` may be sık or sik, while `sık` is
    not sik. True where the two cannot be compared letter by letter, as in a disguised word.
    """
    ours, theirs = _lower(term), _lower(written)
    if len(ours) != len(theirs):
        return True
    return all(
        mine == other or other == other.translate(TABLE) or mine.translate(TABLE) != other.translate(TABLE)
        for mine, other in zip(ours, theirs, strict=True)
    )


def _lower(text: str) -> str:
    # A capital I may be of either kind.
    return unicodedata.normalize("NFC", text).replace("İ", "i").lower()
