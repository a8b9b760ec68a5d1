"""The line in which texts wait for the checks: those that arrive together are read together, and nobody waits for company.

One thread reads. Whenever it is free it takes what waits, up to a budget, and reads that at once: an idle line answers one text
as fast as the checks do, a busy one in batches, in which texts of like length meet and the model is at its fastest. As long as anybody
asks who cannot wait, batches are small. Who sends many texts shares the thread with everybody else: each asking has one text
taken in its turn.

Guaranteed: an asking ends with a result for every text, in order, or with Overdue or Overloaded. What is overdue, or whose asker has
gone away, before it is begun, is not read. A text over which the reading breaks fails no other: it comes back as one of which nothing
could be told. Nothing is stored; if the process dies here, the askers hear nothing and ask again.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import TypeAlias

from diwan.scoring.room import Overdue, Overloaded
from diwan.screening.current import Scores
from diwan.screening.findings import Finding
from diwan.screening.scores import Scored, Text, scored

Seconds: TypeAlias = float

BUDGET_CHARACTERS = 4000
"""About a thousand tokens: four times what the model reads together (`classifier.BATCH_TOKENS`), so that little is padded."""
HURRIED_CHARACTERS = 1000
"""The budget where somebody is in a hurry: whoever comes while a batch is read waits for its end."""
HURRY: Seconds = 1.0
"""Who wants an answer within less is in a hurry."""
HURRIED_FOR: Seconds = 60.0
"""For so long after one in a hurry, the next is expected."""
LEAST_CHARACTERS = 20
"""What a text counts at least: the rules take their time over the shortest one too."""
READING, READING_VERSION = "reading", "1"
"""The check that is named where a text could not even be made ready for the checks."""


class _Asking:
    """Some texts, whoever waits for them, and how far they have come. Touched under the line's lock, but for the results."""

    __slots__ = ("begun", "deadline", "future", "left", "loop", "results", "texts")

    def __init__(self, texts: Sequence[Text], deadline: Seconds) -> None:
        self.texts = texts
        self.results: list[Scored | None] = [None] * len(texts)
        self.begun = 0
        self.left = len(texts)
        self.deadline = deadline
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[list[Scored]] = self.loop.create_future()

    @property
    def waiting(self) -> int:
        """How many of its texts are not begun."""
        return len(self.texts) - self.begun

    def keep(self, place: int, result: Scored) -> None:
        self.results[place] = result
        self.left -= 1
        if self.left == 0:
            self._tell(None)

    def fail(self, error: Exception) -> None:
        self._tell(error)

    def overdue(self) -> None:
        """In the loop: nobody waits any longer."""
        self._end(Overdue())

    def _tell(self, error: Exception | None) -> None:
        with suppress(RuntimeError):  # the loop is closed, and nobody there to hear it
            self.loop.call_soon_threadsafe(self._end, error)

    def _end(self, error: Exception | None) -> None:
        if self.future.done():
            return
        if error is None:
            self.future.set_result([each for each in self.results if each is not None])
        else:
            self.future.set_exception(error)


class Line:
    """`room.Scorer` over a screener: at most `most_waiting` texts wait. `trouble` hears of what went wrong with a text; it is
    given the exception and must not repeat its message."""

    def __init__(
        self,
        screener: Scores,
        *,
        most_waiting: int,
        trouble: Callable[[BaseException], None] = lambda _error: None,
        clock: Callable[[], Seconds] = time.monotonic,
    ) -> None:
        self._screener = screener
        self._most_waiting = most_waiting
        self._trouble = trouble
        self._clock = clock
        self._askings: deque[_Asking] = deque()
        self._waiting = 0
        self._hurried_until: Seconds = float("-inf")
        self._changing = threading.Lock()
        # An idle reader waits for a bell. (A `Condition` does the same, by a dozen more steps in Python.)
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._is_idle = False
        self._stopping = False
        self._prepared = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def waiting(self) -> int:
        """How many texts wait to be begun."""
        return self._waiting

    @property
    def is_ready(self) -> bool:
        """Whether the checks have loaded what they need."""
        return self._prepared.is_set()

    def start(self) -> None:
        """Begin, and load what the checks need. The first asking does it too; doing it twice is the same as once."""
        with self._changing:
            if self._thread is None and not self._stopping:
                self._thread = threading.Thread(target=self._read_on, name="diwan-scoring", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Finish what is begun, refuse what waits, and end."""
        with self._changing:
            self._stopping = True
            self._wake()
        if self._thread is not None:
            self._thread.join()
        self._refuse_all()

    async def score(self, texts: Sequence[Text], *, within_s: float | None = None) -> list[Scored]:
        """What the checks make of each text, in order. Raises Overdue after `within_s` seconds, and Overloaded at once."""
        if not texts:
            return []
        if within_s is not None and within_s <= 0:
            raise Overdue
        deadline = float("inf") if within_s is None else self._clock() + within_s
        asking = _Asking(tuple(texts), deadline)
        self.start()
        with self._changing:
            if self._stopping or self._waiting + len(texts) > self._most_waiting:
                raise Overloaded
            if within_s is not None and within_s < HURRY:
                self._hurried_until = self._clock() + HURRIED_FOR
            self._askings.append(asking)
            self._waiting += len(texts)
            self._wake()
        # The loop's own timer: `wait_for` does the same by three more calls.
        timer = None if within_s is None else asking.loop.call_later(within_s, asking.overdue)
        try:
            return await asking.future
        finally:
            if timer is not None:
                timer.cancel()
            if asking.left:
                self._forget(asking)

    def _forget(self, asking: _Asking) -> None:
        """Nobody waits for it any more: what is not begun never will be."""
        with self._changing:
            if asking in self._askings:
                self._askings.remove(asking)
                self._waiting -= asking.waiting

    def _read_on(self) -> None:
        self._screener.prepare()
        self._prepared.set()
        while True:
            with self._changing:
                if self._stopping:
                    return
                batch = self._taken()
                self._is_idle = not batch
            if batch:
                self._read(batch)
            else:
                self._bell.get()

    def _wake(self) -> None:
        """Under the lock: whoever changed something tells the reader, if he waits to be told."""
        if self._is_idle:
            self._is_idle = False
            self._bell.put(None)

    def _taken(self) -> list[tuple[_Asking, int]]:
        """What is read next: a text of each asking in turn, as far as the budget goes, and one at least."""
        batch: list[tuple[_Asking, int]] = []
        now = self._clock()
        budget = HURRIED_CHARACTERS if now < self._hurried_until else BUDGET_CHARACTERS
        while self._askings:
            asking = self._askings[0]
            if asking.deadline <= now:
                self._askings.popleft()
                self._waiting -= asking.waiting
                asking.fail(Overdue())
                continue
            budget -= max(len(asking.texts[asking.begun].body), LEAST_CHARACTERS)
            if batch and budget < 0:
                break
            self._askings.popleft()
            batch.append((asking, asking.begun))
            asking.begun += 1
            self._waiting -= 1
            if asking.waiting:
                self._askings.append(asking)
        return batch

    def _read(self, batch: Sequence[tuple[_Asking, int]]) -> None:
        texts = [asking.texts[place] for asking, place in batch]
        for (asking, place), result in zip(batch, self._results(texts), strict=True):
            asking.keep(place, result)

    def _results(self, texts: Sequence[Text]) -> list[Scored]:
        try:
            return list(self._screener.score_many(texts))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is one text's fault and not the others'
            if len(texts) > 1:
                return [result for text in texts for result in self._results([text])]
            self._trouble(error)
            return [_nothing_told(texts[0], error)]

    def _refuse_all(self) -> None:
        with self._changing:
            for asking in self._askings:
                asking.fail(Overloaded())
            self._askings.clear()
            self._waiting = 0


def _nothing_told(text: Text, error: Exception) -> Scored:
    why = f"failed ({type(error).__name__})"
    return scored(
        text.id, None, [Finding(READING, READING_VERSION, None, 0.0, detail=why, could_not_tell=True)]
    )
