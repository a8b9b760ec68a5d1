"""The experiments of `make prove` in their short forms, on both databases; and each notices the faults that it names."""

from pathlib import Path

import pytest
from proofs.asking import Sound
from proofs.outcome import Outcome
from proofs.roles import Who
from proofs.starting import Stem

from diwan.screening import name_keys
from proofs import canaries, checks, imitation, kills, lifecycle, matrix, races, tampering
from tests.databases import DATABASES


def _sound(outcome: Outcome, attempts: int) -> None:
    assert outcome.told == []
    assert outcome.failures == 0
    assert outcome.attempts >= attempts


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


def test_every_answer_of_every_route_is_as_the_table_says() -> None:
    outcome = matrix.run("sqlite", matrix.SHORT)
    _sound(outcome, 1000)
    assert outcome.sizes["routes"] > 90


def test_a_route_that_is_not_in_the_table_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written = matrix.ANSWERS.read_text().splitlines(keepends=True)
    without = tmp_path / "answers.md"
    without.write_text("".join(line for line in written if "/desk/log.csv" not in line))
    monkeypatch.setattr(matrix, "ANSWERS", without)
    told: list[str] = []
    outcome = Outcome(matrix.NAME, "sqlite", told=told)
    matrix._compare([line.rstrip("\n") for line in written], outcome)
    assert outcome.failures
    assert all("GET /desk/log.csv" in sentence for sentence in told)


@pytest.mark.parametrize(
    "who", [who for who in Who if who not in {Who.MODERATOR, Who.EDITOR}], ids=lambda who: who.value
)
def test_whatever_the_table_says_the_desk_is_closed_to_whoever_has_no_session(who: Who) -> None:
    closed = ("GET /desk", "GET /desk/log", "POST /desk/moderators/{moderator_id}/openid", "GET /desk/access")
    for route in closed:
        method, path = route.split()
        assert not matrix._may(Sound(method, path), who, "")
    assert matrix._may(Sound("POST", "/desk/sign-in/{token}"), who, "")
    assert matrix._may(Sound("GET", "/desk/"), who, "")


def test_whatever_the_table_says_no_moderator_does_what_editors_do() -> None:
    for path in ("/desk/moderators/{moderator_id}/openid", "/desk/moderators/{moderator_id}/reset"):
        assert not matrix._may(Sound("POST", path), Who.MODERATOR, "")
        assert matrix._may(Sound("POST", path), Who.EDITOR, "")


@pytest.mark.parametrize("plant", matrix.PLANTS)
def test_the_matrix_notices_a_door_that_stands_open(plant: str) -> None:
    assert matrix.run("sqlite", matrix.SHORT, plant).failures


@pytest.mark.parametrize("database", DATABASES)
def test_tampering_with_any_table_is_named(database: str) -> None:
    _sound(tampering.run(database, tampering.SHORT), 30)


@pytest.mark.parametrize("plant", tampering.PLANTS)
def test_the_tampering_notices_a_verification_that_looks_away(plant: str) -> None:
    assert tampering.run("sqlite", tampering.SHORT, plant).failures


@pytest.mark.parametrize("database", DATABASES)
def test_comments_live_as_the_model_says_whatever_the_order_of_acts(database: str) -> None:
    _sound(lifecycle.run(database, lifecycle.SHORT), lifecycle.SHORT * lifecycle.STEPS)


@pytest.mark.parametrize("plant", lifecycle.PLANTS)
def test_the_model_notices_a_lifecycle_that_forgets(plant: str) -> None:
    assert lifecycle.run("sqlite", 30, plant).failures


@pytest.mark.parametrize("database", DATABASES)
def test_of_eight_moderators_one_decides_each_comment_and_the_others_are_told_by_whom(database: str) -> None:
    outcome = races.run(database, races.SHORT)
    _sound(outcome, 3 * races.SHORT)


@pytest.mark.parametrize("plant", races.PLANTS)
def test_the_races_notice_claims_that_keep_nothing_apart_and_a_decision_that_looks_away(plant: str) -> None:
    assert races.run("sqlite", races.SHORT, plant).failures


def test_imitations_are_held_and_people_with_names_of_their_own_are_not() -> None:
    outcome = imitation.run("sqlite", imitation.SHORT)
    _sound(outcome, 2000)
    assert len(list(imitation.imitations())) >= 300
    assert len(list(imitation.real_names())) >= 1000


@pytest.mark.parametrize("plant", imitation.PLANTS)
def test_a_rule_that_reads_names_as_they_stand_or_holds_everybody_is_noticed(plant: str) -> None:
    name_keys.readings.cache_clear()
    try:
        assert imitation.run("sqlite", imitation.SHORT, plant).failures
    finally:
        name_keys.readings.cache_clear()
