"""Whatever a check may do instead of looking. Each fault is a function of a reading; a comment's words name the one it meets."""

import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import Guideline
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Span
from diwan.screening.policy import Proposal

SOUND: Final = "sound"
_NAMED: Final = re.compile(r"\[([a-z-]+):([a-z-]+)\]")


def named(check: str, fault: str) -> str:
    """What makes a comment's words bring a fault upon a check."""
    return f"[{check}:{fault}]"


class Child:
    """A program that a check asks over a pipe, as it would a model's own process."""

    def __init__(self) -> None:
        self._process = self._start()

    @staticmethod
    def _start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def die(self, _reading: Reading) -> Sequence[Finding]:
        """Ask it something, killed in the middle. Raises EOFError; the next one is asked of a new process."""
        process, self._process = self._process, self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"half a quest")
        process.kill()
        with process.stdin, process.stdout:
            process.wait()
            process.stdout.read(1024)
        raise EOFError("the model's process is gone")

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


class Faults:
    """The faults by name. Those that hang do so until `release`."""

    def __init__(self, check: str, version: str) -> None:
        self._sound: dict[str, Any] = {
            "check": check,
            "version": version,
            "guideline": Guideline.THREAT,
            "score": 0.01,
        }
        self._child = Child()
        self.hanging = threading.Event()
        self._released = threading.Event()
        said = self._says
        self.by_name: dict[str, Callable[[Reading], Any]] = {
            "raises": self._raises,
            "exits": self._exits,
            "stops-half-way": self._stops_half_way,
            "is-killed": self._child.die,
            "hangs": self._hangs,
            "nothing": said(None),
            "a-word": said("approved"),
            "bytes": said(b"[]"),
            "a-number": said(1),
            "a-proposal": said(
                [Proposal(Outcome.APPROVED, None, None, Author(AuthorKind.MODEL, check, version))]
            ),
            "a-mapping": said([{"guideline": "threat", "score": 0.0}]),
            "nan": said([self._finding(score=float("nan"))]),
            "infinite": said([self._finding(score=float("inf"))]),
            "below-zero": said([self._finding(guideline=each, score=-0.1) for each in Guideline]),
            "above-one": said([self._finding(score=1.5)]),
            "score-in-words": said([self._finding(score="low")]),
            "no-score": said([self._finding(score=None)]),
            "unknown-guideline": said([self._finding(guideline="kindness")]),
            "of-another-check": said([self._finding(check="somebody-else")]),
            "of-another-version": said([self._finding(version="0")]),
            "beside-the-words": said([self._finding(spans=(Span(0, 10**6),))]),
            "backwards": said([self._finding(spans=(Span(5, 2),))]),
            "without-end": said([self._finding(detail="x" * 10**6)]),
            "half-a-character": said([self._finding(detail="\ud800")]),
            "one-sound-one-not": said([self._finding(), self._finding(score=float("nan"))]),
        }

    def met(self, check: str, reading: Reading) -> Callable[[Reading], Any] | None:
        """The fault that this check meets with these words."""
        found = _NAMED.search(reading.words.body)
        if found is None or found[1] != check or found[2] == SOUND:
            return None
        return self.by_name[found[2]]

    def release(self) -> None:
        """Let what hangs go on."""
        self._released.set()

    def close(self) -> None:
        """Let everything go."""
        self.release()
        self._child.close()

    def _finding(self, **given: Any) -> Finding:
        return Finding(**{**self._sound, **given})

    @staticmethod
    def _says(what: object) -> Callable[[Reading], Any]:
        return lambda _reading: what

    @staticmethod
    def _raises(_reading: Reading) -> Sequence[Finding]:
        raise ValueError("broken")

    @staticmethod
    def _exits(_reading: Reading) -> Sequence[Finding]:
        raise SystemExit

    def _stops_half_way(self, _reading: Reading) -> Iterator[Finding]:
        yield self._finding()
        raise ConnectionResetError

    def _hangs(self, _reading: Reading) -> Sequence[Finding]:
        self._released.clear()
        self.hanging.set()
        self._released.wait(60)
        return []
