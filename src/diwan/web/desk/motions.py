"""The guard at the desk: a rejection of criticism is asked for, and what a moderator could confirm is listed."""

from typing import Any

from starlette.responses import Response

from diwan import moving
from diwan.decisions import Author, AuthorKind
from diwan.lifecycle import Verdict
from diwan.storage.desk import DeskReader
from diwan.storage.motions import MotionReader
from diwan.web.desk.pages import page, phrase
from diwan.web.desk.showing import show
from diwan.web.desk.sights import see
from diwan.web.desk.visits import Visit

MOST = 50


def moved(visit: Visit, verdict: Verdict) -> dict[str, Any]:
    """Ask for the rejection, with the words in `quote`; what a script is told of it. Raises what `moving.move` does."""
    house = visit.house
    author = Author(AuthorKind.MODERATOR, visit.moderator.id)
    made = moving.move(house.store, house.clock, author, verdict, quote=visit.form.get("quote", "")).result()
    said = phrase("moved", made.motion.guideline, made.motion.abuse_kind)
    return {
        "id": made.motion.id,
        "comment": made.motion.comment_id,
        "said": said if made.somebody_else else f"{said}. {phrase('moved_alone')}",
    }


def motions(visit: Visit) -> Response:
    """GET /desk/motions: what colleagues want rejected and this moderator could confirm, waiting or decided already."""
    with visit.house.store.connection() as connection:
        before = MotionReader(connection).before(visit.moderator.id, MOST)
    see(visit, before)
    with visit.house.store.connection() as connection:
        cards = DeskReader(connection).cards(before)
    return page(
        "motions",
        visit.moderator,
        cards=[show(card, visit.house.sites) for card in cards if card.motion],
        now=visit.house.clock(),
        alone=False,
    )
