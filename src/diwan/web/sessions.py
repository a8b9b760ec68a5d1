"""Sessions of the desk, and the links that open one once.

A token is 32 random bytes; only its SHA-256 is stored, so that a copy of the database opens no session. A session ends
after 12 hours, when its holder signs out, and with its holder's dismissal.
"""

import hashlib
import secrets

from starlette.requests import Request
from starlette.responses import Response

from diwan.bootstrap import House
from diwan.clock import HOUR, MINUTE, Milliseconds
from diwan.errors import NotSignedIn
from diwan.moderators import Moderator
from diwan.ports import Transaction
from diwan.storage.people import PeopleReader

COOKIE = "__Host-diwan-desk"
LIFETIME: Milliseconds = 12 * HOUR
LINK_LIFETIME: Milliseconds = HOUR
FRESH: Milliseconds = 15 * MINUTE
"""For so long after signing in, a session may do what needs its holder in person."""

_TOKEN_BYTES = 32
_TOKEN_CHARACTERS = 43


def make_link(house: House, moderator_id: str) -> str:
    """The address of a page that signs this moderator in, once, within the hour. Raises Unavailable."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    until = house.clock() + LINK_LIFETIME
    house.store.write(lambda tx: tx.keep_sign_in_link(_hash(token), moderator_id, until)).result()
    return f"{house.settings.public_url}/desk/sign-in/{token}"


def is_good_link(house: House, token: str) -> bool:
    """Whether the link would still open a session. Looking does not use it up."""
    with house.store.connection() as connection:
        return PeopleReader(connection).has_sign_in_link(_hash(token), house.clock())


def open_with_link(house: House, link_token: str, earlier: str | None) -> str | None:
    """Use the link up and return the token of a new session; None if the link is not good any more.

    Both in one transaction: if the process dies in between, the link is still good.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    at = house.clock()

    def work(transaction: Transaction) -> bool:
        moderator_id = transaction.use_sign_in_link(_hash(link_token), at)
        if moderator_id is None:
            return False
        _replace(transaction, earlier, token, moderator_id, at)
        return True

    return token if house.store.write(work).result() else None


def open_session(house: House, moderator_id: str, earlier: str | None, *, fresh: bool = True) -> str:
    """Open a session, ending the one this browser had, and return its token. Raises NotSignedIn after a dismissal.

    `fresh` is False where nobody knows that its holder has just been seen in person: it is then a little shorter, and no fresh one.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    at = house.clock()

    def work(transaction: Transaction) -> None:
        if not transaction.is_appointed(moderator_id):
            raise NotSignedIn("This person is no longer a moderator here.")
        _replace(transaction, earlier, token, moderator_id, at if fresh else at - FRESH)

    house.store.write(work).result()
    return token


def end(house: House, token: str | None) -> None:
    """End the session, wherever else its cookie may still lie."""
    if token is not None:
        house.store.write(lambda tx: tx.end_session(_hash(token))).result()


def holder(house: House, token: str | None) -> Moderator | None:
    """Whose session this is; None if it is nobody's any more."""
    if token is None:
        return None
    with house.store.connection() as connection:
        return PeopleReader(connection).moderator_of_session(_hash(token), house.clock())


def is_fresh(house: House, token: str | None) -> bool:
    """Whether its holder signed in a moment ago."""
    if token is None:
        return False
    with house.store.connection() as connection:
        expires_at = PeopleReader(connection).session_expires_at(_hash(token))
    return expires_at is not None and house.clock() < expires_at - LIFETIME + FRESH


def presented(request: Request) -> str | None:
    """The token in the browser's cookie, if it has the shape of one."""
    token = request.cookies.get(COOKIE, "")
    return token if len(token) == _TOKEN_CHARACTERS else None


def hand_over(response: Response, token: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        COOKIE, token, max_age=LIFETIME // 1000, path="/", secure=True, httponly=True, samesite="lax"
    )


def take_back(response: Response) -> None:
    """Remove the session from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


def _replace(
    transaction: Transaction, earlier: str | None, token: str, moderator_id: str, at: Milliseconds
) -> None:
    if earlier is not None:
        transaction.end_session(_hash(earlier))
    transaction.keep_session(_hash(token), moderator_id, at + LIFETIME)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
