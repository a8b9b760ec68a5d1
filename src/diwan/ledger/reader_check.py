"""Checking what is kept of readers: there, as the ledger commits to it, until an entry says that it was erased."""

from collections.abc import Iterator

from diwan.ledger.entries import Arrived, Departed, Erased, Signed
from diwan.ledger.reader_records import (
    SIGNER_FIELDS,
    SUBJECT_FIELDS,
    identity_commitment,
    signature_commitment,
)
from diwan.ledger.rows import RecordRow, raw, text
from diwan.ledger.violations import Kind, Violation


class ReaderCheck:
    """Remembers of each reader, and of each comment that a reader signed, whether what can be erased is there."""

    def __init__(self) -> None:
        self._subjects: dict[str, tuple[int, bool]] = {}
        self._signers: dict[str, tuple[int, bool]] = {}

    def arrived(self, position: int, entry: Arrived, row: RecordRow | None) -> Iterator[Violation]:
        """Whether he is who he was to whoever vouched for him, as far as it can be told yet."""
        if row is None:
            return
        there = any(row.fields.get(name) is not None for name in SUBJECT_FIELDS)
        self._subjects[entry.reader] = (position, there)
        if there and _identity(row) != entry.identity:
            what = "his subject, its source, site or salt, is not that of his arrival"
            yield Violation(position, Kind.WORDS, f"reader {entry.reader}", what)

    def departed(self, position: int, entry: Departed) -> Iterator[Violation]:
        """With his departure his subject is gone."""
        if self._subjects.pop(entry.reader, (0, False))[1]:
            what = "the ledger says that he departed, but his subject is still there"
            yield Violation(position, Kind.WORDS, f"reader {entry.reader}", what)

    def signed(self, position: int, entry: Signed, row: RecordRow | None) -> Iterator[Violation]:
        """Whether the comment is his who signed it, and his badge the one that he bore."""
        if row is None:
            return
        there = any(row.fields.get(name) is not None for name in SIGNER_FIELDS)
        self._signers[entry.comment] = (position, there)
        if there and _signature(row) != entry.signature:
            what = "the reader, his badge or the salt, is not what the comment was signed with"
            yield Violation(position, Kind.WORDS, f"signature of {entry.comment}", what)

    def erased(self, position: int, entry: Erased) -> Iterator[Violation]:
        """With a comment's words it is gone whose it was."""
        if self._signers.pop(entry.comment, (0, False))[1]:
            what = "the ledger says that the comment was erased, but whose it was is still there"
            yield Violation(position, Kind.WORDS, f"signature of {entry.comment}", what)

    def finish(self) -> Iterator[Violation]:
        """What is gone without having been erased."""
        for reader, (position, there) in self._subjects.items():
            if not there:
                what = "his subject is gone, but no entry says that he departed"
                yield Violation(position, Kind.WORDS, f"reader {reader}", what)
        for comment, (position, there) in self._signers.items():
            if not there:
                what = "whose it was is gone, but no entry says that the comment was erased"
                yield Violation(position, Kind.WORDS, f"signature of {comment}", what)


def _identity(row: RecordRow) -> str | None:
    try:
        salt = raw(row.fields, "salt")
        site, source, subject = (text(row.fields, name) for name in SUBJECT_FIELDS[1:])
        return identity_commitment(salt, site=site, source=source, subject=subject)
    except ValueError:
        return None


def _signature(row: RecordRow) -> str | None:
    badge = row.fields.get("badge")
    if badge is not None and not (isinstance(badge, str) and badge):
        return None
    try:
        return signature_commitment(
            raw(row.fields, "salt"), reader=text(row.fields, "reader_id"), badge=badge
        )
    except ValueError:
        return None
