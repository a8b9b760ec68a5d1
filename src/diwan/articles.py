"""An article as the publisher describes it, and the name under which its thread is filed."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from diwan.clock import Milliseconds
from diwan.errors import Unacceptable, Unknown

MAX_KEY_BYTES = 80
MAX_URL_CHARACTERS = 2000
MAX_HEADLINE_CHARACTERS = 500
MAX_SECTION_CHARACTERS = 100
MAX_TEXT_CHARACTERS = 100_000
"""Of an article's text: four hundred paragraphs. What is longer is refused, never cut."""
END_OF_TIME: Milliseconds = 253_402_300_800_000
"""The year 10000, which RFC 3339 cannot write any more."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Description:
    """What the publisher says about an article. Never fetched from anywhere: only told.

    `language` is a BCP 47 tag such as `en`, `ckb` (Sorani), `ku` (Kurmanji), `ar`, `tr` or `fa`.
    `closes_at` is when the thread stops taking comments; None means it follows the site's rule.
    """

    url: str
    headline: str
    section: str
    language: str
    closes_at: Milliseconds | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The current description of an article, and the thread that belongs to it."""

    thread_id: str
    site: str
    key: str
    revision: int
    description: Description
    registered_at: Milliseconds
    closes_by_editor: Milliseconds | None = None
    """Until when an editor lets the thread take comments, whatever the description says (`pauses.NEVER`: without an end); None: as that says."""


def check_key(key: str) -> str:
    """Return `key` if it can name an article at this site: 1 to 80 bytes of UTF-8 without control characters.

    Raises Unacceptable.
    """
    size = len(key.encode("utf-8", "surrogatepass"))
    if not 0 < size <= MAX_KEY_BYTES or any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in key):
        raise Unacceptable(
            f"The article id must be 1 to {MAX_KEY_BYTES} bytes of UTF-8 without control characters. "
            "If all you have is a long address, send a hash of it.",
            field="article",
        )
    if not _encodable(key):
        raise Unacceptable("The article id holds a lone surrogate; send valid Unicode.", field="article")
    return key


def check_description(description: Description) -> Description:
    """Return `description` if every part keeps to its limit. Raises Unacceptable, naming the part."""
    if not _is_address(description.url):
        raise Unacceptable("The article's address must be an http or https URL without spaces.", field="url")
    if len(description.url) > MAX_URL_CHARACTERS:
        raise Unacceptable(f"The article's address is over {MAX_URL_CHARACTERS} characters.", field="url")
    _check_line(description.headline, "headline", MAX_HEADLINE_CHARACTERS, required=True)
    _check_line(description.section, "section", MAX_SECTION_CHARACTERS, required=False)
    if not _LANGUAGE.fullmatch(description.language):
        raise Unacceptable(
            "The language must be a BCP 47 tag such as en, ckb, ku, ar, tr or fa.", field="language"
        )
    if description.closes_at is not None and not 0 <= description.closes_at < END_OF_TIME:
        raise Unacceptable("The closing time must lie between the years 1970 and 9999.", field="closes_at")
    return description


def check_text(text: str) -> str:
    """Return `text` if it can be kept as an article's: plain text in paragraphs, "" for none. Raises Unacceptable."""
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Unacceptable(
            f"The article's text is over {MAX_TEXT_CHARACTERS} characters. Send its beginning; it is never cut here.",
            field="text",
        )
    if not _encodable(text):
        raise Unacceptable("The article's text holds a lone surrogate; send valid Unicode.", field="text")
    if any((c < " " and c not in "\t\n\r") or c == "\x7f" for c in text):
        raise Unacceptable(
            "The article's text holds a control character; send plain text with tabs and line ends only.",
            field="text",
        )
    if text and not text.strip():
        raise Unacceptable("The article's text is blank; leave it out if there is none.", field="text")
    return text


def _is_address(url: str) -> bool:
    # `urlsplit` drops control characters and spaces at the ends without a word: what is stored must not hold them.
    if not _encodable(url) or any(c.isspace() or not c.isprintable() for c in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _check_line(text: str, field: str, limit: int, *, required: bool) -> None:
    if (required and not text.strip()) or len(text) > limit or not _encodable(text):
        raise Unacceptable(f"The {field} must be up to {limit} characters of valid Unicode.", field=field)
    if any(ord(c) < 0x20 or ord(c) == 0x7F for c in text):
        raise Unacceptable(f"The {field} holds a control character; remove it.", field=field)


def _encodable(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


def folder_name(key: str) -> str:
    """The article's key as one name in a path or address: ASCII letters, digits, `-` and `_` as they are,
    every other byte of its UTF-8 form as `~` and two lower-case hexadecimal digits.

    Reversible and without collisions; at most 240 characters, so every file system takes it. The widget
    computes the same name, so a reader's browser needs no request to find the thread.
    """
    return "".join(
        chr(b) if (chr(b).isalnum() and b < 0x80) or b in b"-_" else f"~{b:02x}" for b in key.encode("utf-8")
    )


def key_of_folder(folder: str) -> str:
    """The article's key behind a `folder_name`. Raises Unknown for a name that no key has."""
    try:
        key = re.sub(
            rb"~([0-9a-f]{2})", lambda m: bytes.fromhex(m[1].decode()), folder.encode("ascii")
        ).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        key = ""
    if not key or folder_name(key) != folder:
        raise Unknown("There is no such article here.", code="unknown-article")
    return key
