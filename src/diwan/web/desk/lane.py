"""A page of a lane: its cards, claimed for who looks, beside the list of all lanes and of who is at the desk."""

from dataclasses import dataclass
from itertools import pairwise

import msgspec
from starlette.responses import Response

from diwan import claims
from diwan.claims import Look
from diwan.clock import MINUTE
from diwan.desk import care, lanes
from diwan.desk.cards import Card
from diwan.desk.lanes import BROKEN, BY_SURENESS, Lane, Order, Shelf
from diwan.errors import Malformed
from diwan.identifiers import is_identifier
from diwan.moderators import Moderator
from diwan.storage.appeals import AppealReader
from diwan.storage.desk import DeskReader
from diwan.storage.desk_readers import DeskReaders
from diwan.storage.lane_page import LanePageReader
from diwan.storage.lanes import MOST_COUNTED, LaneReader
from diwan.storage.motions import MOST_COUNTED as MOST_MOTIONS
from diwan.storage.people import PeopleReader
from diwan.storage.rereadings import RereadingReader
from diwan.web.desk import caring
from diwan.web.desk.appeals import against, may_answer, told as told_of_appeal
from diwan.web.desk.clearings import told_of_last_clearing
from diwan.web.desk.decisions import told
from diwan.web.desk.looking import Asked, read_asked
from diwan.web.desk.own import told_of_own
from diwan.web.desk.pages import page
from diwan.web.desk.rereadings import told_of_rereading
from diwan.web.desk.showing import show
from diwan.web.desk.sights import see
from diwan.web.desk.visits import Visit
from diwan.web.desk.wording import spoken

MOST_OWN = 20
_PAGE_NAME = 16


@dataclass(frozen=True, slots=True)
class Listed:
    """A lane in the list: where it leads, and how many stand in it, as one writes it."""

    lane: Lane
    address: str
    count: int

    @property
    def written(self) -> str:
        return f"{MOST_COUNTED - 1}+" if self.count >= MOST_COUNTED else str(self.count)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to read from: a site, a section or a language; `said` is how it is called."""

    value: str
    said: str
    chosen: bool


def lane(visit: Visit) -> Response:
    """GET /desk: `lane`, `order`, `mixed`; `site`, `section` and `language`, each any number of times; `after` turns the page;
    `decided` names the comment that was just decided."""
    house, moderator = visit.house, visit.moderator
    asked = read_asked(visit.request.query_params, moderator.role)
    decided_id = visit.request.query_params.get("decided", "")
    with house.store.connection() as connection:
        shelves, size = LanePageReader(connection).stock()
    of = None if asked.reads.everything else asked.reads.of(shelves)
    look = Look(asked.lane, asked.order, asked.mixed, of, asked.after)
    lasting_s = house.settings.desk.claim_seconds
    opened = claims.open_page(house.store, house.clock, moderator.id, look, lasting_s=lasting_s).result()
    with house.store.connection() as connection:
        # What stands in a lane that shows decisions was noted as seen when it was opened.
        around = LanePageReader(connection).around(
            lanes.of(moderator.role), of, moderator.id, house.clock(), most_passed_on=MOST_OWN
        )
        desk = DeskReader(connection, hidden_from=moderator.id)
        cards = desk.cards(opened.comment_ids)
        own_appeals = None
        if asked.lane is Lane.APPEALS:
            own_appeals = against(visit, AppealReader(connection), PeopleReader(connection))
        own = desk.cards(around.passed_on)
        decided = desk.card(decided_id) if is_identifier(decided_id) else None
        reread = RereadingReader(connection).of([decided.comment.id]) if decided else {}
        records = DeskReaders(connection, hidden_from=moderator.id).records(
            [card.comment.id for card in cards]
        )
    told_of_own(around.preferences)
    listed = [
        Listed(each, asked.address(lane=each), around.counts[each]) for each in lanes.of(moderator.role)
    ]
    shown = [show(card, house.sites) for card in cards if _belongs(card, asked.lane, moderator)]
    if asked.mixed and asked.lane not in BROKEN:
        shown = care.breathing(shown, [each.harsh for each in shown])
    return page(
        "lane",
        moderator,
        read=caring.exposure(house, moderator.id),
        live=asked.live(size),
        lighter=asked.address(lane=Lane.FINE, mixed=True),
        every_lane=lanes.of(moderator.role),
        harsh_together=any(one.harsh and other.harsh for one, other in pairwise(shown)),
        asked=asked,
        here=asked.address(),
        back=asked.address(after=asked.after),
        opened=opened,
        renew_s=max(5, lasting_s // 6),
        cards=shown,
        more=None if opened.more is None else asked.address(after=opened.more),
        lanes=listed,
        listed=next(each for each in listed if each.lane is asked.lane),
        broken=BROKEN,
        orders=list(Order) if asked.lane in BY_SURENESS else [],
        choices=_choices(shelves, asked, visit),
        records=records,
        own_appeals=own_appeals,
        seats=around.seats,
        own=own,
        within={
            site.id: site.answer_within_minutes * MINUTE
            for site in house.sites.values()
            if site.answer_within_minutes
        },
        paused=[house.sites[each].name if each in house.sites else each for each in around.paused],
        guidelines=spoken(around.texts),
        decided=decided,
        reread=next((each for each in reread.values() if each.rereading.by == moderator.id), None),
        to_confirm=f"{MOST_MOTIONS - 1}+" if around.to_confirm >= MOST_MOTIONS else around.to_confirm,
        alone=around.alone,
        now=house.clock(),
    )


def _belongs(card: Card, lane: Lane, moderator: Moderator) -> bool:
    """Whether nobody has dealt with the card since its place was claimed."""
    if lane is Lane.REPORTED:
        return card.standing == "approved" and card.reported is not None and card.reported.is_open
    if lane is Lane.REREADING:
        return card.is_blind and card.comment.words is not None
    return card.current is None or may_answer(card, moderator)


def _choices(shelves: list[Shelf], asked: Asked, visit: Visit) -> dict[str, list[Choice]]:
    """What there is to choose from, for each of the three; left out where it would be no choice."""
    reads, sites = asked.reads, visit.house.sites
    found = {
        "site": ({shelf.site for shelf in shelves}, reads.sites),
        "section": ({shelf.section for shelf in shelves if shelf.section}, reads.sections),
        "language": ({shelf.language for shelf in shelves}, reads.languages),
    }
    return {
        name: [
            Choice(value, sites[value].name if name == "site" and value in sites else value, value in chosen)
            for value in sorted(there | chosen)
        ]
        for name, (there, chosen) in found.items()
        if len(there | chosen) > 1 or chosen
    }


def renew(visit: Visit) -> Response:
    """POST /desk/claims: `page`, `lane`, `comments` (ids, parted by spaces). What a page says while somebody works on it.

    The answer names what a colleague has before him now, and what was decided meanwhile, with the decision.
    """
    house, moderator = visit.house, visit.moderator
    name, comment_ids = _page_name(visit), visit.form.get("comments", "").split()
    if len(comment_ids) > lanes.PAGE or not all(map(is_identifier, comment_ids)):
        raise Malformed("The page names comments that are none. Load it again.", field="comments")
    try:
        at = Lane(visit.form.get("lane", ""))
    except ValueError:
        raise Malformed("The page names no lane. Load it again.", field="lane") from None
    renewed = claims.renew(
        house.store,
        house.clock,
        moderator.id,
        page=name,
        lane=at,
        comment_ids=comment_ids,
        lasting_s=house.settings.desk.claim_seconds,
    ).result()
    if at is not Lane.REREADING:
        see(visit, renewed.gone)
    with house.store.connection() as connection:
        cards = DeskReader(connection, hidden_from=moderator.id).cards(renewed.gone)
        reread = RereadingReader(connection).of(renewed.gone) if at is Lane.REREADING else {}
        names = {seat.moderator_id: seat.name for seat in LaneReader(connection).seats(house.clock())}
    answer = {
        "taken": {comment_id: names.get(holder, "") for comment_id, holder in renewed.taken.items()},
        "decided": {
            card.comment.id: (
                told_of_rereading(reread[card.comment.id], visit) if card.comment.id in reread else None
            )
            or told_of_last_clearing(card, visit)
            or (told_of_appeal(card.appeals[-1], visit) if card.appeals else None)
            or told(card.current, visit)
            for card in cards
            if card.current is not None
        },
    }
    return Response(msgspec.json.encode(answer), media_type="application/json")


def give_back(visit: Visit) -> Response:
    """POST /desk/claims/back: `page`. What a page says when it is left."""
    claims.give_back(visit.house.store, visit.moderator.id, page=_page_name(visit)).result()
    return Response(status_code=204)


def _page_name(visit: Visit) -> str:
    name = visit.form.get("page", "")
    if len(name) != _PAGE_NAME or not name.isascii() or not name.isalnum():
        raise Malformed("The page does not say which it is. Load it again.", field="page")
    return name
