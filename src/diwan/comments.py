"""A comment: stored words that never change, and the digest by which everything else speaks of them."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from diwan.articles import Description
from diwan.clock import Milliseconds
from diwan.errors import Unacceptable
from diwan.manners import UNREMARKABLE, Manner

MAX_NAME_CHARACTERS = 60
MAX_MARKS_IN_A_ROW = 3
SALT_BYTES = 32

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
# Unicode's explicit and implicit directional formatting characters (UAX #9, section 2).
_DIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters, marks and symbols by their category that show as nothing at all: the Hangul fillers, Khmer's inherent vowels,
# the grapheme joiner and the empty Braille cell.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# What a body may not hold: Unicode's control characters but the two of lines and the tab (Cc), and halves of surrogate pairs (Cs). No later
# version of Unicode adds to either.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Letters of Persian and Kurdish words need the non-joiner; the joiner holds emoji together.
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Words:
    """What is moderated and what is shown: the display name and the body, exactly as they were sent."""

    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What a reader sends. `key` is chosen by the sender: repeating it returns the same receipt."""

    site: str
    article: str
    key: str
    words: Words
    parent_id: str | None = None
    described: Description | None = None
    """The embed's own description, for an article not registered yet; only from an allowed origin."""
    origin: str | None = None
    manner: Manner = UNREMARKABLE
    """With which ticket it came, and what was odd about that."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A stored comment.

    `branch` is the list it stands in: the thread's id for a comment on the article, the id of the conversation's
    first comment for every reply below it. `ordinal` counts from 0 in that list, in the order of submission.
    `position` is the ledger position of its Submitted entry. `words` is None once erased.
    """

    id: str
    thread_id: str
    site: str
    article: str
    parent_id: str | None
    branch: str
    ordinal: int
    words: Words | None
    digest: bytes
    position: int
    at: Milliseconds


def digest(salt: bytes, *, site: str, article: str, parent_id: str | None, words: Words) -> bytes:
    """The 32-byte SHA-256 commitment to a comment: `docs/ledger-format.md`, "The digest of a comment".

    The salt (32 random bytes) is stored beside the words and erased with them, after which the digest tells nothing.
    """
    hasher = hashlib.sha256(b"diwan comment v1\n" + salt)
    for text in (site, article, parent_id or "", words.name, words.body):
        encoded = text.encode("utf-8")
        hasher.update(len(encoded).to_bytes(8, "big") + encoded)
    return hasher.digest()


def check_key(key: str) -> str:
    """Return the submission key if it is 16 to 64 letters, digits, `-` or `_`. Raises Unacceptable."""
    if not _KEY.fullmatch(key):
        raise Unacceptable(
            "The key must be 16 to 64 letters, digits, '-' or '_': make a random one for each comment.",
            field="key",
        )
    return key


def check_words(words: Words, *, max_characters: int) -> Words:
    """Return `words` unchanged if they can be stored and shown. Nothing is ever trimmed, cut or repaired.

    Raises Unacceptable with `field` "name" or "body".
    """
    check_name(words.name)
    check_body(words.body, max_characters)
    return words


def check_name(name: str) -> None:
    """A display name can be stored and shown. Raises Unacceptable with the field "name"."""
    if not name.strip():
        raise Unacceptable(
            "Please give a name to be shown with your comment.", code="name-empty", field="name"
        )
    if len(name) > MAX_NAME_CHARACTERS:
        raise Unacceptable(
            f"The name is {len(name)} characters long; at most {MAX_NAME_CHARACTERS} fit.",
            code="name-too-long",
            field="name",
        )
    # What Python calls printable holds nothing of the categories below, and no space but the usual one.
    suspects = "" if name.isprintable() and _INVISIBLE.isdisjoint(name) else name
    for character in suspects:
        category = unicodedata.category(character)
        if (
            character in _DIRECTIONAL
            or character in _INVISIBLE
            or (category in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
            or (category == "Cf" and character not in _JOINERS)
        ):
            raise Unacceptable(
                f"The name holds an invisible or control character (U+{ord(character):04X}); please remove it.",
                code="name-characters",
                field="name",
            )
    if name != name.strip():
        raise Unacceptable(
            "The name begins or ends with a space; please remove it.", code="name-spaces", field="name"
        )
    if not any(unicodedata.category(c)[0] in "LN" for c in name):
        raise Unacceptable("The name needs at least one letter or digit.", code="name-letters", field="name")
    _check_marks(name, "name")


def check_body(body: str, max_characters: int) -> None:
    """A body can be stored and shown. Raises Unacceptable with the field "body"."""
    if not any(unicodedata.category(c)[0] not in "ZC" and c not in _INVISIBLE for c in body):
        raise Unacceptable("The comment is empty; please write something.", code="body-empty", field="body")
    if len(body) > max_characters:
        raise Unacceptable(
            f"The comment is {len(body)} characters long; at most {max_characters} fit. Nothing was cut: please shorten it.",
            code="body-too-long",
            field="body",
        )
    found = _UNSHOWABLE.search(body)
    if found is not None:
        raise Unacceptable(
            f"The comment holds a character that cannot be shown (U+{ord(found[0]):04X}); please remove it.",
            code="body-characters",
            field="body",
        )


def _check_marks(text: str, field: str) -> None:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if run > MAX_MARKS_IN_A_ROW:
            raise Unacceptable(
                f"The {field} stacks more than {MAX_MARKS_IN_A_ROW} marks on one letter; please remove some.",
                code=f"{field}-marks",
                field=field,
            )
