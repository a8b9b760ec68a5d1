"""Letters: what is to be told to a mailbox. Several that are due to one mailbox at the same time go out as one mail.

A reader is written to about a comment only while a **subscription** stands, and it stands only after he pressed the button behind the
link in a first mail (double opt-in); until then there is a **mail request**, which lapses. None of these is a record: they are keys of
a person and come and go.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from diwan.clock import DAY, HOUR, MINUTE, Milliseconds

CONFIRM_WITHIN: Milliseconds = 2 * DAY
"""So long the link in the first mail is good; then the mailbox is forgotten."""
ENTER_WITHIN: Milliseconds = 15 * MINUTE
"""So long a link to sign in with is good."""
TRIED_FOR: Milliseconds = 3 * DAY
"""So long it is tried to deliver news; then it is given up. The receipt tells it all the same."""
QUIET_FOR: Milliseconds = 10 * MINUTE
"""After a mail with news, further news to the same mailbox wait so long, and then go out together."""
HAND_WITHIN: Milliseconds = 2 * MINUTE
"""So long the widget has to take the session over, once the button was pressed."""
REFUSED_FOR: Milliseconds = 30 * DAY
"""So long nothing that somebody asks for is sent to a mailbox whose owner did not want that."""
KNOCKS = ((HOUR, 3), (DAY, 6))
"""In such a time a mailbox gets at most so many mails that nobody has confirmed: whoever asks, and however often."""


class Kind(StrEnum):
    """What a letter tells. The values are stored and must never change."""

    CONFIRM = "confirm"
    """Somebody wants mail about his comment at this mailbox. Belongs to a mail request."""
    ENTER = "enter"
    """A link to sign in with. Belongs to that link."""
    APPROVED = "approved"
    """The comment is printed; the cause is the publication."""
    REJECTED = "rejected"
    """The comment was rejected; the cause is the decision."""
    UPHELD = "upheld"
    """An objection was answered: the rejection stands. The cause is the answer."""
    REPLY = "reply"
    """A reply to the comment is printed; the cause is its publication."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`of` names the request, link or subscription it belongs to; `cause` what happened, "" where nothing did but the asking."""

    kind: Kind
    of: str
    cause: str


@dataclass(frozen=True, slots=True)
class Wants:
    """What a reader wants to be told of about his comment, and whether as it happens or once a day."""

    outcome: bool
    replies: bool
    daily: bool


@dataclass(frozen=True, slots=True)
class MailRequest:
    """That somebody wants mail about a comment. `mailbox` lies in its envelope, bound to `mark`."""

    id: str
    comment_id: str
    site: str
    mark: bytes
    mailbox: bytes
    wants: Wants
    at: Milliseconds
    expires_at: Milliseconds


@dataclass(frozen=True, slots=True)
class Subscription:
    """That the owner of a mailbox wants mail about his comment. `daily_at` are milliseconds after midnight (UTC); None: as it happens."""

    id: str
    comment_id: str
    site: str
    mark: bytes
    mailbox: bytes
    outcome: bool
    replies: bool
    daily_at: Milliseconds | None
    at: Milliseconds
    expires_at: Milliseconds


@dataclass(frozen=True, slots=True)
class EnterLink:
    """A link with which the owner of a mailbox signs in at a site, once. `back` is the folder of the article he comes from, or "".

    `state` is there where the widget asked: the SHA-256 of what only that browser knows. Then the button behind the link makes another
    link of this kind, with the `name` that was given there, which takes the session to that browser alone.
    """

    id: str
    site: str
    mark: bytes
    mailbox: bytes
    back: str
    name: str
    state: bytes | None
    at: Milliseconds
    expires_at: Milliseconds


@dataclass(frozen=True, slots=True)
class Claimed:
    """Letters that are being sent as one mail, by one process, until its claim lapses. `attempts` counts this one."""

    mail_id: str
    mark: bytes
    letters: tuple[Letter, ...]
    attempts: int
    gives_up_at: Milliseconds


class Correspondence(Protocol):
    """What a job may do with mail, inside the writer's transaction: a part of `ports.Transaction`."""

    def may_be_written_to(self, mark: bytes, at: Milliseconds) -> bool:
        """Whether a mail that nobody has confirmed may go to this mailbox; if so, it counts as one."""
        ...

    def owe_letter(
        self, letter: Letter, mark: bytes, *, due_at: Milliseconds, gives_up_at: Milliseconds
    ) -> None:
        """Put it into the outbox. A letter that lies there already is not put there twice."""
        ...

    def owe_news(self, kind: Kind, comment_id: str, cause: str, at: Milliseconds) -> None:
        """Put a letter about this comment into the outbox, if somebody subscribed to such. `cause` is what happened."""
        ...

    def keep_mail_request(self, request: MailRequest) -> None:
        """Store it; an earlier one about this comment is gone, with its letter."""
        ...

    def mail_is_asked_for(self, comment_id: str) -> bytes | None:
        """The mark of the mailbox that is to confirm; None if nothing is asked for about this comment."""
        ...

    def take_mail_request(self, request_id: str, at: Milliseconds) -> MailRequest | None:
        """The request, once: it is gone afterwards."""
        ...

    def has_subscription(self, comment_id: str) -> bool: ...
    def keep_subscription(self, subscription: Subscription) -> None: ...
    def end_subscription(self, comment_id: str) -> None:
        """Forget who wanted mail about this comment, what was asked for and not confirmed included, and what was owed to him."""
        ...

    def end_subscriptions(self, mark: bytes) -> None:
        """The same for all comments of one mailbox at one site."""
        ...

    def refuse_mail(self, mark: bytes, until: Milliseconds) -> None: ...
    def keep_enter_link(self, link: EnterLink) -> None: ...
    def take_enter_link(self, link_id: str, at: Milliseconds) -> EnterLink | None:
        """The link, once: it is gone afterwards."""
        ...
