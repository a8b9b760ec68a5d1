"""Answering a request and counting the answer: what the whole application and the one that only scores have in common."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import structlog
from starlette.requests import Request
from starlette.responses import Response

from diwan.web import problems
from diwan.web.metrics import Metrics

EVENTS = b"text/event-stream"
FORBIDDEN = 403
SIGNED_IN = "diwan.moderator"
"""In a request's scope: the id of the moderator who is signed in. Set by whoever finds out."""

_log = structlog.get_logger("diwan.security")

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


async def on_accident(_request: Request, error: Exception) -> Response:
    """Starlette's handler for a fault of ours."""
    return problems.accident(error)


async def counted(
    application: Application, metrics: Metrics, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer, and count the answer by the name of the function that gave it: never by the path."""
    began = time.perf_counter()
    status = 500
    answered: float | None = None

    async def watched(message: MutableMapping[str, Any]) -> None:
        nonlocal status, answered
        if message["type"] == "http.response.start":
            status = message["status"]
            if any(value.startswith(EVENTS) for name, value in message["headers"] if name == b"content-type"):
                # It lasts as long as its page is open: what counts is when it began to answer.
                answered = time.perf_counter() - began
        await send(message)

    try:
        await application(scope, receive, watched)
    finally:
        endpoint = scope.get("endpoint")
        name = getattr(endpoint, "__name__", None)
        metrics.answered(name, status, time.perf_counter() - began if answered is None else answered)
        if status == FORBIDDEN:
            _tell_of_refusal(scope, name)


def _tell_of_refusal(scope: Scope, name: str | None) -> None:
    """Whoever tries what he may not do is told of in the log (ASVS 5.0, 16.3.2): where, and by the moderator's id if one is signed in."""
    told = {"moderator": scope[SIGNED_IN]} if SIGNED_IN in scope else {}
    _log.warning("not-allowed", route=(name or "none").replace("_", "-"), method=scope["method"], **told)
