"""Emoji that stand for words become a word, so that a term list can name them: the emoji itself, folded, is the term.

Skin tones are left out. Two together that mean one thing are one word.
"""

import re

from diwan.screening.normalise.mapped import Edit

_NAMES = {
    "👉👌": "sex_gesture", "👌👈": "sex_gesture", "🏳🌈": "rainbow_flag", "🏳⚧": "transgender_flag",
    "🖕": "middle_finger", "🍆": "aubergine", "🍑": "peach", "💦": "drops", "🍌": "banana", "🍒": "cherries",
    "👅": "tongue", "👄": "mouth", "🫦": "bitten_lip", "🔞": "over_eighteen", "🤬": "cursing", "💩": "dung", "🤮": "vomiting",
    "🤢": "nausea", "🤡": "clown", "🐒": "monkey", "🐵": "monkey", "🦍": "gorilla", "🦧": "gorilla", "🐷": "pig", "🐖": "pig",
    "🐽": "pig", "🐶": "dog", "🐕": "dog", "🐀": "rat", "🐭": "rat", "🐁": "rat", "🪳": "cockroach", "🐍": "snake",
    "🐐": "goat", "🐑": "sheep", "🐫": "camel", "🐪": "camel", "🐄": "cow", "🐮": "cow", "🫏": "donkey", "🪱": "worm",
    "🔪": "knife", "🗡": "knife", "🔫": "gun", "💣": "bomb", "🧨": "bomb", "⚰": "coffin", "🪦": "grave", "💀": "skull",
    "☠": "skull", "🪓": "axe", "🩸": "blood", "🚬": "cigarette", "💊": "pill",
}  # fmt: skip
_TONE = "[\U0001f3fb-\U0001f3ff]?"
_FOUND = re.compile(
    "|".join(_TONE.join(map(re.escape, emoji)) + _TONE for emoji in sorted(_NAMES, key=len, reverse=True))
)
_ANY = re.compile("[\u2620\u26b0\U0001f300-\U0001faff]")
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")


def words_for(text: str) -> list[Edit]:
    """The emoji in `text` that stand for words. Variation selectors and joiners are out already."""
    if _ANY.search(text) is None:
        return []
    return [
        Edit(*match.span(), f" emoji_{_NAMES[_TONES.sub('', match.group())]} ")
        for match in _FOUND.finditer(text)
    ]
