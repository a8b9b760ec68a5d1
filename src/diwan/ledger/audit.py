"""The rules that every ledger obeys, checked entry by entry in one pass.

They hold for the entries alone, so that they can be checked on an exported ledger without a single word of a reader.
The list of rules is `docs/ledger-format.md`, "The rules"; the code below follows its order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import Guideline
from diwan.ledger import standing
from diwan.ledger.appeal_audit import AppealAudit
from diwan.ledger.editor_rules import EditorRules
from diwan.ledger.entries import (
    Added,
    AppealAnswered,
    Appealed,
    Appointed,
    Arrived,
    Batched,
    BatchOpened,
    Cleared,
    ClosingSet,
    Confirmed,
    Consulted,
    Decided,
    Departed,
    Dismissed,
    Drawn,
    Entry,
    Erased,
    Expired,
    Founded,
    GuidelinesRevised,
    Lifted,
    Moved,
    Paused,
    Printed,
    Registered,
    Removed,
    Reported,
    Reread,
    Reset,
    Restrained,
    Resumed,
    Screened,
    Signed,
    Submitted,
    TermsRevised,
    Tied,
)
from diwan.ledger.expiry_rules import ExpiryRules
from diwan.ledger.reader_rules import ReaderRules
from diwan.ledger.report_rules import ReportRules
from diwan.ledger.rereading_rules import RereadingRules
from diwan.ledger.restraint_rules import RestraintRules
from diwan.ledger.standing import Standing
from diwan.ledger.violations import Kind, Violation
from diwan.ledger.word_rules import check_words


@dataclass(slots=True)
class _Thread:
    id: str
    site: str
    article: str
    revision: int
    visible: int = 0
    """How many of its comments readers see."""


class Audit:
    """What must be remembered of the entries so far: about half a kilobyte for each comment.

    After a violation it goes on as if the entry had been right, so that one fault is not told twice.
    """

    def __init__(self) -> None:
        self._threads: dict[str, _Thread] = {}
        self._articles: dict[tuple[str, str], str] = {}
        self._moderators: dict[str, int | None] = {}
        self._ties: set[str] = set()
        self._resets: set[str] = set()
        self._comments: dict[str, Standing] = {}
        self._ordinals: dict[str, int] = {}
        self._asked: set[tuple[str, Asked]] = set()
        self._reports = ReportRules()
        self._readers = ReaderRules()
        self._expiries = ExpiryRules()
        self._rereadings = RereadingRules()
        self._editors = EditorRules()
        self._restraints = RestraintRules()
        self._revision = 0
        self._appeals = AppealAudit()
        self._motions: dict[str, Moved] = {}
        self._last: Entry | None = None
        self._before: Entry | None = None
        self._batches: dict[str, BatchOpened] = {}
        self._run: dict[str, Decided] = {}
        """The decisions directly before the entry that is looked at."""

    def check(self, position: int, entry: Entry) -> Iterator[Violation]:
        """Every rule that `entry`, standing at `position`, breaks; then takes it as having happened."""
        for subject, what in self._check(position, entry):
            yield Violation(position, Kind.RULE, subject, what)
        if isinstance(entry, Reported | Appealed | AppealAnswered):
            self._expiries.happened(entry)
        self._before, self._last = self._last, entry
        if isinstance(entry, Decided):
            self._run[entry.decision] = entry
        else:
            self._run.clear()

    def _check(self, position: int, entry: Entry) -> Iterator[tuple[str, str]]:
        if (position == 0) != isinstance(entry, Founded):
            yield "ledger", "the founding stands at position 0, and nowhere else"
        yield from self._appeals.before(entry)
        match entry:
            case Founded():
                pass
            case GuidelinesRevised():
                yield from self._guidelines(entry)
            case TermsRevised() | Paused() | Resumed() | ClosingSet():
                yield from self._by_an_editor(entry)
            case Registered():
                yield from self._registered(entry)
            case Appointed():
                yield from self._appointed(entry)
            case Dismissed():
                yield from self._dismissed(position, entry)
            case Tied():
                yield from self._tied(entry)
            case Reset():
                yield from self._reset(entry)
            case Submitted():
                yield from self._submitted(entry)
            case Signed():
                yield from self._readers.signed(entry, self._last)
            case Arrived():
                yield from self._readers.arrived(entry)
            case Departed():
                yield from self._readers.departed(entry)
            case Screened():
                yield from self._screened(entry)
            case Consulted():
                yield from self._consulted(entry)
            case Moved():
                yield from self._moved(entry)
            case Confirmed():
                yield from self._confirmed(entry)
            case BatchOpened():
                yield from self._batch(entry)
            case Batched():
                yield from self._batched(entry)
            case Decided():
                self._rereadings.decided(entry)
                yield from self._appeals.decided(entry)
                yield from self._decided(entry)
            case Appealed():
                yield from self._appeals.appealed(entry, self._comments.get(entry.comment))
            case AppealAnswered():
                yield from self._check_moderator(f"answer {entry.answer}", entry.by)
                yield from self._appeals.answered(entry, self._comments.get(entry.comment))
            case Reported():
                yield from self._reports.reported(position, entry, self._comments.get(entry.comment))
            case Cleared():
                yield from self._check_moderator(f"clearing {entry.clearing}", entry.by)
                yield from self._reports.cleared(entry, self._comments.get(entry.comment))
            case Printed():
                yield from self._printed(entry)
            case Erased():
                yield from self._erased(entry)
            case Expired():
                yield from self._expiries.expired(entry, self._comments.get(entry.comment))
            case Drawn():
                run = (self._before, self._last)
                yield from self._rereadings.drawn(entry, self._comments.get(entry.comment), run)
            case Reread():
                yield from self._check_moderator(f"rereading {entry.rereading}", entry.by)
                yield from self._rereadings.reread(entry, self._comments.get(entry.comment), self._revision)
            case Restrained():
                yield from self._check_moderator(f"restraint {entry.restraint}", entry.by)
                yield from self._restraints.restrained(entry)
            case Lifted():
                yield from self._check_moderator(f"lifting of {entry.restraint}", entry.by)
                yield from self._restraints.lifted(entry)

    def _guidelines(self, entry: GuidelinesRevised) -> Iterator[tuple[str, str]]:
        if entry.revision != self._revision + 1:
            yield f"guidelines {entry.revision}", f"revision {self._revision + 1} was due"
        self._revision = max(self._revision, entry.revision)

    def _by_an_editor(self, entry: TermsRevised | Paused | Resumed | ClosingSet) -> Iterator[tuple[str, str]]:
        match entry:
            case TermsRevised():
                yield from self._check_moderator(f"terms {entry.revision}", entry.by)
                yield from self._editors.terms(entry)
            case Paused():
                yield from self._check_moderator(f"pause {entry.pause}", entry.by)
                yield from self._editors.paused(entry)
            case Resumed():
                yield from self._check_moderator(f"pause {entry.pause}", entry.by)
                yield from self._editors.resumed(entry)
            case ClosingSet():
                yield from self._check_moderator(f"closing {entry.closing}", entry.by)
                if entry.thread not in self._threads:
                    yield f"closing {entry.closing}", f"its thread {entry.thread} was not registered before"

    def _registered(self, entry: Registered) -> Iterator[tuple[str, str]]:
        subject = f"thread {entry.thread}"
        thread = self._threads.get(entry.thread)
        if thread is None:
            thread = _Thread(entry.thread, entry.site, entry.article, 0)
            self._threads[entry.thread] = thread
            if self._articles.setdefault((entry.site, entry.article), entry.thread) != entry.thread:
                yield subject, "another thread belongs to this article"
        elif (thread.site, thread.article) != (entry.site, entry.article):
            yield subject, "it belongs to another article"
        if entry.revision != thread.revision + 1:
            yield subject, f"revision {thread.revision + 1} of its description was due, not {entry.revision}"
        thread.revision = max(thread.revision, entry.revision)

    def _appointed(self, entry: Appointed) -> Iterator[tuple[str, str]]:
        if entry.moderator in self._moderators:
            yield f"moderator {entry.moderator}", "was appointed before"
        self._restraints.appointed(entry)
        self._moderators[entry.moderator] = None

    def _dismissed(self, position: int, entry: Dismissed) -> Iterator[tuple[str, str]]:
        subject = f"moderator {entry.moderator}"
        if entry.moderator not in self._moderators:
            yield subject, "was dismissed without having been appointed"
        elif self._moderators[entry.moderator] is not None:
            yield subject, f"was dismissed before, at {self._moderators[entry.moderator]}"
        self._moderators[entry.moderator] = position

    def _tied(self, entry: Tied) -> Iterator[tuple[str, str]]:
        subject = f"tie {entry.tie}"
        if entry.tie in self._ties:
            yield subject, "it was made before"
        self._ties.add(entry.tie)
        yield from self._check_moderator(subject, entry.moderator)

    def _reset(self, entry: Reset) -> Iterator[tuple[str, str]]:
        subject = f"reset {entry.reset}"
        if entry.reset in self._resets:
            yield subject, "was recorded before"
        self._resets.add(entry.reset)
        if entry.moderator not in self._moderators:
            yield subject, f"{entry.moderator} was not appointed before"
        elif self._moderators[entry.moderator] is not None:
            yield subject, f"{entry.moderator} had been dismissed at {self._moderators[entry.moderator]}"

    def _submitted(self, entry: Submitted) -> Iterator[tuple[str, str]]:
        subject = f"comment {entry.comment}"
        if entry.comment in self._comments:
            yield subject, "was submitted before"
        thread = self._threads.get(entry.thread)
        if thread is None:
            yield subject, f"its thread {entry.thread} is not registered"
        elif (thread.site, thread.article) != (entry.site, entry.article):
            yield subject, "it names another article than its thread"
        yield from self._check_branch(subject, entry)
        due = self._ordinals.get(entry.branch, 0)
        if entry.ordinal != due:
            yield subject, f"it is number {entry.ordinal} of its branch, where {due} was due"
        self._ordinals[entry.branch] = max(due, entry.ordinal + 1)
        if entry.comment not in self._comments:
            self._comments[entry.comment] = standing.begin(entry)

    def _check_branch(self, subject: str, entry: Submitted) -> Iterator[tuple[str, str]]:
        if entry.parent is None:
            if entry.branch != entry.thread:
                yield subject, "it answers nobody, but does not stand in its thread's own branch"
            return
        parent = self._comments.get(entry.parent)
        if parent is None:
            yield subject, f"it answers {entry.parent}, which was not submitted before"
        elif parent.thread != entry.thread:
            yield subject, f"it answers {entry.parent}, which stands in another thread"
        elif parent.conversation != entry.branch:
            yield subject, f"it does not stand in the conversation {parent.conversation} that it answers"

    def _screened(self, entry: Screened) -> Iterator[tuple[str, str]]:
        subject = f"screening {entry.screening}"
        if entry.comment not in self._comments:
            yield subject, f"its comment {entry.comment} was not submitted before"
        if any("@" not in check[1:-1] for check in entry.checks):
            yield subject, "a check is not written name@version"

    def _consulted(self, entry: Consulted) -> Iterator[tuple[str, str]]:
        subject = f"consultation {entry.consultation}"
        yield from self._check_moderator(subject, entry.by)
        if (entry.comment, entry.asked) in self._asked:
            yield subject, f"a {entry.asked} had been asked about this comment before"
        self._asked.add((entry.comment, entry.asked))
        comment = self._comments.get(entry.comment)
        yield from check_words(subject, entry, comment, what="asks about")
        if comment is not None and comment.decision is not None:
            yield subject, "the comment it asks about was already decided"

    def _moved(self, entry: Moved) -> Iterator[tuple[str, str]]:
        subject = f"motion {entry.motion}"
        yield from self._check_moderator(subject, entry.by)
        if entry.revision > self._revision:
            yield subject, f"it names revision {entry.revision} of the guidelines, which was not in force"
        if entry.abuse_kind is not None and entry.guideline is not Guideline.ABUSE:
            yield subject, "it names a kind of abuse without the guideline on abuse"
        if entry.field not in {"body", "name"} or entry.starts >= entry.ends:
            yield subject, "it quotes nothing"
        self._motions[entry.comment] = entry
        comment = self._comments.get(entry.comment)
        yield from check_words(subject, entry, comment, what="quotes")
        if comment is not None and entry.supersedes != comment.decision:
            yield subject, "it was made on another decision than the current one"

    def _confirmed(self, entry: Confirmed) -> Iterator[tuple[str, str]]:
        subject = f"confirmation of {entry.motion}"
        motion, decision = self._motions.pop(entry.comment, None), self._last
        if motion is None or motion.motion != entry.motion or motion.by != entry.mover:
            yield subject, "it confirms another motion than the last one on its comment"
            return
        if not isinstance(decision, Decided) or decision.decision != entry.decision:
            yield subject, "it does not stand behind the decision that it names"
            return
        yield from self._check_moderator(subject, entry.mover)
        if entry.by == entry.mover or decision.author != Author(AuthorKind.MODERATOR, entry.by):
            yield subject, "it is not by a second moderator, who decided"
        if decision.outcome is not Outcome.REJECTED or (
            decision.comment,
            decision.guideline,
            decision.abuse_kind,
            decision.supersedes,
        ) != (entry.comment, motion.guideline, motion.abuse_kind, motion.supersedes):
            yield subject, "the decision is not what the motion had asked for"

    def _batch(self, entry: BatchOpened) -> Iterator[tuple[str, str]]:
        subject = f"batch {entry.batch}"
        yield from self._check_moderator(subject, entry.by)
        if (entry.outcome is Outcome.REJECTED) != (entry.guideline is not None):
            yield subject, "it names a guideline exactly if it rejects"
        if entry.abuse_kind is not None and entry.guideline is not Guideline.ABUSE:
            yield subject, "it names a kind of abuse without the guideline on abuse"
        if entry.batch in self._batches:
            yield subject, "it was opened before"
        if entry.undoes is not None and entry.undoes not in self._batches:
            yield subject, f"it undoes {entry.undoes}, which was not opened before"
        self._batches[entry.batch] = entry

    def _batched(self, entry: Batched) -> Iterator[tuple[str, str]]:
        subject = f"batch {entry.batch}"
        batch = self._batches.get(entry.batch)
        if batch is None:
            yield subject, "its decisions are named, but it was not opened before"
            return
        shared = (
            Author(AuthorKind.MODERATOR, batch.by),
            batch.outcome,
            batch.guideline,
            batch.abuse_kind,
        )
        for each in entry.decisions:
            decision = self._run.pop(each, None)
            if decision is None:
                yield subject, f"it names {each}, which is no decision directly before it"
            elif (decision.author, decision.outcome, decision.guideline, decision.abuse_kind) != shared:
                yield subject, f"it names {each}, which decides something else"

    def _decided(self, entry: Decided) -> Iterator[tuple[str, str]]:
        subject = f"decision {entry.decision}"
        yield from self._check_author(subject, entry)
        yield from self._check_reason(subject, entry)
        comment = self._comments.get(entry.comment)
        yield from check_words(subject, entry, comment, what="decides on")
        if comment is None:
            return
        thread = self._threads.get(comment.thread)
        if thread is not None and entry.author.kind is not AuthorKind.MODERATOR:
            yield from self._editors.decided_by_machine(thread.site, entry.decision)
        if entry.supersedes != comment.decision:
            current = comment.decision or "none"
            yield (
                subject,
                f"it supersedes {entry.supersedes or 'none'}, where the current decision was {current}",
            )
        self._comments[entry.comment] = standing.decided(comment, entry)

    def _check_author(self, subject: str, entry: Decided) -> Iterator[tuple[str, str]]:
        if entry.author.kind is not AuthorKind.MODERATOR:
            return
        yield from self._check_moderator(subject, entry.author.name)

    def _check_moderator(self, subject: str, moderator: str) -> Iterator[tuple[str, str]]:
        if moderator not in self._moderators:
            yield subject, f"its author {moderator} was not appointed before"
        elif (dismissed := self._moderators[moderator]) is not None:
            yield subject, f"its author {moderator} had been dismissed at {dismissed}"

    def _check_reason(self, subject: str, entry: Decided) -> Iterator[tuple[str, str]]:
        if entry.revision > self._revision:
            yield subject, f"it names revision {entry.revision} of the guidelines, which was not in force"
        if entry.outcome is Outcome.REJECTED and entry.guideline is None:
            yield subject, "it rejects without naming a guideline"
        if entry.outcome is Outcome.APPROVED and entry.guideline is not None:
            yield subject, "it approves and yet names a guideline"
        if entry.abuse_kind is not None and entry.guideline is not Guideline.ABUSE:
            yield subject, "it names a kind of abuse without the guideline on abuse"

    def _printed(self, entry: Printed) -> Iterator[tuple[str, str]]:
        subject = f"thread {entry.thread}"
        thread = self._threads.get(entry.thread)
        if thread is None:
            yield subject, "it was printed without being registered"
            thread = self._threads[entry.thread] = _Thread(entry.thread, "", "", 0)
        # Removals come first: one reprint may replace a publication by another of the same comment.
        for removal in entry.removed:
            yield from self._removed(thread, removal)
        for addition in entry.added:
            yield from self._added(thread, addition)
        if entry.count != thread.visible:
            yield subject, f"it was printed as holding {entry.count} comments; it holds {thread.visible}"
        if (entry.top is None) != (entry.count == 0):
            yield subject, "a thread has a top sheet exactly when something is printed in it"

    def _removed(self, thread: _Thread, removal: Removed) -> Iterator[tuple[str, str]]:
        subject = f"publication {removal.publication}"
        comment = self._comments.get(removal.comment)
        if comment is None or comment.thread != thread.id or comment.publication != removal.publication:
            yield subject, "it is removed from a thread where it does not stand"
            return
        if (removal.decision is None) == (removal.erasure is None):
            yield subject, "its removal must have one cause: a decision or an erasure"
        elif removal.erasure is not None and removal.erasure != comment.erasure:
            yield subject, f"it is removed because of {removal.erasure}, which did not erase it"
        elif removal.decision is not None and (
            removal.decision != comment.decision or removal.decision == comment.published_by
        ):
            yield (
                subject,
                f"it is removed because of {removal.decision}, which is not a later, current decision",
            )
        thread.visible -= 1
        self._comments[removal.comment] = standing.removed(comment)

    def _added(self, thread: _Thread, addition: Added) -> Iterator[tuple[str, str]]:
        subject = f"publication {addition.publication}"
        comment = self._comments.get(addition.comment)
        if comment is None or comment.thread != thread.id:
            yield subject, f"its comment {addition.comment} was not submitted to this thread before"
            return
        if comment.outcome is not Outcome.APPROVED or addition.decision != comment.decision:
            yield subject, f"{addition.decision} is not the current, approving decision on {addition.comment}"
        if addition.digest != comment.digest:
            yield subject, "it names other words than those that were submitted"
        if comment.erasure is not None:
            yield subject, "its words were already erased"
        if comment.publication is not None:
            yield subject, f"the comment already stands in the thread, as {comment.publication}"
        else:
            thread.visible += 1
        self._comments[addition.comment] = standing.added(comment, addition.publication, addition.decision)

    def _erased(self, entry: Erased) -> Iterator[tuple[str, str]]:
        subject = f"erasure {entry.erasure}"
        comment = self._comments.get(entry.comment)
        if comment is None:
            yield subject, f"its comment {entry.comment} was not submitted before"
            return
        if comment.erasure is not None:
            yield subject, f"the comment was erased before, by {comment.erasure}"
        if entry.digest != comment.digest:
            yield subject, "it names other words than those that were submitted"
        self._comments[entry.comment] = standing.erased(comment, entry)
