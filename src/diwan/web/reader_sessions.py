"""Sessions of readers: opened for an arrival, presented by cookie or as a bearer token, ended by signing out or by time.

A token is 32 random bytes; only its SHA-256 is stored, so that a copy of the database opens no session. Diwan's own pages keep it
in a cookie that no script reads. The widget stands on the publisher's page, where Diwan's cookies are a third party's: it
holds the token itself and sends it along (`Authorization: Bearer`), so that its requests carry no credentials a browser adds
by itself. A session is for one site.
"""

import hashlib
import secrets
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from diwan import arriving
from diwan.arriving import SingleUse
from diwan.bootstrap import House
from diwan.clock import DAY, Milliseconds
from diwan.errors import NotSignedIn
from diwan.readers import Arrival, Reader
from diwan.storage.readers import ReaderLookup
from diwan.web.requests import bearer

COOKIE = "__Host-diwan-reader"
LIFETIME: Milliseconds = 30 * DAY

_TOKEN_BYTES = 32
_TOKEN_CHARACTERS = 43


@dataclass(frozen=True, slots=True)
class Session:
    """A session just opened: its token, which nobody else will ever see, whose it is, and until when."""

    token: str
    reader: Reader
    until: Milliseconds


def open_session(
    house: House,
    arrival: Arrival,
    *,
    earlier: str | None = None,
    lifetime: Milliseconds = LIFETIME,
    once: SingleUse | None = None,
) -> Session:
    """Open a session, ending the `earlier` one of this browser. Raises Unacceptable, NotSignedIn ("sign-in-used"), Unavailable."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    until = house.clock() + lifetime
    reader = arriving.arrive(
        house.store,
        house.clock,
        arrival,
        token_hash=token_hash(token),
        until=until,
        earlier=None if earlier is None else token_hash(earlier),
        once=once,
    ).result()
    return Session(token, reader, until)


def end(house: House, token: str | None) -> None:
    """End the session, wherever else its token may still lie. Raises Unavailable."""
    if token is not None:
        house.store.write(lambda tx: tx.end_reader_session(token_hash(token))).result()


def holder(house: House, token: str | None, site: str) -> Reader | None:
    """Whose session on this site it is; None if it is nobody's any more."""
    if token is None:
        return None
    with house.store.connection() as connection:
        return ReaderLookup(connection).of_session(token_hash(token), site, house.clock())


def presented(request: Request) -> str | None:
    """The token in the browser's cookie, if it has the shape of one."""
    return _shaped(request.cookies.get(COOKIE, ""))


async def bearer_of(request: Request, house: House, site: str) -> Reader | None:
    """The reader whose token the request bears; None if it bears none. Raises NotSignedIn if its session has lapsed.

    The cookie does not count: a page of another origin can make a browser send that.
    """
    token = bearer(request)
    if not token:
        return None
    reader = await run_in_threadpool(holder, house, _shaped(token), site)
    if reader is None:
        raise lapsed()
    return reader


def lapsed() -> NotSignedIn:
    """A session that is no more."""
    return NotSignedIn(
        "Your sign-in has ended. Your words are still here: sign in again, then send them.",
        code="session-lapsed",
    )


def hand_over(response: Response, session: Session, *, lifetime: Milliseconds = LIFETIME) -> None:
    """Give the browser its session."""
    keep(response, session.token, lifetime=lifetime)


def keep(response: Response, token: str, *, lifetime: Milliseconds) -> None:
    """Let the browser keep the token of an open session."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=lifetime // 1000,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def take_back(response: Response) -> None:
    """Remove the session from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


def token_hash(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _shaped(token: str) -> str | None:
    return token if len(token) == _TOKEN_CHARACTERS else None
