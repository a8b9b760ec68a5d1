"""What a policy decides by machine, and above all what no policy ever does."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, strategies as st

from diwan.decisions import Author, AuthorKind, Outcome, Reason, check_reason
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.checks import Limits, checks
from diwan.screening.findings import REMARKABLE, Finding, Mark, is_remarkable
from diwan.screening.policy import (
    LEAST_TO_REJECT,
    MAY_DECIDE,
    MODEL,
    MOST_TO_APPROVE,
    Policies,
    Policy,
    Proposal,
    Referral,
    SitePolicy,
    judge,
    refer,
)

PERMISSIVE = Policy(
    MAY_DECIDE, dict.fromkeys(Guideline, LEAST_TO_REJECT), dict.fromkeys(Guideline, MOST_TO_APPROVE)
)
STRICT = Policy(
    frozenset({MODEL, "lexicon"}),
    {Guideline.PROFANITY: 0.9, Guideline.THREAT: 0.9, Guideline.ABUSE: 0.9},
    dict.fromkeys(Guideline, 0.02),
)
BY_MODEL = Author(AuthorKind.MODEL, MODEL, "9f86d081")
BY_LEXICON = Author(AuthorKind.RULE, "lexicon", "3")
OBSERVERS = {"length", "shouting", "campaign", "disguise", "criticism", "relevance", "arrival"}
"""The checks that never speak about a guideline."""


def model(guideline: Guideline | None, score: float, **more: Any) -> Finding:
    return Finding(MODEL, "9f86d081", guideline, score, **more)


def lexicon(guideline: Guideline | None, score: float = 1.0, **more: Any) -> Finding:
    return Finding("lexicon", "3", guideline, score, **more)


def clean(**higher: float) -> list[Finding]:
    """The model speaks about every guideline, and sees none but those given."""
    return [model(g, higher.get(g.name.lower(), 0.01)) for g in Guideline]


# --- deciding -----------------------------------------------------------------------------------------------------


def test_a_policy_that_says_nothing_decides_nothing() -> None:
    assert isinstance(judge(Policy(), clean()), Referral)
    assert isinstance(judge(Policy(), [lexicon(Guideline.THREAT)]), Referral)
    assert Policies().of("courier", "City") == Policy()


def test_the_model_approves_what_it_sees_below_every_threshold() -> None:
    assert judge(STRICT, clean()) == Proposal(Outcome.APPROVED, None, None, BY_MODEL)


@pytest.mark.parametrize("guideline", Guideline)
def test_one_guideline_at_its_threshold_keeps_a_comment_from_being_approved(guideline: Guideline) -> None:
    findings = [model(g, 0.02 if g is guideline else 0.0) for g in Guideline]
    assert isinstance(judge(STRICT, findings), Referral)


@pytest.mark.parametrize("guideline", Guideline)
def test_nothing_is_approved_unless_the_model_spoke_about_every_guideline(guideline: Guideline) -> None:
    findings = [finding for finding in clean() if finding.guideline is not guideline]
    assert isinstance(judge(PERMISSIVE, findings), Referral)
    marked = [*findings, model(guideline, 0.0, mark=Mark.TOXICITY)]
    assert isinstance(judge(PERMISSIVE, marked), Referral)
    said_by_another = [*findings, Finding("links", "1", guideline, 0.0)]
    assert isinstance(judge(PERMISSIVE, said_by_another), Referral)


@pytest.mark.parametrize("guideline", Guideline)
def test_nothing_is_approved_unless_every_guideline_has_a_threshold(guideline: Guideline) -> None:
    thresholds = {g: 0.5 for g in Guideline if g is not guideline}
    assert isinstance(judge(Policy(MAY_DECIDE, {}, thresholds), clean()), Referral)


def test_nothing_is_approved_when_no_check_says_anything() -> None:
    assert isinstance(judge(PERMISSIVE, []), Referral)


def test_nothing_is_approved_when_another_check_names_a_guideline_however_unsure() -> None:
    repeated = Finding("repeats", "1", Guideline.PROMOTION, 0.01)
    assert isinstance(judge(STRICT, [*clean(), repeated]), Referral)


def test_an_observation_about_no_guideline_keeps_nobody_from_approving() -> None:
    long = Finding("length", "1", None, 1.0, detail="very long")
    assert judge(STRICT, [long, *clean()]) == Proposal(Outcome.APPROVED, None, None, BY_MODEL)


def test_a_rule_rejects_in_its_own_name_and_the_model_in_its_own() -> None:
    by_rule = judge(STRICT, [lexicon(Guideline.PROFANITY, 0.9)])
    assert by_rule == Proposal(Outcome.REJECTED, Guideline.PROFANITY, None, BY_LEXICON)
    by_model = judge(STRICT, clean(threat=0.97))
    assert by_model == Proposal(Outcome.REJECTED, Guideline.THREAT, None, BY_MODEL)


def test_below_the_threshold_nothing_is_rejected() -> None:
    assert isinstance(judge(STRICT, clean(threat=0.89)), Referral)


def test_a_guideline_without_a_threshold_is_never_rejected_by_machine() -> None:
    assert isinstance(judge(STRICT, clean(vulgarity=1.0)), Referral)


def test_a_check_that_is_no_decider_rejects_nothing() -> None:
    only_rules = Policy(frozenset({"lexicon"}), STRICT.reject, {})
    only_model = Policy(frozenset({MODEL}), STRICT.reject, {})
    assert isinstance(judge(only_rules, clean(threat=1.0)), Referral)
    assert isinstance(judge(only_model, [lexicon(Guideline.THREAT)]), Referral)
    assert isinstance(judge(Policy(frozenset({"lexicon"}), {}, STRICT.approve_below), clean()), Referral)


def test_a_rejection_names_the_surest_guideline_and_among_equals_the_first() -> None:
    surest = judge(PERMISSIVE, clean(profanity=0.6, promotion=0.8))
    assert isinstance(surest, Proposal)
    assert surest.guideline is Guideline.PROMOTION
    equals = judge(PERMISSIVE, clean(promotion=0.8, threat=0.8))
    assert isinstance(equals, Proposal)
    assert equals.guideline is Guideline.THREAT


def test_a_rejection_for_abuse_names_its_kind_if_any_check_knows_it() -> None:
    kinds = [
        model(Guideline.ABUSE, 0.99),
        lexicon(Guideline.ABUSE, 0.95, abuse_kind=AbuseKind.RACISM),
        lexicon(Guideline.ABUSE, 0.91, abuse_kind=AbuseKind.SEXISM),
    ]
    assert judge(STRICT, kinds) == Proposal(Outcome.REJECTED, Guideline.ABUSE, AbuseKind.RACISM, BY_MODEL)
    assert judge(STRICT, kinds[:1]) == Proposal(Outcome.REJECTED, Guideline.ABUSE, None, BY_MODEL)


# --- never ----------------------------------------------------------------------------------------------------------


def test_where_a_rule_would_reject_and_the_model_approve_a_person_decides() -> None:
    assert isinstance(judge(STRICT, [*clean(), lexicon(Guideline.THREAT)]), Referral)


@pytest.mark.parametrize("mark", [Mark.DISGUISE, Mark.CAMPAIGN])
def test_what_is_disguised_or_one_of_many_is_never_approved_but_may_be_rejected(mark: Mark) -> None:
    marked = Finding("normaliser", "1", None, 0.1, mark=mark)
    assert isinstance(judge(PERMISSIVE, [*clean(), marked]), Referral)
    assert isinstance(judge(STRICT, [*clean(threat=0.95), marked]), Proposal)


@pytest.mark.parametrize("mark", [Mark.TOXICITY, Mark.RELEVANCE])
def test_toxicity_and_relevance_never_decide(mark: Mark) -> None:
    marked = model(None, 1.0, mark=mark)
    assert isinstance(judge(PERMISSIVE, [marked]), Referral)
    assert judge(STRICT, [*clean(), marked]) == judge(STRICT, clean())
    assert isinstance(judge(PERMISSIVE, [model(Guideline.THREAT, 1.0, mark=mark)]), Referral)


@pytest.mark.parametrize("findings", [clean(), clean(threat=1.0), [lexicon(Guideline.THREAT)]])
@pytest.mark.parametrize("where", [0, -1])
@pytest.mark.parametrize(
    "blocking",
    [
        Finding("length", "1", None, 0.0, detail="took too long", could_not_tell=True),
        Finding(MODEL, "9f86d081", None, 0.0, detail="not validated", could_not_tell=True),
        Finding("criticism", "1", None, 0.0, mark=Mark.CRITICISM),
    ],
)
def test_silence_and_criticism_leave_it_to_a_person_in_either_direction(
    findings: list[Finding], where: int, blocking: Finding
) -> None:
    assert isinstance(judge(PERMISSIVE, findings), Proposal)
    with_it = [*findings]
    with_it.insert(where, blocking)
    assert isinstance(judge(PERMISSIVE, with_it), Referral)


SCORES = st.floats(0, 1)
FINDINGS = st.lists(
    st.builds(
        Finding,
        check=st.sampled_from([*sorted(MAY_DECIDE), "length"]),
        version=st.just("1"),
        guideline=st.none() | st.sampled_from(Guideline),
        score=SCORES,
        could_not_tell=st.just(False),
        abuse_kind=st.none() | st.sampled_from(AbuseKind),
        mark=st.none() | st.sampled_from([mark for mark in Mark if mark is not Mark.CRITICISM]),
    ),
    max_size=12,
)
SPOKEN = st.lists(SCORES, min_size=len(Guideline), max_size=len(Guideline)).map(
    lambda scores: [model(g, score) for g, score in zip(Guideline, scores, strict=True)]
)
POLICIES = st.builds(
    Policy,
    deciders=st.frozensets(st.sampled_from(sorted(MAY_DECIDE))),
    reject=st.dictionaries(st.sampled_from(Guideline), st.floats(LEAST_TO_REJECT, 1)),
    approve_below=st.dictionaries(st.sampled_from(Guideline), st.floats(0, MOST_TO_APPROVE)),
) | st.just(PERMISSIVE)
BLOCKING = st.builds(
    Finding,
    check=st.sampled_from([*sorted(MAY_DECIDE), "length"]),
    version=st.just("1"),
    guideline=st.none() | st.sampled_from(Guideline),
    score=SCORES,
    could_not_tell=st.just(True),
) | st.builds(
    Finding,
    check=st.sampled_from([*sorted(MAY_DECIDE), "length"]),
    version=st.just("1"),
    guideline=st.none() | st.sampled_from(Guideline),
    score=SCORES,
    mark=st.just(Mark.CRITICISM),
)


@given(POLICIES, SPOKEN, FINDINGS, BLOCKING, st.integers(0, 30))
def test_no_policy_whatsoever_decides_in_spite_of_silence_or_criticism(
    policy: Policy, spoken: list[Finding], others: list[Finding], blocking: Finding, where: int
) -> None:
    findings = [*spoken, *others]
    findings.insert(where % (len(findings) + 1), blocking)
    assert isinstance(judge(policy, findings), Referral)


@given(POLICIES, st.one_of(SPOKEN, st.just([])), FINDINGS)
def test_every_proposal_is_a_decision_that_may_be_recorded_and_follows_from_a_decider(
    policy: Policy, spoken: list[Finding], others: list[Finding]
) -> None:
    findings: Sequence[Finding] = [*spoken, *others]
    proposal = judge(policy, findings)
    if isinstance(proposal, Referral):
        assert proposal.reasons
        return
    check_reason(proposal.outcome, Reason(1, proposal.guideline, proposal.abuse_kind))
    assert proposal.author.name in policy.deciders
    assert (proposal.author.kind is AuthorKind.MODEL) == (proposal.author.name == MODEL)
    said = [f for f in findings if f.check == proposal.author.name]
    if proposal.outcome is Outcome.REJECTED:
        assert proposal.guideline is not None
        assert any(f.guideline is proposal.guideline and f.score >= policy.reject[f.guideline] for f in said)
    else:
        assert {f.guideline for f in said} >= set(Guideline)
        assert not any(f.mark in {Mark.DISGUISE, Mark.CAMPAIGN} for f in findings)


@given(FINDINGS)
def test_the_default_decides_nothing_whatever_is_seen(findings: list[Finding]) -> None:
    assert isinstance(judge(Policies().of("courier", ""), findings), Referral)


# --- the policy itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given_",
    [
        {"reject": {Guideline.THREAT: 0.49}},
        {"reject": {Guideline.THREAT: 1.01}},
        {"reject": {Guideline.THREAT: float("nan")}},
        {"approve_below": {Guideline.THREAT: 0.51}},
        {"approve_below": {Guideline.THREAT: -0.01}},
        {"approve_below": {Guideline.THREAT: float("nan")}},
        {"deciders": frozenset({"shouting"})},
    ],
)
def test_a_policy_out_of_range_cannot_be_made(given_: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"decide|threshold"):
        Policy(**given_)


def test_a_section_has_its_own_policy_or_that_of_its_site() -> None:
    policies = Policies({"courier": SitePolicy(STRICT, {"Sport": PERMISSIVE})})
    assert policies.of("courier", "Sport") is PERMISSIVE
    assert policies.of("courier", "City") is STRICT
    assert policies.of("gazette", "Sport") == Policy()


def test_every_check_that_speaks_about_guidelines_can_be_named_as_a_decider() -> None:
    assert {check.name for check in checks(Limits())} - OBSERVERS <= MAY_DECIDE


# --- what a moderator is told ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "remarkable"),
    [
        (model(Guideline.THREAT, REMARKABLE), True),
        (model(Guideline.THREAT, REMARKABLE - 0.01), False),
        (model(None, 0.0, mark=Mark.CRITICISM), True),
        (model(None, 0.0, mark=Mark.CAMPAIGN), True),
        (model(None, 0.0, mark=Mark.DISGUISE), True),
        (model(None, REMARKABLE, mark=Mark.TOXICITY), True),
        (model(None, 0.1, mark=Mark.TOXICITY), False),
        (model(None, 1.0, mark=Mark.RELEVANCE), False),
        (Finding("length", "1", None, 0.0), True),
        (Finding("x", "1", None, 0.0, could_not_tell=True), True),
    ],
)
def test_only_what_matters_is_remarkable(finding: Finding, remarkable: bool) -> None:
    assert is_remarkable(finding) is remarkable


def test_a_referral_tells_what_was_silent_then_what_is_remarkable_and_no_more() -> None:
    findings = [
        *clean(threat=0.82),
        model(None, 0.9, mark=Mark.RELEVANCE),
        Finding("criticism", "1", None, 0.9, mark=Mark.CRITICISM),
        Finding("repeats", "1", Guideline.PROMOTION, 0.6, detail="sent 1 time before"),
        Finding("lexicon", "3", None, 0.0, detail="took too long", could_not_tell=True),
    ]
    assert refer(findings).reasons == (
        "lexicon could not tell",
        "model: threat, 82 %",
        "criticism: criticises the publisher",
        "repeats: sent 1 time before",
    )


def test_where_nothing_is_remarkable_a_person_reads_because_a_person_reads_every_comment() -> None:
    assert refer(clean()).reasons == ("every comment is read by a person",)
