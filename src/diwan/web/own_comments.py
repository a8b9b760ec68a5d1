"""What a reader who has signed in has written at a site: for him alone, and without JavaScript. From here he takes the archive of all of
it, withdraws all of it, or leaves for good.

Whoever has no open session at the site is told how to sign in, and nothing else: every address here answers him alike.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import arriving, erasure, receipts
from diwan.bootstrap import House
from diwan.clock import Milliseconds
from diwan.desk.cards import Card
from diwan.editions.render import View
from diwan.errors import DiwanError, NotSignedIn
from diwan.readers import Reader
from diwan.sites import Site
from diwan.storage.desk import DeskReader
from diwan.storage.readers import ReaderLookup
from diwan.storage.stored_about import stored_about
from diwan.web import archive, reader_sessions
from diwan.web.instead import error_page
from diwan.web.mail_pages import site_in, site_view
from diwan.web.reader_frame import page
from diwan.web.requests import check_same_origin, form_body
from diwan.web.sign_in.exchanging import LIFETIME
from diwan.web.submitting import check_origin

PAGE = 20
"""So many comments stand on one page."""
_MOST_POSITION_DIGITS = 18
_MOST_BODY = 1024


@dataclass(frozen=True, slots=True)
class Own:
    """One of his comments, as the list shows it. `guideline` is that of a rejection, by its code."""

    headline: str
    article_url: str
    standing: str
    guideline: str | None
    at: Milliseconds
    body: str
    receipt_url: str


def own_page(request: Request) -> Response:
    """GET /yours/{site}?before=position: his comments, the latest first."""
    try:
        return _own_page(request)
    except DiwanError as trouble:
        return _refused(request, trouble)


def _own_page(request: Request) -> Response:
    house: House = request.app.state.house
    site, reader = _signed_in(request)
    before = _position(request.query_params.get("before", ""))
    with house.store.connection() as connection:
        found = ReaderLookup(connection).signed(reader.id, PAGE + 1, before=before)
        cards = DeskReader(connection).cards(found[:PAGE])
    has_more = len(found) > PAGE
    return _page(
        request,
        site,
        reader=reader,
        own=[_own(house, card) for card in cards if card.comment.words is not None],
        older=f"{_address(house, site)}?before={cards[-1].comment.position}" if has_more and cards else None,
        first=None if before is None else _address(house, site),
        said="own-erased" if "erased" in request.query_params and not found and before is None else None,
    )


def own_archive(request: Request) -> Response:
    """GET /yours/{site}/archive: everything stored about him and his comments here, as one file."""
    house: House = request.app.state.house
    try:
        site, reader = _signed_in(request)
        request.app.state.limiter.admit(request)
        with house.store.connection() as connection:
            lookup = ReaderLookup(connection)
            since = lookup.came_at(reader.id)
            told = [stored_about(connection, comment_id) for comment_id in lookup.signed(reader.id)]
    except DiwanError as trouble:
        return _refused(request, trouble)
    words = site_view(house, site).words
    comments = [each for each in told if each is not None]
    data = archive.archive_of(comments, words, house.clock(), reader=reader, since=since)
    return archive.handed(data, site.id)


def withdraw_all(request: Request) -> Response:
    """POST /yours/{site}/withdrawal: erase the words of all of them. Each has its own entry in the ledger."""
    house: House = request.app.state.house
    try:
        check_same_origin(request, house.settings.public_url)
        site, reader = _signed_in(request)
        request.app.state.limiter.admit(request)
        erasure.erase_all(house.store, house.clock, reader_id=reader.id, by="reader")
    except DiwanError as trouble:
        return _refused(request, trouble)
    house.duties.print_soon()
    return RedirectResponse(f"{_address(house, site)}?erased", 303, {"cache-control": "no-store"})


def leave(request: Request) -> Response:
    """POST /yours/{site}/departure: who he is is destroyed, and his sessions end. What he has written stays."""
    house: House = request.app.state.house
    try:
        check_same_origin(request, house.settings.public_url)
        site, reader = _signed_in(request)
        request.app.state.limiter.admit(request)
        arriving.depart(house.store, house.clock, reader_id=reader.id, by="reader").result()
    except DiwanError as trouble:
        return _refused(request, trouble)
    answer = _page(request, site, said="own-left")
    reader_sessions.take_back(answer)
    return answer


async def come_from_paper(request: Request) -> Response:
    """POST /yours/{site}: `session`, the widget's. The same session then opens this page as well."""
    house: House = request.app.state.house
    try:
        site = site_in(request)
        check_origin(site, request.headers.get("origin"), house)
        fields = await form_body(request, _MOST_BODY)
        token = fields.get("session", "")
        reader = await run_in_threadpool(reader_sessions.holder, house, token, site.id)
        if reader is None:
            raise NotSignedIn("This session has ended. Sign in again.")
    except DiwanError as trouble:
        return await run_in_threadpool(_refused, request, trouble)
    answer = RedirectResponse(_address(house, site), 303, {"cache-control": "no-store"})
    reader_sessions.keep(answer, token, lifetime=LIFETIME)
    return answer


def _signed_in(request: Request) -> tuple[Site, Reader]:
    """Whose session this is. Raises Unknown (no such site), NotSignedIn."""
    house: House = request.app.state.house
    site = site_in(request)
    reader = reader_sessions.holder(house, reader_sessions.presented(request), site.id)
    if reader is None:
        raise NotSignedIn("Sign in to see what you have written.")
    return site, reader


def _refused(request: Request, trouble: DiwanError) -> Response:
    if isinstance(trouble, NotSignedIn):
        return _page(request, site_in(request), status=401, ways=True)
    return error_page(request, trouble)


def _own(house: House, card: Card) -> Own:
    decision = card.current.decision if card.current else None
    token = receipts.token(house.secrets.receipts, card.comment.id)
    url = card.article.description.url
    return Own(
        headline=card.article.description.headline,
        article_url=url if urlsplit(url).scheme in {"http", "https"} else "",
        standing=card.standing,
        guideline=decision.reason.guideline if decision and card.standing == "rejected" else None,
        at=card.comment.at,
        body=card.comment.words.body if card.comment.words else "",
        receipt_url=f"{house.settings.public_url}/receipts/{token}",
    )


def _page(
    request: Request,
    site: Site,
    *,
    status: int = 200,
    reader: Reader | None = None,
    own: list[Own] | None = None,
    older: str | None = None,
    first: str | None = None,
    said: str | None = None,
    ways: bool = False,
) -> Response:
    house: House = request.app.state.house
    look: View = site_view(house, site)
    return page(
        "own.html",
        status,
        view=look,
        headline=site.name,
        article_url=None,
        reader=reader,
        own=own or [],
        older=older,
        first=first,
        said=said,
        ways=_ways(house, site, look) if ways else None,
        site_name=look.isolated(site.name),
        address=_address(house, site),
        sign_out=f"{house.settings.public_url}/sign-out/{site.id}",
    )


def _ways(house: House, site: Site, look: View) -> list[dict[str, Any]]:
    """Where one signs in at this site: what to say, and the address. The one provider that there may be is named."""
    settings, public = house.settings.site(site.id), house.settings.public_url
    ways = []
    if settings is not None and settings.sign_in.page:
        ways.append({"said": look.words.say("sign-in"), "url": settings.sign_in.page})
    if settings is not None and settings.openid:
        titles = [provider.title for provider in settings.openid]
        said = (
            look.words.fill("openid-with", title=look.isolated(titles[0]))
            if len(titles) == 1
            else look.words.say("openid-title")
        )
        ways.append({"said": said, "url": f"{public}/openid/{site.id}"})
    if house.delivery is not None:
        ways.append({"said": look.words.say("enter-title"), "url": f"{public}/sign-in/{site.id}/email"})
    return ways


def _address(house: House, site: Site) -> str:
    return f"{house.settings.public_url}/yours/{site.id}"


def _position(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_POSITION_DIGITS else None
