"""The doors: what the inside of Diwan asks of the outside, as protocols. From here inwards nothing does I/O."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from diwan.appeals import Answer, Appeal
from diwan.arrivals import Oddity
from diwan.articles import Article
from diwan.batches import Batch, Member
from diwan.clock import Milliseconds
from diwan.comments import Comment, Words
from diwan.consultations import Asked, Consultation
from diwan.decisions import Decision
from diwan.desk.lanes import Lane, Order, Place, Shelf
from diwan.editions.imposition import Manuscript, PrintedRow
from diwan.editions.sheets import Sheet
from diwan.expiries import Expiry
from diwan.guidelines import AbuseKind, Guideline, Guidelines
from diwan.letters import Correspondence
from diwan.moderators import Moderator
from diwan.motions import Confirmation, Motion
from diwan.readers import Arrival, Badge, Reader, Source
from diwan.reports import Clearing, Report
from diwan.screening.rules.campaign import MOST_COUNTED
from diwan.ties import Ties
from diwan.ways_in import WaysIn

T = TypeVar("T")

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


class Transaction(WaysIn, Correspondence, Ties, Protocol):
    """An open transaction of the one writer. Every `keep_…` inserts a record; nothing is ever changed."""

    def next_position(self) -> int:
        """Where the next entry will stand. From here to the commit nobody else appends: a job that relies on what it
        reads of decisions, erasures or appointments asks for this first, or another process changes them in between.
        """
        ...

    def append(self, leaf: bytes) -> int: ...
    def keep_checkpoint(self, size: int, note: str) -> bool: ...

    def instance_id(self) -> str | None: ...
    def keep_instance(self, instance_id: str, origin: str, at: Milliseconds, position: int) -> None: ...
    def keep_guidelines(self, guidelines: Guidelines, position: int) -> None: ...
    def current_revision(self) -> int: ...
    def moderator_named(self, name: str) -> str | None: ...
    def is_appointed(self, moderator_id: str) -> bool: ...
    def is_anyone_appointed_besides(self, moderator_id: str) -> bool: ...
    def keep_moderator(self, moderator: Moderator, position: int) -> None: ...
    def keep_dismissal(self, moderator_id: str, by: str, at: Milliseconds, position: int) -> None: ...

    def article(self, site: str, key: str) -> Article | None: ...
    def article_text(self, thread_id: str, revision: int) -> str: ...
    def keep_article(self, article: Article, by: str, at: Milliseconds, position: int) -> None: ...
    def keep_article_text(self, thread_id: str, revision: int, text: str) -> None: ...

    def submission(self, site: str, key: str) -> StoredSubmission | None: ...
    def is_ticket_used(self, nonce: bytes) -> bool: ...
    def use_ticket(self, nonce: bytes, expires_at: Milliseconds) -> None:
        """Remember it as long as it is good. Where another process was first, the job fails, and runs again."""
        ...

    def note_oddities(self, comment_id: str, oddities: Sequence[Oddity]) -> None:
        """What was odd about a comment's arrival, until it is screened."""
        ...

    def settle_oddities(self, comment_id: str) -> None: ...
    def parent(self, comment_id: str) -> ParentComment | None: ...
    def next_ordinal(self, branch: str) -> int: ...
    def keep_comment(self, comment: Comment, *, key: str, salt: bytes, words: Words) -> None: ...
    def comment(self, comment_id: str) -> Comment | None: ...

    def reader_known_as(self, site: str, source: Source, subject: str) -> str | None:
        """The reader whom this source calls so, by id; None if nobody has arrived under it, or he has departed."""
        ...

    def is_here(self, reader_id: str) -> bool:
        """Whether this reader has arrived and not departed."""
        ...

    def has_departed(self, reader_id: str) -> bool: ...
    def keep_reader(
        self,
        reader_id: str,
        arrival: Arrival,
        *,
        salt: bytes,
        commitment: str,
        at: Milliseconds,
        position: int,
    ) -> None: ...
    def keep_departure(self, reader_id: str, by: str, at: Milliseconds, position: int) -> None:
        """Record the departure, and remove his subject and his sessions."""
        ...

    def keep_signature(
        self,
        comment_id: str,
        reader_id: str,
        badge: Badge | None,
        *,
        salt: bytes,
        commitment: str,
        at: Milliseconds,
        position: int,
    ) -> None: ...
    def keep_reader_session(
        self, token_hash: bytes, reader: Reader, email: str | None, expires_at: Milliseconds
    ) -> None: ...
    def end_reader_session(self, token_hash: bytes) -> None: ...
    def use_sign_in(self, sign_in_hash: bytes, at: Milliseconds, expires_at: Milliseconds) -> bool:
        """Whether this is the first use of a sign-in that is good until `expires_at`. Between processes, too, one is the first."""
        ...

    def is_screened(self, comment_id: str) -> bool: ...
    def keep_screening(
        self, screening_id: str, comment_id: str, findings: bytes, at: Milliseconds, position: int
    ) -> None: ...
    def keep_likeness(self, comment_id: str, likeness: bytes) -> None: ...
    def keep_sketch(self, comment_id: str, sketch: bytes) -> None: ...
    def settle_sketch(self, comment_id: str) -> bool: ...
    def keep_search_key(self, comment_id: str, key: Sequence[str]) -> None: ...
    def settle_search_key(self, comment_id: str) -> bool: ...

    def current_decision(self, comment_id: str) -> Decision | None: ...
    def keep_decision(self, decision: Decision, *, note_salt: bytes | None, position: int) -> None: ...

    def screened_as(self, comment_id: str) -> bytes | None:
        """The findings of a comment's screening, as they are stored; None while no check has looked."""
        ...

    def salt_of(self, comment_id: str) -> bytes:
        """The salt of a comment that has its words."""
        ...

    def keep_motion(self, motion: Motion, *, note_salt: bytes | None, position: int) -> None: ...
    def last_motion(self, comment_id: str) -> Motion | None:
        """The latest motion on a comment, whatever became of it."""
        ...

    def keep_confirmation(self, confirmation: Confirmation, *, position: int) -> None: ...

    def keep_consultation(
        self, consultation: Consultation, *, note_salt: bytes | None, position: int
    ) -> None: ...
    def asked(self, comment_id: str) -> set[Asked]:
        """Who has been asked about this comment."""
        ...

    def appeal(self, appeal_id: str) -> Appeal | None: ...
    def appeal_against(self, decision_id: str) -> Appeal | None: ...
    def waiting_appeal(self, comment_id: str) -> Appeal | None:
        """The appeal about this comment that has no answer."""
        ...

    def rejected_by(self, comment_id: str) -> set[str]:
        """The moderators who have ever rejected this comment, by id."""
        ...

    def overturned_on_appeal(self, comment_id: str) -> set[str]:
        """The moderators whose rejection of this comment was overturned on appeal, by id."""
        ...

    def keep_appeal(self, appeal: Appeal, *, salt: bytes, position: int) -> None: ...
    def keep_answer(self, answer: Answer, *, note_salt: bytes | None, position: int) -> None: ...

    def report_under(self, comment_id: str, key: str) -> StoredReport | None: ...
    def is_reported_at(self, comment_id: str, position: int) -> bool: ...
    def keep_report(
        self, report: Report, *, key: str, salt: bytes | None, committed: str | None, position: int
    ) -> None:
        """Store the report; if it asks for a look, the comment stands in the lane of those that are reported."""
        ...

    def last_clearing(self, comment_id: str) -> Clearing | None: ...
    def keep_clearing(self, clearing: Clearing, *, note_salt: bytes | None, position: int) -> None: ...
    def is_open(self, comment_id: str) -> bool:
        """Whether reports on this comment ask for a look."""
        ...

    def waits(self, comment_id: str) -> bool: ...
    def stand_in_lanes(
        self, comment_id: str, places: Mapping[Lane, int], *, asked_by: str | None = None
    ) -> None:
        """Put a waiting comment into these lanes, each with its doubt, and take it out of all others."""
        ...

    def free_places(
        self,
        lane: Lane,
        order: Order,
        *,
        of: Collection[Shelf] | None,
        after: Place | None,
        moderator_id: str,
        at: Milliseconds,
        limit: int,
    ) -> list[Place]:
        """The next places of a lane whose comments nobody else has claimed, from behind `after`."""
        ...

    def claim(
        self,
        comment_ids: Sequence[str],
        *,
        moderator_id: str,
        page: str,
        renewed: bool,
        until: Milliseconds,
    ) -> None:
        """Claim these for the page in front of a moderator. Ask first who has them: this takes them from anybody."""
        ...

    def claimants(self, comment_ids: Sequence[str], at: Milliseconds) -> dict[str, str]: ...
    def count_claims(self, moderator_id: str) -> int: ...
    def give_back(self, moderator_id: str, *, page: str | None = None) -> None: ...
    def give_back_unrenewed(self, moderator_id: str) -> None: ...
    def sit(self, moderator_id: str, lane: Lane, until: Milliseconds) -> None: ...
    def stand_up(self, moderator_id: str) -> None: ...

    def batch(self, batch_id: str) -> Batch | None: ...
    def is_undone(self, batch_id: str) -> bool: ...
    def keep_batch(self, batch: Batch, members: Sequence[Member], *, position: int) -> None:
        """Store the batch, and its comments on the list of what is to be decided."""
        ...

    def open_batch(self) -> Batch | None:
        """The oldest batch that has something left on its list."""
        ...

    def members(self, batch_id: str, limit: int) -> list[Member]:
        """The next ones on a batch's list."""
        ...

    def settle_members(self, batch_id: str, members: Sequence[Member], skipped: Mapping[int, str]) -> None:
        """Take these off the list: those that were decided, and (by number, with the reason) those that were left out."""
        ...

    def skip_all(self, batch_id: str, why: str) -> None: ...
    def keep_batched(self, batch_id: str, decision_ids: Sequence[str], *, position: int) -> None: ...
    def read_ahead(self, comment_ids: Sequence[str]) -> None:
        """Ask at once what `lifecycle.record_decision` asks of each of these, until `forget_ahead`. Take the ledger's turn first,
        and decide each at most once in between: what was read is not read again.
        """
        ...

    def forget_ahead(self) -> None:
        """End it: what was decided meanwhile leaves the lists only now."""
        ...

    def publication_of(self, comment_id: str) -> str | None: ...
    def erasure_of(self, comment_id: str) -> str | None: ...
    def owe_printing(self, thread_id: str, comment_id: str | None) -> None: ...
    def owe_everything(self) -> None: ...
    def settle_printing(self, ids: Sequence[int]) -> None: ...
    def keep_publication(
        self, publication_id: str, decision: Decision, at: Milliseconds, position: int
    ) -> None: ...
    def keep_retraction(
        self,
        publication_id: str,
        comment_id: str,
        *,
        decision_id: str | None,
        erasure_id: str | None,
        at: Milliseconds,
        position: int,
    ) -> None: ...
    def keep_editions(
        self, thread_id: str, rows: Sequence[EditionRow], *, at: Milliseconds, position: int
    ) -> None: ...
    def forget_stale_sheets(self, addresses: Sequence[str]) -> None: ...
    def keep_erasure(
        self, erasure_id: str, comment: Comment, by: str, at: Milliseconds, position: int
    ) -> None: ...

    def keep_expiry(self, expiry: Expiry, position: int) -> bool:
        """Record the expiry, and destroy what it names; False if that is gone already, or not due: open, or without an answer."""
        ...

    def forget_lapsed(self, at: Milliseconds) -> None: ...
    def keep_api_key(self, key_hash: bytes, site: str, name: str, at: Milliseconds) -> None: ...
    def revoke_api_key(self, site: str, name: str) -> bool: ...


class View(Manuscript, Protocol):
    """One moment of the records, as the lifecycle reads them."""

    def holding_back(self, after: Milliseconds) -> "View":
        """The same moment as if nothing had been approved later than `after`, but for what readers see already. What is to be
        taken out is not held back.
        """
        ...

    def article(self, site: str, key: str) -> Article | None: ...
    def article_of_thread(self, thread_id: str) -> Article | None: ...
    def unscreened(self, limit: int) -> list[str]:
        """The waiting comments that no screening names yet, oldest first."""
        ...

    def reading_matter(self, comment_id: str) -> ReadingMatter | None:
        """What there is to read of a comment; None once its words are erased."""
        ...

    def copies(self, likeness: bytes) -> int:
        """How many screened comments have this likeness (`rules/repeats`)."""
        ...

    def sketch(self, comment_id: str) -> bytes | None:
        """A screened comment's sketch (`screening/sketch`); None for a short or an erased one."""
        ...

    def unsketched(self, limit: int) -> list[str]:
        """The screened comments that are owed a sketch, the newest first: a campaign is of the present."""
        ...

    def unkeyed(self, limit: int) -> list[str]:
        """The screened comments that are owed a search key, the newest first: those are looked for most."""
        ...

    def alike(self, sketch: bytes, *, besides: str) -> Cluster:
        """The screened comments near this sketch, other than `besides`. Costs the same however many there are."""
        ...

    def has_open_batch(self) -> bool:
        """Whether a batch has something left on its list."""
        ...

    def owing_threads(self) -> list[str]:
        """The threads that must be printed again, the longest owed first."""
        ...

    def owed(self, thread_id: str, limit: int) -> list[Owed]:
        """The first `limit` reasons to print a thread, and with them every comment that readers see but no longer may:
        what is taken out never waits for what is put in.
        """
        ...

    def printed_now(self, comment_ids: Collection[str]) -> list[PrintedNow]: ...
    def sheets_that_held(self, comment_id: str) -> list[str]:
        """The addresses of every sheet, current or past, on which this comment can have stood."""
        ...

    def current_addresses(self, addresses: Collection[str]) -> set[str]: ...
    def stale_sheets(self, before: Milliseconds, limit: int) -> list[str]: ...
    def overdue_rejections(self, site: str, before: Milliseconds, limit: int) -> list[str]:
        """Comments of a site rejected before then, whose words are still there: not printed, without an open objection, and without
        one that was answered since.
        """
        ...

    def overdue_reasons(self, before: Milliseconds, limit: int) -> list[tuple[str, str]]:
        """Reports made before then, with their comments, that have a reason and do not wait for a look."""
        ...

    def overdue_appeals(self, before: Milliseconds, limit: int) -> list[tuple[str, str]]:
        """Appeals answered before then, with their comments, whose words are still there."""
        ...

    def ledger_size(self) -> int: ...
    def last_checkpoint(self) -> tuple[int, str] | None: ...
    def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]: ...
    def tile(self, level: int, number: int) -> bytes | None: ...


class Storage(Protocol):
    """Where the records are kept."""

    def write(self, work: Callable[[Transaction], T]) -> "Future[T]":
        """Run `work` in the writer's transaction; the future resolves once that is durable."""
        ...

    def reading(self) -> AbstractContextManager[View]:
        """One moment of the records; every question inside the block sees the same one."""
        ...

    def printing(self, thread_id: str) -> AbstractContextManager[None]:
        """Only one print run of a thread at a time, in all processes."""
        ...


class Press(Protocol):
    """Where printed sheets are kept, durably, as files that any web server can hand out."""

    def keep(self, sheet: Sheet) -> None: ...
    def discard(self, address: str) -> None: ...
    def point(self, site: str, folder: str, head_html: bytes, pointer_json: bytes) -> None: ...
    def checkpoint(self, note: bytes) -> None: ...


class Mailer(Protocol):
    """Who carries mail to mailboxes."""

    def send(self, mailbox: str, message: bytes) -> None:
        """Hand over a whole message (RFC 5322) for one mailbox; returns once the server has taken it.

        Raises what `errors.MailNotTaken` stands for. The server may have taken it and the answer been lost: repeating is harmless,
        for the message bears its own id.
        """
        ...

    def rest(self) -> None:
        """Nothing more is to be sent for now."""
        ...
