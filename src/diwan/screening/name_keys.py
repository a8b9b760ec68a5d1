"""How a display name may be read: the keys under which names that look or sound alike to a reader are one.

Beyond what `normalise` resolves (hidden characters, compatibility forms, mixed alphabets), whole words in look-alike letters are
read as Latin (UTS #39 by way of the `confusable-homoglyphs` package), digits and signs as the letters they resemble, and i, l, 1 and |,
rn and m, w and v, and doubled letters are one. Only ever compared with keys made the same way, never shown.
"""

import json
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from diwan.screening.normalise import fold_term
from diwan.screening.normalise.plain import make_plain

_LEET = str.maketrans(
    {"0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"}
    | {
        "@": "a",
        "$": "s",
        "!": "i",
        "|": "i",
        "€": "e",
        "+": "t",
        "(": "c",
        "¡": "i",
        "£": "l",
        "¥": "y",
        "§": "s",
    }
)
_SIGNS = "0-9@$!|€+(¡£¥§"
_UNREAD = re.compile(f"[{_SIGNS}]")
_AT_THE_EDGE = re.compile(f"^[{_SIGNS}]+|[{_SIGNS}]+$")
_WORD = re.compile(rf"(?:[^\W_]|[{re.escape('@$!|€+(¡£¥§')}])+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LATIN = re.compile(r"[A-Za-z]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_REPEATED = re.compile(r"(.)\1+")
_MS = re.compile("(?:rn)+")
# What carries the first vowel of a Sorani word, with its hamza or as a yeh.
_CARRIER = re.compile("^ی(?=[اهو])")
_LEFT_OUT = str.maketrans({"ئ": "ي", **dict.fromkeys("™℠©®℗")})
"""A hamza on a yeh is often typed without; and what a trade mark becomes is no letter of a name."""

_KEYBOARDS = str.maketrans("چڕۆۋؤآأإࢱڧ", "جروووااا" + "وف")
"""A letter of Sorani or Persian is typed, on a keyboard that has it not, as the Arabic one beside it; and some that nobody types look like one."""


@dataclass(frozen=True, slots=True)
class Read:
    """One way to read a name: its words, folded. What is compared are the keys (`one`) of words or of words together."""

    words: tuple[str, ...]

    @property
    def squashed(self) -> str:
        """All words in one, so that spaces and signs between letters hide nothing."""
        return one("".join(self.words))


def one(text: str) -> str:
    """The key of folded letters."""
    for written, read in (("w", "v"), ("l", "i")):
        text = text.replace(written, read)
    text = text.translate(_KEYBOARDS)
    parted = _REPEATED.sub(r"\1", text).replace("m", "rn")
    return _CARRIER.sub("", _REPEATED.sub(r"\1", _MS.sub("rn", parted)))


@lru_cache(maxsize=8192)
def plainly(name: str) -> tuple[str, ...]:
    """The folded words of a name that is written as it is meant."""
    return tuple(_split(fold_term(make_plain(name.translate(_LEFT_OUT))[0].text)))


@lru_cache(maxsize=1024)
def readings(name: str) -> tuple[Read, ...]:
    """Every way in which a name may be read, each once."""
    plain = make_plain(name.translate(_LEFT_OUT))[0].text
    found: dict[tuple[str, ...], None] = {}
    for spelled in _spellings(plain):
        words = _split(fold_term(spelled).translate(_KEPT))
        for read in (
            tuple(word.translate(_LEET) for word in words),
            tuple(_AT_THE_EDGE.sub("", word).translate(_LEET) for word in words),
            tuple(_UNREAD.sub("", word) for word in words),
        ):
            found[tuple(word for word in read if word)] = None
    return tuple(Read(words) for words in found if words)


_KEPT = {ord("’"): None, ord("'"): None}


def _spellings(plain: str) -> Iterator[str]:
    """The name as it stands, in Latin letters where it looks like those, and with words parted where capitals part them."""
    table = _likenesses()
    seen = "".join(table.get(letter, letter) for letter in plain)
    spelled = [plain, seen]
    if _LATIN.search(seen) and _ARABIC.search(seen):
        spelled.append("".join(_arabic_likenesses().get(letter, letter) for letter in seen))
    for each in dict.fromkeys(spelled):
        yield each
        parted = _HUMP.sub(" ", each)
        if parted != each:
            yield parted


def _split(text: str) -> list[str]:
    return _WORD.findall(text)


@cache
def _likenesses() -> Mapping[str, str]:
    """Letter to the Latin letter it looks like, but for those of the Arabic script, which are letters of our languages."""
    return {letter: latin for letter, latin in _table().items() if not _ARABIC.match(letter)}


@cache
def _arabic_likenesses() -> Mapping[str, str]:
    """The same for the Arabic script: only between Latin letters is an ه an o."""
    return {letter: latin for letter, latin in _table().items() if _ARABIC.match(letter)} | {
        "ہ": "o", "ھ": "o", "ه": "o", "ە": "o", "ا": "l", "أ": "l", "إ": "l", "٥": "o", "۵": "o", "١": "i", "۱": "i", "٧": "v", "۷": "v",
    }  # fmt: skip


@cache
def _table() -> Mapping[str, str]:
    told = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    table: dict[str, str] = {}
    for letter, alike in told.items():
        if len(letter) != 1 or letter.isascii():
            continue
        latin = next((c["c"] for c in alike if c["c"] in string.ascii_letters and len(c["c"]) == 1), None)
        if latin is not None:
            table[letter] = latin
    return {**table, **_ALSO}


_ALSO = {
    "к": "k", "т": "t", "м": "m", "н": "h", "в": "b", "г": "r", "п": "n", "и": "u", "я": "r", "ь": "b", "д": "d", "л": "n",
    "К": "K", "Т": "T", "М": "M", "Н": "H", "В": "B", "Д": "D", "Г": "r", "П": "n", "И": "N", "Я": "R", "ԁ": "d", "ӏ": "l",
    "α": "a", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "ω": "w", "δ": "d", "μ": "u",
    "∂": "d", "℮": "e", "ə": "e", "ɛ": "e", "ɔ": "o", "ʀ": "r", "ϸ": "p", "ϭ": "o", "ς": "c",
    "ⲓ": "i", "ⳏ": "p", "ⲽ": "w", "ട": "s", "င": "c", "\U000102e4": "و", "\U000102e1": "د",
}  # fmt: skip
"""Likenesses that UTS #39 does not go as far as to name."""
