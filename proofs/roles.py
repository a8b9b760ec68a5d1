"""A newsroom that answers HTTP in this process, and everybody who may come: what each carries, and what each may ask for."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from http.cookies import SimpleCookie
from pathlib import Path

from starlette.routing import Route
from tests.openid_provider import CLIENT_ID, Provider, provider
from tests.publisher import ISSUER, SECRET
from tests.served import Served, served

from diwan import founding
from diwan.clock import SECOND
from diwan.factors import NONCE_BYTES, Authenticator
from diwan.moderators import Moderator, Role
from diwan.readers import Arrival, Source
from diwan.scoring import keys
from diwan.web import publisher, reader_sessions, sessions
from diwan.web.desk import half_way
from diwan.web.routes import routes

SIGNING_SECRET = "5f1c" * 16
MAIL = """
[mail]
host = "127.0.0.1"
port = 9
tls = "none"
from_address = "comments@courier.example"
asks_per_hour = 100000
"""
"""So that mail is offered. There is nobody who takes it."""
PROVIDER = """
[[{whose}.openid]]
name = "accounts"
title = "Courier accounts"
issuer = "{issuer}"
client_id = "{client}"
timeout_ms = 30000
"""
LIMITS = f"""per_minute = 6000
burst = 1000
[screening]
model = false
lexicons = []
[[scoring.coral]]
name = "courier"
secrets = ["{SIGNING_SECRET}"]
deadline_ms = 9000
"""
SIGN_IN = f"""
[sites.sign_in]
issuer = "{ISSUER}"
secrets_file = "courier.secret"
"""
# What `web/reading.py` hands out before any route is asked.
PRINTED = (
    "/pages/{two}/{address}.html",
    "/pages/{two}/{address}.json",
    "/threads/{site}/{folder}/head.html",
    "/threads/{site}/{folder}/pointer.json",
    "/widget/{asset}",
    "/transparency/{site}/page.html",
    "/transparency/{site}/figures.json",
    "/transparency/{site}/figures.csv",
    "/checkpoint",
)
READING = ("GET", "HEAD", "OPTIONS")


class Who(StrEnum):
    """Who asks. The first has nothing to show."""

    OUTSIDER = "outsider"
    MODERATOR = "moderator"
    EDITOR = "editor"
    DISMISSED = "dismissed"
    """An editor who was dismissed, with the session he had."""
    HALF_WAY = "half way in"
    """An editor who has shown his password, and not yet his second factor."""
    READER = "reader"
    """One of the site `courier`, who shows his session wherever anybody's could stand."""
    API_KEY = "API key"
    """Of the site `courier`."""
    OTHER_API_KEY = "other API key"
    """Of the site `gazette`."""
    SCORING_KEY = "scoring key"


AT_THE_DESK = frozenset({Who.MODERATOR, Who.EDITOR})


@dataclass
class People:
    """The newsroom, and the headers by which it knows each of those who come."""

    newsroom: Served
    moderator: Moderator
    editor: Moderator
    provider: Provider
    """Of readers' accounts and of the newsroom's."""
    headers: Mapping[Who, Mapping[str, str]]

    def cookie(self, moderator: Moderator) -> dict[str, str]:
        """The headers of a fresh session."""
        token = sessions.open_session(self.newsroom.house, moderator.id, None)
        return {"cookie": f"{sessions.COOKIE}={token}"}

    def dismissed(self) -> dict[str, str]:
        """The headers of a fresh session of somebody who was dismissed a moment ago."""
        house, gone = self.newsroom.house, self.appoint(f"Gone {secrets.token_hex(6)}", Role.EDITOR)
        headers = self.cookie(gone)
        founding.dismiss(house.store, house.clock, name=gone.name, by="proofs").result()
        return headers

    def half_way(self) -> dict[str, str]:
        """The headers of an editor with an authenticator app who has just shown his password."""
        house, at = self.newsroom.house, self.newsroom.clock()
        who = self.appoint(f"Careful {secrets.token_hex(6)}", Role.EDITOR).id
        app = Authenticator(who, secrets.token_bytes(NONCE_BYTES), 0, at)
        house.store.write(lambda tx: tx.keep_authenticator(app)).result()
        sealed = SimpleCookie(half_way.lead_on(house, who).headers["set-cookie"])[half_way.COOKIE]
        return {"cookie": f"{half_way.COOKIE}={sealed.value}"}

    def reader(self) -> dict[str, str]:
        """The headers of a fresh session of a reader: as he has it, and as a session of the desk."""
        arrival = Arrival("courier", Source.PUBLISHER, "reader-17", "Berîvan")
        token = reader_sessions.open_session(self.newsroom.house, arrival).token
        return {
            "authorization": f"Bearer {token}",
            "cookie": f"{reader_sessions.COOKIE}={token}; {sessions.COOKIE}={token}",
        }

    def appoint(self, name: str, role: Role = Role.MODERATOR) -> Moderator:
        """One more."""
        house = self.newsroom.house
        return founding.appoint(house.store, house.clock, name=name, role=role).result()

    def routes(self) -> list[tuple[str, str]]:
        """Every method and path that is answered: the route table's, and those of printed files."""
        table = [route for route in routes(self.newsroom.house) if isinstance(route, Route)]
        asked = {(method, route.path) for route in table for method in route.methods or ()}
        return sorted(
            asked | {(method, path) for path in PRINTED for method in READING}, key=lambda a: (a[1], a[0])
        )


@contextmanager
def people(folder: Path, database: str) -> Iterator[People]:
    """The newsroom on a fresh database, with one of each."""
    (folder / "courier.secret").write_bytes(SECRET)
    now: list[Served] = []
    with ExitStack() as stack:
        vouching = stack.enter_context(provider(lambda: now[0].clock() // SECOND))
        readers, desk = (
            PROVIDER.format(whose=whose, issuer=vouching.issuer, client=CLIENT_ID)
            for whose in ("sites", "desk")
        )
        newsroom = stack.enter_context(
            served(database, folder, limits=LIMITS, site=SIGN_IN + readers, server=MAIL + desk, top="")
        )
        now.append(newsroom)
        found = People(newsroom, None, None, vouching, {})  # type: ignore[arg-type] # filled in below
        found.moderator, found.editor = found.appoint("Rojda"), found.appoint("Azad", Role.EDITOR)
        found.headers = {
            Who.OUTSIDER: {},
            Who.MODERATOR: found.cookie(found.moderator),
            Who.EDITOR: found.cookie(found.editor),
            Who.DISMISSED: found.dismissed(),
            Who.HALF_WAY: found.half_way(),
            Who.READER: found.reader(),
            Who.API_KEY: _api_key(newsroom, "courier"),
            Who.OTHER_API_KEY: _api_key(newsroom, "gazette"),
            Who.SCORING_KEY: _scoring_key(newsroom),
        }
        yield found


def _api_key(newsroom: Served, site: str) -> dict[str, str]:
    key, key_hash = publisher.new_key()
    store, at = newsroom.house.store, newsroom.clock()
    store.write(lambda tx: tx.keep_api_key(key_hash, site, f"key of {site}", at)).result()
    return {"authorization": f"Bearer {key}"}


def _scoring_key(newsroom: Served) -> dict[str, str]:
    key, key_hash = keys.new_key()
    store, at = newsroom.house.store, newsroom.clock()
    number = keys.new_number()
    store.write(
        lambda tx: tx.keep_scoring_key(key_hash, name="scoring", number=number, per_minute=100_000, at=at)
    ).result()
    # As clients of the different surfaces send it.
    return {"authorization": f"Bearer {key}", "x-goog-api-key": key}
