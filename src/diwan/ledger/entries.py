"""The entries of the ledger: one frozen value for each act, from the founding to an erasure.

An entry holds names, digests and times, never a reader's words: those stay in the database, where they can be
erased. Digests are SHA-256 as 64 lower-case hexadecimal digits; `at` is milliseconds since 1970 (`clock`).
`leaves` turns entries into bytes and back; `docs/ledger-format.md` lists every field.
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from diwan.appeals import Verdict
from diwan.clock import Milliseconds
from diwan.consultations import Asked
from diwan.decisions import Author, Outcome
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.desk_entries import (
    ClosingSet as ClosingSet,
    Digest as Digest,
    Drawn as Drawn,
    Lifted as Lifted,
    Paused as Paused,
    Reread as Reread,
    Restrained as Restrained,
    Resumed as Resumed,
    TermsRevised as TermsRevised,
)


@dataclass(frozen=True, slots=True)
class Founded:
    """This instance began. Always at position 0, and only there. `origin` is the ledger's name in checkpoints."""

    kind: ClassVar[str] = "founded"
    at: Milliseconds
    instance: str
    origin: str


@dataclass(frozen=True, slots=True)
class GuidelinesRevised:
    """A revision of the guidelines' wording came into force. Revisions count from 1."""

    kind: ClassVar[str] = "guidelines"
    at: Milliseconds
    revision: int
    digest: Digest
    by: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The publisher described an article. Revisions count from 1 in each thread; site and article stay."""

    kind: ClassVar[str] = "registered"
    at: Milliseconds
    thread: str
    site: str
    article: str
    revision: int
    digest: Digest
    by: str


@dataclass(frozen=True, slots=True)
class Appointed:
    """A person may decide from now on."""

    kind: ClassVar[str] = "appointed"
    at: Milliseconds
    moderator: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """That person may decide no longer."""

    kind: ClassVar[str] = "dismissed"
    at: Milliseconds
    moderator: str
    by: str


@dataclass(frozen=True, slots=True)
class Tied:
    """An identity at an OpenID provider belongs to this moderator from now on. `identity` commits to it; `by` invited him, or is the provider."""

    kind: ClassVar[str] = "tied"
    at: Milliseconds
    moderator: str
    tie: str
    identity: Digest
    by: str


@dataclass(frozen=True, slots=True)
class Reset:
    """All of that person's ways to sign in were taken away, and whoever did it could pass on the link for a new beginning."""

    kind: ClassVar[str] = "reset"
    at: Milliseconds
    moderator: str
    reset: str
    by: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """A reader sent a comment. `digest` commits to the words (`comments.digest`), `key` to the submission key.

    `branch` is the list it stands in and `ordinal` its place there, from 0: see `comments.Comment`.
    """

    kind: ClassVar[str] = "submitted"
    at: Milliseconds
    comment: str
    thread: str
    site: str
    article: str
    parent: str | None
    branch: str
    ordinal: int
    key: Digest
    digest: Digest


@dataclass(frozen=True, slots=True)
class Signed:
    """The comment directly before is a reader's who had signed in. `signature` commits to him and his badge (`reader_records`)."""

    kind: ClassVar[str] = "signed"
    at: Milliseconds
    comment: str
    signature: Digest


@dataclass(frozen=True, slots=True)
class Arrived:
    """A reader signed in for the first time. `identity` commits to who he is to whoever vouches for him (`reader_records`)."""

    kind: ClassVar[str] = "arrived"
    at: Milliseconds
    reader: str
    identity: Digest


@dataclass(frozen=True, slots=True)
class Departed:
    """Who that reader was to whoever vouched for him, and the salt that bound it to `identity`, were destroyed."""

    kind: ClassVar[str] = "departed"
    at: Milliseconds
    reader: str
    by: str


@dataclass(frozen=True, slots=True)
class Screened:
    """The checks, each written `name@version`, looked at a comment. `digest` is that of the stored findings."""

    kind: ClassVar[str] = "screened"
    at: Milliseconds
    comment: str
    screening: str
    digest: Digest
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consulted:
    """A moderator passed an undecided comment on, on exactly the words with this digest. `note` commits to his question."""

    kind: ClassVar[str] = "consulted"
    at: Milliseconds
    comment: str
    consultation: str
    digest: Digest
    asked: Asked
    by: str
    note: Digest | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A moderator wants criticism of the publisher rejected, for a guideline that the quoted words break. It decides nothing.

    `field`, `starts` and `ends` say where they stand, `quote` commits to them (`motions.quote_commitment`), `note` to what he says.
    """

    kind: ClassVar[str] = "moved"
    at: Milliseconds
    comment: str
    motion: str
    digest: Digest
    guideline: Guideline
    abuse_kind: AbuseKind | None
    revision: int
    field: str
    starts: int
    ends: int
    quote: Digest
    by: str
    note: Digest | None
    supersedes: str | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A second moderator confirmed what `mover` had wanted. Always directly behind the rejection that he made."""

    kind: ClassVar[str] = "confirmed"
    at: Milliseconds
    comment: str
    motion: str
    decision: str
    mover: str
    by: str


@dataclass(frozen=True, slots=True)
class BatchOpened:
    """A moderator decided to decide `count` comments alike. `selection` says how they were chosen; `undoes` names a batch."""

    kind: ClassVar[str] = "batch"
    at: Milliseconds
    batch: str
    by: str
    outcome: Outcome
    guideline: Guideline | None
    abuse_kind: AbuseKind | None
    selection: str
    count: int
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Batched:
    """The decisions directly before this entry belong to a batch."""

    kind: ClassVar[str] = "batched"
    at: Milliseconds
    batch: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """One of two outcomes, on exactly the words with this digest. `note` commits to a moderator's note."""

    kind: ClassVar[str] = "decided"
    at: Milliseconds
    comment: str
    decision: str
    digest: Digest
    outcome: Outcome
    author: Author
    guideline: Guideline | None
    abuse_kind: AbuseKind | None
    revision: int
    note: Digest | None
    supersedes: str | None


@dataclass(frozen=True, slots=True)
class Appealed:
    """A reader objected to a rejection of exactly the words with this digest. `words` commits to the objection."""

    kind: ClassVar[str] = "appealed"
    at: Milliseconds
    comment: str
    appeal: str
    decision: str
    digest: Digest
    words: Digest


@dataclass(frozen=True, slots=True)
class AppealAnswered:
    """Another moderator answered. `decision` is the approving one that overturned the rejection, None if it was upheld; `note` commits to
    what the reader is told.
    """

    kind: ClassVar[str] = "appeal-answered"
    at: Milliseconds
    comment: str
    appeal: str
    answer: str
    verdict: Verdict
    by: str
    decision: str | None
    note: Digest | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A reader reported a comment that readers see, as that publication showed it, on exactly the words with this digest.

    `key` commits to the report's key, `reason` to what the reader wrote about it, if anything.
    """

    kind: ClassVar[str] = "reported"
    at: Milliseconds
    comment: str
    report: str
    publication: str
    digest: Digest
    key: Digest
    guideline: Guideline
    abuse_kind: AbuseKind | None
    reason: Digest | None


@dataclass(frozen=True, slots=True)
class Cleared:
    """A moderator looked at the reports on a comment, up to the one at the position `through`, and let its approval stand.

    `reopens` further reports under a guideline that he has looked at ask for another look. `note` commits to his note.
    """

    kind: ClassVar[str] = "cleared"
    at: Milliseconds
    comment: str
    clearing: str
    digest: Digest
    decision: str
    through: int
    reopens: int
    by: str
    note: Digest | None


@dataclass(frozen=True, slots=True)
class Added:
    """A publication: this comment, approved by this decision on these words, appeared."""

    comment: str
    decision: str
    digest: Digest
    publication: str


@dataclass(frozen=True, slots=True)
class Removed:
    """The end of a publication, because of a later decision or of an erasure: exactly one of the two."""

    publication: str
    comment: str
    decision: str | None
    erasure: str | None


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet made in a reprint: where it belongs in its thread, its content address, how many comments it holds."""

    branch: str
    level: int
    number: int
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A thread was reprinted. `top` is the address of its top sheet and None once nothing is left in it.

    `count` is how many comments of the thread readers see from then on.
    """

    kind: ClassVar[str] = "printed"
    at: Milliseconds
    thread: str
    top: str | None
    count: int
    added: tuple[Added, ...]
    removed: tuple[Removed, ...]
    sheets: tuple[PrintedSheet, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """The words, and the salt that bound them to `digest`, were destroyed."""

    kind: ClassVar[str] = "erased"
    at: Milliseconds
    comment: str
    erasure: str
    digest: Digest
    by: str


@dataclass(frozen=True, slots=True)
class Expired:
    """What a reader wrote beside a comment was destroyed because its term was over: the reason of `report`, or the words of `appeal`,
    exactly one of the two.
    """

    kind: ClassVar[str] = "expired"
    at: Milliseconds
    comment: str
    expiry: str
    report: str | None
    appeal: str | None


Entry: TypeAlias = (
    Founded
    | GuidelinesRevised
    | TermsRevised
    | Paused
    | Resumed
    | ClosingSet
    | Registered
    | Appointed
    | Dismissed
    | Tied
    | Reset
    | Submitted
    | Signed
    | Arrived
    | Departed
    | Screened
    | Consulted
    | Moved
    | Confirmed
    | BatchOpened
    | Batched
    | Decided
    | Appealed
    | AppealAnswered
    | Reported
    | Cleared
    | Printed
    | Erased
    | Expired
    | Drawn
    | Reread
    | Restrained
    | Lifted
)
