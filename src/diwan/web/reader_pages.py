"""Pages for readers on Diwan's own address: a thread without JavaScript.

It is put together from printed files alone: it is there even when the database is not.
"""

import secrets
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from diwan.articles import key_of_folder
from diwan.bootstrap import House
from diwan.editions import render
from diwan.editions.render import Draft, Writing
from diwan.editions.sheets import ThreadHeading
from diwan.editions.words import ReaderWords
from diwan.errors import (
    DiwanError,
    MayNotWrite,
    OutsideHours,
    ThreadClosed,
    TicketUsed,
    TooMany,
    Unavailable,
    Unknown,
)
from diwan.web import opening, problems, reader_sessions, restrained_told
from diwan.web.door import Door
from diwan.web.instead import Kept, error_page, unread
from diwan.web.printed import PrintedThread
from diwan.web.reader_frame import page as _page, rendering as _rendering


def read(request: Request) -> Response:
    """GET /read/{site}/{folder}?page=n&reply=id: a thread, whole, with a form that works."""
    reply = request.query_params.get("reply", "")
    return read_page(request, draft=Draft(parent=reply))


def read_page(request: Request, *, draft: Draft, refusal: DiwanError | None = None) -> Response:
    """The page, after a refusal with the reader's words in the form and what was wrong with them.

    For a thread that was never printed, or cannot be read now, a page that says so, with the same form; for words that can no longer be sent,
    the words to be copied.
    """
    try:
        return _read_page(request, draft, refusal)
    except DiwanError as trouble:
        return (
            error_page(request, trouble)
            if refusal is None
            else _in_place_of_the_thread(request, draft, refusal)
        )


def _read_page(request: Request, draft: Draft, refusal: DiwanError | None) -> Response:
    house: House = request.app.state.house
    thread = _thread(request)
    page = thread.page_from(_number(request.query_params.get("page")))
    look = render.view(thread.heading, _rendering(house))
    closes = thread.heading.closes_at
    closed = closes is not None and house.clock() >= closes
    site = house.sites.get(look.site)
    shut = None if closed or site is None else opening.shut(house, site, thread.heading.article)
    form, writing = None, render.Writing()
    # What somebody has written comes back to him at any hour.
    if not closed and (shut is None or refusal is not None):
        writing = _writing(request, thread.heading.site)
        draft = replace(draft, parent_name=thread.name_of(draft.parent, page))
        form = _form(request, thread.heading, draft, refusal, writing)
    link = look.thread_link()
    return _page(
        "read.html",
        200 if refusal is None else problems.status_of(refusal)[0],
        {} if refusal is None else problems.headers_for(refusal),
        view=look,
        headline=thread.heading.headline,
        article_url=thread.heading.url or None,
        count=thread.count,
        sheet=None if page is None else Markup(thread.html(page.address)),  # noqa: S704 - our own, as it was printed
        form=form,
        closed=closed,
        opens_again=None if shut is None or form else opening.again(look.words, shut, house.clock()),
        problem=_told(request, look.words, draft, refusal) if closed and refusal else None,
        kept=Kept(draft.body) if closed and draft.body else None,
        open_until=None if closes is None or closed else look.words.date(closes),
        sign_out=f"{look.public_url}/sign-out/{look.site}" if writing.name else None,
        enter_link=None
        if writing.name or form is None or house.delivery is None
        else f"{look.public_url}/sign-in/{look.site}/email?back={look.folder}",
        older=None if page is None or page.before is None else f"{link}?page={page.before}",
        newer=None if page is None or page.after is None else f"{link}?page={page.after}",
        is_replies=False,
    )


def _in_place_of_the_thread(request: Request, draft: Draft, refusal: DiwanError) -> Response:
    """What was sent, where the thread that it belongs to cannot be shown: in a form that goes to the same address, if that names an article."""
    house: House = request.app.state.house
    site = house.sites.get(request.path_params["site"])
    try:
        article = key_of_folder(request.path_params["folder"])
    except Unknown:
        article = ""
    if not draft.body:
        return error_page(request, refusal)
    if site is None or not article or isinstance(refusal, ThreadClosed):
        return error_page(request, refusal, kept=Kept(draft.body))
    heading = ThreadHeading(site.id, article, site.name, site.language, None, site.max_characters)
    form = _form(request, heading, draft, refusal, _writing(request, site.id))
    return error_page(request, refusal, form=form)


def _form(
    request: Request, heading: ThreadHeading, draft: Draft, refusal: DiwanError | None, writing: Writing
) -> Markup:
    words = render.view(heading, _rendering(request.app.state.house)).words
    return render.form(
        heading,
        _rendering(request.app.state.house),
        draft=replace(draft, key=draft.key or _new_key(), ticket=_ticket(request, draft.ticket, refusal)),
        problem=_told(request, words, draft, refusal) if refusal else None,
        problem_field=refusal.field if refusal else None,
        writing=writing,
    )


def read_replies(request: Request) -> Response:
    """GET /read/{site}/{folder}/replies/{address}?page=n: one conversation's replies, from its top sheet."""
    house: House = request.app.state.house
    try:
        thread = _thread(request)
        replies = thread.conversation(request.path_params["address"])
        page = replies.page_from(_number(request.query_params.get("page")))
    except DiwanError as trouble:
        return error_page(request, trouble)
    look = render.view(thread.heading, _rendering(house))
    link = look.replies_link(request.path_params["address"])
    return _page(
        "read.html",
        view=look,
        headline=thread.heading.headline,
        article_url=thread.heading.url or None,
        count=replies.count,
        sheet=None if page is None else Markup(thread.html(page.address)),  # noqa: S704 - our own, as it was printed
        form=None,
        closed=False,
        opens_again=None,
        open_until=None,
        older=None if page is None or page.before is None else f"{link}?page={page.before}",
        newer=None if page is None or page.after is None else f"{link}?page={page.after}",
        sign_out=None,
        is_replies=True,
    )


def heading_of(request: Request) -> ThreadHeading:
    """The heading of the thread that the address names. Raises Unknown, Unavailable."""
    return _thread(request).heading


def _thread(request: Request) -> PrintedThread:
    house: House = request.app.state.house
    site, folder = request.path_params["site"], request.path_params["folder"]
    if site not in house.sites:
        raise Unknown("There is no such site here.", code="unknown-site")
    key_of_folder(folder)
    return PrintedThread(house.press, site, folder)


def _writing(request: Request, site_id: str) -> Writing:
    """As whom the reader of this page would write. Without the database nobody is signed in: reading goes on."""
    house: House = request.app.state.house
    told = house.settings.site(site_id)
    guests, page = (True, "") if told is None else (told.sign_in.guests, told.sign_in.page)
    if told is not None and told.openid and not page:
        back = f"/read/{site_id}/{request.path_params['folder']}"
        page = f"{house.settings.public_url}/openid/{site_id}?back={quote(back, safe='/')}"
    reader = None
    with suppress(Unavailable):
        reader = reader_sessions.holder(house, reader_sessions.presented(request), site_id)
    if reader is None:
        return Writing(guests=guests, page=page)
    return Writing(reader.name, None if reader.badge is None else reader.badge.value, guests, page)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _ticket(request: Request, shown: str, refusal: DiwanError | None) -> str:
    """The form's ticket: the one it had, as long as that can let in, for its age may be what counts; else a new one. It holds no work."""
    site = request.app.state.house.sites[request.path_params["site"]]
    if site.admission.is_idle:
        return ""
    door: Door = request.app.state.door
    article = key_of_folder(request.path_params["folder"])
    if shown and not isinstance(refusal, TicketUsed) and door.is_good(site, article, shown):
        return shown
    return door.ticket(site, article, with_work=False)[0]


def _told(request: Request, words: ReaderWords, draft: Draft, refusal: DiwanError) -> str:
    """What to tell a reader about a refusal, and when he can send again, where that is what it is about."""
    if isinstance(refusal, MayNotWrite):
        return restrained_told.refusal(words, refusal, request.app.state.house.settings.statements.contact)
    if isinstance(refusal, OutsideHours):
        return opening.refusal(words, refusal)
    told = (None if draft.body else unread(words, refusal)) or words.problem(refusal.code)
    if isinstance(refusal, TooMany):
        told += " " + words.count("send-again-in", refusal.retry_after_s)
    return told


def _new_key() -> str:
    return secrets.token_urlsafe(24)
