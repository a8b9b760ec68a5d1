"""Errors as clients see them: problem details (RFC 9457), one status for each class of error."""

import msgspec
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from diwan import errors, logs
from diwan.clock import iso
from diwan.web.requests import TooLarge

# The most particular class first.
_STATUSES: tuple[tuple[type[errors.DiwanError], int, str], ...] = (
    (TooLarge, 413, "Too large"),
    (errors.Malformed, 400, "Cannot be read"),
    (errors.Unacceptable, 422, "Cannot be taken"),
    (errors.ForeignOrigin, 403, "Foreign origin"),
    (errors.NotSignedIn, 401, "Not signed in"),
    (errors.NotAllowed, 403, "Not allowed"),
    (errors.Unknown, 404, "Unknown"),
    (errors.Conflict, 409, "Conflict"),
    (errors.TooMany, 429, "Too many requests"),
    (errors.Unavailable, 503, "Not available now"),
)

RETRY_AFTER_UNAVAILABLE_S = 5

_log = structlog.get_logger("diwan.web")


def status_of(error: errors.DiwanError) -> tuple[int, str]:
    """The HTTP status and the title for an error."""
    for kind, status, title in _STATUSES:
        if isinstance(error, kind):
            return status, title
    return 500, "Internal error"


def headers_for(error: errors.DiwanError) -> dict[str, str]:
    """What a client must know to come back: Retry-After in seconds, or how to sign in (RFC 9110, section 11.6.1)."""
    headers = {"cache-control": "no-store"}
    if error.code == "api-key":
        headers["www-authenticate"] = "Bearer"
    if isinstance(error, errors.TooMany | errors.OutsideHours):
        headers["retry-after"] = str(error.retry_after_s)
    elif isinstance(error, errors.Unavailable):
        headers["retry-after"] = str(RETRY_AFTER_UNAVAILABLE_S)
    return headers


def problem(error: errors.DiwanError) -> Response:
    """The error as application/problem+json, with the extension members `code` and `field`."""
    status, title = status_of(error)
    return _response(error, status, title, headers_for(error), **_more(error))


def _more(error: errors.DiwanError) -> dict[str, object]:
    """Extension members of particular problems."""
    if isinstance(error, errors.OutsideHours):
        return {"opens_at": iso(error.opens_at), **({"told": error.told} if error.told else {})}
    if not isinstance(error, errors.MayNotWrite):
        return {}
    until = error.restraint.until
    told = {"told": error.told} if error.told else {}
    return {"until": None if until is None else iso(until), "guideline": error.restraint.guideline, **told}


def _response(
    error: errors.DiwanError, status: int, title: str, headers: dict[str, str], **more: object
) -> Response:
    details: dict[str, object] = {
        "type": f"urn:diwan:problem:{error.code}",
        "title": title,
        "status": status,
        "detail": error.detail,
        "code": error.code,
        **more,
    }
    if error.field is not None:
        details["field"] = error.field
    return Response(
        msgspec.json.encode(details), status, headers=headers, media_type="application/problem+json"
    )


async def on_error(_request: Request, error: Exception) -> Response:
    """Starlette's handler for DiwanError on the JSON surfaces."""
    if not isinstance(error, errors.DiwanError):
        raise error
    return problem(error)


async def on_no_route(_request: Request, error: Exception) -> Response:
    """Starlette's handler for what no route answers: an unknown address, or another method than it takes."""
    if not isinstance(error, HTTPException):
        raise error
    allowed = (error.headers or {}).get("Allow")
    if allowed is None:
        return problem(errors.Unknown("There is nothing at this address. Check how it is written."))
    refusal = errors.Refused(f"This address takes {allowed} only.", code="method")
    return _response(refusal, 405, "Method not allowed", {**headers_for(refusal), "allow": allowed})


def accident(error: Exception) -> Response:
    """The answer to a fault of ours: its kind goes to the log, nothing of it to the client."""
    _log.error("request-failed", error=logs.described(error))
    return problem(
        errors.DiwanError(
            "Something went wrong here. It is noted; please try again in a moment.", code="internal"
        )
    )
