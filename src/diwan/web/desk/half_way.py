"""Between the password (or the link) and the second factor: a sealed cookie, good for five minutes, says who has come so far.

It is good for nothing else, and ends with the password it came after.
"""

import base64
import binascii
import hashlib

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan.bootstrap import House
from diwan.clock import MINUTE, Milliseconds
from diwan.identifiers import is_identifier
from diwan.storage.people import PeopleReader
from diwan.web.desk.paths import HOME, onward
from diwan.web.seals import Seals

COOKIE = "__Host-diwan-desk-step"
PAGE = "/desk/second-step"
LASTING: Milliseconds = 5 * MINUTE
_PURPOSE = "second step"
_MOST_CHARACTERS = 300


def lead_on(house: House, moderator_id: str, next_page: str = HOME) -> Response:
    """To the page that asks for the second factor."""
    answer = RedirectResponse(onward(PAGE, next_page), 303)
    told = f"{moderator_id} {_stamp(house, moderator_id)}".encode()
    seal = Seals(house.secrets.receipts).make(_PURPOSE, told, house.clock() + LASTING)
    answer.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(seal).decode(),
        max_age=LASTING // 1000,
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )
    return answer


def came_so_far(house: House, request: Request) -> str | None:
    """The moderator who has shown the first factor in this browser; None if nobody has, or it was too long ago."""
    presented = request.cookies.get(COOKIE, "")
    if not presented or len(presented) > _MOST_CHARACTERS:
        return None
    try:
        seal = base64.b64decode(presented, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    opened = Seals(house.secrets.receipts).open(_PURPOSE, seal, house.clock())
    if opened is None:
        return None
    moderator_id, _, stamp = opened.payload.decode().partition(" ")
    return moderator_id if is_identifier(moderator_id) and stamp == _stamp(house, moderator_id) else None


def take_back(response: Response) -> None:
    """Remove the cookie from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")


def _stamp(house: House, moderator_id: str) -> str:
    """Changes with the password."""
    with house.store.connection() as connection:
        stored = PeopleReader(connection).password_hash(moderator_id) or ""
    return hashlib.sha256(stored.encode()).hexdigest()[:16]
