"""How high an area under the curve can be where three people looked at each text and disagreed. Pure.

A reader who knew for every text exactly what share of all people would call it an attack still could not foresee what the three who
were asked said. How much the shares differ between texts is estimated from how often the three agreed (the shares follow a beta
distribution, whose mean and spread give the counts' mean and variance); the reader's area under the curve follows from it.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_GRID = 4000
_DRAWN_AGAIN = 400

Numbers = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """`texts` were read by three; `agreement` is the correlation of two readers of a text (0: they agree by chance alone).

    `area` is what a reader who knows every share reaches when the truth is what most of the three said, `least` and `most` its bounds
    in nine of ten samples of so many texts. NaN where all say the same.
    """

    texts: int
    agreement: float
    area: float
    least: float
    most: float


def ceiling(shares: Numbers, readers: int = 3, seed: int = 1) -> Ceiling:
    """From each text's share of its readers who said yes. Texts whose share cannot be one of so many readers' are left out."""
    counts = np.round(shares * readers)
    counts = counts[np.abs(shares * readers - counts) < 0.01]
    if not len(counts) or counts.min() == counts.max():
        return Ceiling(len(counts), math.nan, math.nan, math.nan, math.nan)
    random = np.random.default_rng(seed)
    again = [_agreement(random.choice(counts, len(counts)), readers) for _ in range(_DRAWN_AGAIN)]
    agreement = _agreement(counts, readers)
    mean = float(counts.mean()) / readers
    least, most = (_area(mean, float(bound), readers) for bound in np.nanquantile(again, (0.05, 0.95)))
    return Ceiling(len(counts), agreement, _area(mean, agreement, readers), least, most)


def _agreement(counts: Numbers, readers: int) -> float:
    mean = float(counts.mean()) / readers
    if mean in {0.0, 1.0}:
        return math.nan
    found = (float(counts.var()) / (readers * mean * (1 - mean)) - 1) / (readers - 1)
    return min(max(found, 1e-4), 0.999)


def _area(mean: float, agreement: float, readers: int) -> float:
    """Of a reader who knows the shares, which have this mean and follow the beta distribution with this correlation."""
    whole = 1 / agreement - 1
    share = (np.arange(_GRID) + 0.5) / _GRID
    logarithm = (mean * whole - 1) * np.log(share) + ((1 - mean) * whole - 1) * np.log1p(-share)
    density = np.exp(logarithm - logarithm.max())
    positive = density * _most(share, readers)
    negative = density - positive
    below = np.cumsum(negative) - negative / 2
    return float((positive * below).sum() / (positive.sum() * negative.sum()))


def _most(share: Numbers, readers: int) -> Numbers:
    """The chance that more than half of so many readers say yes."""
    chance = np.zeros_like(share)
    for yes in range(readers // 2 + 1, readers + 1):
        chance += math.comb(readers, yes) * share**yes * (1 - share) ** (readers - yes)
    return chance
