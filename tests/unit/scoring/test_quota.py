"""A quota is a minute's worth at once and never more than that in the long run."""

from dataclasses import dataclass

from hypothesis import given, strategies as st

from diwan.scoring.quota import Quotas


@dataclass
class Seconds:
    """A clock that a test moves by hand."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_quiet_key_may_use_a_whole_minutes_quota_at_once_and_no_more() -> None:
    clock = Seconds()
    quotas = Quotas(clock)
    assert [quotas.take(1, 60) for _ in range(60)] == [0.0] * 60
    assert quotas.take(1, 60) == 1.0
    assert quotas.take(1, 60, 10) == 10.0


def test_after_the_wait_that_was_told_it_is_admitted_and_not_before() -> None:
    clock = Seconds()
    quotas = Quotas(clock)
    quotas.take(1, 60, 60)
    wait = quotas.take(1, 60, 7)
    clock.at += wait - 0.001
    assert quotas.take(1, 60, 7) > 0
    clock.at += 0.001
    assert quotas.take(1, 60, 7) == 0.0


def test_knocking_again_does_not_prolong_the_wait() -> None:
    clock = Seconds()
    quotas = Quotas(clock)
    quotas.take(1, 10, 10)
    waits = [quotas.take(1, 10) for _ in range(100)]
    assert set(waits) == {waits[0]}


def test_keys_do_not_share_a_quota() -> None:
    quotas = Quotas(Seconds())
    quotas.take(1, 1)
    assert quotas.take(1, 1) > 0
    assert quotas.take(2, 1) == 0.0


def test_more_at_once_than_the_whole_quota_is_let_through_and_paid_for_afterwards() -> None:
    clock = Seconds()
    quotas = Quotas(clock)
    assert quotas.take(1, 10, 30) == 0.0
    assert quotas.take(1, 10) == 126.0
    clock.at += 180
    assert quotas.take(1, 10, 30) == 0.0


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(1, 20)), max_size=60), st.integers(1, 100))
def test_in_no_time_is_more_admitted_than_the_rate_and_one_quota(
    askings: list[tuple[float, int]], per_minute: int
) -> None:
    clock = Seconds()
    quotas = Quotas(clock)
    began, admitted, largest = clock.at, 0, 0
    for pause, texts in askings:
        clock.at += pause
        if quotas.take(7, per_minute, texts) == 0.0:
            admitted += texts
            largest = max(largest, texts)
    allowed = per_minute * (clock.at - began) / 60 + max(per_minute, largest)
    assert admitted <= allowed + 1e-3


def test_keys_that_owe_nothing_are_forgotten() -> None:
    clock = Seconds()
    quotas = Quotas(clock)
    for number in range(10_000):
        quotas.take(number, 60)
    clock.at += 60
    quotas.take(-1, 60)
    assert len(quotas._arrivals) == 1
