"""What an experiment came to: attempts, failures, and what is told of them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Noticed(Exception):
    """The first failure of a hasty outcome."""


MOST_TOLD = 20
"""Failures that are kept as sentences; the others are only counted."""


@dataclass
class Outcome:
    """One row of the table. An attempt that goes wrong in two ways is two failures."""

    experiment: str
    database: str
    attempts: int = 0
    failures: int = 0
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)
    """The first failures, each a sentence."""
    sizes: dict[str, int] = field(default_factory=dict)
    """What else was counted, by name, so that a reader sees what an attempt was."""
    hasty: bool = False
    """Whether the first failure is enough, as where a fault is planted: it raises Noticed, which ends `timed`."""

    def fail(self, sentence: str) -> None:
        """Count a failure, and keep its sentence if there are not too many."""
        self.failures += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(sentence)
        if self.hasty:
            raise Noticed(sentence)

    def expect(self, holds: object, sentence: str) -> None:
        """Count an attempt, and a failure if it does not hold."""
        self.attempts += 1
        if not holds:
            self.fail(sentence)

    def count(self, name: str, more: int = 1) -> None:
        """Add to what is counted besides."""
        self.sizes[name] = self.sizes.get(name, 0) + more

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Add the seconds of the block. Put it innermost: it ends quietly what ended in haste."""
        began = time.monotonic()
        try:
            yield
        except Noticed:
            pass
        finally:
            self.seconds += time.monotonic() - began
