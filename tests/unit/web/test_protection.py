"""A flood is limited by client, the client cannot be forged, and no address is kept."""

import ipaddress

import pytest
from hypothesis import given, strategies as st

from diwan.tallies import Tallies
from diwan.web.protection import BUSY, RATE, REMEMBERED_S, Proxies, Pseudonyms, RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def limit(clock: Clock, per_minute: int = 6, burst: int = 3) -> RateLimit:
    return RateLimit(Tallies(buckets=64, clock=clock), per_minute=per_minute, burst=burst)


def test_a_burst_is_taken_and_then_one_each_interval(clock: Clock) -> None:
    limited = limit(clock)
    assert [limited.wait(b"a" * 16) for _ in range(4)] == [0, 0, 0, 10]
    clock.now += 9
    assert limited.wait(b"a" * 16) == 1
    clock.now += 1
    assert [limited.wait(b"a" * 16) for _ in range(2)] == [0, 10]


def test_who_comes_back_when_told_is_let_in(clock: Clock) -> None:
    limited = limit(clock, per_minute=7, burst=2)
    for _ in range(200):
        while wait := limited.wait(b"a" * 16):
            clock.now += wait
    assert clock.now > 1000 + 100 * 60 / 7


def test_a_refused_request_does_not_prolong_the_wait(clock: Clock) -> None:
    limited = limit(clock)
    for _ in range(100):
        limited.wait(b"a" * 16)
    clock.now += 10
    assert limited.wait(b"a" * 16) == 0


def test_one_client_does_not_use_up_anothers_share(clock: Clock) -> None:
    limited = limit(clock)
    while not limited.wait(b"a" * 16):
        pass
    assert limited.wait(b"b" * 16) == 0


@given(
    st.integers(1, 600),
    st.integers(1, 20),
    st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=200),
)
def test_never_more_than_the_burst_and_the_rate_in_any_stretch_of_time(
    per_minute: int, burst: int, pauses: list[float]
) -> None:
    clock = Clock()
    limited = limit(clock, per_minute, burst)
    taken: list[float] = []
    for pause in pauses:
        clock.now += pause
        if limited.wait(b"a" * 16) == 0:
            taken.append(clock.now)
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            allowed = burst + (taken[last] - taken[first]) * per_minute / 60
            assert last - first + 1 <= allowed + 1e-6


def test_who_was_refused_is_news_once_and_once_more_when_it_comes_through(clock: Clock) -> None:
    limited = limit(clock, burst=1)
    taken = [limited.take(b"a" * 16) for _ in range(3)]
    assert [each.changed for each in taken] == [0, RATE, 0]
    clock.now += 10
    assert limited.take(b"a" * 16) == (0, RATE, 0)
    clock.now += 10
    assert limited.take(b"a" * 16) == (0, 0, 0)


def test_who_never_came_back_is_forgotten_after_a_while(clock: Clock) -> None:
    limited = limit(clock, burst=1)
    for _ in range(2):
        limited.take(b"a" * 16)
    clock.now += REMEMBERED_S
    assert limited.take(b"a" * 16) == (0, 0, 0)


def test_what_else_holds_a_client_up_is_told_until_it_is_cleared(clock: Clock) -> None:
    limited = limit(clock)
    assert limited.mark(b"a" * 16, BUSY)
    assert not limited.mark(b"a" * 16, BUSY)
    assert limited.take(b"a" * 16).stopped == BUSY
    limited.clear(b"a" * 16, BUSY)
    assert [limited.take(b"a" * 16) for _ in range(3)] == [(0, 0, 0), (0, 0, 0), (10, RATE, RATE)]


TRUSTED = ("10.0.0.0/8", "2001:db8:1::/48")


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9, 10.9.9.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1", "203.0.113.9", "10.9.9.9"], "203.0.113.9"),
        ("10.0.0.1", ["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ("10.0.0.1", ["10.1.1.1, 203.0.113.9, 10.2.2.2"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, rubbish"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, rubbish, 10.2.2.2"], "10.2.2.2"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("10.0.0.1", ["[2001:db8:2::1]:4711"], "2001:db8:2::1"),
        ("10.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        ("::ffff:10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("2001:db8:1::5", ["fe80::1%eth0"], "fe80::1"),
        ("2001:db8:9::5", ["203.0.113.9"], "2001:db8:9::5"),
        ("10.0.0.1", ["127.0.0.1"], "127.0.0.1"),
        ("10.0.0.1", ["1.1.1.1, 010.0.0.1"], "10.0.0.1"),
    ],
)
def test_only_what_a_trusted_proxy_wrote_is_believed(peer: str, forwarded: list[str], client: str) -> None:
    assert Proxies(TRUSTED).client(peer, forwarded) == ipaddress.ip_address(client)


def test_without_a_trusted_proxy_the_header_is_not_looked_at() -> None:
    assert Proxies(()).client("127.0.0.1", ["203.0.113.9"]) == ipaddress.ip_address("127.0.0.1")
    assert Proxies(TRUSTED).client(None, ["203.0.113.9"]) is None
    assert Proxies(TRUSTED).client("/run/diwan.sock", ["203.0.113.9"]) is None


def test_a_very_long_header_still_gives_what_the_nearest_proxy_wrote() -> None:
    long = "1.1.1.1, " * 100_000 + "203.0.113.9"
    assert Proxies(TRUSTED).client("10.0.0.1", [long]) == ipaddress.ip_address("203.0.113.9")
    hops = ", ".join(["1.1.1.1"] + ["10.0.0.2"] * 5000)
    assert Proxies(TRUSTED).client("10.0.0.1", [hops]) == ipaddress.ip_address("10.0.0.2")


def test_the_addresses_of_one_subscriber_share_a_name(clock: Clock) -> None:
    names = Pseudonyms(Tallies(clock=clock))

    def of(text: str) -> bytes:
        return names.of(ipaddress.ip_address(text))

    assert of("2001:db8::1") == of("2001:db8::ffff:1")
    assert of("2001:db8::1") != of("2001:db8:0:1::1")
    assert of("203.0.113.9") != of("203.0.113.10")
    assert names.of(None) == names.of(None) != of("203.0.113.9")
