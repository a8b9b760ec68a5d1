"""A prepared newsroom: filled once, kept in a folder if one is named, and copied for each measurement, so that none disturbs the next.

    FOLDER/stock_1000000_100000_many/sqlite/       settings, data folder, database file
    FOLDER/stock_1000000_100000_many/postgresql/   settings, data folder
    FOLDER/postgresql/                             the server's files, with a database of the same name

A prepared one that has an earlier schema is brought to this version's before it is used again.
"""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from benchmarks import machine, table
from benchmarks.newsroom import write_settings
from benchmarks.stock.filling import Filling, Founded
from benchmarks.stock.loading import loading
from benchmarks.stock.plan import LANGUAGES, PAST, SECTIONS, SITES, Plan
from benchmarks.stock.server import Server
from diwan import bootstrap, founding, registration, sealing, settings
from diwan.articles import Article, Description
from diwan.clock import now
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.moderators import Role
from diwan.settings import Settings
from diwan.storage.sums import add_up_one

LEFT_OUT = (
    "left out: sketches of what is decided (they serve near-duplicates, and are twenty rows a comment), the compressed files, "
    "the printed pages of most threads, and every edition of a page but its last"
)
MODERATORS = ("Aram", "Bêrîtan", "Cemil", "Dilan", "Ehmed")
_DONE = "prepared"
_FOUNDED_AS = "http://127.0.0.1:8000"
"""Not the port that is served: the ledger was founded under this name, whichever port is free today."""


@dataclass(frozen=True, slots=True)
class Stocked:
    """A newsroom to measure: its settings file, and the server of its database if that is PostgreSQL."""

    config: Path
    server: Server | None

    @property
    def settings(self) -> Settings:
        return settings.load(self.config, {})


@contextmanager
def stocked(database: str, plan: Plan, keep_in: Path | None) -> Iterator[Stocked]:
    """A copy of the prepared newsroom, or the one itself where none is kept; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="diwan-bench-", dir=keep_in) as temporary:
        # PostgreSQL's server runs as a user of its own when we are root.
        Path(temporary).chmod(0o755)
        root = Path(temporary) if keep_in is None else keep_in
        if database == "sqlite":
            prepared = _prepared(root / plan.name / database, plan, "sqlite")
            yield Stocked(
                _copied(prepared, Path(temporary) / "copy", "sqlite") if keep_in else prepared, None
            )
            return
        with Server.started(root / "postgresql") as server:
            url = server.address(plan.name)
            folder = root / plan.name / database
            if not (folder / _DONE).exists():
                server.create(plan.name)
            prepared = _prepared(folder, plan, url)
            if keep_in is None:
                yield Stocked(prepared, server)
                return
            # A run that was killed may have left one behind.
            server.drop_all("copy_")
            copy = f"copy_{random.getrandbits(32):08x}"
            server.create(copy, of=plan.name)
            try:
                yield Stocked(_copied(prepared, Path(temporary) / "copy", server.address(copy)), server)
            finally:
                server.drop(copy)


def _copied(prepared: Path, folder: Path, url: str) -> Path:
    shutil.copytree(prepared.parent, folder)
    for file in filter(Path.is_file, (folder / "data").glob("diwan.sqlite*")):
        # Whatever is first to wait for the disk would else wait for all of the copy.
        with file.open("rb") as copied:
            os.fsync(copied.fileno())
    return _told(folder, url)


def _told(folder: Path, url: str) -> Path:
    return write_settings(folder, port=machine.free_port(), database=url, sites=SITES, public_url=_FOUNDED_AS)


def _prepared(folder: Path, plan: Plan, url: str) -> Path:
    """The settings file of a filled newsroom in this folder; filled now, if it is not."""
    config = folder / settings.FILE_NAME
    if (folder / _DONE).exists():
        # The server's port, and with it its address, is another one each time.
        _told(folder, url)
        bootstrap.open_store(settings.load(config, {})).close()
        return config
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _told(folder, url)
    loaded = settings.load(config, {})
    began = time.perf_counter()
    database = f"sqlite:///{loaded.data / 'diwan.sqlite'}" if url == "sqlite" else url
    founded = _founded(loaded, plan)
    with loading(database) as loader:
        Filling(plan, founded, loader).run()
        made = time.perf_counter() - began
    filled = time.perf_counter() - began
    _finish(loaded)
    took = time.perf_counter() - began
    table.note(
        f"{folder.name}: {plan.stored:,} comments put in, in {took:.0f} s: {made:.0f} s their rows, {filled - made:.0f} s indexes and references, "
        f"{took - filled:.0f} s what the duties add up"
    )
    (folder / _DONE).touch()
    return config


def _founded(loaded: Settings, plan: Plan) -> Founded:
    """The articles and the moderators, as they are always made, at the beginning of the past."""
    began = now() - PAST
    house = bootstrap.build(loaded, clock=lambda: began)
    try:
        futures = [
            registration.register(
                house.store,
                house.clock,
                site=house.sites[site],
                key=key,
                description=description,
                text=body,
                by="stock",
            )
            for site, key, description, body in _articles(plan)
        ]
        articles: list[Article] = [future.result() for future in futures]
        moderators = [
            founding.appoint(house.store, house.clock, name=name, role=Role.MODERATOR).result().id
            for name in MODERATORS
        ]
        with house.store.connection() as connection:
            rows = connection.execute(text("SELECT hash FROM ledger_entries ORDER BY position")).all()
            owed = connection.execute(text("SELECT id FROM unprinted")).scalars().all()
        # What a thread owes for its heading is printed with its comments.
        house.store.write(lambda transaction: transaction.settle_printing(owed)).result()
        return Founded(
            articles=articles,
            moderators=moderators,
            began=began + 1000,
            hashes=b"".join(bytes(row[0]) for row in rows),
            room=Pressroom(Rendering(loaded.public_url)),
            press=loaded.press_root,
            max_characters=house.sites[SITES[0]].max_characters,
        )
    finally:
        house.store.close()


def _articles(plan: Plan) -> Iterator[tuple[str, str, Description, str]]:
    chance = random.Random(7)
    for number in range(plan.threads):
        site, language, section = (SITES[number % 2], chance.choice(LANGUAGES), chance.choice(SECTIONS))
        if plan.one_thread:
            site, language, section = SITES[0], "en", SECTIONS[0]
        key = f"article-{number}"
        described = Description(
            f"https://{site}.example/{key}", f"What the council decided, part {number}", section, language
        )
        yield site, key, described, "The council decided on the bridge and on the bus. " * 40


def _finish(loaded: Settings) -> None:
    """What the duties would have done by now: the seal, and the sums of the days that are over."""
    house = bootstrap.build(loaded)
    try:
        sealing.seal(house.store, house.press, house.secrets.ledger_key)
        while add_up_one(house.store, house.clock()):
            pass
    finally:
        house.store.close()
