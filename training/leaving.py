"""When the early head is sure enough that the upper layers need not be asked. Pure.

One number: where every label's early probability is below it, the text leaves. It is chosen on what was calibrated on, as high as it can
be without losing flags or order worth speaking of.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.judging import Question
from training.labels import LABELS
from training.metrics import roc_auc

LOST_FLAGS = 0.005
"""Of what the whole model flags, at most this share may leave early."""
LOST_AUC = 0.002
"""At most so much may leaving early cost in any area under the curve."""
TRIED = tuple(thousandths / 1000 for thousandths in range(300, 0, -4))
_ENOUGH = 30
"""A difference on fewer positives or negatives says nothing."""

Floats = NDArray[np.float64]


def sure_clean(whole: Floats, early: Floats, limits: Floats, found: Sequence[Question]) -> float:
    """The highest value of TRIED that loses no more than it may; 0 if there is none.

    `whole` and `early` are probabilities, (texts, labels), `limits` the thresholds in the order of the labels, `found` what is asked of
    the same texts.
    """
    flagged = (whole >= limits).any(axis=1)
    asked = [
        question for question in found if min(question.truth.sum(), (1 - question.truth).sum()) >= _ENOUGH
    ]
    before = [_area(question, whole) for question in asked]
    for sure in TRIED:
        gone = early.max(axis=1) < sure
        lost = float((flagged & gone).sum()) / max(1, int(flagged.sum()))
        if lost > LOST_FLAGS:
            continue
        mixed = np.where(gone[:, None], early, whole)
        costs = [area - _area(question, mixed) for question, area in zip(asked, before, strict=True)]
        if max((cost for cost in costs if not math.isnan(cost)), default=0.0) <= LOST_AUC:
            return sure
    return 0.0


def _area(question: Question, probabilities: Floats) -> float:
    return roc_auc(question.truth, probabilities[question.places, LABELS.index(question.label)])
