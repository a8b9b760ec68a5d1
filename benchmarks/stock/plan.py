"""What a newsroom's past consists of: how many comments, in how many threads, how many of them wait."""

from dataclasses import dataclass

from diwan.clock import DAY
from diwan.editions.sheets import PAGE_SIZE

LANGUAGES = ("en", "ckb", "ku", "ar", "tr", "fa")
SITES = ("courier", "gazette")
SECTIONS = ("City", "Politics", "Sport", "Culture", "Economy", "World", "Opinion", "Science")
PAST = 90 * DAY
"""Over so long a time the comments came in."""
VISIT = PAGE_SIZE
"""So many comments come in on one thread before the next one has its turn: a page of it."""
THREAD = 200
"""Comments of a thread, where they are spread over many."""
SIGNED = 5
"""One comment in so many is by a reader who had signed in."""
READERS = 20
"""To so many comments there is one such reader."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`stored` comments in all, the latest `waiting` of them undecided, in one thread or spread over many."""

    stored: int
    waiting: int
    one_thread: bool = False

    @property
    def threads(self) -> int:
        return 1 if self.one_thread else max(2, self.stored // THREAD)

    @property
    def readers(self) -> int:
        return max(1, self.stored // READERS)

    @property
    def name(self) -> str:
        """As a folder or a database may be called."""
        return f"stock_{self.stored}_{self.waiting}_{'one' if self.one_thread else 'many'}"
