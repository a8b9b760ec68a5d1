"""Evaluating on what was held out: which examples of which source are asked about which label. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.labels import GUIDELINES, KINDS, LABELS

PRECISION = 0.6
"""At its threshold, a label is right this often on what it was calibrated on."""
_CLEAN_SHARE = 0.003
_CRITICISM_SHARE = 0.005


def clean_share(label: str) -> float:
    """At most this share of clean comments is flagged at the label's threshold.

    More for `criticism`, which only asks for a second pair of eyes: to miss it is worse than to see it once too often. A comment
    that criticises the publisher is clean, but not for that label.
    """
    return _CRITICISM_SHARE if label == "criticism" else _CLEAN_SHARE


QUESTIONS: tuple[tuple[str, str], ...] = (
    ("civil", "personal-attack"),
    ("civil", "abuse"),
    ("civil", "profanity"),
    ("civil", "threat"),
    ("civil", "toxicity"),
    ("edos", "sexism"),
    ("hatemoji", "abuse"),
    ("hatexplain", "abuse"),
    ("davidson", "abuse"),
    ("misogyny", "sexism"),
    ("surge", "toxicity"),
    ("wikipedia-binary", "toxicity"),
    ("wikipedia-5k", "toxicity"),
    ("wikipedia-context", "toxicity"),
    ("youtube", "promotion"),
    ("sms", "promotion"),
    *(("written", label) for label in LABELS),
)
"""(source, label): only what the source's annotators really looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """`places` are the examples asked about; `truth` is 1 where more than half of the annotators said yes."""

    source: str
    label: str
    places: NDArray[np.int64]
    truth: NDArray[np.float32]


def questions(
    sources: Sequence[str], targets: NDArray[np.float32], weights: NDArray[np.float32]
) -> Iterator[Question]:
    """What can be asked of these examples. Half of the votes is not more than half, and is no label either way in HateXplain."""
    names = np.array(sources)
    for source, label in QUESTIONS:
        column = LABELS.index(label)
        asked = (names == source) & (weights[:, column] > 0)
        if source == "hatexplain":
            asked &= targets[:, column] != 0.5
        places = np.flatnonzero(asked)
        truth = (targets[places, column] > 0.5).astype(np.float32)
        if truth.any() and not truth.all():
            yield Question(source, label, places, truth)


def is_clean(
    sources: Sequence[str], targets: NDArray[np.float32], weights: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Which comments break nothing and are written like comments on news: Civil Comments that nobody called toxic, Wikipedia's
    discussion, and our own."""
    names = np.array(sources)
    toxicity, nothing = (
        LABELS.index("toxicity"),
        targets[:, [LABELS.index(label) for label in (*GUIDELINES, *KINDS)]].max(axis=1),
    )
    calm = (targets[:, toxicity] <= 0.01) & (weights[:, toxicity] > 0) & (nothing < 0.2)
    found: NDArray[np.bool_] = calm & np.isin(names, ("civil", "wikipedia-context", "written"))
    return found


def is_sample_of_clean(
    sources: Sequence[str], targets: NDArray[np.float32], weights: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Of the clean ones those by which thresholds are chosen: all but ours, which are the twins of what offends and no sample of what
    readers write. (Ours count where it is asked how often a flag is right.)"""
    found: NDArray[np.bool_] = is_clean(sources, targets, weights) & (np.array(sources) != "written")
    return found
