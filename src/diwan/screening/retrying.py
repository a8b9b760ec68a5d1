"""Term lists tried on the past: what they would have found that is not found now, and no longer what is. Pure.

The words of each comment are read anew, with the lists as they hold and with those that are tried, so that what is compared is the lists
alone: not what a check saw then with lists of another year. What the policy makes of it is judged as `backtest` judges everything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

import msgspec

from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.screening.backtest import Comparison, Past, compare
from diwan.screening.check import Context, Reading, read
from diwan.screening.findings import Finding
from diwan.screening.policy import Policies
from diwan.screening.rules.banned_terms import BannedTerms
from diwan.screening.terms.lists import TermList


class Change(StrEnum):
    """What other lists would change about one comment."""

    NEWLY = "newly"
    """Found now, and not before."""
    NO_LONGER = "no-longer"
    OTHERWISE = "otherwise"
    """Found by both, under other guidelines."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that `held` until now and those that are `tried`; `others` are read beside either of them."""

    held: Sequence[TermList]
    tried: Sequence[TermList]
    others: Sequence[TermList] = ()


@dataclass(frozen=True, slots=True)
class Retried:
    """One comment of the past: under which guidelines the lists find something in it, and what they change (None: nothing)."""

    past: Past
    held: frozenset[Guideline]
    tried: frozenset[Guideline]
    change: Change | None


@dataclass(slots=True)
class Side:
    """What some lists come to: of the comments in which they find something, those that people rejected under such a guideline, under
    another one, approved, and have not decided; and those that the policy would have rejected by machine, and the `wrongly` rejected among these.
    """

    found: int = 0
    rejected: int = 0
    rejected_otherwise: int = 0
    approved: int = 0
    undecided: int = 0
    by_machine: int = 0
    wrongly: int = 0

    @property
    def precision(self) -> float | None:
        """Of those found that people decided, the share that they rejected; None where they decided none."""
        decided = self.rejected + self.rejected_otherwise + self.approved
        return (self.rejected + self.rejected_otherwise) / decided if decided else None


@dataclass(slots=True)
class Counts:
    """Totals: comments read, those whose words are gone, and what either lists come to. `listed` names those that differ, by `change`."""

    comments: int = 0
    wordless: int = 0
    held: Side = field(default_factory=Side)
    tried: Side = field(default_factory=Side)
    changes: dict[Change, int] = field(default_factory=dict)
    listed: list[tuple[str, Change]] = field(default_factory=list)


MOST_NAMED = 200
"""So many comments are named in the counts; all are counted."""

_Sides: TypeAlias = tuple[BannedTerms, BannedTerms]


def retry(lists: Lists, policies: Policies, past: Iterable[Past], counts: Counts) -> Iterator[Retried]:
    """Each comment whose words are still there, one after the other, and counted in `counts`."""
    alone = (BannedTerms(lists.held), BannedTerms(lists.tried))
    beside = (BannedTerms((*lists.others, *lists.held)), BannedTerms((*lists.others, *lists.tried)))
    for each in past:
        counts.comments += 1
        if each.words is None:
            counts.wordless += 1
            continue
        reading = read(each.words, Context(each.language))
        held, tried = (_guidelines(check.look(reading)) for check in alone)
        retried = Retried(each, held, tried, _change(held, tried))
        for side, found, check in zip((counts.held, counts.tried), (held, tried), beside, strict=True):
            _count(side, each, found)
            _judge(side, policies, each, check, reading)
        if retried.change is not None:
            counts.changes[retried.change] = counts.changes.get(retried.change, 0) + 1
            if len(counts.listed) < MOST_NAMED:
                counts.listed.append((each.comment_id, retried.change))
        yield retried


def encode(counts: Counts) -> str:
    """The counts, to be gone on with later."""
    return msgspec.json.encode(counts).decode()


def decode(stored: str) -> Counts:
    """The counts that `encode` wrote."""
    return msgspec.json.decode(stored, type=Counts)


def _guidelines(findings: Sequence[Finding]) -> frozenset[Guideline]:
    return frozenset(finding.guideline for finding in findings if finding.guideline is not None)


def _change(held: frozenset[Guideline], tried: frozenset[Guideline]) -> Change | None:
    if held == tried:
        return None
    if not held:
        return Change.NEWLY
    return Change.OTHERWISE if tried else Change.NO_LONGER


def _count(side: Side, past: Past, found: frozenset[Guideline]) -> None:
    if not found:
        return
    side.found += 1
    if past.outcome is None:
        side.undecided += 1
    elif past.outcome is Outcome.APPROVED:
        side.approved += 1
    elif past.guideline in found:
        side.rejected += 1
    else:
        side.rejected_otherwise += 1


def _judge(side: Side, policies: Policies, past: Past, check: BannedTerms, reading: Reading) -> None:
    """By the one way in which policies are tried: with these findings in the place of those that the check had."""
    kept = [finding for finding in past.findings if finding.check != check.name]
    compared = compare(policies, replace(past, findings=(*kept, *check.look(reading))))
    if compared.proposal is not None and compared.proposal.outcome is Outcome.REJECTED:
        side.by_machine += 1
        side.wrongly += compared.comparison is Comparison.WRONGLY_REJECTED
