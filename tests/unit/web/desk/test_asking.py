"""What an address asks for is read strictly."""

import pytest

from diwan.clock import DAY
from diwan.decisions import AuthorKind, Outcome
from diwan.desk.log import Asked, Place
from diwan.errors import Unacceptable
from diwan.guidelines import AbuseKind, Guideline
from diwan.web.desk.asking import day_written, read_asked, read_choice, read_place
from diwan.web.desk.paths import HOME, within_desk

NOON = 1_790_000_000_000
MIDNIGHT = NOON - NOON % DAY


def test_nothing_asked_is_everything() -> None:
    assert read_asked({}, ["courier"]) == Asked()
    assert read_asked(dict.fromkeys(("from", "site", "author", "reason", "overruled"), ""), []) == Asked()
    assert read_place({}) is None


def test_every_filter_is_read() -> None:
    query = {
        "from": "2026-09-21",
        "to": "2026-09-21",
        "site": "courier",
        "section": " شار ",
        "author": "rule/links",
        "outcome": "rejected",
        "reason": "abuse/racism",
        "overruled": "yes",
    }
    assert read_asked(query, ["courier"]) == Asked(
        since=MIDNIGHT,
        until=MIDNIGHT + DAY,
        site="courier",
        section="شار",
        author_kind=AuthorKind.RULE,
        author="links",
        outcome=Outcome.REJECTED,
        guideline=Guideline.ABUSE,
        abuse_kind=AbuseKind.RACISM,
        overruled=True,
    )
    assert read_place({"behind": "17-4"}) == Place(17, 4)


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("from", "21.9.2026"),
        ("from", "2026-W39-1"),
        ("to", "2026-02-30"),
        ("site", "elsewhere"),
        ("section", "x" * 201),
        ("section", "a\0b"),
        ("author", "nobody"),
        ("author", "rule/" + "x" * 201),
        ("outcome", "edited"),
        ("reason", "criticism"),
        ("reason", "abuse/ageism"),
        ("overruled", "perhaps"),
    ],
)
def test_what_cannot_be_read_is_named(field: str, written: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        read_asked({field: written}, ["courier"])
    assert refused.value.field == field


@pytest.mark.parametrize("behind", ["x", "1", "1-", "-1", "1-²", "1-" + "9" * 19])
def test_a_place_that_leads_nowhere_is_refused(behind: str) -> None:
    with pytest.raises(Unacceptable):
        read_place({"behind": behind})


def test_days_in_the_wrong_order_are_told() -> None:
    with pytest.raises(Unacceptable, match="Exchange"):
        read_asked({"from": "2026-09-22", "to": "2026-09-21"}, [])


def test_a_choice_is_one_of_a_few() -> None:
    assert read_choice({}, "days", (7, 30), 30) == 30
    assert read_choice({"days": "7"}, "days", (7, 30), 30) == 7
    for written in ("8", "x", "٧", "7 "):
        with pytest.raises(Unacceptable):
            read_choice({"days": written}, "days", (7, 30), 30)


def test_a_day_is_written_as_its_field_writes_it() -> None:
    assert day_written(NOON) == "2026-09-21"


@pytest.mark.parametrize(
    "path", ["/desk/log", "/desk/log?from=2026-09-21&site=courier", "/desk/guidelines/2"]
)
def test_the_pages_for_editors_are_places_to_go_on_to(path: str) -> None:
    assert within_desk(path) == path


@pytest.mark.parametrize(
    "path", ["//evil.example", "/desk/log\n", "/desk/log?x=//evil.example/<", "/desk/logs"]
)
def test_nothing_else_is(path: str) -> None:
    assert within_desk(path) == HOME
