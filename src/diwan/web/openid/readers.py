"""Readers who sign in through a provider of their site: choosing it, going there, coming back, and leaving it. Needs no script."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from diwan.bootstrap import House
from diwan.editions import render
from diwan.editions.sheets import ThreadHeading
from diwan.errors import DiwanError, Unacceptable, Unknown
from diwan.openid.claims import display_name, values
from diwan.openid.party import Vouched
from diwan.openid.trouble import Denied, Lapsed, NotGenuine, Silent
from diwan.readers import MAX_SUBJECT_BYTES, Arrival, Badge, Source
from diwan.settings import ReaderProvider
from diwan.sites import Site
from diwan.web import problems, reader_sessions
from diwan.web.openid import journeys
from diwan.web.openid.gates import Gate, for_readers, named
from diwan.web.openid.journeys import Turnstile
from diwan.web.openid.subjects import subject_of
from diwan.web.reader_frame import page, rendering
from diwan.web.requests import check_same_origin, form_body

SEE_OTHER = 303
_FALLBACK_CLAIMS = ("name", "preferred_username", "nickname", "given_name")
_BACK = re.compile(
    r"/(?:read|report)/(?P<site>[a-z0-9-]{1,32})/[A-Za-z0-9._~%/-]{1,500}(?:\?[A-Za-z0-9._~%&=+-]{1,200})?(?:#[A-Za-z0-9-]{1,100})?",
    re.ASCII,
)
Handler = Callable[[Request], Awaitable[Response]]


def routes(house: House) -> list[BaseRoute]:
    """The routes, for any reader. Raises CannotStart for a provider's secret that cannot be read."""
    doorway = Doorway(house, for_readers(house.settings, house.clock))
    return [
        Route("/openid/{site}", doorway.choose, methods=["GET"]),
        Route("/openid/{site}/{provider}", doorway.set_out, methods=["POST"]),
        Route("/openid/{site}/{provider}/arrived", doorway.arrived, methods=["GET"]),
        Route("/openid/{site}/{provider}/out", doorway.out, methods=["GET"]),
    ]


def way_back(site: str, asked: str) -> str:
    """`asked` if it is a page of this site's threads here, or else the page on which one signs in. Never anybody else's address."""
    match = _BACK.fullmatch(asked)
    own = match is not None and match["site"] == site and "//" not in asked and ".." not in asked
    return asked if own else f"/openid/{site}"


class Doorway:
    """The handlers, with what they share: the gates and the turnstile before them."""

    def __init__(self, house: House, gates: dict[str, Gate[ReaderProvider]]) -> None:
        self._house = house
        self._gates = gates
        self._turnstile = Turnstile(house)

    async def choose(self, request: Request) -> Response:
        """GET /openid/{site}?back=path: the providers, each with a button."""
        try:
            site = self._site(request)
        except DiwanError as refused:
            return self._trouble(request, refused, "")
        gates = [gate for gate in self._gates.values() if gate.key.startswith(f"{site.id}/")]
        token = reader_sessions.presented(request)
        reader = await run_in_threadpool(reader_sessions.holder, self._house, token, site.id)
        back = way_back(site.id, request.query_params.get("back", ""))
        return self._page("openid.html", site, gates=gates, back=back, reader=reader)

    async def set_out(self, request: Request) -> Response:
        """POST /openid/{site}/{provider}: `back`. Answers with a page that leads on at once.

        Not with a redirection: browsers follow one from a form only to where the page's policy lets forms go.
        """
        back = ""
        try:
            gate, site = self._gate(request), self._site(request)
            fields = await form_body(request, self._house.settings.limits.max_body_bytes)
            check_same_origin(request, self._house.settings.public_url)
            back = way_back(site.id, fields.get("back", ""))
            self._turnstile.admit(request)
            departure = await journeys.set_out(self._house, gate, request, back=back)
        except DiwanError as refused:
            return self._trouble(request, refused, back)
        answer = self._page("openid_leaving.html", site, title=gate.provider.title, there=departure.address)
        answer.headers["referrer-policy"] = "no-referrer"
        journeys.hand_over(answer, departure.secret)
        return answer

    async def arrived(self, request: Request) -> Response:
        """GET /openid/{site}/{provider}/arrived: where the provider sends the browser back to."""
        back = ""
        try:
            gate, site = self._gate(request), self._site(request)
            journey = await journeys.come_back(self._house, gate, request)
            back = journey.back
            vouched = await journeys.vouched(gate, request)
            arrival = _arrival(site, gate.provider, vouched)
            earlier = reader_sessions.presented(request)
            session = await run_in_threadpool(
                lambda: reader_sessions.open_session(self._house, arrival, earlier=earlier)
            )
        except (Silent, Denied, NotGenuine, Lapsed) as trouble:
            journeys.told(gate, trouble)
            return self._trouble(request, trouble, back)
        except DiwanError as refused:
            return self._trouble(request, refused, back)
        answer = RedirectResponse(
            f"{self._house.settings.public_url}{back}",
            SEE_OTHER,
            {"cache-control": "no-store", "referrer-policy": "no-referrer"},
        )
        reader_sessions.hand_over(answer, session)
        return answer

    async def out(self, request: Request) -> Response:
        """GET /openid/{site}/{provider}/out: signs out of the provider as well, where it offers that."""
        try:
            gate, site = self._gate(request), self._site(request)
            self._turnstile.admit(request)
            back = f"{self._house.settings.public_url}/openid/{site.id}"
            there = await gate.booth.ask(lambda: gate.party.way_out(back))
        except DiwanError as refused:
            return self._trouble(request, refused, "")
        return RedirectResponse(there or back, SEE_OTHER, {"cache-control": "no-store"})

    def _site(self, request: Request) -> Site:
        site = self._house.sites.get(request.path_params["site"])
        if site is None or not any(key.startswith(f"{site.id}/") for key in self._gates):
            raise Unknown("There is no such way to sign in here.", code="unknown-provider")
        return site

    def _gate(self, request: Request) -> Gate[ReaderProvider]:
        return named(self._gates, f"{request.path_params['site']}/{request.path_params['provider']}")

    def _trouble(self, request: Request, refused: DiwanError, back: str) -> Response:
        site = self._house.sites.get(request.path_params["site"])
        again = f"/openid/{site.id}" if site is not None else ""
        if again and _BACK.fullmatch(back):
            again += f"?back={quote(back, safe='/')}"
        return self._page(
            "openid_problem.html",
            site,
            problems.status_of(refused)[0],
            problems.headers_for(refused),
            code=refused.code,
            again="" if refused.code == "unknown-provider" else again,
            back=back if _BACK.fullmatch(back) else "",
        )

    def _page(
        self,
        template: str,
        site: Site | None,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **context: Any,
    ) -> Response:
        language = site.language if site else "en"
        heading = ThreadHeading(site.id if site else "-", "-", "Diwan", language, None, 0)
        look = render.view(heading, rendering(self._house))
        headline = site.name if site else "Diwan"
        return page(template, status, headers, view=look, headline=headline, article_url=None, **context)


def _arrival(site: Site, provider: ReaderProvider, vouched: Vouched) -> Arrival:
    """What the claims make of him. Raises Unacceptable where they give no name."""
    claims = (provider.name_claim, *_FALLBACK_CLAIMS)
    name = next((name for claim in claims if (name := display_name(vouched.claims, claim))), "")
    if not name:
        raise Unacceptable("The account gives no name to be shown with comments.", code="openid-nameless")
    given = values(vouched.claims, provider.badge_claim)
    badge = (
        Badge.STAFF
        if given.intersection(provider.staff)
        else Badge.EXPERT
        if given.intersection(provider.expert)
        else None
    )
    return Arrival(
        site=site.id,
        source=Source.OPENID,
        subject=subject_of(vouched.issuer, vouched.subject, most_bytes=MAX_SUBJECT_BYTES),
        name=name,
        badge=badge,
    )
