"""How long the pages for editors take when a newsroom's whole past is stored: on SQLite, and on PostgreSQL where one is named.

The rows are written straight into a throw-away database, past its guards and without a ledger that means anything: what is
measured is reading. Times are those of the whole answer inside the process, without a network; "CPU" is this process's processor time
for each answer, which other programs on the machine disturb far less, and with SQLite includes the database.
"""

import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from starlette.applications import Starlette
from starlette.testclient import TestClient

from benchmarks import newsroom, table
from diwan import bootstrap, founding
from diwan.bootstrap import House
from diwan.clock import DAY, HOUR, SECOND, now
from diwan.guidelines import AbuseKind, Guideline
from diwan.moderators import Role
from diwan.screening.findings import Finding, Mark, encode
from diwan.settings import parse
from diwan.storage.sums import add_up_one
from diwan.web import sessions
from diwan.web.desk.routes import routes

COMMENTS = 1_000_000
WAITING = 100_000
DAYS = 100
SECTIONS = ("City", "Sport", "World", "Culture", "Letters")
ROUNDS = 15
BATCH = 20_000

PAGES = {
    "the log": "/desk/log",
    "the log, by section": "/desk/log?section=Letters",
    "the log, a section that is not there": "/desk/log?section=None",
    "the log, by person": "/desk/log?author=moderator/{moderator}",
    "the log, by guideline": "/desk/log?reason=abuse/racism",
    "the log, overruled, 50 days ago": "/desk/log?overruled=yes&to={day}",
    "figures of 7 days": "/desk/figures?days=7",
    "figures of 90 days": "/desk/figures?days=90",
    "figures of 90 days, one site": "/desk/figures?days=90&site=courier",
    "moderators": "/desk/moderators",
    "tonight": "/desk/tonight?section=City",
}


def run() -> None:
    """Fill, add up, and time every page."""
    for name in ("SQLite", "PostgreSQL"):
        with (
            newsroom.new_database(name.lower()) as url,
            tempfile.TemporaryDirectory() as folder,
            _house(Path(folder), url) as house,
        ):
            began = time.perf_counter()
            moderators = _fill(house)
            filled = time.perf_counter() - began
            began = time.perf_counter()
            days = 0
            while add_up_one(house.store, house.clock()):
                days += 1
            added = time.perf_counter() - began
            table.section(
                f"Pages for editors on {name}",
                ("median", "slowest", "CPU"),
                explained=f"{COMMENTS:,} comments, {WAITING:,} of them waiting; filled in {filled:.0f} s; "
                f"{days} days added up in {added / max(1, days) * 1000:.0f} ms each",
            )
            _time(house, moderators)


@contextmanager
def _house(folder: Path, url: str) -> Iterator[House]:
    text = f"""
        public_url = "https://bench.example"
        data = "data"
        [database]
        url = "{url}"
        [screening]
        model = false
        [[sites]]
        id = "courier"
        name = "The Courier"
        origins = ["https://courier.example"]
        [[sites]]
        id = "gazette"
        name = "The Gazette"
        origins = ["https://gazette.example"]
    """
    house = bootstrap.build(parse(text, dict(os.environ), folder=folder, name="diwan.toml"))
    try:
        yield house
    finally:
        house.store.close()


def _time(house: House, moderators: list[str]) -> None:
    app = Starlette(routes=routes(house))
    app.state.house = house
    client = TestClient(app, base_url="https://bench.example", follow_redirects=False)
    editor = founding.appoint(house.store, house.clock, name="Editor", role=Role.EDITOR).result()
    client.post(
        sessions.make_link(house, editor.id), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    day = time.strftime("%Y-%m-%d", time.gmtime(house.clock() / 1000 - 50 * 86400))
    for name, path in PAGES.items():
        times = []
        worked = time.process_time()
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = client.get(path.format(moderator=moderators[0], day=day))
            times.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
        worked = (time.process_time() - worked) * 1000 / ROUNDS
        times.sort()
        table.row(name, (f"{times[len(times) // 2]:.0f} ms", f"{times[-1]:.0f} ms", f"{worked:.0f} ms"))


def _fill(house: House) -> list[str]:
    """A million comments over the last days, most of them in the evenings, nine of ten decided within hours."""
    people = [
        founding.appoint(house.store, house.clock, name=f"Moderator {n}", role=Role.MODERATOR).result().id
        for n in range(14)
    ]
    draw = random.Random(7)
    rows = _rows(draw, people, now())
    if house.store.engine.dialect.name == "sqlite":
        _into_sqlite(house, rows)
    else:
        _into_postgresql(house, rows)
    return people


Rows = dict[str, list[tuple[Any, ...]]]


def _rows(draw: random.Random, people: list[str], end: int) -> Iterator[Rows]:
    """Batches of rows by table, in the order in which a batch may be written."""
    start = end - DAYS * DAY
    each = DAYS * DAY // COMMENTS
    quiet = encode([Finding("model", "1", code, 0.02) for code in Guideline])
    critic = encode([Finding("criticism", "1", None, 0.9, mark=Mark.CRITICISM)])
    threads = COMMENTS // 250
    first: Rows = {"threads": [], "articles": [], "ledger_entries": []}
    top = 1000
    for n in range(threads):
        at = start + n * (end - start) // threads
        thread = f"{at:012x}7{0:03x}8{n:015x}"
        site = "courier" if n % 5 else "gazette"
        first["threads"].append((thread, site, f"article-{n}", at))
        first["articles"].append(
            (
                thread,
                1,
                f"https://courier.example/{n}",
                f"Headline {n}",
                SECTIONS[n % 5],
                "en",
                None,
                "b",
                at,
                top + n,
            )
        )
    first["ledger_entries"] = [(n, b"{}", bytes(32)) for n in range(1000, 1000 + COMMENTS)]
    yield first
    batch: Rows = {"comments": [], "screenings": [], "decisions": [], "waiting": []}
    for n in range(COMMENTS):
        position = 1000 + n
        at = start + n * each + draw.randrange(each)
        comment = f"{at:012x}7{0:03x}8{n:015x}"
        number = n // 250
        of = first["threads"][number]
        digest = position.to_bytes(32, "big")
        batch["comments"].append(
            (comment, of[0], of[1], None, of[0], n % 250, f"key-{n:016d}", digest, position, at)
        )
        batch["screenings"].append(
            (f"{at:012x}7{1:03x}8{n:015x}", comment, critic if n % 40 == 0 else quiet, at, position)
        )
        if n < COMMENTS - WAITING:
            batch["decisions"].append(_decision(draw, people, n, comment, digest, at, position))
        else:
            batch["waiting"].append((comment, position))
        if len(batch["comments"]) == BATCH:
            yield batch
            batch = {name: [] for name in batch}
    yield batch


def _decision(
    draw: random.Random, people: list[str], n: int, comment: str, digest: bytes, at: int, position: int
) -> tuple[Any, ...]:
    decided = at + int(draw.expovariate(1 / HOUR)) + 10 * SECOND
    rejected = draw.random() < 0.15
    guideline = draw.choice(list(Guideline)) if rejected else None
    kind = draw.choice(list(AbuseKind)) if guideline is Guideline.ABUSE else None
    author = ("model", "model", "1") if draw.random() < 0.3 else ("moderator", draw.choice(people), None)
    return (
        f"{min(decided, at + 12 * HOUR):012x}7{2:03x}8{n:015x}",
        comment,
        digest,
        "rejected" if rejected else "approved",
        *author,
        guideline,
        kind,
        1,
        "",
        None,
        None,
        decided,
        position,
    )


_COLUMNS = {
    "ledger_entries": "position, leaf, hash",
    "threads": "id, site, article, at",
    "articles": "thread_id, revision, url, headline, section, language, closes_at, by, at, position",
    "comments": "id, thread_id, site, parent_id, branch, ordinal, submission_key, digest, position, at",
    "screenings": "id, comment_id, findings, at, position",
    "decisions": "id, comment_id, digest, outcome, author_kind, author_name, author_version, guideline, abuse_kind, revision, "
    "note, note_salt, supersedes, at, position",
    "waiting": "comment_id, position",
}


def _into_sqlite(house: House, rows: Iterator[Rows]) -> None:
    raw = house.store.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        cursor.execute(f"DROP TRIGGER {name}")
    for batch in rows:
        cursor.execute("BEGIN")
        for name, lines in batch.items():
            marks = ", ".join("?" for _ in _COLUMNS[name].split(","))
            cursor.executemany(f"INSERT INTO {name} ({_COLUMNS[name]}) VALUES ({marks})", lines)
        cursor.execute("COMMIT")
    cursor.execute("PRAGMA foreign_keys=ON")
    raw.close()


def _into_postgresql(house: House, rows: Iterator[Rows]) -> None:
    address = house.store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        for batch in rows:
            for name, lines in batch.items():
                with connection.cursor().copy(f"COPY {name} ({_COLUMNS[name]}) FROM STDIN") as copy:
                    for line in lines:
                        copy.write_row(line)
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")
