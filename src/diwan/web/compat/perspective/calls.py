"""A call, whether it came by itself or in a batch, and its answer: the same checks in the same order.

What is wrong is told in this order: the query's parameters, the key, the quota, the body, the request itself (`analyzing`,
`suggesting`). Nothing of a body is looked at for somebody without a key; what cannot be read counts against the quota all the same.
"""

import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

import structlog
from starlette.requests import ClientDisconnect

from diwan import logs
from diwan.errors import Unavailable
from diwan.scoring.room import ScoringKey
from diwan.web.compat.perspective import errors, masks, parameters, payload, reading
from diwan.web.compat.perspective.analyzing import Service, analyze
from diwan.web.compat.perspective.errors import Fault
from diwan.web.compat.perspective.messages import (
    ANALYZE_REQUEST,
    ANALYZE_RESPONSE,
    SUGGEST_REQUEST,
    SUGGEST_RESPONSE,
    Message,
)
from diwan.web.compat.perspective.parameters import Parameters
from diwan.web.compat.perspective.printing import printed
from diwan.web.compat.perspective.suggesting import suggest
from diwan.web.requests import TooLarge

KEY_HEADER: Final = "x-goog-api-key"
HEADERS: Final = {
    "content-type": "application/json; charset=UTF-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    # Pages of any origin may ask: it is the key that lets them in, and no cookie is looked at.
    "access-control-allow-origin": "*",
}

Run: TypeAlias = Callable[[Service, ScoringKey, Mapping[str, Any]], Awaitable[dict[str, Any]]]

_log = structlog.get_logger("diwan.web")


@dataclass(frozen=True, slots=True)
class Call:
    """`path` is as it was sent; `headers` have small names; `body` reads the body, at most `payload.MAX_BYTES` or it raises TooLarge."""

    verb: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Method:
    """What can be called: its path, what it takes and gives, and what does it."""

    path: str
    takes: Message
    gives: Message
    run: Run


METHODS: Final = (
    Method("/v1alpha1/comments:analyze", ANALYZE_REQUEST, ANALYZE_RESPONSE, analyze),
    Method("/v1alpha1/comments:suggestscore", SUGGEST_REQUEST, SUGGEST_RESPONSE, suggest),
)


async def answer(service: Service, call: Call) -> Answer:
    """What the call comes to. Raises nothing: what goes wrong is answered too."""
    asked = parameters.read(call.query)
    try:
        if asked.problem:
            raise asked.problem
        told = await _told(service, call, asked)
        return Answer(200, HEADERS, printed(told, pretty=asked.pretty))
    except Exception as error:  # noqa: BLE001 - a client understands nothing but the API's own errors
        return refusal(fault(error), pretty=asked.pretty)


def refusal(fault: Fault, *, pretty: bool = True) -> Answer:
    """A fault as it is answered."""
    headers = dict(HEADERS)
    if fault.retry_after_s is not None:
        headers["retry-after"] = str(max(1, math.ceil(fault.retry_after_s)))
    return Answer(fault.code, headers, printed(fault.told(), pretty=pretty))


async def holder(service: Service, asked: Parameters, headers: Mapping[str, str]) -> ScoringKey:
    """Whose call it is, by the key in its address or in its header. Raises Fault, and Unavailable."""
    presented = asked.key or headers.get(KEY_HEADER, "").strip()
    if not presented:
        raise errors.no_key()
    key = await service.room.keys.holder(presented)
    if key is None:
        raise errors.bad_key()
    return key


async def _told(service: Service, call: Call, asked: Parameters) -> dict[str, Any]:
    method = _method(call)
    mask = masks.parse(asked.mask, method.gives) if asked.mask else {}
    key = await holder(service, asked, call.headers)
    if wait := service.room.keys.admit(key):
        raise errors.over_quota(key, wait)
    content = await call.body()
    sent = payload.parsed(
        content, call.headers.get("content-type", ""), call.headers.get("content-encoding", "")
    )
    told: dict[str, Any] = masks.applied(
        mask, await method.run(service, key, reading.read(method.takes, sent))
    )
    return told


def _method(call: Call) -> Method:
    """By the end of the path: in a batch it may begin with a folder that a proxy takes off other addresses. Raises Fault."""
    path = unquote(call.path)
    for method in METHODS:
        if path.endswith(method.path):
            if call.verb != "POST":
                raise errors.other_verb("POST")
            return method
    raise errors.no_such_method()


def fault(error: Exception) -> Fault:
    """What is told of an error. One that was not foreseen is logged, and nothing of it told."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, TooLarge):
        return errors.too_much(payload.MAX_BYTES)
    if isinstance(error, Unavailable):
        return errors.unavailable()
    if isinstance(error, ClientDisconnect):
        return errors.bad_json("Unexpected end of string.")
    _log.error("request-failed", error=logs.described(error))
    return errors.internal()
