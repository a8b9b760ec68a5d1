"""What only editors may do."""

from functools import wraps

from starlette.responses import Response

from diwan.errors import NotAllowed
from diwan.moderators import Role
from diwan.web.desk.visits import Handler, Visit


def is_editor(visit: Visit) -> bool:
    """Whether an editor is signed in."""
    return visit.visitor is not None and visit.visitor.role is Role.EDITOR


def for_editors_only(handler: Handler) -> Handler:
    """The handler, which refuses everybody but editors (NotAllowed). Put it behind a sign-in."""

    @wraps(handler)
    def guarded(visit: Visit) -> Response:
        if not is_editor(visit):
            raise NotAllowed("Only editors may do this. Ask one of yours.")
        return handler(visit)

    return guarded
