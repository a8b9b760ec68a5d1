"""The measures that are reported, in plain numpy. `truth` is 0 or 1, `score` anything that rises with belief."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating]


def roc_auc(truth: Numbers, score: Numbers) -> float:
    """The chance that a positive scores above a negative (ties count half); NaN where either is missing."""
    positive = truth > 0.5
    n_positive, n_negative = int(positive.sum()), int((~positive).sum())
    if not n_positive or not n_negative:
        return float("nan")
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]
    return float((ranks[positive].sum() - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative))


def average_precision(truth: Numbers, score: Numbers) -> float:
    """The area under precision over recall, as a sum over the distinct scores; NaN without a positive."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(truth[order] > 0.5)
    if not len(hits) or not hits[-1]:
        return float("nan")
    last = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    precision = hits[last] / (last + 1)
    recall = hits[last] / hits[-1]
    return float(np.sum(np.diff(np.concatenate([[0.0], recall])) * precision))


def calibration_error(truth: Numbers, probability: Numbers, bins: int = 10) -> float:
    """Expected calibration error: how far, on average, the share of positives in a tenth of the scale is from the score there."""
    if not len(truth):
        return float("nan")
    places = np.minimum((probability * bins).astype(int), bins - 1)
    error = 0.0
    for place in range(bins):
        inside = places == place
        if inside.any():
            error += inside.mean() * abs(float(truth[inside].mean()) - float(probability[inside].mean()))
    return error


def precision_recall(truth: Numbers, score: Numbers, threshold: float) -> tuple[float, float]:
    """At the threshold; NaN where nothing is flagged, or nothing is to be found."""
    flagged, positive = score >= threshold, truth > 0.5
    hit = float((flagged & positive).sum())
    return (
        hit / float(flagged.sum()) if flagged.any() else float("nan"),
        hit / float(positive.sum()) if positive.any() else float("nan"),
    )
