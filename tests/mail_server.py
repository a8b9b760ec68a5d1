"""A real mail server on this machine (aiosmtpd), which answers as a test says, with or without TLS and a password."""

import asyncio
import email.policy
import logging
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.waiting import PATIENCE_S

PASSWORD = "the right pass phrase"


@dataclass
class MailServer:
    """What it got, and what it answers. `None` stands for what it would say by itself."""

    host: str = "127.0.0.1"
    port: int = 0
    arrived: list[tuple[str, EmailMessage]] = field(default_factory=list)
    to_sender: str | None = None
    to_recipient: str | None = None
    to_message: str | None = None
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    taken: Callable[[], None] = lambda: None
    """Called when a message is taken and before the answer goes out."""

    # --- aiosmtpd's hooks --------------------------------------------------------------------------------------

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.commands.append(f"EHLO {hostname}")
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append(f"MAIL {address} {'TLS' if session.ssl else 'open'}")
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_message:
            return self.to_message
        content = envelope.content
        assert isinstance(content, bytes)
        # `parsebytes` knows nothing of the policy's message class.
        parsed: Any = BytesParser(policy=email.policy.SMTP).parsebytes(content)
        self.arrived.append((", ".join(envelope.rcpt_tos), parsed))
        self.taken()
        return "250 OK"

    # --- what tests ask ----------------------------------------------------------------------------------------

    @property
    def mailboxes(self) -> list[str]:
        return [mailbox for mailbox, _ in self.arrived]

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for _, message in self.arrived]

    def last(self) -> EmailMessage:
        return self.arrived[-1][1]


def plain(message: EmailMessage) -> str:
    """The plain text, whole."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(message: EmailMessage) -> str:
    """The same as HTML."""
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def link(message: EmailMessage, purpose: str) -> str:
    """The address of this purpose that stands in the plain text."""
    found = re.search(rf"^https?://\S+/{purpose}/\S+$", plain(message), re.MULTILINE)
    assert found, f"no link to {purpose} in: {plain(message)}"
    return found[0]


@contextmanager
def mail_server(
    *, tls: ssl.SSLContext | None = None, implicit: bool = False, password: bool = False, port: int = 0
) -> Iterator[MailServer]:
    """The server, with STARTTLS or implicit TLS where there is a context for it; gone afterwards."""
    # It would tell every line of every message.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    server = MailServer()
    loop = asyncio.new_event_loop()

    def answered(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
        return AuthResult(success=right, handled=False)

    def connection() -> SMTP:
        server.connections += 1
        return SMTP(
            server,
            hostname="mail.test",
            loop=loop,
            enable_SMTPUTF8=False,
            tls_context=None if implicit else tls,
            require_starttls=tls is not None and not implicit,
            authenticator=answered if password else None,
            auth_required=password,
            auth_require_tls=tls is not None and not implicit,
        )

    ready = threading.Event()

    def run() -> None:
        # All of it in a thread of its own: the test's may have a loop already (a browser's).
        listening = loop.run_until_complete(
            loop.create_server(connection, server.host, port, ssl=tls if implicit else None)
        )
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        listening.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, name="test-mail-server", daemon=True)
    thread.start()
    assert ready.wait(PATIENCE_S), "the mail server did not start"
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
