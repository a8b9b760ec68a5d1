"""Moderators and editors: who they are, appointing and dismissing them. For editors."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from diwan import founding
from diwan.errors import Conflict, NotAllowed, Refused, Unacceptable, Unknown
from diwan.identifiers import is_identifier
from diwan.moderators import MAX_NAME_CHARACTERS, Moderator, Role
from diwan.storage.desk_people import at_work
from diwan.storage.people import PeopleReader
from diwan.storage.ways_in import WaysInReader
from diwan.web import sessions
from diwan.web.desk.pages import page
from diwan.web.desk.visits import Visit

SEE_OTHER = 303


def people(visit: Visit) -> Response:
    """GET /desk/moderators: `dismissed` names somebody who was just dismissed."""
    gone = visit.request.query_params.get("dismissed", "")
    return _people(visit, dismissed=gone if is_identifier(gone) else "")


def appoint(visit: Visit) -> Response:
    """POST /desk/moderators: `name`, `role`. The answer shows the one-time link, which is never shown again."""
    name, asked = visit.form.get("name", "").strip(), visit.form.get("role", "")
    house = visit.house
    try:
        if asked not in tuple(Role):
            raise Unacceptable(f"Choose one of: {', '.join(Role)}.", field="role")
        appointed = founding.appoint(house.store, house.clock, name=name, role=Role(asked)).result()
    except Unacceptable as refused:
        return _people(visit, status=422, trouble=refused, name=name, role=asked)
    except Conflict as refused:
        return _people(visit, status=409, trouble=refused, name=name, role=asked)
    link = sessions.make_link(house, appointed.id, by=visit.moderator.id)
    vouching = bool(house.settings.desk.openid)
    return page(
        "appointed", visit.moderator, status=201, appointed=appointed, sign_in_link=link, vouching=vouching
    )


def ask(visit: Visit) -> Response:
    """GET /desk/moderators/{id}/dismissal: asks once more, for a dismissal cannot be taken back."""
    return page("dismissal", visit.moderator, who=named(visit))


def dismiss(visit: Visit) -> Response:
    """POST /desk/moderators/{id}/dismissal"""
    who = named(visit)
    house = visit.house
    founding.dismiss_by_editor(house.store, house.clock, name=who.name, editor=visit.moderator.id).result()
    return RedirectResponse(f"/desk/moderators?dismissed={who.id}", SEE_OTHER)


def named(
    visit: Visit, yourself: str = "You cannot dismiss yourself. Ask another editor to do it."
) -> Moderator:
    """Whom the address names. Raises Unknown, or NotAllowed for the editor himself."""
    asked: str = visit.request.path_params["moderator_id"]
    with visit.house.store.connection() as connection:
        everybody = PeopleReader(connection).moderators()
    who = next((each for each in everybody if each.id == asked and each.dismissed_at is None), None)
    if who is None:
        raise Unknown("There is no such moderator any more.")
    if who.id == visit.moderator.id:
        raise NotAllowed(yourself)
    return who


def _people(
    visit: Visit,
    *,
    status: int = 200,
    trouble: Refused | None = None,
    name: str = "",
    role: str = Role.MODERATOR,
    dismissed: str = "",
) -> Response:
    with visit.house.store.connection() as connection:
        everybody = at_work(connection, visit.house.clock())
        second = WaysInReader(connection).with_second_factor()
    shown: dict[str, Any] = {"trouble": trouble, "name": name, "role": role}
    return page(
        "people",
        visit.moderator,
        status=status,
        everybody=everybody,
        with_second_factor=second,
        dismissed=next((each.moderator for each in everybody if each.moderator.id == dismissed), None),
        roles=tuple(Role),
        most=MAX_NAME_CHARACTERS,
        vouching=bool(visit.house.settings.desk.openid),
        **shown,
    )
