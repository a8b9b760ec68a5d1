"""A whole Diwan with its desk, as the product builds it, for stories and browsers. Duties run only where a test starts them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette

from diwan import bootstrap, clock, founding, lifecycle, registration, reporting
from diwan.articles import Description, folder_name
from diwan.bootstrap import House
from diwan.clock import Clock
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.desk.cards import Card
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.moderators import Moderator, Role
from diwan.reporting import Complaint, Received
from diwan.settings import parse
from diwan.storage.desk import DeskReader
from diwan.web import sessions
from diwan.web.desk.routes import routes
from tests import databases
from tests.deciding import decided
from tests.quick import quick

SITE = "courier"
BRIDGE = Description("https://courier.example/bridge", "The bridge is open again", "City", "en")
WATER = Description("https://courier.example/ckb/aw", "ئاوی شار دوای سێ ڕۆژ گەڕایەوە", "شار", "ckb")


@dataclass
class DeskHouse:
    """The house, its web application, and short ways to fill it."""

    house: House
    app: Starlette
    keys: int = 0
    acknowledged: list[Acknowledgement] = field(default_factory=list)

    def appoint(self, name: str = "Berfîn", role: Role = Role.MODERATOR) -> Moderator:
        return founding.appoint(self.house.store, self.house.clock, name=name, role=role).result()

    def link(self, moderator: Moderator) -> str:
        return sessions.make_link(self.house, moderator.id)

    def register(self, article: str = "bridge", description: Description = BRIDGE, *, text: str = "") -> None:
        house = self.house
        registration.register(
            house.store,
            house.clock,
            site=house.sites[SITE],
            key=article,
            description=description,
            text=text,
            by="test",
        ).result()

    def submit(
        self,
        body: str = "A fine bridge.",
        *,
        name: str = "Rojîn",
        article: str = "bridge",
        parent: str | None = None,
        screened: bool = True,
    ) -> Acknowledgement:
        self.keys += 1
        submission = Submission(SITE, article, f"desk-test-key-{self.keys:06d}", Words(name, body), parent)
        site = self.house.sites[SITE]
        acknowledged = lifecycle.submit(self.house.store, self.house.clock, site, submission).result()
        if screened:
            house = self.house
            lifecycle.screen(
                house.store, house.clock, house.screener, house.policies, acknowledged.comment_id
            )
        return acknowledged

    def decide(
        self,
        acknowledged: Acknowledgement,
        moderator: Moderator,
        outcome: Outcome = Outcome.APPROVED,
        guideline: Guideline | None = None,
    ) -> Decision:
        verdict = Verdict(acknowledged.comment_id, acknowledged.digest, outcome, guideline)
        author = Author(AuthorKind.MODERATOR, moderator.id)
        return decided(self.house.store, self.house.clock, self.house.screener, author, verdict)

    def report(
        self, acknowledged: Acknowledgement, guideline: Guideline = Guideline.THREAT, *, reason: str = ""
    ) -> Received:
        self.keys += 1
        complaint = Complaint(
            SITE, acknowledged.comment_id, f"desk-test-key-{self.keys:06d}", guideline, reason=reason
        )
        return reporting.report(self.house.store, self.house.clock, complaint).result()

    def card(self, acknowledged: Acknowledgement) -> Card:
        with self.house.store.connection() as connection:
            card = DeskReader(connection).card(acknowledged.comment_id)
        assert card is not None
        return card

    def print(self) -> None:
        """Print everything that is owed, as the printing duty does."""
        duties = self.house.duties
        duties._to_print.set()
        duties._print()

    def front(self, article: str = "bridge") -> str:
        """What readers see of an article's thread; nothing, if nothing was printed yet."""
        page = self.house.settings.press_root / "threads" / SITE / folder_name(article) / "head.html"
        return page.read_text() if page.exists() else ""


@contextmanager
def desk_house(
    folder: Path,
    *,
    public_url: str = "https://testserver",
    clock: Clock = clock.now,
    more: str = "",
    screening: str = "",
    language: str = "en",
    origin: str = "https://courier.example",
    reread_percent: int = 0,
) -> Iterator[DeskHouse]:
    """A founded house with one site, and its desk; closed afterwards. `more` are further lines of settings, `screening` such of that table. No
    lot is drawn unless a test asks for it: nobody can say on which decisions it falls.
    """
    text = f"""
        public_url = "{public_url}"
        data = "data"
        [screening]
        timeout_ms = 5000
        {screening}
        [limits]
        per_minute = 6000
        burst = 1000
        {more}
        [[sites]]
        id = "{SITE}"
        name = "The Courier"
        origins = ["{origin}"]
        language = "{language}"
        abuse = {{ busy_per_minute = 0 }}
        reread_percent = {reread_percent}
    """
    databases.migrated("sqlite", folder / "data")
    house = bootstrap.build(
        parse(text, {}, folder=folder, name="diwan.toml"), clock=clock, seconds=lambda: clock() / 1000
    )
    with quick():
        app = Starlette(routes=routes(house))
    app.state.house = house
    built = DeskHouse(house, app)
    built.register()
    try:
        yield built
    finally:
        house.store.close()


def fields(html: str) -> dict[str, str]:
    """The hidden fields of the first form of decision in a page."""
    form = html[html.index('<form class="decide"') :]
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', form)[:3])
