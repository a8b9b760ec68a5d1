"""What the findings on one text come to: a score for each guideline and for its toxicity, or none. Pure.

The score of a guideline is the largest among the findings that name it, a rule's as well as the model's. It is None when no check
named it: nobody has measured it then, and None must not be read as 0. The model names every guideline, at a probability near 0 where
nothing is wrong, in every language that it was validated in. A rule names a guideline only where it sees something, so that a rule
which says nothing makes no 0. Where the model was silent and a rule saw something, the score is the rule's, which says how plain the
sign is and is no probability: `findings` tells whose it was.

Toxicity is the largest score among the findings with that mark: the model's alone. What a check says while it cannot tell, counts for
nothing. Criticism, relevance and the other marks are no scores: they stand in the findings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diwan.guidelines import Guideline
from diwan.screening.findings import Finding, Mark
from diwan.screening.guess import Guess


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be scored; it needs not be a comment in Diwan.

    `language` is that of the article (BCP 47), for texts too short to tell; `headline`, `section` and `article_text` are the
    article's, `parent` is the text that this one answers. What is not known is left empty. `id` is the caller's own and comes back as it is.
    `guess` is what `identify` said of the body, where the caller has asked already. `checks` are the names of the only checks that are asked,
    for a caller who tells nobody what the others see; None for all.
    """

    body: str
    id: str | int | None = None
    language: str = ""
    headline: str = ""
    section: str = ""
    parent: str = ""
    article_text: str = ""
    guess: Guess | None = None
    checks: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """What the checks made of a text.

    `language` is what it is written in (one of `language.LANGUAGES`), None if that cannot be told. `toxicity` and the `scores`, one
    for every guideline, are from 0 to 1, or None if it could not be told. `findings` are all that the checks saw, in their order.
    """

    id: str | int | None
    language: str | None
    toxicity: float | None
    scores: Mapping[Guideline, float | None]
    findings: tuple[Finding, ...]


def scored(text_id: str | int | None, language: str | None, findings: Sequence[Finding]) -> Scored:
    """What `findings` come to."""
    scores: dict[Guideline, float | None] = dict.fromkeys(Guideline)
    toxicity: float | None = None
    for finding in findings:
        if finding.could_not_tell:
            continue
        if finding.guideline is not None:
            scores[finding.guideline] = _larger(finding.score, scores[finding.guideline])
        if finding.mark is Mark.TOXICITY:
            toxicity = _larger(finding.score, toxicity)
    return Scored(text_id, language, toxicity, scores, tuple(findings))


def _larger(score: float, other: float | None) -> float:
    return score if other is None or score > other else other
