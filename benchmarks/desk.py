"""The desk: how long a lane, a decision and the next card take at the server, with many comments stored and many waiting.

Beside them stands a bare SELECT of one waiting row on the same database in the same run: what the database costs here.
How the comments come into the tables: `archive`.
"""

import argparse
import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, text

from benchmarks import archive, newsroom, table
from benchmarks.archive import ENTRIES, Rows, editor, filled, next_position
from benchmarks.newsroom import Desk
from diwan import identifiers
from diwan.comments import Words, digest
from diwan.desk.lanes import Lane
from diwan.guidelines import Guideline
from diwan.screening import findings
from diwan.screening.findings import Finding, Mark
from diwan.storage import schema
from diwan.storage.lanes import lane_again

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
        with filled(database, lambda connection, desk: _fill(connection, desk, stored, waiting)) as desk:
            _measure(database, desk)


def _fill(connection: Connection, desk: Desk, stored: int, waiting: int) -> None:
    chance = random.Random(4)
    position = next_position(connection)
    began = desk.house.clock() - 3_600_000
    for start in range(0, stored, BATCH):
        rows = Rows(desk.thread_id)
        for number in range(start, min(start + BATCH, stored)):
            _one(rows, chance, number, position, began + number, waits=number >= stored - waiting)
            position += ENTRIES
        rows.insert(connection)
    lane_again(connection)


def _one(rows: Rows, chance: random.Random, number: int, position: int, at: int, *, waits: bool) -> None:
    """A comment, screened, and decided unless it waits."""
    body = newsroom.BODIES[number % len(newsroom.BODIES)]
    words = Words(f"Reader {number % 997}", f"{body} ({number})")
    salt = chance.randbytes(32)
    made = digest(salt, site=newsroom.SITE, article=newsroom.ARTICLE, parent_id=None, words=words)
    comment_id = rows.comment(number, position, at, words, salt=salt, digest=made)
    rows.add(
        schema.screenings,
        id=identifiers.new(at),
        comment_id=comment_id,
        findings=findings.encode(_findings(chance)),
        at=at,
        position=position + 1,
    )
    if waits:
        rows.add(schema.waiting, comment_id=comment_id, position=position)
    else:
        rows.decision(comment_id, made, position, at, rejected=True)


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
    client = editor(desk)

    def told(name: str, act: Callable[[], object]) -> None:
        archive.told(f"{database}: {name}", act, ROUNDS)

    with house.store.connection() as connection:
        told("a bare SELECT of one waiting row", lambda: _bare(connection))
    pages = {
        "a lane opens: oldest first": "/desk",
        "a lane opens: likely fine, surest first": f"/desk?lane={Lane.FINE}&order=sureness",
        "a lane opens: threats, one section": f"/desk?lane={Lane.THREAT}&section=City&language=en",
        "a lane opens: for editors (empty)": f"/desk?lane={Lane.ESCALATED}",
    }
    for name, path in pages.items():
        told(name, lambda path=path: _ok(client.get(path), 200))  # type: ignore[misc]
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

    told("a decision returns", decide)
    told("a decision, and the next cards", next_card)


def _bare(connection: Connection) -> None:
    connection.execute(text("SELECT comment_id FROM waiting ORDER BY position LIMIT 1")).all()


def _waiting(connect: Callable[[], Connection], limit: int) -> list[tuple[str, bytes]]:
    with connect() as connection:
        rows = connection.execute(
            text(
                "SELECT c.id, c.digest FROM waiting w JOIN comments c ON c.id = w.comment_id "
                # Criticism of the publisher is rejected by two.
                "WHERE NOT EXISTS (SELECT 1 FROM laned l WHERE l.comment_id = c.id AND l.lane = 'criticism') "
                "ORDER BY w.position DESC LIMIT :limit"
            ),
            {"limit": limit},
        ).all()
    return [(row[0], bytes(row[1])) for row in rows]


def _ok(answer: Any, status: int) -> None:
    if answer.status_code != status:
        raise SystemExit(f"the desk answered {answer.status_code} where {status} was expected")
