"""The methods in `/api/openapi.json`: their types made from the very messages that requests are read by."""

from functools import cache, reduce
from operator import or_
from types import GenericAlias
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from diwan.web.compat.perspective import batch, payload
from diwan.web.compat.perspective.calls import METHODS, Method
from diwan.web.compat.perspective.messages import Choice, Field, Kind, Message, Scalar
from diwan.web.compat.perspective.reading import MAX_FLOAT32, MAX_INT32, NUMBER
from diwan.web.scoring.openapi import Answer, Operation


class PerspectiveError(msgspec.Struct, frozen=True):
    """What went wrong, in Google's words."""

    code: int
    message: str
    status: str
    details: list[dict[str, Any]] | msgspec.UnsetType = msgspec.UNSET


class PerspectiveErrors(msgspec.Struct, frozen=True):
    """The envelope of an error."""

    error: PerspectiveError


_Quoted = Annotated[str, Meta(pattern=f"^{NUMBER}$")]
_SENT: Final[dict[Scalar, Any]] = {
    Scalar.STRING: str,
    Scalar.BOOL: bool | Literal["true", "false"],
    Scalar.FLOAT: Annotated[float, Meta(ge=-MAX_FLOAT32, le=MAX_FLOAT32)] | _Quoted,
    Scalar.INT32: Annotated[int, Meta(ge=-MAX_INT32 - 1, le=MAX_INT32)] | _Quoted,
}
_GIVEN: Final[dict[Scalar, Any]] = {
    Scalar.STRING: str,
    Scalar.BOOL: bool,
    Scalar.FLOAT: float,
    Scalar.INT32: int,
}


@cache
def type_of(message: Message, *, sent: bool) -> type[msgspec.Struct]:
    """The type of a message: as it may be `sent`, which is lenient, or as it is given in an answer."""
    fields = [_field(field, sent=sent) for field in message.fields]
    name = message.name if sent else f"{message.name}Given"
    made = msgspec.defstruct(name, fields, forbid_unknown_fields=sent, frozen=True, kw_only=True)
    made.__doc__ = message.about
    return made


def _field(field: Field, *, sent: bool) -> tuple[str, Any] | tuple[str, Any, Any]:
    kind = _type_of_kind(field.kind, sent=sent)
    if field.by_name:
        kind = GenericAlias(dict, (str, _either(kind, None) if sent else kind))
    elif field.repeated:
        kind = _either(GenericAlias(list, (kind,)), kind) if sent else GenericAlias(list, (kind,))
    if sent and not field.needed:
        kind = _either(kind, None)
    told: Any = Annotated[kind, Meta(description=field.about)]
    if sent and field.needed:
        return field.name, told
    return field.name, _either(told, msgspec.UnsetType), msgspec.UNSET


def _either(*kinds: Any) -> Any:
    return reduce(or_, kinds)


def _type_of_kind(kind: Kind, *, sent: bool) -> Any:
    if isinstance(kind, Message):
        return type_of(kind, sent=sent)
    if isinstance(kind, Choice):
        values = (*kind.values, *range(len(kind.values))) if sent else kind.values
        return Literal[values]
    return (_SENT if sent else _GIVEN)[kind]


def _operation(method: Method, name: str, summary: str, description: str) -> Operation:
    return Operation(
        path=method.path,
        method="post",
        name=name,
        summary=summary,
        description=f"{description} At most {payload.MAX_BYTES} bytes.",
        request=type_of(method.takes, sent=True),
        answers={
            200: Answer("As the Perspective API answers.", type_of(method.gives, sent=False)),
            **_REFUSALS,
        },
        security=("query_key", "header_key"),
        parameters=_PARAMETERS,
    )


_REFUSALS: Final = {
    400: Answer("It cannot be read, or cannot be scored; the message says why.", PerspectiveErrors),
    403: Answer("No key was sent.", PerspectiveErrors),
    429: Answer("The key's quota is used up; come back after `Retry-After` seconds.", PerspectiveErrors),
    503: Answer("Too much is waiting; come back after `Retry-After` seconds.", PerspectiveErrors),
    504: Answer("It would have taken too long.", PerspectiveErrors),
}
_PARAMETERS: Final = (
    {
        "name": "prettyPrint",
        "in": "query",
        "schema": {"type": "boolean", "default": True},
        "description": "Whether the answer is indented.",
    },
    {
        "name": "fields",
        "in": "query",
        "schema": {"type": "string"},
        "description": "Which fields of the answer are wanted, such as `attributeScores.TOXICITY.summaryScore.value`.",
    },
)
_ANALYZE, _SUGGEST = METHODS

OPERATIONS: Final = (
    _operation(
        _ANALYZE,
        "perspectiveAnalyze",
        "Score a comment as the Perspective API does",
        "Each call counts as one text against the key's quota, and sentences scored by themselves as one more for every eight begun.",
    ),
    _operation(
        _SUGGEST,
        "perspectiveSuggestScore",
        "Keep what a client's moderators decided",
        "The example is kept, unless `doNotStore` is set.",
    ),
    Operation(
        path="/batch",
        method="post",
        name="perspectiveBatch",
        summary="Many calls in one request",
        description=f"multipart/mixed of application/http: at most {batch.MOST_CALLS} calls, each with its own key, and "
        f"{batch.MAX_BYTES} bytes. The answers come in the order of the calls.",
        answers={
            200: Answer("The answers, each under its call's Content-ID.", str, "multipart/mixed"),
            400: Answer("It is no batch.", PerspectiveErrors),
        },
        security=(),
    ),
    Operation(
        path="/$discovery/rest",
        method="get",
        name="perspectiveDiscovery",
        summary="The description that Google's client libraries read",
        answers={
            200: Answer("A document in the format of the Google API Discovery Service.", dict[str, Any]),
            400: Answer("The key that was sent is not valid.", PerspectiveErrors),
            404: Answer("There is no such version.", PerspectiveErrors),
        },
        security=(),
        parameters=({"name": "version", "in": "query", "schema": {"type": "string", "enum": ["v1alpha1"]}},),
    ),
)
"""What is described, for the list that `/api/openapi.json` is made from."""
