"""What waited in the past, worked out backwards, is what a count at the time would have been."""

from collections import Counter

from hypothesis import given, strategies as st

from diwan.clock import HOUR
from diwan.desk.course import Moment, course
from diwan.desk.sums import Sums

NOW, SINCE = 1_030, 1_000
# Hours in which a comment was submitted, and how long it stayed; those that stayed beyond now still wait.
LIVES = st.lists(st.tuples(st.integers(SINCE - 40, NOW), st.integers(0, 60)))


@given(LIVES)
def test_going_back_finds_what_was_there(lives: list[tuple[int, int]]) -> None:
    gone = [(came, came + stayed) for came, stayed in lives]
    waiting = Counter(came for came, left in gone if left > NOW)
    left = Counter(f"{came}/{left}" for came, left in gone if left <= NOW)
    found = course(waiting, [Sums(left=left)], now=NOW, since=SINCE)
    assert [moment.hour for moment in found] == list(range(SINCE, NOW + 1))
    for moment in found:
        there = sorted(came for came, left_at in gone if came < moment.hour <= left_at)
        assert moment.waiting == len(there)
        if there:
            middle = there[::-1][(len(there) + 1) // 2 - 1]
            assert moment.median_age == (moment.hour - middle) * HOUR - HOUR // 2
        else:
            assert (moment.median_age, moment.late_age) == (None, None)


def test_an_empty_past_is_a_row_of_noughts() -> None:
    assert course({}, [], now=3, since=2) == [Moment(2, 0, None, None), Moment(3, 0, None, None)]


def test_what_came_within_the_hour_did_not_wait_at_its_beginning() -> None:
    assert [m.waiting for m in course({3: 5}, [], now=3, since=2)] == [0, 0]


def test_the_oldest_twentieth_is_told_apart_from_the_half() -> None:
    waiting = {9: 90, 2: 10}
    [moment] = course(waiting, [], now=10, since=10)
    assert (moment.median_age, moment.late_age) == (HOUR // 2, 8 * HOUR - HOUR // 2)
