"""OpenAI's moderation categories, from what the checks saw. Pure.

| category | is |
|---|---|
| `harassment` | the larger of *personal attack* and *threat* |
| `harassment/threatening` | *threat* |
| `hate` | *abuse* (sexism, racism, homophobia, xenophobia, contempt for a religion's believers) |
| `hate/threatening` | the smaller of *abuse* and *threat*: no more than a bound, for nobody has measured the two together |
| `sexual` | *vulgarity*: obscene and sexually explicit words. Erotica in clean words is not found |

Not served are `violence` and `violence/graphic` (a report of violence breaks no guideline, and the model is taught to let it pass),
`self-harm` with its two, `sexual/minors`, `illicit` and `illicit/violent`: there is no model for them, and a number would be invented.
They are false, 0, and apply to no kind of input. *Profanity* and *promotion* have no category of OpenAI's, so that swearing at nobody
and advertising are not flagged here.

A category is flagged from the threshold of the guideline on that it comes from (`hate/threatening`: from both).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from diwan.guidelines import Guideline
from diwan.screening.scores import Scored

SERVED = ("harassment", "harassment/threatening", "hate", "hate/threatening", "sexual")
TEXT_MODERATION = (
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
)
"""The categories of the models called text-moderation."""
OMNI_MODERATION = (*TEXT_MODERATION[:4], "illicit", "illicit/violent", *TEXT_MODERATION[4:])
"""The categories of the models called omni-moderation."""


_GUIDELINES = (Guideline.PERSONAL_ATTACK, Guideline.THREAT, Guideline.ABUSE, Guideline.VULGARITY)


@dataclass(frozen=True, slots=True)
class Moderated:
    """One text, by category. `scores` holds only the categories that could be told; `flags` those of them that are flagged."""

    scores: Mapping[str, float]
    flags: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Whether every category that is served could be told."""
        return len(self.scores) == len(SERVED)


NOTHING = Moderated(dict.fromkeys(SERVED, 0.0), frozenset())
"""What is said of a text without any words: there is nothing in it to break a guideline."""


def moderated(scored: Scored, thresholds: Mapping[str, float]) -> Moderated:
    """The categories of a text; `thresholds` are by guideline code, as the model's description has them.

    A category whose guideline nobody measured is left out: None is not 0.
    """
    attack, threat, abuse, vulgarity = map(scored.scores.__getitem__, _GUIDELINES)
    sure = [
        score is not None and score >= thresholds[guideline]
        for guideline, score in zip(_GUIDELINES, (attack, threat, abuse, vulgarity), strict=True)
    ]
    attacks, threatens, abuses, is_vulgar = sure
    told = (
        ("harassment", _larger(attack, threat, either=attacks or threatens), attacks or threatens),
        ("harassment/threatening", threat, threatens),
        ("hate", abuse, abuses),
        (
            "hate/threatening",
            None if abuse is None or threat is None else min(abuse, threat),
            abuses and threatens,
        ),
        ("sexual", vulgarity, is_vulgar),
    )
    return Moderated(
        {category: score for category, score, _ in told if score is not None},
        frozenset([category for category, score, reached in told if reached and score is not None]),
    )


def _larger(first: float | None, second: float | None, *, either: bool) -> float | None:
    """The larger of two scores. If one of them could not be told, the other is all there is to say only if it is high enough, as `either` says."""
    if first is not None and second is not None:
        return max(first, second)
    if not either:
        return None
    return second if first is None else first
