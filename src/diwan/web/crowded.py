"""What is told to whoever sends a comment while too many wait to be acknowledged: to come back, at once and at next to no cost.

Otherwise they would all wait, and longer than anybody does: what is acknowledged then is acknowledged to nobody. The answer is made once
and given before anything of the request is read, for it has to be given ten times as often as comments are taken (decision 31).
"""

from collections.abc import Awaitable, Callable

from diwan.web.counting import Scope, Send
from diwan.web.problems import problem
from diwan.web.submitting import cross_origin, crowded


def turning_away() -> Callable[[Scope, Send], Awaitable[None]]:
    """What answers a submission with 503, the seconds to wait, and nothing else done."""
    answer = problem(crowded())
    headers, body = tuple(answer.raw_headers), bytes(answer.body)

    async def turn_away(scope: Scope, send: Send) -> None:
        told = list(headers)
        origin = next((value for name, value in scope["headers"] if name == b"origin"), None)
        if origin is not None:
            # Or the paper's page could not read when to come back.
            across = cross_origin(origin.decode("latin-1"))
            told += [(name.encode(), value.encode("latin-1")) for name, value in across.items()]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": told})
        await send({"type": "http.response.body", "body": body})

    return turn_away
