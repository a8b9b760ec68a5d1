"""Taking what was destroyed off the disk as well: out of SQLite's write-ahead log and free pages, out of PostgreSQL's dead rows.

SQLite zeroes what is deleted (`secure_delete`, and FTS5's `secure-delete` for the search index), but pages of before lie in the write-ahead
log until it is cut, and in unused stretches of pages that were split or merged until the file is written anew. PostgreSQL keeps dead
rows in their table's file until they are vacuumed, and their bytes until the room is used again or the table is written anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text

from diwan.storage.engine import BUSY_TIMEOUT_MS, check_file
from diwan.storage.faults import DRIVER_ERRORS, unavailable
from diwan.storage.store import Store

PATIENCE_MS = 200
"""So long cutting the log waits for those who read in it; it is tried again at the next look."""
OF_WORDS = (
    "words",
    "report_words",
    "appeal_words",
    "search_keys",
    "sketches",
    "sketch_bands",
    "likenesses",
    "suggestions",
)
"""The tables that hold what people wrote, or what was made from it."""

_NEWEST = "SELECT max(position) FROM (SELECT max(position) AS position FROM erasures UNION ALL SELECT max(position) FROM expiries) n"


def newest_destruction(store: Store) -> int:
    """The ledger position of the latest erasure or expiry; -1 if there is none. Raises Unavailable."""
    with store.connection() as connection:
        found = connection.execute(text(_NEWEST)).scalar()
    return -1 if found is None else int(found)


def cut_log(store: Store) -> bool:
    """Move everything from SQLite's write-ahead log into the file and cut it to nothing; True once that is done.

    Somebody who reads at this moment keeps it from being cut. PostgreSQL recycles its own. Raises Unavailable.
    """
    if store.engine.dialect.name != "sqlite":
        return True
    with _alone(store) as driver:
        driver.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return not busy


def rewrite(store: Store) -> None:
    """Write the database anew without anything that was destroyed. Raises Unavailable.

    On SQLite the whole file, which needs as much room again, and lets writers wait; on PostgreSQL the tables of words, each locked while it
    is written.
    """
    with _alone(store) as driver:
        if store.engine.dialect.name == "sqlite":
            driver.execute("VACUUM")
        else:
            for table in OF_WORDS:
                driver.execute(f"VACUUM (FULL, ANALYZE) {table}")
    cut_log(store)


@contextmanager
def _alone(store: Store) -> Iterator[Any]:
    """A driver's connection outside any transaction: nothing of this can be part of one."""
    try:
        pooled = store.engine.raw_connection()
        driver: Any = pooled.driver_connection
        try:
            if store.engine.dialect.name == "sqlite":
                check_file(pooled.info)
                yield driver
            else:
                driver.autocommit = True
                try:
                    yield driver
                finally:
                    driver.autocommit = False
        finally:
            pooled.close()
    except DRIVER_ERRORS as error:
        raise unavailable(error) from error
