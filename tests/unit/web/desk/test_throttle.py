"""Guessing gets slow; a newsroom behind one address does not."""

import pytest

from diwan.errors import TooMany
from diwan.web.desk import throttle
from diwan.web.desk.throttle import Throttle
from tests.house import HandClock


def refused(limiter: Throttle, name: str = "Berfîn", address: str = "192.0.2.1") -> int:
    """Seconds to wait; 0 if the try was let through."""
    try:
        limiter.count(name, address)
    except TooMany as error:
        return error.retry_after_s
    return 0


def test_after_five_failures_the_wait_doubles_up_to_its_limit() -> None:
    clock = HandClock()
    limiter = Throttle(clock)
    assert [refused(limiter) for _ in range(throttle.FREE_BY_NAME)] == [0] * throttle.FREE_BY_NAME
    waits = []
    for _ in range(7):
        waits.append(refused(limiter))
        clock.advance(waits[-1] * 1000)
        if waits[-1] * 1000 < throttle.LONGEST_WAIT:
            assert refused(limiter) == 0
    assert waits[:3] == [30, 60, 120]
    assert max(waits) * 1000 == throttle.LONGEST_WAIT


def test_a_refused_try_does_not_lengthen_the_wait() -> None:
    limiter = Throttle(HandClock())
    for _ in range(throttle.FREE_BY_NAME):
        limiter.count("Berfîn", "192.0.2.1")
    assert {refused(limiter) for _ in range(20)} == {30}


def test_another_address_and_another_name_are_not_held_up() -> None:
    limiter = Throttle(HandClock())
    for _ in range(throttle.FREE_BY_NAME):
        limiter.count("Berfîn", "192.0.2.1")
    assert refused(limiter, "berfîn") == 30
    assert refused(limiter, "Hawrê") == 0
    assert refused(limiter, address="192.0.2.2") == 0


def test_success_forgets_the_failures_of_the_name() -> None:
    limiter = Throttle(HandClock())
    for _ in range(throttle.FREE_BY_NAME):
        limiter.count("Berfîn", "192.0.2.1")
    limiter.forget("Berfîn", "192.0.2.1")
    assert refused(limiter) == 0


def test_many_names_from_one_network_are_held_up_in_the_end() -> None:
    """IPv6 gives one subscriber a whole /64."""
    limiter = Throttle(HandClock())
    for n in range(throttle.FREE_BY_ADDRESS):
        assert refused(limiter, f"name {n}", f"2001:db8::{n:x}") == 0
    assert refused(limiter, "another", "2001:db8::ffff") == 30
    assert refused(limiter, "another", "2001:db8:0:1::1") == 0


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_MOST_KEPT", 10)
    limiter = Throttle(HandClock())
    for n in range(100):
        refused(limiter, f"name {n}", f"192.0.2.{n}")
    assert len(limiter._tries) <= 10
