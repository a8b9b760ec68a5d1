"""Errors as OpenAI's clients read them: `{"error": {"message", "type", "param", "code"}}`.

The official client makes an exception of each status (`AuthenticationError` of 401, `RateLimitError` of 429, …), and tries again by
itself after 408, 409, 429 and 5xx, waiting as `Retry-After` says. What cannot succeed when repeated therefore has none of those.
"""

import math
from typing import Any

import msgspec
from starlette.responses import Response

INVALID_REQUEST = "invalid_request_error"
RATE_LIMIT = "rate_limit_exceeded"


def refusal(
    status: int,
    message: str,
    *,
    code: str | None = None,
    param: str | None = None,
    kind: str = INVALID_REQUEST,
    retry_after_s: float | None = None,
    **more: Any,
) -> Response:
    """One error. `kind` is its `type`; `more` are members beside OpenAI's own, which clients pass over. Never holds a text or a key."""
    headers = {"cache-control": "no-store"}
    if retry_after_s is not None:
        headers["retry-after"] = str(max(1, math.ceil(retry_after_s)))
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    error = {"message": message, "type": kind, "param": param, "code": code, **more}
    return Response(
        msgspec.json.encode({"error": error}), status, headers=headers, media_type="application/json"
    )
