"""Mail by SMTP (RFC 5321), through the server that the settings name: `ports.Mailer` over the standard library.

The line is encrypted before anything is said on it, and the server's certificate checked; where that fails nothing is sent, and there is
no falling back to an open line. A connection is kept from one message to the next and closed by `rest`.

An answer is sorted by whose fault it is: the mailbox's, the message's, or the server's. Of a refusal of *us* (sender, password, TLS) a
letter must not suffer: it waits until the settings are right.
"""

import smtplib
import ssl
from contextlib import suppress

from diwan.errors import CannotStart, MailboxRefused, MailLater, MailServerDown, MessageRefused
from diwan.settings.mail import IMPLICIT, STARTTLS, Mail

_PERMANENT = 500
_NO_SUCH_MAILBOX = frozenset({550, 551, 553, 556})
"""RFC 5321, section 4.2.2, and RFC 7504: what of the permanent refusals of a recipient is about the mailbox itself."""
_CLOSING = 421


class SmtpMailer:
    """One at a time: for one thread. `name` is how this machine introduces itself, the host of its public address."""

    def __init__(self, settings: Mail, *, name: str) -> None:
        self._settings = settings
        self._name = name
        self._tls = None if settings.tls not in {STARTTLS, IMPLICIT} else _context(settings.ca_file)
        self._line: smtplib.SMTP | None = None

    def send(self, mailbox: str, message: bytes) -> None:
        """Hand the message over; see `ports.Mailer`. Raises MailboxRefused, MessageRefused, MailLater, MailServerDown."""
        line = self._connected()
        try:
            line.sendmail(self._settings.from_address, [mailbox], message)
        except smtplib.SMTPRecipientsRefused as refused:
            [(code, _)] = refused.recipients.values()
            raise _of_recipient(code) from refused
        except smtplib.SMTPDataError as refused:
            if refused.smtp_code >= _PERMANENT:
                raise MessageRefused("The mail server refuses this message.") from refused
            raise MailLater("The mail server does not take this message now.") from refused
        except (smtplib.SMTPException, OSError) as trouble:
            self._drop()
            raise _down() from trouble

    def rest(self) -> None:
        """Close the connection, if there is one."""
        if self._line is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._line.quit()
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        """A line that answers: the one there is, or a new one. Raises MailServerDown."""
        if self._line is not None:
            try:
                # A server closes idle lines, and tells nobody until he speaks.
                if self._line.noop()[0] == 250:
                    return self._line
            except (smtplib.SMTPException, OSError):
                pass
            self._drop()
        try:
            self._line = self._opened()
        except (smtplib.SMTPException, OSError, ValueError) as trouble:
            self._drop()
            raise _down() from trouble
        return self._line

    def _opened(self) -> smtplib.SMTP:
        told = self._settings
        if told.tls == IMPLICIT:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                told.host, told.port, self._name, timeout=told.timeout_s, context=self._tls
            )
        else:
            line = smtplib.SMTP(told.host, told.port, self._name, timeout=told.timeout_s)
        try:
            if told.tls == STARTTLS:
                # Raises where the server does not offer it: a line that somebody has tampered with looks like that.
                line.starttls(context=self._tls)
            if told.username:
                line.login(told.username, told.password)
        except BaseException:
            line.close()
            raise
        return line

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None


def _context(ca_file: str) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise CannotStart(
            f"The certificates {ca_file} cannot be read ({type(error).__name__}). Correct ca_file in [mail]."
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _of_recipient(code: int) -> MailboxRefused | MessageRefused | MailLater | MailServerDown:
    if code == _CLOSING:
        return _down()
    if code < _PERMANENT:
        return MailLater("The mail server does not take mail for this mailbox now.")
    if code in _NO_SUCH_MAILBOX:
        return MailboxRefused("The mail server takes no mail for this mailbox.")
    return MessageRefused("The mail server refuses to carry this message.")


def _down() -> MailServerDown:
    return MailServerDown("The mail server cannot be reached, or refuses us. Look at [mail] in the settings.")
