"""How long readers typically wait is told from what happened, or not at all."""

import pytest

from diwan.clock import DAY, HOUR, MINUTE, SECOND
from diwan.desk.sums import Sums, bin_of
from diwan.desk.typical_wait import FEWEST, rounded_up, typical_wait


def day(*waits: int) -> Sums:
    sums = Sums()
    for wait in waits:
        sums.waits[bin_of(wait)] = sums.waits.get(bin_of(wait), 0) + 1
    return sums


def test_half_and_nine_of_ten_over_all_days_together() -> None:
    told = typical_wait([day(*[10 * MINUTE] * 12), day(*[HOUR] * 7, 20 * HOUR)])
    assert told is not None
    assert told.of == 20
    assert told.half == pytest.approx(10 * MINUTE, rel=0.05)
    assert told.most == pytest.approx(HOUR, rel=0.05)


def test_too_few_decisions_tell_nothing() -> None:
    assert typical_wait([]) is None
    assert typical_wait([day(*[MINUTE] * (FEWEST - 1))]) is None
    assert typical_wait([day(*[MINUTE] * (FEWEST - 1)), day(MINUTE)]) is not None


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (1, ("minutes", 1)),
        (61 * SECOND, ("minutes", 2)),
        (59 * MINUTE, ("minutes", 59)),
        (59 * MINUTE + 1, ("hours", 1)),
        (90 * MINUTE, ("hours", 2)),
        (47 * HOUR, ("hours", 47)),
        (47 * HOUR + 1, ("days", 2)),
        (3 * DAY + 1, ("days", 4)),
    ],
)
def test_a_length_of_time_is_said_in_one_unit_and_never_too_short(length: int, said: tuple[str, int]) -> None:
    assert rounded_up(length) == said
