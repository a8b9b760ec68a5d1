"""Setting the demonstration up: its settings, its moderator, and a first day of comments through the real path.

Every step can be repeated: submission keys are fixed, and what is decided stays decided. A start that was interrupted is
finished by the next; a later start finds everything done and keeps what the visitor did since.
"""

from contextlib import suppress
from pathlib import Path

from diwan import bootstrap, clock, founding, lifecycle, registration
from diwan.articles import Description
from diwan.bootstrap import House
from diwan.clock import MINUTE, Clock, Milliseconds
from diwan.comments import Submission
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.demo import conversation
from diwan.demo.conversation import Conversation, Remark
from diwan.demo.newsroom import SITE, Newsroom
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.errors import AlreadyDecided
from diwan.lifecycle import Verdict
from diwan.moderators import Role
from diwan.settings import Settings
from diwan.storage.people import PeopleReader
from diwan.web.sessions import make_link

MODERATOR = "Berfîn"
READING_TIME: Milliseconds = 30_000
"""The demonstration's moderator took so long over each comment."""

_SETTINGS = """\
# The settings of the demonstration newsroom. Made anew at each start of `diwan demo`.
data = "."
public_url = "http://127.0.0.1:{port}"
# The ledger keeps its name, whichever port a later start uses.
origin = "courier.example"

[database]
url = "{database}"

[server]
host = "127.0.0.1"
port = {port}

[limits]
per_minute = 30
burst = 10

[[sites]]
id = "{site}"
name = "The Courier"
origins = ["http://127.0.0.1:{port}", "http://localhost:{port}"]
language = "en"
"""


def write_settings(folder: Path, *, port: int, database: str) -> Path:
    """Write the demonstration's settings into its folder, and return the file."""
    bootstrap.make_folder(folder)
    path = folder / "diwan.toml"
    path.write_text(_SETTINGS.format(port=port, database=database, site=SITE))
    return path


def prepare(settings: Settings) -> str:
    """Found, appoint and seed what is not there yet; the text to be printed on the terminal."""
    newsroom = Newsroom.load()
    with bootstrap.opened(settings) as house:
        moderator = _moderator(house)
        _register(house, newsroom)
        _converse(house, moderator)
        link = make_link(house, moderator.name)
    articles = "\n".join(f"    {settings.public_url}/articles/{story.slug}" for story in newsroom.stories)
    return (
        f"\n  The Courier, a demonstration newsroom:  {settings.public_url}/\n"
        f"{articles}\n\n"
        f"  The desk, where {MODERATOR} reads every comment:  {settings.public_url}/desk\n"
        f"  Sign in as {MODERATOR} with this link (once, within an hour):\n    {link}\n\n"
        "  Write a comment under an article, sign in, approve it (A), and see it printed. Ctrl+C stops.\n"
    )


def _moderator(house: House) -> Author:
    with house.store.connection() as connection:
        known = PeopleReader(connection).moderator_named(MODERATOR)
    moderator = known or founding.appoint(house.store, house.clock, name=MODERATOR, role=Role.EDITOR).result()
    return Author(AuthorKind.MODERATOR, moderator.id)


def _register(house: House, newsroom: Newsroom) -> None:
    for story in newsroom.stories:
        described = Description(
            url=f"{house.settings.public_url}/articles/{story.slug}",
            headline=story.headline,
            section=story.section,
            language=story.language,
        )
        registration.register(
            house.store, house.clock, site=house.sites[SITE], key=story.slug, description=described, by="demo"
        ).result()


def _converse(house: House, moderator: Author) -> None:
    start = clock.now()
    ids: dict[tuple[str, str], str] = {}
    said = [(talk, remark) for talk in conversation.load() for remark in talk.remarks]
    for talk, remark in sorted(said, key=lambda one: -one[1].minutes_ago):
        at = start - remark.minutes_ago * MINUTE
        if remark.parent is not None:
            # Only what readers see can be answered.
            _print(house)
        ids[talk.slug, remark.ref] = _say(house, moderator, talk, remark, ids, at)
    _print(house)


def _say(
    house: House,
    moderator: Author,
    talk: Conversation,
    remark: Remark,
    ids: dict[tuple[str, str], str],
    at: Milliseconds,
) -> str:
    submission = Submission(
        site=SITE,
        article=talk.slug,
        key=f"demonstration-{talk.slug}-{remark.ref}",
        words=remark.words,
        parent_id=ids[talk.slug, remark.parent] if remark.parent else None,
    )
    acknowledged = lifecycle.submit(house.store, _standing(at), house.sites[SITE], submission).result()
    lifecycle.screen(house.store, _standing(at), house.screener, house.policies, acknowledged.comment_id)
    if remark.outcome is not None:
        verdict = Verdict(
            acknowledged.comment_id,
            acknowledged.digest,
            Outcome(remark.outcome),
            remark.guideline,
            remark.abuse_kind,
        )
        # It may be decided by an earlier start, or by the visitor since.
        with suppress(AlreadyDecided):
            lifecycle.decide(house.store, _standing(at + READING_TIME), moderator, verdict).result()
    return acknowledged.comment_id


def _print(house: House) -> None:
    room = Pressroom(Rendering(house.settings.public_url))
    lifecycle.restock(
        house.store, house.press, house.clock, room, house.sites, house.screener, house.policies
    )


def _standing(at: Milliseconds) -> Clock:
    return lambda: at
