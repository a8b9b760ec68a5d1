"""Tying a comment to the reader who signed in to write it, in the transaction that stores it, if he may write.

Two records and one entry more than a guest's comment takes; a guest's takes none.
"""

import secrets

from diwan.clock import Milliseconds, iso
from diwan.comments import SALT_BYTES, Comment
from diwan.errors import MayNotWrite, NotSignedIn
from diwan.ledger.entries import Signed
from diwan.ledger.leaves import encode
from diwan.ledger.reader_records import signature_commitment
from diwan.ports import Transaction
from diwan.readers import Reader
from diwan.restraints import silencing
from diwan.sites import Site


def check_reader(transaction: Transaction, site: Site, reader: Reader, at: Milliseconds) -> None:
    """He may write on this site, and has not departed since his session was looked up. Raises NotSignedIn, MayNotWrite."""
    # The ledger's turn is taken before looking: a restraint in any process stands before this comment or behind it.
    transaction.next_position()
    if reader.site != site.id or not transaction.is_here(reader.id):
        raise NotSignedIn(
            "Your sign-in has ended. Your words are still here: sign in again, then send them.",
            code="session-lapsed",
        )
    restraint = silencing(transaction.restraints_on(reader.id, at))
    if restraint is not None:
        until = "" if restraint.until is None else f" until {iso(restraint.until)}"
        raise MayNotWrite(
            f"You may not write here{until}: a person in the newsroom decided so, under the guideline {restraint.guideline}. "
            "Your words were not sent, and are still yours. You can object to this with the newsroom.",
            restraint,
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
