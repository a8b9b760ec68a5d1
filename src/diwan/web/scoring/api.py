"""`POST /api/score`: some texts in, and everything that the checks saw in each of them."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from diwan.errors import Unavailable
from diwan.scoring import answers
from diwan.scoring.answers import Result
from diwan.scoring.room import Overdue, Overloaded
from diwan.screening.scores import Text
from diwan.web.requests import json_body
from diwan.web.scoring.judging import admit, holder, judge
from diwan.web.scoring.openapi import Answer, Operation, Problem

MOST_TEXTS: Final = 64
MOST_CHARACTERS: Final = 50_000
"""In a text: the longest comment that the settings allow a site."""
MOST_BYTES: Final = 1 << 20
"""In a request."""
WITHIN_S: Final = 30.0
SURFACE: Final = "score"

LongText = Annotated[str, Meta(max_length=MOST_CHARACTERS)]
Name = Annotated[str, Meta(max_length=200)] | Annotated[int, Meta(ge=-(2**53) + 1, le=2**53 - 1)]
Whole = Annotated[float, Meta(multiple_of=1, ge=-(2**53) + 1, le=2**53 - 1)]
"""JSON knows one kind of number: some programs write the whole ones with a point."""


class Article(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The article under which the text stands, as far as it is known."""

    headline: LongText = ""
    section: Annotated[str, Meta(max_length=1000)] = ""


class Asked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A text to be scored."""

    text: Annotated[str, Meta(max_length=MOST_CHARACTERS, description="Read as it is, never cut.")]
    id: Annotated[Name | Whole | None, Meta(description="Yours; it comes back as it is.")] = None
    language: Annotated[
        str | None,
        Meta(description="The article's language (en, ckb, ku, ar, tr, fa), for texts too short to tell."),
    ] = None
    article: Article | None = None
    parent: Annotated[LongText | None, Meta(description="The text that this one answers.")] = None


class Texts(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What is sent: the texts; a single one is a list of one."""

    texts: Annotated[list[Asked], Meta(min_length=1, max_length=MOST_TEXTS)]


class Results(msgspec.Struct, frozen=True):
    """What is answered: a result for each text, in the order of the texts."""

    results: tuple[Result, ...]


async def score(request: Request) -> Response:
    """Score the texts of a request."""
    key = await holder(request)
    sent = await json_body(request, Texts, MOST_BYTES)
    admit(request, key, len(sent.texts))
    try:
        scored = await judge(request, SURFACE, [_text(asked) for asked in sent.texts], within_s=WITHIN_S)
    except Overloaded:
        raise Unavailable(
            "Too many texts are waiting; please send these again in a moment.", code="overloaded"
        ) from None
    except Overdue:
        raise Unavailable(
            f"It would have taken more than {WITHIN_S:.0f} seconds; please send fewer texts at once.",
            code="overdue",
        ) from None
    return Response(
        msgspec.json.encode(Results(answers.results(scored))),
        headers={"cache-control": "no-store"},
        media_type="application/json",
    )


def _text(asked: Asked) -> Text:
    article = asked.article or Article()
    name = int(asked.id) if isinstance(asked.id, float) else asked.id
    return Text(asked.text, name, asked.language or "", article.headline, article.section, asked.parent or "")


OPERATIONS: Final = (
    Operation(
        path="/api/score",
        method="post",
        name="score",
        summary="Score texts by the guidelines",
        description=(
            f"At most {MOST_TEXTS} texts of at most {MOST_CHARACTERS} characters, {MOST_BYTES} bytes in all. Each text counts "
            "against the key's quota. Nothing of them is kept."
        ),
        request=Texts,
        answers={
            200: Answer("What the checks make of each text, in order.", Results),
            400: Answer("It cannot be read; `detail` says what to do.", Problem),
            401: Answer("No key, or one that is unknown or revoked.", Problem),
            413: Answer("The request is too large.", Problem),
            429: Answer("The key's quota is used up; come back after `Retry-After` seconds.", Problem),
            503: Answer("Too much is waiting; come back after `Retry-After` seconds.", Problem),
        },
    ),
)
