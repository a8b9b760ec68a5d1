"""Growth: what reading, submitting, approving, the desk, `verify` and a start cost with 100 comments stored, with a thousand, …, a million;
all of them in one thread, and spread over many.

Each is measured on a copy of a prepared newsroom (`stock`), a tenth of whose comments wait, inside one process and without a network. The fitted
exponent is the slope of a straight line through the logarithms: 0 does not depend on the size, 1 grows with it.
"""

import argparse
import asyncio
import itertools
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import text
from starlette.testclient import TestClient

from benchmarks import loglog, table
from benchmarks.archive import signed_in
from benchmarks.desk_asked import ok
from benchmarks.desk_duties import restocked
from benchmarks.loglog import Series
from benchmarks.stock.plan import Plan
from benchmarks.stock.prepared import LEFT_OUT, Stocked, stocked
from diwan import bootstrap, founding, lifecycle
from diwan.articles import Article
from diwan.bootstrap import House
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.ledger.verify import Tally, verify
from diwan.lifecycle import Verdict
from diwan.moderators import Role
from diwan.storage.book import StoredBook
from diwan.storage.work_lists import check_work_lists
from diwan.web.reading import Reading

SIZES = (100, 1_000, 10_000, 100_000)
LONG = 1_000_000
WAITING_SHARE = 10
ROUNDS = 30
READS = 300
FLAT = 0.1
DRAWING = Path(__file__).parents[1] / "docs" / "growth-{name}.svg"

_AIMS: dict[str, tuple[float | None, float | None]] = {
    "reading": (None, FLAT),
    "submitting": (None, FLAT),
    "approving": (None, FLAT),
    "the desk: oldest first": (None, FLAT),
    "the desk: likely fine": (None, FLAT),
    "start-up": (None, None),
    "verify": (0.85, 1.15),
}
"""Between which exponents each ought to lie, where that was promised."""

Figures = dict[str, float]
"""Milliseconds, by what was measured."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One arrangement on one database."""

    database: str
    one_thread: bool

    @property
    def name(self) -> str:
        return f"{self.database}, {'one thread' if self.one_thread else 'many threads'}"


def run(asked: argparse.Namespace) -> None:
    """Print the section of the table; with `--write`, draw it as well."""
    sizes = asked.sizes or (*SIZES, *((LONG,) if asked.long else ()))
    table.section(
        "Growth: medians in milliseconds, by comments stored",
        (*(f"{size:,}" for size in sizes), "exponent", "aim"),
        explained=f"A tenth of them waits. {LEFT_OUT}.\n  Exponent: the slope through the logarithms of sizes from 1,000 on. Inside one process, without a network.",
    )
    drawn: dict[str, list[Series]] = {name: [] for name in _AIMS}
    for database, one_thread in itertools.product(asked.databases, (True, False)):
        side = _Side(database, one_thread)
        measured = {size: _measured(side, size, asked.keep) for size in sizes}
        for name, (least, most) in _AIMS.items():
            points = [(size, measured[size][name]) for size in sizes]
            exponent = slope([point for point in points if point[0] >= 1000] or points)
            _print(f"{side.name}: {name}", [ms for _, ms in points], exponent, least, most)
            drawn[name].append(Series(f"{side.name} (exponent {exponent:.2f})", points))
    if asked.write:
        for name, series in drawn.items():
            path = Path(str(DRAWING).format(name=name.split(":")[-1].strip().replace(" ", "-")))
            path.write_text(
                loglog.picture(f"Growth: {name}", series, across="comments stored", up="milliseconds"),
                encoding="utf-8",
            )
            table.note(f"{path.name} is drawn")


def _short(ms: float) -> str:
    return f"{ms:.3f}" if ms < 1 else f"{ms:.2f}" if ms < 100 else f"{ms:,.0f}"


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The least-squares exponent of a power law through these points; 0 for a single one."""
    xs = [math.log(x) for x, _ in points]
    ys = [math.log(max(y, 1e-6)) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((each - x) ** 2 for each in xs)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / spread if spread else 0.0


def _print(
    name: str, taken: Sequence[float], exponent: float, least: float | None, most: float | None
) -> None:
    aim = "" if most is None else f"≤ {most:g}" if least is None else f"{least:g}–{most:g}"
    table.row(name, (*map(_short, taken), f"{exponent:.2f}", aim))


def _measured(side: _Side, size: int, keep: Path | None) -> Figures:
    plan = Plan(size, size // WAITING_SHARE, one_thread=side.one_thread)
    with stocked(side.database, plan, keep) as place:
        took = {
            "start-up": 1000 * _timed(lambda: _start(place)),
            "verify": 1000 * _timed(lambda: _verify(place)),
        }
        house = bootstrap.build(place.settings)
        try:
            return took | _inside(house)
        finally:
            house.store.close()


def _start(place: Stocked) -> None:
    """Everything is opened, and nothing left to make up, as at every start after the first one."""
    house = bootstrap.build(place.settings)
    try:
        restocked(house)
    finally:
        house.store.close()


def _verify(place: Stocked) -> None:
    loaded = place.settings
    store = bootstrap.open_store(loaded)
    try:
        key = bootstrap.signing_key(loaded).verifier
        with store.connection() as connection:
            found = [
                *verify(StoredBook(connection), verifier_key=key, tally=Tally()),
                *check_work_lists(connection),
            ]
        if found:
            raise SystemExit(f"the prepared newsroom does not verify: {found[0]}")
    finally:
        store.close()


def _inside(house: House) -> Figures:
    client = signed_in(house)
    article = _busiest(house)
    sent = itertools.count()
    moderator = founding.appoint(house.store, house.clock, name="Growth", role=Role.MODERATOR).result()
    room = Pressroom(Rendering(house.settings.public_url))

    def submit() -> tuple[str, bytes]:
        number = next(sent)
        submission = Submission(
            article.site,
            article.key,
            f"growth-{number:016d}",
            Words(f"Reader {number}", f"One more word about it ({number})."),
        )
        acknowledged = lifecycle.submit(
            house.store, house.clock, house.sites[article.site], submission
        ).result()
        return acknowledged.comment_id, acknowledged.digest

    waiting = [submit() for _ in range(ROUNDS + 1)]

    def approve() -> None:
        comment_id, digest = waiting.pop()
        verdict = Verdict(comment_id, digest, Outcome.APPROVED)
        lifecycle.decide(
            house.store, house.clock, Author(AuthorKind.MODERATOR, moderator.id), verdict
        ).result()
        lifecycle.publish(house.store, house.press, house.clock, room, house.sites, article.thread_id)

    return {
        "reading": _reading(house),
        "submitting": _middle(submit),
        "approving": _middle(approve),
        "the desk: oldest first": _middle(lambda: ok(client.get("/desk"), 200)),
        "the desk: likely fine": _middle(lambda: _lane(client)),
    }


def _lane(client: TestClient) -> None:
    ok(client.get("/desk?lane=fine&order=sureness"), 200)


def _busiest(house: House) -> Article:
    """An article whose printed pages are there."""
    with house.store.connection() as connection:
        row = connection.execute(text("SELECT site, article FROM threads ORDER BY id LIMIT 1")).one()
    with house.store.reading() as view:
        article = view.article(row[0], row[1])
    if article is None:
        raise SystemExit("there is no article to write about")
    return article


def _reading(house: House) -> float:
    """Pages, heads and pointers drawn from all that lie printed, by the built-in server's own handler."""
    root = house.settings.press_root
    found = sorted(
        path
        for path in root.rglob("*")
        if path.suffix in {".json", ".html"} and path.parts[-4:-3] != ("widget",)
    )
    found = [path for path in found if path.relative_to(root).parts[0] in {"pages", "threads"}]
    drawn = random.Random(3).choices(found, k=READS)
    reading = Reading(root, 64 << 20)

    async def each() -> float:
        took = []
        for path in drawn:
            began = time.perf_counter()
            await reading(_scope("/" + str(path.relative_to(root))), _nothing, _taken)
            took.append(1000 * (time.perf_counter() - began))
        return median(took)

    return asyncio.run(each())


def _scope(path: str) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"accept-encoding", b"identity")],
        "query_string": b"",
    }


async def _nothing() -> dict[str, Any]:
    return {"type": "http.request"}


async def _taken(message: Any) -> None:
    if message["type"] == "http.response.start" and message["status"] != 200:
        raise SystemExit(f"a printed file was answered with {message['status']}")


def _middle(act: Callable[[], object]) -> float:
    # The first one compiles its statements.
    return 1000 * median([_timed(act) for _ in range(ROUNDS)][1:])


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
