"""A motion: a moderator's recorded wish to reject a comment that criticises the publisher. It decides nothing.

Criticism of the publisher is never a ground for rejection, and whoever rejects it is easily a judge in his own cause. So one
person names the guideline and the very words that break it, and another one confirms it, or approves the comment instead.
"""

import hashlib
import re
from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.comments import SALT_BYTES, Words
from diwan.errors import Unacceptable
from diwan.guidelines import AbuseKind, Guideline

MAX_QUOTE_CHARACTERS = 10_000
_DOMAIN = b"diwan quote v1\n"


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a comment's words: of its `body` or its `name`, in Unicode code points, end exclusive.

    Only where it stands is stored, and what commits to it: the words themselves go with the comment when its author withdraws it.
    """

    field: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Motion:
    """The record that `by`, a moderator, wants exactly these words rejected, for a guideline that the quoted ones break.

    `commitment` commits to the quoted words (`quote_commitment`). `supersedes` is the decision that stood when it was made (None:
    the comment waited); once another one stands, the motion is of the past.
    """

    id: str
    comment_id: str
    digest: bytes
    guideline: Guideline
    abuse_kind: AbuseKind | None
    revision: int
    quote: Quote
    commitment: bytes
    by: str
    note: str
    supersedes: str | None
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The record that `by` confirmed what `mover` wanted, with the decision that came of it. Two people, always."""

    motion_id: str
    comment_id: str
    decision_id: str
    mover: str
    by: str
    at: Milliseconds


def find_quote(words: Words, quoted: str) -> Quote:
    """Where the quoted words stand: first in the body, or else in the name. Raises Unacceptable if they stand nowhere.

    White space and capitals may differ, for a reader's line breaks are not seen when words are copied from a page.
    """
    parts = quoted.split()
    if not parts:
        raise Unacceptable(
            "Name the words that break the guideline: copy them from the comment.", field="quote"
        )
    if len(quoted) > MAX_QUOTE_CHARACTERS:
        raise Unacceptable("Name fewer words: those that break the guideline.", field="quote")
    sought = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)
    for field, text in (("body", words.body), ("name", words.name)):
        if found := sought.search(text):
            return Quote(field, *found.span())
    raise Unacceptable(
        "These words do not stand in the comment. Copy them from it, exactly as they are.", field="quote"
    )


def quoted(words: Words, quote: Quote) -> str:
    """The words that a quote speaks of."""
    return (words.body if quote.field == "body" else words.name)[quote.begin : quote.end]


def quote_commitment(salt: bytes, quoted_words: str) -> bytes:
    """What commits to quoted words: SHA-256 under the comment's own salt, so that it tells nothing once that is destroyed.

    Raises ValueError for a salt of another length than a comment's.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a comment's salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(_DOMAIN + salt + quoted_words.encode("utf-8")).digest()
