"""Calibrated scores mean what they say, and thresholds keep what they promise."""

import numpy as np
from training.calibration import platt, sigmoid, threshold
from training.metrics import calibration_error


def test_scores_that_are_too_sure_are_brought_back() -> None:
    random = np.random.default_rng(1)
    true_logits = random.normal(-1, 1.5, 4000)
    truth = (random.random(4000) < sigmoid(true_logits)).astype(float)
    overconfident = 3 * true_logits + 2
    slope, offset = platt(overconfident, truth, np.ones(4000))
    assert abs(slope - 1 / 3) < 0.05
    assert calibration_error(truth, sigmoid(slope * overconfident + offset)) < 0.03
    assert calibration_error(truth, sigmoid(overconfident)) > 0.1


def test_without_any_weight_scores_stay_as_they_are() -> None:
    slope, offset = platt(np.array([1.0, -1.0]), np.array([0.0, 1.0]), np.zeros(2))
    assert (round(slope, 6), round(offset, 6)) == (1.0, 0.0)


def test_the_order_of_scores_is_kept_even_where_they_are_wrong() -> None:
    logits = np.linspace(-3, 3, 100)
    slope, _ = platt(logits, (logits < 0).astype(float), np.ones(100))
    assert slope > 0


def test_weights_count() -> None:
    logits = np.zeros(2)
    _, offset = platt(logits, np.array([1.0, 0.0]), np.array([300.0, 100.0]))
    assert abs(float(sigmoid(np.array([offset]))[0]) - 0.75) < 0.01


def test_a_threshold_keeps_both_promises() -> None:
    random = np.random.default_rng(2)
    truth = (random.random(3000) < 0.3).astype(float)
    scores = np.clip(0.25 + 0.4 * truth + random.normal(0, 0.15, 3000), 0, 1)
    clean = np.clip(random.normal(0.2, 0.15, 3000), 0, 1)
    at = threshold(scores, truth, np.ones(3000), clean, precision=0.7, clean_share=0.01)
    flagged = scores >= at
    assert truth[flagged].mean() >= 0.7
    assert (clean >= at).mean() <= 0.01
    below = scores >= at - 0.01
    assert truth[below].mean() < 0.7 or (clean >= at - 0.01).mean() > 0.01


def test_a_promise_that_cannot_be_kept_flags_nearly_nothing() -> None:
    assert (
        threshold(np.full(10, 0.6), np.zeros(10), np.ones(10), np.zeros(10), precision=0.9, clean_share=0.01)
        == 0.99
    )
