"""Faults to put into a server that is started: each patches the product in the process from which servers are forked.

They are what an experiment must notice. Nothing here is ever imported by the product.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from diwan.storage import writer
from diwan.storage.transaction import Transaction

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
            held.append(writer._transaction(self._engine))
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
