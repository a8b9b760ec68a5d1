"""The life of a comment: submit → screen → decide → publish. `docs/life-of-a-comment.md` tells the same in prose.

    submit    stores the words and the Submitted entry; the acknowledgement follows the durable commit and waits for
              nothing else
    screen    runs every check and stores what they saw; the comment waits at the desk, unless the site's policy lets a
              rule or the model decide: then its decision is stored as well
    decide    stores a decision on exactly those words; it may supersede an earlier one
    publish   prints a thread: files first, ledger second, pointer third
    restock   finishes whatever a crash interrupted, with the same steps
    erase     removes the words on their author's wish; the digest stays

Each act is one transaction, with its ledger entry appended last (a screening with a machine's decision, or a decision that
confirms a motion: two entries, each behind its record). If the process dies before the commit nothing of
the act exists; after it, the work lists say what remains to be done.
"""

import secrets
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

from diwan import appeal_rules, former_sheets, guard, identifiers, print_run, registration, signing
from diwan.appeals import Appeal
from diwan.articles import (
    Article,
    Description,
    check_description,
    check_key as check_article_key,
    folder_name,
)
from diwan.clock import SECOND, Clock, Milliseconds
from diwan.comments import SALT_BYTES, Comment, Submission, check_key, check_words, digest
from diwan.decisions import Author, AuthorKind, Decision, Outcome, Reason, check_reason
from diwan.desk import lanes, search
from diwan.editions.edition import Pressroom
from diwan.errors import (
    AlreadyDecided,
    Conflict,
    KeyReused,
    NotAllowed,
    NotSignedIn,
    ParentNotPrinted,
    ThreadClosed,
    TicketUsed,
    Unknown,
)
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger import commitments
from diwan.ledger.entries import Decided, Screened, Submitted
from diwan.ledger.leaves import encode
from diwan.letters import Kind
from diwan.ports import Press, Storage, Transaction
from diwan.readers import Reader
from diwan.screening import findings as screening_findings
from diwan.screening.check import Context, read
from diwan.screening.current import Screens
from diwan.screening.policy import Policies, Proposal, judge
from diwan.screening.rules.repeats import likeness
from diwan.screening.sketch import sketch
from diwan.sites import Site
from diwan.threads import closing_time, is_open

T = TypeVar("T")

PRINT_RUN = 500
"""At most so many new comments go into one print run, so that its ledger entry stays small."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a reader is told once his comment is durably stored."""

    comment_id: str
    digest: bytes
    position: int
    at: Milliseconds
    repeated: bool
    """Whether this key had been acknowledged before."""


# --- submit -----------------------------------------------------------------------------------------------------


def submit(
    storage: Storage, clock: Clock, site: Site, submission: Submission, reader: Reader | None = None
) -> "Future[Acknowledgement]":
    """Store a comment, once. Raises Unacceptable at once for words, name or key that cannot be taken, and NotSignedIn for a guest's
    where the site takes none.

    The comment of a `reader` who has signed in bears the name of his sign-in, whatever name was sent, and is tied to him.
    The future raises NotSignedIn (he has departed), MayNotWrite (he is muted or barred), KeyReused, TicketUsed, Unknown (the article), ThreadClosed, ParentNotPrinted or
    Unavailable.
    """
    if reader is not None:
        submission = replace(submission, words=replace(submission.words, name=reader.name))
    elif not site.guests:
        raise NotSignedIn(
            "On this site one signs in before one writes. Your words are still here: sign in, then send them.",
            code="sign-in-required",
        )
    check_key(submission.key)
    check_article_key(submission.article)
    words = check_words(submission.words, max_characters=site.max_characters)
    if submission.described is not None:
        check_description(submission.described)

    def work(transaction: Transaction) -> Acknowledgement:
        earlier = transaction.submission(site.id, submission.key)
        if earlier is not None:
            if earlier.salt is not None and earlier.digest != _digest(earlier.salt, site, submission):
                raise KeyReused(
                    "This key belongs to a comment with other words. Make a new key to send a new comment.",
                    field="key",
                )
            return Acknowledgement(
                earlier.comment_id, earlier.digest, earlier.position, earlier.at, repeated=True
            )
        if reader is not None:
            signing.check_reader(transaction, site, reader, clock())
        used, oddities = submission.manner.ticket, submission.manner.oddities
        if used is not None and transaction.is_ticket_used(used.nonce):
            raise TicketUsed(
                "This form's ticket has let in another comment. Get a new ticket, and send the same words with it."
            )
        at = clock()
        article = transaction.article(site.id, submission.article)
        if article is None:
            description = _first_sight(site, submission)
            article = registration.record(
                transaction, site.id, submission.article, description, by=f"embed:{submission.origin}", at=at
            )
        elif not is_open(article, site.close_after_days, at):
            raise ThreadClosed("This thread is closed and takes no more comments.")
        branch = _branch(transaction, article, submission.parent_id)
        salt = secrets.token_bytes(SALT_BYTES)
        position = transaction.next_position()
        comment = Comment(
            id=identifiers.new(at),
            thread_id=article.thread_id,
            site=site.id,
            article=article.key,
            parent_id=submission.parent_id,
            branch=branch,
            ordinal=transaction.next_ordinal(branch),
            words=words,
            digest=_digest(salt, site, submission),
            position=position,
            at=at,
        )
        transaction.keep_comment(comment, key=submission.key, salt=salt, words=words)
        if used is not None:
            transaction.use_ticket(used.nonce, used.expires_at)
        if oddities:
            transaction.note_oddities(comment.id, oddities)
        transaction.append(
            encode(
                Submitted(
                    at=at,
                    comment=comment.id,
                    thread=comment.thread_id,
                    site=comment.site,
                    article=comment.article,
                    parent=comment.parent_id,
                    branch=comment.branch,
                    ordinal=comment.ordinal,
                    key=commitments.key_digest(submission.key),
                    digest=comment.digest.hex(),
                ),
            )
        )
        if reader is not None:
            signing.sign(transaction, comment, reader)
        return Acknowledgement(comment.id, comment.digest, position, at, repeated=False)

    return storage.write(work)


def _digest(salt: bytes, site: Site, submission: Submission) -> bytes:
    return digest(
        salt,
        site=site.id,
        article=submission.article,
        parent_id=submission.parent_id,
        words=submission.words,
    )


def _first_sight(site: Site, submission: Submission) -> Description:
    """The embed's own description of an article that nobody has registered. Refused, unless the site allows it."""
    if submission.described is None or not site.first_sight:
        raise Unknown(
            "This article is not known here. Register it with PUT /api/articles/{site}/{id}, or send its "
            "description with the comment from an allowed origin.",
            code="unknown-article",
            field="article",
        )
    if submission.parent_id is not None:
        raise _no_such_parent()
    return submission.described


def _branch(transaction: Transaction, article: Article, parent_id: str | None) -> str:
    """The list the comment joins: the thread's, or the conversation of the comment it answers."""
    if parent_id is None:
        return article.thread_id
    # What has not the shape of an id is not asked for: PostgreSQL, for one, takes no NUL in a question.
    parent = transaction.parent(parent_id) if identifiers.is_identifier(parent_id) else None
    if parent is None or parent.thread_id != article.thread_id:
        raise _no_such_parent()
    return parent.conversation


def _no_such_parent() -> ParentNotPrinted:
    # One answer for undecided, rejected, erased, foreign and invented comments: nobody learns which.
    return ParentNotPrinted(
        "The comment you are answering does not stand in this thread. You can send yours as a comment of its own.",
        field="parent",
    )


# --- screen -------------------------------------------------------------------------------------------------------


def screen(
    storage: Storage, clock: Clock, screens: Screens, policies: Policies, comment_id: str
) -> Decision | None:
    """Run every check on a comment and store what they saw. Done already, or erased: nothing happens.

    Where the policy of the article's site and section lets a rule or the model decide, its decision is recorded in the
    same transaction, on exactly the words that were screened, and returned; a moderator who was first is never
    overruled, and what is left to people (a pause, a restraint) is not decided. The term lists are those that hold when
    this begins. Raises Unavailable. If the process dies in here, the comment is still at the desk, neither screened nor
    decided, and `restock` screens it.
    """
    with storage.reading() as view:
        matter = view.reading_matter(comment_id)
        if matter is None:
            return None
        context = Context(
            language=matter.language,
            headline=matter.headline,
            section=matter.section,
            parent=matter.parent,
            article_text=matter.article_text,
            oddities=matter.oddities,
            has_badge=matter.has_badge,
            staff=view.staff_names(clock()),
        )
        reading = read(matter.words, context)
        alike = likeness(matter.words.body)
        drawn = sketch(reading.body.folded.text)
        if alike:
            context = replace(context, earlier_copies=view.copies(alike))
        if drawn:
            near = view.alike(drawn, besides=comment_id)
            context = replace(
                context,
                alike=len(near.ids),
                alike_threads=len(near.threads | {matter.thread_id}),
                alike_names=len(near.names | {matter.words.name}),
            )
    found_under = search.key(matter.words, matter.site)
    screener = screens.now()
    found = screener.screen(replace(reading, context=context))
    stored = screening_findings.encode(found)
    judged = judge(policies.of(matter.site, matter.section), found)

    def work(transaction: Transaction) -> Decision | None:
        position = transaction.next_position()
        if transaction.is_screened(comment_id) or transaction.erasure_of(comment_id):
            return None
        at = clock()
        screening_id = identifiers.new(at)
        transaction.keep_screening(screening_id, comment_id, stored, at, position)
        if alike:
            transaction.keep_likeness(comment_id, alike)
        if drawn:
            transaction.keep_sketch(comment_id, drawn)
        transaction.keep_search_key(comment_id, found_under)
        if matter.oddities:
            transaction.settle_oddities(comment_id)
        transaction.append(
            encode(
                Screened(
                    at=at,
                    comment=comment_id,
                    screening=screening_id,
                    digest=commitments.findings_digest(stored),
                    checks=screener.versions,
                ),
            )
        )
        if transaction.current_decision(comment_id) is not None:
            return None
        if not isinstance(judged, Proposal) or _is_left_to_people(transaction, matter.site, comment_id, at):
            # What was passed on before any check had looked stays where it was put.
            if not transaction.asked(comment_id):
                transaction.stand_in_lanes(comment_id, lanes.places(found))
            return None
        verdict = Verdict(comment_id, matter.digest, judged.outcome, judged.guideline, judged.abuse_kind)
        return record_decision(transaction, clock, judged.author, verdict)

    return storage.write(work).result()


# --- decide -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody wants to decide: on these words (their digest), having seen this current decision (or none)."""

    comment_id: str
    digest: bytes
    outcome: Outcome
    guideline: Guideline | None = None
    abuse_kind: AbuseKind | None = None
    note: str = ""
    supersedes: str | None = None
    confirms: str | None = None
    """The motion of another moderator that this rejection confirms (`guard`)."""


def decide(storage: Storage, clock: Clock, author: Author, verdict: Verdict) -> "Future[Decision]":
    """Record a decision. Raises Unacceptable at once for a reason that is none.

    The future raises AlreadyDecided, with the other's decision, if the current decision is not the one that
    `verdict.supersedes` names; NeedsConfirmation for a rejection of criticism of the publisher by one person (`moving.move` is the
    way to it); Unknown for a comment that does not exist or is erased; NotAllowed; Conflict (also for one whose rejection is appealed
    against: that is answered, not superseded).
    """
    check_reason(verdict.outcome, Reason(1, verdict.guideline, verdict.abuse_kind, verdict.note))
    return storage.write(lambda transaction: record_decision(transaction, clock, author, verdict))


def overturn(transaction: Transaction, clock: Clock, author: Author, appeal: Appeal) -> Decision:
    """Approve, inside the transaction that answers an appeal, the comment whose rejection it is against. `appealing.answer` records
    the answer behind it.
    """
    verdict = Verdict(appeal.comment_id, appeal.digest, Outcome.APPROVED, supersedes=appeal.decision_id)
    return record_decision(transaction, clock, author, verdict, answers=appeal)


def record_decision(
    transaction: Transaction,
    clock: Clock,
    author: Author,
    verdict: Verdict,
    *,
    answers: Appeal | None = None,
) -> Decision:
    """The one way a decision is made, a person's or a machine's. Raises what `decide` says of its future."""
    # The ledger's turn is taken before looking: what is seen below stays true until the commit, so that a print run
    # in another process cannot slip in between and leave a rejected comment standing.
    position = transaction.next_position()
    comment = transaction.comment(verdict.comment_id)
    if comment is None or comment.words is None:
        raise Unknown("There is no such comment, or its author has withdrawn it.", code="unknown-comment")
    if comment.digest != verdict.digest:
        raise Conflict("The decision names other words than the comment's. Load the card again.")
    if author.kind is AuthorKind.MODERATOR and not transaction.is_appointed(author.name):
        raise NotAllowed("This moderator may no longer decide.")
    if author.kind is not AuthorKind.MODERATOR and _is_left_to_people(
        transaction, comment.site, comment.id, clock()
    ):
        raise NotAllowed(
            "A person decides about this comment: machines are paused at its site, or its reader is restrained."
        )
    current = transaction.current_decision(comment.id)
    if (current.id if current else None) != verdict.supersedes:
        if current is None:
            raise Conflict("There is no decision to supersede. Load the card again.")
        raise AlreadyDecided("This comment has been decided in the meantime.", current)
    appeal_rules.check_decision(transaction, author, verdict.outcome, current, answers=answers)
    at = clock()
    reason = Reason(transaction.current_revision(), verdict.guideline, verdict.abuse_kind, verdict.note)
    if current is not None and _same_in_effect(current, verdict.outcome, reason):
        raise AlreadyDecided("This comment is already decided like that.", current)
    motion = guard.motion_to_confirm(
        transaction,
        author,
        comment_id=comment.id,
        outcome=verdict.outcome,
        guideline=verdict.guideline,
        abuse_kind=verdict.abuse_kind,
        confirms=verdict.confirms,
        current=current,
    )
    decision = Decision(
        id=identifiers.new(at),
        comment_id=comment.id,
        digest=comment.digest,
        outcome=verdict.outcome,
        author=author,
        reason=reason,
        supersedes=verdict.supersedes,
        at=at,
    )
    note_salt = secrets.token_bytes(SALT_BYTES) if reason.note else None
    transaction.keep_decision(decision, note_salt=note_salt, position=position)
    if verdict.outcome is Outcome.APPROVED or transaction.publication_of(comment.id):
        transaction.owe_printing(comment.thread_id, comment.id)
    if verdict.outcome is Outcome.REJECTED:
        # Of an approval its reader is written to once it is printed (`print_run`), for only then it stands somewhere.
        transaction.owe_news(Kind.REJECTED, comment.id, decision.id, at)
    transaction.append(
        encode(
            Decided(
                at=at,
                comment=comment.id,
                decision=decision.id,
                digest=comment.digest.hex(),
                outcome=decision.outcome,
                author=author,
                guideline=reason.guideline,
                abuse_kind=reason.abuse_kind,
                revision=reason.revision,
                note=commitments.note_commitment(note_salt, reason.note) if note_salt else None,
                supersedes=decision.supersedes,
            ),
        )
    )
    if motion is not None:
        guard.confirm(transaction, motion, decision, at)
    return decision


def _is_left_to_people(transaction: Transaction, site: str, comment_id: str, at: Milliseconds) -> bool:
    """Whether machines are paused at the site, or the reader who signed the comment is restrained. Take the ledger's turn first."""
    return transaction.pause_of(site) is not None or transaction.is_held(comment_id, at)


def _same_in_effect(current: Decision, outcome: Outcome, reason: Reason) -> bool:
    # An approval that replaced an approval would leave a publication naming a superseded decision.
    if outcome is Outcome.APPROVED:
        return current.outcome is Outcome.APPROVED
    return current.outcome is outcome and current.reason == reason


# --- publish ------------------------------------------------------------------------------------------------------


def publish(
    storage: Storage, press: Press, clock: Clock, room: Pressroom, sites: dict[str, Site], thread_id: str
) -> bool:
    """Print what is owed in a thread. True if there may be more to print in it.

    1. Files: every new sheet is durable before anything speaks of it. If the process dies here, they lie unused.
    2. Ledger: publications, retractions and the Printed entry, in one transaction. If the process dies here, the records
       are ahead of the pointer, and what was owed is still noted as owed.
    3. Pointer: readers see the new edition. What was owed is settled last; running all of it again changes nothing.

    What a site holds back is left as owed, and printed at a later look: approvals that are younger than its `hold_seconds`.
    A decision that is superseded between 1 and 2 makes the run start over, with the files of 1 discarded.
    Raises Unavailable.
    """
    with storage.printing(thread_id):
        with storage.reading() as view:
            article = view.article_of_thread(thread_id)
            if article is None or article.site not in sites:
                # A site that is gone from the settings keeps its threads as they were last printed.
                return False
            site = sites[article.site]
            if site.hold_seconds:
                view = view.holding_back(clock() - site.hold_seconds * SECOND)  # noqa: PLW2901 - the same moment
            owed = view.owed(thread_id, PRINT_RUN)
            if not owed:
                return False
            changed = {o.comment_id for o in owed if o.comment_id is not None}
            edition = room.compose(
                view,
                article,
                changed,
                closes_at=closing_time(article, site.close_after_days),
                max_characters=site.max_characters,
            )
            removed = [p for p in view.printed_now(changed) if p.rejected_by or p.erased_by]
            version = view.ledger_size()
        for sheet in edition.sheets:
            press.keep(sheet)
        if edition.rows:
            recorded = storage.write(
                lambda tx: print_run.record(tx, clock(), thread_id, edition, removed)
            ).result()
            if recorded is None:
                former_sheets.discard_unused(storage, press, [row.address for row in edition.rows])
                return True
            version = recorded
        head, pointer = room.front(edition, version)
        press.point(article.site, folder_name(article.key), head, pointer)
        # Asked of the records, not of `removed`: a run that died here is repeated, and finds nothing left to remove.
        former_sheets.discard_words(storage, press, changed - {comment.id for comment in edition.shown})
        storage.write(lambda tx: tx.settle_printing([o.id for o in owed])).result()
        return len(owed) >= PRINT_RUN


def restock(
    storage: Storage,
    press: Press,
    clock: Clock,
    room: Pressroom,
    sites: dict[str, Site],
    screener: Screens,
    policies: Policies,
) -> None:
    """Finish what a crash interrupted: screen what no check has seen, print what is owed. Run at every start.

    Raises Unavailable, after which running it again continues.
    """
    while True:
        with storage.reading() as view:
            unscreened = view.unscreened(PRINT_RUN)
        for comment_id in unscreened:
            screen(storage, clock, screener, policies, comment_id)
        if len(unscreened) < PRINT_RUN:
            break
    with storage.reading() as view:
        owing = view.owing_threads()
    for thread_id in owing:
        while publish(storage, press, clock, room, sites, thread_id):
            pass
