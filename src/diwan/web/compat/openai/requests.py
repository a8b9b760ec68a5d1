"""What a client of OpenAI's moderation sends: texts, and the name of a model."""

from typing import Any, Literal

import msgspec

MOST_TEXTS = 128
"""In a request."""
MOST_CHARACTERS = 50_000
"""In a text: the longest comment that the settings allow a site."""
DEFAULT_MODEL = "omni-moderation-latest"
OMNI_MODELS = ("omni-moderation-latest", "omni-moderation-2024-09-26")
TEXT_MODELS = ("text-moderation-latest", "text-moderation-stable", "text-moderation-007")
MODELS = (*OMNI_MODELS, *TEXT_MODELS)
"""The names that clients ask for. One model answers to all of them: ours."""


class BadRequest(Exception):
    """The request cannot be answered as it stands. `message` says what to do and repeats nothing that was sent."""

    def __init__(
        self, message: str, *, param: str | None = None, code: str | None = None, status: int = 400
    ) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        self.code = code
        self.status = status


class _Request(msgspec.Struct):
    input: str | list[Any]
    model: str | None = None


class _TextPart(msgspec.Struct):
    type: Literal["text"]
    text: str


class _Typed(msgspec.Struct):
    type: str


class Asked(msgspec.Struct, frozen=True):
    """The texts, each of which has one result, and the name of the model as it was asked for."""

    texts: tuple[str, ...]
    model: str


def read(sent: bytes) -> Asked:
    """What `sent` asks for. Raises BadRequest. Arguments that are not known are passed over."""
    try:
        request = msgspec.json.decode(sent, type=_Request)
    except msgspec.ValidationError as error:
        # Names types and places, never a value.
        raise BadRequest(
            f"The JSON is not what is expected here: {error}.", param=_place(str(error))
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequest(
            "We could not parse the JSON body of your request: it is not valid JSON in UTF-8."
        ) from None
    model = request.model if request.model is not None else DEFAULT_MODEL
    if model not in MODELS:
        raise BadRequest(
            "There is no such model here. Leave `model` out, or name one that GET /v1/models lists.",
            param="model",
            code="model_not_found",
            status=404,
        )
    return Asked(_texts(request.input), model)


def _texts(sent: str | list[Any]) -> tuple[str, ...]:
    if isinstance(sent, str):
        texts = [sent]
    elif all(isinstance(each, str) for each in sent):
        texts = sent
    else:
        # Parts belong to one input, and have one result.
        texts = ["\n".join(_text_of(part, place) for place, part in enumerate(sent))]
    if not texts:
        raise BadRequest("`input` is an empty list. Send at least one text.", param="input")
    if len(texts) > MOST_TEXTS:
        raise BadRequest(
            f"`input` may hold at most {MOST_TEXTS} texts. Send several requests.", param="input"
        )
    for place, text in enumerate(texts):
        if len(text) > MOST_CHARACTERS:
            raise BadRequest(
                f"A text may have at most {MOST_CHARACTERS} characters; it is never cut.",
                param="input" if len(texts) == 1 else f"input[{place}]",
                code="string_above_max_length",
            )
    return tuple(texts)


def _text_of(part: object, place: int) -> str:
    where = f"input[{place}]"
    try:
        kind = msgspec.convert(part, _Typed).type
        if kind == "text":
            return msgspec.convert(part, _TextPart).text
    except msgspec.ValidationError:
        kind = None
    if kind == "image_url":
        raise BadRequest(
            "Images are not read here: this model reads text only. Leave the image out, and have it looked at elsewhere.",
            param=where,
            code="image_not_supported",
        )
    raise BadRequest(
        '`input` must be a text, a list of texts, or a list of parts such as {"type": "text", "text": "…"}.',
        param=where,
    )


def _place(error: str) -> str | None:
    for name in ("input", "model"):
        if f"`{name}`" in error or f"`$.{name}" in error:
            return name
    return None
