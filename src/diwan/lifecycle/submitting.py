"""Submit: the words are stored, once, and acknowledged."""

import secrets
from concurrent.futures import Future
from dataclasses import dataclass, replace

from diwan import identifiers, registration, signing
from diwan.articles import Article, Description, check_description, check_key as check_article_key
from diwan.clock import Clock, Milliseconds, iso
from diwan.comments import SALT_BYTES, Comment, Submission, check_key, check_words, digest
from diwan.errors import (
    KeyReused,
    NotSignedIn,
    OutsideHours,
    ParentNotPrinted,
    ThreadClosed,
    TicketUsed,
    Unknown,
)
from diwan.hours import opens_at, until_s
from diwan.ledger import commitments
from diwan.ledger.entries import Submitted
from diwan.ledger.leaves import encode
from diwan.ports import Storage, Transaction
from diwan.readers import Reader
from diwan.sites import Site
from diwan.threads import is_open


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a reader is told once his comment is durably stored."""

    comment_id: str
    digest: bytes
    position: int
    at: Milliseconds
    repeated: bool
    """Whether this key had been acknowledged before."""


def submit(
    storage: Storage, clock: Clock, site: Site, submission: Submission, reader: Reader | None = None
) -> "Future[Acknowledgement]":
    """Store a comment, once. Raises Unacceptable at once for words, name or key that cannot be taken, and NotSignedIn for a guest's
    where the site takes none.

    The comment of a `reader` who has signed in bears the name of his sign-in, whatever name was sent, and is tied to him.
    The future raises NotSignedIn (he has departed), MayNotWrite (he is muted or barred), KeyReused, TicketUsed, Unknown (the article), ThreadClosed, OutsideHours,
    ParentNotPrinted or
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
            _check_hours(site, description.section, at)
            article = registration.record(
                transaction, site.id, submission.article, description, by=f"embed:{submission.origin}", at=at
            )
        elif not is_open(article, site.close_after_days, at):
            raise ThreadClosed("This thread is closed and takes no more comments.")
        else:
            _check_hours(site, article.description.section, at)
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

    return storage.write(work, submission=(site.id, submission.key))


def _digest(salt: bytes, site: Site, submission: Submission) -> bytes:
    return digest(
        salt,
        site=site.id,
        article=submission.article,
        parent_id=submission.parent_id,
        words=submission.words,
    )


def _check_hours(site: Site, section: str, at: Milliseconds) -> None:
    hours = site.hours.of(section)
    if hours is None:
        return
    opens = opens_at(hours, at)
    if opens > at:
        raise OutsideHours(
            f"Comments are not taken at this hour. Send the same words again from {iso(opens)} on.",
            hours=hours,
            at=at,
            opens_at=opens,
            retry_after_s=until_s(opens, at),
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
