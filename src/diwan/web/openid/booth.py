"""Where a provider is spoken to: in threads of its own, a few at a time, so that a slow one holds up nobody but those who want it."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from diwan.openid.trouble import Silent

T = TypeVar("T")

MOST = 8
"""Conversations with one provider at a time, in each process. Whoever comes besides is told so at once."""


class Booth:
    """One for each provider. Threads are made when they are wanted."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(MOST, thread_name_prefix="diwan-openid")
        self._places = threading.BoundedSemaphore(MOST)

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer of `question`, which may take its time. Raises Silent where too many wait for theirs, and what it raises."""
        if not self._places.acquire(blocking=False):
            raise Silent("busy")
        asked = self._pool.submit(question)
        # When the thread is done, not when nobody waits for it any more: a browser that hangs up makes no place.
        asked.add_done_callback(self._leave)
        return await asyncio.wrap_future(asked)

    def _leave(self, _asked: "Future[T]") -> None:
        self._places.release()
