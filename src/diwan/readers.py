"""A reader who has signed in: who vouches for him, under which name he writes, and what the publisher says of him.

A guest gives a name and nothing else; there is no record of him. A reader has one, by which his comments are his. What he is
called by whoever vouches for him (the *subject*: an account's number, an address) is kept where it can be erased, and shown to
nobody. His name and badge are those of his last arrival: they can change, what stands under his comments does not.
"""

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from diwan.comments import check_name
from diwan.errors import Unacceptable

MAX_SUBJECT_BYTES = 255
"""OpenID Connect Core 1.0, section 2, allows as many."""
MAX_EMAIL_CHARACTERS = 254
"""RFC 5321, section 4.5.3.1.3, less the brackets around a path."""


class Source(StrEnum):
    """Who says that a reader is who he is."""

    PUBLISHER = "publisher"
    OPENID = "openid"
    EMAIL = "email"


class Badge(StrEnum):
    """What the publisher says of a reader, beside his name. Only a sign-in gives one, never a request."""

    STAFF = "staff"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader whose session is open. `name` and `badge` are those of the arrival that opened it."""

    id: str
    site: str
    source: Source
    name: str = field(repr=False)
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody proved who he is. `subject` is what his source calls him, the same each time and never given to another."""

    site: str
    source: Source
    subject: str = field(repr=False)
    name: str = field(repr=False)
    badge: Badge | None = None
    email: str | None = field(default=None, repr=False)


def check_arrival(arrival: Arrival) -> Arrival:
    """Return the arrival if it can be recorded. Raises Unacceptable with `field` "name", "subject" or "email".

    The name keeps to the limits of every display name, because it is printed like any other.
    """
    check_name(arrival.name)
    subject = arrival.subject
    if not subject.strip() or not subject.isprintable():
        raise Unacceptable(
            "The sign-in does not say who signs in. Give an identifier that stays the same, without control characters.",
            code="subject",
            field="subject",
        )
    if len(subject.encode("utf-8", "surrogatepass")) > MAX_SUBJECT_BYTES:
        raise Unacceptable(
            f"The identifier of who signs in is over {MAX_SUBJECT_BYTES} bytes. Give a shorter one.",
            code="subject",
            field="subject",
        )
    if arrival.email is not None and not _is_address(arrival.email):
        raise Unacceptable(
            "The e-mail address of the sign-in is not one. Correct it, or leave it out.",
            code="email",
            field="email",
        )
    return arrival


def _is_address(text: str) -> bool:
    """Whether mail could be sent there, as far as its spelling tells: no list, no line break, one `@` with something around it."""
    name, at, domain = text.rpartition("@")
    return bool(
        at
        and name
        and domain
        and len(text) <= MAX_EMAIL_CHARACTERS
        and not any(c in ',;<>()"\\' or unicodedata.category(c)[0] in "CZ" for c in text)
        and "@" not in name
    )
