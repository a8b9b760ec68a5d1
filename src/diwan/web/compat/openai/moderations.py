"""`POST /v1/moderations` as OpenAI's clients call it, and `GET /v1/models` for those that ask what there is.

What could not be told is an error and never a clean bill: the format knows no third value, so that `flagged: false` of a text that
nobody could read would be a lie which clients act on. A text in another language, or without letters, is answered 400 with the
places of all such texts in `inputs`; a caller takes them out and has them read by a person. Where a rule alone sees something plain
enough to flag, that is told though the model could not read; the categories that nobody could tell apply to no input then.
"""

import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from diwan import logs
from diwan.errors import Unavailable
from diwan.scoring.openai_categories import (
    NOTHING,
    OMNI_MODERATION,
    TEXT_MODERATION,
    Moderated,
    moderated,
)
from diwan.scoring.room import Overdue, Overloaded, ScoringKey, ScoringRoom
from diwan.screening.ready import shipped_model
from diwan.screening.scores import Text
from diwan.web.compat.openai.errors import RATE_LIMIT, refusal
from diwan.web.compat.openai.requests import MODELS, TEXT_MODELS, Asked, BadRequest, read
from diwan.web.requests import TooLarge, bearer, body
from diwan.web.scoring.judging import judge

MOST_BYTES = 1 << 20
"""In a request."""
WITHIN_S = 30.0
"""An answer after that is none."""
PRIOR = "en"
"""What says too little to tell its language is read as English: the format has no field in which a client could name another."""
SURFACE = "openai"
_CREATED = 1_767_225_600
"""2026-01-01: `created` is part of the format, and clients sort by it."""

_log = structlog.get_logger("diwan.openai")


async def moderations(request: Request) -> Response:
    """One result for each text, in order."""
    room: ScoringRoom = request.app.state.scoring
    key = await _key(request, room)
    if isinstance(key, Response):
        return key
    try:
        asked = read(await body(request, MOST_BYTES))
    except TooLarge:
        return refusal(413, f"The request is over {MOST_BYTES} bytes. Send several smaller ones.")
    except BadRequest as bad:
        return refusal(bad.status, bad.message, param=bad.param, code=bad.code)
    if wait := room.keys.admit(key, len(asked.texts)):
        return refusal(
            429,
            f"Rate limit reached: {key.per_minute} texts a minute. Please try again when Retry-After says.",
            kind=RATE_LIMIT,
            code=RATE_LIMIT,
            retry_after_s=wait,
        )
    try:
        told = await _read_all(request, asked)
    except Overloaded:
        return refusal(
            503,
            "Too many texts are waiting. Please try again in a moment.",
            kind="server_error",
            code="overloaded",
            retry_after_s=1,
        )
    except Overdue:
        return refusal(
            503,
            "It took too long. Please try again in a moment.",
            kind="server_error",
            code="overdue",
            retry_after_s=5,
        )
    except Exception as error:  # noqa: BLE001 - in OpenAI's shape, like everything that goes wrong here
        _log.error("request-failed", error=logs.described(error))
        return refusal(
            500, "Something went wrong here. It is noted; please try again in a moment.", kind="server_error"
        )
    untold = [place for place, one in enumerate(told) if not one.is_complete and not one.flags]
    if untold:
        return _untold(untold, len(told))
    return _answer(asked, told)


async def models(request: Request) -> Response:
    """The names that clients ask for."""
    key = await _key(request, request.app.state.scoring)
    if isinstance(key, Response):
        return key
    return _json({"object": "list", "data": [_described(name) for name in MODELS]})


async def model(request: Request) -> Response:
    """One of them."""
    key = await _key(request, request.app.state.scoring)
    if isinstance(key, Response):
        return key
    name = request.path_params["model"]
    if name not in MODELS:
        return refusal(
            404,
            "There is no such model here. GET /v1/models lists them.",
            param="model",
            code="model_not_found",
        )
    return _json(_described(name))


async def _key(request: Request, room: ScoringRoom) -> ScoringKey | Response:
    """Whose key it is, or what to answer instead."""
    presented = bearer(request)
    if not presented:
        return refusal(
            401,
            "You didn't provide an API key. Send `Authorization: Bearer KEY` with a scoring key of this server's.",
        )
    try:
        key = await room.keys.holder(presented)
    except Unavailable:
        return refusal(
            503, "The keys cannot be looked up now.", kind="server_error", code="unavailable", retry_after_s=5
        )
    if key is None:
        return refusal(
            401,
            "Incorrect API key provided. It must be a scoring key of this server's, not one of OpenAI's.",
            code="invalid_api_key",
        )
    return key


async def _read_all(request: Request, asked: Asked) -> list[Moderated]:
    # Reading the model takes a while the first time, and a thread costs more than what is known since.
    thresholds = _thresholds() if _thresholds.cache_info().currsize else await run_in_threadpool(_thresholds)
    places = [place for place, text in enumerate(asked.texts) if text.strip()]
    told = [NOTHING] * len(asked.texts)
    if places:
        texts = [Text(asked.texts[place], language=PRIOR) for place in places]
        scored = await judge(request, SURFACE, texts, within_s=WITHIN_S)
        for place, one in zip(places, scored, strict=True):
            told[place] = moderated(one, thresholds)
    return told


@cache
def _thresholds() -> Mapping[str, float]:
    return shipped_model().description.thresholds


def _untold(places: Sequence[int], texts: int) -> Response:
    which = "The text" if texts == 1 else f"{len(places)} of {texts} texts ({_listed(places)})"
    return refusal(
        400,
        f"{which} could not be read: not in a language the model was validated in, or without words. "
        "This is no finding that the text is harmless. Leave it out here and have a person read it.",
        param="input" if texts == 1 else f"input[{places[0]}]",
        code="language_not_supported",
        inputs=list(places),
    )


def _listed(places: Sequence[int]) -> str:
    named = ", ".join(f"input[{place}]" for place in places[:8])
    return named if len(places) <= 8 else f"{named}, …"


def _answer(asked: Asked, told: Sequence[Moderated]) -> Response:
    return _json(
        {
            "id": f"modr-{secrets.token_hex(16)}",
            "model": asked.model,
            "results": [_result(one, asked.model) for one in told],
        }
    )


def _result(one: Moderated, name: str) -> dict[str, Any]:
    old = name in TEXT_MODELS
    categories = TEXT_MODERATION if old else OMNI_MODERATION
    result: dict[str, Any] = {
        "flagged": bool(one.flags),
        "categories": {category: category in one.flags for category in categories},
        "category_scores": {category: one.scores.get(category, 0.0) for category in categories},
    }
    if not old:
        result["category_applied_input_types"] = {
            category: ["text"] if category in one.scores else [] for category in categories
        }
    return result


def _described(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": _CREATED, "owned_by": "diwan"}


def _json(answer: Mapping[str, Any]) -> Response:
    return Response(
        msgspec.json.encode(answer), headers={"cache-control": "no-store"}, media_type="application/json"
    )
