"""Thresholds carried over from old scores to ours."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from diwan.scoring.comparison import compare, rank_correlation, threshold_for

SCORES = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=60)


def test_the_same_scores_keep_every_threshold_and_change_no_side() -> None:
    scores = [place / 200 for place in range(200)]
    compared = compare([(score, score) for score in scores])
    assert (compared.texts, compared.untold) == (200, 0)
    assert compared.rank_correlation == pytest.approx(1)
    for row in compared.rows:
        assert row.fitted is not None
        assert row.ours == row.threshold
        assert (row.fitted.above, row.fitted.changed, row.kept.changed) == (row.above, 0, 0)


def test_scores_half_as_high_get_half_the_threshold() -> None:
    compared = compare([(place / 1000, place / 2000) for place in range(1000)], (0.8,))
    [row] = compared.rows
    assert (row.above, row.ours, row.fitted and row.fitted.changed) == (200, 0.4, 0)
    assert (row.kept.above, row.kept.risen, row.kept.fallen) == (0, 0, 200)


def test_texts_that_change_side_are_counted_in_both_directions() -> None:
    compared = compare([(0.9, 0.1), (0.8, 0.7), (0.2, 0.8), (0.1, 0.2)], (0.5,))
    [row] = compared.rows
    assert row.fitted is not None
    assert (row.ours, row.fitted.above, row.fitted.risen, row.fitted.fallen) == (0.7, 2, 1, 1)
    assert row.fitted.changed == 2


def test_a_text_that_could_not_be_told_is_counted_and_shifts_no_threshold() -> None:
    pairs: list[tuple[float, float | None]] = [(0.9, 0.6), (0.2, 0.1)]
    without, with_untold = compare(pairs), compare([*pairs, (0.99, None), (0.01, None)])
    assert (without.untold, with_untold.untold, with_untold.texts) == (0, 2, 2)
    assert with_untold.rows == without.rows


def test_where_nothing_was_above_the_old_threshold_there_is_no_answer() -> None:
    [row] = compare([(0.2, 0.9), (0.1, 0.8)], (0.5,)).rows
    assert (row.above, row.ours, row.fitted) == (0, None, None)
    assert row.kept.risen == 2
    assert [row.ours for row in compare([], (0.5,)).rows] == [None]


def test_equal_scores_are_never_parted() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.5, 0.5, 0.1])
    above = [int((scores >= threshold).sum()) for n in range(1, 7) if (threshold := threshold_for(scores, n))]
    assert above == [1, 1, 5, 5, 5, 6]


@given(SCORES, st.integers(1, 80))
def test_no_other_threshold_comes_nearer_to_what_is_wanted(scores: list[float], wanted: int) -> None:
    held = np.array(scores)
    threshold = threshold_for(held, wanted)
    assert threshold is not None
    reached = int((held >= threshold).sum())
    possible = [int((held >= score).sum()) for score in scores]
    assert abs(reached - wanted) == min(abs(count - wanted) for count in possible)
    assert float(str(threshold)) == threshold


@given(st.lists(st.tuples(st.floats(0, 1, width=32), st.floats(0, 1, width=32)), min_size=2, max_size=30))
def test_the_rank_correlation_counts_only_the_order(pairs: list[tuple[float, float]]) -> None:
    one, other = np.array(pairs).T
    found = rank_correlation(one, other)
    if found is None:
        assert len(set(one)) == 1 or len(set(other)) == 1
        return
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    # Powers of two stretch the scale exactly, so that no two scores fall together.
    assert rank_correlation(one * 0.25, other * 4) == pytest.approx(found)
    assert rank_correlation(-one, other) == pytest.approx(-found)


def test_ties_share_their_rank() -> None:
    # By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    found = rank_correlation(np.array([0.1, 0.4, 0.4, 0.9]), np.array([0.2, 0.3, 0.4, 0.5]))
    assert found == pytest.approx(0.9486832980505138)
