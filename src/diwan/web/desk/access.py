"""How somebody signs in: the page that shows it, his recovery codes, and his open sessions."""

from collections.abc import Sequence

from starlette.responses import RedirectResponse, Response

from diwan.factors import new_recovery_codes, recovery_hash
from diwan.ports import Transaction
from diwan.storage.people import PeopleReader
from diwan.storage.ways_in import WaysInReader
from diwan.web import passkeys, sessions
from diwan.web.desk import security_log
from diwan.web.desk.asked import is_required, must_set_up
from diwan.web.desk.pages import page
from diwan.web.desk.speaking import say
from diwan.web.desk.visits import Visit
from diwan.web.devices import kind_of

PAGE = "/desk/access"
TOLD = frozenset({"passkey-removed", "app-removed", "passkey-added", "app-added", "others-ended"})
"""What the page says when one comes back to it."""


def access(visit: Visit, *, status: int = 200, trouble: str = "", name: str | None = None) -> Response:
    """GET /desk/access: `told` says what was just done."""
    house, moderator = visit.house, visit.moderator
    token = sessions.presented(visit.request)
    with house.store.connection() as connection:
        reader = WaysInReader(connection)
        factors = reader.factors(moderator.id)
        open_now = reader.sessions(moderator.id, house.clock(), seen_since=sessions.idle_since(house))
        has_password = PeopleReader(connection).password_hash(moderator.id) is not None
    told = visit.request.query_params.get("told", "")
    return page(
        "access",
        moderator,
        status=status,
        factors=factors,
        sessions=open_now,
        this=sessions.hashed(token or ""),
        has_password=has_password,
        fresh=sessions.is_fresh(house, token),
        required=is_required(house, moderator),
        unsettled=must_set_up(house, moderator, token),
        can_have_passkeys=passkeys.relying_party(house.settings.public_url) is not None,
        idle_minutes=house.settings.security.idle_minutes,
        done=told if told in TOLD else "",
        trouble=trouble,
        name=(kind_of(visit.request) or say("access/passkey")) if name is None else name,
    )


def end_others(visit: Visit) -> Response:
    """POST /desk/access/sessions: ends all of this person's sessions but the present one, and unused links."""
    moderator_id, kept = visit.moderator.id, sessions.hashed(sessions.presented(visit.request) or "")

    def work(transaction: Transaction) -> None:
        transaction.next_position()
        transaction.end_other_ways(moderator_id, kept)

    visit.house.store.write(work).result()
    security_log.changed("other-sessions-ended", moderator_id)
    return back("others-ended")


def new_codes(visit: Visit) -> Response:
    """POST /desk/access/recovery-codes: ten new ones, shown this once; the old ones are good for nothing from now on."""
    moderator_id = visit.moderator.id
    at = visit.house.clock()

    def work(transaction: Transaction) -> Sequence[str]:
        transaction.next_position()
        return (
            make_codes(transaction, moderator_id, at) if transaction.has_second_factor(moderator_id) else ()
        )

    made = visit.house.store.write(work).result()
    if not made:
        return back()
    security_log.changed("recovery-codes-made", moderator_id)
    return show_codes(visit, made)


def settle(visit: Visit, transaction: Transaction) -> Sequence[str]:
    """After a factor was added, inside its transaction: end what was opened without it, and make the first recovery codes."""
    moderator_id = visit.moderator.id
    transaction.end_other_ways(moderator_id, sessions.hashed(sessions.presented(visit.request) or ""))
    if transaction.count_recovery_codes(moderator_id):
        return ()
    return make_codes(transaction, moderator_id, visit.house.clock())


def make_codes(transaction: Transaction, moderator_id: str, at: int) -> Sequence[str]:
    """Ten new recovery codes, of which only hashes are kept."""
    codes = new_recovery_codes()
    transaction.keep_recovery_codes(moderator_id, [recovery_hash(moderator_id, code) for code in codes], at)
    return codes


def show_codes(visit: Visit, codes: Sequence[str]) -> Response:
    """The page with recovery codes, which is never shown again."""
    return page("recovery_codes", visit.moderator, codes=codes)


def back(told: str = "") -> Response:
    """To the page on how one signs in."""
    return RedirectResponse(f"{PAGE}?told={told}" if told else PAGE, 303)
