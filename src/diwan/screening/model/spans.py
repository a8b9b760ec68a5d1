"""Which words moved a score: from what the tokens contributed to where the words stand. Pure."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diwan.screening.model.classifier import Floats, Piece

EXPLAINED = 0.7
"""Words are named, the strongest first, until they explain this share of what spoke for the label."""
LEAST_SHARE = 0.12
"""A word that explains less of it than the strongest word times this is not named."""
MOST_WORDS = 8

_WORD = re.compile(r"\w+(?:['’*.\-]\w+)*|[^\w\s]+")


class MovingWords:
    """The words of one text, for any number of labels: what they weigh is counted once for all labels of a window."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [match.span() for match in _WORD.finditer(text)]
        self._counted: tuple[Piece, Floats] | None = None

    def of(self, piece: Piece, label: int) -> tuple[tuple[int, int], ...]:
        """(begin, end) in the text of the words that spoke for `label`, in their order; neighbours in one piece."""
        if piece.contributed is None:
            return ()
        if self._counted is None or self._counted[0] is not piece:
            self._counted = (piece, self._strengths(piece.offsets, piece.contributed))
        weights = self._counted[1][:, label].tolist()
        speaking = sorted(
            ((weight, word) for weight, word in zip(weights, self._words, strict=True) if weight > 0),
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
        return _joined(self._text, sorted(chosen))

    def _strengths(self, offsets: Sequence[tuple[int, int]], contributed: NDArray[np.float32]) -> Floats:
        """What each word's tokens contributed together: (words, labels). A token between words is nobody's."""
        tokens: list[int] = []
        words: list[int] = []
        place = 0
        for token, (begin, end) in enumerate(offsets):
            while place < len(self._words) and self._words[place][1] <= begin:
                place += 1
            if begin < end and place < len(self._words) and self._words[place][0] < end:
                tokens.append(token)
                words.append(place)
        strengths = np.zeros((len(self._words), contributed.shape[1]))
        np.add.at(strengths, words, contributed[tokens])
        return strengths


def _joined(text: str, words: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for begin, end in words:
        if joined and not text[joined[-1][1] : begin].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return tuple(joined)
