"""Letters of other alphabets that stand for Latin ones, in words that mix alphabets and only there.

A word all of one script is that script's word and is left alone. A mixed one is read as Latin where every foreign letter in it has
a Latin look-alike (UTS #39 by way of the `confusable-homoglyphs` package, and the freer likenesses readers use). Latin
together with Arabic script is ordinary (a Kurdish ending on a brand's name) and nothing looks alike there.
"""

import json
import re
import string
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from diwan.screening.normalise.mapped import Edit
from diwan.screening.normalise.notice import What

_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
# Greek, Coptic, Cyrillic, Armenian, Cherokee, Georgian, Lisu, runes.
_FOREIGN = "\u0370-\u03ff\u0400-\u058f\u10a0-\u10ff\u13a0-\u13ff\u16a0-\u16ff\u1c80-\u1c8f\u1f00-\u1fff\u2c80-\u2cff\u2de0-\u2dff\ua4d0-\ua4ff\ua640-\ua69f\uab70-\uabbf"
_BETWEEN = "0-9\u0300-\u036f'\u2019"
_SUSPECT = re.compile(f"[{_LATIN}][{_BETWEEN}]*[{_FOREIGN}]|[{_FOREIGN}][{_BETWEEN}]*[{_LATIN}]")
_TOKEN = re.compile(f"[{_LATIN}{_FOREIGN}{_BETWEEN}]+")
_ONE_FOREIGN = re.compile(f"[{_FOREIGN}]")
_UNIT = re.compile(r"[kMGT]?[μΩΔα-ω][A-Za-z]{0,3}[0-9]?|[A-Za-z][α-ωΩΔ]")
_FREER = {
    "к": "k", "т": "t", "м": "m", "н": "h", "в": "b", "г": "r", "п": "n", "и": "u", "я": "r", "ь": "b", "ч": "y", "д": "d", "б": "b",
    "з": "3", "ш": "w", "щ": "w", "л": "n", "й": "u", "К": "K", "И": "N", "Я": "R", "З": "3", "Г": "r", "П": "n", "Л": "n", "Д": "D",
    "α": "a", "β": "b", "γ": "y", "δ": "d", "ε": "e", "ζ": "z", "η": "n", "θ": "o", "ι": "i", "κ": "k", "λ": "a", "μ": "u", "ν": "v",
    "ξ": "e", "π": "n", "ρ": "p", "σ": "o", "ς": "s", "τ": "t", "υ": "u", "φ": "o", "χ": "x", "ψ": "w", "ω": "w", "Σ": "E", "Λ": "A",
    "Δ": "A", "Ξ": "E", "Π": "N", "Θ": "O", "Ω": "O", "ά": "a", "έ": "e", "ί": "i", "ό": "o", "ύ": "u", "ή": "n", "ώ": "w",
}  # fmt: skip
"""Likenesses that UTS #39 does not go as far as to name."""


@cache
def _latin_of() -> Mapping[str, str]:
    """Foreign letter to Latin letter. Read once, when the first mixed word is met (about 40 ms)."""
    table = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    likenesses = {
        letter: next((c["c"] for c in alike if c["c"] in string.ascii_letters), None)
        for letter, alike in table.items()
        if _ONE_FOREIGN.match(letter)
    }
    return {**_FREER, **{letter: latin for letter, latin in likenesses.items() if latin}}


def look_alikes(text: str) -> tuple[list[Edit], list[tuple[str, int, int]]]:
    """The words that mix alphabets, in Latin letters."""
    edits: list[Edit] = []
    met: list[tuple[str, int, int]] = []
    if _SUSPECT.search(text) is None:
        return edits, met
    latin_of = _latin_of()
    for match in _TOKEN.finditer(text):
        token = match.group()
        if _SUSPECT.search(token) is None or _UNIT.fullmatch(token):
            continue
        met.append((What.MIXED_SCRIPT, *match.span()))
        latin = _ONE_FOREIGN.sub(lambda letter: latin_of.get(letter.group(), letter.group()), token)
        if _ONE_FOREIGN.search(latin) is None:
            edits.append(Edit(*match.span(), latin, each=True))
    return edits, met
