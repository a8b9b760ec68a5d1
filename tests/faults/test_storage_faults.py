"""Storage in trouble: everybody is told what to do, nothing acknowledged is lost, and reading goes on."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import event
from sqlalchemy.exc import TimeoutError as NoConnection

from diwan import bootstrap, lifecycle
from diwan.comments import Submission, Words
from diwan.editions.words import words_for
from diwan.errors import Unavailable
from diwan.press.files import _Disk
from diwan.storage import engine, writer
from diwan.storage.engine import connect
from diwan.storage.store import Store
from tests import databases
from tests.house import SITE, house
from tests.served import PUBLIC_URL, Served, served, texts_in
from tests.waiting import until


@contextmanager
def every_connection(store: Store, *pragmas: str) -> Iterator[None]:
    """SQLite: says these pragmas on every connection, the old ones being closed before and after."""

    def set_up(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(store.engine, "connect", set_up)
    store.engine.dispose()
    try:
        yield
    finally:
        event.remove(store.engine, "connect", set_up)
        store.engine.dispose()


@contextmanager
def full(newsroom: Served) -> Iterator[None]:
    [(pages,)] = newsroom.rows("PRAGMA page_count")
    with every_connection(newsroom.house.store, f"max_page_count={pages}"):
        yield


@contextmanager
def read_only(newsroom: Served) -> Iterator[None]:
    with every_connection(newsroom.house.store, "query_only=ON"):
        yield


@contextmanager
def locked(newsroom: Served) -> Iterator[None]:
    other = sqlite.connect(str(newsroom.house.settings.sqlite_file), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def ruined(newsroom: Served) -> Iterator[None]:
    """The file has gone bad: whoever opens it is told that it is none."""

    def refuse(_connection: object, _record: object) -> None:
        raise sqlite.DatabaseError("file is not a database")

    store = newsroom.house.store
    event.listen(store.engine, "connect", refuse)
    store.engine.dispose()
    try:
        yield
    finally:
        event.remove(store.engine, "connect", refuse)


def _as_administrator(statement: str) -> None:
    with psycopg.connect(databases.server(), autocommit=True) as connection:
        connection.execute(statement.encode())


def _name(newsroom: Served) -> str:
    name: str = psycopg.conninfo.conninfo_to_dict(newsroom.database_url)["dbname"]  # type: ignore[assignment]
    return name


def terminate(newsroom: Served) -> None:
    """What a restart of the server does to everybody's connections."""
    _as_administrator(
        "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{_name(newsroom)}' AND pid <> pg_backend_pid()) AS ended"
    )


@contextmanager
def unreachable(newsroom: Served) -> Iterator[None]:
    _as_administrator(f'ALTER DATABASE "{_name(newsroom)}" ALLOW_CONNECTIONS false')
    terminate(newsroom)
    try:
        yield
    finally:
        _as_administrator(f'ALTER DATABASE "{_name(newsroom)}" ALLOW_CONNECTIONS true')


@contextmanager
def table_locked(newsroom: Served) -> Iterator[None]:
    """As by an administrator's session that was left open."""
    with psycopg.connect(newsroom.database_url) as other:
        other.execute("LOCK TABLE ledger_entries IN EXCLUSIVE MODE")
        yield


@contextmanager
def exhausted(newsroom: Served) -> Iterator[None]:
    """Every connection is taken, and none comes back in time."""

    def none_left(*_: object, **__: object) -> None:
        raise NoConnection("QueuePool limit reached")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(newsroom.house.store.engine.pool), "connect", none_left)
        yield


# What befalls the database, on which one, what is told of it, and whether it can still be read.
TROUBLES: dict[str, tuple[str, Callable[[Served], Any], str, bool]] = {
    "a full disk": ("sqlite", full, "disk is full", True),
    "a read-only database": ("sqlite", read_only, "read-only", True),
    "a locked database": ("sqlite", locked, "locked", True),
    "a ruined database": ("sqlite", ruined, "could not take it", False),
    "no connection left on SQLite": ("sqlite", exhausted, "could not take it", False),
    "an unreachable PostgreSQL": ("postgresql", unreachable, "cannot be reached", False),
    "a locked PostgreSQL": ("postgresql", table_locked, "locked", True),
    "no connection left on PostgreSQL": ("postgresql", exhausted, "could not take it", False),
}


@pytest.fixture(autouse=True)
def _nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer's connection has lain unused, and is fetched anew: what it kept, a fault of those to come would not reach."""
    monkeypatch.setattr(writer, "UNUSED_S", -1.0)


def _is_told(answer: httpx2.Response, what: str) -> None:
    assert answer.status_code == 503, answer.text
    assert answer.json()["code"] == "unavailable"
    assert what in answer.json()["detail"]
    assert "try again" in answer.json()["detail"]
    assert int(answer.headers["retry-after"]) > 0


def _is_told_on_a_page(answer: httpx2.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert words_for("en").say("page-unavailable") in answer.text


@pytest.fixture
def troubled(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Served]:
    """A newsroom that waits for others' locks less long than a real one."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 100)
    with served(request.param, tmp_path) as running:
        yield running


@pytest.mark.parametrize(
    ("troubled", "trouble"),
    [(where, trouble) for trouble, (where, *_) in TROUBLES.items()],
    indirect=["troubled"],
)
def test_a_database_in_trouble_loses_nothing_and_tells_everybody(troubled: Served, trouble: str) -> None:
    newsroom = troubled
    _, befall, what, readable = TROUBLES[trouble]
    newsroom.register()
    before = newsroom.submit("acknowledged before", name="Berî")
    newsroom.approve(before)
    newsroom.sealed()
    newsroom.screened()
    sent = newsroom.body(body="w" * 5000)
    form_key, by_hand = newsroom.fresh_key(), "typed by hand " * 350
    with befall(newsroom):
        _is_told(newsroom.post(json.dumps(sent)), what)
        form = newsroom.post_form(body=by_hand, key=form_key)
        assert form.status_code == 503
        assert int(form.headers["retry-after"]) > 0
        assert "typed by hand" in form.text
        assert "cannot store comments just now" in texts_in(form.text, "p", "problem")[0]
        if befall is not full:  # where there may be room for so little
            withdrawal = newsroom.client.post(
                f"{before['receipt']}/withdrawal", headers={"origin": PUBLIC_URL}
            )
            _is_told_on_a_page(withdrawal)
        # Reading goes on, from the printed files.
        assert "acknowledged before" in newsroom.read().text
        assert newsroom.pointer()["count"] == 1
        top = newsroom.pointer()["top"]
        assert newsroom.client.get(f"/pages/{top[:2]}/{top}.json").status_code == 200
        assert newsroom.client.get("/checkpoint").status_code == 200
        # Those who run it can see it.
        assert newsroom.client.get("/livez").status_code == 200
        ready = newsroom.client.get("/readyz")
        metrics = newsroom.client.get("/metrics")
        assert metrics.status_code == 200
        assert ("diwan_figures_up 1.0" in metrics.text) == readable
        assert ready.status_code == (200 if readable else 503)
        if not readable:
            _is_told_on_a_page(newsroom.client.get(before["receipt"]))
    # Once it is over, the same key brings the comment, once.
    first, again = newsroom.post(json.dumps(sent)), newsroom.post(json.dumps(sent))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert newsroom.post_form(body=by_hand, key=form_key).status_code == 303
    assert newsroom.client.get(before["receipt"]).status_code == 200
    assert newsroom.client.get("/readyz").status_code == 200
    bodies = newsroom.rows("SELECT body FROM words w JOIN comments c ON c.id = w.comment_id ORDER BY ordinal")
    assert bodies == [("acknowledged before",), ("w" * 5000,), (by_hand,)]
    newsroom.approve(first.json())
    assert newsroom.pointer()["count"] == 2
    newsroom.sealed()
    newsroom.screened()
    assert newsroom.violations() == []


def test_a_connection_that_breaks_in_the_middle_of_a_job_stores_all_of_it_or_nothing(tmp_path: Path) -> None:
    with served("postgresql", tmp_path) as newsroom:
        newsroom.register()
        newsroom.screened()
        # The next to write is to be the reader: a duty that looks, seals or tidies would take the fault upon itself.
        newsroom.house.duties.stop()
        store = newsroom.house.store
        really = store._writer._attempt
        broken: list[bool] = []

        def break_off(answer: object) -> object:
            terminate(newsroom)
            return answer

        def break_once(group: Any) -> Any:
            if not broken:
                broken.append(True)
                job = group[0]
                work = job.work
                job.work = lambda tx: break_off(work(tx))
                try:
                    return really(group)
                finally:
                    job.work = work
            return really(group)

        store._writer._attempt = break_once  # type: ignore[method-assign]
        sent = json.dumps(newsroom.body())
        answer = newsroom.post(sent)
        _is_told(answer, "cannot be reached")
        assert newsroom.rows("SELECT count(*) FROM comments") == [(0,)]
        assert newsroom.post(sent).status_code == 201
        assert newsroom.rows("SELECT count(*) FROM comments") == [(1,)]
        assert newsroom.violations() == []


def test_connections_broken_while_idle_are_replaced_without_anybody_noticing(tmp_path: Path) -> None:
    with served("postgresql", tmp_path) as newsroom:
        newsroom.register()
        sent = newsroom.submit()
        terminate(newsroom)
        newsroom.submit()
        assert newsroom.client.get(sent["receipt"]).status_code == 200
        terminate(newsroom)
        newsroom.approve(sent)
        assert newsroom.pointer()["count"] == 1


def test_a_disk_that_reports_an_error_stops_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real thing ends by os._exit, before anybody can be told of success."""
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    with house("sqlite", tmp_path) as diwan:
        diwan.register()
        store = Store(connect("sqlite", tmp_path), on_disk_error=lambda: os._exit(bootstrap.DISK_ERROR_EXIT))

        def fail(_connection: object) -> None:
            raise sqlite.OperationalError("disk I/O error")

        event.listen(store.engine, "commit", fail)
        submission = Submission(SITE.id, "bridge", "key-on-a-bad-disk-1", Words("Rojîn", "x"))
        with pytest.raises(Unavailable, match="disk reported an error"):
            lifecycle.submit(store, diwan.clock, SITE, submission).result(30)
        assert ended == [bootstrap.DISK_ERROR_EXIT]
        event.remove(store.engine, "commit", fail)
        store.close()


PRESS_ERRORS = {
    errno.ENOSPC: "Free some space",
    errno.EACCES: "Make it the folder's owner",
    errno.EROFS: "Mount it for writing",
    errno.EIO: "Look at its health",
    errno.EMFILE: "Raise the limit",
}


@pytest.mark.parametrize("call", ["create", "rename", "sync_folder"])
@pytest.mark.parametrize("number", PRESS_ERRORS)
def test_a_press_that_cannot_write_says_what_to_do_and_prints_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    with house("sqlite", tmp_path) as diwan:
        diwan.register()
        diwan.approve(diwan.submit("printed before"))
        diwan.decide(diwan.submit("approved meanwhile"))
        front = diwan.front()

        def fail(*_: object) -> None:
            raise OSError(number, "broken")

        with monkeypatch.context() as trouble:
            trouble.setattr(_Disk, call, staticmethod(fail))
            with pytest.raises(Unavailable, match=PRESS_ERRORS[number]):
                diwan.print()
            assert diwan.front() == front
            diwan.submit("taken in all the same")
        diwan.print()
        assert "approved meanwhile" in diwan.front()
        assert "printed before" in diwan.front()


def test_comments_are_taken_in_and_decided_while_nothing_can_be_printed(
    newsroom: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.register()
    newsroom.print()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as trouble:
        trouble.setattr(_Disk, "create", staticmethod(fail))
        sent = newsroom.submit("printed as soon as there is room")
        newsroom.decide(sent)
        newsroom.house.duties.print_soon()
        assert newsroom.client.get(sent["receipt"]).status_code == 200
    until(lambda: "printed as soon as there is room" in newsroom.read().text, "the comment to be printed")
