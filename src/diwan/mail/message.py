"""From what is to be said to the bytes of a message (RFC 5322): plain text, the same as simple HTML, and honest headers.

Nothing is fetched when the mail is opened: no picture, no style sheet, no counting address. Every link is this installation's own and
stands written out. The id stays the same however often the message is sent, so that a server or a mail program can tell a repetition.
"""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from markupsafe import Markup, escape

from diwan.clock import Milliseconds, utc

MAX_LINE_BYTES = 998
"""RFC 5322, section 2.1.1."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text, and below it the links it speaks of. Quiet ones are set smaller, below a line."""

    text: str
    links: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says. `stop` is the address that ends such mail by one click (RFC 8058), where there is one."""

    subject: str
    paragraphs: tuple[Paragraph, ...]
    language: str
    direction: str
    stop: str = ""


def message(
    mail: Mail, *, mailbox: str, sender: str, sender_name: str, mail_id: str, at: Milliseconds
) -> bytes:
    """The whole message. `sender_name` is the site's. Raises ValueError if a line end got into a header."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(display_name=sender_name, addr_spec=sender)
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(utc(at))
    # RFC 3834: nobody's holiday answers this.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_plain(mail), cte="quoted-printable")
    made.add_alternative(_html(mail), subtype="html", cte="quoted-printable")
    # Last: what sets the content removes what is told of it.
    made["Content-Language"] = mail.language
    whole = [_line("To", mailbox), _line("Message-ID", f"<{mail_id}@{sender.rpartition('@')[2]}>")]
    if mail.stop:
        whole += [
            _line("List-Unsubscribe", f"<{mail.stop}>"),
            _line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]
    return b"".join(whole) + made.as_bytes()


def _line(name: str, value: str) -> bytes:
    """A header that must stay in one piece: the library would break a long address and encode it, and no program finds it again."""
    line = f"{name}: {value}".encode("ascii")
    if b"\r" in line or b"\n" in line or len(line) > MAX_LINE_BYTES:
        raise ValueError("this does not fit into a header")
    return line + b"\r\n"


def _plain(mail: Mail) -> str:
    parts = []
    for number, paragraph in enumerate(mail.paragraphs):
        if paragraph.quiet and (number == 0 or not mail.paragraphs[number - 1].quiet):
            parts.append("-- ")
        parts.append("\n".join((paragraph.text, *paragraph.links)))
    # A signature's mark (RFC 3676, section 4.3) is a line of its own, right above what it sets apart.
    return "\n\n".join(parts).replace("-- \n\n", "-- \n") + "\n"


def _html(mail: Mail) -> str:
    body = Markup("\n").join(_paragraph(each) for each in mail.paragraphs)
    align = "right" if mail.direction == "rtl" else "left"
    return (
        f'<!doctype html>\n<html lang="{escape(mail.language)}" dir="{escape(mail.direction)}">\n<head><meta charset="utf-8"><title>{escape(mail.subject)}</title></head>\n'
        f'<body dir="{escape(mail.direction)}" style="margin:0;padding:1em">\n'
        f'<div lang="{escape(mail.language)}" dir="{escape(mail.direction)}" style="max-width:36em;font:1em/1.6 Georgia,serif;text-align:{align}">\n'
        f"{body}\n</div>\n</body>\n</html>\n"
    )


def _paragraph(paragraph: Paragraph) -> Markup:
    style = "font-size:.875em;border-top:1px solid #999;padding-top:.5em" if paragraph.quiet else ""
    links = Markup("").join(
        Markup('<br>\n<a dir="ltr" href="{0}" style="word-break:break-all">{0}</a>').format(link)
        for link in paragraph.links
    )
    return Markup("<p{}>{}{}</p>").format(
        Markup(' style="{}"').format(style) if style else "", paragraph.text, links
    )
