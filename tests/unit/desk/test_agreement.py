"""Krippendorff's alpha, against what he published."""

import random

import pytest
from hypothesis import given, strategies as st

from diwan.desk.agreement import LEAST, LEAST_OF_EACH, Agreement, alpha, coincidences, of_pairs
from tests.breadth import wide

# "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units, some not judged by all.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
# Section A: two observers, ten units, two values.
TWO_VALUES = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))
# Section B: two observers, twelve units, five values.
FIVE_VALUES = ("aabbdcccedda", "babbbccceddd")

values = st.sampled_from("abc")
units = st.lists(st.lists(st.one_of(values, st.none()), min_size=2, max_size=5), min_size=1, max_size=30)


def test_four_observers_of_whom_some_left_units_out_agree_to_0_743() -> None:
    met = coincidences(zip(*OBSERVERS, strict=True))
    assert round(alpha(met) or 0, 3) == 0.743


def test_the_coincidence_matrix_is_the_published_one() -> None:
    met = coincidences(zip(*OBSERVERS, strict=True))
    assert {pair: round(count, 3) for pair, count in met.items() if pair[0] <= pair[1]} == {
        (1, 1): 7.0,
        (1, 2): 1.333,
        (1, 3): 0.333,
        (1, 4): 0.333,
        (2, 2): 10.0,
        (2, 3): 1.333,
        (2, 4): 0.333,
        (3, 3): 8.0,
        (3, 4): 0.333,
        (4, 4): 4.0,
        (5, 5): 3.0,
    }
    assert sum(met.values()) == pytest.approx(40)


def test_two_observers_of_ten_units_with_two_values_agree_to_0_095() -> None:
    assert round(alpha(coincidences(zip(*TWO_VALUES, strict=True))) or 0, 3) == 0.095


def test_two_observers_of_twelve_units_with_five_values_agree_to_0_692() -> None:
    assert round(alpha(coincidences(zip(*FIVE_VALUES, strict=True))) or 0, 3) == 0.692


def test_a_unit_that_one_reader_judged_says_nothing() -> None:
    assert coincidences([("a", None), (None, "b"), (None,), ()]) == {}
    assert alpha({}) is None


def test_where_everybody_always_says_the_same_word_nothing_can_be_told() -> None:
    assert alpha(coincidences([("a", "a")] * 9)) is None


@given(st.lists(values, min_size=2, max_size=30).filter(lambda said: len(set(said)) > 1), st.integers(2, 5))
def test_readers_who_never_disagree_agree_to_1(said: list[str], readers: int) -> None:
    assert alpha(coincidences([[value] * readers for value in said])) == pytest.approx(1)


@given(units, st.permutations("abc"))
def test_what_the_values_are_called_makes_no_difference(
    judged: list[list[str | None]], names: list[str]
) -> None:
    called = dict(zip("abc", names, strict=True))
    renamed = [[None if value is None else called[value] for value in unit] for unit in judged]
    assert alpha(coincidences(renamed)) == pytest.approx(alpha(coincidences(judged)))


@given(units, st.randoms(use_true_random=False))
def test_who_said_what_of_a_unit_and_in_which_order_they_came_makes_no_difference(
    judged: list[list[str | None]], chance: random.Random
) -> None:
    mixed = [chance.sample(unit, len(unit)) for unit in chance.sample(judged, len(judged))]
    assert alpha(coincidences(mixed)) == pytest.approx(alpha(coincidences(judged)))


@given(units)
def test_alpha_is_never_above_1(judged: list[list[str | None]]) -> None:
    told = alpha(coincidences(judged))
    assert told is None or told <= 1 + 1e-9


def test_pairs_that_were_counted_say_what_the_units_say() -> None:
    pairs = {(True, True): 30, (False, False): 60, (True, False): 6, (False, True): 4}
    spelled = [pair for pair, count in pairs.items() for _ in range(count)]
    told = of_pairs(pairs)
    assert told.alpha == pytest.approx(alpha(coincidences(spelled)))
    assert (told.units, told.alike) == (100, 90)
    assert told.alpha is not None
    assert told.low is not None
    assert told.high is not None
    assert told.low < told.alpha < told.high < 1


def test_the_interval_is_the_same_whenever_it_is_asked_for() -> None:
    pairs = {(True, True): 30, (False, False): 60, (True, False): 10}
    assert of_pairs(pairs) == of_pairs(dict(reversed(pairs.items())))


def test_of_few_units_nothing_is_told() -> None:
    few = {(True, True): 20, (False, False): LEAST - 21}
    assert of_pairs(few) == Agreement(LEAST - 1, LEAST - 1)
    assert of_pairs({}) == Agreement(0, 0)


def test_where_one_value_hardly_occurred_nothing_is_told() -> None:
    hardly = {(True, False): 1, (True, True): LEAST_OF_EACH - 2, (False, False): 400}
    assert of_pairs(hardly).alpha is None
    assert of_pairs(hardly | {(True, True): LEAST_OF_EACH - 1}).alpha is not None


def test_who_has_not_disagreed_yet_is_not_certain_never_to() -> None:
    told = of_pairs({(True, True): 20, (False, False): 80})
    assert told.alpha == told.high == 1
    assert told.low is not None
    assert 0.8 < told.low < 1


def test_the_interval_holds_what_is_true_as_often_as_it_says() -> None:
    # Newsrooms in which 3 of 10 are rejected by each reader and 8 of 100 differ: the true alpha follows from these.
    true = {(True, True): 0.26, (False, False): 0.66, (True, False): 0.04, (False, True): 0.04}
    met = {pair: share * 1e9 for pair, share in true.items()}
    both = {(a, b): met[a, b] + met[b, a] for a, b in met}
    truth = alpha(both)
    assert truth is not None
    chance = random.Random(7)
    held = 0
    newsrooms = wide(200, 500)
    for _ in range(newsrooms):
        drawn = chance.choices(list(true), list(true.values()), k=200)
        told = of_pairs({pair: drawn.count(pair) for pair in true})
        assert told.low is not None
        assert told.high is not None
        held += told.low <= truth <= told.high
    assert 0.92 <= held / newsrooms <= 0.98
