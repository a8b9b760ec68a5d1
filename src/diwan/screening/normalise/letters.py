"""One key for all spellings of a letter: `TABLE` for letters that become one letter, `uneven` for the rest.

Latin: lower case, without marks. Readers type Turkish and Kurmanji without ç ş ğ ö ü ı ê î û, so that both spellings have the
bare one as their key; İ I ı i are one. Where the bare key is another word (Turkish sık and its cousin with a dot), `marks_agree`
tells them apart afterwards.

Arabic, Persian and Sorani share one key, since a short text does not say which of them it is: ي ى ێ ئ are ی; ك is ک;
ه ە ة ۀ are ه; أ إ آ are ا; ؤ ۆ are و; ڕ is ر, ڵ is ل, ڤ is ف. A hamza alone, or one that carries the vowel at the beginning of a Sorani word,
is left out, as are tatweel and vowel signs. ZWNJ is a boundary, like a space, but not in Sorani after ه, where the two
together are how older keyboards write ە, nor after ە itself. Digits become ASCII. Sources: the Unicode charts, and the keyboards of the six languages.
"""

import re
import unicodedata
from collections.abc import Iterable

from diwan.screening.normalise.mapped import Edit
from diwan.screening.normalise.marks import MARK

_ARABIC = {
    **dict.fromkeys("يىېێےۍ", "ی"),
    **dict.fromkeys("كڪګ", "ک"),
    **dict.fromkeys("ەةۀہھۃۂۿ", "ه"),
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ؤۆۇۈۋۊ", "و"),
    **dict.fromkeys("ڕڒ", "ر"),
    "ڵ": "ل",
    "ڤ": "ف",
}
_LATIN = {
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ħ": "h",
    "ə": "e",
    "Ə": "e",
    "Ø": "o",
    "Đ": "d",
    "Ł": "l",
    "Ħ": "h",
}
_SIGNS = {**dict.fromkeys("’‘ʼ´`′", "'"), **dict.fromkeys("‐‑‒–—―", "-")}


def _made_one() -> Iterable[tuple[str, str]]:
    for code in range(0x41, 0x3000):
        letter = chr(code)
        lower = letter.casefold()
        # Of the scripts with case, Latin and Greek wear marks that can be left out; a Cyrillic й is a letter of its own.
        if code < 0x250 or 0x370 <= code < 0x400 or 0x1E00 <= code < 0x2000:
            bare = "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))
        else:
            bare = lower
        if len(bare) == 1 and bare != letter:
            yield letter, bare
        elif letter.isdecimal():
            yield letter, str(unicodedata.decimal(letter))


TABLE = str.maketrans({**dict(_made_one()), **_ARABIC, **_LATIN, **_SIGNS})
"""For `str.translate`: every letter that becomes one other letter."""

_GONE = f"[{MARK}\u0640\u200d\ufe00-\ufe0fء]+"
_UNEVEN = re.compile(f"{_GONE}|\u200c|[ßẞæÆœŒ]")
_TWO = {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}


def uneven(text: str, language: str | None) -> list[Edit]:
    """The edits for letters that vanish or become two. To be made before `TABLE` is used."""
    edits = []
    for match in _UNEVEN.finditer(text):
        begin, end = match.span()
        found = match.group()
        if found == "\u200c":
            joined = language == "ckb" and begin > 0 and text[begin - 1] in "هھە"
            edits.append(Edit(begin, end, "" if joined else " "))
        else:
            edits.append(Edit(begin, end, _TWO.get(found, "")))
    return edits


_CARRIER = re.compile("(?<![^\\W_])ئ(?=[اهیو])")


def carriers(text: str) -> list[Edit]:
    """The edits for hamzas that carry a word's first vowel, in text that `TABLE` and the joining of letters have been through.

    What other hamzas on a yeh are left, `carried` makes a yeh.
    """
    return [Edit(*match.span(), "") for match in _CARRIER.finditer(text)]


def carried(text: str) -> str:
    """`text` with its hamzas on a yeh as a yeh."""
    return text.replace("ئ", "ی")
