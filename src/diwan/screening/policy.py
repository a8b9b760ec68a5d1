"""Policy: from findings to a decision, or to a referral that says why a human must look. Pure.

A policy that says nothing decides nothing: every comment goes to the desk, and what the findings add is the reason that
is written on its card. `docs/operating/policy.md` tells an editor how to let rules or the model decide, and
`docs/decisions/0006-silence-blocks.md` why silence stops them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.findings import Finding, Mark, is_remarkable

MODEL = "model"
"""The name of the check that is the trained model: its decisions are a model's, every other check's are a rule's."""
MAY_DECIDE = frozenset(
    {MODEL, "banned-terms", "contacts", "hostility", "lexicon", "links", "offers", "repeats"}
)
"""The checks that a policy can name as deciders: those that speak about guidelines."""
LEAST_TO_REJECT = 0.5
"""No threshold for rejecting may lie below: what is rather not so than so rejects nothing."""
MOST_TO_APPROVE = 0.5
"""No threshold for approving may lie above."""

_SAID = {
    Mark.CRITICISM: "criticises the publisher",
    Mark.CAMPAIGN: "many like this",
    Mark.DISGUISE: "disguised text",
    Mark.AUTOMATIC: "arrived as programs send",
    Mark.IMITATION: "a name like the staff's",
    Mark.TOXICITY: "toxicity",
    Mark.RELEVANCE: "about the article",
}
_NEVER_APPROVED = frozenset({Mark.DISGUISE, Mark.CAMPAIGN, Mark.AUTOMATIC, Mark.IMITATION})
_NEVER_DECIDING = frozenset({Mark.TOXICITY, Mark.RELEVANCE})


@dataclass(frozen=True, slots=True)
class Policy:
    """What a machine may decide in one section of a site. As it comes, nothing.

    `deciders` are the names of the checks that may decide. `reject` holds, by guideline, the score from which on one of
    them rejects (0.5 to 1); a guideline that is not there is never rejected by machine. `approve_below` holds, by
    guideline, the score below which the model must see it (0 to 0.5); unless every guideline is there, nothing is
    approved by machine. Raises ValueError for a threshold out of range or a check that may not decide.
    """

    deciders: frozenset[str] = frozenset()
    reject: Mapping[Guideline, float] = field(default_factory=dict)
    approve_below: Mapping[Guideline, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.deciders <= MAY_DECIDE:
            raise ValueError("a decider must be one of the checks that may decide")
        if not all(LEAST_TO_REJECT <= threshold <= 1 for threshold in self.reject.values()):
            raise ValueError(f"a threshold for rejecting lies between {LEAST_TO_REJECT} and 1")
        if not all(0 <= threshold <= MOST_TO_APPROVE for threshold in self.approve_below.values()):
            raise ValueError(f"a threshold for approving lies between 0 and {MOST_TO_APPROVE}")


@dataclass(frozen=True, slots=True)
class SitePolicy:
    """The policy of a site, and of the sections that have one of their own."""

    everywhere: Policy = field(default_factory=Policy)
    sections: Mapping[str, Policy] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies of all sites. A site that is not there decides nothing by machine."""

    sites: Mapping[str, SitePolicy] = field(default_factory=dict)

    def of(self, site: str, section: str) -> Policy:
        """The policy of a section, as the publisher names it; the site's, if the section has none of its own."""
        policy = self.sites.get(site)
        return Policy() if policy is None else policy.sections.get(section, policy.everywhere)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a machine would decide: a rejection names exactly one guideline, an approval none."""

    outcome: Outcome
    guideline: Guideline | None
    abuse_kind: AbuseKind | None
    author: Author


@dataclass(frozen=True, slots=True)
class Referral:
    """Why a human must look. Always at least one reason, in words for moderators."""

    reasons: tuple[str, ...]


def judge(policy: Policy, findings: Sequence[Finding]) -> Proposal | Referral:
    """What `policy` makes of all that the checks saw in one comment.

    Whatever the thresholds, there is no proposal when a check could not tell (it failed, hung, or does not know the
    language) or when the comment criticises the publisher; and no rejection where the model would approve.
    """
    if any(finding.could_not_tell or finding.mark is Mark.CRITICISM for finding in findings):
        return refer(findings)
    approval = _approval(policy, findings)
    if approval is None:
        return _rejection(policy, findings) or refer(findings)
    # A rule that would reject names a guideline, and so speaks against: where the two disagree, a person decides.
    return refer(findings) if _speaks_against_approving(findings) else approval


def refer(findings: Sequence[Finding]) -> Referral:
    """The referral for these findings: silent checks first, then what is remarkable."""
    silent = [f"{f.check} could not tell" for f in findings if f.could_not_tell]
    seen = [_reason(f) for f in findings if not f.could_not_tell and is_remarkable(f)]
    return Referral(tuple(silent + seen) or ("every comment is read by a person",))


def _rejection(policy: Policy, findings: Iterable[Finding]) -> Proposal | None:
    """The rejection by the surest finding that reaches its threshold; among equals, the first guideline."""
    order = list(Guideline)
    reached = [
        (-finding.score, order.index(finding.guideline), finding)
        for finding in findings
        if finding.check in policy.deciders
        and finding.mark not in _NEVER_DECIDING
        and finding.guideline is not None
        and finding.guideline in policy.reject
        and finding.score >= policy.reject[finding.guideline]
    ]
    if not reached:
        return None
    surest = min(reached, key=lambda each: each[:2])[2]
    kinds = [
        finding.abuse_kind
        for _, _, finding in sorted(reached, key=lambda each: each[:2])
        if finding.guideline is surest.guideline and finding.abuse_kind is not None
    ]
    kind = kinds[0] if kinds and surest.guideline is Guideline.ABUSE else None
    return Proposal(Outcome.REJECTED, surest.guideline, kind, _author(surest))


def _approval(policy: Policy, findings: Sequence[Finding]) -> Proposal | None:
    """The approval by the model, if it spoke about every guideline and saw each below its threshold."""
    if MODEL not in policy.deciders:
        return None
    said = [f for f in findings if f.check == MODEL and f.mark not in _NEVER_DECIDING]
    for guideline in Guideline:
        scores = [finding.score for finding in said if finding.guideline is guideline]
        threshold = policy.approve_below.get(guideline)
        if threshold is None or not scores or not all(score < threshold for score in scores):
            return None
    return Proposal(Outcome.APPROVED, None, None, _author(said[0]))


def _speaks_against_approving(findings: Iterable[Finding]) -> bool:
    return any(
        finding.mark in _NEVER_APPROVED or (finding.check != MODEL and finding.guideline is not None)
        for finding in findings
    )


def _author(finding: Finding) -> Author:
    kind = AuthorKind.MODEL if finding.check == MODEL else AuthorKind.RULE
    return Author(kind, finding.check, finding.version)


def _reason(finding: Finding) -> str:
    if finding.detail:
        return f"{finding.check}: {finding.detail}"
    if finding.mark is not None:
        return f"{finding.check}: {_SAID[finding.mark]}"
    if finding.guideline is not None:
        return f"{finding.check}: {finding.guideline}, {round(finding.score * 100)} %"
    return finding.check
