"""Guessing gets slow; a newsroom behind one address does not."""

from diwan.errors import TooMany
from diwan.tallies import Tallies
from diwan.web.desk import throttle
from diwan.web.desk.throttle import Throttle
from tests.house import HandClock


def counted(clock: HandClock) -> Tallies:
    return Tallies(clock=lambda: clock() / 1000)


def refused(limiter: Throttle, name: str = "Berfîn", address: str = "192.0.2.1") -> int:
    """Seconds to wait; 0 if the try was let through."""
    try:
        limiter.count(name, address)
    except TooMany as error:
        return error.retry_after_s
    return 0


def test_after_five_failures_the_wait_doubles_up_to_its_limit() -> None:
    clock = HandClock()
    limiter = Throttle(counted(clock))
    assert [refused(limiter) for _ in range(throttle.FREE_BY_NAME)] == [0] * throttle.FREE_BY_NAME
    waits = []
    for _ in range(7):
        waits.append(refused(limiter))
        clock.advance(waits[-1] * 1000)
        if waits[-1] < throttle.LONGEST_WAIT:
            assert refused(limiter) == 0
    assert waits[:3] == [30, 60, 120]
    assert max(waits) == throttle.LONGEST_WAIT


def test_a_refused_try_does_not_lengthen_the_wait() -> None:
    limiter = Throttle(counted(HandClock()))
    for _ in range(throttle.FREE_BY_NAME):
        limiter.count("Berfîn", "192.0.2.1")
    assert {refused(limiter) for _ in range(20)} == {30}


def test_another_address_and_another_name_are_not_held_up() -> None:
    limiter = Throttle(counted(HandClock()))
    for _ in range(throttle.FREE_BY_NAME):
        limiter.count("Berfîn", "192.0.2.1")
    assert refused(limiter, "berfîn") == 30
    assert refused(limiter, "Hawrê") == 0
    assert refused(limiter, address="192.0.2.2") == 0


def test_success_forgets_the_failures_of_the_name() -> None:
    limiter = Throttle(counted(HandClock()))
    for _ in range(throttle.FREE_BY_NAME):
        limiter.count("Berfîn", "192.0.2.1")
    limiter.forget("Berfîn", "192.0.2.1")
    assert refused(limiter) == 0


def test_many_names_from_one_network_are_held_up_in_the_end() -> None:
    """IPv6 gives one subscriber a whole /64."""
    limiter = Throttle(counted(HandClock()))
    for n in range(throttle.FREE_BY_ADDRESS):
        assert refused(limiter, f"name {n}", f"2001:db8::{n:x}") == 0
    assert refused(limiter, "another", "2001:db8::ffff") == 30
    assert refused(limiter, "another", "2001:db8:0:1::1") == 0


def test_two_processes_count_the_same_tries() -> None:
    clock = HandClock()
    both = counted(clock)
    for number in range(throttle.FREE_BY_NAME):
        assert refused([Throttle(both), Throttle(both)][number % 2]) == 0
    assert [refused(Throttle(both)), refused(Throttle(both))] == [30, 30]


def test_a_refusal_by_address_uses_up_nothing_of_a_name() -> None:
    clock = HandClock()
    limiter = Throttle(counted(clock))
    for n in range(throttle.FREE_BY_ADDRESS):
        limiter.count(f"name {n}", "192.0.2.1")
    assert {refused(limiter, "Hawrê") for _ in range(20)} == {30}
    clock.advance(900_000)
    assert [refused(limiter, "Hawrê") for _ in range(throttle.FREE_BY_NAME)] == [0] * throttle.FREE_BY_NAME
