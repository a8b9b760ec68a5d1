"""Sums of days: bins, quantiles, adding together."""

import math

from hypothesis import given, strategies as st

from diwan.clock import DAY, SECOND
from diwan.desk.sums import Sums, bin_of, decode, encode, length_of, quantile, together

LENGTHS = st.integers(SECOND, 400 * DAY)


@given(LENGTHS)
def test_a_length_is_told_again_within_five_in_a_hundred(length: int) -> None:
    assert abs(length_of(bin_of(length)) / length - 1) < 0.05


@given(st.lists(LENGTHS, min_size=1), st.sampled_from([0.01, 0.5, 0.95, 1.0]))
def test_a_quantile_is_the_one_of_the_lengths_themselves_within_five_in_a_hundred(
    lengths: list[int], share: float
) -> None:
    bins: dict[int, int] = {}
    for length in lengths:
        bins[bin_of(length)] = bins.get(bin_of(length), 0) + 1
    exact = sorted(lengths)[max(0, math.ceil(share * len(lengths)) - 1)]
    found = quantile(bins, share)
    assert found is not None
    assert abs(found / exact - 1) < 0.05


def test_of_nothing_there_is_no_quantile() -> None:
    assert quantile({}, 0.5) is None


def test_negative_and_tiny_lengths_are_the_shortest() -> None:
    assert bin_of(-5) == bin_of(0) == bin_of(SECOND) == 0


def test_sums_add_up_part_by_part() -> None:
    one = Sums(came={"3/City": 2}, waits={1: 1}, sampled=4)
    two = Sums(came={"3/City": 1, "4/": 5}, waits={1: 2, 9: 1}, sampled=1)
    whole = together([one, two])
    assert whole == Sums(came={"3/City": 3, "4/": 5}, waits={1: 3, 9: 1}, sampled=5)
    assert one.came == {"3/City": 2}
    assert together([]) == Sums()
    assert Sums().is_empty
    assert not whole.is_empty


def test_sums_are_kept_and_read_again() -> None:
    sums = Sums(came={"23/شار": 2}, left={"500000/500001": 1}, waits={40: 3}, sampled=2)
    assert decode(encode(sums)) == sums


def test_sums_of_another_version_or_of_none_are_made_anew() -> None:
    assert decode(encode(Sums(version=0))) is None
    assert decode(b"{}garbage") is None
