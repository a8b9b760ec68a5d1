"""The unguessable address of a comment's receipt.

It is made of the comment's id and a keyed hash of it (HMAC-SHA256, RFC 2104, cut to 128 bits), so nothing has to be
stored to recognise it, and a copy of the database alone opens no receipt.
"""

import hashlib
import hmac

from diwan.errors import Unknown
from diwan.identifiers import is_identifier

SECRET_BYTES = 32
_TAG_DIGITS = 32
_ID_DIGITS = 32


def token(secret: bytes, comment_id: str) -> str:
    """The token of a comment's receipt: 64 lower-case hexadecimal digits."""
    tag = hmac.new(secret, b"diwan receipt v1\n" + comment_id.encode("ascii"), hashlib.sha256).hexdigest()
    return comment_id + tag[:_TAG_DIGITS]


def comment_of(secret: bytes, presented: str) -> str:
    """The comment's id, if the token is genuine. Raises Unknown otherwise, in constant time."""
    comment_id = presented[:_ID_DIGITS]
    if is_identifier(comment_id) and hmac.compare_digest(
        token(secret, comment_id).encode(), presented.encode("utf-8", "replace")
    ):
        return comment_id
    raise Unknown("There is no such receipt. Check that you have the whole address.", code="unknown-receipt")
