"""The experiments of `make prove` in their short forms, on both databases; and each notices the faults that it names."""

from collections.abc import Iterator

import pytest
from proofs.outcome import Outcome
from proofs.starting import Stem, stem

from proofs import canaries, checks, kills
from tests.databases import DATABASES


def _sound(outcome: Outcome, attempts: int) -> None:
    assert outcome.told == []
    assert outcome.failures == 0
    assert outcome.attempts >= attempts


@pytest.fixture(scope="module")
def grown() -> Iterator[Stem]:
    """A stem for all servers here: it takes seconds to import everything."""
    with stem() as one:
        yield one


@pytest.mark.parametrize("database", DATABASES)
def test_nothing_that_a_real_server_acknowledged_is_lost_to_sigkill(grown: Stem, database: str) -> None:
    outcome = kills.run_of(grown, database, kills.SHORT)
    _sound(outcome, kills.SHORT)
    assert outcome.sizes["acknowledged"] >= kills.SHORT * kills.FEWEST


@pytest.mark.parametrize("plant", kills.PLANTS)
def test_the_kills_notice_a_server_that_loses_words(grown: Stem, plant: str) -> None:
    assert kills.run_of(grown, "sqlite", 1, plant).failures


# A check that ends its thread is one of the faults.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("database", DATABASES)
def test_no_comment_that_met_a_broken_check_is_printed_without_its_decision(database: str) -> None:
    _sound(checks.run(database, checks.SHORT), checks.SHORT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("plant", checks.PLANTS)
def test_the_broken_checks_notice_a_policy_that_fails_open(plant: str) -> None:
    assert checks.run("sqlite", checks.BATCH, plant).failures


def test_no_canary_is_seen_by_anyone_who_may_not() -> None:
    # What a route shows does not depend on the database; the long form is run on both.
    outcome = canaries.run("sqlite", canaries.SHORT)
    _sound(outcome, 1000)
    assert outcome.sizes["routes"] > 50


@pytest.mark.parametrize("plant", canaries.PLANTS)
def test_the_hunt_for_canaries_finds_one_that_escaped(plant: str) -> None:
    assert canaries.run("sqlite", canaries.SHORT, plant).failures
