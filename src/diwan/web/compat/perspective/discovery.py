"""The discovery document: what Google's client libraries read first, and make their methods from. Pure.

Made from the messages that requests are read by, in the format of the Google API Discovery Service (`discovery#restDescription`).
"""

from typing import Any, Final

from diwan.web.compat.perspective.messages import (
    ANALYZE_REQUEST,
    ANALYZE_RESPONSE,
    MESSAGES,
    SUGGEST_REQUEST,
    SUGGEST_RESPONSE,
    Choice,
    Field,
    Kind,
    Message,
    Scalar,
)

VERSION: Final = "v1alpha1"
REVISION: Final = "20261124"
"""Of this description: the day it last changed."""
GOOGLES_HOST: Final = "commentanalyzer.googleapis.com"

_PARAMETERS: Final = (
    ("$.xgafv", "The format of errors. Passed over: there is one."),
    ("access_token", "Passed over."),
    ("alt", "The format of the answer: json."),
    ("callback", "Not served."),
    ("fields", "Which fields of the answer are wanted."),
    ("key", "The key, made by `diwan keys`."),
    ("oauth_token", "Passed over."),
    ("quotaUser", "Passed over: the quota is the key's."),
    ("upload_protocol", "Passed over."),
    ("uploadType", "Passed over."),
)
_TYPES: Final = {
    Scalar.STRING: {"type": "string"},
    Scalar.BOOL: {"type": "boolean"},
    Scalar.FLOAT: {"type": "number", "format": "float"},
    Scalar.INT32: {"type": "integer", "format": "int32"},
}


def root_url(public_url: str, host: str) -> str:
    """Where the client is to send its calls.

    It is the configured address, whatever proxies make of the request: a document that repeated the Host header would send keys wherever
    a forged one points. The one exception is a client that came by Google's own name, because its host is fixed and the network leads it
    here: it keeps that name, since it looks for it in error texts.
    """
    if host.partition(":")[0].lower() == GOOGLES_HOST:
        return f"https://{GOOGLES_HOST}/"
    return f"{public_url.rstrip('/')}/"


def document(root: str) -> dict[str, Any]:
    """The description, with calls going to `root`, which ends in a slash."""
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": f"commentanalyzer:{VERSION}",
        "name": "commentanalyzer",
        "version": VERSION,
        "version_module": True,
        "revision": REVISION,
        "title": "Perspective Comment Analyzer API, answered by Diwan",
        "description": "Scores how a comment may be received, by attributes such as toxicity.",
        "documentationLink": f"{root}api/openapi.json",
        "protocol": "rest",
        "rootUrl": root,
        "servicePath": "",
        "baseUrl": root,
        "batchPath": "batch",
        "fullyEncodeReservedExpansion": True,
        "ownerDomain": "google.com",
        "ownerName": "Google",
        "parameters": {
            **{name: _parameter(about) for name, about in _PARAMETERS},
            "prettyPrint": {
                "type": "boolean",
                "default": "true",
                "description": "Whether the answer is indented.",
                "location": "query",
            },
        },
        "resources": {
            "comments": {
                "methods": {
                    "analyze": _method("analyze", "Scores a comment.", ANALYZE_REQUEST, ANALYZE_RESPONSE),
                    "suggestscore": _method(
                        "suggestscore",
                        "Takes what a client's moderators decided about a comment, to learn from.",
                        SUGGEST_REQUEST,
                        SUGGEST_RESPONSE,
                    ),
                }
            }
        },
        "schemas": {message.name: _schema(message) for message in MESSAGES},
    }


def _parameter(about: str) -> dict[str, Any]:
    return {"type": "string", "description": about, "location": "query"}


def _method(name: str, about: str, request: Message, response: Message) -> dict[str, Any]:
    path = f"{VERSION}/comments:{name}"
    return {
        "id": f"commentanalyzer.comments.{name}",
        "path": path,
        "flatPath": path,
        "httpMethod": "POST",
        "description": about,
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": request.name},
        "response": {"$ref": response.name},
    }


def _schema(message: Message) -> dict[str, Any]:
    return {
        "id": message.name,
        "type": "object",
        "description": message.about,
        "properties": {
            field.name: {**_property(field), "description": field.about} for field in message.fields
        },
    }


def _property(field: Field) -> dict[str, Any]:
    if field.by_name:
        return {"type": "object", "additionalProperties": _of(field.kind)}
    if field.repeated:
        return {"type": "array", "items": _of(field.kind)}
    return _of(field.kind)


def _of(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, Message):
        return {"$ref": kind.name}
    if isinstance(kind, Choice):
        return {"type": "string", "enum": list(kind.values), "enumDescriptions": [""] * len(kind.values)}
    return dict(_TYPES[kind])
