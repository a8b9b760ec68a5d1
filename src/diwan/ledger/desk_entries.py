"""The entries about what the desk does besides deciding: what editors set, what is reread, and who is restrained. `entries` says what an entry is."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from diwan.clock import Milliseconds
from diwan.decisions import Outcome
from diwan.guidelines import AbuseKind, Guideline
from diwan.restraints import Effect

Digest: TypeAlias = str


@dataclass(frozen=True, slots=True)
class TermsRevised:
    """A term list of the desk was revised. Revisions count from 1, through all lists; `follows` is the revision of the same list that it
    took the place of, 0 for the first. `digest` commits to the list under a salt.
    """

    kind: ClassVar[str] = "terms"
    at: Milliseconds
    revision: int
    list: str
    follows: int
    digest: Digest
    by: str


@dataclass(frozen=True, slots=True)
class Paused:
    """From now on machines decide nothing at a site. `note` is the digest of the salted reason."""

    kind: ClassVar[str] = "paused"
    at: Milliseconds
    pause: str
    site: str
    by: str
    note: Digest


@dataclass(frozen=True, slots=True)
class Resumed:
    """That pause is over: machines decide again what the policy lets them."""

    kind: ClassVar[str] = "resumed"
    at: Milliseconds
    pause: str
    by: str


@dataclass(frozen=True, slots=True)
class ClosingSet:
    """An editor said until when a thread takes comments, whatever the publisher's description says; None: as that says, again."""

    kind: ClassVar[str] = "closing"
    at: Milliseconds
    closing: str
    thread: str
    closes_at: Milliseconds | None
    by: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A moderator's first decision, on exactly the words with this digest, was drawn by lot to be reread by another one."""

    kind: ClassVar[str] = "drawn"
    at: Milliseconds
    comment: str
    decision: str
    digest: Digest


@dataclass(frozen=True, slots=True)
class Reread:
    """How a second moderator judged the words of a drawn decision without knowing it. It decides nothing."""

    kind: ClassVar[str] = "reread"
    at: Milliseconds
    comment: str
    rereading: str
    decision: str
    digest: Digest
    outcome: Outcome
    guideline: Guideline | None
    abuse_kind: AbuseKind | None
    revision: int
    by: str


@dataclass(frozen=True, slots=True)
class Restrained:
    """A moderator restrained a reader: held, muted or barred him, until a moment or (None) without an end.

    `reader` commits to which reader it is, `note` to the moderator's note; nobody else can tell whom it is about.
    """

    kind: ClassVar[str] = "restrained"
    at: Milliseconds
    restraint: str
    reader: Digest
    effect: Effect
    guideline: Guideline
    until: Milliseconds | None
    by: str
    note: Digest | None


@dataclass(frozen=True, slots=True)
class Lifted:
    """An editor ended a restraint before its time. `note` commits to his note."""

    kind: ClassVar[str] = "lifted"
    at: Milliseconds
    restraint: str
    by: str
    note: Digest | None
