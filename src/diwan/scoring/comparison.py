"""Old scores beside ours, over the same texts: which threshold of ours does what an old one did. Pure.

A text is *above* a threshold if its score is at or over it, as clients that write `score >= 0.8` mean it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Those that clients use."""
_MOST_DECIMALS = 17
"""With so many every double is told from its neighbours."""

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sides:
    """What becomes of the texts when a threshold takes an old one's place: all are counts.

    `above` of ours; `risen` were below the old threshold and are above ours, `fallen` the other way round.
    """

    above: int
    risen: int
    fallen: int

    @property
    def changed(self) -> int:
        """Texts that are on another side than they were."""
        return self.risen + self.fallen


@dataclass(frozen=True, slots=True)
class Row:
    """One old threshold. `above` texts were above it.

    `ours` is the threshold of ours that puts as many texts above it as is possible with one number (equal scores cannot be parted),
    and `fitted` what it does. Both are None where no text was above the old threshold: what lies above can then not be told.
    `kept` is what happens if the old threshold is kept as it is.
    """

    threshold: float
    above: int
    ours: float | None
    fitted: Sides | None
    kept: Sides


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out for one attribute.

    `texts` had an old score and one of ours; `untold` had an old one only, as ours could not be told. `rank_correlation` is
    Spearman's, None where all scores of a side are equal. `curve` has (old threshold, ours for the same share) for a drawing.
    """

    texts: int
    untold: int
    rank_correlation: float | None
    rows: tuple[Row, ...]
    curve: tuple[tuple[float, float], ...]


def compare(
    pairs: Sequence[tuple[float, float | None]], thresholds: Sequence[float] = THRESHOLDS
) -> Comparison:
    """Compare pairs of (old score, ours or None), each score from 0 to 1."""
    told = np.array([pair for pair in pairs if pair[1] is not None], np.float64).reshape(-1, 2)
    old, ours = told[:, 0], told[:, 1]
    return Comparison(
        texts=len(told),
        untold=len(pairs) - len(told),
        rank_correlation=rank_correlation(old, ours),
        rows=tuple(_row(old, ours, threshold) for threshold in thresholds),
        curve=tuple(
            (place / 100, same)
            for place in range(1, 100)
            if (same := threshold_for(ours, int((old >= place / 100).sum()))) is not None
        ),
    )


def threshold_for(scores: Scores, wanted: int) -> float | None:
    """The threshold that puts `wanted` of the scores above it, or as nearly so many as ties allow; None for none of them.

    It is the shortest decimal number that does, so that it can be written into a settings file and does what was promised.
    """
    if wanted <= 0 or not len(scores):
        return None
    ordered = np.sort(scores)[::-1]
    last = float(ordered[min(wanted, len(ordered)) - 1])
    with_ties, without = int((ordered >= last).sum()), int((ordered > last).sum())
    if without and wanted - without < with_ties - wanted:
        last = float(ordered[without - 1])
    below = ordered[ordered < last]
    return _shortest(float(below[0]) if len(below) else -math.inf, last)


def rank_correlation(one: Scores, other: Scores) -> float | None:
    """Spearman's: the correlation of the ranks, equal scores sharing theirs. None without two different scores on both sides."""
    if len(one) < 2 or one.min() == one.max() or other.min() == other.max():
        return None
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _row(old: Scores, ours: Scores, threshold: float) -> Row:
    was = old >= threshold
    same = threshold_for(ours, int(was.sum()))
    return Row(
        threshold,
        int(was.sum()),
        same,
        None if same is None else _sides(was, ours >= same),
        _sides(was, ours >= threshold),
    )


def _sides(was: NDArray[np.bool_], now: NDArray[np.bool_]) -> Sides:
    return Sides(int(now.sum()), int((now & ~was).sum()), int((was & ~now).sum()))


def _ranks(scores: Scores) -> Scores:
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[places], np.float64)


def _shortest(above: float, most: float) -> float:
    """The decimal number with the fewest digits in (above, most], the largest of them."""
    for decimals in range(1, _MOST_DECIMALS):
        # Rounded down, so that it never lies over `most`; then read as Python reads what is printed.
        found = float(f"{math.floor(most * 10**decimals) / 10**decimals:.{decimals}f}")
        if above < found <= most:
            return found
    return most
