"""Through which provider somebody came to the desk, so that on leaving it he is shown the way out of the provider as well."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from diwan.settings import DeskProvider
from diwan.web.openid.gates import Gate

COOKIE = "__Host-diwan-desk-through"


def note(response: Response, gate: Gate[DeskProvider], lifetime_s: int) -> None:
    """Remember it in the browser, if the provider offers a way out. A name in the settings, and nothing of who came."""
    if gate.party.could_sign_out():
        response.set_cookie(
            COOKIE,
            gate.provider.name,
            max_age=lifetime_s,
            path="/",
            secure=True,
            httponly=True,
            samesite="lax",
        )


def left_by(request: Request, gates: Iterable[Gate[DeskProvider]]) -> str:
    """The name of the provider through which this browser came; "" if it was none, or one that is no more."""
    name = request.cookies.get(COOKIE, "")
    return name if any(gate.provider.name == name for gate in gates) else ""


def forget(response: Response) -> None:
    """Take it out of the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
