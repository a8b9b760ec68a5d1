"""The desk: how long a lane, a decision and the next card take at the server, with many comments stored and many waiting.

Beside them stands a bare SELECT of one waiting row on the same database in the same run: what the database costs here.
The comments go straight into the tables: what is measured reads and writes them through the real pages. Their ledger
entries are empty and would not verify.
"""

import argparse
import random
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
from tests import databases

from benchmarks import machine, newsroom, table
from benchmarks.newsroom import Desk
from diwan import founding, identifiers
from diwan.comments import Words, digest
from diwan.desk.lanes import Lane
from diwan.guidelines import Guideline
from diwan.ledger.merkle import leaf_hash
from diwan.moderators import Role
from diwan.screening import findings
from diwan.screening.findings import Finding, Mark
from diwan.storage import schema
from diwan.storage.lanes import lane_again
from diwan.web import sessions
from diwan.web.desk.routes import routes

ROUNDS = 60
BATCH = 2000
_FORM = {"content-type": "application/x-www-form-urlencoded"}


def run(asked: argparse.Namespace) -> None:
    """Print the section of the table, for each database that there is here."""
    stored, waiting = asked.stored, min(asked.waiting, asked.stored)
    table.section(
        f"The desk: {stored:,} comments stored, {waiting:,} waiting; milliseconds at the server",
        ("p50", "p95", "p95 of CPU"),
        explained=f"Through the application without a network; {ROUNDS} of each. CPU: of the whole process.",
    )
    for database in asked.databases:
        with _filled(database, stored, waiting) as desk:
            _measure(database, desk)


@contextmanager
def _filled(database: str, stored: int, waiting: int) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder:
        url = databases.new_database() if database == "postgresql" else "sqlite"
        try:
            config = newsroom.write_settings(Path(folder), port=machine.free_port(), database=url)
            with newsroom.desk(config) as desk:
                began = time.perf_counter()
                engine = desk.house.store.engine
                with engine.connect().execution_options(writes=True) as connection, connection.begin():
                    _fill(connection, desk, stored, waiting)
                with engine.connect() as connection:
                    connection.execute(text("ANALYZE"))
                    connection.commit()
                table.note(f"{database}: filled in {time.perf_counter() - began:.0f} s")
                yield desk
        finally:
            if url != "sqlite":
                databases.drop_database(url)


def _fill(connection: Connection, desk: Desk, stored: int, waiting: int) -> None:
    chance = random.Random(4)
    position = connection.execute(text("SELECT max(position) + 1 FROM ledger_entries")).scalar_one()
    began = desk.house.clock() - 3_600_000
    for start in range(0, stored, BATCH):
        rows: dict[Any, list[dict[str, object]]] = {}
        for number in range(start, min(start + BATCH, stored)):
            _one(
                rows,
                chance,
                desk.thread_id,
                number,
                position,
                began + number,
                waits=number >= stored - waiting,
            )
            position += 3
        for kind, made in rows.items():
            connection.execute(insert(kind), made)
    lane_again(connection)


def _one(
    rows: dict[Any, list[dict[str, object]]],
    chance: random.Random,
    thread_id: str,
    number: int,
    position: int,
    at: int,
    *,
    waits: bool,
) -> None:
    """A comment, screened, and decided unless it waits."""

    def add(kind: Any, **values: object) -> None:
        rows.setdefault(kind, []).append(values)

    for n in range(3):
        add(schema.ledger_entries, position=position + n, leaf=b"{}", hash=leaf_hash(b"{}"))
    comment_id, salt = identifiers.new(at), chance.randbytes(32)
    body = newsroom.BODIES[number % len(newsroom.BODIES)]
    words = Words(f"Reader {number % 997}", f"{body} ({number})")
    made = digest(salt, site=newsroom.SITE, article=newsroom.ARTICLE, parent_id=None, words=words)
    add(
        schema.comments,
        id=comment_id,
        thread_id=thread_id,
        site=newsroom.SITE,
        parent_id=None,
        branch=thread_id,
        ordinal=number,
        submission_key=f"benchmark-{number:016d}",
        digest=made,
        position=position,
        at=at,
    )
    add(schema.words, comment_id=comment_id, salt=salt, name=words.name, body=words.body)
    seen = findings.encode(_findings(chance))
    add(
        schema.screenings,
        id=identifiers.new(at),
        comment_id=comment_id,
        findings=seen,
        at=at,
        position=position + 1,
    )
    if waits:
        add(schema.waiting, comment_id=comment_id, position=position)
        return
    add(
        schema.decisions,
        id=identifiers.new(at),
        comment_id=comment_id,
        digest=made,
        outcome="rejected",
        author_kind="rule",
        author_name="benchmark",
        author_version="1",
        guideline="promotion",
        abuse_kind=None,
        revision=1,
        note="",
        note_salt=None,
        supersedes=None,
        at=at,
        position=position + 2,
    )


def _findings(chance: random.Random) -> list[Finding]:
    """A third is likely fine, a third likely broken, the rest in between; some criticise."""
    worst, kind = chance.choice(list(Guideline)), chance.randrange(3)
    top = (chance.uniform(0, 0.1), chance.uniform(0.5, 1), chance.uniform(0.31, 0.49))[kind]
    found = [Finding("model", "1", each, top if each is worst else 0.01) for each in Guideline]
    if chance.random() < 0.05:
        found.append(Finding("criticism", "1", None, 0.9, mark=Mark.CRITICISM))
    return found


def _measure(database: str, desk: Desk) -> None:
    house = desk.house
    moderator = founding.appoint(house.store, house.clock, name="Hawrê", role=Role.EDITOR).result()
    app = Starlette(routes=routes(house))
    app.state.house = house
    client = TestClient(app, base_url=house.settings.public_url, follow_redirects=False)
    client.post(sessions.make_link(house, moderator.id), headers=_FORM)
    # The cookie is for https or a browser's own machine; this client knows only the first.
    token = sessions.open_session(house, moderator.id, None)
    client.headers["cookie"] = f"{sessions.COOKIE}={token}"
    with house.store.connection() as connection:
        _told(database, "a bare SELECT of one waiting row", lambda: _bare(connection))
    pages = {
        "a lane opens: oldest first": "/desk",
        "a lane opens: likely fine, surest first": f"/desk?lane={Lane.FINE}&order=sureness",
        "a lane opens: threats, one section": f"/desk?lane={Lane.THREAT}&section=City&language=en",
        "a lane opens: for editors (empty)": f"/desk?lane={Lane.ESCALATED}",
    }
    for name, path in pages.items():
        _told(database, name, lambda path=path: _ok(client.get(path), 200))  # type: ignore[misc]
    waiting = _waiting(house.store.engine.connect, 2 * (ROUNDS + 1))

    def decide() -> None:
        comment_id, made = waiting.pop()
        answer = client.post(
            f"/desk/comments/{comment_id}/decisions",
            data={"digest": made.hex(), "outcome": "rejected/promotion"},
            headers={"accept": "application/json"},
        )
        _ok(answer, 201)

    def next_card() -> None:
        decide()
        _ok(client.get(f"/desk?lane={Lane.PROMOTION}"), 200)

    _told(database, "a decision returns", decide)
    _told(database, "a decision, and the next cards", next_card)


def _told(database: str, name: str, act: Callable[[], object]) -> None:
    took: list[tuple[float, float]] = []
    for _ in range(ROUNDS + 1):
        began, cpu = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began, time.process_time() - cpu))
    # The first one compiles its statements.
    walls, cpus = (sorted(1000 * each[n] for each in took[1:]) for n in (0, 1))
    late = int(ROUNDS * 0.95)
    table.row(f"{database}: {name}", [f"{ms:.1f}" for ms in (median(walls), walls[late], cpus[late])])


def _bare(connection: Connection) -> None:
    connection.execute(text("SELECT comment_id FROM waiting ORDER BY position LIMIT 1")).all()


def _waiting(connect: Callable[[], Connection], limit: int) -> list[tuple[str, bytes]]:
    with connect() as connection:
        rows = connection.execute(
            text(
                "SELECT c.id, c.digest FROM waiting w JOIN comments c ON c.id = w.comment_id "
                "ORDER BY w.position DESC LIMIT :limit"
            ),
            {"limit": limit},
        ).all()
    return [(row[0], bytes(row[1])) for row in rows]


def _ok(answer: Any, status: int) -> None:
    if answer.status_code != status:
        raise SystemExit(f"the desk answered {answer.status_code} where {status} was expected")
