"""What must hold of the records after any of the long experiments: what was acknowledged is there once, as it was sent, and all of it verifies."""

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import text

from diwan import bootstrap
from diwan.ledger.verify import verify
from diwan.storage.book import StoredBook
from diwan.storage.engine import connect
from diwan.storage.work_lists import check_work_lists
from proofs.newsroom import Newsroom
from proofs.outcome import Outcome

Told: TypeAlias = tuple[str, str]
"""Of an acknowledgement: the comment's id, and its digest in hexadecimal."""
Words: TypeAlias = tuple[str, str]
"""A name and a body."""

_STORED = text(
    "SELECT c.submission_key, c.id, c.digest, w.name, w.body FROM comments c JOIN words w ON w.comment_id = c.id"
)


def check(
    outcome: Outcome,
    tried: Newsroom,
    told: dict[str, Told],
    words_of: Callable[[str], Words],
    may_be_there: Callable[[str], bool],
) -> None:
    """Compare what was told, by key, with what is stored; what is stored besides must be something that `may_be_there`, such as what was
    sent and never answered."""
    left = dict(told)
    engine = connect(tried.settings.database.url, tried.settings.data)
    try:
        with engine.connect() as connection:
            # A key that is there twice is found: it is taken out the first time.
            for key, comment, digest, name, body in connection.execute(_STORED):
                acknowledged = left.pop(key, None)
                if acknowledged is None:
                    if key in told or not may_be_there(key):
                        outcome.fail(f"{key} is stored, and nobody was told so")
                elif acknowledged != (comment, bytes(digest).hex()) or words_of(key) != (name, body):
                    outcome.fail(f"{key} was acknowledged and is stored as something else")
            for key in left:
                outcome.fail(f"{key} was acknowledged and is lost")
            verifier = bootstrap.signing_key(tried.settings).verifier
            violations = [
                *verify(StoredBook(connection), verifier_key=verifier),
                *check_work_lists(connection),
            ]
            for violation in violations:
                outcome.fail(str(violation))
    finally:
        engine.dispose()
