"""The short forms of what a server endures: too many comments, failing calls, a full disk, a database that has gone, a clock that jumps."""

from collections.abc import Iterator

import pytest
from proofs.outcome import Outcome
from proofs.own_postgresql import OwnServer, own_server
from proofs.starting import Stem

from proofs import clock, disk, overload, postgresql, syscalls


def _sound(outcome: Outcome, attempts: int) -> None:
    assert outcome.told == []
    assert outcome.failures == 0
    assert outcome.attempts >= attempts


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    """A PostgreSQL that others are not disturbed by."""
    with own_server() as one:
        yield one


def test_ten_times_too_many_are_told_to_come_back_and_nothing_is_lost(grown: Stem) -> None:
    outcome = overload.run_of(grown, "sqlite", overload.SHORT)
    _sound(outcome, 100)
    assert outcome.sizes["told to come back"]


@pytest.mark.parametrize("plant", overload.PLANTS)
def test_a_server_that_lets_all_of_them_wait_or_says_no_time_is_noticed(grown: Stem, plant: str) -> None:
    assert overload.run_of(grown, "sqlite", overload.SHORT, plant).failures


def test_whichever_system_call_fails_nothing_acknowledged_is_lost_and_no_page_leads_nowhere(
    grown: Stem,
) -> None:
    _sound(syscalls.run_of(grown, "sqlite", syscalls.SHORT), syscalls.SHORT // 2)


@pytest.mark.parametrize("plant", syscalls.PLANTS)
def test_a_server_that_takes_a_failed_call_for_done_is_noticed(grown: Stem, plant: str) -> None:
    assert syscalls.run_of(grown, "sqlite", syscalls.SHORT, plant).failures


def test_a_full_disk_is_told_and_got_over(grown: Stem) -> None:
    _sound(disk.run_of(grown, "sqlite", disk.SHORT), disk.SHORT)


@pytest.mark.parametrize("plant", disk.PLANTS)
def test_a_server_that_acknowledges_what_found_no_room_is_noticed(grown: Stem, plant: str) -> None:
    assert disk.run_of(grown, "sqlite", disk.SHORT, plant).failures


def test_a_database_that_has_gone_is_told_before_long_and_got_over(grown: Stem, own: OwnServer) -> None:
    outcome = postgresql.run_of(grown, own, "postgresql", postgresql.SHORT)
    _sound(outcome, postgresql.SHORT)
    assert outcome.sizes["answers 503"]


@pytest.mark.parametrize("plant", postgresql.PLANTS)
def test_a_server_that_waits_for_ever_or_says_that_it_is_ready_is_noticed(
    grown: Stem, own: OwnServer, plant: str
) -> None:
    assert postgresql.run_of(grown, own, "postgresql", 1, plant).failures


def test_a_clock_that_jumps_loses_nothing_and_locks_nobody_out(grown: Stem) -> None:
    _sound(clock.run_of(grown, "sqlite", clock.SHORT), clock.SHORT)


@pytest.mark.parametrize("plant", clock.PLANTS)
def test_what_waits_for_a_time_that_the_clock_showed_once_is_noticed(grown: Stem, plant: str) -> None:
    assert clock.run_of(grown, "sqlite", 1, plant).failures
