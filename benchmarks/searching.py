"""Search at the desk: how long an answer takes at the server, with many comments stored.

Beside it stands a bare SELECT of one comment on the same database in the same run: what the database costs here. How the comments
come into the tables: `archive`; their keys go there as well. Words are drawn so that some stand in half of all comments and some in a handful, one
only in the oldest tenth, as after a campaign.
"""

import argparse
import random
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, text

from benchmarks import archive, newsroom, table
from benchmarks.archive import ENTRIES, Rows, editor, filled, next_position
from benchmarks.newsroom import Desk
from diwan.comments import Words
from diwan.storage import schema
from diwan.storage.search_stretches import stretches_of

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
        with filled(database, lambda connection, desk: _fill(connection, desk, asked.stored)) as desk:
            _measure(database, desk)


def _fill(connection: Connection, desk: Desk, stored: int) -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(VOCABULARY)]
    weights = [1 / (10 + rank) for rank in range(VOCABULARY)]
    position = next_position(connection)
    began = desk.house.clock() - stored - 3_600_000
    postgresql = connection.dialect.name == "postgresql"
    if postgresql:
        # Built at once instead of row by row.
        connection.execute(text("DROP INDEX search_keys_by_token"))
    for start in range(0, stored, BATCH):
        rows = Rows(desk.thread_id)
        keys: list[dict[str, object]] = []
        drawn = chance.choices(words, weights, k=LENGTH * BATCH)
        for number in range(start, min(start + BATCH, stored)):
            said = drawn[LENGTH * (number - start) : LENGTH * (number - start + 1)]
            said += ["half"] * (chance.random() < 0.5) + ["other"] * (chance.random() < 0.5)
            said += ["seldom"] * (number % (stored // 10) == 3)
            said += ["campaign"] if number < stored // 10 else ["latest"] * (number > stored * 9 // 10)
            keys.append(_one(rows, chance, number, position, began + number, said, stored))
            position += ENTRIES
        rows.insert(connection)
        _index(connection, keys, postgresql=postgresql)
    if postgresql:
        connection.execute(
            text("CREATE INDEX search_keys_by_token ON search_keys USING gin (key) WITH (fastupdate = off)")
        )


def _one(
    rows: Rows, chance: random.Random, number: int, position: int, at: int, said: list[str], stored: int
) -> dict[str, object]:
    """A comment, and decided unless it is one of the latest hundredth; returns its key."""
    reader, made = number % 997, chance.randbytes(32)
    words = Words(f"Reader {reader}", " ".join(said))
    comment_id = rows.comment(number, position, at, words, salt=made, digest=made)
    if number >= stored * 99 // 100:
        rows.add(schema.waiting, comment_id=comment_id, position=position)
    else:
        rows.decision(comment_id, made, position, at, rejected=chance.random() < 0.03)
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
    client = editor(desk)

    def told(name: str, act: Callable[[], object]) -> None:
        archive.told(f"{database}: {name}", act, ROUNDS)

    def look(form: Mapping[str, str]) -> None:
        answer = client.post("/desk/search", data=dict(form), headers=_FORM)
        if answer.status_code != 200:
            raise SystemExit(f"the search answered {answer.status_code}")

    with house.store.connection() as connection:
        middle = connection.execute(text("SELECT max(position) / 2 FROM comments")).scalar_one()
        told("a bare SELECT of one comment", lambda: _bare(connection, int(middle)))
    for name, form in ASKED.items():
        told(name, lambda form=form: look(form))  # type: ignore[misc]
    told(
        "a common word, from the middle on",
        lambda: look({"words": "half", "behind": str(int(middle))}),
    )


def _bare(connection: Connection, position: int) -> None:
    connection.execute(
        text("SELECT id FROM comments WHERE position >= :position ORDER BY position LIMIT 1"),
        {"position": position},
    ).all()
