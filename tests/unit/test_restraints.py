"""Restraints: when one ends, and which of several is told."""

from dataclasses import replace

import pytest

from diwan.clock import DAY
from diwan.errors import Unacceptable
from diwan.guidelines import Guideline
from diwan.restraints import MOST_DAYS, Effect, Restraint, end_of, silencing

HOLD = Restraint("1", "reader", Effect.HOLD, Guideline.THREAT, None, "somebody", "", 0)
MUTE = replace(HOLD, id="2", effect=Effect.MUTE, until=5 * DAY)
BAR = replace(HOLD, id="3", effect=Effect.BAR, until=3 * DAY)


def test_an_end_is_so_many_days_away_and_a_mute_must_have_one() -> None:
    assert end_of(Effect.MUTE, 2, 7) == 7 + 2 * DAY
    assert end_of(Effect.HOLD, None, 7) is None
    for effect, days in ((Effect.MUTE, None), (Effect.BAR, 0), (Effect.BAR, MOST_DAYS + 1)):
        with pytest.raises(Unacceptable) as refused:
            end_of(effect, days, 7)
        assert refused.value.field == "days"


def test_it_is_over_at_its_end_and_not_before() -> None:
    assert not MUTE.is_over(5 * DAY - 1)
    assert MUTE.is_over(5 * DAY)
    assert not HOLD.is_over(2**60)


def test_what_keeps_him_from_writing_longest_is_told_and_a_hold_keeps_him_from_nothing() -> None:
    assert silencing([HOLD]) is None
    assert silencing([HOLD, MUTE, BAR]) == MUTE
    endless = replace(BAR, id="4", until=None)
    assert silencing([MUTE, endless, BAR]) == endless


def test_a_note_is_in_no_representation() -> None:
    assert "secret" not in repr(replace(HOLD, note="secret"))
