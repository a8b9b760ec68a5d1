"""Looking under a time limit: a round of looks is done by one thread, while another watches that none takes too long.

A round is handed over once, whatever number of looks it holds: handing each of them over by itself cost more than most of them.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import NamedTuple, TypeAlias

Seconds: TypeAlias = float


class Look(NamedTuple):
    """What is to be done at a time: `see` returns what it saw, or raises; `limit_s` is how long it may take."""

    see: Callable[[], object]
    limit_s: Seconds


class Late:
    """In the place of an answer: the look took longer than its limit."""


LATE = Late()


@dataclass(slots=True)
class _Round:
    looks: Sequence[Look]
    answers: list[object] = field(default_factory=list)
    begun: tuple[int, Seconds] = (0, float("inf"))
    """Which look is going on, and since when. One tuple, so that whoever watches never sees halves of two."""
    given_up: bool = False
    done: threading.Lock = field(default_factory=threading.Lock)
    """Held until there is no more to wait for."""

    def __post_init__(self) -> None:
        self.done.acquire()

    def do(self) -> None:
        """In the worker's thread."""
        for number, look in enumerate(self.looks):
            if self.given_up:
                return
            self.begun = (number, time.monotonic())
            try:
                answer = look.see()
            except Exception as error:  # noqa: BLE001 - whatever a check does wrong, the comment goes to a human
                answer = error
            self.answers.append(answer)
        self.done.release()

    def watched(self) -> list[object]:
        """What each look returned or raised, in order; LATE stands last if that one took too long, and the rest was not waited for."""
        left = self.looks[0].limit_s
        while not self.done.acquire(timeout=left):
            number, since = self.begun
            look = self.looks[number]
            left = since + look.limit_s - time.monotonic()
            if since == float("inf") or len(self.answers) > number:
                left = look.limit_s  # it has not begun, or has just ended: what comes next is looked at then
            elif left <= 0:
                self.given_up = True
                return [*self.answers[:number], LATE]
        return self.answers


class Worker:
    """A thread that does rounds, one after the other: to start one for each costs as much as many a check."""

    def __init__(self) -> None:
        self._rounds: SimpleQueue[_Round | None] = SimpleQueue()
        self.thread = threading.Thread(target=_work, args=(self._rounds,), name="diwan-check", daemon=True)
        self.thread.start()

    def look(self, looks: Sequence[Look]) -> list[object]:
        """As `_Round.watched` says. After a LATE the worker ends by itself when its look does, and must not be asked again.

        Python cannot stop a thread. One that hangs is left behind as a daemon.
        """
        if not looks:
            return []
        begun = _Round(looks)
        self._rounds.put(begun)
        answers = begun.watched()
        if begun.given_up:
            self._rounds.put(None)
        return answers

    def __del__(self) -> None:
        self._rounds.put(None)


def _work(rounds: "SimpleQueue[_Round | None]") -> None:
    while (begun := rounds.get()) is not None:
        begun.do()
        del begun  # nobody's words are kept while the thread waits
