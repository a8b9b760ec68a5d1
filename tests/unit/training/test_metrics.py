"""The measures are what textbooks say they are."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from training.metrics import average_precision, calibration_error, precision_recall, roc_auc


def array(*values: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array(values, np.float64)


def test_a_perfect_order_has_the_area_one() -> None:
    assert roc_auc(array(0, 0, 1, 1), array(0.1, 0.2, 0.3, 0.4)) == 1.0
    assert average_precision(array(0, 0, 1, 1), array(0.1, 0.2, 0.3, 0.4)) == 1.0


def test_ties_count_half() -> None:
    assert roc_auc(array(0, 1), array(0.5, 0.5)) == 0.5
    assert roc_auc(array(0, 1, 1), array(0.5, 0.5, 0.9)) == 0.75


def test_average_precision_of_a_known_case() -> None:
    # Ranked: yes, no, yes, no: precisions at the hits are 1 and 2/3.
    assert average_precision(array(1, 0, 1, 0), array(0.9, 0.8, 0.7, 0.6)) == pytest.approx((1 + 2 / 3) / 2)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=30))
def test_the_area_is_the_chance_of_the_right_order(cases: list[tuple[bool, int]]) -> None:
    positive = [score for truth, score in cases if truth]
    negative = [score for truth, score in cases if not truth]
    area = roc_auc(array(*[float(truth) for truth, _ in cases]), array(*[float(score) for _, score in cases]))
    if not positive or not negative:
        assert np.isnan(area)
    else:
        wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
        assert area == pytest.approx(wins / (len(positive) * len(negative)))


def test_scores_that_keep_their_word_have_no_calibration_error() -> None:
    assert calibration_error(array(1, 1, 1, 1, 0), np.full(5, 0.8)) == pytest.approx(0.0)
    assert calibration_error(array(0, 0, 0, 0, 0), np.full(5, 0.8)) == pytest.approx(0.8)


def test_precision_and_recall_at_a_threshold() -> None:
    assert precision_recall(array(1, 1, 0, 0), array(0.9, 0.4, 0.6, 0.1), 0.5) == (0.5, 0.5)
