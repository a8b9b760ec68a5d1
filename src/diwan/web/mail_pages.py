"""The pages behind the links in mail. A program that looks at all links of a mail changes nothing: GET and HEAD only show a button.

They need no cookie and no sign-in: the link itself is the proof that somebody reads that mailbox. That is why nothing asks where a POST
comes from: a mail program's one click (RFC 8058) comes from a server without an Origin, and a foreign page does not know the link.
"""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from diwan import subscribing
from diwan.bootstrap import House
from diwan.clock import DAY
from diwan.editions import render
from diwan.editions.render import View
from diwan.editions.sheets import ThreadHeading
from diwan.envelopes import Purpose
from diwan.errors import DiwanError, Unknown
from diwan.letters import REFUSED_FOR
from diwan.sites import Site
from diwan.storage.mail import MailReader
from diwan.web.instead import error_page
from diwan.web.reader_frame import page, rendering


def confirm_page(request: Request) -> Response:
    """GET /mail/{site}/confirm/{token}: whether he really wants mail about his comment."""
    house: House = request.app.state.house
    try:
        request_id = _name(request, Purpose.CONFIRM)
    except DiwanError as trouble:
        return error_page(request, trouble)
    with house.store.connection() as connection:
        stands = MailReader(connection).has_request(request_id, house.clock())
    if not stands:
        return _page(request, "mail-confirm-title", "mail-lapsed", status=410)
    return _page(request, "mail-confirm-title", "mail-confirm-note", button="mail-confirm")


async def confirm(request: Request) -> Response:
    """POST /mail/{site}/confirm/{token}: he does. Once; a second time says that the link is used."""
    house: House = request.app.state.house
    try:
        request_id = _name(request, Purpose.CONFIRM)
    except DiwanError as trouble:
        return error_page(request, trouble)
    told = house.settings.mail
    confirmed = await asyncio.wrap_future(
        subscribing.confirm(
            house.store, house.clock, request_id, keep_days=told.keep_days, daily_hour=told.daily_hour
        )
    )
    if not confirmed:
        return _page(request, "mail-confirm-title", "mail-lapsed", status=410)
    house.duties.send_soon()
    return _page(request, "mail-confirm-title", "mail-confirmed")


def stop_page(request: Request) -> Response:
    """GET /mail/{site}/stop/{token}: whether he really wants no more. The same page whether he is written to or not."""
    try:
        _name(request, Purpose.STOP)
    except DiwanError as trouble:
        return error_page(request, trouble)
    return _page(request, "mail-stop-title", "mail-stop-note", button="mail-stop")


async def stop(request: Request) -> Response:
    """POST /mail/{site}/stop/{token}: he wants no more. By the page's button, or by one click in the mail program; as often as one likes."""
    house: House = request.app.state.house
    try:
        mark = bytes.fromhex(_name(request, Purpose.STOP))
    except DiwanError as trouble:
        return error_page(request, trouble)
    await asyncio.wrap_future(subscribing.stop(house.store, mark))
    return _page(request, "mail-stop-title", "mail-stopped")


def refuse_page(request: Request) -> Response:
    """GET /mail/{site}/refuse/{token}: whether nothing that others ask for is to be sent to him."""
    try:
        _name(request, Purpose.REFUSE)
    except DiwanError as trouble:
        return error_page(request, trouble)
    return _page(request, "mail-refuse-title", "mail-refuse-note", button="mail-refuse")


async def refuse(request: Request) -> Response:
    """POST /mail/{site}/refuse/{token}: nothing is to be sent to him that others ask for."""
    house: House = request.app.state.house
    try:
        everywhere = bytes.fromhex(_name(request, Purpose.REFUSE))
    except DiwanError as trouble:
        return error_page(request, trouble)
    await asyncio.wrap_future(subscribing.refuse(house.store, house.clock, everywhere))
    return _page(request, "mail-refuse-title", "mail-refused")


def site_in(request: Request) -> Site:
    """The site that the address names. Raises Unknown."""
    house: House = request.app.state.house
    site = house.sites.get(request.path_params["site"])
    if site is None:
        raise Unknown("There is no such site here.", code="unknown-site")
    return site


def site_view(house: House, site: Site) -> View:
    """The words and the direction of a site's own language."""
    heading = ThreadHeading(site.id, "-", site.name, site.language, None, site.max_characters)
    return render.view(heading, rendering(house))


def _name(request: Request, purpose: Purpose) -> str:
    """What the link names. Raises Unknown."""
    house: House = request.app.state.house
    return house.envelopes.name_in(purpose, site_in(request).id, request.path_params["token"])


def _page(
    request: Request, title: str, text: str, *, button: str | None = None, status: int = 200
) -> Response:
    house: House = request.app.state.house
    site = site_in(request)
    look = site_view(house, site)
    values: dict[str, Any] = {
        "site": look.isolated(site.name),
        "days": look.words.count("days", REFUSED_FOR // DAY),
    }
    return page(
        "mail.html",
        status,
        view=look,
        headline=site.name,
        article_url=None,
        title=look.words.say(title),
        text=look.words.fill(text, **values),
        button=look.words.say(button) if button else None,
    )
