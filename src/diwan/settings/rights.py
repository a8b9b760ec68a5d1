"""`[statements]` and `[retention]`: what is told of rejections, and how long what people wrote is kept, as `diwan.toml` states it."""

from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec

API = "https://transparency.dsa.ec.europa.eu/api/v1"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _told(
    about: str, must: str, example: str, *, variable: str | None = None, check: Any = None
) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": variable, "check": check}


def _is_text(text: str) -> bool:
    return bool(text.strip()) and text.isprintable()


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text
    )


def _is_api(text: str) -> bool:
    """The token goes there: over TLS, or not off this machine."""
    if not _is_address(text) or text.endswith("/"):
        return False
    parts = urlsplit(text)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK


def _is_token(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


@dataclass(frozen=True, slots=True)
class Statements:
    contact: Annotated[str, msgspec.Meta(max_length=200)] = field(
        default="",
        metadata=_told(
            "Where a reader reaches the newsroom about a rejection, beside the objection on his receipt; shown there.",
            "be a line of at most 200 characters",
            'contact = "ombud@example.org"',
            variable="DIWAN_STATEMENTS_CONTACT",
            check=_is_text,
        ),
    )
    out_of_court: Annotated[str, msgspec.Meta(max_length=200)] = field(
        default="",
        metadata=_told(
            "The body that settles such disputes out of court, if there is one for you; shown on the receipt of a rejected comment.",
            "be a line of at most 200 characters",
            'out_of_court = "Press Council, https://council.example.org"',
            variable="DIWAN_STATEMENTS_OUT_OF_COURT",
            check=_is_text,
        ),
    )
    terms_url: Annotated[str, msgspec.Meta(max_length=500)] = field(
        default="",
        metadata=_told(
            "Where your guidelines are to be read; named in every statement of reasons.",
            "be an address of at most 500 characters that begins with https:// or http://",
            'terms_url = "https://www.example.org/guidelines"',
            variable="DIWAN_STATEMENTS_TERMS_URL",
            check=_is_address,
        ),
    )
    api: Annotated[str, msgspec.Meta(min_length=1, max_length=500)] = field(
        default=API,
        metadata=_told(
            "The Transparency Database that `diwan statements send` speaks to, up to what stands before `/statements`.",
            "be an address that begins with https://, without a slash at its end",
            f'api = "{API}"',
            variable="DIWAN_STATEMENTS_API",
            check=_is_api,
        ),
    )
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)] = field(
        default="",
        repr=False,  # it is a secret
        metadata=_told(
            "The token it gave you. Better in the environment than in the file.",
            "be a token of ASCII characters without spaces",
            'token = "…"',
            variable="DIWAN_STATEMENTS_TOKEN",
            check=_is_token,
        ),
    )


_DAYS = msgspec.Meta(ge=1, le=36_500)


@dataclass(frozen=True, slots=True)
class Retention:
    """Days after which words are destroyed. What is printed, or was approved, is never touched."""

    rejected_words_days: Annotated[int, _DAYS] | None = field(
        default=None,
        metadata=_told(
            "Days after a comment's rejection after which its words are erased, though not before the term for objecting is over and every "
            "objection answered. Left out: they are kept.",
            "be a whole number of days from 1 to 36500, or be left out",
            "rejected_words_days = 365",
            variable="DIWAN_RETENTION_REJECTED_WORDS_DAYS",
        ),
    )
    report_words_days: Annotated[int, _DAYS] | None = field(
        default=None,
        metadata=_told(
            "Days after a report after which what the reader wrote with it is erased, though not while it waits for a look. "
            "Left out: it is kept as long as the comment.",
            "be a whole number of days from 1 to 36500, or be left out",
            "report_words_days = 180",
            variable="DIWAN_RETENTION_REPORT_WORDS_DAYS",
        ),
    )
    appeal_words_days: Annotated[int, _DAYS] | None = field(
        default=None,
        metadata=_told(
            "Days after an objection was answered after which the reader's words in it are erased. Left out: they are kept as long as the "
            "comment.",
            "be a whole number of days from 1 to 36500, or be left out",
            "appeal_words_days = 180",
            variable="DIWAN_RETENTION_APPEAL_WORDS_DAYS",
        ),
    )
