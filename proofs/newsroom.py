"""The newsroom that is tried: settings as a publisher writes them, one article, and a moderator with a session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.newsroom import write_settings
from tests import databases

from diwan import founding, registration, settings
from diwan.articles import Description
from diwan.bootstrap import opened
from diwan.moderators import Role
from diwan.settings import Settings
from diwan.web import sessions
from proofs.names import ARTICLE, PAPER, SITE

__all__ = ["ARTICLE", "PAPER", "SITE", "Newsroom", "database", "newsroom"]

_FEW_CHECKS = """
[screening]
# The rules read; the model and the term lists would only make each of a thousand starts longer.
model = false
lexicons = []
"""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """An installation that is not running: its settings, and the session of a moderator."""

    config: Path
    settings: Settings
    session: str
    """The token in a moderator's cookie."""

    @property
    def port(self) -> int:
        """Where it listens once it runs, on 127.0.0.1."""
        return self.settings.server.port


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a fresh database for the settings; gone afterwards. An address is taken as it is."""
    if kind != "postgresql":
        yield kind
        return
    address = databases.new_database()
    try:
        yield address
    finally:
        databases.drop_database(address)


@contextmanager
def newsroom(folder: Path, kind: str, free_port: Callable[[], int]) -> Iterator[Newsroom]:
    """A founded installation below `folder` on a fresh database, its one article registered."""
    with database(kind) as address:
        config = write_settings(folder, port=free_port(), database=address)
        config.write_text(config.read_text() + _FEW_CHECKS)
        loaded = settings.load(config, {})
        with opened(loaded) as house:
            registration.register(
                house.store,
                house.clock,
                site=house.sites[SITE],
                key=ARTICLE,
                description=Description(f"{PAPER}/bridge", "The bridge is open again", "City", "en"),
                by="proofs",
            ).result()
            appointed = founding.appoint(
                house.store, house.clock, name="Berfîn", role=Role.MODERATOR
            ).result()
            session = sessions.open_session(house, appointed.id, None)
        yield Newsroom(config, loaded, session)
