"""The storage as one thing: the writer, the readers, and the locks."""

import fcntl
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, text

from diwan.storage.faults import DRIVER_ERRORS, unavailable
from diwan.storage.transaction import Transaction
from diwan.storage.view import View
from diwan.storage.writer import Writer

T = TypeVar("T")

# "diwanprs" read as a big-endian integer, xor-ed with the thread's number: a lock for each thread's print run.
PRINT_LOCK = 0x646977616E707273
# None is tried that was not asked for: the list is made before its keys are looked at.
_TRY_TO_PRINT = text("SELECT key FROM unnest(CAST(:keys AS bigint[])) AS key WHERE pg_try_advisory_lock(key)")


class Store:
    """`ports.Storage` over a database. Close it when done: what is queued is written first."""

    def __init__(self, engine: Engine, *, on_disk_error: Callable[[], None]) -> None:
        self.engine = engine
        self._writer = Writer(engine, on_disk_error=on_disk_error)
        self._print_lock = threading.Lock()
        self._print_file = Path(f"{engine.url.database}.printing")

    def write(
        self, work: Callable[[Transaction], T], *, submission: tuple[str, str] | None = None
    ) -> "Future[T]":
        """Run `work` in the writer's transaction; see Writer."""
        return self._writer.write(work, submission=submission)

    @contextmanager
    def reading(self) -> Iterator[View]:
        """One moment of the records. Raises Unavailable when the database cannot be read now."""
        with self.connection() as connection:
            yield View(connection)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection in a transaction that sees one moment and writes nothing. Raises Unavailable."""
        try:
            if self.engine.dialect.name == "postgresql":
                options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                with self.engine.connect().execution_options(**options) as connection:
                    yield connection
                    # To what has only read either end is the same; but at a rollback the driver forgets every statement that it has
                    # had the server prepare, and each would be parsed and planned anew.
                    connection.commit()
            else:
                with self.engine.connect() as connection:
                    yield connection
        except DRIVER_ERRORS as error:
            raise unavailable(error) from error

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A connection for questions that each see a moment of their own: on PostgreSQL without a transaction, which would be two messages
        more to wait for. Raises Unavailable."""
        if self.engine.dialect.name != "postgresql":
            with self.connection() as connection:
                yield connection
            return
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                yield connection
        except DRIVER_ERRORS as error:
            raise unavailable(error) from error

    @contextmanager
    def printing(self, thread_ids: Sequence[str]) -> Iterator[Sequence[str]]:
        """Only one print run of a thread at a time, in all processes that share the database. Inside the block, the threads whose turn it is."""
        if self.engine.dialect.name != "postgresql":
            with self._print_lock, self._print_file.open("a") as file:
                # Goes by itself with the process, like PostgreSQL's lock with its session.
                fcntl.flock(file, fcntl.LOCK_EX)
                yield thread_ids
            return
        keys = {(PRINT_LOCK ^ int(thread_id[-16:], 16)) - 2**63: thread_id for thread_id in thread_ids}
        try:
            # Locks of the session, so that they go by themselves with the connection if this process dies.
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                try:
                    free = connection.execute(_TRY_TO_PRINT, {"keys": list(keys)}).scalars().all()
                    if not free:
                        # A colleague's print run may last: this is a turn to wait for, not a lock to be told of. Only one is waited
                        # for, and with no other held, so that no two can wait for each other.
                        free = [next(iter(keys))]
                        connection.execute(text("SET lock_timeout = 0"))
                        try:
                            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": free[0]})
                        finally:
                            connection.execute(text("RESET lock_timeout"))
                    yield [keys[key] for key in free]
                finally:
                    connection.execute(text("SELECT pg_advisory_unlock_all()"))
        except DRIVER_ERRORS as error:
            raise unavailable(error) from error

    def close(self) -> None:
        """Write what is queued, stop the writer, close the connections."""
        self._writer.close()
        self.engine.dispose()
