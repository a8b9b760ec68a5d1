"""Taking away what a colleague signs in with, so that he can begin anew. For editors."""

from starlette.responses import Response

from diwan.resetting import reset_by_editor
from diwan.web import sessions
from diwan.web.desk import security_log
from diwan.web.desk.pages import page
from diwan.web.desk.people import named
from diwan.web.desk.visits import Visit


def ask(visit: Visit) -> Response:
    """GET /desk/moderators/{id}/reset: asks once more, and says that it stands in the ledger."""
    return page(
        "reset",
        visit.moderator,
        who=named(visit, "You cannot reset yourself. Change what you sign in with, or ask another editor."),
    )


def reset(visit: Visit) -> Response:
    """POST /desk/moderators/{id}/reset. The answer shows the one-time link, which is never shown again."""
    who = named(visit, "You cannot reset yourself. Change what you sign in with, or ask another editor.")
    house = visit.house
    reset_by_editor(house.store, house.clock, name=who.name, editor=visit.moderator.id).result()
    security_log.changed("reset", who.id)
    link = sessions.make_link(house, who.id, by=visit.moderator.id)
    return page("was_reset", visit.moderator, who=who, sign_in_link=link)
