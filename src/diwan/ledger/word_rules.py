"""The rule that entries of several kinds share: they are about words that were submitted, and are still there."""

from collections.abc import Iterator
from typing import TypeAlias

from diwan.ledger.entries import Appealed, Cleared, Consulted, Decided, Drawn, Moved, Reported, Reread
from diwan.ledger.standing import Standing

Broken: TypeAlias = Iterator[tuple[str, str]]


AboutWords: TypeAlias = Appealed | Cleared | Consulted | Decided | Drawn | Moved | Reported | Reread


def check_words(
    subject: str, entry: AboutWords, comment: Standing | None, *, what: str = "is about"
) -> Broken:
    """How the entry breaks it, as (subject, what). `comment` is where the comment it names stands; None if there is none. `what` is what the
    entry does to the words, as it is told."""
    if comment is None:
        yield subject, f"its comment {entry.comment} was not submitted before"
        return
    if comment.erasure is not None:
        yield subject, f"the words it {what} were already erased"
    if entry.digest != comment.digest:
        yield subject, "it names other words than those that were submitted"
