"""What a receipt tells of mail about its comment: that it can be had, that a mailbox is to confirm it, or that it is sent."""

from dataclasses import dataclass

from diwan.bootstrap import House
from diwan.desk.cards import Card
from diwan.editions.words import ReaderWords
from diwan.letters import Wants
from diwan.mailboxes import masked
from diwan.storage.mail import MailReader

EVERYTHING = Wants(outcome=True, replies=True, daily=False)


@dataclass(frozen=True, slots=True)
class MailDraft:
    """What a reader had filled in when he was refused."""

    email: str = ""
    wants: Wants = EVERYTHING


@dataclass(frozen=True, slots=True)
class MailTold:
    """`address` is where mail goes, masked, None where none was asked for; `is_confirmed` once its owner has said so. The rest fills the
    form: what he had written, what was wrong with it, and after how many days it is forgotten, as one says it.
    """

    address: str | None
    is_confirmed: bool
    email: str
    wants: Wants
    problem: str | None
    days: str


def mail_told(
    house: House, card: Card, *, words: ReaderWords, draft: MailDraft | None, problem: str | None
) -> MailTold | None:
    """What to tell; None where no mail is offered, or the comment is withdrawn."""
    if house.delivery is None or card.comment.words is None or card.comment.site not in house.sites:
        return None
    with house.store.connection() as connection:
        found = MailReader(connection).subscribed(card.comment.id, house.clock())
    mailbox = house.envelopes.open(found.mark, found.mailbox) if found else None
    return MailTold(
        address=masked(mailbox) if mailbox else None,
        is_confirmed=found is not None and found.is_confirmed,
        email=draft.email if draft else "",
        wants=draft.wants if draft else EVERYTHING,
        problem=problem if draft else None,
        days=words.count("days", house.settings.mail.keep_days),
    )
