"""Which language the desk speaks: the one that a moderator has chosen, else what his browser asks for, else the first site's."""

from starlette.requests import Request

from diwan.bootstrap import House
from diwan.words.languages import LANGUAGES, answering, understood

COOKIE = "__Host-diwan-desk-language"
MOST_ASKED = 20
"""So many languages of a browser's list are looked at."""


def preferred(request: Request, house: House) -> str:
    """The language for this request: one of LANGUAGES."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return accepted(request.headers.get("accept-language", "")) or answering(
        next(iter(house.sites.values())).language
    )


def accepted(header: str) -> str | None:
    """The one of our languages that an Accept-Language header (RFC 9110, section 12.5.4) likes best; None if it names none of them."""
    asked: list[tuple[float, str]] = []
    for each in header.split(",")[:MOST_ASKED]:
        tag, _, weight = each.partition(";")
        liked = _weight(weight.strip().removeprefix("q=")) if weight else 1.0
        language = understood(tag.strip())
        if language is not None and liked > 0:
            asked.append((-liked, language))
    # Sorting is stable: among equals, the first.
    return min(asked, key=lambda each: each[0])[1] if asked else None


def _weight(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0
