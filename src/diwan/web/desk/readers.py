"""Readers who signed in, at the desk: one's comments and what is in force against him, and setting and lifting that."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from diwan import restraining
from diwan.desk.readers import Known, State
from diwan.errors import Conflict, Malformed, NotAllowed, Refused, Unacceptable, Unknown
from diwan.guidelines import Guideline
from diwan.identifiers import is_identifier
from diwan.restraining import Wish
from diwan.restraints import MOST_DAYS, Effect
from diwan.storage.desk import DeskReader
from diwan.storage.desk_readers import DeskReaders
from diwan.web.desk.pages import page
from diwan.web.desk.roles import is_editor
from diwan.web.desk.verdicts import read_note
from diwan.web.desk.visits import Visit

PAGE = 30
MOST_IN_FORCE = 500
SEE_OTHER = 303


def readers(visit: Visit) -> Response:
    """GET /desk/readers: who is restrained, and every act of the past; `before` (a ledger position) turns the page."""
    before = _position(visit.request.query_params.get("before", ""))
    now = visit.house.clock()
    with visit.house.store.connection() as connection:
        reader = DeskReaders(connection, hidden_from=visit.moderator.id)
        in_force = reader.in_force(now, MOST_IN_FORCE)
        acts = reader.acts(PAGE + 1) if before is None else reader.acts(PAGE + 1, before=before)
    return page(
        "readers",
        visit.moderator,
        in_force=in_force,
        acts=acts[:PAGE],
        newest=before is None,
        more=acts[PAGE - 1].position if len(acts) > PAGE else None,
        now=now,
    )


def reader(visit: Visit) -> Response:
    """GET /desk/readers/{id}: `state` shows only what waits, was approved or rejected; `before` turns the page."""
    return _reader(visit)


def restrain(visit: Visit) -> Response:
    """POST /desk/readers/{id}/restraints: `effect`, `guideline`, `days` (empty: no end), `note`, and `seen`, the last act the page showed."""
    house, form = visit.house, visit.form
    wanted = {name: form.get(name, "") for name in ("effect", "guideline", "days", "note")}
    try:
        wish = Wish(
            reader_id=_asked(visit),
            effect=_effect(wanted["effect"]),
            guideline=_guideline(wanted["guideline"]),
            days=_days(wanted["days"]),
            seen=_seen(form.get("seen", "")),
            note=read_note(form),
        )
        restraining.restrain(
            house.store, house.clock, visit.moderator, wish, mute_days=house.settings.desk.mute_days
        ).result()
    except (Unacceptable, Conflict, NotAllowed) as refused:
        return _reader(visit, trouble=refused, wanted=wanted)
    return RedirectResponse(f"/desk/readers/{wish.reader_id}", SEE_OTHER)


def lift(visit: Visit) -> Response:
    """POST /desk/readers/{id}/liftings: `restraint`, `note`, `seen`. For editors."""
    house, form = visit.house, visit.form
    reader_id, restraint_id = _asked(visit), form.get("restraint", "")
    if not is_identifier(restraint_id):
        raise Malformed("The form names no restraint. Load the page again.", field="restraint")
    try:
        restraining.lift(
            house.store,
            house.clock,
            visit.moderator,
            restraint_id=restraint_id,
            seen=_seen(form.get("seen", "")),
            note=read_note(form),
        ).result()
    except (Unacceptable, Conflict) as refused:
        return _reader(visit, trouble=refused)
    return RedirectResponse(f"/desk/readers/{reader_id}", SEE_OTHER)


def _reader(
    visit: Visit, *, trouble: Refused | None = None, wanted: dict[str, str] | None = None
) -> Response:
    reader_id, query = _asked(visit), visit.request.query_params
    state = State(query["state"]) if query.get("state") in tuple(State) else None
    before = _position(query.get("before", ""))
    with visit.house.store.connection() as connection:
        desk = DeskReaders(connection, hidden_from=visit.moderator.id)
        known = desk.known(reader_id)
        if known is None:
            raise _unknown()
        found = (
            desk.comments(reader_id, state, PAGE + 1)
            if before is None
            else desk.comments(reader_id, state, PAGE + 1, before=before)
        )
        cards = DeskReader(connection, hidden_from=visit.moderator.id).cards(
            [each for each, _ in found[:PAGE]]
        )
        oldest_waiting = desk.comments(reader_id, State.WAITING, 1)
    status = {Conflict: 409, NotAllowed: 403}.get(type(trouble), 422) if trouble else 200
    return page(
        "reader",
        visit.moderator,
        status=status,
        trouble=trouble,
        **_form(visit, known, wanted or {}),
        state=state,
        states=tuple(State),
        cards=cards,
        newest=before is None,
        more=found[PAGE - 1][1] if len(found) > PAGE else None,
        waiting_one=oldest_waiting[0][0] if oldest_waiting else None,
        sites=visit.house.sites,
    )


def _form(visit: Visit, known: Known, wanted: dict[str, str]) -> dict[str, Any]:
    editor = is_editor(visit)
    return {
        "known": known,
        "record": known.record,
        "now": visit.house.clock(),
        "wanted": {"effect": Effect.HOLD.value, "guideline": "", "days": "", "note": "", **wanted},
        "effects": tuple(each for each in Effect if editor or each is not Effect.BAR),
        "mute_days": visit.house.settings.desk.mute_days,
        "most_days": MOST_DAYS,
        "is_editor": editor,
    }


def _asked(visit: Visit) -> str:
    asked: str = visit.request.path_params["reader_id"]
    if not is_identifier(asked):
        raise _unknown()
    return asked


def _unknown() -> Unknown:
    return Unknown("There is no such reader, or not any more.", code="unknown-reader")


def _effect(written: str) -> Effect:
    if written not in tuple(Effect):
        raise Unacceptable(f"Choose one of: {', '.join(Effect)}.", field="effect")
    return Effect(written)


def _guideline(written: str) -> Guideline:
    if written not in tuple(Guideline):
        raise Unacceptable("Choose the guideline that his comments broke.", field="guideline")
    return Guideline(written)


def _days(written: str) -> int | None:
    written = written.strip()
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or len(written) > 6:
        raise Unacceptable(f"Write from 1 to {MOST_DAYS} days.", field="days")
    return int(written)


def _seen(written: str) -> int:
    if written == "-1":
        return -1
    position = _position(written)
    if position is None:
        raise Malformed("The form does not say what its page had shown. Load the page again.", field="seen")
    return position


def _position(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 18 else None
