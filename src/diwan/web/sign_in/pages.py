"""Signing in and out without JavaScript, on Diwan's own address.

The publisher's page brings his reader by a form that posts the token here, or by a link with the token in it. A link is only looked
at: a page asks the reader to go on, and his own press of the button uses the token up, so that neither a mail
scanner nor a page of somebody else's signs anybody in.
"""

from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan.articles import check_key as check_article_key, folder_name, key_of_folder
from diwan.bootstrap import House
from diwan.editions import render
from diwan.editions.sheets import ThreadHeading
from diwan.errors import DiwanError, ForeignOrigin
from diwan.sites import Site
from diwan.web import reader_sessions
from diwan.web.instead import error_page
from diwan.web.printed import PrintedThread
from diwan.web.reader_frame import page, rendering
from diwan.web.requests import check_same_origin, form_body
from diwan.web.sign_in.exchanging import LIFETIME, open_with_token
from diwan.web.sign_in.token import MOST_BYTES
from diwan.web.submitting import check_origin, site_of

_FOR_READERS = frozenset({"sign-in-used", "sign-in-expired"})
_MOST_BODY = 3 * MOST_BYTES + 4096
"""A token has no characters that a form would escape; an article's key may."""


def ask(request: Request) -> Response:
    """GET /sign-in/{site}?token=…&article=…: who will be signed in, and a button. Nothing is used up by looking."""
    house: House = request.app.state.house
    try:
        site = site_of(house, request.path_params["site"])
        token, article = request.query_params.get("token", ""), request.query_params.get("article", "")
        request.app.state.limiter.admit(request)
        vouched = request.app.state.porters.of(site.id).read(token, house.clock())
        _check_article(article)
    except DiwanError as refusal:
        return _refused(request, refusal)
    return page(
        "sign_in.html", **_frame(house, site, article), arrival=vouched.arrival, token=token, article=article
    )


async def sign_in(request: Request) -> Response:
    """POST /sign-in/{site}: the token is used up, the browser gets its session, and the reader goes on to the article's comments."""
    house: House = request.app.state.house
    try:
        site = site_of(house, request.path_params["site"])
        _check_sender(request, site, house)
        fields = await form_body(request, _MOST_BODY)
        request.app.state.limiter.admit(request)
        article = fields.get("article", "")
        _check_article(article)
        session = await run_in_threadpool(
            open_with_token,
            house,
            request.app.state.porters,
            site.id,
            fields.get("token", ""),
            earlier=reader_sessions.presented(request),
        )
    except DiwanError as refusal:
        return await run_in_threadpool(_refused, request, refusal)
    answer: Response
    if article:
        answer = _to_thread(house, site, folder_name(article))
    else:
        answer = page("signed_in.html", **_frame(house, site), reader=session.reader)
    reader_sessions.hand_over(answer, session, lifetime=LIFETIME)
    return answer


async def sign_out(request: Request) -> Response:
    """POST /sign-out/{site}: the session ends, here and wherever else its token may lie."""
    house: House = request.app.state.house
    try:
        check_same_origin(request, house.settings.public_url)
        site = site_of(house, request.path_params["site"])
        fields = await form_body(request, _MOST_BODY)
        folder = fields.get("folder", "")
        if folder:
            key_of_folder(folder)
        await run_in_threadpool(reader_sessions.end, house, reader_sessions.presented(request))
    except DiwanError as refusal:
        return await run_in_threadpool(error_page, request, refusal)
    answer: Response
    if folder:
        answer = _to_thread(house, site, folder)
    else:
        answer = page("signed_in.html", **_frame(house, site), reader=None)
    reader_sessions.take_back(answer)
    return answer


def _refused(request: Request, refusal: DiwanError) -> Response:
    # What is wrong with a token is for whoever makes it (`diwan sign-in try`, or the widget's answer); a reader can only try again.
    if refusal.code.startswith("sign-in-") and refusal.code not in _FOR_READERS:
        refusal.code = "sign-in-failed"
    return error_page(request, refusal)


def _check_sender(request: Request, site: Site, house: House) -> None:
    """A form of Diwan's own page or of the publisher's. Every browser says which; without a word it is no browser. Raises ForeignOrigin."""
    origin = request.headers.get("origin")
    if origin is None and request.headers.get("sec-fetch-site") not in {None, "none", "same-origin"}:
        raise ForeignOrigin("This form belongs to another site. Sign in from the publisher's own page.")
    check_origin(site, origin, house)


def _check_article(article: str) -> None:
    if article:
        check_article_key(article)


def _to_thread(house: House, site: Site, folder: str) -> Response:
    address = f"{house.settings.public_url}/read/{site.id}/{folder}#diwan-write"
    return RedirectResponse(address, 303, {"cache-control": "no-store"})


def _frame(house: House, site: Site, article: str = "") -> dict[str, Any]:
    """In the language of the article, where one is named that has been printed; else in the site's."""
    language = site.language
    if article:
        with suppress(DiwanError):
            language = PrintedThread(house.press, site.id, folder_name(article)).heading.language
    heading = ThreadHeading(site.id, "-", site.name, language, None, 0)
    look = render.view(heading, rendering(house))
    return {
        "view": look,
        "headline": site.name,
        "article_url": None,
        "sign_in_link": f"{house.settings.public_url}/sign-in/{site.id}",
    }
