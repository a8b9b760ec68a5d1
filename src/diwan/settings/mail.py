"""`[mail]`: by which server Diwan writes to readers, as `diwan.toml` states it. Left out: no mail is offered anywhere."""

from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec

from diwan.errors import Unacceptable
from diwan.mailboxes import check_mailbox

STARTTLS, IMPLICIT, NONE = "starttls", "implicit", "none"


def _told(about: str, must: str, example: str, variable: str, check: Any = None) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": variable, "check": check}


def _is_host(text: str) -> bool:
    return text.isascii() and text.isprintable() and not any(c.isspace() or c in "/@" for c in text)


def _is_mailbox(text: str) -> bool:
    try:
        return check_mailbox(text) == text
    except Unacceptable:
        return False


@dataclass(frozen=True, slots=True)
class Mail:
    host: Annotated[str, msgspec.Meta(min_length=1, max_length=255)] = field(
        default="",
        metadata=_told(
            "The SMTP server that takes mail to readers. Left out: no mail is offered anywhere.",
            "be the name or the address of a mail server",
            'host = "smtp.example.org"',
            "DIWAN_MAIL_HOST",
            _is_host,
        ),
    )
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = field(
        default=587,
        metadata=_told(
            "Its port: usually 587 with STARTTLS, 465 with implicit TLS.",
            "be a whole number from 1 to 65535",
            "port = 587",
            "DIWAN_MAIL_PORT",
        ),
    )
    tls: str = field(
        default=STARTTLS,
        metadata=_told(
            "`starttls`, `implicit`, or `none` for a server on this very machine. There is no falling back to an open line.",
            'be "starttls", "implicit" or "none"',
            'tls = "starttls"',
            "DIWAN_MAIL_TLS",
            lambda text: text in {STARTTLS, IMPLICIT, NONE},
        ),
    )
    ca_file: str = field(
        default="",
        metadata=_told(
            "A file with the certificates of a private authority, if the server's is from one; relative to the working folder.",
            "be the path of a file",
            'ca_file = "/etc/diwan/mail-ca.pem"',
            "DIWAN_MAIL_CA_FILE",
            lambda text: bool(text.strip()) and "\0" not in text,
        ),
    )
    username: Annotated[str, msgspec.Meta(max_length=255)] = field(
        default="",
        metadata=_told(
            "The name to sign in with there, if it asks for one.",
            "be a line of text",
            'username = "comments@example.org"',
            "DIWAN_MAIL_USERNAME",
            str.isprintable,
        ),
    )
    password: Annotated[str, msgspec.Meta(max_length=1000)] = field(
        default="",
        repr=False,  # it is a secret
        metadata=_told(
            "The password to sign in with there. Better in the environment than in the file.",
            "be a line of text",
            'password = "…"',
            "DIWAN_MAIL_PASSWORD",
            str.isprintable,
        ),
    )
    from_address: str = field(
        default="",
        metadata=_told(
            "The address that mail comes from. Its domain must be set up for that server (SPF, DKIM).",
            "be one e-mail address, its domain in ASCII and in small letters",
            'from_address = "comments@example.org"',
            "DIWAN_MAIL_FROM_ADDRESS",
            _is_mailbox,
        ),
    )
    timeout_s: Annotated[int, msgspec.Meta(ge=1, le=300)] = field(
        default=20,
        metadata=_told(
            "Seconds after which a server that says nothing counts as down.",
            "be a whole number from 1 to 300",
            "timeout_s = 20",
            "DIWAN_MAIL_TIMEOUT_S",
        ),
    )
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=3660)] = field(
        default=90,
        metadata=_told(
            "Days after which a reader's address is forgotten, if he did not stop the mail before.",
            "be a whole number from 1 to 3660",
            "keep_days = 90",
            "DIWAN_MAIL_KEEP_DAYS",
        ),
    )
    daily_hour: Annotated[int, msgspec.Meta(ge=0, le=23)] = field(
        default=5,
        metadata=_told(
            "The hour (UTC) at which those are written to who want mail once a day.",
            "be a whole number from 0 to 23",
            "daily_hour = 5",
            "DIWAN_MAIL_DAILY_HOUR",
        ),
    )
    asks_per_hour: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = field(
        default=10,
        metadata=_told(
            "How often within an hour one client address may ask for a mail (a confirmation, a link to sign in).",
            "be a whole number from 1 to 100000",
            "asks_per_hour = 10",
            "DIWAN_MAIL_ASKS_PER_HOUR",
        ),
    )

    @property
    def is_offered(self) -> bool:
        return bool(self.host)
