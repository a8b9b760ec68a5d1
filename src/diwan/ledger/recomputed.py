"""The digests by which entries know columns, made anew from the row. Each raises ValueError where the row does not have what it takes."""

import hashlib

from diwan.ledger.commitments import (
    description_digest,
    findings_digest,
    identity_commitment,
    key_digest,
    note_commitment,
)
from diwan.ledger.rows import RowFields, raw, text


def texts(fields: RowFields) -> str:
    """The digest of a revision's texts."""
    return hashlib.sha256(text(fields, "texts").encode("utf-8")).hexdigest()


def findings(fields: RowFields) -> str:
    """The digest of what the checks found."""
    return findings_digest(raw(fields, "findings"))


def identity(fields: RowFields) -> str:
    """What a tie commits to."""
    return identity_commitment(raw(fields, "salt"), text(fields, "issuer"), text(fields, "subject"))


def submission_key(fields: RowFields) -> str:
    """The digest of the key a comment was sent in under."""
    return key_digest(text(fields, "submission_key"))


def report_key(fields: RowFields) -> str:
    """The digest of the key a report was sent in under."""
    return key_digest(text(fields, "report_key"))


def note(fields: RowFields) -> str | None:
    """What a note is committed to by; None without one."""
    if fields.get("note") is None and fields.get("note_salt") is None:
        return None
    return note_commitment(raw(fields, "note_salt"), text(fields, "note"))


def description(fields: RowFields) -> str:
    """The digest of an article's description."""
    closes_at = fields.get("closes_at")
    if isinstance(closes_at, str):
        raise ValueError("closes_at is not a time")
    return description_digest(
        url=text(fields, "url"),
        headline=text(fields, "headline"),
        section=text(fields, "section"),
        language=text(fields, "language"),
        closes_at=closes_at,
        text=text(fields, "text") if "text" in fields else "",
    )
