"""The second step of signing in: a code of the authenticator app, a recovery code, or a passkey, which needs no first step."""

from collections.abc import Callable
from typing import TypeAlias

from starlette.responses import RedirectResponse, Response

from diwan import codes
from diwan.clock import SECOND, Milliseconds
from diwan.errors import NotSignedIn, TooMany
from diwan.factors import Passkey, Way
from diwan.ports import Transaction
from diwan.storage.ways_in import WaysInReader
from diwan.web import passkeys, sessions
from diwan.web.desk import half_way, security_log
from diwan.web.desk.arriving import arrive
from diwan.web.desk.pages import page
from diwan.web.desk.paths import within_desk
from diwan.web.desk.visits import Visit
from diwan.web.devices import kind_of
from diwan.web.passkeys import Shown
from diwan.web.problems import headers_for
from diwan.web.sessions import Entrance

Door: TypeAlias = Callable[..., Response]
"""`SignIn.page`: where whoever is refused begins again, by any of the newsroom's ways."""


def form(visit: Visit) -> Response:
    """GET /desk/second-step"""
    next_page = within_desk(visit.request.query_params.get("next", ""))
    moderator_id = half_way.came_so_far(visit.house, visit.request)
    if moderator_id is None:
        return RedirectResponse("/desk/sign-in", 303)
    return _form(visit, moderator_id, next_page)


def with_code(door: Door, visit: Visit) -> Response:
    """POST /desk/second-step: `code`, `next`."""
    next_page = within_desk(visit.form.get("next", ""))
    moderator_id = half_way.came_so_far(visit.house, visit.request)
    if moderator_id is None:
        return door(next_page, status=401, trouble="late")
    tried = _use(visit, moderator_id)
    if isinstance(tried, str):
        answer = arrive(tried, next_page)
        half_way.take_back(answer)
        return answer
    security_log.refused("second-factor-refused", moderator=moderator_id)
    if tried.wait:
        seconds = -(-tried.wait // SECOND)
        slow = TooMany(
            f"Too many wrong codes. Please wait {seconds} seconds, or use a passkey if you have one.", seconds
        )
        answer = _form(visit, moderator_id, next_page, status=429, trouble=slow.detail)
        answer.headers.update(headers_for(slow))
        return answer
    return _form(visit, moderator_id, next_page, status=401, trouble="wrong")


def _use(visit: Visit, moderator_id: str) -> str | codes.Tried:
    """Use the code up and open a session in one transaction: if the process dies in between, the code is still good."""
    house, at = visit.house, visit.house.clock()
    typed, earlier = visit.form.get("code", ""), sessions.presented(visit.request)
    device = kind_of(visit.request)

    def work(transaction: Transaction) -> tuple[str | codes.Tried, Way | None]:
        tried = codes.use(transaction, house.secrets.receipts, moderator_id, typed, at)
        if tried.way is None:
            return tried, None
        entrance = Entrance(tried.way, device, earlier)
        return sessions.begin(transaction, moderator_id, entrance, at), tried.way

    found, way = house.store.write(work).result()
    if way is not None:
        security_log.signed_in(moderator_id, way)
    return found


def _form(
    visit: Visit, moderator_id: str, next_page: str, *, status: int = 200, trouble: str = ""
) -> Response:
    with visit.house.store.connection() as connection:
        factors = WaysInReader(connection).factors(moderator_id)
    return page("second_step", None, status=status, factors=factors, next_page=next_page, trouble=trouble)


def passkey_options(visit: Visit) -> Response:
    """GET /desk/passkey: what a browser is asked for, for whoever has a passkey here."""
    return Response(passkeys.request_options(visit.house), media_type="application/json")


def with_passkey(door: Door, visit: Visit) -> Response:
    """POST /desk/passkey: `credential` (the browser's answer as JSON), `next`."""
    next_page = within_desk(visit.form.get("next", ""))
    try:
        token = _open(visit)
    except NotSignedIn as refused:
        security_log.refused("passkey-refused")
        return door(next_page, status=401, trouble=refused.detail)
    answer = arrive(token, next_page)
    half_way.take_back(answer)
    return answer


def _open(visit: Visit) -> str:
    house, at = visit.house, visit.house.clock()
    found = passkeys.shown(house, visit.form.get("credential", ""), _finder(visit))
    entrance = Entrance(Way.PASSKEY, kind_of(visit.request), sessions.presented(visit.request))
    token = house.store.write(lambda transaction: _begin(transaction, found, entrance, at)).result()
    if token is None:
        security_log.refused("passkey-doubted", moderator=found.passkey.moderator_id)
        raise NotSignedIn(
            "This passkey was not accepted: its counter has not gone on, so there may be a copy of it. Sign in another way, "
            "and remove it from the page on how you sign in."
        )
    security_log.signed_in(found.passkey.moderator_id, Way.PASSKEY)
    return token


def _begin(transaction: Transaction, found: Shown, entrance: Entrance, at: Milliseconds) -> str | None:
    """A new session; None, with the doubt written down, if the passkey may have been copied.

    All in one transaction behind the ledger's turn, so that of many who bring the same answer one gets in.
    """
    transaction.next_position()
    if not transaction.spend_challenge(found.challenge.hash, found.challenge.expires_at):
        raise NotSignedIn("This answer of your passkey was used before. Please try again.")
    passkey = transaction.passkey_with(found.passkey.credential)
    if passkey is None:
        raise NotSignedIn("This passkey was removed. Sign in another way.")
    if passkey.doubted_at is not None or not passkey.goes_on(found.sign_count):
        transaction.doubt_passkey(passkey.id, at)
        return None
    transaction.use_passkey(passkey.id, found.sign_count, at)
    return sessions.begin(transaction, passkey.moderator_id, entrance, at)


def _finder(visit: Visit) -> Callable[[bytes], Passkey | None]:
    def find(credential: bytes) -> Passkey | None:
        with visit.house.store.connection() as connection:
            return WaysInReader(connection).passkey_with(credential)

    return find
