"""Adding passkeys to what one signs in with, and removing them."""

from starlette.responses import Response

from diwan.errors import Conflict, NotAllowed, Unacceptable, Unknown
from diwan.factors import MOST_PASSKEYS, Passkey, check_passkey_name
from diwan.ports import Transaction
from diwan.storage.ways_in import WaysInReader
from diwan.web import passkeys, sessions
from diwan.web.desk import security_log
from diwan.web.desk.access import access, back, settle, show_codes
from diwan.web.desk.pages import page
from diwan.web.desk.requirement import check_removal
from diwan.web.desk.visits import Visit
from diwan.web.passkeys import Challenge


def options(visit: Visit) -> Response:
    """GET /desk/access/passkeys: what a browser is asked for. Raises NotAllowed for a session that is not fresh."""
    if not sessions.is_fresh(visit.house, sessions.presented(visit.request)):
        raise NotAllowed("Sign out and in again first; then you can add a passkey.")
    with visit.house.store.connection() as connection:
        known = WaysInReader(connection).factors(visit.moderator.id).passkeys
    told = passkeys.creation_options(visit.house, visit.moderator, known)
    return Response(told, media_type="application/json")


def add(visit: Visit) -> Response:
    """POST /desk/access/passkeys: `name`, and `credential`, the browser's answer as JSON."""
    house, moderator, typed = visit.house, visit.moderator, visit.form.get("name", "")
    try:
        name = check_passkey_name(typed)
        passkey, challenge = passkeys.registered(house, moderator, name, visit.form.get("credential", ""))
        made = house.store.write(lambda transaction: _keep(visit, transaction, passkey, challenge)).result()
    except Unacceptable as refused:
        return access(visit, status=422, trouble=refused.detail, name=typed)
    except Conflict as refused:
        return access(visit, status=409, trouble=refused.detail, name=typed)
    security_log.changed("passkey-added", moderator.id)
    return show_codes(visit, made) if made else back("passkey-added")


def _keep(visit: Visit, transaction: Transaction, passkey: Passkey, challenge: Challenge) -> tuple[str, ...]:
    transaction.next_position()
    if not transaction.spend_challenge(challenge.hash, challenge.expires_at):
        raise Unacceptable("This answer of your browser was used before. Please try again.")
    known = transaction.passkeys(passkey.moderator_id)
    if len(known) >= MOST_PASSKEYS:
        raise Conflict(f"You have {MOST_PASSKEYS} passkeys. Remove one that you no longer use first.")
    if any(each.name == passkey.name for each in known):
        raise Conflict("Another of your passkeys has this name. Choose one by which you can tell them apart.")
    if transaction.passkey_with(passkey.credential) is not None:
        raise Conflict("This passkey is known here already. Use another device or key.")
    transaction.keep_passkey(passkey)
    return tuple(settle(visit, transaction))


def ask_removal(visit: Visit) -> Response:
    """GET /desk/access/passkeys/{passkey_id}/removal"""
    return page("removal", visit.moderator, passkey=_asked(visit))


def remove(visit: Visit) -> Response:
    """POST /desk/access/passkeys/{passkey_id}/removal"""
    passkey, moderator_id = _asked(visit), visit.moderator.id

    def work(transaction: Transaction) -> None:
        transaction.next_position()
        if transaction.remove_passkey(moderator_id, passkey.id):
            check_removal(visit, transaction)
            kept = sessions.hashed(sessions.presented(visit.request) or "")
            transaction.end_other_ways(moderator_id, kept)

    visit.house.store.write(work).result()
    security_log.changed("passkey-removed", moderator_id)
    return back("passkey-removed")


def _asked(visit: Visit) -> Passkey:
    """The passkey that the address names, if it is this person's. Raises Unknown."""
    with visit.house.store.connection() as connection:
        own = WaysInReader(connection).factors(visit.moderator.id).passkeys
    asked = visit.request.path_params["passkey_id"]
    found = next((each for each in own if each.id == asked), None)
    if found is None:
        raise Unknown("You have no such passkey any more.")
    return found
