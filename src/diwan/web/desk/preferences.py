"""How a moderator sets the desk up for himself: masking, and his keys. All of it works without script."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.responses import RedirectResponse, Response

from diwan.desk import keys
from diwan.desk.keys import DEFAULT, OF_KINDS, ON_CARD, PLACES, Conflict, Keymap
from diwan.desk.preferences import Preferences
from diwan.errors import Malformed
from diwan.ports import Transaction
from diwan.storage.preferences import read_preferences
from diwan.web.desk.pages import page
from diwan.web.desk.paths import HOME, within_desk
from diwan.web.desk.visits import Visit

PAGE = f"{HOME}/preferences"
TOLD = frozenset({"keys-kept", "keys-reset", "masking-on", "masking-off"})
"""What the page says when one comes back to it."""


def preferences(visit: Visit) -> Response:
    """GET /desk/preferences: `told` says what was just done."""
    told = visit.request.query_params.get("told", "")
    with visit.house.store.connection() as connection:
        own = read_preferences(connection, visit.moderator.id)
    return _page(visit, own.keys.places, told=told if told in TOLD else "")


def set_masking(visit: Visit) -> Response:
    """POST /desk/preferences/masking: `masking` (`on` or `off`); `back`, where to go on."""
    wanted = visit.form.get("masking", "")
    if wanted not in {"on", "off"}:
        raise Malformed("The form does not say what to mask. Load the page again.", field="masking")
    _keep(visit, lambda own: replace(own, masking=wanted == "on"))
    back = visit.form.get("back", "")
    return RedirectResponse(within_desk(back) if back else f"{PAGE}?told=masking-{wanted}", 303)


def set_keys(visit: Visit) -> Response:
    """POST /desk/preferences/keys: a field for each action, with a key's place or nothing; `do` is `keep` or `reset`.

    Two actions with one key are refused, with all that was chosen still in the form.
    """
    if visit.form.get("do", "") == "reset":
        _keep(visit, lambda own: replace(own, keys=DEFAULT))
        return RedirectResponse(f"{PAGE}?told=keys-reset", 303)
    asked = {
        action: visit.form[action]
        for group in (ON_CARD, OF_KINDS)
        for action in group
        if action in visit.form
    }
    chosen = keys.chosen(asked)
    conflicts = keys.conflicts(asked)
    if conflicts:
        return _page(visit, {**ON_CARD, **OF_KINDS, **asked}, conflicts=conflicts)
    _keep(visit, lambda own: replace(own, keys=chosen))
    return RedirectResponse(f"{PAGE}?told=keys-kept", 303)


def _keep(visit: Visit, changed: Callable[[Preferences], Preferences]) -> None:
    moderator_id = visit.moderator.id

    def work(transaction: Transaction) -> None:
        # Two of his pages at once: what the other one sets is not undone by this one.
        transaction.next_position()
        transaction.keep_preferences(moderator_id, changed(transaction.preferences(moderator_id)))

    visit.house.store.write(work).result()


def _page(
    visit: Visit, places: Mapping[str, str], *, told: str = "", conflicts: list[Conflict] | None = None
) -> Response:
    troubled = {action for conflict in conflicts or () for action in conflict.actions}
    return page(
        "preferences",
        visit.moderator,
        status=409 if conflicts else 200,
        places=places,
        groups={"card": ON_CARD, "kinds": OF_KINDS},
        printed=PLACES,
        conflicts=conflicts or [],
        troubled=troubled,
        done=told,
        changed=places != Keymap({}).places,
    )
