"""What Coral posts to an external moderation phase, as far as anything here asks it: the comment's body.

Everything else (`action`, `author` with its role, `story`, `site`, `tenantID`) is passed over, whatever stands there: nobody passes
by on the strength of a role, an edit is read like a new comment, and an odd field is no reason to refuse, since Coral publishes what
is refused.
"""

import json

import msgspec

from diwan.errors import Malformed


class Comment(msgspec.Struct):
    """The comment."""

    body: str


class Asked(msgspec.Struct):
    """What is read of a request."""

    comment: Comment


def body_of(sent: bytes) -> str:
    """The comment's body. Raises Malformed, which repeats nothing of it."""
    try:
        return msgspec.json.decode(sent, type=Asked).comment.body
    except msgspec.ValidationError:
        raise Malformed("The JSON has no comment.body, as Coral sends it.", code="json-fields") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _with_halves(sent)


def _with_halves(sent: bytes) -> str:
    """The body of JSON that only the standard library reads: JavaScript sends half of a surrogate pair as it is.

    To refuse it would be a way past: the half becomes a replacement character, as in Coral's database.
    """
    try:
        body = json.loads(sent)["comment"]["body"]
        if isinstance(body, str):
            return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise Malformed("The body is not JSON as Coral sends it; check the address of the phase.", code="json")
