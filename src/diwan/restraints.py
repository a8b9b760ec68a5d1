"""A restraint: what moderators keep a reader from who has signed in. It is a record; that it is lifted is another one.

    hold   no machine decides about his comments: each waits for a person, whatever the policy says
    mute   until its end he may not write
    bar    he may not write, without an end or until one

Several can be in force at once, and each is lifted by itself. A guest has none: a name proves nothing, and whoever is kept from
writing under one takes another. Nobody is restrained in secret: he is told what, until when, and how to object.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from diwan.clock import DAY, Milliseconds
from diwan.errors import Unacceptable
from diwan.guidelines import Guideline

MUTE_DAYS = 14
"""For so many days at most a moderator mutes, unless the settings say otherwise. An editor may for longer."""
MOST_DAYS = 3650
"""What lasts longer has no end."""


class Effect(StrEnum):
    """What a restraint keeps somebody from. The values are stored and must never change."""

    HOLD = "hold"
    MUTE = "mute"
    BAR = "bar"


SILENCING = frozenset({Effect.MUTE, Effect.BAR})
"""Under these he may not write."""


@dataclass(frozen=True, slots=True)
class Restraint:
    """The record that `by`, a moderator, restrained a reader because of what broke `guideline`. `until` is None where it has no end.

    `note` is for colleagues, "" if there is none; the reader is told the rest.
    """

    id: str
    reader_id: str
    effect: Effect
    guideline: Guideline
    until: Milliseconds | None
    by: str
    note: str = field(repr=False)
    at: Milliseconds

    def is_over(self, at: Milliseconds) -> bool:
        """Whether its time was up then."""
        return self.until is not None and self.until <= at


@dataclass(frozen=True, slots=True)
class Lifting:
    """The record that `by`, an editor, ended a restraint before its time."""

    restraint_id: str
    by: str
    note: str = field(repr=False)
    at: Milliseconds


def end_of(effect: Effect, days: int | None, at: Milliseconds) -> Milliseconds | None:
    """When a restraint of so many days from `at` ends; None: never. Raises Unacceptable for an effect that needs an end, or a bad one."""
    if days is None:
        if effect is Effect.MUTE:
            raise Unacceptable(
                "Say for how many days: who may not write without an end is barred.", field="days"
            )
        return None
    if not 1 <= days <= MOST_DAYS:
        raise Unacceptable(f"Write from 1 to {MOST_DAYS} days.", field="days")
    return at + days * DAY


def silencing(restraints: Sequence[Restraint]) -> Restraint | None:
    """Of restraints in force the one that keeps him from writing longest; None if he may write."""
    found = [each for each in restraints if each.effect in SILENCING]
    return max(found, key=lambda each: (each.until is None, each.until or 0, each.at), default=None)


class Restraints(Protocol):
    """What a job may do with them, inside the writer's transaction: a part of `ports.Transaction`."""

    def restraints_on(self, reader_id: str, at: Milliseconds) -> list[Restraint]:
        """What is in force then against a reader, the oldest first. Take the ledger's turn first."""
        ...

    def is_held(self, comment_id: str, at: Milliseconds) -> bool:
        """Whether anything is in force then against the reader who signed this comment. Take the ledger's turn first."""
        ...

    def restraint(self, restraint_id: str) -> Restraint | None: ...
    def is_lifted(self, restraint_id: str) -> bool: ...
    def last_act_on(self, reader_id: str) -> int:
        """The ledger position of the latest restraint of this reader, or of its lifting; -1 if there was none."""
        ...

    def is_editor(self, moderator_id: str) -> bool:
        """Whether this moderator was appointed as an editor."""
        ...

    def keep_restraint(
        self,
        restraint: Restraint,
        *,
        salt: bytes,
        note_salt: bytes | None,
        position: int,
    ) -> None: ...
    def keep_lifting(self, lifting: Lifting, *, note_salt: bytes | None, position: int) -> None: ...
