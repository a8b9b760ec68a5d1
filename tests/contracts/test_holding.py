"""A site may hold approvals back from print for some seconds. What was changed in time was never seen, on both databases."""

from dataclasses import replace

import pytest

from diwan.clock import HOUR, SECOND
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from tests.house import SITE, House

HOLD_S = 10


@pytest.fixture
def holding(diwan: House) -> House:
    diwan.sites[SITE.id] = replace(SITE, hold_seconds=HOLD_S)
    diwan.register()
    diwan.print()
    return diwan


def test_an_approval_is_printed_when_its_hold_is_over_and_not_before(holding: House) -> None:
    holding.decide(holding.submit("held-words"))
    holding.print()
    holding.clock.advance(HOLD_S * SECOND - 1)
    holding.print()
    assert "held-words" not in holding.read_everything()
    holding.clock.advance(1)
    holding.print()
    assert "held-words" in holding.front()


def test_an_approval_that_was_changed_in_time_was_never_printed(holding: House) -> None:
    acknowledged = holding.submit("held-words")
    approval = holding.decide(acknowledged)
    holding.print()
    holding.clock.advance(HOLD_S * SECOND - 1)
    holding.decide(acknowledged, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)
    holding.clock.advance(HOLD_S * SECOND)
    holding.print()
    assert "held-words" not in holding.read_everything()
    with holding.store.reading() as view:
        assert view.owing_threads() == []


def test_what_is_held_does_not_slip_in_with_its_neighbours(holding: House) -> None:
    """Both stand on one page, and the second is owed already while the first is held."""
    first, second = holding.submit("held-words"), holding.submit("words-to-print")
    holding.decide(second)
    holding.clock.advance(HOLD_S * SECOND)
    holding.decide(first)
    holding.print()
    assert "words-to-print" in holding.front()
    assert "held-words" not in holding.read_everything()
    holding.clock.advance(HOLD_S * SECOND)
    holding.print()
    assert "held-words" in holding.front()


def test_a_retraction_and_an_erasure_never_wait(holding: House) -> None:
    rejected, erased = holding.submit("to-be-rejected"), holding.submit("to-be-erased")
    approvals = [holding.decide(each) for each in (rejected, erased)]
    holding.clock.advance(HOLD_S * SECOND)
    holding.print()
    assert "to-be-rejected" in holding.front()
    holding.decide(rejected, Outcome.REJECTED, Guideline.THREAT, supersedes=approvals[0].id)
    holding.erase(erased.comment_id)
    holding.print()
    assert "to-be" not in holding.read_everything()


def test_an_approval_after_a_retraction_is_held_like_the_first(holding: House) -> None:
    parent = holding.submit("the-parent", name="Parent-name")
    approval = holding.decide(parent)
    holding.clock.advance(HOLD_S * SECOND)
    holding.print()
    reply = holding.submit("the-reply", parent=parent.comment_id)
    rejection = holding.decide(parent, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)
    holding.decide(reply)
    holding.clock.advance(HOLD_S * SECOND)
    holding.print()
    holding.decide(parent, supersedes=rejection.id)
    holding.print()
    assert "the-parent" not in holding.read_everything()
    assert "Parent-name" not in holding.read_everything()
    holding.clock.advance(HOLD_S * SECOND)
    holding.print()
    assert "the-parent" in holding.read_everything()


def test_a_restart_in_the_middle_of_a_hold_changes_nothing(holding: House) -> None:
    holding.decide(holding.submit("held-words"))
    holding.restock()
    assert "held-words" not in holding.read_everything()
    holding.clock.advance(HOLD_S * SECOND)
    holding.restock()
    assert "held-words" in holding.front()


def test_many_held_approvals_keep_no_other_from_being_printed(
    holding: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diwan.lifecycle.publishing.PRINT_RUN", 2)
    ready = holding.submit("words-to-print")
    for n in range(3):
        holding.decide(holding.submit(f"held-words {n}"))
    holding.sites[SITE.id] = replace(SITE, hold_seconds=HOLD_S)
    holding.clock.advance(1)
    held_until = HOLD_S * SECOND - 1
    approved_before = holding.clock.at - HOLD_S * SECOND
    holding.clock.at = approved_before
    holding.decide(ready)
    holding.clock.at = approved_before + held_until + 1
    holding.print()
    assert "words-to-print" in holding.front()
    assert "held-words" not in holding.read_everything()


def test_a_site_that_holds_nothing_back_prints_at_once(diwan: House) -> None:
    diwan.register()
    diwan.decide(diwan.submit("words-to-print"))
    diwan.print()
    assert "words-to-print" in diwan.front()


def test_what_was_approved_before_the_clock_was_set_back_is_not_held_until_that_time_comes_again(
    holding: House,
) -> None:
    holding.decide(holding.submit("held-words"))
    holding.clock.advance(-HOUR)
    holding.print()
    assert "held-words" in holding.front()
    holding.decide(holding.submit("later-words"))
    holding.print()
    assert "later-words" not in holding.read_everything()
    holding.clock.advance(HOLD_S * SECOND)
    holding.print()
    assert "later-words" in holding.front()
