"""Diwan as readers and publishers meet it: the real application over HTTP, with the real storage, press and duties."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

import httpx2
from sqlalchemy import text

from diwan import bootstrap, duties, founding, lifecycle, registration, settings
from diwan.articles import Description, folder_name
from diwan.bootstrap import House
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Verdict
from diwan.moderators import Role
from diwan.settings import Settings
from diwan.storage import schema
from diwan.storage.book import StoredBook
from diwan.web import app
from tests import databases
from tests.client import TestClient
from tests.deciding import decided
from tests.house import HandClock
from tests.quick import quick
from tests.waiting import until

PUBLIC_URL = "https://comments.courier.example"
PAPER = "https://courier.example"
LEDGER_NAME = "courier.example"
LOOK_S = 0.2
"""How often the duties look for work here that nobody told them of. Five threads look in each of thousands of houses; few tests wait for it."""
TIDY_EVERY_LOOKS = 75
"""So that what is done seldom is done every quarter of a minute."""

TOML = """
public_url = "https://comments.courier.example"
origin = "courier.example"
data = "data"
{top}
[database]
url = "{database}"
[limits]
{limits}
[server]
{server}
[[sites]]
id = "courier"
name = "The Courier"
origins = ["https://courier.example"]
abuse = {{ {abuse} }}
reread_percent = 0
{site}
[[sites]]
id = "gazette"
name = "The Gazette"
origins = ["https://gazette.example"]
first_sight = false
reread_percent = 0
"""

JSON = {"content-type": "application/json"}


def settings_text(database: str, **more: str) -> str:
    """A settings file; `more` gives lines for the tables `top`, `limits`, `server` and `site`, and `abuse` what stands in that table."""
    lines = {
        "top": "",
        "limits": "per_minute = 6000\nburst = 1000",
        "server": "",
        "site": "",
        # Tests write more under one article than any newsroom sees: an article is busy where a test is about that.
        "abuse": "busy_per_minute = 0",
        **more,
    }
    return TOML.format(database=database, **lines)


@dataclass
class Served:
    """A running Diwan and a client of it."""

    house: House
    client: TestClient
    clock: HandClock
    folder: Path
    moderator: Author
    database_url: str
    keys: int = 0
    _threads: dict[str, str] = field(default_factory=dict)

    # --- what a reader's browser does -----------------------------------------------------------------------

    def fresh_key(self) -> str:
        self.keys += 1
        return f"test-key-{self.keys:08d}"

    def body(self, **given: object) -> dict[str, object]:
        """The JSON of a sound submission; what is given replaces its fields, None leaves one out."""
        sent: dict[str, object] = {
            "site": "courier",
            "article": "bridge",
            "key": self.fresh_key(),
            "name": "Rojîn",
            "body": "A fine bridge.",
            **given,
        }
        return {name: value for name, value in sent.items() if value is not None}

    def post(
        self,
        content: bytes | str | dict[str, object] | None = None,
        *,
        origin: str | None = PAPER,
        headers: dict[str, str] | None = None,
        **given: object,
    ) -> httpx2.Response:
        """POST /api/comments, as the widget on the paper's page does."""
        if content is None or isinstance(content, dict):
            content = json.dumps(content or self.body(**given))
        sent = {**JSON, **({"origin": origin} if origin else {}), **(headers or {})}
        answer: httpx2.Response = self.client.post("/api/comments", content=content, headers=sent)
        return answer

    def submit(self, body: str = "A fine bridge.", **given: object) -> dict[str, Any]:
        """A comment, acknowledged."""
        answer = self.post(self.body(body=body, **given))
        assert answer.status_code == 201, answer.text
        acknowledged: dict[str, Any] = answer.json()
        return acknowledged

    def post_form(
        self,
        article: str = "bridge",
        *,
        origin: str | None = PUBLIC_URL,
        site: str = "courier",
        **fields: str,
    ) -> httpx2.Response:
        """POST the form of the page without JavaScript."""
        sent = {"name": "Rojîn", "body": "A fine bridge.", "parent": "", "key": self.fresh_key(), **fields}
        headers = {"origin": origin} if origin else {}
        answer: httpx2.Response = self.client.post(
            f"/write/{site}/{folder_name(article)}", data=sent, headers=headers
        )
        return answer

    # --- what the newsroom does -------------------------------------------------------------------------------

    def register(
        self, article: str = "bridge", *, site: str = "courier", text: str = "", **given: Any
    ) -> str:
        described = {
            "url": f"{PAPER}/{quote(article)}",
            "headline": "The bridge is open again",
            "section": "City",
            "language": "en",
            **given,
        }
        registered = registration.register(
            self.house.store,
            self.clock,
            site=self.house.sites[site],
            key=article,
            description=Description(**described),
            text=text,
            by="test",
        ).result()
        self._threads[article] = registered.thread_id
        return registered.thread_id

    def decide(
        self,
        acknowledged: dict[str, Any],
        outcome: Outcome = Outcome.APPROVED,
        guideline: Guideline | None = None,
        *,
        supersedes: str | None = None,
        note: str = "",
    ) -> Decision:
        if outcome is Outcome.REJECTED and guideline is None:
            guideline = Guideline.PROFANITY
        verdict = Verdict(
            acknowledged["comment"],
            bytes.fromhex(acknowledged["digest"]),
            outcome,
            guideline,
            supersedes=supersedes,
            note=note,
        )
        return decided(self.house.store, self.clock, self.house.screener, self.moderator, verdict)

    def print(self) -> None:
        """Print everything that is owed, now."""
        with self.house.store.reading() as view:
            owing = view.owing_threads()
        duty = self.house.duties
        for thread_id in owing:
            while lifecycle.publish(
                self.house.store, self.house.press, self.clock, duty._room, self.house.sites, thread_id
            ):
                pass

    def approve(self, acknowledged: dict[str, Any]) -> Decision:
        decision = self.decide(acknowledged)
        self.print()
        return decision

    def sealed(self) -> None:
        """Wait until the ledger's checkpoint covers everything."""

        def covered() -> bool:
            with self.house.store.reading() as view:
                last = view.last_checkpoint()
                return last is not None and last[0] == view.ledger_size()

        until(covered, "a checkpoint over the whole ledger")

    def screened(self) -> None:
        """Wait until no comment is unscreened."""

        def all_seen() -> bool:
            with self.house.store.reading() as view:
                return not view.unscreened(1)

        until(all_seen, "every waiting comment to be screened")

    # --- looking -----------------------------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """How many rows each record table holds, once all that waits is screened."""
        self.screened()
        with self.house.store.connection() as connection:
            return {
                table.name: connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
                for table in schema.RECORDS
                if table not in {schema.checkpoints, schema.ledger_tiles}
            }

    def rows(self, sql: str, **parameters: object) -> list[Any]:
        with self.house.store.connection() as connection:
            return list(connection.execute(text(sql), parameters).all())

    def violations(self) -> list[str]:
        with self.house.store.connection() as connection:
            key = self.house.secrets.ledger_key.verifier
            return [str(v) for v in verify(StoredBook(connection), verifier_key=key)]

    def press_files(self) -> dict[str, bytes]:
        root = self.house.press.root
        files = {}
        for path in sorted(root.rglob("*")):
            # What the duties are about to replace or sweep may be gone by now.
            with suppress(FileNotFoundError, IsADirectoryError):
                files["/" + str(path.relative_to(root))] = path.read_bytes()
        return files

    def pointer(self, article: str = "bridge") -> dict[str, Any]:
        answer = self.client.get(f"/threads/courier/{folder_name(article)}/pointer.json")
        assert answer.status_code == 200
        pointer: dict[str, Any] = answer.json()
        return pointer

    def read(self, article: str = "bridge", query: str = "") -> httpx2.Response:
        answer: httpx2.Response = self.client.get(f"/read/courier/{folder_name(article)}{query}")
        return answer


def load(folder: Path, database: str, **more: str) -> Settings:
    """Settings below `folder` over `database` (an address)."""
    return settings.parse(settings_text(database, **more), {}, folder=folder, name="diwan.toml")


@contextmanager
def served(database: str, folder: Path, **more: str) -> Iterator[Served]:
    """A Diwan on `database` ("sqlite" or "postgresql") that answers HTTP; gone afterwards."""
    url = databases.migrated(database, folder / "data")
    clock = HandClock()
    try:
        with (
            mock.patch.object(duties, "LOOK_S", LOOK_S),
            mock.patch.object(duties, "TIDY_EVERY_LOOKS", TIDY_EVERY_LOOKS),
            quick(),
        ):
            house = bootstrap.build(load(folder, url, **more), clock=clock, seconds=lambda: clock() / 1000)
            appointed = founding.appoint(house.store, clock, name="Berfîn", role=Role.MODERATOR).result()
            moderator = Author(AuthorKind.MODERATOR, appointed.id)
            with client_of(house) as client:
                yield Served(house, client, clock, folder, moderator, url)
    finally:
        if database == "postgresql":
            databases.drop_database(url)


def client_of(house: House, peer: str = "203.0.113.7") -> TestClient:
    """A client whose address is `peer`; entering it starts the application, leaving it stops it."""
    with quick():
        application = app.create(house)
    return TestClient(application, base_url=PUBLIC_URL, client=(peer, 50000), follow_redirects=False)


class _Texts(HTMLParser):
    """The text inside elements with a class, links and line breaks resolved as a browser does."""

    def __init__(self, tag: str, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._wanted = (tag, name)
        self._depth = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._depth += tag == self._wanted[0]
        elif tag == self._wanted[0] and self._wanted[1] in (dict(attrs).get("class") or "").split():
            self._depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag == self._wanted[0]:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data


def texts_in(html: str, tag: str, name: str) -> list[str]:
    """The text content of every `tag` with the class `name`."""
    parser = _Texts(tag, name)
    parser.feed(html)
    parser.close()
    return parser.texts
