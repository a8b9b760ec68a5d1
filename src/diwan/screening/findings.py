"""What a check saw in a comment. Never the words themselves, only where they stand."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from diwan.guidelines import AbuseKind, Guideline


class Mark(StrEnum):
    """What a finding says that no guideline speaks about. The values are stored and must never change."""

    CRITICISM = "criticism"
    """It criticises the publisher. Never counts against a comment: it asks for a second pair of eyes."""
    CAMPAIGN = "campaign"
    """One of many nearly alike, from several readers or threads."""
    DISGUISE = "disguise"
    """The text is written to be misread by machines or people: hidden characters, mixed scripts, reversed runs."""
    TOXICITY = "toxicity"
    """How likely it is to make somebody leave the discussion, all guidelines together."""
    AUTOMATIC = "automatic"
    """It arrived as programs send, not as people do. Never a ground for rejection."""
    IMITATION = "imitation"
    """The name imitates the staff. Never a ground for rejection, and never told to the reader."""
    RELEVANCE = "relevance"
    """How much it speaks about the article. Never a ground for rejection."""


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the body (or of the name), in Unicode code points, end exclusive."""

    begin: int
    end: int
    field: str = "body"


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One observation by one check.

    `score` is between 0 and 1; a model's is a calibrated probability. `guideline` is None for an observation that no
    guideline speaks about, which may carry a `mark` instead; `abuse_kind` only comes with the guideline `abuse`.
    `could_not_tell` marks a check that was silent: it failed, timed out or does not know the language; its finding
    never counts for or against a comment and always refers it to a human. `detail` is for moderators, in English, and
    never repeats the reader's words.
    """

    check: str
    version: str
    guideline: Guideline | None
    score: float
    spans: tuple[Span, ...] = ()
    detail: str = ""
    could_not_tell: bool = False
    abuse_kind: AbuseKind | None = None
    mark: Mark | None = None


REMARKABLE = 0.3
"""From this score on a finding about a guideline, or about toxicity, is shown to a moderator unasked. The model reports
a probability for every guideline on every comment, most of them near 0: shown all alike, they would hide the few."""


_ALWAYS_SHOWN = frozenset({Mark.CRITICISM, Mark.CAMPAIGN, Mark.DISGUISE, Mark.AUTOMATIC, Mark.IMITATION})


def is_remarkable(finding: Finding) -> bool:
    """Whether a moderator must see it without asking for all scores.

    Always: a silent check, an observation that is no score (a rule's, about no guideline), criticism, a campaign, a
    disguise, an automatic arrival, an imitation. Never: how much the comment speaks about the article. Everything else from REMARKABLE on.
    """
    if finding.could_not_tell or finding.mark in _ALWAYS_SHOWN:
        return True
    if finding.guideline is None and finding.mark is None:
        return True
    return finding.mark is not Mark.RELEVANCE and finding.score >= REMARKABLE


_ENCODER = msgspec.json.Encoder(order="sorted")
_ANY_ORDER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(tuple[Finding, ...])


def encode(findings: Sequence[Finding]) -> bytes:
    """Findings as they are stored: a JSON array, its bytes depending on nothing but the findings."""
    return _ENCODER.encode(findings)


def is_storable(findings: Sequence[Finding]) -> bool:
    """Whether they come out of the storage as they go in. May raise for what cannot be encoded at all.

    Its bytes are thrown away, so that the fields need not be in order for it.
    """
    return list(_DECODER.decode(_ANY_ORDER.encode(findings))) == findings


def decode(stored: bytes) -> tuple[Finding, ...]:
    """The findings in `stored`. Raises msgspec.DecodeError for bytes that `encode` did not make."""
    return _DECODER.decode(stored)
