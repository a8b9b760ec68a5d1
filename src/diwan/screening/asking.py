"""What a check is asked at a time, and what becomes of its answer: findings that make sense, or its silence."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from diwan.comments import Words
from diwan.screening.check import Check, ChecksTogether, Reading
from diwan.screening.findings import Finding, Span, is_storable
from diwan.screening.rounds import LATE

Findings: TypeAlias = Sequence[Finding]

MAX_DETAIL_CHARACTERS = 1000


class Asking(NamedTuple):
    """A check, asked about the readings in `places`: one, or several that it looks at together.

    `said` holds what the check said of each reading, and is filled in by `settle`; None where it has not said anything yet.
    """

    check: Check
    readings: Sequence[Reading]
    places: Sequence[int]
    said: list[Findings | None]

    def see(self) -> list[object]:
        """What the check sees in each of them, in their order. Raises whatever the check raises."""
        asked = [self.readings[place] for place in self.places]
        if len(asked) > 1 and isinstance(self.check, ChecksTogether):
            return list(self.check.look_at_all(asked))
        return [list(self.check.look(reading)) for reading in asked]

    def settle(self, answer: object) -> "list[Asking]":
        """Note what came of it: what `see` returned or raised, LATE, or None if the check was still busy. Gives back what must be
        asked again: about each reading by itself, where looking at several together came to nothing."""
        each = (
            answer
            if isinstance(answer, list) and len(answer) == len(self.places)
            else [answer] * len(self.places)
        )
        again = []
        for place, one in zip(self.places, each, strict=True):
            if type(one) is list and not one:  # most say nothing, and nothing always makes sense
                self.said[place] = one
                continue
            findings = _sensible(one, self.check, self.readings[place].words)
            if findings is None and len(self.places) > 1:
                again.append(Asking(self.check, self.readings, [place], self.said))
            else:
                self.said[place] = [silent(self.check, _why(one))] if findings is None else findings
        return again


_NOT_VALIDATED = "not validated in this language"


def of_another_language(check: Check, code: str | None) -> Finding:
    """The finding that this check was not asked: it was not validated in the language `code` (None: nobody can tell which)."""
    return silent(check, f"{_NOT_VALIDATED} ({code})")


def is_of_another_language(finding: Finding) -> bool:
    """Whether a check could not tell because it was not asked, and not because it failed."""
    return finding.could_not_tell and finding.detail.startswith(_NOT_VALIDATED)


def silent(check: Check, why: str) -> Finding:
    """The finding that this check could not tell."""
    return Finding(check.name, check.version, None, 0.0, detail=why, could_not_tell=True)


def _why(answer: object) -> str:
    if answer is None:
        return "still busy with an earlier comment"
    if answer is LATE:
        return "took too long"
    return f"failed ({type(answer).__name__})" if isinstance(answer, Exception) else "answered nonsense"


def _sensible(said: object, check: Check, words: Words) -> list[Finding] | None:
    """`said`, if it holds findings of this check about these words that come out of the storage as they go in."""
    try:
        if isinstance(said, str | bytes) or not isinstance(said, Sequence):
            return None
        if not said:
            return []
        findings = [finding for finding in said if _makes_sense(finding, check, words)]
        return findings if len(findings) == len(said) and is_storable(findings) else None
    except Exception:  # noqa: BLE001 - a finding of the wrong making may fail in any way when it is looked at
        return None


def _makes_sense(finding: object, check: Check, words: Words) -> bool:
    return (
        isinstance(finding, Finding)
        and finding.check == check.name
        and finding.version == check.version
        and 0.0 <= finding.score <= 1.0  # no number that is none is
        and len(finding.detail) <= MAX_DETAIL_CHARACTERS
        and (not finding.spans or all(_lies_within(span, words) for span in finding.spans))
    )


def _lies_within(span: Span, words: Words) -> bool:
    text = words.body if span.field == "body" else words.name if span.field == "name" else ""
    return 0 <= span.begin < span.end <= len(text)
