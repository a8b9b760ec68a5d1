"""How workers learn that the server stops: open event streams would otherwise keep it waiting until the last page is closed.

The server lets open requests finish before it tells its application to stop, and a stream never finishes by itself. So the first process raises a
sign when it is told to stop, or to start its workers anew, and workers look at it. On Linux the sign is one byte in a memfd, which workers open
by its path, as they open the tallies; where the system has none, a stream ends with its page.
"""

import os
from collections.abc import Callable
from typing import Any

import structlog

VARIABLE = "_DIWAN_STOPPING"
"""By which the first process tells its workers where the sign is. Not a setting."""

_log = structlog.get_logger("diwan.stopping")


def telling(server: Any) -> Any:
    """The server (a Granian that has not started yet), which raises the sign before its workers are told to stop, or are started anew."""
    raised = make()
    for name in ("signal_handler_interrupt", "signal_handler_reload"):
        setattr(server, name, _first(raised, getattr(server, name)))
    return server


def _first(act: Callable[[], None], handle: Callable[..., None]) -> Callable[..., None]:
    def handler(*asked: Any, **named: Any) -> None:
        act()
        handle(*asked, **named)

    return handler


def make() -> Callable[[], None]:
    """Make the sign, for the processes that this one starts. What is returned raises it: for those who were started before."""
    if not hasattr(os, "memfd_create"):
        return lambda: None
    # Kept open on purpose until this process ends.
    descriptor = os.memfd_create("diwan-stopping", os.MFD_CLOEXEC)
    os.pwrite(descriptor, b"\0", 0)
    os.environ[VARIABLE] = f"/proc/{os.getpid()}/fd/{descriptor}"

    def raised() -> None:
        os.pwrite(descriptor, bytes([(os.pread(descriptor, 1, 0)[0] + 1) % 256]), 0)

    return raised


def watched() -> Callable[[], bool]:
    """In a worker: what says whether the sign was raised since now. Never, where nobody made one."""
    path = os.environ.get(VARIABLE)
    if not path:
        return lambda: False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        _log.warning("stopping-not-told")
        return lambda: False
    before = os.pread(descriptor, 1, 0)
    return lambda: os.pread(descriptor, 1, 0) != before
