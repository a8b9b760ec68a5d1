"""The keys of the desk: what each one does, and how a moderator sets them otherwise. Pure.

A key is a place on the keyboard (`KeyboardEvent.code` of UI Events), never a letter: a Kurdish or Arabic layout has no A, and the
place where A stands on an English one does the same everywhere. What is shown of a key is what an English keyboard has printed there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from diwan.errors import Malformed
from diwan.guidelines import AbuseKind, Guideline


class Action(StrEnum):
    """What a key may do on a card, besides rejecting. The values are stored, and stand in the pages."""

    APPROVE = "approve"
    CONFIRM = "confirm"
    SECOND = "second"
    ESCALATE = "escalate"
    NOTE = "note"
    UNMASK = "unmask"
    ARTICLE = "article"
    NEXT = "next"
    PREVIOUS = "previous"
    LAST = "last"
    SEARCH = "search"


PLACES: dict[str, str] = {
    **{f"Digit{n}": str(n) for n in (*range(1, 10), 0)},
    **{f"Key{letter}": letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    "Backquote": "`",
    "Minus": "-",
    "Equal": "=",
    "BracketLeft": "[",
    "BracketRight": "]",
    "Backslash": "\\",
    "Semicolon": ";",
    "Quote": "'",
    "Comma": ",",
    "Period": ".",
    "Slash": "/",
}
"""The keys there are to choose from, by place, with what is printed on them. Those that move, press, or leave something by themselves
(Enter, Escape, Tab, the space bar, arrows) are not among them. The digits of a number pad do what those above the letters do."""

_LETTERS: dict[str, str] = {
    Action.APPROVE: "A",
    Action.CONFIRM: "C",
    Action.SECOND: "O",
    Action.ESCALATE: "E",
    Action.NOTE: "N",
    Action.UNMASK: "V",
    Action.ARTICLE: "T",
    Action.NEXT: "J",
    Action.PREVIOUS: "K",
    Action.LAST: "U",
}
ON_CARD: dict[str, str] = {
    Action.APPROVE: "KeyA",
    **{guideline.value: f"Digit{n}" for n, guideline in enumerate(Guideline, 1)},
    **{action: f"Key{letter}" for action, letter in _LETTERS.items() if action != Action.APPROVE},
    Action.SEARCH: "Slash",
}
"""What the keys do on a card, as the desk comes: a key for each action, and for rejecting under each guideline."""
OF_KINDS: dict[str, str] = {kind.value: f"Digit{n}" for n, kind in enumerate(AbuseKind, 1)}
"""The second key, once a rejection asks for the kind of abuse. Nothing else is asked then, so that it may be any key again."""
NONE = ""
"""For an action without a key."""
_DEFAULTS = ON_CARD | OF_KINDS


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that was given to several actions of one group."""

    place: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Keymap:
    """Somebody's keys. `own` are those that differ from what comes with the desk: a place for each action, or NONE."""

    own: Mapping[str, str]

    @cached_property
    def places(self) -> dict[str, str]:
        """The place of every action. Where an action that came later would take a key that somebody gave to another, his choice stands."""
        return {
            action: place
            for group in (ON_CARD, OF_KINDS)
            for action, place in _filled(group, self.own).items()
        }

    def shown(self, action: str) -> str:
        """What is printed on the action's key; "" if it has none."""
        return PLACES.get(self.places[action], "")

    @property
    def spelled(self) -> str:
        """For the script: a JSON object that says for each group what the key in a place does."""
        told = {
            name: {self.places[action]: action for action in group if self.places[action] != NONE}
            for name, group in (("card", ON_CARD), ("kinds", OF_KINDS))
        }
        return json.dumps(told, separators=(",", ":"))

    @property
    def stored(self) -> str:
        """What is stored of it."""
        return json.dumps(dict(sorted(self.own.items())), separators=(",", ":"))


DEFAULT = Keymap({})


def read(stored: str) -> Keymap:
    """The keymap in what was stored. What is no longer known is left out: a desk with its own keys is better than none."""
    try:
        told = json.loads(stored)
    except ValueError:
        return DEFAULT
    if not isinstance(told, dict):
        return DEFAULT
    return Keymap({a: p for a, p in told.items() if a in _DEFAULTS and (p == NONE or p in PLACES)})


def chosen(asked: Mapping[str, str]) -> Keymap:
    """The keymap with these places for its actions; what is not named keeps the key it comes with. Raises Malformed."""
    for action, place in asked.items():
        if action not in _DEFAULTS or not (place == NONE or place in PLACES):
            raise Malformed("The form names a key that there is not. Load the page again.", field="keys")
    return Keymap({action: place for action, place in asked.items() if place != _DEFAULTS[action]})


def conflicts(asked: Mapping[str, str]) -> list[Conflict]:
    """The keys that several actions of one group were given, in the order of the keyboard."""
    found = []
    for group in (ON_CARD, OF_KINDS):
        for place in PLACES:
            actions = tuple(action for action in group if asked.get(action, group[action]) == place)
            if len(actions) > 1:
                found.append(Conflict(place, actions))
    return found


def _filled(group: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    taken = {own[action] for action in group if action in own}
    return {action: own.get(action, NONE if place in taken else place) for action, place in group.items()}
