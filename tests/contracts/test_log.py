"""The decision log on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from unittest import mock

import pytest

from diwan.articles import Description
from diwan.clock import DAY, HOUR
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.desk.log import Asked, Entry, Portion
from diwan.guidelines import AbuseKind, Guideline
from diwan.lifecycle import Verdict, decide
from diwan.storage import log as stored
from diwan.storage.log import LogReader, everything
from tests import databases
from tests.house import DESCRIPTION, START, House, house

RULE = Author(AuthorKind.RULE, "links", "1")
MODEL = Author(AuthorKind.MODEL, "model", "9f86d081")


def _portion(diwan: House, asked: Asked, limit: int = 50, **more: object) -> Portion:
    with diwan.store.connection() as connection:
        return LogReader(connection).portion(asked, limit, **more)  # type: ignore[arg-type]


def _found(diwan: House, **asked: object) -> list[Decision]:
    entries = _portion(diwan, Asked(**asked)).entries  # type: ignore[arg-type]
    return [entry.decision for entry in entries]


@pytest.fixture
def decided(diwan: House) -> list[Decision]:
    """Six decisions, an hour apart; the last overrules the first."""
    return _six(diwan)


@pytest.fixture(scope="module", params=databases.DATABASES)
def read(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, list[Decision]]]:
    """The same six, in one house for all tests that only read them."""
    with house(request.param, tmp_path_factory.mktemp("log")) as diwan:
        yield diwan, _six(diwan)


def _six(diwan: House) -> list[Decision]:
    diwan.register()
    diwan.register("water", Description("https://courier.example/aw", "ئاو", "شار", "ckb"))
    made = []

    def keep(decision: Decision) -> None:
        made.append(decision)
        diwan.clock.advance(HOUR)

    first = diwan.submit("one")
    keep(diwan.decide(first))
    keep(diwan.decide(diwan.submit("two"), Outcome.REJECTED, Guideline.THREAT, note="see above"))
    keep(
        diwan.decide(
            diwan.submit("three", article="water"), Outcome.REJECTED, Guideline.PROMOTION, author=RULE
        )
    )
    keep(diwan.decide(diwan.submit("four", article="water"), author=MODEL))
    abused = diwan.submit("five")
    verdict = Verdict(abused.comment_id, abused.digest, Outcome.REJECTED, Guideline.ABUSE, AbuseKind.RACISM)
    diwan.screen_first(abused.comment_id)
    keep(decide(diwan.store, diwan.clock, diwan.moderator, verdict).result())
    keep(diwan.decide(first, Outcome.REJECTED, Guideline.VULGARITY, supersedes=made[0].id))
    return made


def test_it_holds_every_decision_the_latest_first(diwan: House, decided: list[Decision]) -> None:
    assert _found(diwan) == decided[::-1]


def test_an_entry_says_who_where_and_what_came_of_it(diwan: House, decided: list[Decision]) -> None:
    *_, rule, _rejected, first = _portion(diwan, Asked()).entries
    assert (first.author_name, first.overruled_by) == ("Berfîn", Outcome.REJECTED)
    assert (rule.author_name, rule.site, rule.article) == ("links@1", "courier", "water")
    assert (rule.headline, rule.section, rule.language) == ("ئاو", "شار", "ckb")
    assert rule.overruled_by is None


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({"since": START + 2 * HOUR}, [5, 4, 3, 2]),
        ({"until": START + 2 * HOUR}, [1, 0]),
        ({"since": START + HOUR, "until": START + 3 * HOUR}, [2, 1]),
        ({"site": "courier"}, [5, 4, 3, 2, 1, 0]),
        ({"site": "gazette"}, []),
        ({"section": "شار"}, [3, 2]),
        ({"author_kind": AuthorKind.MODERATOR}, [5, 4, 1, 0]),
        ({"author_kind": AuthorKind.RULE, "author": "links"}, [2]),
        ({"author_kind": AuthorKind.MODEL, "author": "links"}, []),
        ({"outcome": Outcome.APPROVED}, [3, 0]),
        ({"guideline": Guideline.THREAT}, [1]),
        ({"guideline": Guideline.ABUSE}, [4]),
        ({"guideline": Guideline.ABUSE, "abuse_kind": AbuseKind.RACISM}, [4]),
        ({"abuse_kind": AbuseKind.SEXISM}, []),
        ({"overruled": True}, [0]),
        ({"overruled": False}, [5, 4, 3, 2, 1]),
        ({"outcome": Outcome.REJECTED, "section": "City", "overruled": False}, [5, 4, 1]),
    ],
)
def test_each_filter_keeps_what_it_names(
    read: tuple[House, list[Decision]], asked: dict[str, object], which: list[int]
) -> None:
    diwan, decided = read
    assert _found(diwan, **asked) == [decided[n] for n in which]


def test_pages_follow_each_other_without_a_gap_or_a_repetition(diwan: House, decided: list[Decision]) -> None:
    seen: list[Entry] = []
    portion = _portion(diwan, Asked(), 2)
    while True:
        seen += portion.entries
        if portion.rest is None:
            break
        portion = _portion(diwan, Asked(), 2, behind=portion.rest)
    assert [entry.decision for entry in seen] == decided[::-1]


def test_decisions_of_one_moment_stand_in_the_ledgers_order(diwan: House) -> None:
    diwan.register()
    made = [diwan.decide(diwan.submit(f"number {n}")) for n in range(5)]
    first = _portion(diwan, Asked(), 3)
    second = _portion(diwan, Asked(), 3, behind=first.rest)
    assert [e.decision for e in (*first.entries, *second.entries)] == made[::-1]


def test_a_look_that_goes_far_enough_back_stops_and_says_where_to_go_on(
    diwan: House, decided: list[Decision]
) -> None:
    with mock.patch.object(stored, "SCAN", 2):
        portion = _portion(diwan, Asked(section="شار"))
        assert portion == Portion((), portion.rest, cut_short=True)
        found = []
        while portion.rest is not None:
            portion = _portion(diwan, Asked(section="شار"), behind=portion.rest)
            found += [entry.decision for entry in portion.entries]
        assert found == [decided[3], decided[2]]
        # What an index answers is looked for to the end.
        assert _found(diwan, guideline=Guideline.THREAT) == [decided[1]]


def test_the_whole_log_is_read_in_portions(diwan: House, decided: list[Decision]) -> None:
    with mock.patch.object(stored, "PORTION", 2), mock.patch.object(stored, "SCAN", 3):
        assert [entry.decision for entry in everything(diwan.store, Asked())] == decided[::-1]
        rejected = everything(diwan.store, Asked(outcome=Outcome.REJECTED))
        assert [entry.decision for entry in rejected] == [decided[n] for n in (5, 4, 2, 1)]


def test_authors_and_sections_are_offered_for_choice(diwan: House, decided: list[Decision]) -> None:
    with diwan.store.connection() as connection:
        reader = LogReader(connection)
        assert reader.machine_authors(AuthorKind.RULE) == ["links"]
        assert reader.machine_authors(AuthorKind.MODEL) == ["model"]
        assert sorted(reader.sections()) == ["City", "شار"]


def test_the_section_is_todays(diwan: House, decided: list[Decision]) -> None:
    diwan.clock.advance(DAY)
    diwan.register(description=replace(DESCRIPTION, section="Harbour"))
    assert _found(diwan, section="City") == []
    assert len(_found(diwan, section="Harbour")) == 4
