"""A newsroom with many comments stored, and an editor at its desk: what the measurements of the desk's pages share.

The comments go straight into the tables; what is measured reads and writes them through the real pages. Their ledger entries are
empty and would not verify.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, insert, text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from benchmarks import machine, newsroom, table
from benchmarks.newsroom import Desk
from diwan import founding, identifiers
from diwan.bootstrap import House
from diwan.comments import Words
from diwan.ledger.merkle import leaf_hash
from diwan.moderators import Role
from diwan.storage import schema
from diwan.web import sessions
from diwan.web.desk.routes import routes

ENTRIES = 3
"""Ledger positions of one comment: submitted, screened, decided."""


@contextmanager
def opened(database: str) -> Iterator[Desk]:
    """A new newsroom on this kind of database, without a server; gone afterwards."""
    with (
        newsroom.new_database(database) as url,
        tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder,
    ):
        config = newsroom.write_settings(Path(folder), port=machine.free_port(), database=url)
        with newsroom.desk(config) as desk:
            yield desk


@contextmanager
def filled(database: str, fill: Callable[[Connection, Desk], None]) -> Iterator[Desk]:
    """The same with what `fill` puts into the tables in one transaction."""
    with opened(database) as desk:
        began = time.perf_counter()
        engine = desk.house.store.engine
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            fill(connection, desk)
        with engine.connect() as connection:
            connection.execute(text("ANALYZE"))
            connection.commit()
        table.note(f"{database}: filled in {time.perf_counter() - began:.0f} s")
        yield desk


def next_position(connection: Connection) -> int:
    position: int = connection.execute(text("SELECT max(position) + 1 FROM ledger_entries")).scalar_one()
    return position


class Rows:
    """Rows gathered to be inserted many at a time, kind by kind, in the order in which the kinds came up."""

    def __init__(self, thread_id: str) -> None:
        self._thread_id = thread_id
        self._rows: dict[Any, list[dict[str, object]]] = {}

    def add(self, kind: Any, **values: object) -> None:
        self._rows.setdefault(kind, []).append(values)

    def comment(
        self, number: int, position: int, at: int, words: Words, *, salt: bytes, digest: bytes
    ) -> str:
        """The `number`-th comment on the article, with all its ledger entries; returns its id."""
        for n in range(ENTRIES):
            self.add(schema.ledger_entries, position=position + n, leaf=b"{}", hash=leaf_hash(b"{}"))
        comment_id = identifiers.new(at)
        self.add(
            schema.comments,
            id=comment_id,
            thread_id=self._thread_id,
            site=newsroom.SITE,
            parent_id=None,
            branch=self._thread_id,
            ordinal=number,
            submission_key=f"benchmark-{number:016d}",
            digest=digest,
            position=position,
            at=at,
        )
        self.add(schema.words, comment_id=comment_id, salt=salt, name=words.name, body=words.body)
        return comment_id

    def decision(self, comment_id: str, digest: bytes, position: int, at: int, *, rejected: bool) -> None:
        """What a rule decided on the comment at this position."""
        self.add(
            schema.decisions,
            id=identifiers.new(at),
            comment_id=comment_id,
            digest=digest,
            outcome="rejected" if rejected else "approved",
            author_kind="rule",
            author_name="benchmark",
            author_version="1",
            guideline="promotion" if rejected else None,
            abuse_kind=None,
            revision=1,
            note="",
            note_salt=None,
            supersedes=None,
            at=at,
            position=position + ENTRIES - 1,
        )

    def insert(self, connection: Connection) -> None:
        for kind, made in self._rows.items():
            connection.execute(insert(kind), made)


def editor(desk: Desk) -> TestClient:
    """An editor who is signed in at this desk, without a network between."""
    return signed_in(desk.house)


def signed_in(house: House) -> TestClient:
    """The same in a house that is open already."""
    appointed = founding.appoint(house.store, house.clock, name="Hawrê", role=Role.EDITOR).result()
    app = Starlette(routes=routes(house))
    app.state.house = house
    client = TestClient(app, base_url=house.settings.public_url, follow_redirects=False)
    # The cookie is for https or a browser's own machine; this client knows only the first.
    token = sessions.open_session(house, appointed.id, None)
    client.headers["cookie"] = f"{sessions.COOKIE}={token}"
    return client


def told(name: str, act: Callable[[], object], rounds: int) -> None:
    """Print how long `act` takes: the median, and the 95th percentiles of the clock and of this process' time, in milliseconds."""
    took: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        began, cpu = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began, time.process_time() - cpu))
    # The first one compiles its statements.
    walls, cpus = (sorted(1000 * each[n] for each in took[1:]) for n in (0, 1))
    late = int(rounds * 0.95)
    table.row(name, [f"{ms:.1f}" for ms in (median(walls), walls[late], cpus[late])])
