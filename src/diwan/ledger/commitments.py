"""The digests by which entries speak of what they do not hold: findings, notes, wording, descriptions, keys.

Each is a SHA-256 as 64 lower-case hexadecimal digits. `comments.digest` makes the one of a comment's words.
"""

import hashlib
import secrets
from collections.abc import Mapping

from diwan.clock import Milliseconds
from diwan.comments import SALT_BYTES
from diwan.ledger.canonical import JsonValue, canonical


def key_digest(key: str) -> str:
    """Of a submission key, so that a changed key is noticed though the key itself stays private."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


def findings_digest(findings: bytes) -> str:
    """Of a screening's findings, exactly as the bytes are stored."""
    return hashlib.sha256(findings).hexdigest()


def note_commitment(salt: bytes, note: str) -> str:
    """Of a moderator's note. The salt (32 random bytes) keeps a short note from being guessed.

    Raises ValueError for a salt of another length: the boundary between salt and note would be open.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a note's salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + note.encode("utf-8")).hexdigest()


def commit_to_note(note: str) -> tuple[bytes | None, str | None]:
    """A fresh salt, and the commitment to the note under it; neither where no note was written."""
    if not note:
        return None, None
    salt = secrets.token_bytes(SALT_BYTES)
    return salt, note_commitment(salt, note)


def identity_commitment(salt: bytes, issuer: str, subject: str) -> str:
    """Of an identity at a provider. No issuer holds the byte between the two. Raises ValueError for a salt of another length."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"an identity's salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + issuer.encode() + b"\0" + subject.encode()).hexdigest()


def texts_digest(texts: Mapping[str, str]) -> str:
    """Of one revision of the guidelines' wording, by guideline code."""
    return hashlib.sha256(canonical(dict(texts))).hexdigest()


def terms_commitment(salt: bytes, texts: Mapping[str, str]) -> str:
    """Of one revision of a term list, its lines by guideline. Raises ValueError for a salt of another length."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a term list's salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + canonical(dict(texts))).hexdigest()


def description_digest(
    *, url: str, headline: str, section: str, language: str, closes_at: Milliseconds | None, text: str = ""
) -> str:
    """Of an article's description: the canonical JSON of an object with these five keys, and `text` if there is one."""
    described: dict[str, JsonValue] = {
        "url": url,
        "headline": headline,
        "section": section,
        "language": language,
        "closes_at": closes_at,
    }
    if text:
        described["text"] = text
    return hashlib.sha256(canonical(described)).hexdigest()
