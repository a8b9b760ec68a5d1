"""How the past compares with a policy."""

import pytest

from diwan.decisions import AuthorKind, Outcome
from diwan.guidelines import Guideline
from diwan.screening.backtest import Comparison, Past, Tally, compare, run
from diwan.screening.findings import Finding
from diwan.screening.policy import Policies, Policy, SitePolicy

CLEAN = tuple(Finding("model", "1", guideline, 0.01) for guideline in Guideline)
THREAT = (Finding("model", "1", Guideline.THREAT, 0.95),)
UNSURE = (Finding("model", "1", Guideline.THREAT, 0.6),)
POLICIES = Policies(
    {
        "courier": SitePolicy(
            Policy(frozenset({"model"}), {Guideline.THREAT: 0.9}, dict.fromkeys(Guideline, 0.02)),
            {"Sport": Policy()},
        )
    }
)
APPROVED, REJECTED = Outcome.APPROVED, Outcome.REJECTED


def past(
    findings: tuple[Finding, ...],
    outcome: Outcome | None,
    guideline: Guideline | None = None,
    *,
    section: str = "City",
) -> Past:
    return Past(7, "0" * 32, "courier", section, findings, outcome, guideline)


CASES = {
    Comparison.AGREED: past(THREAT, REJECTED, Guideline.THREAT),
    Comparison.OTHER_GUIDELINE: past(THREAT, REJECTED, Guideline.VULGARITY),
    Comparison.WRONGLY_REJECTED: past(THREAT, APPROVED),
    Comparison.WRONGLY_APPROVED: past(CLEAN, REJECTED, Guideline.ABUSE),
    Comparison.UNDECIDED: past(CLEAN, None),
    Comparison.LEFT_TO_PEOPLE: past(UNSURE, REJECTED, Guideline.THREAT),
}


@pytest.mark.parametrize("comparison", Comparison)
def test_each_difference_has_its_name(comparison: Comparison) -> None:
    assert compare(POLICIES, CASES[comparison]).comparison is comparison
    assert comparison.differs is (comparison not in {Comparison.AGREED, Comparison.LEFT_TO_PEOPLE})


def test_a_section_is_judged_by_its_own_policy() -> None:
    assert compare(POLICIES, past(THREAT, APPROVED, section="Sport")).proposal is None


def test_totals_count_each_comment_once_and_differences_by_guideline() -> None:
    tally = Tally()
    assert len(list(run(POLICIES, [*CASES.values(), past(CLEAN, APPROVED)], tally))) == tally.comments == 7
    assert tally.comparisons == {**dict.fromkeys(Comparison, 1), Comparison.AGREED: 2}
    assert tally.guidelines == {
        (Guideline.THREAT, Comparison.AGREED): 1,
        (Guideline.THREAT, Comparison.OTHER_GUIDELINE): 1,
        (Guideline.THREAT, Comparison.WRONGLY_REJECTED): 1,
        (Guideline.ABUSE, Comparison.WRONGLY_APPROVED): 1,
    }
    assert tally.authors == {AuthorKind.MODEL: 6}
