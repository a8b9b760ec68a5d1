"""Search at the desk: how long an answer takes at the server, with many comments stored.

Beside it stands a bare SELECT of one comment on the same database in the same run: what the database costs here. The comments
and their keys go straight into the tables; what is measured reads them through the real page. Words are drawn so that some stand in half of
all comments and some in a handful, one only in the oldest tenth, as after a campaign. Ledger entries are empty and would not verify.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
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
from diwan.ledger.merkle import leaf_hash
from diwan.moderators import Role
from diwan.storage import schema
from diwan.storage.search_stretches import stretches_of
from diwan.web import sessions
from diwan.web.desk.routes import routes

ROUNDS = 40
BATCH = 5000
VOCABULARY = 50_000
LENGTH = 25
"""Words in a comment."""
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]

ASKED: dict[str, dict[str, str]] = {
    "a word of half of all comments": {"words": "half"},
    "two such words": {"words": "half other"},
    "a word of few comments": {"words": "seldom"},
    "a word that nobody wrote": {"words": "nobodywrotethis"},
    "a word of the oldest tenth only": {"words": "campaign"},
    "a common word and one of few": {"words": "half seldom"},
    "two that never stand together": {"words": "campaign latest"},
    "a name": {"name": "reader 77"},
    "a common word, rejected ones only": {"words": "half", "standing": "rejected"},
    "a common word, waiting ones only": {"words": "half", "standing": "waiting"},
}


def run(asked: argparse.Namespace) -> None:
    """Print the section of the table, for each database that there is here."""
    table.section(
        f"Search: {asked.stored:,} comments stored; milliseconds at the server",
        ("p50", "p95", "p95 of CPU"),
        explained=f"Through the application without a network; {ROUNDS} of each. CPU: of the whole process.",
    )
    for database in asked.databases:
        with _filled(database, asked.stored) as desk:
            _measure(database, desk)


@contextmanager
def _filled(database: str, stored: int) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder:
        url = databases.new_database() if database == "postgresql" else "sqlite"
        try:
            config = newsroom.write_settings(Path(folder), port=machine.free_port(), database=url)
            with newsroom.desk(config) as desk:
                began = time.perf_counter()
                engine = desk.house.store.engine
                with engine.connect().execution_options(writes=True) as connection, connection.begin():
                    _fill(connection, desk, stored)
                with engine.connect() as connection:
                    connection.execute(text("ANALYZE"))
                    connection.commit()
                table.note(f"{database}: filled in {time.perf_counter() - began:.0f} s")
                yield desk
        finally:
            if url != "sqlite":
                databases.drop_database(url)


def _fill(connection: Connection, desk: Desk, stored: int) -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(VOCABULARY)]
    weights = [1 / (10 + rank) for rank in range(VOCABULARY)]
    position = connection.execute(text("SELECT max(position) + 1 FROM ledger_entries")).scalar_one()
    began = desk.house.clock() - stored - 3_600_000
    postgresql = connection.dialect.name == "postgresql"
    if postgresql:
        # Built at once instead of row by row.
        connection.execute(text("DROP INDEX search_keys_by_token"))
    for start in range(0, stored, BATCH):
        rows: dict[Any, list[dict[str, object]]] = {}
        keys: list[dict[str, object]] = []
        drawn = chance.choices(words, weights, k=LENGTH * BATCH)
        for number in range(start, min(start + BATCH, stored)):
            said = drawn[LENGTH * (number - start) : LENGTH * (number - start + 1)]
            said += ["half"] * (chance.random() < 0.5) + ["other"] * (chance.random() < 0.5)
            said += ["seldom"] * (number % (stored // 10) == 3)
            said += ["campaign"] if number < stored // 10 else ["latest"] * (number > stored * 9 // 10)
            keys.append(_one(rows, chance, desk.thread_id, number, position, began + number, said, stored))
            position += 3
        for kind, made in rows.items():
            connection.execute(insert(kind), made)
        _index(connection, keys, postgresql=postgresql)
    if postgresql:
        connection.execute(
            text("CREATE INDEX search_keys_by_token ON search_keys USING gin (key) WITH (fastupdate = off)")
        )


def _one(
    rows: dict[Any, list[dict[str, object]]],
    chance: random.Random,
    thread_id: str,
    number: int,
    position: int,
    at: int,
    said: list[str],
    stored: int,
) -> dict[str, object]:
    """A comment, and decided unless it is one of the latest hundredth; returns its key."""

    def add(kind: Any, **values: object) -> None:
        rows.setdefault(kind, []).append(values)

    for n in range(3):
        add(schema.ledger_entries, position=position + n, leaf=b"{}", hash=leaf_hash(b"{}"))
    comment_id, made = identifiers.new(at), chance.randbytes(32)
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
    reader = number % 997
    add(schema.words, comment_id=comment_id, salt=made, name=f"Reader {reader}", body=" ".join(said))
    if number >= stored * 99 // 100:
        add(schema.waiting, comment_id=comment_id, position=position)
    else:
        rejected = chance.random() < 0.03
        add(
            schema.decisions,
            id=identifiers.new(at),
            comment_id=comment_id,
            digest=made,
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
            position=position + 2,
        )
    # The words are such as folding leaves alone.
    tokens = sorted({*said, "@reader", f"@{reader}", f"={newsroom.SITE}"})
    return {"position": position, "comment_id": comment_id, "tokens": tokens}


def _index(connection: Connection, keys: list[dict[str, object]], *, postgresql: bool) -> None:
    if postgresql:
        for each in keys:
            each["tokens"] = [*each["tokens"], *stretches_of(each["position"])]  # type: ignore[misc, arg-type]
        statement = "INSERT INTO search_keys VALUES (:position, :comment_id, array_to_tsvector(CAST(:tokens AS text[])))"
        connection.execute(text(statement), keys)
        return
    for each in keys:
        each["tokens"] = " ".join(each["tokens"])  # type: ignore[arg-type]
    connection.execute(text("INSERT INTO search_keys VALUES (:position, :comment_id, :tokens)"), keys)
    connection.execute(text("INSERT INTO search_index (rowid, key) VALUES (:position, :tokens)"), keys)


def _measure(database: str, desk: Desk) -> None:
    house = desk.house
    moderator = founding.appoint(house.store, house.clock, name="Hawrê", role=Role.EDITOR).result()
    app = Starlette(routes=routes(house))
    app.state.house = house
    client = TestClient(app, base_url=house.settings.public_url, follow_redirects=False)
    token = sessions.open_session(house, moderator.id, None)
    client.headers["cookie"] = f"{sessions.COOKIE}={token}"

    def look(form: Mapping[str, str]) -> None:
        answer = client.post("/desk/search", data=dict(form), headers=_FORM)
        if answer.status_code != 200:
            raise SystemExit(f"the search answered {answer.status_code}")

    with house.store.connection() as connection:
        middle = connection.execute(text("SELECT max(position) / 2 FROM comments")).scalar_one()
        _told(database, "a bare SELECT of one comment", lambda: _bare(connection, int(middle)))
    for name, form in ASKED.items():
        _told(database, name, lambda form=form: look(form))  # type: ignore[misc]
    _told(
        database,
        "a common word, from the middle on",
        lambda: look({"words": "half", "behind": str(int(middle))}),
    )


def _bare(connection: Connection, position: int) -> None:
    connection.execute(
        text("SELECT id FROM comments WHERE position >= :position ORDER BY position LIMIT 1"),
        {"position": position},
    ).all()


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
