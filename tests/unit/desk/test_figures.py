"""The figures, worked out from the sums of days."""

import pytest

from diwan.clock import DAY, HOUR, MINUTE
from diwan.decisions import AuthorKind
from diwan.desk.figures import RANGES, Compared, Share, figures
from diwan.desk.sums import Sums, bin_of, length_of
from diwan.guidelines import AbuseKind, Guideline

TODAY = 20_000
AT = TODAY * DAY + 10 * HOUR + 5 * MINUTE

QUIET = {day: Sums() for day in range(TODAY - 100, TODAY + 1)}


def test_a_day_tells_its_decisions_by_outcome_and_author() -> None:
    sums = Sums(
        came={"9/City": 7, "10/": 1},
        waits={bin_of(HOUR): 1},
        decided={
            "approved/moderator": 4,
            "rejected/moderator": 1,
            "approved/model": 3,
            "rejected/rule": 2,
            "rejected/model": 5,
        },
        overturned={"model": 1, "moderator": 2},
        appeals={"made": 6, "overturned": 1, "upheld": 3},
        criticism={
            "marked/rejected": 1,
            "marked/approved": 9,
            "unmarked/rejected": 20,
            "unmarked/approved": 60,
        },
    )
    page = figures({**QUIET, TODAY: sums}, {}, days=7, at=AT)
    today = page.days[-1]
    assert (today.day, today.came, today.decided, today.overturned) == (TODAY, 8, (4, 1, 3, 7), 3)
    assert today.median_wait == today.late_wait == length_of(bin_of(HOUR))
    assert page.overturned == (
        (AuthorKind.MODERATOR, Share(2, 5)),
        (AuthorKind.RULE, Share(0, 2)),
        (AuthorKind.MODEL, Share(1, 8)),
    )
    assert (today.appeals_made, today.appeals_overturned, today.appeals_upheld) == (6, 1, 3)
    assert (page.appeals_made, page.appeals_overturned) == (6, Share(1, 4))
    assert (page.critics, page.others) == (Share(1, 10), Share(20, 80))
    assert (page.critics.percent, page.others.percent) == (10, 25)


@pytest.mark.parametrize("days", RANGES)
def test_every_range_has_as_many_days_and_ends_today(days: int) -> None:
    page = figures(QUIET, {}, days=days, at=AT)
    assert [day.day for day in page.days] == list(range(TODAY - days + 1, TODAY + 1))
    assert page.missing == 0
    assert page.moments[-1].hour == AT // HOUR
    assert 80 <= len(page.moments) <= 170


def test_reasons_and_comparisons_are_told_for_every_guideline() -> None:
    sums = Sums(
        reasons={"abuse": 3, "abuse/racism": 2, "threat": 1},
        sampled=12,
        compared={"threat/both": 4, "threat/machine": 3, "threat/otherwise": 2, "threat/person": 1},
    )
    page = figures({**QUIET, TODAY - 3: sums}, {}, days=7, at=AT)
    assert dict(page.reasons)[Guideline.ABUSE] == 3
    assert dict(page.kinds)[AbuseKind.RACISM] == 2
    assert page.sampled == 12
    assert Compared(Guideline.THREAT, 4, 3, 2, 1) in page.compared
    assert len(page.compared) == len(Guideline)


def test_a_day_that_is_not_added_up_is_a_gap_behind_which_no_queue_is_told() -> None:
    """The queue of the past is worked out backwards: nobody knows it beyond a day whose decisions are unknown."""
    sums = {day: each for day, each in QUIET.items() if day != TODAY - 3}
    page = figures(sums, {AT // HOUR: 2}, days=7, at=AT)
    assert page.missing == 1
    assert page.waiting == 2
    assert not page.days[-4].added_up
    assert page.moments[0].hour == (TODAY - 2) * 24


def test_of_nothing_there_is_no_share() -> None:
    assert Share(0, 0).percent is None
