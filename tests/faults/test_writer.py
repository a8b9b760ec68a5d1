"""The writer: what arrives together is committed together, and no job suffers for another."""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pysqlite3.dbapi2 import OperationalError
from sqlalchemy import text

from diwan import erasure, founding, lifecycle
from diwan.comments import Submission, Words
from diwan.decisions import Decision, Outcome
from diwan.errors import AlreadyDecided, Conflict, Refused, ThreadClosed, Unavailable, Unknown
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.storage.book import StoredBook
from diwan.storage.engine import connect
from diwan.storage.store import Store
from diwan.storage.transaction import Transaction
from tests.breadth import wide
from tests.house import SITE, House, house

T = TypeVar("T")
PATIENCE_S = 60


class Gate:
    """A job that keeps the writer busy until told, so that what is sent meanwhile arrives together."""

    def __init__(self, store: Store) -> None:
        self._open = threading.Event()
        began = threading.Event()

        def hold(_transaction: Transaction) -> None:
            began.set()
            assert self._open.wait(PATIENCE_S)

        self._held = store.write(hold)
        assert began.wait(PATIENCE_S)

    def open(self) -> None:
        self._open.set()
        self._held.result(PATIENCE_S)


def commits(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The size of every group that the writer tries to commit, from now on."""
    sizes: list[int] = []
    really = store._writer._attempt

    def attempt(group: Any) -> Any:
        sizes.append(len(group))
        return really(group)

    monkeypatch.setattr(store._writer, "_attempt", attempt)
    return sizes


def submission(number: int, key: str | None = None) -> Submission:
    return Submission(
        SITE.id, "bridge", key or f"writer-key-{number:08d}", Words("Rojîn", f"comment {number}")
    )


def submit(store: Store, diwan: House, number: int, key: str | None = None) -> "Future[Acknowledgement]":
    return lifecycle.submit(store, diwan.clock, SITE, submission(number, key))


def bodies(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        rows = connection.execute(
            text("SELECT w.body FROM words w JOIN comments c ON c.id = w.comment_id ORDER BY c.position")
        )
        return [row[0] for row in rows]


def fits(diwan: House) -> None:
    with diwan.store.connection() as connection:
        violations = verify(StoredBook(connection), verifier_key=diwan.key.verifier)
        assert [str(violation) for violation in violations] == []


def test_what_arrives_together_is_committed_once(diwan: House, monkeypatch: pytest.MonkeyPatch) -> None:
    diwan.register()
    sizes = commits(diwan.store, monkeypatch)
    gate = Gate(diwan.store)
    futures = [submit(diwan.store, diwan, number) for number in range(50)]
    assert not any(future.done() for future in futures)
    gate.open()
    positions = [future.result(PATIENCE_S).position for future in futures]
    assert sizes == [1, 50]
    assert positions == sorted(positions)
    assert bodies(diwan) == [f"comment {number}" for number in range(50)]
    fits(diwan)


def test_nobody_is_told_before_the_commit_is_durable(diwan: House, monkeypatch: pytest.MonkeyPatch) -> None:
    diwan.register()
    told_before_commit: list[bool] = []
    really = diwan.store._writer._attempt

    def attempt(group: Any) -> Any:
        outcome = really(group)
        told_before_commit.extend(job.future.done() for job in group)
        assert len(bodies(diwan)) == 1  # another connection sees it: it is committed
        return outcome

    monkeypatch.setattr(diwan.store._writer, "_attempt", attempt)
    submit(diwan.store, diwan, 1).result(PATIENCE_S)
    assert told_before_commit == [False]


def test_a_refused_job_disturbs_nobody_in_its_group(diwan: House, monkeypatch: pytest.MonkeyPatch) -> None:
    diwan.register()
    sizes = commits(diwan.store, monkeypatch)

    def refuse(_transaction: Transaction) -> None:
        raise ThreadClosed("refused before writing")

    gate = Gate(diwan.store)
    first = submit(diwan.store, diwan, 1)
    refused = diwan.store.write(refuse)
    second = submit(diwan.store, diwan, 2)
    gate.open()
    assert first.result(PATIENCE_S).position + 1 == second.result(PATIENCE_S).position
    with pytest.raises(ThreadClosed):
        refused.result(PATIENCE_S)
    assert sizes == [1, 3], "the group was committed more than once"
    fits(diwan)


@pytest.mark.parametrize("error", [ValueError("an accident"), Conflict("refused after writing")])
def test_a_job_that_fails_after_writing_is_rolled_back_alone(diwan: House, error: Exception) -> None:
    diwan.register()

    def write_and_fail(transaction: Transaction) -> None:
        transaction.keep_sign_in_link(b"half written", diwan.moderator.name, 1)
        raise error

    gate = Gate(diwan.store)
    futures = [submit(diwan.store, diwan, number) for number in range(3)]
    broken = diwan.store.write(write_and_fail)
    futures += [submit(diwan.store, diwan, number) for number in range(3, 6)]
    gate.open()
    with pytest.raises(type(error)):
        broken.result(PATIENCE_S)
    assert sorted(future.result(PATIENCE_S).repeated for future in futures) == [False] * 6
    assert bodies(diwan) == [f"comment {number}" for number in range(6)]
    with diwan.store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM sign_in_links")).scalar_one() == 0
    fits(diwan)


def test_a_job_that_breaks_a_rule_of_the_database_fails_alone(diwan: House) -> None:
    diwan.register()
    gate = Gate(diwan.store)
    first = submit(diwan.store, diwan, 1)
    nobody = "f" * 32
    broken = diwan.store.write(lambda tx: tx.keep_sign_in_link(b"for nobody", nobody, 1))
    second = submit(diwan.store, diwan, 2)
    gate.open()
    with pytest.raises(Unavailable):
        broken.result(PATIENCE_S)
    first.result(PATIENCE_S)
    second.result(PATIENCE_S)
    assert len(bodies(diwan)) == 2


def test_a_database_that_fails_is_not_asked_again_for_every_job_of_a_group(
    diwan: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each asking may last until a time-out: a full group would keep everybody waiting for twenty minutes."""
    diwan.register()
    gate = Gate(diwan.store)
    futures = [submit(diwan.store, diwan, number) for number in range(40)]
    asked = []

    def locked(group: Any) -> Any:
        asked.append(len(group))
        raise OperationalError("database is locked")

    with monkeypatch.context() as trouble:
        trouble.setattr(diwan.store._writer, "_attempt", locked)
        gate.open()
        for future in futures:
            with pytest.raises(Unavailable, match="locked"):
                future.result(PATIENCE_S)
    assert asked == [40, 1]
    assert bodies(diwan) == []
    again = [submit(diwan.store, diwan, number) for number in range(40)]
    assert len({future.result(PATIENCE_S).comment_id for future in again}) == 40


def test_a_disk_error_acknowledges_nothing_of_the_group_and_stops_the_process(
    diwan: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an injected EIO, SQLite went on acknowledging what it had not stored: not even a second try is safe."""
    diwan.register()
    stopped = []
    monkeypatch.setattr(diwan.store._writer, "_on_disk_error", lambda: stopped.append("stopped"))
    gate = Gate(diwan.store)
    futures = [submit(diwan.store, diwan, number) for number in range(5)]
    really, asked = diwan.store._writer._attempt, []

    def fail_once(group: Any) -> Any:
        asked.append(len(group))
        if len(asked) == 1:
            raise OperationalError("disk I/O error")
        return really(group)

    monkeypatch.setattr(diwan.store._writer, "_attempt", fail_once)
    gate.open()
    for future in futures:
        with pytest.raises(Unavailable, match="disk"):
            future.result(PATIENCE_S)
    assert stopped == ["stopped"]
    assert asked == [5]


def test_what_was_queued_before_the_end_is_written_and_what_comes_later_is_refused(diwan: House) -> None:
    diwan.register()
    store = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
    gate = Gate(store)
    early = [submit(store, diwan, number) for number in range(5)]
    closing = threading.Thread(target=store.close)
    closing.start()
    late: list[Future[Acknowledgement]] = []
    while not late or not late[-1].done():
        late.append(submit(store, diwan, 5 + len(late)))
    gate.open()
    closing.join(PATIENCE_S)
    assert not closing.is_alive()
    for future in early:
        future.result(PATIENCE_S)
    with pytest.raises(Unavailable, match="shutting down"):
        late[-1].result(PATIENCE_S)
    stored = [future.exception(PATIENCE_S) is None for future in late]
    assert stored == sorted(stored, reverse=True)
    assert len(bodies(diwan)) == 5 + sum(stored)


def test_everybody_is_answered_however_close_to_the_end_he_comes(diwan: House) -> None:
    diwan.register()
    for _ in range(20):
        store = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
        futures: list[Future[None]] = []
        start = threading.Barrier(3)

        def send(store: Store = store, futures: list[Any] = futures, start: Any = start) -> None:
            start.wait(PATIENCE_S)
            futures.extend(store.write(lambda _tx: None) for _ in range(30))

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        start.wait(PATIENCE_S)
        store.close()
        for thread in threads:
            thread.join(PATIENCE_S)
        done, left = wait(futures, PATIENCE_S)
        assert not left
        assert len(done) == 60


def test_a_full_queue_says_so_instead_of_growing(diwan: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diwan.storage.writer.MAX_WAITING", 3)
    store = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
    gate = Gate(store)
    futures = [store.write(lambda _tx: None) for _ in range(5)]
    for future in futures[3:]:
        with pytest.raises(Unavailable, match="Too much is waiting"):
            future.result(PATIENCE_S)
    gate.open()
    for future in futures[:3]:
        future.result(PATIENCE_S)
    store.close()


# --- many at once -----------------------------------------------------------------------------------------------


@contextmanager
def processes(diwan: House) -> Iterator[list[Store]]:
    """Two stores on one PostgreSQL database, as two processes would have; the one writer there may be on SQLite."""
    if diwan.url == "sqlite":
        yield [diwan.store]
        return
    second = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
    try:
        yield [diwan.store, second]
    finally:
        second.close()


def at_once(jobs: list[Callable[[], T]]) -> list[T | BaseException]:
    """What each job returned or raised, all of them started together, each in a thread of its own."""
    outcomes: list[Any] = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(number: int, job: Callable[[], T]) -> None:
        start.wait(PATIENCE_S)
        try:
            outcomes[number] = job()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            outcomes[number] = error

    threads = [threading.Thread(target=run, args=(number, job)) for number, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return outcomes


def test_one_key_sent_by_64_at_once_is_one_comment(diwan: House) -> None:
    diwan.register()
    with processes(diwan) as stores:

        def send(number: int) -> Acknowledgement:
            return submit(stores[number % len(stores)], diwan, 1, key="the-very-same-key-1").result(
                PATIENCE_S
            )

        outcomes = at_once([lambda number=number: send(number) for number in range(64)])  # type: ignore[misc]
    acknowledged = [outcome for outcome in outcomes if isinstance(outcome, Acknowledgement)]
    assert len(acknowledged) == 64, [outcome for outcome in outcomes if outcome not in acknowledged]
    assert len({(a.comment_id, a.digest, a.position, a.at) for a in acknowledged}) == 1
    assert sorted(a.repeated for a in acknowledged) == [False] + [True] * 63
    assert bodies(diwan) == ["comment 1"]
    fits(diwan)


def test_numbers_in_a_thread_are_dense_whoever_writes(diwan: House) -> None:
    diwan.register()
    each = 40
    with processes(diwan) as stores:

        def send_many(number: int) -> list[Acknowledgement]:
            store = stores[number % len(stores)]
            return [submit(store, diwan, number * each + n).result(PATIENCE_S) for n in range(each)]

        outcomes = at_once([lambda number=number: send_many(number) for number in range(8)])  # type: ignore[misc]
    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    with diwan.store.connection() as connection:
        rows = connection.execute(text("SELECT ordinal FROM comments ORDER BY position")).all()
    assert [row[0] for row in rows] == list(range(8 * each))
    fits(diwan)


def test_of_many_deciding_each_comment_is_decided_once_and_the_others_learn_by_whom(diwan: House) -> None:
    diwan.register()
    futures = [submit(diwan.store, diwan, number) for number in range(wide(100, 500))]
    comments = [future.result(PATIENCE_S) for future in futures]
    for comment in comments:
        diwan.screen_first(comment.comment_id)
    with processes(diwan) as stores:

        def decide_all(number: int) -> list[Decision | AlreadyDecided]:
            order = random.Random(number).sample(comments, len(comments))
            outcome = Outcome.APPROVED if number % 2 else Outcome.REJECTED
            told: list[Decision | AlreadyDecided] = []
            pending = []
            for comment in order:
                guideline = None if outcome is Outcome.APPROVED else Guideline.THREAT
                verdict = Verdict(comment.comment_id, comment.digest, outcome, guideline)
                pending.append(
                    lifecycle.decide(stores[number % len(stores)], diwan.clock, diwan.moderator, verdict)
                )
                if len(pending) == 25:
                    told += [_outcome(future) for future in pending]
                    pending = []
            return told + [_outcome(future) for future in pending]

        outcomes = at_once([lambda number=number: decide_all(number) for number in range(8)])  # type: ignore[misc]
    winners: dict[str, Decision] = {}
    losers: list[Decision] = []
    for outcome in outcomes:
        assert isinstance(outcome, list), outcome
        for told in outcome:
            if isinstance(told, AlreadyDecided):
                losers.append(told.decision)
            else:
                assert told.comment_id not in winners, "decided twice"
                winners[told.comment_id] = told
    assert winners.keys() == {comment.comment_id for comment in comments}
    assert len(losers) == 7 * len(comments)
    assert all(decision == winners[decision.comment_id] for decision in losers)
    with diwan.store.connection() as connection:
        stored = connection.execute(text("SELECT comment_id, id FROM decisions")).all()
    assert {row[0]: row[1] for row in stored} == {c: d.id for c, d in winners.items()}
    assert len(stored) == len(comments)
    fits(diwan)


def _outcome(future: "Future[Decision]") -> Decision | AlreadyDecided:
    try:
        return future.result(PATIENCE_S)
    except AlreadyDecided as first:
        return first


class Meddled:
    """A store whose transactions are interrupted once, behind a question: another process then does something."""

    def __init__(self, store: Store, question: str, meddle: Callable[[], object]) -> None:
        self._store = store
        self._question = question
        self._meddle = meddle
        self._done = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def write(self, work: Callable[[Any], T], *, submission: tuple[str, str] | None = None) -> "Future[T]":
        return self._store.write(
            lambda transaction: work(_Interrupted(self, transaction)), submission=submission
        )


class _Interrupted:
    def __init__(self, owner: Meddled, transaction: Transaction) -> None:
        self._owner = owner
        self._transaction = transaction

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._transaction, name)
        owner = self._owner
        if name != owner._question or owner._done:
            return method

        def interrupted(*given: Any) -> Any:
            answer = method(*given)
            owner._done = True
            owner._meddle()
            return answer

        return interrupted


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[House, Store]]:
    """A house on PostgreSQL and a second process's store. (On SQLite there is one writer.)"""
    with house("postgresql", tmp_path) as built, processes(built) as stores:
        yield built, stores[1]


def _soon(act: Callable[[], "Future[Any]"]) -> Callable[[], object]:
    """Begin an act in the other process. It either happens at once, or waits until the interrupted one has committed."""
    return lambda: wait([act()], timeout=0.3)


def test_words_are_not_decided_on_while_another_process_erases_them(two: tuple[House, Store]) -> None:
    diwan, other = two
    diwan.register()
    sent = diwan.submit()
    meddled: Any = Meddled(
        diwan.store,
        "comment",
        _soon(lambda: erasure.erase(other, diwan.clock, comment_id=sent.comment_id, by="reader")),
    )
    verdict = Verdict(sent.comment_id, sent.digest, Outcome.APPROVED)
    with suppress(Unknown):
        lifecycle.decide(meddled, diwan.clock, diwan.moderator, verdict).result(PATIENCE_S)
    other.write(lambda _tx: None).result(PATIENCE_S)
    fits(diwan)


def test_a_dismissed_moderator_does_not_decide_after_his_dismissal(two: tuple[House, Store]) -> None:
    diwan, other = two
    diwan.register()
    sent = diwan.submit()
    meddled: Any = Meddled(
        diwan.store,
        "is_appointed",
        _soon(lambda: founding.dismiss(other, diwan.clock, name="Berfîn", by="test")),
    )
    verdict = Verdict(sent.comment_id, sent.digest, Outcome.APPROVED)
    with suppress(Refused):
        lifecycle.decide(meddled, diwan.clock, diwan.moderator, verdict).result(PATIENCE_S)
    other.write(lambda _tx: None).result(PATIENCE_S)
    fits(diwan)


@pytest.mark.parametrize("act", ["erase", "reject"])
def test_nothing_is_printed_that_another_process_takes_back_meanwhile(
    two: tuple[House, Store], act: str
) -> None:
    diwan, other = two
    diwan.register()
    sent = diwan.submit("canary-taken-back")
    approval = diwan.decide(sent)
    diwan.screen_first(sent.comment_id)
    verdict = Verdict(
        sent.comment_id, sent.digest, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id
    )

    def take_back() -> "Future[Any]":
        if act == "erase":
            return erasure.erase(other, diwan.clock, comment_id=sent.comment_id, by="reader")
        return lifecycle.decide(other, diwan.clock, diwan.moderator, verdict)

    meddled: Any = Meddled(diwan.store, "erased_among", _soon(take_back))
    with diwan.store.reading() as view:
        [thread] = view.owing_threads()
    while lifecycle.publish(meddled, diwan.press, diwan.clock, diwan.room, diwan.sites, thread):
        pass
    other.write(lambda _tx: None).result(PATIENCE_S)
    diwan.print()
    fits(diwan)
    assert "canary-taken-back" not in diwan.read_everything()
