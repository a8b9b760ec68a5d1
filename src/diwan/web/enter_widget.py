"""Signing in by e-mail from the widget, which stands on the publisher's page and keeps the session itself.

The browser makes up a *state*, keeps it, and sends its hash along with the asking. The button behind the mailed link leads back to the
article, with a code behind the #; the session goes to who has both, the code and the state. So nobody is signed in by an address that
somebody else made, and pressing a button signs nobody in who asked with another browser.
"""

import asyncio
import hashlib
import hmac
import re

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from diwan import subscribing
from diwan.articles import check_key, folder_name
from diwan.bootstrap import House
from diwan.clock import iso
from diwan.envelopes import Purpose
from diwan.errors import Malformed, NotSignedIn, Unknown
from diwan.letters import EnterLink
from diwan.web.enter_pages import open_for
from diwan.web.requests import json_body
from diwan.web.sign_in.exchanging import Opened
from diwan.web.submitting import answered_across, check_origin, site_of

_STATE = re.compile(r"[0-9a-f]{64}")
_MOST_BODY = 8192


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    """The body of POST /api/readers/links. `state` is the SHA-256, in hexadecimal, of what the browser keeps."""

    site: str
    article: str
    email: str
    state: str


class _Brought(msgspec.Struct, forbid_unknown_fields=True):
    """The body of POST /api/readers/arrivals. `state` is what the browser kept."""

    site: str
    code: str
    state: str


async def ask_from_widget(request: Request) -> Response:
    """POST /api/readers/links: 202 for every address that is one, whoever it belongs to; else a problem."""
    return await answered_across(request, _ask)


async def _ask(request: Request, origin: str | None) -> Response:
    house: House = request.app.state.house
    asked = await json_body(request, _Asked, _MOST_BODY)
    site = site_of(house, asked.site)
    check_origin(site, origin, house)
    check_key(asked.article)
    if not _STATE.fullmatch(asked.state):
        raise Malformed("`state` is a SHA-256 in 64 hexadecimal digits.", field="state")
    if house.delivery is None:
        raise Unknown("No mail is sent here.", code="no-mail")
    request.app.state.mail_limiter.admit(request)
    owed = subscribing.ask_to_enter(
        house.store,
        house.clock,
        house.envelopes,
        site=site.id,
        email=asked.email,
        back=folder_name(asked.article),
        state=bytes.fromhex(asked.state),
    )
    await asyncio.wrap_future(owed)
    house.duties.send_soon()
    return Response(b"{}", 202, headers={"cache-control": "no-store"}, media_type="application/json")


async def take_over(request: Request) -> Response:
    """POST /api/readers/arrivals: 201 with a session for a code and its browser's state, once; else a problem."""
    return await answered_across(request, _take_over)


async def _take_over(request: Request, origin: str | None) -> Response:
    house: House = request.app.state.house
    brought = await json_body(request, _Brought, _MOST_BODY)
    site = site_of(house, brought.site)
    check_origin(site, origin, house)
    request.app.state.limiter.admit(request)
    link_id = house.envelopes.name_in(Purpose.HAND, site.id, brought.code)
    # Used up by the first try: who has the code without the state gets no second one.
    link = await asyncio.wrap_future(subscribing.enter(house.store, house.clock, link_id))
    if link is None or not _is_his(link, brought.state):
        raise NotSignedIn(
            "This link has been used, or it is too old. Ask for a new one.", code="sign-in-used"
        )
    session = await run_in_threadpool(open_for, house, link, link.name)
    answer = Opened(session.token, session.reader.name, None, iso(session.until))
    return Response(
        msgspec.json.encode(answer), 201, headers={"cache-control": "no-store"}, media_type="application/json"
    )


def _is_his(link: EnterLink, state: str) -> bool:
    presented = hashlib.sha256(state.encode("utf-8", "replace")).digest()
    return link.state is not None and hmac.compare_digest(link.state, presented)
