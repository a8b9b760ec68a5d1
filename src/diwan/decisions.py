"""A decision: one of two outcomes, by one of three kinds of author, for a stated reason."""

from dataclasses import dataclass
from enum import StrEnum

from diwan.clock import Milliseconds
from diwan.errors import Unacceptable
from diwan.guidelines import AbuseKind, Guideline

MAX_NOTE_CHARACTERS = 1000


class Outcome(StrEnum):
    """There is no third. A comment without a decision is simply undecided."""

    APPROVED = "approved"
    REJECTED = "rejected"


class AuthorKind(StrEnum):
    MODERATOR = "moderator"
    RULE = "rule"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Author:
    """Who decided: a moderator by id, or a rule or model by name and version (written `name@version`)."""

    kind: AuthorKind
    name: str
    version: str | None = None

    def __post_init__(self) -> None:
        if (self.kind is AuthorKind.MODERATOR) != (self.version is None):
            raise ValueError("a moderator has no version; a rule or a model must have one")

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" + (f"@{self.version}" if self.version else "")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the guideline that was broken (a rejection names exactly one), its kind, the revision, and a note."""

    revision: int
    guideline: Guideline | None = None
    abuse_kind: AbuseKind | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded decision on exactly the words whose digest it names.

    `supersedes` is the id of the decision it replaces; each comment's decisions form one line without forks.
    """

    id: str
    comment_id: str
    digest: bytes
    outcome: Outcome
    author: Author
    reason: Reason
    supersedes: str | None
    at: Milliseconds


def check_reason(outcome: Outcome, reason: Reason) -> None:
    """A rejection names a guideline; an approval names none. Raises Unacceptable."""
    if outcome is Outcome.REJECTED and reason.guideline is None:
        raise Unacceptable("A rejection must name the guideline that was broken.", field="guideline")
    if outcome is Outcome.APPROVED and (reason.guideline or reason.abuse_kind):
        raise Unacceptable("An approval names no guideline.", field="guideline")
    if reason.abuse_kind and reason.guideline is not Guideline.ABUSE:
        raise Unacceptable("Only the guideline 'abuse' has a kind.", field="abuse_kind")
    check_note(reason.note)


def check_note(note: str) -> None:
    """A note can be stored, and is short enough to be read. Raises Unacceptable."""
    if len(note) > MAX_NOTE_CHARACTERS:
        raise Unacceptable(
            f"The note is over {MAX_NOTE_CHARACTERS} characters; please shorten it.", field="note"
        )
    if any("\ud800" <= c <= "\udfff" or c == "\0" for c in note):
        raise Unacceptable(
            "The note holds a character that cannot be stored; please remove it.", field="note"
        )
