"""Screening gives way to readers who wait to be acknowledged, and not for ever."""

from collections.abc import Callable
from functools import partial

from diwan.turns import FEW_WAITING, LIVELY_S, LONG_S, MOST_WAITING, PATIENCE_S, QUIET_S, Turns


class Time:
    """A clock that moves only while somebody waits by it, and what happens at its moments."""

    def __init__(self) -> None:
        self.now = 100.0
        self.stopped = False
        self.waits: list[float] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self) -> float:
        return self.now

    def is_set(self) -> bool:
        return self.stopped

    def wait(self, timeout: float) -> bool:
        assert timeout > 0
        self.waits.append(timeout)
        self.now += timeout
        self.meanwhile()
        return self.stopped


def test_where_nobody_has_come_for_a_while_nothing_is_waited_for() -> None:
    time = Time()
    turns = Turns(seconds=time)
    turns.give_way(time)
    turns.come()
    turns.go(time.now)
    time.now += LIVELY_S
    turns.give_way(time)
    assert time.waits == []


def test_while_somebody_waits_screening_waits_until_its_patience_is_over() -> None:
    time = Time()
    turns = Turns(seconds=time)
    turns.come()
    began = time.now
    turns.give_way(time)
    assert abs(time.now - began - PATIENCE_S) < 1e-6


def test_screening_begins_once_it_has_been_quiet_for_a_moment() -> None:
    time = Time()
    turns = Turns(seconds=time)
    turns.come()
    turns.come()
    answered = [partial(turns.go, time.now)] * 2
    time.meanwhile = lambda: answered and answered.pop()()
    began = time.now
    turns.give_way(time)
    assert answered == []
    assert QUIET_S <= time.now - began < PATIENCE_S


def test_a_reader_who_sends_again_at_once_still_comes_first() -> None:
    time = Time()
    turns = Turns(seconds=time)

    def again() -> None:
        turns.come()
        turns.go(time.now)

    again()
    time.meanwhile = again
    began = time.now
    turns.give_way(time)
    assert abs(time.now - began - PATIENCE_S) < 1e-6


def test_after_each_comment_the_quiet_is_looked_for_anew() -> None:
    # Whoever came while it was screened has not been let in yet.
    time = Time()
    turns = Turns(seconds=time)
    turns.come()
    turns.go(time.now)
    time.now += LIVELY_S / 2
    turns.give_way(time)
    assert len(time.waits) == 1
    assert abs(time.waits[0] - QUIET_S) < 1e-9


def test_at_the_end_nothing_is_waited_for() -> None:
    time = Time()
    time.stopped = True
    turns = Turns(seconds=time)
    turns.come()
    turns.give_way(time)
    assert time.waits == []


def test_no_more_wait_than_should_and_there_is_room_again_once_one_is_answered() -> None:
    time = Time()
    turns = Turns(seconds=time)
    taken = []
    for _ in range(MOST_WAITING):
        taken.append(turns.are_taken)
        turns.come()
    taken.append(turns.are_taken)
    turns.go(time.now)
    taken.append(turns.are_taken)
    assert taken == [False] * MOST_WAITING + [True, False]


def test_once_somebody_had_to_wait_for_long_fewer_wait_until_it_goes_faster() -> None:
    time = Time()
    turns = Turns(seconds=time)
    long_ago = turns.come()
    for _ in range(FEW_WAITING):
        turns.come()
    assert [turns.are_taken] == [False]
    time.now += LONG_S * 1.01
    turns.go(long_ago)
    assert [turns.are_taken] == [True]
    # The same number waits: one more has come, and one has gone who had not waited for long.
    turns.go(turns.come())
    assert [turns.are_taken] == [False]
