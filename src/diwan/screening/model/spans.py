"""Which words moved a score: from what the tokens contributed to where the words stand. Pure."""

import re
from collections.abc import Sequence

from diwan.screening.model.classifier import Token

EXPLAINED = 0.7
"""Words are named, the strongest first, until they explain this share of what spoke for the label."""
LEAST_SHARE = 0.12
"""A word that explains less of it than the strongest word times this is not named."""
MOST_WORDS = 8

_WORD = re.compile(r"\w+(?:['’*.\-]\w+)*|[^\w\s]+")


def moving_words(text: str, tokens: Sequence[Token], label: int) -> tuple[tuple[int, int], ...]:
    """(begin, end) in `text` of the words that spoke for `label`, in their order; neighbours in one piece."""
    strength: dict[tuple[int, int], float] = {}
    words = [match.span() for match in _WORD.finditer(text)]
    place = 0
    for token in tokens:
        if token.begin == token.end:
            continue
        while place < len(words) and words[place][1] <= token.begin:
            place += 1
        if place < len(words) and words[place][0] < token.end:
            strength[words[place]] = strength.get(words[place], 0.0) + float(token.contributions[label])
    speaking = sorted(
        ((weight, word) for word, weight in strength.items() if weight > 0),
        key=lambda each: (-each[0], each[1]),
    )
    whole = sum(weight for weight, _ in speaking)
    chosen: list[tuple[int, int]] = []
    explained = 0.0
    for weight, word in speaking[:MOST_WORDS]:
        if explained >= EXPLAINED * whole or weight < LEAST_SHARE * speaking[0][0]:
            break
        chosen.append(word)
        explained += weight
    return _joined(text, sorted(chosen))


def _joined(text: str, words: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for begin, end in words:
        if joined and not text[joined[-1][1] : begin].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return tuple(joined)
