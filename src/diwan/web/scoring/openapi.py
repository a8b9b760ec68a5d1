"""The description of the scoring endpoints in OpenAPI 3.1, made from the very types that read requests and write answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from diwan import __version__

_REFERENCE: Final = "#/components/schemas/{name}"


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong (RFC 9457). `code` is stable; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One of an operation's answers: what it means, and its body's type, if it has one. `content` is the media type; left out, it is
    JSON, or problem details for a Problem."""

    description: str
    body: type | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client can ask for: an entry of the description. `name` is its operationId; `security` names the schemes below, of which
    any one will do, and is empty for what needs no key. `parameters` are written as OpenAPI has them."""

    path: str
    method: str
    name: str
    summary: str
    answers: Mapping[int, Answer]
    request: type | None = None
    description: str = ""
    security: tuple[str, ...] = ("bearer",)
    parameters: tuple[Mapping[str, Any], ...] = ()


_SECURITY_SCHEMES: Final = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key made by `diwan keys add --scoring NAME`.",
    },
    "query_key": {
        "type": "apiKey",
        "in": "query",
        "name": "key",
        "description": "The same key in the address, as clients of the Perspective API send it.",
    },
    "header_key": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Goog-Api-Key",
        "description": "The same key in a header, which no log of addresses holds.",
    },
    "coral_signature": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Coral-Signature",
        "description": "`sha256=` and the HMAC-SHA256 of the raw body under the phase's signing secret, in hexadecimal.",
    },
}


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The OpenAPI document that describes `operations`."""
    types: list[type] = []
    for operation in operations:
        bodies = [operation.request, *(answer.body for answer in operation.answers.values())]
        types += [each for each in bodies if each is not None and each not in types]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    schema_of = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation, schema_of)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Diwan: scoring texts",
            "version": __version__,
            "description": "How a text stands to each guideline, in numbers. Nothing of it is kept, but for what is sent as a suggestion.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SECURITY_SCHEMES},
    }


def _described(operation: Operation, schema_of: Mapping[type, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"operationId": operation.name, "summary": operation.summary}
    if operation.description:
        told["description"] = operation.description
    if operation.parameters:
        told["parameters"] = list(operation.parameters)
    if operation.request is not None:
        content = {"application/json": {"schema": schema_of[operation.request]}}
        told["requestBody"] = {"required": True, "content": content}
    told["responses"] = {
        str(status): _answer(answer, schema_of) for status, answer in operation.answers.items()
    }
    told["security"] = [{scheme: []} for scheme in operation.security]
    return told


def _answer(answer: Answer, schema_of: Mapping[type, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"description": answer.description}
    if answer.body is not None:
        usual = "application/problem+json" if answer.body is Problem else "application/json"
        told["content"] = {answer.content or usual: {"schema": schema_of[answer.body]}}
    return told


class Described:
    """The endpoint that hands the document out; it is made once, at the first request."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self._operations = operations
        self._content: bytes | None = None

    async def openapi(self, _request: Request) -> Response:
        """The description, for anyone: it says nothing that the documentation does not."""
        if self._content is None:
            self._content = msgspec.json.encode(document(self._operations))
        return Response(self._content, headers={"cache-control": "no-cache"}, media_type="application/json")
