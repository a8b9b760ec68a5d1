"""What readers' disagreement allows is what one who knows every share really reaches."""

import math

import numpy as np
import pytest
from benchmarks.quality_ceiling import ceiling
from training.metrics import roc_auc


@pytest.mark.parametrize(("yes", "no"), [(5.0, 4.0), (0.6, 7.5), (2.0, 2.0)])
def test_it_is_what_one_reaches_who_knows_the_shares(yes: float, no: float) -> None:
    random = np.random.default_rng(1)
    known = random.beta(yes, no, 40_000)
    said = random.binomial(3, known)
    found = ceiling(said / 3)
    assert found.agreement == pytest.approx(1 / (yes + no + 1), abs=0.01)
    assert found.area == pytest.approx(roc_auc((said >= 2).astype(float), known), abs=0.01)
    assert found.least < found.area < found.most


def test_readers_who_agree_by_chance_alone_leave_nothing_to_learn() -> None:
    said = np.random.default_rng(1).binomial(3, 0.5, 40_000)
    assert ceiling(said / 3).area < 0.56


def test_readers_who_always_agree_set_no_bound() -> None:
    assert ceiling(np.array([0.0, 1.0] * 500)).area > 0.98


def test_texts_that_other_numbers_of_people_read_are_left_out() -> None:
    assert ceiling(np.array([0.0, 1 / 3, 2 / 3, 1.0, 0.25, 0.43, 0.5])).texts == 4


def test_where_all_say_the_same_nothing_can_be_said() -> None:
    assert math.isnan(ceiling(np.zeros(20)).area)
