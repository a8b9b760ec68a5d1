"""The way from a good sign-in to the desk, past the page that finds out whether the browser kept the cookie."""

from starlette.responses import RedirectResponse, Response

from diwan.web import sessions
from diwan.web.desk.paths import onward


def arrive(token: str, next_page: str) -> Response:
    """Hand the session over, and lead to the desk."""
    answer = RedirectResponse(onward("/desk/arrived", next_page), 303)
    sessions.hand_over(answer, token)
    return answer
