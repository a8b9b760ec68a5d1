"""What the databases complain of, told apart: a race, a failing disk, or simply not now."""

from collections.abc import Iterator

import psycopg
import pysqlite3.dbapi2
from sqlalchemy.exc import DBAPIError, TimeoutError as NoConnection

from diwan.errors import Unavailable

DRIVER_ERRORS = (DBAPIError, NoConnection, pysqlite3.dbapi2.Error, psycopg.Error)

_SIGNS = (
    (("database or disk is full", "no space left"), "The disk is full."),
    (("readonly", "read-only"), "The database is read-only."),
    (("locked", "lock timeout"), "The database is locked by another program."),
    (("disk i/o error",), "The disk reported an error."),
    (
        ("connection", "server closed", "terminating", "shutting down", "starting up"),
        "The database cannot be reached.",
    ),
)


def is_race(error: BaseException) -> bool:
    """Whether another writer got there first: a key taken in between, a serialisation failure, a deadlock."""
    original = getattr(error, "orig", error)
    return isinstance(
        original,
        pysqlite3.dbapi2.IntegrityError
        | psycopg.IntegrityError
        | psycopg.errors.SerializationFailure
        | psycopg.errors.DeadlockDetected,
    )


def is_outage(error: BaseException) -> bool:
    """Whether it is the database that fails and not what was asked of it: locked, full, read-only or gone."""
    original = getattr(error, "orig", error)
    return isinstance(
        original, pysqlite3.dbapi2.OperationalError | psycopg.OperationalError | NoConnection
    ) and not is_race(original)


def is_disk_error(error: BaseException) -> bool:
    """Whether SQLite met a failing disk, after which its acknowledgements are worth nothing."""
    original = getattr(error, "orig", error)
    return isinstance(original, pysqlite3.dbapi2.Error) and "disk i/o error" in str(original).lower()


def trouble(error: BaseException) -> str:
    """What happened, in a sentence. Never carries statements or parameters."""
    for told in _chain(error):
        text = str(told).lower()
        for signs, what in _SIGNS:
            if any(sign in text for sign in signs):
                return what
    return f"The database could not take it ({type(getattr(error, 'orig', None) or error).__name__})."


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The driver's error, then those it came up while handling: a pipeline that cannot be left because its server has
    gone complains of the pipeline, and only the error before it names the server.
    """
    following: BaseException | None = getattr(error, "orig", None) or error
    while following is not None:
        if isinstance(following, DRIVER_ERRORS):
            yield following
        following = following.__cause__ or following.__context__


def unavailable(error: BaseException) -> Unavailable:
    """The same trouble as an error for the asker."""
    return Unavailable(f"{trouble(error)} Please try again; with the same key nothing is ever stored twice.")
