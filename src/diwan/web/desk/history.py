"""A comment with everything that was ever decided about it."""

from starlette.responses import Response

from diwan.clock import SECOND, Milliseconds
from diwan.desk.cards import Card
from diwan.errors import Unknown
from diwan.storage.desk import DeskReader
from diwan.storage.desk_readers import DeskReaders
from diwan.storage.motions import MotionReader
from diwan.storage.rereadings import RereadingReader
from diwan.web.desk.decisions import asked_comment
from diwan.web.desk.pages import page
from diwan.web.desk.showing import show
from diwan.web.desk.visits import Visit
from diwan.web.desk.wording import current_wording, wording


def history(visit: Visit) -> Response:
    """GET /desk/comments/{id}"""
    with visit.house.store.connection() as connection:
        reader = DeskReader(connection, hidden_from=visit.moderator.id)
        card = reader.card(asked_comment(visit))
        if card is None:
            raise Unknown("There is no such comment. Check that you have the whole address.")
        revisions = {past.decision.reason.revision for past in card.history}
        wordings = {revision: wording(reader, revision) for revision in revisions}
        guidelines = current_wording(reader)
        record = (
            DeskReaders(connection, hidden_from=visit.moderator.id)
            .records([card.comment.id])
            .get(card.comment.id)
        )
        alone = card.motion is not None and MotionReader(connection).is_alone()
        reread = RereadingReader(connection).of([card.comment.id]).get(card.comment.id)
    now = visit.house.clock()
    return page(
        "history",
        visit.moderator,
        shown=show(card, visit.house.sites),
        wordings=wordings,
        guidelines=guidelines,
        held_until=_held_until(card, visit, now),
        alone=alone,
        reread=reread,
        record=record,
        now=now,
    )


def _held_until(card: Card, visit: Visit, now: Milliseconds) -> Milliseconds | None:
    """Until when its site holds an approval back; None if it does not, or no longer."""
    site = visit.house.sites.get(card.comment.site)
    if site is None or card.current is None or card.standing != "approved":
        return None
    until = card.current.decision.at + site.hold_seconds * SECOND
    return until if until > now else None
