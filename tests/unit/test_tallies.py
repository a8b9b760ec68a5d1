"""What is counted for a short while is counted once by all processes, means nothing to anybody else, and is gone after a day."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from diwan import tallies
from diwan.tallies import NOTHING, SALT_LIFETIME, Seconds, Tallies, Tally


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def seen(counted: Tallies, name: bytes) -> Tally:
    found = NOTHING

    def look(tally: Tally, _now: Seconds) -> None:
        nonlocal found
        found = tally

    counted.change(name, look)
    return found


def put(counted: Tallies, name: bytes, until: float, number: float = 1.0) -> None:
    counted.change(name, lambda _tally, _now: Tally(until, number, 0))


def test_what_was_put_is_found_until_its_time_is_over(clock: Clock) -> None:
    counted = Tallies(clock=clock)
    put(counted, b"n" * 16, 1010.0, 7.0)
    assert seen(counted, b"n" * 16) == (1010.0, 7.0, 0)
    clock.now = 1010.0
    assert seen(counted, b"n" * 16) == NOTHING


def test_a_full_bucket_forgives_the_one_whose_time_is_over_first(clock: Clock) -> None:
    counted = Tallies(buckets=1, clock=clock)
    names = [bytes([n]) * 16 for n in range(9)]
    for n, name in enumerate(names[:8]):
        put(counted, name, 1100.0 - n)
    put(counted, names[8], 1050.0)
    assert [seen(counted, name) != NOTHING for name in names] == [True] * 7 + [False, True]
    assert counted.names_in_debt() == 8


def test_a_name_whose_time_is_over_gives_its_place_to_a_new_one(clock: Clock) -> None:
    counted = Tallies(buckets=1, clock=clock)
    for n in range(8):
        put(counted, bytes([n]) * 16, 1010.0 + (n > 0) * 90)
    clock.now = 1020.0
    put(counted, b"n" * 16, 1030.0)
    assert counted.names_in_debt() == 8


def test_part_of_an_entry_is_not_taken_for_a_name(clock: Clock) -> None:
    """A name may be equal to bytes that stand across two entries: only whole ones are looked at."""
    counted = Tallies(buckets=1, clock=clock)
    put(counted, b"a" * 16, 1100.0, 5.0)
    across = bytes(counted._memory[64 + 8 : 64 + 24])
    assert seen(counted, across) == NOTHING
    assert seen(counted, b"a" * 16).number == 5.0


def test_a_name_means_nothing_to_another_server_or_after_a_day(clock: Clock) -> None:
    counted, others = Tallies(clock=clock), Tallies(clock=clock)
    today = counted.name("client", b"203.0.113.9")
    assert today != others.name("client", b"203.0.113.9")
    assert today != counted.name("sign-in", b"203.0.113.9")
    clock.now += SALT_LIFETIME - 1
    assert counted.name("client", b"203.0.113.9") == today
    clock.now += 1
    assert counted.name("client", b"203.0.113.9") != today


def test_the_salt_of_yesterday_is_gone_even_if_nobody_came(clock: Clock) -> None:
    counted = Tallies(clock=clock)
    counted.renew_salt_if_due()
    salt = bytes(counted._memory[:32])
    clock.now += SALT_LIFETIME
    counted.renew_salt_if_due()
    assert salt != bytes(32)
    assert counted._memory.find(salt) == -1


def _count_up(times: int, name: bytes) -> None:
    counted = tallies.shared()
    for _ in range(times):
        counted.change(name, lambda tally, now: Tally(now + 3600, tally.number + 1, 0))


def test_processes_that_share_it_lose_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tallies.SHARED_VARIABLE, "")
    tallies.share()
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_count_up, args=(2000, b"n" * 16)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert seen(tallies.shared(), b"n" * 16).number == 8000


def test_a_worker_started_anew_finds_the_same_memory_and_salt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tallies.SHARED_VARIABLE, "")
    tallies.share()
    ask = "from diwan import tallies; print(tallies.shared().name('client', b'x').hex())"
    source = str(Path(tallies.__file__).parents[1])
    told = [
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "PYTHONPATH": source},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert told == [tallies.shared().name("client", b"x").hex()] * 2


def test_without_a_first_process_each_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tallies.SHARED_VARIABLE, "/proc/0/fd/0")
    one, other = tallies.shared(), tallies.shared()
    put(one, b"n" * 16, 1e12)
    assert seen(other, b"n" * 16) == NOTHING
