"""When reports ask for another look."""

from diwan.desk.reported import looked_at, opened_at
from diwan.guidelines import Guideline

THREAT, ABUSE = Guideline.THREAT, Guideline.ABUSE
DECIDED = 10


def test_the_first_report_asks_for_a_look() -> None:
    assert opened_at(looked_at(DECIDED, None, ()), {THREAT: [20, 21]}) == 20


def test_nothing_is_open_without_a_report() -> None:
    assert opened_at(looked_at(DECIDED, None, ()), {THREAT: []}) is None
    assert opened_at(looked_at(DECIDED, None, ()), {}) is None


def test_the_same_guideline_comes_back_only_with_as_many_more_as_the_clearing_says() -> None:
    looked = looked_at(DECIDED, (20, 3), [THREAT])
    assert opened_at(looked, {THREAT: [30, 31]}) is None
    assert opened_at(looked, {THREAT: [30, 31, 32]}) == 32
    assert opened_at(looked, {THREAT: [30, 31, 32, 33]}) == 32


def test_another_guideline_comes_back_with_the_first_report() -> None:
    looked = looked_at(DECIDED, (20, 3), [THREAT])
    assert opened_at(looked, {THREAT: [30], ABUSE: [31]}) == 31


def test_what_asked_first_says_since_when_it_is_open() -> None:
    looked = looked_at(DECIDED, (20, 2), [THREAT])
    assert opened_at(looked, {THREAT: [30, 35], ABUSE: [33]}) == 33


def test_a_new_decision_covers_everything_before_it() -> None:
    looked = looked_at(40, None, ())
    assert looked.through == 40
    assert opened_at(looked, {THREAT: [41]}) == 41
