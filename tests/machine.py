"""A model and rules that see what a test says, and the most permissive policy there can be."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from diwan.guidelines import Guideline
from diwan.screening.check import Check, Reading
from diwan.screening.findings import Finding, Mark
from diwan.screening.policy import LEAST_TO_REJECT, MAY_DECIDE, MOST_TO_APPROVE, Policies, Policy, SitePolicy
from diwan.screening.screener import Screener
from tests.house import SITE

MOST_PERMISSIVE = Policy(
    MAY_DECIDE, dict.fromkeys(Guideline, LEAST_TO_REJECT), dict.fromkeys(Guideline, MOST_TO_APPROVE)
)
PERMISSIVE = Policies({SITE.id: SitePolicy(MOST_PERMISSIVE)})


class Scripted:
    """A check that does what a test says."""

    languages: frozenset[str] | None = None

    def __init__(self, name: str, version: str, look: Callable[[Reading], Any]) -> None:
        self.name = name
        self.version = version
        self._look = look

    def look(self, reading: Reading) -> Any:
        return self._look(reading)


class Model(Scripted):
    """Speaks about every guideline, and sees one where the body has its code. `reads` is called with each reading."""

    def __init__(self, reads: Callable[[Reading], object] = lambda _reading: None) -> None:
        super().__init__("model", "9f86d081", self._scores)
        self._reads = reads

    def _scores(self, reading: Reading) -> list[Finding]:
        self._reads(reading)
        return [
            Finding("model", self.version, g, 0.97 if g in reading.words.body else 0.01) for g in Guideline
        ]


def marking(mark: Mark) -> Scripted:
    """A check that marks every comment."""
    return Scripted("marking", "1", lambda _reading: [Finding("marking", "1", None, 0.9, mark=mark)])


def lexicon(guideline: Guideline) -> Scripted:
    """A rule that sees a guideline in every comment."""
    return Scripted("lexicon", "3", lambda _reading: [Finding("lexicon", "3", guideline, 1.0)])


def screener(*checks: Check, timeout_s: float = 60) -> Screener:
    """The checks, ready to run."""
    return Screener(checks, timeout_s=timeout_s)


def broken(release: threading.Event) -> dict[str, Callable[[Reading], Any]]:
    """What a check may do instead of looking; those that hang do so until `release`."""

    def fail(_reading: Reading) -> Sequence[Finding]:
        raise ValueError("broken")

    def hang(_reading: Reading) -> Sequence[Finding]:
        release.wait(60)
        return []

    def nonsense(_reading: Reading) -> Sequence[Finding]:
        return [Finding("broken", "1", Guideline.THREAT, float("nan"))]

    return {
        "fails": fail,
        "hangs": hang,
        "talks nonsense": nonsense,
        "says nothing of sense": lambda _reading: "approved",
    }
