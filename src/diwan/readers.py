"""A reader who has signed in: who vouches for him, under which name he writes, and what the publisher says of him.

A guest gives a name and nothing else; there is no record of him. A reader has one, by which his comments are his. What he is
called by whoever vouches for him (the *subject*: an account's number, an address) is kept where it can be erased, and shown to
nobody. His name and badge are those of his last arrival: they can change, what stands under his comments does not.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from diwan.comments import check_name
from diwan.errors import Unacceptable

MAX_SUBJECT_BYTES = 255
"""OpenID Connect Core 1.0, section 2, allows as many."""


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


def check_arrival(arrival: Arrival) -> Arrival:
    """Return the arrival if it can be recorded. Raises Unacceptable with `field` "name" or "subject".

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
    return arrival
