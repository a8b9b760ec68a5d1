"""Handing out tickets to forms that are filled in on the paper's own pages."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from diwan.articles import check_key
from diwan.bootstrap import House
from diwan.errors import TooMany
from diwan.web.protection import RateLimit
from diwan.web.submitting import answered_across, check_origin, site_of


class Issued(msgspec.Struct):
    """The answer. `nonce` and `target` are hexadecimal; `most` is 0 where there is no work in it.

    `wait_seconds` is how long after its issue the ticket lets in without work; 0 where nothing is asked at this moment.
    """

    ticket: str
    nonce: str
    most: int
    cost: int
    target: str
    wait_seconds: int


class Ticketing:
    """The handler, and how often one client may ask: work costs the server a derivation for each ticket."""

    def __init__(self, house: House) -> None:
        self._limit = RateLimit(house.tallies, per_minute=120, burst=60)

    async def ticket(self, request: Request) -> Response:
        """GET /api/tickets?site=…&article=…: a ticket for one comment on this article; 204 where the site never asks for one."""
        return await answered_across(request, self._ticket)

    async def _ticket(self, request: Request, origin: str | None) -> Response:
        house: House = request.app.state.house
        site = site_of(house, request.query_params.get("site", ""))
        check_origin(site, origin, house)
        article = check_key(request.query_params.get("article", ""))
        wait = request.app.state.limiter.is_asking_too_often(request, "tickets", self._limit)
        if wait:
            raise TooMany(f"Too many forms were opened. Please wait {wait} seconds.", retry_after_s=wait)
        if site.admission.is_idle:
            return Response(status_code=204, headers={"cache-control": "no-store"})
        spelled, ticket, asked = request.app.state.door.ticket(site, article, with_work=True)
        issued = Issued(
            ticket=spelled,
            nonce=ticket.nonce.hex(),
            most=ticket.most,
            cost=ticket.cost,
            target=ticket.target.hex(),
            wait_seconds=0 if asked is None else asked.wait_s,
        )
        return Response(
            msgspec.json.encode(issued), headers={"cache-control": "no-store"}, media_type="application/json"
        )
