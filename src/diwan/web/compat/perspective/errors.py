"""Every error the API answers with: the words, the code and the details are contract, for clients take them apart.

Where a line says *(m)* nobody has a recording; the shape is then that of Google's other services.
"""

from collections.abc import Sequence
from typing import Any, Final

from diwan.scoring.room import ScoringKey
from diwan.web.compat.perspective.messages import PACKAGE

SERVICE: Final = "commentanalyzer.googleapis.com"
_QUOTA = "Analysis requests (AnalyzeComment)"
_RETRY_SOON_S = 1.0
_MOST_NAMED = 10


class Fault(Exception):
    """A call that is not carried out.

    `code` is HTTP's, `status` its name in `google.rpc.Code`; `retry_after_s` is told in a header.
    """

    def __init__(
        self,
        code: int,
        status: str,
        message: str,
        details: Sequence[dict[str, Any]] = (),
        *,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message
        self.details = tuple(details)
        self.retry_after_s = retry_after_s

    def told(self) -> dict[str, Any]:
        """The envelope."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = list(self.details)
        return {"error": error}


# --- who asks, and how often ---------------------------------------------------------------------------------


def no_key() -> Fault:
    """*(m)*"""
    return Fault(
        403,
        "PERMISSION_DENIED",
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of "
        "API consumer identity to call this API.",
    )


def bad_key() -> Fault:
    return Fault(
        400,
        "INVALID_ARGUMENT",
        "API key not valid. Please pass a valid API key.",
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
                "metadata": {"service": SERVICE},
            }
        ],
    )


def over_quota(key: ScoringKey, wait_s: float) -> Fault:
    """The link of Google's help is left out: the limit is raised where the key was made, by `diwan keys`."""
    return Fault(
        429,
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric '{_QUOTA}' and limit '{_QUOTA} per minute' of service '{SERVICE}' for consumer "
        f"'project_number:{key.number}'.",
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "quota_location": "global",
                    "quota_metric": "CommentAnalyzerService/analyze_requests",
                    "quota_limit_value": str(key.per_minute),
                    "consumer": f"projects/{key.number}",
                    "quota_limit": "AnalyzeRequestsPerMinutePerProject",
                    "service": SERVICE,
                },
            }
        ],
        retry_after_s=wait_s,
    )


# --- what cannot be read -------------------------------------------------------------------------------------


def invalid(message: str, details: Sequence[dict[str, Any]] = ()) -> Fault:
    return Fault(400, "INVALID_ARGUMENT", message, details)


def bad_json(what: str) -> Fault:
    """`what` never repeats the payload, as Google's does: it may hold a reader's words, and errors are logged. *(m)*"""
    return invalid(f"Invalid JSON payload received. {what}")


def bad_fields(violations: Sequence[tuple[str, str]]) -> Fault:
    """Fields that are unknown or hold the wrong kind of value: (path, description) each, at most ten named. *(m)*"""
    named = violations[:_MOST_NAMED]
    told = [
        {"field": path, "description": description} if path else {"description": description}
        for path, description in named
    ]
    return invalid(
        "\n".join(description for _, description in named),
        [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": told}],
    )


def bad_mask(mask: str, path: str) -> Fault:
    """`fields` names something that no answer has. *(m)*"""
    why = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return invalid(
        "Request contains an invalid argument.",
        [
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [{"field": mask, "description": why}],
            }
        ],
    )


def too_much(limit: int) -> Fault:
    """*(m)*"""
    return invalid(f"Request payload size exceeds the limit: {limit} bytes.")


# --- what the comment analyzer itself refuses ----------------------------------------------------------------


def _analyzer(message: str, error_type: str, **more: Any) -> Fault:
    return invalid(
        message, [{"@type": f"type.googleapis.com/{PACKAGE}.Error", "errorType": error_type, **more}]
    )


def comment_empty() -> Fault:
    return _analyzer("Comment must be non-empty.", "COMMENT_EMPTY")


def comment_too_long() -> Fault:
    return _analyzer("Comment text too long.", "COMMENT_TOO_LONG")


def no_attributes() -> Fault:
    return _analyzer("Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")


def no_language() -> Fault:
    return _analyzer("Unable to detect language", "LANGUAGE_DETECTION_FAILED")


def language_not_supported(attribute: str, languages: Sequence[str], *, requested: bool) -> Fault:
    """`requested`: the client named them; otherwise they were detected."""
    return _analyzer(
        f"Attribute {attribute} does not support request languages: {', '.join(languages)}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={
            "requestedLanguages" if requested else "detectedLanguages": list(languages),
            "attribute": attribute,
        },
    )


def bad_request(message: str) -> Fault:
    return _analyzer(message, "INVALID_REQUEST")


def unknown_attribute(name: str) -> Fault:
    return bad_request(f"Unknown requested attribute: {name}")


def score_type_not_supported(score_type: str, attribute: str) -> Fault:
    return bad_request(f"Requested score type {score_type} is not supported by attribute {attribute}")


def not_plain_text() -> Fault:
    return bad_request("Currently, only 'PLAIN_TEXT' comments are supported")


def both_contexts() -> Fault:
    return bad_request(
        "Context can have either entries or article_and_parent_comment, but both fields were populated."
    )


# --- where nothing is, and what goes wrong here ---------------------------------------------------------------


def no_such_method() -> Fault:
    """In a batch, where no router has looked at the address. *(m)*"""
    return Fault(404, "NOT_FOUND", "Method not found.")


def too_much_answered() -> Fault:
    """In a batch. *(m)*"""
    return Fault(
        429, "RESOURCE_EXHAUSTED", "The answers of this batch are too large; send fewer calls at once."
    )


def other_verb(allowed: str) -> Fault:
    """Google answers a page that there is no such address; this says what there is. *(m)*"""
    return Fault(405, "UNIMPLEMENTED", f"This address takes {allowed} only.")


def unavailable() -> Fault:
    """*(m)*"""
    return Fault(503, "UNAVAILABLE", "The service is currently unavailable.", retry_after_s=_RETRY_SOON_S)


def too_late() -> Fault:
    """*(m)*"""
    return Fault(504, "DEADLINE_EXCEEDED", "Deadline exceeded.", retry_after_s=_RETRY_SOON_S)


def internal() -> Fault:
    """*(m)*"""
    return Fault(500, "INTERNAL", "Internal error encountered.")
