"""What is told of a scored text, on the command line and over the network: everything that a check saw, and never the text.

Only names and numbers: whoever reads these answers (`diwan.client`) needs none of the checks.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from diwan.guidelines import AbuseKind, Guideline

if TYPE_CHECKING:
    from diwan.screening.findings import Finding
    from diwan.screening.scores import Scored

MarkName: TypeAlias = Literal[
    "criticism", "campaign", "disguise", "toxicity", "relevance", "automatic", "imitation"
]
Score: TypeAlias = Annotated[float, Meta(ge=0, le=1)]


class Span(msgspec.Struct, frozen=True):
    """A stretch of the text in Unicode code points, end exclusive."""

    begin: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]
    field: Annotated[str, Meta(description="Always `body` here: a text has no name.")] = "body"


class Found(msgspec.Struct, frozen=True):
    """What one check saw."""

    check: Annotated[str, Meta(description="The check's name.")]
    version: Annotated[
        str, Meta(description="Its version: the same words may be judged otherwise by another.")
    ]
    guideline: Annotated[
        Guideline | None,
        Meta(description="The guideline it is about; null for an observation that none speaks about."),
    ]
    abuse_kind: Annotated[AbuseKind | None, Meta(description="Of `abuse`, where the kind is clear.")]
    mark: Annotated[MarkName | None, Meta(description="An observation that never counts against a text.")]
    score: Annotated[Score | None, Meta(description="How sure it is; null if it could not tell.")]
    spans: Annotated[tuple[Span, ...], Meta(description="Which stretches of the text it is about.")]
    could_not_tell: Annotated[
        bool,
        Meta(description="The check was silent: it failed, took too long or does not know the language."),
    ]


class Result(msgspec.Struct, frozen=True):
    """What the checks make of a text."""

    id: Annotated[str | int | None, Meta(description="The asker's own, as it was sent.")]
    language: Annotated[
        str | None,
        Meta(
            description="What the text is written in (en, ckb, ku, ar, tr, fa); null if that cannot be told."
        ),
    ]
    toxicity: Annotated[
        Score | None, Meta(description="The model's, all guidelines together; null where it was silent.")
    ]
    scores: Annotated[
        dict[str, Score | None],
        Meta(
            description="By guideline: the largest score that a check gave. Null is not 0: nobody could tell."
        ),
    ]
    findings: tuple[Found, ...]


def result(scored: "Scored") -> Result:
    """What is told of `scored`."""
    return Result(
        scored.id,
        scored.language,
        scored.toxicity,
        {guideline.value: score for guideline, score in scored.scores.items()},
        tuple(_found(finding) for finding in scored.findings),
    )


def results(scored: Sequence["Scored"]) -> tuple[Result, ...]:
    """The same of many."""
    return tuple(map(result, scored))


def _found(finding: "Finding") -> Found:
    return Found(
        finding.check,
        finding.version,
        finding.guideline,
        finding.abuse_kind,
        None if finding.mark is None else finding.mark.value,
        None if finding.could_not_tell else finding.score,
        tuple(Span(span.begin, span.end, span.field) for span in finding.spans),
        finding.could_not_tell,
    )
