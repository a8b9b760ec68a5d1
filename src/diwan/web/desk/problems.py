"""Errors as the desk shows them: a page that says what to do, or problem details for a script."""

import msgspec
from starlette.responses import Response

from diwan.errors import DiwanError
from diwan.moderators import Moderator
from diwan.web.desk.pages import page
from diwan.web.problems import headers_for, problem, status_of


def refusal(error: DiwanError, visitor: Moderator | None, *, as_json: bool) -> Response:
    """The answer for an error."""
    if as_json:
        return problem(error)
    status, _ = status_of(error)
    answer = page("problem", visitor, status=status, problem=error, code=status)
    answer.headers.update(headers_for(error))
    return answer


def refusal_with(error: DiwanError, **more: object) -> Response:
    """Problem details with extension members."""
    plain = problem(error)
    details = msgspec.json.decode(plain.body) | more
    return Response(msgspec.json.encode(details), plain.status_code, media_type="application/problem+json")
