"""Reports at the desk: when a comment that readers see asks for another look, and what its card tells of it. Pure.

What a moderator has looked at is looked at: one who clears a comment of a report says until how many more of the same guideline
that holds. A decision made anew covers everything before it. No number of reports decides anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diwan.guidelines import AbuseKind, Guideline
from diwan.reports import Clearing, Report


@dataclass(frozen=True, slots=True)
class LookedAt:
    """How far the reports on a comment have been looked at: up to the ledger position `through`.

    `reopens` says, for each guideline that was looked at and let stand, how many further reports ask for another look.
    """

    through: int
    reopens: Mapping[str, int]


def looked_at(decided: int, clearing: tuple[int, int] | None, before: Sequence[str]) -> LookedAt:
    """What follows from the current decision's position, its last clearing (`through`, `reopens`) and the guidelines that the
    reports up to there name."""
    if clearing is None:
        return LookedAt(decided, {})
    through, reopens = clearing
    return LookedAt(max(decided, through), dict.fromkeys(before, reopens))


def opened_at(looked: LookedAt, later: Mapping[str, Sequence[int]]) -> int | None:
    """The ledger position of the report that asked for another look; None while none does.

    `later` are the positions of the reports behind `looked.through`, in order. Of each guideline as many as could be needed
    are enough: what asked once is not taken back by what comes after.
    """
    asking = [
        positions[needed - 1]
        for guideline, positions in later.items()
        if len(positions) >= (needed := looked.reopens.get(guideline, 1))
    ]
    return min(asking, default=None)


# --- on the card -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports name this guideline, and kind of abuse: those nobody has looked at, and those somebody has."""

    guideline: Guideline
    abuse_kind: AbuseKind | None
    fresh: int
    seen: int


@dataclass(frozen=True, slots=True)
class Told:
    """A report on the card; `fresh` if nobody has looked at it."""

    report: Report
    position: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clearing with the name of who made it, the guidelines he had before him, and its place in the ledger."""

    clearing: Clearing
    by_name: str
    guidelines: tuple[Guideline, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Reported:
    """All reports on one comment: counted, the newest in full, and who has looked at them.

    `is_open` says that somebody should look. `through` is the position of the newest report, which a clearing names. `untold` is
    how many older reports are only counted.
    """

    tallies: tuple[Tally, ...]
    told: tuple[Told, ...]
    cleared: tuple[Cleared, ...]
    through: int
    is_open: bool
    untold: int

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(tally.fresh + tally.seen for tally in self.tallies)
