"""A newsroom to measure: settings as a publisher writes them, and threads made through the real lifecycle."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests import databases

from diwan import founding, lifecycle, registration, settings
from diwan.articles import Description
from diwan.bootstrap import House, opened
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.moderators import Role
from diwan.settings import Settings

SITE = "courier"
ARTICLE = "bridge"

_SETTINGS = """
public_url = "{public_url}"
data = "data"

[database]
url = "{database}"

[server]
port = {port}
# The load comes from one address; as a proxy's it speaks for many readers.
trusted_proxies = ["127.0.0.0/8"]

[limits]
per_minute = 6000
burst = 1000
"""
_SITE = """
[[sites]]
id = "{id}"
name = "The {name}"
origins = ["https://{id}.example"]
abuse = {{ busy_per_minute = 0, work = "off" }}
reread_percent = 0
"""

_DESCRIPTION = Description("https://courier.example/bridge", "The bridge is open again", "City", "en")
BODIES = (
    "The bridge is open again, and the queue at the crossing is as long as it ever was.",
    "Who pays for the second lane?\n\nThe council said in spring that it would tell us by the summer. It is autumn.",
    "پردەکە کرایەوە، بەڵام ڕێگاکە هێشتا تەنگە. سوپاس بۆ هەواڵەکە.",
    (
        "I crossed it this morning with two children and a dog, and I have to say that it is a fine piece of work: wide, "
        "quiet, and with a view of the old town that we never had from the ferry. The photographs do not do it justice."
    ),
    "Köprü açıldı ama otobüs hâlâ yok. Belediye ne zaman başlatacak? Bkz. https://courier.example/bus",
)


def write_settings(
    folder: Path,
    *,
    port: int,
    database: str = "sqlite",
    sites: Sequence[str] = (SITE,),
    public_url: str | None = None,
) -> Path:
    """A settings file in `folder`, with the limits on submissions lifted as far as they go. `public_url` is where it is served, if it is no other."""
    path = folder / settings.FILE_NAME
    served = _SETTINGS.format(
        port=port, database=database, public_url=public_url or f"http://127.0.0.1:{port}"
    )
    path.write_text(served + "".join(_SITE.format(id=site, name=site.capitalize()) for site in sites))
    return path


@contextmanager
def new_database(kind: str) -> Iterator[str]:
    """The address of a new, empty database of this kind, gone afterwards. SQLite's lies with the newsroom's data."""
    if kind == "sqlite":
        yield kind
        return
    url = databases.new_database()
    try:
        yield url
    finally:
        databases.drop_database(url)


def load(path: Path) -> Settings:
    return settings.load(path, {})


class Desk:
    """A house with a moderator who approves what is sent."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.thread_id = self.register(ARTICLE)
        appointed = founding.appoint(house.store, house.clock, name="Berfîn", role=Role.MODERATOR).result()
        self._moderator = Author(AuthorKind.MODERATOR, appointed.id)
        self._sent = 0

    def register(self, article: str) -> str:
        """One more article; its thread."""
        house = self.house
        registered = registration.register(
            house.store,
            house.clock,
            site=house.sites[SITE],
            key=article,
            description=_DESCRIPTION,
            by="benchmark",
        )
        return registered.result().thread_id

    def submit(
        self, many: int, *, parent: str | None = None, article: str = ARTICLE
    ) -> list[Acknowledgement]:
        """Comments on an article, in groups, as many readers at once would send them."""
        futures = []
        for _ in range(many):
            self._sent += 1
            words = Words(f"Reader {self._sent % 97}", f"{BODIES[self._sent % len(BODIES)]} ({self._sent})")
            submission = Submission(SITE, article, f"benchmark-{self._sent:016d}", words, parent)
            house = self.house
            futures.append(lifecycle.submit(house.store, house.clock, house.sites[SITE], submission))
        return [future.result() for future in futures]

    def approve(self, acknowledged: list[Acknowledgement]) -> None:
        house = self.house
        verdicts = [Verdict(each.comment_id, each.digest, Outcome.APPROVED) for each in acknowledged]
        for decided in [lifecycle.decide(house.store, house.clock, self._moderator, v) for v in verdicts]:
            decided.result()

    def print(self) -> None:
        """Print what is owed."""
        house = self.house
        room = Pressroom(Rendering(house.settings.public_url))
        while lifecycle.publish(house.store, house.press, house.clock, room, house.sites, self.thread_id):
            pass


@contextmanager
def desk(path: Path) -> Iterator[Desk]:
    """The newsroom of a settings file, opened without a server, with its one article registered."""
    with opened(load(path)) as house:
        yield Desk(house)
