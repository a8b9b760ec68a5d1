"""The SMTP of the product against a real server: what it takes, what it refuses, and that nothing is said on an open line."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from diwan.errors import CannotStart, MailboxRefused, MailLater, MailNotTaken, MailServerDown, MessageRefused
from diwan.mail.smtp import SmtpMailer
from diwan.settings import Mail
from tests.clients.authority import Certificates, issue
from tests.mail_server import PASSWORD, MailServer, mail_server

MESSAGE = b"From: comments@courier.example\r\nTo: r@example.org\r\nSubject: News\r\n\r\nWords.\r\n"
MAILBOX = "r@example.org"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return issue(tmp_path_factory.mktemp("authority"), "127.0.0.1")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def context(certificates: Certificates) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificates.server)
    return made


def settings(server: MailServer, **given: object) -> Mail:
    told = Mail(
        host=server.host,
        port=server.port,
        tls="none",
        from_address="comments@courier.example",
        timeout_s=10,
    )
    return replace(told, **given)  # type: ignore[arg-type]


def mailer(server: MailServer, **given: object) -> SmtpMailer:
    return SmtpMailer(settings(server, **given), name="comments.courier.example")


def test_a_message_arrives_once_for_the_one_mailbox_it_is_for(server: MailServer) -> None:
    sending = mailer(server)
    sending.send(MAILBOX, MESSAGE)
    sending.rest()
    assert server.mailboxes == [MAILBOX]
    assert server.last()["Subject"] == "News"
    assert server.commands == ["EHLO comments.courier.example", "MAIL comments@courier.example open"]


def test_one_connection_serves_until_there_is_nothing_more_to_send(server: MailServer) -> None:
    sending = mailer(server)
    for _ in range(3):
        sending.send(MAILBOX, MESSAGE)
    sending.rest()
    sending.send(MAILBOX, MESSAGE)
    sending.rest()
    assert (len(server.arrived), server.connections) == (4, 2)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is inside TLS already
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_with_tls_the_password_and_all_else_go_over_an_encrypted_line(
    certificates: Certificates, tls: str
) -> None:
    with mail_server(tls=context(certificates), implicit=tls == "implicit", password=True) as server:
        sending = mailer(
            server, tls=tls, ca_file=str(certificates.authority), username="comments", password=PASSWORD
        )
        sending.send(MAILBOX, MESSAGE)
        sending.rest()
        assert server.commands[-1].endswith(" TLS") or tls == "implicit"
        assert server.mailboxes == [MAILBOX]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_is_refused(certificates: Certificates, tls: str) -> None:
    with mail_server(tls=context(certificates), implicit=tls == "implicit") as server:
        with pytest.raises(MailServerDown):
            mailer(server, tls=tls).send(MAILBOX, MESSAGE)
        assert server.arrived == []
        assert not [command for command in server.commands if command.startswith("MAIL")]


def test_a_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    other = issue(tmp_path, "mail.elsewhere.example")
    with mail_server(tls=context(other)) as server:
        with pytest.raises(MailServerDown):
            mailer(server, tls="starttls", ca_file=str(other.authority)).send(MAILBOX, MESSAGE)
        assert server.arrived == []


def test_where_starttls_is_not_offered_nothing_is_sent_over_the_open_line(server: MailServer) -> None:
    """As it looks when somebody on the way has struck the offer out."""
    with pytest.raises(MailServerDown):
        mailer(server, tls="starttls").send(MAILBOX, MESSAGE)
    assert server.arrived == []
    assert not [command for command in server.commands if command.startswith("MAIL")]


def test_a_wrong_password_is_the_servers_trouble_and_no_letters(certificates: Certificates) -> None:
    with mail_server(tls=context(certificates), password=True) as server:
        sending = mailer(
            server, tls="starttls", ca_file=str(certificates.authority), username="comments", password="wrong"
        )
        with pytest.raises(MailServerDown):
            sending.send(MAILBOX, MESSAGE)
        assert server.arrived == []


def test_a_server_that_is_not_there_is_down() -> None:
    with socket.socket() as held:
        # Bound and not listened on: nobody else can answer there meanwhile.
        held.bind(("127.0.0.1", 0))
        nobody = MailServer(port=held.getsockname()[1])
        with pytest.raises(MailServerDown):
            mailer(nobody).send(MAILBOX, MESSAGE)


@pytest.mark.parametrize(
    ("where", "answer", "trouble"),
    [
        ("to_recipient", "450 4.2.1 Come back later", MailLater),
        ("to_recipient", "451 4.7.1 Greylisted", MailLater),
        ("to_recipient", "421 4.3.2 Closing", MailServerDown),
        ("to_recipient", "550 5.1.1 No such mailbox", MailboxRefused),
        ("to_recipient", "553 5.1.3 Not a mailbox", MailboxRefused),
        ("to_recipient", "552 5.2.2 Full", MessageRefused),
        ("to_recipient", "554 5.7.1 Refused", MessageRefused),
        ("to_message", "451 4.3.0 Not now", MailLater),
        ("to_message", "554 5.7.1 This looks like junk", MessageRefused),
        ("to_sender", "550 5.7.1 You may not send", MailServerDown),
        ("to_sender", "451 4.3.0 Not now", MailServerDown),
    ],
)
def test_each_answer_is_laid_at_the_right_door(
    server: MailServer, where: str, answer: str, trouble: type[MailNotTaken]
) -> None:
    setattr(server, where, answer)
    sending = mailer(server)
    with pytest.raises(trouble) as caught:
        sending.send(MAILBOX, MESSAGE)
    assert type(caught.value) is trouble
    assert MAILBOX not in str(caught.value)
    setattr(server, where, None)
    sending.send(MAILBOX, MESSAGE)
    sending.rest()
    assert server.mailboxes == [MAILBOX]


def test_a_connection_that_the_server_has_closed_is_opened_anew(server: MailServer) -> None:
    sending = mailer(server)
    sending.send(MAILBOX, MESSAGE)
    assert sending._line is not None
    assert sending._line.sock is not None
    sending._line.sock.shutdown(socket.SHUT_RDWR)
    sending.send(MAILBOX, MESSAGE)
    sending.rest()
    assert (len(server.arrived), server.connections) == (2, 2)


def test_certificates_that_are_not_there_are_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="ca_file"):
        mailer(MailServer(port=25), tls="starttls", ca_file=str(tmp_path / "none.pem"))
