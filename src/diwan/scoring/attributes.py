"""The attributes of the Perspective API that the model serves honestly, as functions of what it saw in a text. Pure.

Only the model's own findings count. Its scores are calibrated probabilities, which is what a client's threshold of 0.8 was chosen
on; a rule's score says how plain a sign is and is none, so that the largest of both (as `Scored.scores` has it) would be on no
scale at all. Criticism and the other marks play no part.

An attribute is here only if one of the model's labels was trained and measured on what the attribute's published description
means, or if it follows from such labels. `docs/integrating/perspective.md` argues each one, and each that is missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from diwan.guidelines import Guideline
from diwan.screening.findings import Mark
from diwan.screening.model.check import NAME, NOTHING_TO_READ
from diwan.screening.scores import Scored

LANGUAGES = frozenset({"en"})
"""What every attribute is served in: the languages that the model was validated in, and no others."""

ASKED = frozenset({NAME})
"""The check whose word the attributes are made of: no other needs to be asked for them."""


@dataclass(frozen=True, slots=True)
class Probabilities:
    """What the model says of a text, each from 0 to 1: its toxicity, and every guideline."""

    toxicity: float
    guidelines: Mapping[Guideline, float]


class Silence(Enum):
    """Why there is no score."""

    NOT_READABLE = "the text holds too little that the model knows"
    OUT_OF_ORDER = "the model failed, took too long, or is not there"


def probabilities(scored: Scored) -> Probabilities | Silence:
    """What the model said of a text in one of LANGUAGES, or why it said nothing."""
    said = [finding for finding in scored.findings if finding.check == NAME]
    toxicity: float | None = None
    guidelines: dict[Guideline, float] = {}
    for finding in said:
        if finding.could_not_tell:
            continue
        if finding.guideline is not None:
            guidelines[finding.guideline] = max(finding.score, guidelines.get(finding.guideline, 0.0))
        elif finding.mark is Mark.TOXICITY:
            toxicity = max(finding.score, toxicity or 0.0)
    if toxicity is not None and len(guidelines) == len(Guideline):
        return Probabilities(toxicity, guidelines)
    if any(finding.detail == NOTHING_TO_READ for finding in said):
        return Silence.NOT_READABLE
    return Silence.OUT_OF_ORDER


def _severe(said: Probabilities) -> float:
    """How toxic it is, as far as it is also a threat, abuse, or a personal attack with swearing.

    The toxicity times the largest of the three: never above the toxicity, and rising with each part. Swearing in good temper,
    and an insult in plain words, stay low, as the published description asks. It follows from probabilities but is none itself:
    an order, to be given a threshold of its own.
    """
    of = said.guidelines
    worst = max(
        of[Guideline.THREAT], of[Guideline.ABUSE], of[Guideline.PERSONAL_ATTACK] * of[Guideline.PROFANITY]
    )
    return said.toxicity * worst


def _guideline(guideline: Guideline) -> Callable[[Probabilities], float]:
    return lambda said: said.guidelines[guideline]


def _obscene(said: Probabilities) -> float:
    """Swearing or vulgarity: either is at least as likely as the likelier of the two."""
    return max(said.guidelines[Guideline.PROFANITY], said.guidelines[Guideline.VULGARITY])


_PRODUCTION: Mapping[str, Callable[[Probabilities], float]] = {
    "TOXICITY": lambda said: said.toxicity,
    "SEVERE_TOXICITY": _severe,
    "IDENTITY_ATTACK": _guideline(Guideline.ABUSE),
    "INSULT": _guideline(Guideline.PERSONAL_ATTACK),
    "PROFANITY": _guideline(Guideline.PROFANITY),
    "THREAT": _guideline(Guideline.THREAT),
}

ATTRIBUTES: Mapping[str, Callable[[Probabilities], float]] = {
    **_PRODUCTION,
    **{f"{name}_EXPERIMENTAL": value for name, value in _PRODUCTION.items()},
    "SEXUALLY_EXPLICIT": _guideline(Guideline.VULGARITY),
    "OBSCENE": _obscene,
    "SPAM": _guideline(Guideline.PROMOTION),
}
"""Each attribute that is served, with its value from 0 to 1."""
