"""Can we open this story tonight: from days and stories that were, or not at all."""

from dataclasses import replace

from diwan.clock import SECOND
from diwan.desk.sums import Sums, bin_of
from diwan.desk.tonight import FEWEST_DAYS, FEWEST_STORIES, Answer, Expected, Needed, tonight

TODAY = 20_000
STORIES = list(range(10, 110, 5))


def _day(evening: int = 10, late: int = 0, gap: int = 15 * SECOND, gaps: int = 10, machine: int = 0) -> Sums:
    return Sums(
        came={"20/City": evening, "20/Sport": 1, "1/City": late, "12/City": 1000},
        firsts={"moderator": 10, "model": machine},
        gaps={bin_of(gap): gaps},
    )


def _past(**given: int) -> dict[int, Sums]:
    return {day: _day(**given) for day in range(TODAY - 28, TODAY + 1)}


def _ask(past: dict[int, Sums], stories: list[int] = STORIES, **given: object) -> Answer:
    asked: dict[str, object] = {
        "today": TODAY,
        "began": TODAY - 300,
        "start_hour": 19,
        "hours": 3,
        "section": None,
        "waiting": 0,
    }
    return tonight(past, stories, **{**asked, **given})  # type: ignore[arg-type]


def test_only_the_hours_that_are_asked_about_count() -> None:
    answer = _ask(_past())
    assert answer.anyway == Expected(11, 11, 11)
    assert answer.days == 28
    assert _ask(_past(), section="City").of_section == Expected(10, 10, 10)
    assert _ask(_past(), section="Sport").of_section == Expected(1, 1, 1)
    assert _ask(_past()).of_section is None


def test_hours_may_go_on_after_midnight() -> None:
    past = _past(late=7)
    answer = _ask(past, start_hour=23, hours=4)
    assert answer.anyway == Expected(7, 7, 7)
    del past[TODAY]
    assert _ask(past, start_hour=23, hours=4).days == 27


def test_the_spread_is_the_one_that_was() -> None:
    past = {day: _day(evening=day - TODAY + 28) for day in range(TODAY - 28, TODAY)}
    answer = _ask(past)
    assert answer.anyway == Expected(14, 26, 28)
    assert answer.story == Expected(55, 95, 105)
    assert answer.together_ is not None
    assert answer.together_.worst == 28 + 105
    assert 55 + 14 - 5 <= answer.together_.middle <= 55 + 14 + 5


def test_the_moderators_are_those_who_could_have_done_it() -> None:
    # 11 come anyway and 1,000 to the story: 1,011 decisions of about 15 seconds in three hours are 1.4 people's work.
    answer = _ask(_past(), [1000] * 20)
    assert answer.needed == Needed(2, 2, 2)
    assert answer.seconds is not None
    assert abs(answer.seconds / 15 - 1) < 0.05
    assert _ask(_past(), [1000] * 20, waiting=1000).needed == Needed(3, 3, 3)


def test_what_machines_decide_needs_nobody() -> None:
    answer = _ask(_past(machine=30), [4000] * 20)
    assert answer.people_share == 0.25
    assert answer.needed == Needed(2, 2, 2)


def test_with_too_little_past_nothing_is_told() -> None:
    few_days = {day: sums for day, sums in _past().items() if TODAY - FEWEST_DAYS < day < TODAY}
    assert _ask(few_days).anyway is None
    assert _ask(few_days).needed is None
    few_stories = _ask(_past(), STORIES[: FEWEST_STORIES - 1])
    assert (few_stories.story, few_stories.together_, few_stories.needed) == (None, None, None)
    assert few_stories.anyway is not None
    few_gaps = {day: replace(_day(), gaps={}) for day in _past()}
    assert (_ask(few_gaps).seconds, _ask(few_gaps).needed) == (None, None)
    undecided = {day: replace(_day(), firsts={}) for day in _past()}
    assert (_ask(undecided).people_share, _ask(undecided).needed) == (None, None)


def test_days_before_the_first_comment_are_no_quiet_evenings() -> None:
    assert _ask(_past(), began=TODAY - 20).days == 20
