"""The duty that sends what lies in the outbox: claimed, made up, sent, settled.

At least once: a mail is settled only after the server has taken it. If the process dies in between, or the answer is lost, the claim
lapses and the same mail goes out again under the same Message-ID, by which a repetition can be told. Never at the cost of being wrong:
what a mail says is looked up at the moment it is sent, so that of a reply that was taken out again, or a decision that was superseded,
nobody is told.
"""

from collections import Counter
from collections.abc import Mapping

import structlog

from diwan import identifiers, receipts
from diwan.appeals import closes_at
from diwan.clock import MINUTE, SECOND, Clock, Milliseconds
from diwan.decisions import Decision, Outcome
from diwan.desk.cards import Card
from diwan.editions import render
from diwan.editions.render import Rendering
from diwan.editions.sheets import PAGE_SIZE, ThreadHeading
from diwan.editions.words import ReaderWords, words_for
from diwan.envelopes import EVERYWHERE, Envelopes, Purpose
from diwan.errors import MailboxRefused, MailLater, MailNotTaken, MailServerDown, MessageRefused
from diwan.letters import Claimed, Kind, Letter
from diwan.logs import described
from diwan.mail import texts
from diwan.mail.message import Mail, message
from diwan.mail.texts import News
from diwan.ports import Mailer
from diwan.sites import Site
from diwan.storage.appeals import AppealReader
from diwan.storage.desk import DeskReader
from diwan.storage.mail import Addressee, MailReader
from diwan.storage.store import Store
from diwan.storage.transaction import Transaction

WAITS: tuple[Milliseconds, ...] = tuple(minutes * MINUTE for minutes in (3, 10, 30, 120, 240))
"""After each attempt so long until the next, the last one again and again. The first is longer than an attempt takes."""
RESTS: tuple[Milliseconds, ...] = tuple(seconds * SECOND for seconds in (10, 30, 60, 300))
"""So long nothing is sent after the server was down, the last one again and again."""

_log = structlog.get_logger("diwan.mail")


class Delivery:
    """For one thread of each process. `counted` tells how many mails met which end, for the metrics."""

    def __init__(
        self,
        *,
        store: Store,
        mailer: Mailer,
        clock: Clock,
        envelopes: Envelopes,
        sites: Mapping[str, Site],
        receipt_secret: bytes,
        public_url: str,
        sender: str,
    ) -> None:
        self._store = store
        self._mailer = mailer
        self._clock = clock
        self._envelopes = envelopes
        self._sites = sites
        self._receipt_secret = receipt_secret
        self._public_url = public_url
        self._sender = sender
        self._failures = 0
        self._rests_until: Milliseconds = 0
        self.counted: Counter[str] = Counter(
            dict.fromkeys(("sent", "retried", "refused", "given-up", "moot"), 0)
        )

    def send_one(self) -> bool:
        """Send the next mail that is due. False if there is none, or the server must be left alone. Raises Unavailable."""
        at = self._clock()
        if at < self._rests_until:
            return False
        with self._store.connection() as connection:
            is_due = MailReader(connection).is_due(at)
        if not is_due:
            self._mailer.rest()
            return False
        claimed = self._store.write(lambda tx: _claim(tx, at)).result()
        if claimed is None:
            return False
        if at >= claimed.gives_up_at:
            self._settle(claimed, "given-up")
            return True
        made = self._made(claimed, at)
        if made is None:
            self._settle(claimed, "moot")
            return True
        return self._sent(claimed, *made)

    def _sent(self, claimed: Claimed, mailbox: str, content: bytes) -> bool:
        try:
            self._mailer.send(mailbox, content)
        except MailServerDown as trouble:
            self._tell(trouble)
            self._rests_until = self._clock() + RESTS[min(self._failures, len(RESTS) - 1)]
            self._failures += 1
            until = self._rests_until
            self._store.write(lambda tx: tx.put_back(claimed, until)).result()
            return False
        except MailLater as trouble:
            # It was put off when it was claimed.
            self._tell(trouble)
            self.counted["retried"] += 1
        except MessageRefused as trouble:
            self._tell(trouble)
            self._settle(claimed, "refused")
        except MailboxRefused as trouble:
            self._tell(trouble)
            # Nobody reads it: what is kept of it is of no use to anyone.
            self._store.write(lambda tx: tx.forget_mailbox(claimed)).result()
            self._settle(claimed, "refused")
        else:
            # If the process dies here, it is sent once more, under the same id.
            self._settle(claimed, "sent", sent_at=self._clock())
        self._failures = 0
        return True

    def _settle(self, claimed: Claimed, end: str, *, sent_at: Milliseconds | None = None) -> None:
        self._store.write(lambda tx: tx.settle_mail(claimed, sent_at=sent_at)).result()
        self.counted[end] += 1

    def _tell(self, trouble: MailNotTaken) -> None:
        # Its kind and its place: what a server answers may repeat whom a mail was for.
        _log.warning("mail-not-taken", code=trouble.code, error=described(trouble))

    # --- what it says ------------------------------------------------------------------------------------------

    def _made(self, claimed: Claimed, at: Milliseconds) -> tuple[str, bytes] | None:
        """The mailbox and the message; None if there is nothing (any more) to tell."""
        with self._store.connection() as connection:
            reader = MailReader(connection)
            found = [(letter, who) for letter in claimed.letters if (who := reader.addressee(letter))]
        if not found:
            return None
        who = found[0][1]
        site = self._sites.get(who.site)
        mailbox = self._envelopes.open(who.mark, who.mailbox)
        if site is None or mailbox is None:
            return None
        words = words_for(site.language)
        kind = found[0][0].kind
        if kind in {Kind.CONFIRM, Kind.ENTER}:
            mail: Mail | None = self._asking(words, site, kind, found[0][0].of, mailbox)
        else:
            mail = self._news(words, site, found)
        if mail is None:
            return None
        content = message(
            mail, mailbox=mailbox, sender=self._sender, sender_name=site.name, mail_id=claimed.mail_id, at=at
        )
        return mailbox, content

    def _asking(self, words: ReaderWords, site: Site, kind: Kind, name: str, mailbox: str) -> Mail:
        refuse = self._link(Purpose.REFUSE, site, self._envelopes.mark(EVERYWHERE, mailbox).hex())
        if kind is Kind.ENTER:
            return texts.entrance(words, site.name, link=self._link(Purpose.ENTER, site, name), refuse=refuse)
        return texts.confirmation(
            words, site.name, link=self._link(Purpose.CONFIRM, site, name), refuse=refuse
        )

    def _news(self, words: ReaderWords, site: Site, found: list[tuple[Letter, Addressee]]) -> Mail | None:
        told = [news for letter, who in found if (news := self._told(words, site, letter, who.comment_id))]
        if not told:
            return None
        stop = self._link(Purpose.STOP, site, found[0][1].mark.hex())
        return texts.news(words, site.name, told, stop=stop)

    def _told(self, words: ReaderWords, site: Site, letter: Letter, comment_id: str) -> News | None:
        """What a letter has to tell at this moment; None if its cause is no longer so."""
        with self._store.connection() as connection:
            desk = DeskReader(connection)
            card = desk.card(comment_id)
            if card is None or card.comment.words is None:
                return None
            shown = MailReader(connection).printed_under(letter.cause)
            reply = desk.card(shown) if shown is not None and letter.kind is Kind.REPLY else None
            answers = AppealReader(connection).of([comment_id]).get(comment_id, ())
        headline = card.article.description.headline
        receipt = f"{self._public_url}/receipts/{receipts.token(self._receipt_secret, comment_id)}"
        current = card.current.decision if card.current else None
        if letter.kind is Kind.REPLY:
            return News(letter.kind, comment_id, headline, self._place(reply)) if reply else None
        if letter.kind is Kind.APPROVED:
            return News(letter.kind, comment_id, headline, self._place(card)) if shown == comment_id else None
        if current is None or current.outcome is not Outcome.REJECTED:
            return None
        if letter.kind is Kind.UPHELD:
            upheld = any(heard.answer and heard.answer.id == letter.cause for heard in answers)
            return News(letter.kind, comment_id, headline, receipt) if upheld else None
        if current.id != letter.cause:
            return None
        return News(
            letter.kind,
            comment_id,
            headline,
            receipt,
            guideline=words.guideline(current.reason.guideline.value) if current.reason.guideline else "",
            until=self._until(current, site),
        )

    def _until(self, rejection: Decision, site: Site) -> Milliseconds | None:
        ends = closes_at(rejection, site.appeal_days)
        return ends if ends > self._clock() else None

    def _place(self, card: Card) -> str:
        """Where readers see it."""
        described_as = card.article.description
        heading = ThreadHeading(
            card.article.site, card.article.key, described_as.headline, described_as.language, None, 0
        )
        look = render.view(heading, Rendering(self._public_url))
        with self._store.reading() as view:
            [opening] = view.places([card.comment.branch if card.parent_id else card.comment.id])
        return look.permalink(opening.ordinal // PAGE_SIZE, card.comment.id)

    def _link(self, purpose: Purpose, site: Site, name: str) -> str:
        token = self._envelopes.token(purpose, site.id, name)
        return f"{self._public_url}/mail/{site.id}/{purpose.value}/{token}"


def _claim(transaction: Transaction, at: Milliseconds) -> Claimed | None:
    # The ledger's turn is taken before looking: no two processes choose at once.
    transaction.next_position()
    return transaction.claim_mail(at, mail_id=identifiers.new(at), waits=WAITS)
