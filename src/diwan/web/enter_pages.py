"""Signing in by e-mail, for readers: a form asks for a link, the mail brings it, and the button behind it opens a session.

Nobody is looked up when somebody asks: the answer, and what is done for it, are the same for an address that has written here a hundred
times, for one that never has, and for one that may not be written to. The name is asked for behind the link, of who reads the mailbox: whoever
asked may have been somebody else.
"""

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import subscribing
from diwan.articles import key_of_folder
from diwan.bootstrap import House
from diwan.clock import MINUTE
from diwan.comments import check_name
from diwan.envelopes import Purpose
from diwan.errors import DiwanError, NotSignedIn, Unknown
from diwan.letters import ENTER_WITHIN, EnterLink
from diwan.readers import Arrival, Source
from diwan.storage.mail import MailReader
from diwan.web import problems, reader_sessions
from diwan.web.instead import error_page
from diwan.web.mail_pages import site_in, site_view
from diwan.web.reader_frame import page
from diwan.web.requests import check_same_origin, form_body, own_origin


def ask_page(request: Request) -> Response:
    """GET /sign-in/{site}/email?back=FOLDER: the form. `back` is the article that the reader comes from."""
    try:
        _check_offered(request)
        return _asking(request, back=_back(request.query_params.get("back", "")))
    except DiwanError as trouble:
        return error_page(request, trouble)


async def ask_by_mail(request: Request) -> Response:
    """POST /sign-in/{site}/email: `email` and `back`. The same answer for every address that is one."""
    house: House = request.app.state.house
    email = back = ""
    try:
        _check_offered(request)
        site = site_in(request)
        fields = await form_body(request, house.settings.limits.max_body_bytes)
        email, back = fields.get("email", ""), _back(fields.get("back", ""))
        check_same_origin(request, house.settings.public_url)
        request.app.state.mail_limiter.admit(request)
        asked = subscribing.ask_to_enter(
            house.store, house.clock, house.envelopes, site=site.id, email=email, back=back
        )
        await asyncio.wrap_future(asked)
    except Unknown as trouble:
        return error_page(request, trouble)
    except DiwanError as refusal:
        return _asking(request, email=email, back=back, refusal=refusal)
    house.duties.send_soon()
    return _page(request, text="enter-asked")


def enter_page(request: Request) -> Response:
    """GET /mail/{site}/enter/{token}: the button, and under which name he writes. Looking does not use the link up."""
    try:
        link = _link(request)
    except DiwanError as trouble:
        return error_page(request, trouble)
    return _lapsed(request) if link is None else _entering(request)


async def enter(request: Request) -> Response:
    """POST /mail/{site}/enter/{token}: `name`. The link is used up, and a session opened."""
    house: House = request.app.state.house
    name = ""
    try:
        fields = await form_body(request, house.settings.limits.max_body_bytes)
        name = fields.get("name", "").strip()
        # Or a page elsewhere could sign its visitor in as somebody else.
        check_same_origin(request, house.settings.public_url)
        link_id = house.envelopes.name_in(Purpose.ENTER, site_in(request).id, request.path_params["token"])
        # Before the link is used up: a name that cannot be taken is no reason to ask for another mail.
        check_name(name)
        there = await run_in_threadpool(_page_of_the_paper, request)
        if there is not None:
            handed = await asyncio.wrap_future(subscribing.hand_over(house.store, house.clock, link_id, name))
            return _lapsed(request) if handed is None else _to_the_paper(request, there, handed)
        link = await asyncio.wrap_future(subscribing.enter(house.store, house.clock, link_id))
        session = None if link is None else await run_in_threadpool(_session, request, link, name)
    except Unknown as trouble:
        return error_page(request, trouble)
    except DiwanError as refusal:
        return _entering(request, name=name, refusal=refusal)
    if link is None or session is None:
        return _lapsed(request)
    back = f"/read/{link.site}/{link.back}" if link.back else f"/sign-in/{link.site}/email?done"
    answer = RedirectResponse(f"{house.settings.public_url}{back}", 303, {"cache-control": "no-store"})
    reader_sessions.hand_over(answer, session)
    return answer


def _page_of_the_paper(request: Request) -> str | None:
    """The article's address, where the widget on it asked for the link. None where this page did, or it lies at no origin of the site."""
    house: House = request.app.state.house
    link = _link(request)
    if link is None or link.state is None or not link.back:
        return None
    with house.store.reading() as view:
        article = view.article(link.site, key_of_folder(link.back))
    address = article.description.url if article else ""
    return address.partition("#")[0] if own_origin(address) in site_in(request).origins else None


def _to_the_paper(request: Request, there: str, handed: EnterLink) -> Response:
    house: House = request.app.state.house
    site = site_in(request)
    # Behind the #, which no server is sent. It is of use only to the browser that asked.
    code = house.envelopes.token(Purpose.HAND, handed.site, handed.id)
    return page(
        "enter_back.html",
        view=site_view(house, site),
        headline=site.name,
        article_url=None,
        there=f"{there}#diwan-enter={code}",
    )


def _session(request: Request, link: EnterLink, name: str) -> reader_sessions.Session:
    house: House = request.app.state.house
    return open_for(house, link, name, earlier=reader_sessions.presented(request))


def open_for(
    house: House, link: EnterLink, name: str, *, earlier: str | None = None
) -> reader_sessions.Session:
    """The session of who owns the mailbox. Raises NotSignedIn, Unacceptable (the name), Unavailable."""
    mailbox = house.envelopes.open(link.mark, link.mailbox)
    if mailbox is None:
        raise NotSignedIn("This link has been used, or it is too old. Ask for a new one.")
    # Who he is is told by a keyed hash of his address.
    arrival = Arrival(link.site, Source.EMAIL, house.envelopes.subject(link.site, mailbox), name)
    return reader_sessions.open_session(house, arrival, earlier=earlier)


def _check_offered(request: Request) -> None:
    house: House = request.app.state.house
    site_in(request)
    if house.delivery is None:
        raise Unknown("No mail is sent here.", code="no-mail")


def _link(request: Request) -> EnterLink | None:
    house: House = request.app.state.house
    link_id = house.envelopes.name_in(Purpose.ENTER, site_in(request).id, request.path_params["token"])
    with house.store.connection() as connection:
        return MailReader(connection).enter_link(link_id, house.clock())


def _back(folder: str) -> str:
    """The article's folder, if it has the shape of one; "" for anything else, so that nobody is led away."""
    try:
        key_of_folder(folder)
    except DiwanError:
        return ""
    return folder


def _asking(
    request: Request, *, email: str = "", back: str = "", refusal: DiwanError | None = None
) -> Response:
    done = "done" in request.query_params
    return _page(
        request,
        text="enter-done" if done else "enter-note",
        form="" if done else "ask",
        email=email,
        back=back,
        refusal=refusal,
    )


def _entering(request: Request, *, name: str = "", refusal: DiwanError | None = None) -> Response:
    return _page(request, text="enter-press", form="enter", name=name, refusal=refusal)


def _lapsed(request: Request) -> Response:
    return _page(request, text="enter-lapsed", status=410, again=True)


def _page(
    request: Request,
    *,
    text: str,
    form: str = "",
    email: str = "",
    name: str = "",
    back: str = "",
    again: bool = False,
    status: int = 200,
    refusal: DiwanError | None = None,
) -> Response:
    house: House = request.app.state.house
    site = site_in(request)
    look = site_view(house, site)
    within = look.words.count("minutes", ENTER_WITHIN // MINUTE)
    return page(
        "enter.html",
        status if refusal is None else problems.status_of(refusal)[0],
        {} if refusal is None else problems.headers_for(refusal),
        view=look,
        headline=site.name,
        article_url=None,
        text=look.words.fill(text, site=look.isolated(site.name), time=within),
        form=form,
        email=email,
        name=name,
        back=back,
        ask_url=f"{house.settings.public_url}/sign-in/{site.id}/email",
        again=again,
        done=text == "enter-done",
        problem=look.words.problem(refusal.code) if refusal else None,
    )
