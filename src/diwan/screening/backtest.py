"""Thresholds tried on the past: what a policy would have decided, beside what people decided. Pure.

Judged are the findings as they were stored when the comment was screened: a check that has learned something since is not
asked again. (`retrying` asks one check again, and judges what it finds here.)
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from diwan.comments import Words
from diwan.decisions import AuthorKind, Outcome
from diwan.guidelines import Guideline
from diwan.screening.findings import Finding
from diwan.screening.policy import Policies, Proposal, judge


@dataclass(frozen=True, slots=True)
class Past:
    """A screened comment: what the checks saw, and the last decision a person made on it (None: nobody has).

    `position` is the ledger position of its screening. `words` (None: erased, or not asked for) and the article's `language` are for
    what reads them anew.
    """

    position: int
    comment_id: str
    site: str
    section: str
    findings: tuple[Finding, ...]
    outcome: Outcome | None
    guideline: Guideline | None
    words: Words | None = field(default=None, repr=False)
    language: str = ""


class Comparison(StrEnum):
    """How the policy's judgement stands to a person's."""

    LEFT_TO_PEOPLE = "left-to-people"
    AGREED = "agreed"
    OTHER_GUIDELINE = "other-guideline"
    """Both reject, under different guidelines."""
    WRONGLY_APPROVED = "wrongly-approved"
    WRONGLY_REJECTED = "wrongly-rejected"
    UNDECIDED = "undecided"
    """The policy would decide; no person has."""

    @property
    def differs(self) -> bool:
        """Whether something would have been decided differently, or by a machine before any person."""
        return self not in {Comparison.LEFT_TO_PEOPLE, Comparison.AGREED}


@dataclass(frozen=True, slots=True)
class Compared:
    """One comment of the past; `proposal` is None where the policy leaves it to a person."""

    past: Past
    proposal: Proposal | None
    comparison: Comparison


@dataclass(slots=True)
class Tally:
    """Totals. `guidelines` counts by guideline: a wrong approval under the person's, every rejection under the policy's.
    `authors` counts the policy's decisions by kind of author.
    """

    comments: int = 0
    comparisons: Counter[Comparison] = field(default_factory=Counter)
    guidelines: Counter[tuple[Guideline, Comparison]] = field(default_factory=Counter)
    authors: Counter[AuthorKind] = field(default_factory=Counter)

    def count(self, compared: Compared) -> None:
        """Count one comment in."""
        self.comments += 1
        self.comparisons[compared.comparison] += 1
        if compared.proposal is None:
            return
        self.authors[compared.proposal.author.kind] += 1
        guideline = compared.proposal.guideline or compared.past.guideline
        if guideline is not None:
            self.guidelines[guideline, compared.comparison] += 1


def compare(policies: Policies, past: Past) -> Compared:
    """What the policy of the comment's site and section would have made of it."""
    judged = judge(policies.of(past.site, past.section), past.findings)
    proposal = judged if isinstance(judged, Proposal) else None
    return Compared(past, proposal, _comparison(past, proposal))


def run(policies: Policies, past: Iterable[Past], tally: Tally) -> Iterable[Compared]:
    """Each comment compared, one after the other, and counted in `tally`."""
    for each in past:
        compared = compare(policies, each)
        tally.count(compared)
        yield compared


def _comparison(past: Past, proposal: Proposal | None) -> Comparison:
    if proposal is None:
        return Comparison.LEFT_TO_PEOPLE
    if past.outcome is None:
        return Comparison.UNDECIDED
    if proposal.outcome is not past.outcome:
        approved = proposal.outcome is Outcome.APPROVED
        return Comparison.WRONGLY_APPROVED if approved else Comparison.WRONGLY_REJECTED
    return Comparison.AGREED if proposal.guideline is past.guideline else Comparison.OTHER_GUIDELINE
