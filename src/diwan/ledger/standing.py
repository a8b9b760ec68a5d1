"""Where a comment stands, according to the ledger: a pure reducer from entries. Nothing else knows it.

There is no stored status to disagree with: whoever asks reads the entries that name the comment, in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from diwan.decisions import Outcome
from diwan.ledger.entries import Decided, Entry, Erased, Printed, Submitted


class Stage(StrEnum):
    """How far a comment has come, in one word."""

    UNDECIDED = "undecided"
    APPROVED = "approved"
    REJECTED = "rejected"
    PRINTED = "printed"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one comment stands.

    `conversation` is the id of the first comment of its conversation (its own id if it answers nobody). `decision` and
    `outcome` are the latest ones. `publication` is the live one and `published_by` the decision it names; both outlast a
    rejection or an erasure until the thread is reprinted without the comment.
    """

    thread: str
    conversation: str
    digest: str
    decision: str | None = None
    outcome: Outcome | None = None
    publication: str | None = None
    published_by: str | None = None
    erasure: str | None = None

    @property
    def stage(self) -> Stage:
        """What was last done weighs most: an erased comment is erased though its page is yet to be reprinted."""
        if self.erasure is not None:
            return Stage.ERASED
        if self.outcome is None:
            return Stage.UNDECIDED
        if self.outcome is Outcome.REJECTED:
            return Stage.REJECTED
        return Stage.APPROVED if self.publication is None else Stage.PRINTED

    @property
    def is_visible(self) -> bool:
        """Whether readers see it now."""
        return self.publication is not None


def begin(entry: Submitted) -> Standing:
    """The standing of a comment just submitted."""
    return Standing(
        thread=entry.thread,
        conversation=entry.comment if entry.parent is None else entry.branch,
        digest=entry.digest,
    )


def decided(standing: Standing, entry: Decided) -> Standing:
    """The standing after a decision."""
    return replace(standing, decision=entry.decision, outcome=entry.outcome)


def added(standing: Standing, publication: str, decision: str) -> Standing:
    """The standing once a printed thread shows the comment."""
    return replace(standing, publication=publication, published_by=decision)


def removed(standing: Standing) -> Standing:
    """The standing once a printed thread no longer shows it."""
    return replace(standing, publication=None, published_by=None)


def erased(standing: Standing, entry: Erased) -> Standing:
    """The standing once its words are destroyed."""
    return replace(standing, erasure=entry.erasure)


def standing_of(comment: str, entries: Iterable[Entry]) -> Standing | None:
    """Where `comment` stands after `entries` (in ledger order; those about other comments change nothing).

    None if it was never submitted. Takes the entries as true: `audit` is what doubts them.
    """
    standing: Standing | None = None
    for entry in entries:
        match entry:
            case Submitted() if entry.comment == comment:
                standing = begin(entry)
            case Decided() if standing and entry.comment == comment:
                standing = decided(standing, entry)
            case Erased() if standing and entry.comment == comment:
                standing = erased(standing, entry)
            case Printed() if standing:
                # Removals come first: one reprint may replace a publication by another of the same comment.
                if any(r.comment == comment for r in entry.removed):
                    standing = removed(standing)
                for addition in entry.added:
                    if addition.comment == comment:
                        standing = added(standing, addition.publication, addition.decision)
            case _:
                pass
    return standing
