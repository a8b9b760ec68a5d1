"""What counts as a letter of a word, and letters compared as they were typed, case apart."""

import sys
import unicodedata

_SPECIAL = {"İ": "i", "ß": "ß"}
_TURKISH = {**_SPECIAL, "I": "ı"}


def in_word(character: str) -> bool:
    """Whether `character` belongs to a word. ZWNJ, apostrophes and hyphens do not: what follows them begins anew."""
    # No mark is in ASCII, and the table of categories is asked for every space otherwise.
    return character.isalnum() or (character > "\x7f" and unicodedata.category(character)[0] == "M")


def word_begin(text: str, position: int, *, at_most: int = sys.maxsize) -> int:
    """Where the word around `position` begins, not looking back further than `at_most` characters."""
    first = max(0, position - at_most)
    while position > first and in_word(text[position - 1]):
        position -= 1
    return position


def word_end(text: str, position: int, *, at_most: int = sys.maxsize) -> int:
    """Where the word that reaches up to `position` ends, not looking further than `at_most` characters."""
    last = min(len(text), position + at_most)
    while position < last and in_word(text[position]):
        position += 1
    return position


def lowered(text: str, language: str | None) -> str:
    """`text` in small letters, its marks kept, character by character, so that positions stay what they were."""
    special = _TURKISH if language == "tr" else _SPECIAL
    return "".join(
        special.get(character) or (small if len(small := character.lower()) == 1 else character)
        for character in text
    )


def bare(text: str) -> str:
    """`text` in small letters without marks: only to compare what people write in a list."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def is_marked(text: str) -> bool:
    """Whether Latin letters in it carry marks that folding would take away, as in `sık` or `şêr`."""
    return any(
        character == "ı"
        or (character.isalpha() and ord(character) < 0x250 and bare(character) != character.lower())
        for character in unicodedata.normalize("NFC", text)
    )


def parts(text: str) -> list[str]:
    """The words of a term, cut at spaces and at ZWNJ, for which many readers write a space."""
    return text.replace("\u200c", " ").split()
