"""Can we open this story tonight? For editors."""

from starlette.responses import Response

from diwan.clock import DAY, HOUR
from diwan.desk.tonight import HOURS, PAST_DAYS, Answer, tonight
from diwan.errors import Unacceptable
from diwan.storage.stories import first_hours, sections_of
from diwan.storage.sums import SumsReader
from diwan.web.desk.asking import read_choice, read_site, read_text
from diwan.web.desk.pages import page
from diwan.web.desk.visits import Visit

USUAL_HOURS = 4


def tonight_page(visit: Visit) -> Response:
    """GET /desk/tonight: `site`, `section`, `from` (an hour of UTC), `hours` (one of HOURS)."""
    query, house = visit.request.query_params, visit.house
    at = house.clock()
    trouble: Unacceptable | None = None
    site, section, hours, start = next(iter(house.sites)), "", USUAL_HOURS, (at // HOUR + 1) % 24
    try:
        site = read_site(query, house.sites) or site
        section = read_text(query, "section")
        hours = read_choice(query, "hours", HOURS, hours)
        start = read_choice(query, "from", range(24), start)
    except Unacceptable as refused:
        trouble = refused
    answer: Answer | None = None
    with house.store.connection() as connection:
        sections = sections_of(connection, site)
        if trouble is None:
            reader = SumsReader(connection)
            today = at // DAY
            answer = tonight(
                reader.kept(site, today - PAST_DAYS, today),
                first_hours(
                    connection, site=site, section=section or None, hours=hours, days=PAST_DAYS, at=at
                ),
                today=today,
                began=reader.first_day(at),
                start_hour=start,
                hours=hours,
                section=section or None,
                waiting=sum(reader.waiting(site).values()),
            )
    return page(
        "tonight",
        visit.moderator,
        status=200 if trouble is None else 422,
        trouble=trouble,
        answer=answer,
        asked_site=site,
        section=section,
        hours=hours,
        start=start,
        choices=HOURS,
        sites=house.sites,
        sections=sections,
        past_days=PAST_DAYS,
    )
