"""OpenAI's moderation in the description of the scoring endpoints. The types are only described by: `requests.py` reads more leniently."""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from diwan.scoring.openai_categories import OMNI_MODERATION
from diwan.web.compat.openai.requests import MODELS, MOST_CHARACTERS, MOST_TEXTS
from diwan.web.scoring.openapi import Answer, Operation

_Text = Annotated[str, Meta(max_length=MOST_CHARACTERS)]
_Model = Annotated[str, Meta(description="One of the names that `GET /v1/models` lists.")]


class TextPart(msgspec.Struct, frozen=True):
    """A part of one input. Other types of parts are refused."""

    type: Literal["text"]
    text: _Text


class ModerationRequest(msgspec.Struct, frozen=True):
    """What is asked: a text; a list of texts, with a result for each; or a list of parts, with one result."""

    input: _Text | Annotated[list[str | TextPart], Meta(min_length=1, max_length=MOST_TEXTS)]
    model: _Model | None = None


def _by_category(name: str, kind: Any, about: str) -> type:
    fields = {category.replace("/", "_").replace("-", "_"): category for category in OMNI_MODERATION}
    return msgspec.defstruct(
        name,
        [(field, kind | msgspec.UnsetType, msgspec.UNSET) for field in fields],
        rename=fields,
        frozen=True,
        namespace={"__doc__": about},
    )


Categories: Final = _by_category("Categories", bool, "Whether a category is flagged.")
CategoryScores: Final = _by_category(
    "CategoryScores", float, "From 0 to 1; 0 for a category that is not served."
)
InputTypes: Final = _by_category(
    "InputTypes", list[str], "What a score applies to; empty for a category that is not served."
)


class ModerationResult(msgspec.Struct, frozen=True):
    """What is said of one input."""

    is_remarkable: bool = msgspec.field(name="flagged")
    categories: Categories  # type: ignore[valid-type] # made above, one field for each category
    category_scores: CategoryScores  # type: ignore[valid-type] # the same
    category_applied_input_types: InputTypes | msgspec.UnsetType = msgspec.UNSET  # type: ignore[valid-type] # the same


class Moderation(msgspec.Struct, frozen=True):
    """The answer: a result for each input, in order."""

    id: str
    model: _Model
    results: list[ModerationResult]


class ErrorTold(msgspec.Struct, frozen=True):
    """What went wrong. `inputs` are the places of texts that nobody could read."""

    message: str
    type: str
    param: str | None
    code: str | None
    inputs: list[int] | msgspec.UnsetType = msgspec.UNSET


class OpenAIError(msgspec.Struct, frozen=True):
    """OpenAI's envelope."""

    error: ErrorTold


class ModelDescribed(msgspec.Struct, frozen=True):
    """A name that clients ask for."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsListed(msgspec.Struct, frozen=True):
    """All of them."""

    object: Literal["list"]
    data: list[ModelDescribed]


_REFUSALS: Final = {
    401: Answer("No key, or one that is unknown or revoked.", OpenAIError),
    503: Answer("It cannot be answered now; come back after `Retry-After` seconds.", OpenAIError),
}

OPERATIONS: Final = (
    Operation(
        path="/v1/moderations",
        method="post",
        name="moderations",
        summary="Moderate texts, as OpenAI's clients ask for it",
        description=(
            "Served are harassment, harassment/threatening, hate, hate/threatening and sexual; the other categories are always "
            "false and 0. A text that nobody could read is an error (`language_not_supported`) and never `flagged: false`."
        ),
        request=ModerationRequest,
        answers={
            200: Answer("A result for each input.", Moderation),
            400: Answer("It cannot be read, or a text in it cannot; `param` names the place.", OpenAIError),
            404: Answer("There is no such model.", OpenAIError),
            413: Answer("The request is too large.", OpenAIError),
            429: Answer("The key's quota is used up; come back after `Retry-After` seconds.", OpenAIError),
            **_REFUSALS,
        },
    ),
    Operation(
        path="/v1/models",
        method="get",
        name="models",
        summary="List the names of models, as OpenAI's clients ask for it",
        answers={200: Answer("The names that clients ask for.", ModelsListed), **_REFUSALS},
    ),
    Operation(
        path="/v1/models/{model}",
        method="get",
        name="model",
        summary="Describe one of them",
        parameters=(
            {
                "name": "model",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "enum": list(MODELS)},
            },
        ),
        answers={
            200: Answer("It.", ModelDescribed),
            404: Answer("There is no such model.", OpenAIError),
            **_REFUSALS,
        },
    ),
)
