"""The application that only scores, in this process: a made key, and the checks of the product or scripted ones.

    with scoring_house(tmp_path, ordered=[Scripted(toxicity=0.9)]) as served:
        served.score("anything").json()

Without `ordered` the checks are those that are shipped, model included.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import text

from diwan import bootstrap, settings
from diwan.bootstrap import ScoringHouse
from diwan.clock import Clock, Milliseconds
from diwan.guidelines import Guideline
from diwan.scoring import keys
from diwan.screening.check import Check, Reading
from diwan.screening.findings import Finding, Mark, Span
from diwan.storage import suggestions
from diwan.storage.suggestions import Stored
from diwan.web.scoring import app
from tests import databases
from tests.client import TestClient
from tests.house import HandClock
from tests.waiting import until

BASE_URL = "https://scoring.example"
PLENTY = 100_000
"""A quota that no test uses up by accident."""


class Scripted:
    """A check that says of every text what it was told to, as the model does: a finding for each guideline, and the toxicity.

    Give `toxicity` and guidelines (with `_` for `-`) as keywords, the rest is 0.01; `by_text` maps a text to keywords of its own.
    The words from which on the score is at least 0.3 are the whole text.
    """

    name = "model"
    version = "scripted"

    def __init__(
        self,
        *,
        by_text: Mapping[str, Mapping[str, float]] | None = None,
        languages: frozenset[str] | None = None,
        **scores: float,
    ) -> None:
        self.languages = languages
        self._by_text = by_text or {}
        self._scores = scores
        self.read: list[str] = []

    def look(self, reading: Reading) -> Sequence[Finding]:
        """The scripted findings."""
        body = reading.words.body
        self.read.append(body)
        said = {**self._scores, **self._by_text.get(body, {})}
        whole = (Span(0, len(body)),) if body else ()

        def finding(guideline: Guideline | None, name: str, mark: Mark | None = None) -> Finding:
            score = said.get(name, 0.01)
            spans = whole if score >= 0.3 else ()
            return Finding(self.name, self.version, guideline, score, spans, mark=mark)

        found = [finding(guideline, guideline.value.replace("-", "_")) for guideline in Guideline]
        return [*found, finding(None, "toxicity", Mark.TOXICITY)]


class TickingClock(HandClock):
    """A clock that goes on by a millisecond whenever it is looked at, so that what comes later is later."""

    def __call__(self) -> Milliseconds:
        self.advance(1)
        return self.at


@dataclass
class ScoringServed:
    """A running server that only scores, a client of it, and a key with plenty of quota."""

    house: ScoringHouse
    client: TestClient
    clock: Clock
    folder: Path
    database_url: str
    key: str

    def make_key(self, name: str, per_minute: int = PLENTY) -> str:
        """Another key."""
        return make_key(self.house, name, per_minute)

    def revoke(self, name: str) -> bool:
        """Revoke a key in the database; the running server may remember it for `keys.REMEMBERED_S`."""
        return self.house.store.write(lambda tx: tx.revoke_scoring_key(name)).result()

    @property
    def bearer(self) -> dict[str, str]:
        """The header with the key."""
        return {"authorization": f"Bearer {self.key}"}

    def score(self, *texts: str | Mapping[str, object], key: str | None = None) -> httpx2.Response:
        """POST /api/score."""
        sent = {"texts": [{"text": each} if isinstance(each, str) else each for each in texts]}
        headers = {"authorization": f"Bearer {key}"} if key else self.bearer
        answer: httpx2.Response = self.client.post("/api/score", json=sent, headers=headers)
        return answer

    def suggestions(self) -> list[Stored]:
        """Every suggestion that is kept, oldest first."""
        with self.house.store.connection() as connection:
            return list(suggestions.since(connection))

    def rows(self, sql: str, **parameters: object) -> list[Any]:
        with self.house.store.connection() as connection:
            return list(connection.execute(text(sql), parameters).all())


def make_key(house: ScoringHouse, name: str, per_minute: int = PLENTY) -> str:
    """A new scoring key in the house's database."""
    key, key_hash = keys.new_key()
    number = keys.new_number()
    house.store.write(
        lambda tx: tx.keep_scoring_key(
            key_hash, name=name, number=number, per_minute=per_minute, at=house.clock()
        )
    ).result()
    return key


@contextmanager
def scoring_house(
    folder: Path,
    database: str = "sqlite",
    *,
    ordered: Sequence[Check] | None = None,
    toml: str = "",
    clock: Clock | None = None,
    seconds: Callable[[], float] | None = None,
) -> Iterator[ScoringServed]:
    """A server that only scores on `database` ("sqlite" or "postgresql"), answering HTTP; gone afterwards.

    `ordered` are its checks (None: those that are shipped), `toml` more tables of settings, `clock` the time in milliseconds (a
    ticking one if none is given), `seconds` the clock of quotas and remembered keys.
    """
    url = databases.migrated(database, folder / "data")
    try:
        told = f'public_url = "{BASE_URL}"\n[database]\nurl = "{url}"\n{toml}'
        loaded = settings.parse(told, {}, folder=folder, name="diwan.toml", scoring_only=True)
        more = {} if seconds is None else {"seconds": seconds}
        house = bootstrap.build_scoring(loaded, clock=clock or TickingClock(), ordered=ordered, **more)
        key = make_key(house, "test")
        with TestClient(app.create(house), base_url=BASE_URL, follow_redirects=False) as client:
            until(lambda: house.line.is_ready, "the checks to be loaded")
            yield ScoringServed(house, client, house.clock, folder, url, key)
    finally:
        if database == "postgresql":
            databases.drop_database(url)
