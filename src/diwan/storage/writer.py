"""One writer per process, which commits together what has arrived together (group commit).

Guaranteed: a future that `write` returned resolves with a result only after the transaction holding its records
is durable. If the process dies before that, nothing of the job is stored, or all of it is stored and the
asker has not been told; repeating a submission with its key tells the two apart.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine

from diwan.errors import Refused, Unavailable
from diwan.storage.faults import DRIVER_ERRORS, is_disk_error, is_outage, is_race, unavailable
from diwan.storage.questioning import pipeline
from diwan.storage.transaction import Transaction

T = TypeVar("T")

Seconds: TypeAlias = float

MAX_GROUP = 256
MAX_WAITING = 20_000
RACE_ATTEMPTS = 5
UNUSED_S: Seconds = 0.2
"""A connection that was not used for so long is asked whether it is alive before it is used again."""


class _Job(Generic[T]):
    """Something to write, and the future by which its asker learns how it went."""

    __slots__ = ("future", "submission", "work")

    def __init__(self, work: Callable[[Transaction], T], submission: tuple[str, str] | None) -> None:
        self.work = work
        self.submission = submission
        self.future: Future[T] = Future()
        # A reader who hangs up does not undo what he sent: from here on the future cannot be cancelled.
        self.future.set_running_or_notify_cancel()

    def fail(self, error: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class Writer:
    """Runs jobs, each a function of a Transaction, in the order of their arrival, in one thread.

    A job may run more than once (alone, if its group failed), so it must do nothing but read from and write to its
    Transaction. A job that raises Refused before writing anything does not disturb its group.
    """

    def __init__(self, engine: Engine, *, on_disk_error: Callable[[], None]) -> None:
        # Shares the engine's connections, and begins its transactions as one that writes.
        self._kept = _KeptConnection(engine.execution_options(writes=True))
        self._on_disk_error = on_disk_error
        self._queue: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="diwan-writer", daemon=True)
        self._closed = False
        self._door = threading.Lock()
        self._thread.start()

    def write(
        self, work: Callable[[Transaction], T], *, submission: tuple[str, str] | None = None
    ) -> Future[T]:
        """Queue `work`. The future raises Refused as the job did, or Unavailable if the database cannot take it now.

        `submission` is the site and the key that it will ask for, so that this is asked once for its whole group.
        """
        job: _Job[T] = _Job(work, submission)
        # Nothing may be queued behind the end: nobody would ever answer for it.
        with self._door:
            if self._closed:
                job.fail(Unavailable("Diwan is shutting down; please try again in a moment."))
            else:
                self._put(job)
        return job.future

    def _put(self, job: _Job[Any]) -> None:
        if self._queue.qsize() >= MAX_WAITING:
            job.fail(Unavailable("Too much is waiting to be written; please try again in a moment."))
        else:
            self._queue.put(job)

    def close(self) -> None:
        """Finish what is queued and stop."""
        with self._door:
            self._closed = True
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        ended = False
        while not ended and (first := self._queue.get()) is not None:
            group = [first]
            while len(group) < MAX_GROUP and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    ended = True
                    break
                group.append(following)
            self._commit(group)
        self._kept.drop()

    def _commit(self, group: Sequence[_Job[Any]]) -> None:
        try:
            outcomes = self._attempt(group)
        except Exception as error:  # noqa: BLE001 - whatever it was, each asker must hear of it
            if is_disk_error(error):
                # After one failed read or write SQLite may go on acknowledging what is not stored: stop instead.
                self._fail(group, error)
                self._on_disk_error()
            elif len(group) > 1:
                self._commit_one_by_one(group)
            else:
                self._commit_alone(group[0], error)
            return
        # The commit is durable from here on. If the process dies now, the askers repeat with their keys.
        for job, (result, refusal) in zip(group, outcomes, strict=True):
            if refusal is not None:
                job.fail(refusal)
            else:
                job.future.set_result(result)

    def _attempt(self, group: Sequence[_Job[Any]]) -> list[tuple[Any, Refused | None]]:
        try:
            return self._attempt_once(group)
        except Exception:
            if not self._kept.died_meanwhile:
                raise
        return self._attempt_once(group)

    def _attempt_once(self, group: Sequence[_Job[Any]]) -> list[tuple[Any, Refused | None]]:
        outcomes: list[tuple[Any, Refused | None]] = []
        with self._kept.transaction() as transaction:
            if len(group) > 1:
                transaction.look_up({job.submission for job in group if job.submission is not None})
            for job in group:
                written_before = transaction.writes
                try:
                    outcomes.append((job.work(transaction), None))
                except Refused as refusal:
                    if transaction.writes != written_before:
                        raise
                    outcomes.append((None, refusal))
            transaction.insert_gathered()
        return outcomes

    def _commit_one_by_one(self, group: Sequence[_Job[Any]]) -> None:
        """Nothing of the group is stored. Each job runs again alone, so that only the culprit fails.

        Unless it is the database that fails, which would let every job of the group wait for it in turn: the first one
        that meets it again speaks for all behind it.
        """
        for number, job in enumerate(group):
            self._commit([job])
            trouble = job.future.exception()
            cause = trouble.__cause__ if isinstance(trouble, Unavailable) else None
            if cause is not None and is_outage(cause):
                self._fail(group[number + 1 :], cause)
                return

    def _commit_alone(self, job: _Job[Any], error: BaseException) -> None:
        for _ in range(RACE_ATTEMPTS):
            # Another process wrote the same key in between (PostgreSQL): the job runs again and sees it.
            if not is_race(error):
                break
            try:
                [(result, refusal)] = self._attempt([job])
            except Exception as again:  # noqa: BLE001 - the loop looks at it
                error = again
                continue
            if refusal is None:
                job.future.set_result(result)
            else:
                job.fail(refusal)
            return
        self._fail([job], error)
        if is_disk_error(error):
            self._on_disk_error()

    @staticmethod
    def _fail(jobs: Sequence[_Job[Any]], error: BaseException) -> None:
        for job in jobs:
            if isinstance(error, DRIVER_ERRORS):
                trouble = unavailable(error)
                trouble.__cause__ = error
                job.fail(trouble)
            else:
                job.fail(error)


class _KeptConnection:
    """The writer's connection, kept from one transaction to the next, instead of being fetched and given back each time.

    It comes from the engine (of the option `writes`), which finds out whether a connection is alive before it gives it out. So one that was
    not used for a while goes back first, and so does one on which anything went wrong. Between two transactions nothing is open on it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._postgresql = engine.dialect.name == "postgresql"
        self._connection: Connection | None = None
        self._used_at: Seconds = 0.0
        self.died_meanwhile = False
        """Whether the last transaction broke because a kept connection was dead, and before its commit: nothing of it is stored, and there may
        be a database again."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction, committed at the end of the block or undone. What is said in it goes straight to the driver.

        It begins and ends through the engine, which knows whether the file is still there.
        """
        if self._connection is not None and time.monotonic() - self._used_at > UNUSED_S:
            self.drop()
        was_kept = self._connection is not None
        self.died_meanwhile = False
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                driver: Any = self._connection.connection.driver_connection
                if self._postgresql:
                    # Insertions go without waiting for their answers.
                    with pipeline(driver):
                        yield Transaction(driver, postgresql=True)
                else:
                    yield Transaction(driver, postgresql=False)
                was_kept = False
        except BaseException:
            self.died_meanwhile = was_kept and self._is_dead()
            self.drop()
            raise
        self._used_at = time.monotonic()

    def _is_dead(self) -> bool:
        """Whether the connection is of no use any more; SQLite's never are."""
        if self._connection is None or not self._postgresql:
            return False
        driver: Any = None if self._connection.invalidated else self._connection.connection.driver_connection
        return driver is None or bool(driver.closed)

    def drop(self) -> None:
        """Give the connection back, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
