"""A reader who signed in, as moderators see him: what became of his comments, and what is in force against him. Pure.

Who he is to whoever vouches for him is shown to nobody. Of a guest there is no record: a name proves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from diwan.clock import Milliseconds
from diwan.guidelines import Guideline
from diwan.restraints import Lifting, Restraint

MOST_COUNTED = 1000
"""So many of his comments are counted at most, so that a card costs the same whoever wrote it."""


class State(StrEnum):
    """What of his comments a moderator asks to see."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Act:
    """A restraint with the name of who made it, and how it was lifted, if it was. `reader_name` is that of his latest comment."""

    restraint: Restraint
    position: int
    by_name: str
    lifting: Lifting | None
    lifted_by: str | None
    reader_name: str | None = field(default=None, repr=False)

    def is_in_force(self, at: Milliseconds) -> bool:
        """Whether it was in force then."""
        return self.lifting is None and not self.restraint.is_over(at)


@dataclass(frozen=True, slots=True)
class Record:
    """How a reader has fared here: how many of his comments wait, were approved, or rejected under what; the latter most often first.

    `acts` are the restraints of him, the latest first. What he has withdrawn is his no more, and not counted.
    """

    reader_id: str
    waiting: int
    approved: int
    rejected: Mapping[Guideline, int]
    acts: tuple[Act, ...]

    @property
    def rejections(self) -> int:
        """Under all guidelines together."""
        return sum(self.rejected.values())

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than were counted."""
        return self.waiting + self.approved + self.rejections >= MOST_COUNTED

    def in_force(self, at: Milliseconds) -> list[Act]:
        """What was in force against him then."""
        return [act for act in self.acts if act.is_in_force(at)]


@dataclass(frozen=True, slots=True)
class Known:
    """A reader's own page. `name` is that of his latest comment, None if he has none; `last_act` the ledger position of the latest act on
    him, -1 if there is none; `departed` whether he was forgotten, as he wished.
    """

    record: Record
    name: str | None = field(repr=False)
    last_act: int
    departed: bool
