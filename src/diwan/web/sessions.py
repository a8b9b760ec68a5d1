"""Sessions of the desk, and the links that open one once.

A token is 32 random bytes; only its SHA-256 is stored, so that a copy of the database opens no session. A session ends
after 12 hours, after a time without activity, when its holder signs out, changes what he signs in with elsewhere or is reset, and with
its holder's dismissal.

Guaranteed: no session is opened by a password or by a link alone for somebody who has a second factor. It is asked in the transaction
that opens the session.
"""

import hashlib
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from diwan.bootstrap import House
from diwan.clock import HOUR, MINUTE, Milliseconds
from diwan.errors import NeedsSecondFactor, NotAllowed, NotSignedIn, Unavailable
from diwan.factors import ALONE, Way
from diwan.moderators import Moderator
from diwan.ports import Transaction
from diwan.storage.people import PeopleReader
from diwan.storage.ways_in import WaysInReader
from diwan.ways_in import OPERATOR, Session

COOKIE = "__Host-diwan-desk"
LIFETIME: Milliseconds = 12 * HOUR
LINK_LIFETIME: Milliseconds = HOUR
FRESH: Milliseconds = 15 * MINUTE
"""For so long after signing in, a session may do what needs its holder in person."""
SEEN_EVERY: Milliseconds = MINUTE
"""How exactly it is written down when a session was last used."""

_TOKEN_BYTES = 32
_TOKEN_CHARACTERS = 43


@dataclass(frozen=True, slots=True)
class Entrance:
    """How somebody comes in: by which way, on what kind of device, and the session that this browser had before.

    `fresh` is False where nobody knows that he has just been seen in person.
    """

    way: Way
    device: str = ""
    earlier: str | None = None
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class UsedLink:
    """A link that was good and is used up: whose it was, and the new session; without one (None) he must show his second factor."""

    moderator_id: str
    token: str | None


def make_link(house: House, moderator_id: str, *, by: str = OPERATOR) -> str:
    """The address of a page that signs this moderator in, once, within the hour, and as long as who made it is not dismissed.

    `by` is an editor's id, or OPERATOR. Raises NotAllowed for an editor who was dismissed a moment ago, Unavailable.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    until = house.clock() + LINK_LIFETIME

    def work(transaction: Transaction) -> None:
        # The ledger's turn is taken before looking: a dismissal removes the links that are there, and none comes behind it.
        transaction.next_position()
        if by != OPERATOR and not transaction.is_appointed(by):
            raise NotAllowed("This editor was dismissed and may no longer make links.")
        transaction.keep_sign_in_link(hashed(token), moderator_id, until, by=by)

    house.store.write(work).result()
    return f"{house.settings.public_url}/desk/sign-in/{token}"


def is_good_link(house: House, token: str) -> bool:
    """Whether the link would still open a session. Looking does not use it up."""
    with house.store.connection() as connection:
        return PeopleReader(connection).has_sign_in_link(hashed(token), house.clock())


def open_with_link(house: House, link_token: str, entrance: Entrance) -> UsedLink | None:
    """Use the link up and open a session, if it is enough for whoever it belongs to; None if the link is not good any more.

    All in one transaction: if the process dies in between, the link is still good.
    """
    at = house.clock()

    def work(transaction: Transaction) -> UsedLink | None:
        transaction.next_position()
        moderator_id = transaction.use_sign_in_link(hashed(link_token), at)
        if moderator_id is None:
            return None
        if transaction.has_second_factor(moderator_id):
            return UsedLink(moderator_id, None)
        return UsedLink(moderator_id, begin(transaction, moderator_id, entrance, at))

    return house.store.write(work).result()


def open_session(
    house: House, moderator_id: str, earlier: str | None, entrance: Entrance | None = None
) -> str:
    """Open a session, ending the one this browser had, and return its token.

    Raises NotSignedIn after a dismissal, NeedsSecondFactor where the way is not enough for this person.
    """
    at = house.clock()
    came = entrance or Entrance(Way.PASSWORD, earlier=earlier)

    def work(transaction: Transaction) -> str:
        transaction.next_position()
        return begin(transaction, moderator_id, came, at)

    return house.store.write(work).result()


def begin(transaction: Transaction, moderator_id: str, entrance: Entrance, at: Milliseconds) -> str:
    """The same as a part of a larger transaction, which has taken the ledger's turn."""
    if not transaction.is_appointed(moderator_id):
        raise NotSignedIn("This person is no longer a moderator here.")
    if entrance.way in ALONE and transaction.has_second_factor(moderator_id):
        raise NeedsSecondFactor("Please show your second factor as well.")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    if entrance.earlier is not None:
        transaction.end_session(hashed(entrance.earlier))
    began_at = at if entrance.fresh else at - FRESH
    transaction.keep_session(
        Session(hashed(token), moderator_id, entrance.way, entrance.device, began_at, at, began_at + LIFETIME)
    )
    return token


def end(house: House, token: str | None) -> None:
    """End the session, wherever else its cookie may still lie."""
    if token is not None:
        house.store.write(lambda tx: tx.end_session(hashed(token))).result()


def holder(house: House, token: str | None, *, used: bool = True) -> Moderator | None:
    """Whose session this is; None if it is nobody's any more. That it was used is written down, once a minute, unless it was not `used`."""
    if token is None:
        return None
    with house.store.glance() as connection:
        held = WaysInReader(connection).held(hashed(token))
    if held is None:
        return None
    session, moderator = held
    if _has_ended(house, session) or moderator.dismissed_at is not None:
        return None
    if used:
        _see(house, session)
    return moderator


def current(house: House, token: str | None) -> Session | None:
    """The open session; None if it has ended."""
    if token is None:
        return None
    with house.store.glance() as connection:
        session = WaysInReader(connection).session(hashed(token))
    return None if session is None or _has_ended(house, session) else session


def _has_ended(house: House, session: Session) -> bool:
    return house.clock() >= session.expires_at or session.seen_at <= idle_since(house)


def idle_since(house: House) -> Milliseconds:
    """A session that was last used then, or before, has ended."""
    return house.clock() - house.settings.security.idle_minutes * MINUTE


def is_fresh(house: House, token: str | None) -> bool:
    """Whether its holder signed in a moment ago."""
    session = current(house, token)
    return session is not None and house.clock() < session.began_at + FRESH


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


def hashed(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _see(house: House, session: Session) -> None:
    at = house.clock()
    if at < session.seen_at + SEEN_EVERY:
        return

    def work(transaction: Transaction) -> None:
        # As everything that touches what another job may hold: of two that each wait for the other's row, one would fail.
        transaction.next_position()
        transaction.see_session(session.hash, at)

    try:
        house.store.write(work).result()
    except Unavailable:
        # What cannot be stored now is told to whoever wants to store something. Looking goes on.
        return
