"""A house with a site in each language, for the pages that speak a site's language: signing in, mail, own comments, figures.

It is served, its files are printed, and no duty runs: nothing happens here but what a test does.
"""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from diwan import bootstrap, clock, founding, identifiers, leisure, lifecycle, registration, sealing, settings
from diwan.articles import Description
from diwan.bootstrap import House
from diwan.clock import HOUR, MINUTE
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.sums import Sums, bin_of
from diwan.editions.render import Rendering
from diwan.editions.words import languages
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.moderators import Moderator, Role
from diwan.readers import Reader
from diwan.storage.sums import keep
from diwan.transparency.account import span
from diwan.web import app, assets
from tests import databases
from tests.browser.reader_tour import SAMPLES
from tests.browser.test_desk import serving
from tests.deciding import decided
from tests.openid_provider import CLIENT_ID, Provider, provider
from tests.publisher import ISSUER, Publisher, ed25519, key_set

NAMES = {
    "en": "The Courier",
    "ckb": "ڕۆژنامەی شار",
    "ku": "Rojnameya Bajêr",
    "ar": "صحيفة المدينة",
    "tr": "Şehir Gazetesi",
    "fa": "روزنامهٔ شهر",
}

_HEAD = """
public_url = "{public}"
origin = "courier.example"
data = "data"
[limits]
per_minute = 6000
burst = 1000
[mail]
host = "127.0.0.1"
port = 9
tls = "none"
from_address = "comments@courier.example"
asks_per_hour = 1000
[statements]
contact = "ombud@courier.example"
"""
_SITE = """
[[sites]]
id = "courier-{language}"
name = "{name}"
origins = ["https://courier.example"]
language = "{language}"
abuse = {{ busy_per_minute = 0 }}
reread_percent = 0
[sites.sign_in]
issuer = "https://courier.example"
keys_file = "courier.jwks.json"
page = "https://courier.example/account"
[[sites.openid]]
name = "accounts"
title = "Courier ID"
issuer = "{issuer}"
client_id = "{client}"
timeout_ms = 30000
"""


@dataclass
class Sites:
    """The house, and short ways to fill it. The site of a language is called `courier-` and its tag."""

    house: House
    provider: Provider
    publisher: Publisher
    moderator: Moderator
    keys: int = 0

    @property
    def public(self) -> str:
        return self.house.settings.public_url

    def submit(self, language: str, body: str, *, reader: Reader | None = None) -> Acknowledgement:
        self.keys += 1
        site = self.house.sites[f"courier-{language}"]
        submission = Submission(
            site.id,
            "bridge",
            f"places-{self.keys:09d}",
            Words("" if reader else SAMPLES[language].name, body),
        )
        return lifecycle.submit(self.house.store, self.house.clock, site, submission, reader).result()

    def screen(self, sent: Acknowledgement) -> None:
        house = self.house
        lifecycle.screen(house.store, house.clock, house.screener, house.policies, sent.comment_id)

    def decide(
        self, sent: Acknowledgement, guideline: Guideline | None = None, *, author: Author | None = None
    ) -> None:
        outcome = Outcome.REJECTED if guideline else Outcome.APPROVED
        verdict = Verdict(sent.comment_id, sent.digest, outcome, guideline)
        author = author or Author(AuthorKind.MODERATOR, self.moderator.id)
        decided(self.house.store, self.house.clock, self.house.screener, author, verdict)

    def print(self) -> None:
        duties = self.house.duties
        duties._to_print.set()
        duties._print()

    def seal(self) -> None:
        """Sign the ledger, with everything that is in it."""
        duties = self.house.duties
        sealing.seal(duties._storage, duties._press, duties._key)

    def token(self, language: str, **given: object) -> str:
        """The publisher's, for one of his readers."""
        self.keys += 1
        self.publisher.at = clock.now()
        self.publisher.audience = f"{self.public}/sign-in/courier-{language}"
        claims = {"jti": f"places {self.keys}", "sub": f"4711-{language}", "name": SAMPLES[language].name}
        return self.publisher.token(**{**claims, **given})

    def new_id(self) -> str:
        return identifiers.new(self.house.clock())


@contextmanager
def sites(folder: Path) -> Iterator[Sites]:
    """The house, gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "courier.jwks.json").write_bytes(key_set(ed25519()))
    databases.migrated("sqlite", folder / "data")
    with provider(lambda: clock.now() // 1000) as openid:
        text = _HEAD.format(public=f"http://127.0.0.1:{port}") + "".join(
            _SITE.format(language=tag, name=NAMES[tag], issuer=openid.issuer, client=CLIENT_ID)
            for tag in languages()
        )
        house = bootstrap.build(settings.parse(text, {}, folder=folder, name="diwan.toml"))
        try:
            built = _filled(house, openid)
            with serving(app.create(house), port):
                yield built
        finally:
            house.store.close()


def _filled(house: House, openid: Provider) -> Sites:
    moderator = founding.appoint(house.store, house.clock, name="Berfîn", role=Role.EDITOR).result()
    built = Sites(house, openid, Publisher(clock.now(), ed25519(), "EdDSA", ISSUER, ""), moderator)
    assets.print_assets(house.press, Rendering(built.public), house.sites)
    chance = random.Random(6)
    for language in languages():
        about = Description(f"{built.public}/article.html", SAMPLES[language].headline, "City", language)
        registration.register(
            house.store,
            house.clock,
            site=house.sites[f"courier-{language}"],
            key="bridge",
            description=about,
            text="",
            by="test",
        ).result()
    first, end = span(house.clock())
    for day in range(first, end):
        # Of all sites at once: what is kept of a day takes the place of what was.
        keep(house.store, day, {site: _day(chance) for site in house.sites})
    built.print()
    for site in house.sites.values():
        assert leisure.print_account(house.store, house.press, site, house.clock())
    return built


def _day(chance: random.Random) -> Sums:
    """A newsroom's ordinary day."""
    approved, rejected, machine = chance.randint(20, 60), chance.randint(2, 12), chance.randint(1, 5)
    return Sums(
        came={f"{hour}/City": chance.randint(0, 9) for hour in range(24)},
        decided={"approved/moderator": approved, "rejected/moderator": rejected, "rejected/rule": machine},
        firsts={"moderator": approved + rejected, "rule": machine},
        waits={bin_of(chance.randint(2, 50) * MINUTE): 12, bin_of(chance.randint(2, 9) * HOUR): 3},
        reasons={
            "personal-attack": rejected - 1,
            "promotion": machine,
            "threat": 1 if _is_rare(chance) else 0,
        },
        appeals={"made": 1, "upheld": 1} if _is_rare(chance) else {},
        reports={"made": 2, "kept": 1, "rejected": 1},
        sampled=10,
        criticism={"marked/approved": 3, "marked/rejected": 1 if _is_rare(chance) else 0},
    )


def _is_rare(chance: random.Random) -> bool:
    """What happens on one day in seven."""
    return chance.random() < 1 / 7
