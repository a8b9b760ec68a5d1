"""Pages as HTML, and the headers that every answer of the desk carries.

All words that a person reads stand in the templates, so that they can be translated in one place.
"""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response

from diwan.clock import iso, utc
from diwan.decisions import MAX_NOTE_CHARACTERS, AuthorKind, Outcome
from diwan.editions import text
from diwan.guidelines import AbuseKind, Guideline
from diwan.moderators import Moderator
from diwan.motions import MAX_QUOTE_CHARACTERS
from diwan.web.desk.showing import short
from diwan.web.passwords import FEWEST_CHARACTERS

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

_templates = Environment(
    loader=PackageLoader("diwan.web.desk", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_templates.filters.update(
    iso=iso,
    minute=lambda at: utc(at).strftime("%Y-%m-%d %H:%M"),
    date=lambda at: utc(at).strftime("%Y-%m-%d"),
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
)


def page(name: str, moderator: Moderator | None, /, *, status: int = 200, **values: Any) -> Response:
    """The page `name`, as its reader (or nobody in particular) sees it."""
    html = _templates.get_template(f"{name}.html").render(moderator=moderator, **values)
    return Response(html, status, media_type="text/html")


def say(macro: str, *values: Any) -> str:
    """A phrase of the desk as plain text: a macro of `words.html`."""
    phrase = getattr(_templates.get_template("words.html").module, macro)
    return str(phrase(*values).unescape()).strip()


def harden(response: Response) -> Response:
    """Give the response the desk's headers."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("cache-control", "no-store")
    return response
