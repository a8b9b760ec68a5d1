"""Mail to readers, from the asking to the stopping. What is asked for is nothing until the mailbox's owner has said so himself.

    ask        stores a mail request and owes the mailbox one letter with a link
    confirm    behind that link, by a button: the request becomes a subscription
    stop       by a button, or by the mail program's (RFC 8058): all subscriptions of a mailbox at a site are gone
    refuse     by a button in a mail that nobody should have asked for: nothing that is asked for is sent there for a while
    ask_to_enter, enter    the same for a link to sign in with

Each is one transaction; what it owes lies in the outbox from the same moment on. If the process dies before the commit nothing was
asked for; after it, the letter is found at the next start.

Whoever asks learns nothing about a mailbox: neither whether it is known here, nor whether the mail was sent. Limits and refusals are
kept quietly, and the request is stored all the same, so that the answer and the work are equal.
"""

from concurrent.futures import Future
from dataclasses import replace

from diwan import identifiers
from diwan.clock import DAY, HOUR, Clock, Milliseconds
from diwan.decisions import Outcome
from diwan.envelopes import EVERYWHERE, Envelopes
from diwan.errors import Conflict, Unacceptable, Unknown
from diwan.letters import (
    CONFIRM_WITHIN,
    ENTER_WITHIN,
    HAND_WITHIN,
    REFUSED_FOR,
    EnterLink,
    Kind,
    Letter,
    MailRequest,
    Subscription,
    Wants,
)
from diwan.mailboxes import check_mailbox
from diwan.ports import Storage, Transaction


def ask(
    storage: Storage, clock: Clock, envelopes: Envelopes, *, comment_id: str, email: str, wants: Wants
) -> "Future[None]":
    """Note that somebody wants mail about a comment, and owe the mailbox the letter that asks its owner.

    Raises Unacceptable at once: no mailbox, or nothing wanted. The future raises Unknown (the comment, or its words are erased) and
    Conflict where mail about it is sent already.
    """
    mailbox = check_mailbox(email)
    if not (wants.outcome or wants.replies):
        raise Unacceptable("Choose what you want to be told of.", code="mail-nothing", field="about")
    everywhere = envelopes.mark(EVERYWHERE, mailbox)

    def work(transaction: Transaction) -> None:
        # The ledger's turn is taken before looking, as in `lifecycle.decide`: no erasure comes in between.
        transaction.next_position()
        comment = transaction.comment(comment_id)
        if comment is None or comment.words is None:
            raise Unknown("There is no such comment, or it was withdrawn.", code="unknown-comment")
        if transaction.has_subscription(comment_id):
            raise Conflict(
                "Mail about this comment is sent already. Stop it first.", code="mail-sent-already"
            )
        at = clock()
        mark = envelopes.mark(comment.site, mailbox)
        request = MailRequest(
            id=identifiers.new(at),
            comment_id=comment_id,
            site=comment.site,
            mark=mark,
            mailbox=envelopes.close(mark, mailbox),
            wants=wants,
            at=at,
            expires_at=at + CONFIRM_WITHIN,
        )
        may_write = transaction.may_be_written_to(everywhere, at)
        if not may_write and transaction.mail_is_asked_for(comment_id) == mark:
            # The link that was sent before stays good: no other one is on its way.
            return
        transaction.keep_mail_request(request)
        if may_write:
            letter = Letter(Kind.CONFIRM, request.id, "")
            transaction.owe_letter(letter, everywhere, due_at=at, gives_up_at=request.expires_at)

    return storage.write(work)


def confirm(
    storage: Storage, clock: Clock, request_id: str, *, keep_days: int, daily_hour: int
) -> "Future[bool]":
    """The owner of the mailbox wants it. False for a request that is gone: confirmed before, lapsed, withdrawn, or stopped.

    What was decided since he asked is owed to him.
    """

    def work(transaction: Transaction) -> bool:
        transaction.next_position()
        at = clock()
        request = transaction.take_mail_request(request_id, at)
        if request is None or transaction.has_subscription(request.comment_id):
            return False
        wants = request.wants
        transaction.keep_subscription(
            Subscription(
                id=identifiers.new(at),
                comment_id=request.comment_id,
                site=request.site,
                mark=request.mark,
                mailbox=request.mailbox,
                outcome=wants.outcome,
                replies=wants.replies,
                daily_at=daily_hour * HOUR if wants.daily else None,
                at=at,
                expires_at=at + keep_days * DAY,
            )
        )
        _owe_what_was_missed(transaction, request, at)
        return True

    return storage.write(work)


def _owe_what_was_missed(transaction: Transaction, request: MailRequest, at: Milliseconds) -> None:
    current = transaction.current_decision(request.comment_id)
    if current is None or current.at < request.at:
        return
    publication_id = transaction.publication_of(request.comment_id)
    if current.outcome is Outcome.REJECTED:
        transaction.owe_news(Kind.REJECTED, request.comment_id, current.id, at)
    elif publication_id is not None:
        transaction.owe_news(Kind.APPROVED, request.comment_id, publication_id, at)


def stop(storage: Storage, mark: bytes) -> "Future[None]":
    """Forget the mailbox at this site, with all that it was to be told."""
    return storage.write(lambda transaction: transaction.end_subscriptions(mark))


def stop_about(storage: Storage, comment_id: str) -> "Future[None]":
    """Forget who wanted mail about this comment."""
    return storage.write(lambda transaction: transaction.end_subscription(comment_id))


def refuse(storage: Storage, clock: Clock, everywhere: bytes) -> "Future[None]":
    """Send nothing to this mailbox for a while that somebody asks for. What its owner has confirmed goes on."""
    return storage.write(lambda transaction: transaction.refuse_mail(everywhere, clock() + REFUSED_FOR))


def ask_to_enter(
    storage: Storage,
    clock: Clock,
    envelopes: Envelopes,
    *,
    site: str,
    email: str,
    back: str,
    state: bytes | None = None,
) -> "Future[None]":
    """Owe a mailbox a link to sign in with, whoever it belongs to: nobody is looked up. Raises Unacceptable at once: no mailbox."""
    mailbox = check_mailbox(email)
    everywhere = envelopes.mark(EVERYWHERE, mailbox)
    mark = envelopes.mark(site, mailbox)

    def work(transaction: Transaction) -> None:
        at = clock()
        closed = envelopes.close(mark, mailbox)
        link = EnterLink(identifiers.new(at), site, mark, closed, back, "", state, at, at + ENTER_WITHIN)
        transaction.keep_enter_link(link)
        if transaction.may_be_written_to(everywhere, at):
            letter = Letter(Kind.ENTER, link.id, "")
            transaction.owe_letter(letter, everywhere, due_at=at, gives_up_at=link.expires_at)

    return storage.write(work)


def enter(storage: Storage, clock: Clock, link_id: str) -> "Future[EnterLink | None]":
    """The link, once; None for one that is used or too old."""
    return storage.write(lambda transaction: transaction.take_enter_link(link_id, clock()))


def hand_over(storage: Storage, clock: Clock, link_id: str, name: str) -> "Future[EnterLink | None]":
    """Make another link of one that the widget asked for, good for a moment and for that browser alone; the first is used up. None for
    one that is used or too old.
    """

    def work(transaction: Transaction) -> EnterLink | None:
        at = clock()
        link = transaction.take_enter_link(link_id, at)
        if link is None:
            return None
        handed = replace(link, id=identifiers.new(at), name=name, at=at, expires_at=at + HAND_WITHIN)
        transaction.keep_enter_link(handed)
        return handed

    return storage.write(work)
