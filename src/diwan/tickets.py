"""Tickets: signed notes that a form was asked for, for which article, and when. One ticket lets in one comment.

Where an article is busy, a ticket is worth something only to who has done its **work** (found the one number that it hides) or has
**waited**. Both are asked of forms, never of people: a ticket says nothing about who holds it.

A ticket is 90 bytes, spelled as 120 characters of URL-safe base64. Every field has its type and its length:

     2  the format, b"t1"                   8  when it was issued, milliseconds, big-endian
    16  nonce, random                       8  until when it is good, milliseconds, big-endian
     4  most: numbers to try, big-endian    4  cost: rounds of the derivation for each number, big-endian
    16  target (zero where most is 0)      32  signature

    signature = HMAC-SHA-256(key, "diwan ticket v1\\n", the 58 bytes before it, and, each behind its length as eight bytes, site and article)
    number    = the first 8 bytes of HMAC-SHA-256(key, "diwan number v1\\n", nonce), modulo most
    target    = the first 16 bytes of PBKDF2-HMAC-SHA-256(password: "diwan work v1\\n" and nonce, salt: the number as four bytes, cost rounds)

Nothing can be moved from one field into the next, which is how ALTCHA's first format was replayed (GHSA-6gvq-jcmp-8959). Exactly one number is
right, so a changed answer is a wrong one; and since the key yields the number again, checking an answer costs no derivation: it cannot be used to keep
the server busy. That a ticket is used once is the database's business (`Transaction.use_ticket`), in the transaction that stores the comment.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass

from diwan.clock import MINUTE, Milliseconds

LIFETIME: Milliseconds = 180 * MINUTE
"""Long enough to write in, with a call in between."""
MOST_TRIES = 1 << 20
COST = 4000
"""Rounds: about a millisecond on a laptop. docs/decisions/0017-abuse.md has the figures."""
SPELLED = 120
"""Characters of a ticket."""

_FORMAT = b"t1"
_FIELDS = struct.Struct(">2s16sQQII16s")
_SIGNATURE = 32
_NO_TARGET = bytes(16)


class BadTicket(ValueError):
    """Not a ticket of ours for this article, or no longer good."""


class Lapsed(BadTicket):
    """It was one of ours for this article, and its time is over."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket that was issued here. Where `most` is 0 it holds no work, and can only be waited with."""

    nonce: bytes
    issued_at: Milliseconds
    expires_at: Milliseconds
    most: int
    cost: int
    target: bytes


def key_from(secret: bytes) -> bytes:
    """The key that signs tickets, from a secret of the installation: every process has the same, and nobody learns the secret."""
    return hmac.digest(secret, b"diwan tickets v1\n", hashlib.sha256)


def issue(
    key: bytes, *, site: str, article: str, at: Milliseconds, most: int = 0, cost: int = COST
) -> tuple[str, Ticket]:
    """A new ticket as it is handed out, and what is in it. With work (`most` > 0) this costs one derivation."""
    if not 0 <= most <= MOST_TRIES:
        raise ValueError("a ticket hides a number among at most 2**20")
    nonce = secrets.token_bytes(16)
    target = _derived(nonce, _number(key, nonce, most), cost) if most else _NO_TARGET
    ticket = Ticket(nonce, at, at + LIFETIME, most, cost, target)
    packed = _packed(ticket)
    return base64.urlsafe_b64encode(packed + _signature(key, packed, site, article)).decode(), ticket


def read(key: bytes, spelled: str, *, site: str, article: str, at: Milliseconds) -> Ticket:
    """The ticket, if it was issued here for this article and is still good. Raises BadTicket, Lapsed."""
    if len(spelled) != SPELLED or not spelled.isascii():
        raise BadTicket("no ticket")
    try:
        sent = base64.b64decode(spelled, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadTicket("no ticket") from None
    if base64.urlsafe_b64encode(sent).decode() != spelled:  # one ticket has one spelling
        raise BadTicket("no ticket")
    packed, signature = sent[:-_SIGNATURE], sent[-_SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(key, packed, site, article)):
        raise BadTicket("not for this article, or not from here")
    form, *fields = _FIELDS.unpack(packed)
    ticket = Ticket(*fields)
    if form != _FORMAT or at < ticket.issued_at:
        raise BadTicket("not of this format, or of a time to come")
    if at >= ticket.expires_at:
        raise Lapsed("no longer good")
    return ticket


def is_solved(key: bytes, ticket: Ticket, number: int) -> bool:
    """Whether `number` is the one that this ticket hides."""
    return 0 <= number < ticket.most and number == _number(key, ticket.nonce, ticket.most)


def solve(ticket: Ticket) -> int:
    """Do the work of a ticket, as a browser would: for programs that submit, and for tests. Tries at most `most` numbers."""
    for number in range(ticket.most):
        if _derived(ticket.nonce, number, ticket.cost) == ticket.target:
            return number
    raise BadTicket("a ticket without work, or with an invented target")


def _packed(ticket: Ticket) -> bytes:
    return _FIELDS.pack(
        _FORMAT,
        ticket.nonce,
        ticket.issued_at,
        ticket.expires_at,
        ticket.most,
        ticket.cost,
        ticket.target,
    )


def _signature(key: bytes, packed: bytes, site: str, article: str) -> bytes:
    signed = [b"diwan ticket v1\n", packed]
    for text in (site, article):
        encoded = text.encode("utf-8", "surrogatepass")
        signed += [len(encoded).to_bytes(8, "big"), encoded]
    return hmac.digest(key, b"".join(signed), hashlib.sha256)


def _number(key: bytes, nonce: bytes, most: int) -> int:
    return int.from_bytes(hmac.digest(key, b"diwan number v1\n" + nonce, hashlib.sha256)[:8], "big") % most


def _derived(nonce: bytes, number: int, cost: int) -> bytes:
    return hashlib.pbkdf2_hmac(
        "sha256", b"diwan work v1\n" + nonce, number.to_bytes(4, "big"), cost, dklen=16
    )
