"""What must hold of the records after any of the long experiments: what was acknowledged is there once, as it was sent, and all of it verifies."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, text

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

_STORED = "SELECT c.submission_key, c.id, c.digest, w.name, w.body FROM comments c JOIN words w ON w.comment_id = c.id"
_ALL = text(_STORED)
_SOME = text(f"{_STORED} WHERE c.submission_key IN :keys").bindparams(bindparam("keys", expanding=True))


def check(
    outcome: Outcome,
    tried: Newsroom,
    told: dict[str, Told],
    words_of: Callable[[str], Words],
    may_be_there: Callable[[str], bool],
) -> None:
    """Compare what was told, by key, with what is stored; what is stored besides must be something that `may_be_there`, such as what was
    sent and never answered."""
    with _open(tried) as connection:
        for key in _compare(outcome, connection.execute(_ALL), told, words_of):
            if key in told or not may_be_there(key):
                outcome.fail(f"{key} is stored, and nobody was told so")
        verifier = bootstrap.signing_key(tried.settings).verifier
        for violation in (
            *verify(StoredBook(connection), verifier_key=verifier),
            *check_work_lists(connection),
        ):
            outcome.fail(str(violation))


def check_some(
    outcome: Outcome, tried: Newsroom, told: dict[str, Told], words_of: Callable[[str], Words]
) -> None:
    """Compare what was told of these keys with what is stored under them, and look at nothing else."""
    with _open(tried) as connection:
        for key in _compare(outcome, connection.execute(_SOME, {"keys": list(told)}), told, words_of):
            outcome.fail(f"{key} is stored twice")


def _compare(
    outcome: Outcome, rows: Iterable[Any], told: dict[str, Told], words_of: Callable[[str], Words]
) -> list[str]:
    """Tell of what is lost or altered; return the keys of what is stored and was not told, or was told of another row."""
    left = dict(told)
    others = []
    for key, comment, digest, name, body in rows:
        # A key that is there twice is found: it is taken out the first time.
        acknowledged = left.pop(key, None)
        if acknowledged is None:
            others.append(key)
        elif acknowledged != (comment, bytes(digest).hex()) or words_of(key) != (name, body):
            outcome.fail(f"{key} was acknowledged and is stored as something else")
    for key in left:
        outcome.fail(f"{key} was acknowledged and is lost")
    return others


@contextmanager
def _open(tried: Newsroom) -> Iterator[Connection]:
    engine = connect(tried.settings.database.url, tried.settings.data)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
