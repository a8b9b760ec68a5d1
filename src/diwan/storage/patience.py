"""PostgreSQL that does not answer: given up after some seconds, where the driver would wait for ever.

A server that is stopped, or to which the way is cut, takes what it is sent and says nothing; the system between says that all is well. So whoever has heard
nothing for a while asks on a new connection. A server that answers there is busy with the question: it is waited for, however long. One that answers nobody has
gone: the connection is closed, and the asker told (decision 31).
"""

import threading
import time
from collections.abc import Callable, Generator
from typing import Any, Final

import psycopg

SILENCE_S: Final = 5.0
"""So long nothing is heard before anybody asks why."""
PROBE_S: Final = 3
"""So long a new connection may take to be made then."""
AGAIN_S: Final = 1.0
"""So long after a server has not answered nobody else waits for it."""
ALIVE: Final = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""For the system between: a machine that has gone is noticed even where nobody waits for an answer."""

NO_ANSWER: Final = "the connection was given up: the server does not answer"


class Gate:
    """The way to one server, for all connections of an engine: each finds out for all others that it does not answer."""

    def __init__(self, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._asked_at = float("-inf")
        self._answers = True
        self._asked: tuple[tuple[Any, ...], dict[str, Any]] = ((), {})

    def connect(self, *named: Any, **asked: Any) -> "psycopg.Connection[Any]":
        """A connection whose questions are given up when the server has gone. Raises OperationalError, at once where somebody has just waited in vain."""
        if not self._answers and self._seconds() < self._asked_at + AGAIN_S:
            raise psycopg.OperationalError(NO_ANSWER)
        self._asked = named, asked
        began = self._seconds()
        try:
            connection = _Watched.connect(*named, **asked)
        except psycopg.OperationalError:
            # One that refuses is asked again at any time; one that was waited for has gone.
            self._found(answers=self._seconds() < began + AGAIN_S)
            raise
        self._found(answers=True)
        connection.gate = self
        return connection

    def answers(self) -> bool:
        """Whether the server still answers anybody: asked anew if nobody has just done so."""
        with self._turn:
            if self._seconds() < self._asked_at + AGAIN_S:
                return self._answers
            named, asked = self._asked
            try:
                psycopg.connect(*named, **{**asked, "connect_timeout": PROBE_S}).close()
            except psycopg.OperationalError:
                self._found(answers=False)
            else:
                self._found(answers=True)
            return self._answers

    def _found(self, *, answers: bool) -> None:
        self._answers = answers
        self._asked_at = self._seconds()


class _Watched(psycopg.Connection[Any]):
    """A connection that asks the gate when it has heard nothing for SILENCE_S."""

    gate: Gate | None = None

    def wait(self, gen: Any, *how: Any, **more: Any) -> Any:
        return super().wait(self._heard(gen), *how, **more)

    def _heard(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """The same course; the driver comes by ten times a second, with 0 when nothing was heard."""
        heard_at = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard_at = time.monotonic()
                elif time.monotonic() > heard_at + SILENCE_S:
                    if self.gate is not None and not self.gate.answers():
                        # Nothing more is to be said on it, not even that it ends.
                        self.pgconn.finish()
                        raise psycopg.OperationalError(NO_ANSWER)
                    heard_at = time.monotonic()
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value
