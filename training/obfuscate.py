"""Writing words the way readers write them to slip past a list: training data for a model that must not be fooled.

Pure: the same text and the same `random.Random` give the same disguise. Each way mirrors something that
`diwan.screening.normalise` undoes or remarks on; `dropped` and `shuffled_case` mirror what it leaves to the model, which
reads the `plain` text (case and letters kept, hidden characters and look-alikes resolved).
"""

import re
from collections.abc import Callable, Collection, Mapping
from random import Random
from types import MappingProxyType

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u064b-\u0652\u200c'\u2019])*")
_SHORTEST = 3
_LONGEST_SPACED = 12

_LEET = {"a": "4@", "b": "8", "e": "3", "i": "1!", "l": "1", "o": "0", "s": "5$", "t": "7"}
_LOOK_ALIKES = {
    "a": "а", "c": "с", "e": "е", "i": "і", "j": "ј", "k": "к", "o": "о", "p": "р", "s": "ѕ", "x": "х", "y": "у",
    "v": "ν", "u": "υ", "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "K": "К", "M": "М", "O": "О", "P": "Р",
    "T": "Т", "X": "Х", "I": "І", "S": "Ѕ",
}  # fmt: skip
_ZERO_WIDTH = "\u200b\u2060\ufeff\u200d\u00ad"
_SEPARATORS = (".", "-", "_", "*", "/")
_MASKS = "**#"
_VOWELS = "aeiouıöüêîûAEIOUİÖÜÊÎÛ"
_ACCENTS = "\u0300\u0301\u0302\u0308\u0303\u030a"
# Letters that keyboards and habits exchange in Arabic script.
_VARIANTS = {
    "ي": "ىی", "ی": "يى", "ك": "ک", "ک": "ك", "ه": "ەة", "ە": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ا": "أ",
    "ڕ": "ر", "ڵ": "ل", "ۆ": "و", "ێ": "ی", "ؤ": "و",
}  # fmt: skip
_HARAKAT = "\u064b\u064c\u064e\u064f\u0650\u0651\u0652"


def _is_latin(word: str) -> bool:
    return all(character < "\u0250" for character in word)


def _some(word: str, change: Callable[[str], str | None], random: Random, share: float = 0.5) -> str:
    """`word` with about `share` of the characters that can be changed changed, at least one."""
    can = [place for place, character in enumerate(word) if change(character) is not None]
    if not can:
        return word
    must = random.choice(can)
    return "".join(
        (change(character) or character)
        if place == must or (place in can and random.random() < share)
        else character
        for place, character in enumerate(word)
    )


def leet(word: str, random: Random) -> str:
    """`shit` → `sh1t`, `5h1t`, `$hit`. Not on Arabic script, where digits are no letters."""
    return _some(word, lambda c: random.choice(_LEET[c.lower()]) if c.lower() in _LEET else None, random, 0.4)


def spaced(word: str, random: Random) -> str:
    """`word` → `w o r d`, or with wider gaps. Any script; nobody spaces out the longest words."""
    return random.choice((" ", " ", "  ")).join(word) if len(word) <= _LONGEST_SPACED else word


def punctuated(word: str, random: Random) -> str:
    """`word` → `w.o.r.d`, one separator throughout. Any script."""
    return random.choice(_SEPARATORS).join(word)


def masked(word: str, random: Random) -> str:
    """`word` → `w*rd`: vowels (or one inner letter) hidden, the first letter kept."""
    mask = random.choice(_MASKS)
    inner = [place for place in range(1, len(word) - 1) if word[place] in _VOWELS]
    if not inner:
        inner = [random.randrange(1, max(2, len(word) - 1))]
    hidden = set(inner if random.random() < 0.5 else [random.choice(inner)])
    return "".join(mask if place in hidden else character for place, character in enumerate(word))


def stretched(word: str, random: Random) -> str:
    """`word` → `wooord`."""
    place = random.randrange(len(word))
    return word[:place] + word[place] * random.randint(3, 7) + word[place + 1 :]


def look_alikes(word: str, random: Random) -> str:
    """Some Latin letters exchanged for Cyrillic or Greek ones; never all, which would be a word of another script."""
    changed = _some(word, _LOOK_ALIKES.get, random)
    if all(a != b for a, b in zip(word, changed, strict=True)):
        keep = random.randrange(len(word))
        changed = changed[:keep] + word[keep] + changed[keep + 1 :]
    return changed


def zero_width(word: str, random: Random) -> str:
    """Invisible characters inside the word. Any script."""
    hidden = random.choice(_ZERO_WIDTH)
    places = set(random.sample(range(1, len(word)), random.randint(1, max(1, (len(word) - 1) // 2))))
    return "".join((hidden if place in places else "") + c for place, c in enumerate(word))


def accented(word: str, random: Random) -> str:
    """Decorating marks on letters that do not need them, up to a small stack."""
    return "".join(
        c + "".join(random.choices(_ACCENTS, k=random.randint(1, 4))) if random.random() < 0.5 else c
        for c in word
    )


def fullwidth(word: str, random: Random) -> str:
    """ASCII letters as compatibility forms: full-width or mathematical."""
    first = random.choice([("\uff21", "\uff41"), ("\U0001d400", "\U0001d41a"), ("\U0001d5d4", "\U0001d5ee")])
    return "".join(
        chr(ord(first[0]) + ord(c) - ord("A"))
        if "A" <= c <= "Z"
        else chr(ord(first[1]) + ord(c) - ord("a"))
        if "a" <= c <= "z"
        else c
        for c in word
    )


def variants(word: str, random: Random) -> str:
    """Arabic-script letters exchanged as other keyboards write them."""
    return _some(word, lambda c: random.choice(_VARIANTS[c]) if c in _VARIANTS else None, random)


def tatweel(word: str, random: Random) -> str:
    """An Arabic-script word drawn out with kashidas, or dressed with harakat."""
    fill = "ـ" * random.randint(1, 4) if random.random() < 0.5 else random.choice(_HARAKAT)
    place = random.randrange(1, len(word))
    return word[:place] + fill + word[place:]


def dropped(word: str, random: Random) -> str:
    """One inner letter left out: `word` → `wrd`."""
    place = random.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def shuffled_case(word: str, random: Random) -> str:
    """`word` → `WoRd`, `WORD`."""
    if random.random() < 0.5:
        return word.upper()
    return "".join(c.upper() if random.random() < 0.5 else c.lower() for c in word)


LATIN: Mapping[str, Callable[[str, Random], str]] = MappingProxyType(
    {
        "leet": leet,
        "spaced": spaced,
        "punctuated": punctuated,
        "masked": masked,
        "stretched": stretched,
        "look-alikes": look_alikes,
        "zero-width": zero_width,
        "accented": accented,
        "fullwidth": fullwidth,
        "dropped": dropped,
        "case": shuffled_case,
    }
)
"""The ways for a word in Latin letters, by name."""

ARABIC: Mapping[str, Callable[[str, Random], str]] = MappingProxyType(
    {
        "spaced": spaced,
        "punctuated": punctuated,
        "stretched": stretched,
        "zero-width": zero_width,
        "variants": variants,
        "tatweel": tatweel,
        "dropped": dropped,
    }
)
"""The ways for a word in Arabic script, by name."""


def disguise(word: str, random: Random, *, ways: Collection[str] | None = None) -> str:
    """One word (at least three letters, or it comes back as it is) in one of the `ways`, by default any of its script."""
    if len(word) < _SHORTEST:
        return word
    of_script = LATIN if _is_latin(word) else ARABIC
    names = [name for name in of_script if ways is None or name in ways]
    return of_script[random.choice(names)](word, random) if names else word


def obfuscate(
    text: str,
    random: Random,
    *,
    share: float = 0.3,
    targets: Collection[str] | None = None,
    ways: Collection[str] | None = None,
) -> str:
    """`text` with words disguised, each at probability `share`: all words, or only `targets` (in lower case).

    The text outside the words chosen stays as it is, so that labels keep their meaning. At least one eligible word is
    disguised, if there is one and `share` is above 0.
    """
    found = [
        match
        for match in _WORD.finditer(text)
        if len(match.group()) >= _SHORTEST and (targets is None or match.group().lower() in targets)
    ]
    if not found or share <= 0:
        return text
    must = random.randrange(len(found))
    chosen = [match for place, match in enumerate(found) if place == must or random.random() < share]
    pieces, reached = [], 0
    for match in chosen:
        pieces += [text[reached : match.start()], disguise(match.group(), random, ways=ways)]
        reached = match.end()
    return "".join([*pieces, text[reached:]])
