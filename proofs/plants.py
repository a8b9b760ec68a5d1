"""Faults to put into a server that is started: each patches the product in the process from which servers are forked.

They are what an experiment must notice. Nothing here is ever imported by the product.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from diwan import clock, turns
from diwan.press import files
from diwan.settings import CONFIG_VARIABLE
from diwan.storage import patience, writer
from diwan.storage.transaction import Transaction
from diwan.storage.view import View
from diwan.web import operations, problems

STARTS_WRITE = 5
"""Jobs of a writer, at most, before the first that comes from a reader."""


def acknowledge_early() -> None:
    """Tell everybody before the commit, as a writer would that trusts its cache. It never comes to the commit."""
    real = writer.Writer._commit
    held: list[Any] = []
    begun: list[int] = []

    def commit(self: Any, group: Any) -> None:
        begun.append(len(group))
        # What a start writes is let through: two processes start one after the other.
        if sum(begun) <= STARTS_WRITE:
            real(self, group)
            return
        if not held:
            held.append(self._kept.transaction())
            held.append(held[0].__enter__())
        for job in group:
            try:
                job.future.set_result(job.work(held[1]))
            except Exception as error:  # noqa: BLE001 - a plant may be crude
                job.fail(error)

    writer.Writer._commit = commit  # type: ignore[method-assign]


def trim_words() -> None:
    """Store the words without the blanks at their ends."""
    keep = Transaction.keep_comment

    def trimmed(self: Transaction, comment: Any, *, key: str, salt: bytes, words: Any) -> None:
        keep(self, comment, key=key, salt=salt, words=replace(words, body=words.body.strip()))

    Transaction.keep_comment = trimmed  # type: ignore[method-assign]


def forget_keys() -> None:
    """Take every submission for a new one, and let it in under a key that nobody knows."""
    keep = Transaction.keep_comment

    def another(self: Transaction, comment: Any, *, key: str, salt: bytes, words: Any) -> None:
        keep(self, comment, key=f"{comment.id[:4]}{key}", salt=salt, words=words)

    Transaction.keep_comment = another  # type: ignore[method-assign]
    Transaction.submission = lambda *_: None  # type: ignore[method-assign]


SERVED: dict[str, Callable[[], None]] = {
    "acknowledges-early": acknowledge_early,
    "trims-words": trim_words,
    "forgets-keys": forget_keys,
}
"""By name, for the experiment `kills`."""


def never_shed() -> None:
    """Let whoever comes wait, however many wait already."""
    turns.MOST_WAITING = turns.FEW_WAITING = 1_000_000  # type: ignore[misc]


def forget_retry_after() -> None:
    """Say that it cannot be taken now, and not when it could."""
    problems.RETRY_AFTER_UNAVAILABLE_S = ""  # type: ignore[assignment]


OVERLOADED: dict[str, Callable[[], None]] = {
    "never-sheds": never_shed,
    "forgets-retry-after": forget_retry_after,
}
"""For the experiment `overload`."""


def believe_commits() -> None:
    """Tell everybody that it is stored once it has been said, whatever came of the commit."""

    def attempt(self: Any, group: Any) -> Any:
        told: list[Any] = []
        try:
            with self._kept.transaction() as transaction:
                told = [(job.work(transaction), None) for job in group]
                transaction.insert_gathered()
        except Exception:
            if len(told) < len(group):
                raise
        return told

    writer.Writer._attempt = attempt  # type: ignore[method-assign]


def look_past_renaming() -> None:
    """Take a file for printed that was not given its name."""
    real = files._Disk.rename

    def rename(source: Any, target: Any) -> None:
        try:
            real(source, target)
        except OSError:
            files._Disk.remove(source)

    files._Disk.rename = staticmethod(rename)  # type: ignore[method-assign]


CALLED: dict[str, Callable[[], None]] = {
    "believes-commits": believe_commits,
    "looks-past-renaming": look_past_renaming,
}
"""For the experiment `syscalls`."""

FILLED: dict[str, Callable[[], None]] = {"believes-commits": believe_commits}
"""For the experiment `disk`."""


def wait_less() -> None:
    """No fault: a server that gives its database up sooner, so that a short form need not wait as long."""
    patience.SILENCE_S, patience.PROBE_S = 0.3, 2  # type: ignore[misc]


def wait_for_ever() -> None:
    """Believe that a database that says nothing is busy."""
    patience.SILENCE_S = float("inf")  # type: ignore[misc]


def say_ready() -> None:
    """Be ready because the process is alive."""
    wait_less()
    operations.readyz = operations.livez  # type: ignore[assignment]


SOON = "waits-less"
CUT_OFF: dict[str, Callable[[], None]] = {"waits-for-ever": wait_for_ever, "says-ready": say_ready}
"""For the experiment `postgresql`."""


def shift_clock() -> None:
    """No fault: a server whose clock is off by as many milliseconds as stand in the file `diwan.clock` beside its settings."""
    real = time.time_ns

    def shown() -> int:
        # The foreground looks at it before the settings are named.
        config = os.environ.get(CONFIG_VARIABLE)
        off = Path(config).with_suffix(".clock").read_text() if config else "0"
        return real() + int(off or 0) * 1_000_000

    vars(clock)["time"] = SimpleNamespace(time_ns=shown)


def claim_for_ever() -> None:
    """Keep a card on a screen until the time comes that the clock showed."""
    shift_clock()
    Transaction.forget_claims_until = lambda *_: None  # type: ignore[method-assign]


def hold_the_future() -> None:
    """Hold an approval until its time comes, however far the clock was set back."""
    shift_clock()
    real = View.holding_back
    View.holding_back = lambda view, after, **_: real(view, after, now=2**62)  # type: ignore[method-assign]


SHIFTS = "shifts-clock"
SHIFTED: dict[str, Callable[[], None]] = {
    "claims-for-ever": claim_for_ever,
    "holds-the-future": hold_the_future,
}
"""For the experiment `clock`."""

ALL: dict[str, Callable[[], None]] = {
    **SERVED,
    **OVERLOADED,
    **CALLED,
    **CUT_OFF,
    **SHIFTED,
    SOON: wait_less,
    SHIFTS: shift_clock,
}
"""What a stem can plant."""
