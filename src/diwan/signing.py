"""Tying a comment to the reader who signed in to write it, in the transaction that stores it.

Two records and one entry more than a guest's comment takes; a guest's takes none.
"""

import secrets

from diwan.comments import SALT_BYTES, Comment
from diwan.errors import NotSignedIn
from diwan.ledger.entries import Signed
from diwan.ledger.leaves import encode
from diwan.ledger.reader_records import signature_commitment
from diwan.ports import Transaction
from diwan.readers import Reader
from diwan.sites import Site


def check_reader(transaction: Transaction, site: Site, reader: Reader) -> None:
    """He may write on this site, and has not departed since his session was looked up. Raises NotSignedIn."""
    if reader.site != site.id or not transaction.is_here(reader.id):
        raise NotSignedIn(
            "Your sign-in has ended. Your words are still here: sign in again, then send them.",
            code="session-lapsed",
        )


def sign(transaction: Transaction, comment: Comment, reader: Reader) -> None:
    """Record whose comment it is and which badge he bears. Its entry stands directly behind that of the submission."""
    salt = secrets.token_bytes(SALT_BYTES)
    badge = reader.badge
    commitment = signature_commitment(salt, reader=reader.id, badge=None if badge is None else badge.value)
    transaction.keep_signature(
        comment.id,
        reader.id,
        badge,
        salt=salt,
        commitment=commitment,
        at=comment.at,
        position=transaction.next_position(),
    )
    transaction.append(encode(Signed(at=comment.at, comment=comment.id, signature=commitment)))
