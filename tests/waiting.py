"""Waiting for something to become true: never for a time."""

import asyncio
import threading
import time
from collections.abc import Callable

PATIENCE_S = 30.0


def until(condition: Callable[[], object], what: str) -> None:
    """Return once `condition` holds. Fails after half a minute, naming `what` was waited for."""
    look = threading.Event()
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        look.wait(0.01)


async def until_async(condition: Callable[[], object], what: str) -> None:
    """The same in an event loop, which goes on meanwhile."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        await asyncio.sleep(0.001)
