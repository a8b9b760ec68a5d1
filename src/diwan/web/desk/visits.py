"""The way to every handler: who comes, from where, with which form; and what an error looks like on the way out.

A handler is an ordinary function of a Visit and runs in a worker thread. Before it: an unsafe request must come from
Diwan's own pages, its form must be readable, and, unless the handler is `for_anyone`, its sender must be signed in, with a second
factor set up where the newsroom asks for one.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias, cast
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan.bootstrap import House
from diwan.errors import DiwanError, NeedsSecondFactor, NotSignedIn
from diwan.moderators import Moderator
from diwan.web import sessions
from diwan.web.counting import SIGNED_IN
from diwan.web.desk.asked import is_required, must_set_up
from diwan.web.desk.forms import NOTHING, Form, read_form
from diwan.web.desk.own import working
from diwan.web.desk.pages import harden
from diwan.web.desk.preferring import preferred
from diwan.web.desk.problems import refusal
from diwan.web.desk.speaking import speaking
from diwan.web.requests import check_same_origin

SAFE_METHODS = frozenset({"GET", "HEAD"})
EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the desk."""

    request: Request
    house: House
    form: Form
    visitor: Moderator | None

    @property
    def moderator(self) -> Moderator:
        """Who is signed in. Raises NotSignedIn."""
        if self.visitor is None:
            raise NotSignedIn("Please sign in to go on.")
        return self.visitor

    @property
    def wants_json(self) -> bool:
        accepted = self.request.headers.get("accept", "")
        return "application/json" in accepted or EVENTS in accepted


Handler: TypeAlias = Callable[[Visit], Response]
Waiting: TypeAlias = Callable[[Visit], Awaitable[Response]]
"""A handler that waits for somebody else, and must not keep a thread for it."""
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


def for_moderators(house: House, handler: Handler, *, most_bytes: int = 0) -> Endpoint:
    """The handler, behind a sign-in; whoever is signed in may send `most_bytes`, if that is more than the settings say."""
    return _endpoint(house, handler, everyone=False, most_bytes=most_bytes)


def for_moderators_settling_in(house: House, handler: Handler) -> Endpoint:
    """The same, for those too who have not set up the second factor that the newsroom asks of them."""
    return _endpoint(house, handler, everyone=False, settling_in=True)


def for_open_pages(house: House, handler: Waiting) -> Endpoint:
    """The handler, behind a sign-in, asked by pages and not by people: that a page is open does not keep a session from lapsing."""
    return _endpoint(house, handler, everyone=False, used=False)


def for_anyone(house: House, handler: Handler | Waiting) -> Endpoint:
    """The handler, open to whoever comes."""
    return _endpoint(house, handler, everyone=True)


def _endpoint(
    house: House,
    handler: Handler | Waiting,
    *,
    everyone: bool,
    settling_in: bool = False,
    most_bytes: int = 0,
    used: bool = True,
) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        url = request.url
        where = f"{url.path}?{url.query}" if url.query else url.path
        with speaking(preferred(request, house), where):
            answer = await _answer(
                house,
                handler,
                request,
                everyone=everyone,
                settling_in=settling_in,
                most_bytes=most_bytes,
                used=used,
            )
            return harden(answer)

    # Answers are counted, and refusals told of, by this name.
    endpoint.__name__ = f"desk_{_name(handler)}"
    return endpoint


def _name(handler: Handler | Waiting) -> str:
    return _name(handler.func) if isinstance(handler, partial) else handler.__name__


async def _answer(
    house: House,
    handler: Handler | Waiting,
    request: Request,
    *,
    everyone: bool,
    settling_in: bool,
    most_bytes: int,
    used: bool,
) -> Response:
    visit = Visit(request, house, NOTHING, None)
    try:
        if request.method not in SAFE_METHODS:
            check_same_origin(request, house.settings.public_url)
            limit = house.settings.limits.max_body_bytes
            # Much is taken only from those whom we know.
            if most_bytes > limit:
                known = await run_in_threadpool(sessions.holder, house, sessions.presented(request))
                limit = limit if known is None else most_bytes
            visit = Visit(request, house, await read_form(request, limit), None)
    except DiwanError as error:
        return _refused(visit, error)
    elsewhere = partial(_elsewhere, everyone=everyone, settling_in=settling_in)
    if not inspect.iscoroutinefunction(handler):
        # One thread for all of it: each way into one and out of it costs more than finding out who asks.
        return await run_in_threadpool(_answered, visit, elsewhere, cast("Handler", handler), used=used)
    try:
        visit = await run_in_threadpool(_known, visit, used=used)
        with working(house, visit.visitor):
            return await run_in_threadpool(elsewhere, visit) or await cast("Waiting", handler)(visit)
    except DiwanError as error:
        return _refused(visit, error)


def _answered(
    visit: Visit, elsewhere: Callable[[Visit], Response | None], handler: Handler, *, used: bool
) -> Response:
    try:
        visit = _known(visit, used=used)
        with working(visit.house, visit.visitor):
            return elsewhere(visit) or handler(visit)
    except DiwanError as error:
        return _refused(visit, error)


def _known(visit: Visit, *, used: bool) -> Visit:
    """The visit with who comes."""
    visitor = sessions.holder(visit.house, sessions.presented(visit.request), used=used)
    if visitor is not None:
        visit.request.scope[SIGNED_IN] = visitor.id
    return Visit(visit.request, visit.house, visit.form, visitor)


def _elsewhere(visit: Visit, *, everyone: bool, settling_in: bool) -> Response | None:
    """Where he must go first, if anywhere."""
    if everyone:
        return None
    if visit.visitor is None:
        return _to_sign_in(visit)
    asked = not settling_in and is_required(visit.house, visit.visitor)
    if asked and must_set_up(visit.house, visit.visitor, sessions.presented(visit.request)):
        return _to_set_up(visit)
    return None


def _refused(visit: Visit, error: DiwanError) -> Response:
    with working(visit.house, visit.visitor):
        return refusal(error, visit.visitor, as_json=visit.wants_json)


def _to_sign_in(visit: Visit) -> Response:
    if visit.wants_json:
        return refusal(NotSignedIn("Your session has ended. Please sign in again."), None, as_json=True)
    url = visit.request.url
    # A form that arrives without a session cannot be sent again by following a link; its page can be read again.
    where = (f"{url.path}?{url.query}" if url.query else url.path) if _is_safe(visit.request) else "/desk"
    return RedirectResponse(f"/desk/sign-in?next={quote(where, safe='/')}", 303)


def _to_set_up(visit: Visit) -> Response:
    if visit.wants_json:
        needed = NeedsSecondFactor("Set up a second factor first: this newsroom asks for one.")
        return refusal(needed, None, as_json=True)
    return RedirectResponse("/desk/access", 303)


def _is_safe(request: Request) -> bool:
    return request.method in SAFE_METHODS
