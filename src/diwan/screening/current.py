"""The screener whose term lists are those that hold now.

Editors revise lists at the desk of any process. Whoever screens asks before each comment which revision holds, and makes the one check
anew if it is another: a revision holds from its commit on for everything that is read after it, in all processes.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Protocol

from diwan.errors import Unavailable
from diwan.screening.check import Check
from diwan.screening.checks import with_lists
from diwan.screening.scores import Scored, Text
from diwan.screening.screener import TOGETHER, Screener
from diwan.screening.terms.lists import TermList


class Desk(Protocol):
    """Where the desk's lists are kept."""

    def revision(self) -> int:
        """The latest revision of any list; 0 where there has never been one. Raises Unavailable."""
        ...

    def lists(self, revision: int) -> Sequence[TermList]:
        """Every list as of that revision, without those that are empty. Raises Unavailable."""
        ...


class Screens(Protocol):
    """What comments are screened with."""

    def now(self) -> Screener:
        """The screener to be used for the next comment, from the beginning to the end. Raises Unavailable."""
        ...

    def prepare(self) -> None:
        """Load what the checks need."""
        ...


class Scores(Protocol):
    """What texts are scored with."""

    def prepare(self) -> None:
        """Load what the checks need."""
        ...

    def score_many(self, texts: Iterable[Text]) -> Iterator[Scored]:
        """What the checks make of each text, in their order."""
        ...


class CurrentScreener:
    """The checks `ordered`, with the `files` of the settings and the lists of the desk side by side. For several threads."""

    def __init__(
        self, screener: Screener, ordered: Sequence[Check], files: Sequence[TermList], desk: Desk
    ) -> None:
        self._screener = screener
        self._ordered = tuple(ordered)
        self._files = tuple(files)
        self._desk = desk
        self._revision = 0
        self._turn = threading.Lock()

    def now(self) -> Screener:
        """The screener with the lists that hold. Raises Unavailable where that cannot be known."""
        revision = self._desk.revision()
        with self._turn:
            # Who asked earlier may come later: what is newer stays.
            if revision > self._revision:
                lists = (*self._files, *self._desk.lists(revision))
                self._screener = self._screener.having(with_lists(self._ordered, lists, revision))
                self._revision = revision
            return self._screener

    @property
    def files(self) -> tuple[TermList, ...]:
        """The lists of the settings."""
        return self._files

    @property
    def versions(self) -> tuple[str, ...]:
        """The checks as `name@version`, in order, as they are now."""
        return self.now().versions

    def prepare(self) -> None:
        """Load what the checks need. Without a database it is done with the lists of the files."""
        with suppress(Unavailable):
            self.now()
        self._screener.prepare()

    def score_many(self, texts: Iterable[Text], *, together: int = TOGETHER) -> Iterator[Scored]:
        """What the checks make of each text. While the database cannot be read, with the lists that were known last."""
        with suppress(Unavailable):
            self.now()
        return self._screener.score_many(texts, together=together)
