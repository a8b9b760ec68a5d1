"""The page that readers see in place of one that cannot be made. It says what is wrong, and gives back what they had typed: a fault, theirs or ours,
loses no words.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from diwan.bootstrap import House
from diwan.editions import render
from diwan.editions.sheets import ThreadHeading
from diwan.editions.words import ReaderWords
from diwan.errors import DiwanError, ForeignOrigin, Malformed, Unavailable, Unknown
from diwan.web import problems
from diwan.web.desk.preferring import accepted
from diwan.web.reader_frame import page, rendering


@dataclass(frozen=True, slots=True)
class Kept:
    """What a reader had typed in a field called `name`, below a `label` (a message's key).

    With an `action`, an address, it is a form that goes there again, with these `hidden` fields and a `button` (a key); without one it is there to be copied.
    """

    words: str
    label: str = "body"
    name: str = ""
    action: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)
    button: str = "submit"


def error_page(
    request: Request, error: DiwanError, *, kept: Kept | None = None, form: Markup | None = None
) -> Response:
    """A page that says what went wrong, in the language of the site; with the words of whoever had sent some, or the whole form that they stood in."""
    house: House = request.app.state.house
    site = house.sites.get(request.path_params.get("site", ""))
    if site is None and "site" not in request.path_params and len(house.sites) == 1:
        [site] = house.sites.values()
    language = site.language if site else _likely_language(request, house)
    heading = ThreadHeading(site.id if site else "-", "-", "Diwan", language, None, 0)
    look = render.view(heading, rendering(house))
    return page(
        "problem.html",
        problems.status_of(error)[0],
        problems.headers_for(error),
        view=look,
        headline=site.name if site else "Diwan",
        article_url=None,
        problem=look.words.problem(error.code) if kept else _told(look.words, error),
        kept=kept,
        form=form,
    )


def _likely_language(request: Request, house: House) -> str:
    """Where the address does not tell the site: the one of the sites' languages that the browser asks for, else the first site's."""
    spoken = [site.language for site in house.sites.values()]
    asked = accepted(request.headers.get("accept-language", ""))
    return asked if asked in spoken else spoken[0]


def _told(words: ReaderWords, error: DiwanError) -> str:
    """What stands on a page that is shown in place of another: a code's own text speaks of a comment that was sent only where one was."""
    if error.code == Unavailable.code:
        return words.say("page-unavailable")
    if error.code == "unknown-receipt":
        return words.problem("unknown-link")
    if error.code not in {Unknown.code, ForeignOrigin.code} and error.code in words.problems:
        return words.problem(error.code)
    return words.say("page-unknown" if isinstance(error, Unknown) else "page-other")


def unread(words: ReaderWords, error: DiwanError) -> str | None:
    """What to tell of a form that could not be read at all, whose words therefore cannot be given back; None for any other error."""
    return words.say("form-unread") if isinstance(error, Malformed) else None


def page_for_errors(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A handler of pages whose errors are pages as well: its readers are people."""

    @wraps(handler)
    def answered(request: Request) -> Response:
        try:
            return handler(request)
        except DiwanError as trouble:
            return error_page(request, trouble)

    return answered


def form_page_for_errors(
    handler: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """As `page_for_errors`, for what a page's form is sent to."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except DiwanError as trouble:
            return await run_in_threadpool(error_page, request, trouble)

    return answered
