"""What the entries about readers hold of their records, and the digests by which they hold the rest.

A reader is committed to, not named: who he is to his source, and which comments are his, the ledger tells only to those who have
the salt. It lies beside what it hides and goes with it, and then the digest tells nothing.
"""

import hashlib
from collections.abc import Mapping
from typing import TypeAlias

from diwan.comments import SALT_BYTES
from diwan.ledger.entries import Arrived, Departed, Signed

FieldValue: TypeAlias = str | int | None

SUBJECT_FIELDS = ("salt", "site", "source", "subject")
SIGNER_FIELDS = ("salt", "reader_id", "badge")
KEYS: Mapping[str, str] = {
    "reader": "id",
    "departure": "reader_id",
    "signature": "comment_id",
    "reader_subjects": "reader_id",
    "signers": "comment_id",
}


def identity_commitment(salt: bytes, *, site: str, source: str, subject: str) -> str:
    """Of who a reader is to whoever vouches for him, as hex. Raises ValueError for a salt that has not 32 bytes."""
    return _commitment(b"diwan reader v1\n", salt, site, source, subject)


def signature_commitment(salt: bytes, *, reader: str, badge: str | None) -> str:
    """Of whose comment it is and which badge he bore, as hex. Raises ValueError for a salt that has not 32 bytes."""
    return _commitment(b"diwan signature v1\n", salt, reader, badge or "")


def restraint_commitment(salt: bytes, *, reader: str) -> str:
    """Of which reader is restrained, as hex. Raises ValueError for a salt that has not 32 bytes."""
    return _commitment(b"diwan restraint v1\n", salt, reader)


def _commitment(purpose: bytes, salt: bytes, *texts: str) -> str:
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    hasher = hashlib.sha256(purpose + salt)
    for each in texts:
        encoded = each.encode("utf-8")
        hasher.update(len(encoded).to_bytes(8, "big") + encoded)
    return hasher.hexdigest()


def fields(entry: Arrived | Departed | Signed) -> tuple[str, dict[str, FieldValue]]:
    """The kind of the record that the entry speaks of, and those of its columns that the entry holds as they are."""
    match entry:
        case Arrived():
            return "reader", {"id": entry.reader, "commitment": entry.identity, "at": entry.at}
        case Departed():
            return "departure", {"reader_id": entry.reader, "by": entry.by, "at": entry.at}
        case Signed():
            return "signature", {
                "comment_id": entry.comment,
                "commitment": entry.signature,
                "at": entry.at,
            }
