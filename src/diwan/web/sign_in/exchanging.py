"""A publisher's token for a reader's session: for the widget, which stands on the publisher's page and keeps the session itself."""

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from diwan.bootstrap import House
from diwan.clock import HOUR, iso
from diwan.errors import NotSignedIn
from diwan.web import reader_sessions
from diwan.web.reader_sessions import Session
from diwan.web.requests import bearer, json_body
from diwan.web.sign_in.porters import Porters
from diwan.web.sign_in.token import MOST_BYTES
from diwan.web.submitting import answered_across, check_origin, may_ask, site_of

LIFETIME = 12 * HOUR
"""Of a session that the publisher opens: his page can open another one at any time."""
_MOST_BODY = MOST_BYTES + 1024


class _Presented(msgspec.Struct, forbid_unknown_fields=True):
    """The body of POST /api/readers/sessions."""

    site: str
    token: str


class Opened(msgspec.Struct):
    """The answer: the session's token, whom it signs in, with which badge, and until when (RFC 3339)."""

    session: str
    name: str
    badge: str | None
    until: str


async def exchange(request: Request) -> Response:
    """POST /api/readers/sessions: 201 with a session for a good token, which is used up by it; else a problem."""
    return await answered_across(request, _exchange)


async def _exchange(request: Request, origin: str | None) -> Response:
    house: House = request.app.state.house
    presented = await json_body(request, _Presented, _MOST_BODY)
    site = site_of(house, presented.site)
    check_origin(site, origin, house)
    request.app.state.limiter.admit(request)
    porters: Porters = request.app.state.porters
    session = await run_in_threadpool(open_with_token, house, porters, site.id, presented.token)
    badge = session.reader.badge
    answer = Opened(
        session.token, session.reader.name, None if badge is None else badge.value, iso(session.until)
    )
    return Response(
        msgspec.json.encode(answer),
        201,
        headers={"cache-control": "no-store"},
        media_type="application/json",
    )


def open_with_token(
    house: House, porters: Porters, site: str, token: str, *, earlier: str | None = None
) -> Session:
    """The session that a publisher's token opens, once. Raises BadToken, NotAllowed, NotSignedIn, Unacceptable, Unavailable."""
    vouched = porters.of(site).read(token, house.clock())
    return reader_sessions.open_session(
        house, vouched.arrival, earlier=earlier, lifetime=LIFETIME, once=vouched.once
    )


async def end(request: Request) -> Response:
    """DELETE /api/readers/sessions: sign out. 204, whether the session was still open or not."""
    return await answered_across(request, _end)


async def _end(request: Request, _origin: str | None) -> Response:
    token = bearer(request)
    if not token:
        raise NotSignedIn("Send the session's token as `Authorization: Bearer TOKEN`.", code="session-lapsed")
    await run_in_threadpool(reader_sessions.end, request.app.state.house, token)
    return Response(status_code=204, headers={"cache-control": "no-store"})


async def preflight(request: Request) -> Response:
    """OPTIONS /api/readers/sessions: what a browser asks beforehand on the publisher's page."""
    return may_ask(request, "POST, DELETE")
