"""Pages as HTML, and the headers that every answer of the desk carries.

All words that a person reads stand in the catalogs (`diwan.words`), by keys that the templates name; so they can be translated.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context
from starlette.responses import Response

from diwan.clock import iso
from diwan.decisions import MAX_NOTE_CHARACTERS, AuthorKind, Outcome
from diwan.desk.lanes import BROKEN, Lane
from diwan.editions import text
from diwan.guidelines import AbuseKind, Guideline
from diwan.moderators import Moderator
from diwan.motions import MAX_QUOTE_CHARACTERS
from diwan.web.desk import masking, speaking, telling
from diwan.web.desk.once import Once
from diwan.web.desk.own import own
from diwan.web.desk.showing import short
from diwan.web.passwords import FEWEST_CHARACTERS
from diwan.words.languages import OWN_NAMES

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
        "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class _Plain(Context):
    """A page's names and values. It calls what the templates call as it stands.

    Jinja first asks of everything that is called, at each call, whether it wants to be handed the page as well. A page of cards calls two
    thousand times, and nothing of ours wants that: what it makes depends on what it is given.
    """

    def call(self, called: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        # What a template sets in a loop or a block, for functions that read the page.
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(*given, **named)


_templates = Environment(
    loader=PackageLoader("diwan.web.desk", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_templates.context_class = _Plain
_templates.filters.update(
    iso=iso,
    printed=text.html,
    hex=bytes.hex,
    short=short,
)
_templates.globals.update(
    GUIDELINES=tuple(Guideline),
    ABUSE_KINDS=tuple(AbuseKind),
    OUTCOMES=Outcome,
    AUTHORS=AuthorKind,
    MOST_NOTE_CHARACTERS=MAX_NOTE_CHARACTERS,
    MOST_QUOTE_CHARACTERS=MAX_QUOTE_CHARACTERS,
    FEWEST_PASSWORD_CHARACTERS=FEWEST_CHARACTERS,
    OWN_NAMES=OWN_NAMES,
    LANES_SAID=frozenset(Lane) - BROKEN.keys(),
    mine=own,
    masked_body=masking.printed,
    masked_text=masking.in_text,
    masked_short=masking.in_short,
    masked_pieces=masking.in_pieces,
    masks_of=masking.of_card,
    masks_of_entry=masking.of_entry,
    masked_entry=masking.entry,
    tongue=speaking.tongue,
    calendar=speaking.calendar,
    asked_page=speaking.address,
    say=speaking.say,
    number_of=speaking.number,
    digits=speaking.digits,
    decimal=speaking.decimal,
    percent_of=speaking.percent,
    two=speaking.two,
    day_of=speaking.day,
    moment_of=speaking.moment,
    time_of=speaking.time_of,
    lasting_of=speaking.lasting,
    joined=speaking.listed,
    link=speaking.link,
    told=telling.told,
    explained=telling.explained,
)


def page(name: str, moderator: Moderator | None, /, *, status: int = 200, **values: Any) -> Response:
    """The page `name`, as its reader (or nobody in particular) sees it."""
    html = _templates.get_template(f"{name}.html").render(moderator=moderator, once=Once(), **values)
    return Response(html, status, media_type="text/html")


def phrase(macro: str, *values: Any) -> str:
    """A phrase of the desk as plain text, in the language spoken now: a macro of `words.html`."""
    said = getattr(_templates.get_template("words.html").module, macro)
    return str(said(*values).unescape()).strip()


def harden(response: Response) -> Response:
    """Give the response the desk's headers."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("cache-control", "no-store")
    return response
