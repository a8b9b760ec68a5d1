"""What must hold before somebody changes what he signs in with, and after."""

from functools import wraps

from starlette.responses import Response

from diwan.errors import Conflict
from diwan.ports import Transaction
from diwan.web import sessions
from diwan.web.desk.asked import is_required
from diwan.web.desk.pages import page
from diwan.web.desk.visits import Handler, Visit


def check_removal(visit: Visit, transaction: Transaction) -> None:
    """After a removal, inside its transaction: refuse it (Conflict) if the last factor went and one is required.

    Without any, recovery codes stand in for nothing, and go too.
    """
    moderator = visit.moderator
    if transaction.has_second_factor(moderator.id):
        return
    if is_required(visit.house, moderator):
        raise Conflict(
            "This newsroom asks for a second factor, and this is your last one. Set up another first, then remove it."
        )
    transaction.keep_recovery_codes(moderator.id, (), visit.house.clock())


def only_fresh(handler: Handler) -> Handler:
    """The handler, for a session that was opened a moment ago, so that a desk left open gives nothing away."""

    @wraps(handler)
    def guarded(visit: Visit) -> Response:
        if not sessions.is_fresh(visit.house, sessions.presented(visit.request)):
            return page("stale", visit.moderator, status=403)
        return handler(visit)

    return guarded
