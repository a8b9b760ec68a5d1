"""The figures of the house, for those who run it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decided:
    """How many decisions had this outcome, author and guideline (empty for an approval)."""

    outcome: str
    author_kind: str
    guideline: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts out of the database at one moment. `oldest_waiting_age_s` is 0 where nothing waits.

    `printed_without_decision` counts comments on a printed page that no approving decision on exactly that text stands
    behind. It must be 0; anything else is the worst thing that can happen here.
    """

    waiting: int
    oldest_waiting_age_s: float
    printed: int
    printed_without_decision: int
    submissions: int
    ledger_size: int
    checkpoint_size: int
    unprinted: int
    unscreened: int
    decisions: tuple[Decided, ...] = field(default=())
