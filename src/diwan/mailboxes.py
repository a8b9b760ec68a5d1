"""A mailbox: a reader's e-mail address. It is a key of a person and no record: never logged, never printed, removed once not needed.

What is taken is one address as people have them: RFC 5321's mailbox without quoted local parts, comments, address literals and
display names. So nothing in it can end a header line or name a second addressee. Of internationalised ones (RFC 6531) the domain is
taken, in its ASCII form (IDNA); before the @ there must be ASCII, for many servers on the way would not carry anything else.
"""

import re

from diwan.errors import Unacceptable

MAX_BYTES = 254
"""RFC 5321, section 4.5.3.1.3, without the angle brackets (erratum 1690)."""
MAX_LOCAL_BYTES = 64

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATEXT}(\.{_ATEXT})*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LIST = re.compile(r"[\s<>(),:;\"@]")
_DIGITS = re.compile(r"[0-9]+")


def check_mailbox(text: str) -> str:
    """The mailbox in the form in which it is written to: spaces around it removed, the domain in ASCII and in small letters.

    Raises Unacceptable with the field "email".
    """
    local, found, domain = text.strip(" ").rpartition("@")
    if found and not local.isascii() and not _LIST.search(local):
        raise Unacceptable(
            "Before the @ only unaccented Latin letters, digits and some signs can be written to. Give another address.",
            code="mailbox-letters",
            field="email",
        )
    ascii_domain = _ascii_domain(domain)
    mailbox = f"{local}@{ascii_domain}"
    if (
        not found
        or len(local) > MAX_LOCAL_BYTES
        or len(mailbox) > MAX_BYTES
        or _LOCAL.fullmatch(local) is None
        or ascii_domain is None
    ):
        raise Unacceptable(
            "Give one e-mail address, such as name@example.org.", code="mailbox", field="email"
        )
    return mailbox


def _ascii_domain(domain: str) -> str | None:
    """A domain of two labels or more, as DNS has it; None if it is none."""
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = ascii_domain.split(".")
    # A last label of digits alone would be an address of the network, in disguise.
    if len(labels) < 2 or _DIGITS.fullmatch(labels[-1]):
        return None
    return ascii_domain if all(map(_LABEL.fullmatch, labels)) else None


def folded(mailbox: str) -> str:
    """What is the same for all spellings that reach one person as a rule: small letters, and nothing from a + on.

    For limits, and for stopping. It is nobody's identity: where a server means something else by it, two people would be one.
    """
    local, _, domain = mailbox.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def masked(mailbox: str) -> str:
    """Enough for its owner to know it again on a page, and not enough to write to."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local[:1]}…@{domain}"
