"""Errors as the desk shows them: a page that says what to do, or problem details for a script."""

import msgspec
from starlette.responses import Response

from diwan.errors import DiwanError
from diwan.moderators import Moderator
from diwan.web.desk.pages import page
from diwan.web.desk.telling import explained_plainly
from diwan.web.problems import headers_for, problem, status_of


def refusal(error: DiwanError, visitor: Moderator | None, *, as_json: bool) -> Response:
    """The answer for an error."""
    if as_json:
        return refusal_with(error)
    status, _ = status_of(error)
    answer = page("problem", visitor, status=status, problem=error, code=status)
    answer.headers.update(headers_for(error))
    return answer


def refusal_with(error: DiwanError, **more: object) -> Response:
    """Problem details in the moderator's language, with extension members."""
    answer = problem(error)
    details = msgspec.json.decode(answer.body) | {"detail": explained_plainly(error)} | more
    return Response(
        msgspec.json.encode(details),
        answer.status_code,
        headers=headers_for(error),
        media_type="application/problem+json",
    )
