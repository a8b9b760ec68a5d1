"""The addresses of the Perspective API, as its clients write them.

The colon and the dollar are literal in Starlette's paths, and a client that escapes them (`comments%3Aanalyze`) is led to the same.
"""

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from diwan.scoring.room import ScoringRoom
from diwan.web import requests
from diwan.web.compat.perspective import batch as batches, calls, errors, parameters, payload
from diwan.web.compat.perspective.analyzing import Service
from diwan.web.compat.perspective.calls import Answer, Call
from diwan.web.compat.perspective.discovery import VERSION, document, root_url
from diwan.web.compat.perspective.errors import Fault
from diwan.web.compat.perspective.printing import printed
from diwan.web.scoring.judging import judge

SURFACE: Final = "perspective"
"""Its name in the metrics."""
WITHIN_S: Final = 10.0
"""How long a call waits for its scores. Clients give up sooner; those that wait so long are told."""
_VERBS: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_ASKED_HEADERS: Final = "content-type, x-goog-api-key, x-goog-api-client, x-goog-user-project, authorization"


def routes() -> list[BaseRoute]:
    """The list. They take every verb, for another than the right one is answered as the API answers errors."""
    return [
        Route("/v1alpha1/comments:analyze", analyze, methods=_VERBS),
        Route("/v1alpha1/comments:suggestscore", suggestscore, methods=_VERBS),
        Route("/batch", batch, methods=_VERBS),
        Route("/batch/commentanalyzer/v1alpha1", batch, methods=_VERBS),
        Route("/batch/commentanalyzer/v1alpha1/{rest:path}", batch, methods=_VERBS),
        Route("/$discovery/rest", discovery, methods=_VERBS),
        Route("/discovery/v1/apis/commentanalyzer/v1alpha1/rest", discovery, methods=_VERBS),
    ]


async def analyze(request: Request) -> Response:
    """Score a comment."""
    return await _called(request)


async def suggestscore(request: Request) -> Response:
    """Keep what a client's moderators decided about a comment."""
    return await _called(request)


async def batch(request: Request) -> Response:
    """Answer many calls at once."""
    if (refused := _other_verb(request, "POST")) is not None:
        return refused
    pretty = parameters.read(request.url.query).pretty
    try:
        sent = batches.parts(
            await requests.body(request, batches.MAX_BYTES), request.headers.get("content-type", "")
        )
    except requests.TooLarge:
        return _response(calls.refusal(errors.too_much(batches.MAX_BYTES), pretty=pretty))
    except Fault as fault:
        return _response(calls.refusal(fault, pretty=pretty))
    return _response(await batches.answered(_service(request), sent))


async def discovery(request: Request) -> Response:
    """The discovery document, for anyone; but a key that is sent must be a good one, as clients learn here that theirs is not."""
    if (refused := _other_verb(request, "GET")) is not None:
        return refused
    asked = parameters.read(request.url.query)
    try:
        if asked.problem:
            raise asked.problem
        if asked.key:
            await calls.holder(_service(request), asked, request.headers)
        if request.query_params.get("version", VERSION) != VERSION:
            raise errors.no_such_method()
    except Exception as error:  # noqa: BLE001 - a client understands nothing but the API's own errors
        return _response(calls.refusal(calls.fault(error), pretty=asked.pretty))
    root = root_url(request.app.state.house.settings.public_url, request.headers.get("host", ""))
    return _response(Answer(200, calls.HEADERS, printed(document(root), pretty=asked.pretty)))


async def _called(request: Request) -> Response:
    if (refused := _other_verb(request, "POST")) is not None:
        return refused
    call = Call(
        request.method,
        request.scope["path"],
        request.scope["query_string"].decode(errors="replace"),
        request.headers,
        partial(requests.body, request, payload.MAX_BYTES),
    )
    return _response(await calls.answer(_service(request), call))


def _service(request: Request) -> Service:
    room: ScoringRoom = request.app.state.scoring
    return Service(room, partial(judge, request, SURFACE, within_s=WITHIN_S))


def _other_verb(request: Request, allowed: str) -> Response | None:
    """The answer to another verb than `allowed`: what is allowed."""
    if request.method == allowed or (allowed == "GET" and request.method == "HEAD"):
        return None
    if request.method == "OPTIONS":
        return Response(
            status_code=204,
            headers={
                "allow": f"{allowed}, OPTIONS",
                "access-control-allow-origin": "*",
                "access-control-allow-methods": allowed,
                "access-control-allow-headers": _ASKED_HEADERS,
                "access-control-max-age": "3600",
            },
        )
    asked = parameters.read(request.url.query)
    refused = calls.refusal(errors.other_verb(allowed), pretty=asked.pretty)
    return _response(
        Answer(refused.status, {**refused.headers, "allow": f"{allowed}, OPTIONS"}, refused.body)
    )


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, headers=dict(answer.headers))
