"""How far a long command has come, drawn on a terminal and nowhere else."""

import time
from collections.abc import Callable
from typing import TextIO

FIRST_S = 1.0
"""Work that ends sooner needs no drawing."""
EVERY_S = 0.2
WIDTH = 30
_CLEAR = "\r\x1b[K"


class Progress:
    """A bar, where the size of the work is known (in any unit, above 0), and the count and speed of what is done.

    Draws on `stream` if that is a terminal, does nothing otherwise. `clock` tells seconds.
    """

    def __init__(
        self, stream: TextIO, *, size: int | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._size = size
        self._clock = clock
        self._began = clock()
        self._next = self._began + FIRST_S if stream.isatty() else float("inf")
        self._drawn = False

    def show(self, count: int, done: int = 0) -> None:
        """So many are done, which is `done` of the size."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + EVERY_S
        bar = ""
        if self._size:
            share = min(1.0, done / self._size)
            full = int(share * WIDTH)
            bar = f"[{'#' * full}{'.' * (WIDTH - full)}] {int(share * 100):3d} %  "
        speed = count / max(now - self._began, FIRST_S)
        self._stream.write(f"{_CLEAR}{bar}{count} done, {speed:.0f} a second")
        self._stream.flush()
        self._drawn = True

    def clear(self) -> None:
        """Take the drawing away, so that something else can be written."""
        if self._drawn:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._drawn = False
