"""The newsroom's agreement, out of the sums of days."""

from diwan.desk.agreed import NOTHING_REREAD, WINDOW, agreed
from diwan.desk.agreement import LEAST, of_pairs
from diwan.desk.sums import Sums
from diwan.guidelines import Guideline

BUSY = {
    "approved/approved": 60,
    "threat/threat": 12,
    "threat/profanity": 4,
    "threat/approved": 6,
    "approved/threat": 2,
}


def test_every_rereading_counts_for_the_outcome_and_for_each_guideline() -> None:
    told = agreed({7: Sums(reread=BUSY)}, days=range(7, 8))
    outcome = {(True, True): 16, (False, False): 60, (True, False): 6, (False, True): 2}
    assert told.outcome == of_pairs(outcome)
    assert (told.outcome.units, told.outcome.alike) == (84, 76)
    threat = next(under for under in told.under if under.guideline is Guideline.THREAT)
    assert threat.named == 24
    assert threat.agreement == of_pairs(
        {(True, True): 12, (False, False): 60, (True, False): 10, (False, True): 2}
    )
    assert {under.guideline for under in told.under} == set(Guideline)


def test_a_guideline_that_hardly_anybody_named_is_too_few_to_tell() -> None:
    told = agreed({7: Sums(reread=BUSY)}, days=range(7, 8))
    profanity = next(under for under in told.under if under.guideline is Guideline.PROFANITY)
    assert (profanity.named, profanity.agreement.alpha) == (4, None)


def test_the_course_looks_back_over_days_that_the_page_does_not_show() -> None:
    half = {key: count // 2 for key, count in BUSY.items()}
    sums = {day: Sums() for day in range(100)} | {60: Sums(reread=half), 80: Sums(reread=half)}
    told = agreed(sums, days=range(70, 100))
    by_day = dict(told.course)
    assert sum(half.values()) < LEAST
    assert by_day[79].alpha is None
    assert by_day[80].units == 84
    assert by_day[80].alpha == told.course[10][1].alpha
    assert by_day[60 + WINDOW - 1].units == 84
    assert by_day[60 + WINDOW].units == 42
    # The page's own days hold one half of it.
    assert told.outcome.units == 42


def test_a_day_that_is_not_added_up_is_left_out() -> None:
    assert agreed({}, days=range(3)).course == tuple((day, NOTHING_REREAD.outcome) for day in range(3))
