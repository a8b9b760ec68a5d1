"""From scores to probabilities, and from probabilities to the thresholds that are shipped. Pure.

Platt's way: p = sigmoid(slope · logit + offset), one pair for each label, fitted on examples that were not trained on. The
sources are weighted so that news comments and discussion count more than tweets collected for their slurs; a newsroom whose
share of bad comments is another one will still see other shares, which is what `diwan backtest` is for.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SOURCE_WEIGHTS: Mapping[str, float] = {
    "civil": 1.0,
    "written": 1.0,
    "wikipedia-context": 1.0,
    "wikipedia-5k": 0.7,
    "wikipedia-binary": 0.3,
    "surge": 1.0,
    "edos": 0.7,
    "hatemoji": 0.5,
    "hatexplain": 0.2,
    "davidson": 0.1,
    "misogyny": 0.5,
    "youtube": 1.0,
    "sms": 0.1,
}

Floats = NDArray[np.float64]


def sigmoid(x: NDArray[np.floating]) -> Floats:
    return 1.0 / (1.0 + np.exp(-np.clip(x.astype(np.float64), -60.0, 60.0)))


def platt(
    logits: NDArray[np.floating], targets: NDArray[np.floating], weights: NDArray[np.floating]
) -> tuple[float, float]:
    """(slope, offset) by Newton's method on the weighted cross-entropy, pulled gently towards (1, 0).

    Targets may be shares. Without any weight the scores stay as they are. The slope never falls below 0.1, so that the
    order of the scores stays.
    """
    x, y, w = (each.astype(np.float64) for each in (logits, targets, weights))
    pull = np.array([0.5, 0.05])
    rest = np.array([1.0, 0.0])
    inputs = np.stack([x, np.ones_like(x)])

    def loss(pair: Floats) -> float:
        z = pair @ inputs
        return float(np.sum(w * (np.logaddexp(0.0, z) - y * z)) + 0.5 * np.sum(pull * (pair - rest) ** 2))

    pair = rest
    for _ in range(100):
        p = sigmoid(pair @ inputs)
        gradient = inputs @ (w * (p - y)) + pull * (pair - rest)
        curve = (inputs * (w * np.maximum(p * (1 - p), 1e-9))) @ inputs.T + np.diag(pull)
        move = np.linalg.solve(curve, gradient)
        part = 1.0
        while loss(pair - part * move) > loss(pair) and part > 1e-6:  # Newton's step may overshoot
            part /= 2
        pair = pair - part * move
        if np.abs(part * move).max() < 1e-9:
            break
    return max(0.1, float(pair[0])), float(pair[1])


def source_weights(sources: Sequence[str]) -> Floats:
    return np.array([SOURCE_WEIGHTS.get(source, 0.5) for source in sources])


def threshold(
    probability: NDArray[np.floating],
    truth: NDArray[np.floating],
    weights: NDArray[np.floating],
    clean: NDArray[np.floating],
    *,
    precision: float,
    clean_share: float,
    lowest: float = 0.3,
) -> float:
    """The lowest threshold (in hundredths) at which flags are right at `precision` and at most `clean_share` of the clean are flagged.

    `probability`, `truth` and `weights` are what was calibrated on, `clean` the probabilities of comments that break nothing. 0.99 if there
    is none.
    """
    for hundredths in range(round(lowest * 100), 100):
        at = hundredths / 100
        flagged = probability >= at
        if not flagged.any():
            continue
        right = float(np.average(truth[flagged], weights=weights[flagged]))
        if right >= precision and float((clean >= at).mean()) <= clean_share:
            return at
    return 0.99
