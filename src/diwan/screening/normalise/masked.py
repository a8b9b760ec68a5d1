"""Words with letters hidden behind asterisks: `f*ck` says which word it is without saying it.

What stood there cannot be known, so it is kept: in `folded`, `*` beside a letter is one hidden letter. Asterisks that set a word in bold, mark
a footnote or multiply become spaces there.
"""

import re

from diwan.screening.normalise.notice import What

WILDCARD = "*"
MASKS = "*#%•●░█✱∗"
_MASK = re.compile(f"[{re.escape(MASKS)}]")
_INSIDE = re.compile(f"[^\\W\\d_][{re.escape(MASKS)}]+[^\\W\\d_]")
_FEWEST = 4


def wildcard_pattern(word: str) -> str:
    """A regular expression for the words that `word`, a folded one, may stand for."""
    return "".join(r"[^\W\d_]" if c == WILDCARD else re.escape(c) for c in word)


def unmasked(token: str) -> tuple[str, str | None]:
    """`token` with its hidden letters as WILDCARD and other asterisks as spaces, and what is to be said about it."""
    core = token.strip(MASKS)
    lead = len(token) - len(token.lstrip(MASKS))
    trail = len(token) - len(token.rstrip(MASKS))
    letters = sum(c.isalpha() for c in core)
    # `f***`: the word breaks off. `*word*`, `word*`: it does not; and `C#`, `100%`, `a*b` hide nothing.
    broken_off = lead == 0 and trail > 1 and 1 <= letters <= trail + 2 and set(token[-trail:]) == {"*"}
    inside = _INSIDE.search(core) is not None and len(core) >= _FEWEST - 1 and letters > 1
    if not broken_off and not (inside and (letters > 2 or len(core) >= _FEWEST)):
        return _MASK.sub(" ", token), None
    kept = _MASK.sub(WILDCARD, core)
    return (
        " " * lead + kept + (WILDCARD * trail if broken_off else " " * trail),
        What.MASKED,
    )
