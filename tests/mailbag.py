"""A `ports.Mailer` that keeps what it is given, and fails as a test says; and a delivery that uses it."""

import email.policy
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from diwan import subscribing
from diwan.clock import MINUTE
from diwan.envelopes import Envelopes, Purpose
from diwan.letters import Wants
from diwan.mail.delivery import Delivery
from tests.house import SITE, House
from tests.mail_server import link

URL = "https://comments.courier.example"
MAILBOX = "rojin@example.org"
EVERYTHING = Wants(outcome=True, replies=True, daily=False)
DAILY = Wants(outcome=True, replies=True, daily=True)
HOUR_OF_DAY = 5


@dataclass
class Mailbag:
    """`sent` is what was taken; `trouble` is raised instead, `after` once a message is taken and before that is told."""

    sent: list[tuple[str, EmailMessage]] = field(default_factory=list)
    trouble: Exception | None = None
    after: Callable[[], None] = lambda: None
    tried: int = 0

    def send(self, mailbox: str, message: bytes) -> None:
        self.tried += 1
        if self.trouble is not None:
            raise self.trouble
        parsed: Any = BytesParser(policy=email.policy.SMTP).parsebytes(message)
        self.sent.append((mailbox, parsed))
        self.after()

    def rest(self) -> None:
        """Nothing to close."""


@dataclass
class MailHouse:
    """A house that writes to its readers. `go` sends all that can be sent now."""

    diwan: House
    bag: Mailbag = field(default_factory=Mailbag)
    envelopes: Envelopes = field(default_factory=lambda: Envelopes(bytes(32)))

    def __post_init__(self) -> None:
        self.delivery = self.another()

    def another(self) -> Delivery:
        """A delivery as another process, or the same one after a restart, has it."""
        return Delivery(
            store=self.diwan.store,
            mailer=self.bag,
            clock=self.diwan.clock,
            envelopes=self.envelopes,
            sites=self.diwan.sites,
            receipt_secret=bytes(32),
            public_url=URL,
            sender="comments@courier.example",
        )

    def go(self) -> list[EmailMessage]:
        """Send; return what was sent by this."""
        before = len(self.bag.sent)
        while self.delivery.send_one():
            pass
        return [message for _, message in self.bag.sent[before:]]

    def ask(self, comment_id: str, wants: Wants = EVERYTHING, email: str = MAILBOX) -> None:
        subscribing.ask(
            self.diwan.store,
            self.diwan.clock,
            self.envelopes,
            comment_id=comment_id,
            email=email,
            wants=wants,
        ).result()

    def confirm(self, message: EmailMessage) -> bool:
        token = link(message, "confirm").rsplit("/", 1)[1]
        name = self.envelopes.name_in(Purpose.CONFIRM, SITE.id, token)
        return subscribing.confirm(
            self.diwan.store, self.diwan.clock, name, keep_days=90, daily_hour=HOUR_OF_DAY
        ).result()

    def subscribe(self, comment_id: str, wants: Wants = EVERYTHING, email: str = MAILBOX) -> None:
        """Ask, get the mail, and press its button."""
        self.ask(comment_id, wants, email)
        [message] = self.go()
        assert self.confirm(message)
        self.diwan.clock.advance(MINUTE)
