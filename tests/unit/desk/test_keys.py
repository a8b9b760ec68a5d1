"""Keys are places on a keyboard, each moderator's own; two actions never share one, and what is stored always makes a keymap."""

import json

import pytest
from hypothesis import given, strategies as st

from diwan.desk import keys
from diwan.desk.keys import DEFAULT, NONE, OF_KINDS, ON_CARD, PLACES, Action, Conflict, Keymap
from diwan.errors import Malformed
from diwan.guidelines import AbuseKind, Guideline

asked = st.fixed_dictionaries(
    {}, optional={action: st.sampled_from([NONE, *PLACES]) for action in (*ON_CARD, *OF_KINDS)}
)


def test_the_desk_comes_with_a_key_for_everything_and_none_twice() -> None:
    assert set(ON_CARD) == {*Action, *Guideline}
    assert set(OF_KINDS) == set(AbuseKind)
    for group in (ON_CARD, OF_KINDS):
        assert set(group.values()) <= set(PLACES)
        assert len(set(group.values())) == len(group)
    assert DEFAULT.shown(Action.APPROVE) == "A"
    assert [DEFAULT.shown(guideline) for guideline in Guideline] == list("123456")


def test_no_key_is_one_that_moves_presses_or_leaves_something_by_itself() -> None:
    assert {"Enter", "Escape", "Tab", "Space", "ArrowUp", "ArrowDown", "Backspace"}.isdisjoint(PLACES)


@given(asked)
def test_what_has_no_conflict_gives_every_action_what_was_asked(chosen: dict[str, str]) -> None:
    keymap = keys.chosen(chosen)
    if not keys.conflicts(chosen):
        assert keymap.places == {**ON_CARD, **OF_KINDS, **chosen}
    assert keys.read(keymap.stored) == keymap


@given(asked)
def test_a_keymap_never_has_a_key_twice_that_was_given_once(own: dict[str, str]) -> None:
    """Also where an action that came with a later version would take a key that somebody gave to another."""
    for group in (ON_CARD, OF_KINDS):
        given_once = [place for place in (own.get(action) for action in group) if place]
        if len(set(given_once)) == len(given_once):
            used = [place for action, place in Keymap(own).places.items() if action in group and place]
            assert len(set(used)) == len(used)


def test_a_conflict_names_the_key_and_all_its_actions() -> None:
    found = keys.conflicts({Action.NEXT: "KeyA", Action.NOTE: "KeyA", "sexism": "Digit2"})
    assert sorted(found, key=lambda each: each.place) == [
        Conflict("Digit2", ("sexism", "racism")),
        Conflict("KeyA", (Action.APPROVE, Action.NOTE, Action.NEXT)),
    ]


def test_a_kind_of_abuse_may_have_the_key_of_something_else() -> None:
    """It is asked for alone."""
    assert keys.conflicts({"sexism": "KeyA"}) == []


def test_an_action_may_have_no_key() -> None:
    keymap = keys.chosen({Action.LAST: NONE, Action.NEXT: "KeyU"})
    assert keymap.places[Action.LAST] == NONE
    assert keymap.shown(Action.LAST) == ""
    assert "last" not in json.loads(keymap.spelled)["card"].values()


@pytest.mark.parametrize("wrong", [{"approve": "Enter"}, {"approve": "a"}, {"resign": "KeyA"}])
def test_what_is_no_key_or_no_action_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Malformed):
        keys.chosen(wrong)


@pytest.mark.parametrize("stored", ["", "nonsense", "[]", "1", '{"gone":"KeyX"}', '{"approve":"Enter"}'])
def test_what_cannot_be_read_is_the_desks_own(stored: str) -> None:
    assert keys.read(stored) == DEFAULT


def test_the_script_is_told_what_each_place_does() -> None:
    told = json.loads(DEFAULT.spelled)
    assert told["card"]["KeyA"] == "approve"
    assert told["card"]["Digit2"] == "threat"
    assert told["kinds"]["Digit2"] == "racism"
