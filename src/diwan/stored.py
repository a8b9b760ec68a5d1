"""What the storage answers with: what stands in the records, as those on the inside need it."""

from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.comments import Words
from diwan.editions.imposition import PrintedRow
from diwan.guidelines import AbuseKind, Guideline
from diwan.manners import Oddity
from diwan.screening.rules.campaign import MOST_COUNTED

EditionRow = PrintedRow


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    """What is recorded under a submission key. `salt` is None once the words are erased."""

    comment_id: str
    digest: bytes
    salt: bytes | None
    position: int
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What is recorded under a report's key. `committed` commits to the reason, None without one; `salt` is None once erased."""

    report_id: str
    guideline: Guideline
    abuse_kind: AbuseKind | None
    committed: str | None
    salt: bytes | None
    position: int
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class ParentComment:
    """A comment that readers can see, and the conversation a reply to it joins."""

    id: str
    thread_id: str
    conversation: str


@dataclass(frozen=True, slots=True)
class PrintedNow:
    """A comment that readers see, and what became of it since: at most one of the last two is set."""

    comment_id: str
    publication_id: str
    rejected_by: str | None
    erased_by: str | None


@dataclass(frozen=True, slots=True)
class ReadingMatter:
    """What the checks read: a comment's words, the thread and the article it stands under, and the body it answers. Of the
    article's text and of the answered body "" means that there is none.

    `digest` commits to these very words; by `site` and `section` the policy is found.
    """

    words: Words
    thread_id: str
    language: str
    headline: str
    section: str
    article_text: str
    parent: str
    site: str
    digest: bytes
    oddities: tuple[Oddity, ...] = ()
    has_badge: bool = False


MOST_ALIKE = MOST_COUNTED
"""So many near ones are told of at most, the newest."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Comments near a sketch, newest first, at most MOST_ALIKE, with the threads they stand in and the names they bear."""

    ids: tuple[str, ...]
    threads: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a receipt proves a submission by: the comment's digest and salt (None once erased), and its ledger entry."""

    digest: bytes
    salt: bytes | None
    position: int
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Owed:
    """A reason to print a thread again: a comment whose standing changed, or (None) the heading."""

    id: int
    comment_id: str | None
