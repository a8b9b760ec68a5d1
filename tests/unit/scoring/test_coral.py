"""What a phase of Coral's answers about the findings on a comment."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from diwan.guidelines import Guideline
from diwan.scoring.coral import CODES, Answer, Kind, OnSilence, Phase, answer, late
from diwan.screening.findings import Finding, Mark
from diwan.screening.policy import MAY_DECIDE, Policy

DEFAULT = Phase("courier", ("secret",))
REJECTING = Phase(
    "courier",
    ("secret",),
    policy=Policy(MAY_DECIDE, dict.fromkeys(Guideline, 0.9)),
)


def seen(
    guideline: Guideline | None, score: float, check: str = "model", mark: Mark | None = None
) -> Finding:
    return Finding(check, "1", guideline, score, mark=mark)


def clean() -> list[Finding]:
    """What the model says of a harmless text."""
    return [*(seen(guideline, 0.01) for guideline in Guideline), seen(None, 0.02, mark=Mark.TOXICITY)]


def reasons(told: Answer) -> list[str]:
    assert told.body is not None
    return [action["reason"] for action in told.body["actions"]]


SILENT = Finding("model", "1", None, 0.0, could_not_tell=True)
CRITICISM = Finding("criticism", "1", None, 0.8, mark=Mark.CRITICISM)


def test_of_a_harmless_comment_there_is_no_opinion() -> None:
    assert answer(DEFAULT, clean()) == Answer(Kind.NO_OPINION, None)


def test_as_it_comes_the_worst_is_held_and_never_rejected() -> None:
    told = answer(DEFAULT, [seen(guideline, 1.0) for guideline in Guideline])
    assert told.kind is Kind.PREMOD
    assert told.body == {
        "status": "PREMOD",
        "actions": [
            {"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"},
            {"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"},
        ],
    }


def test_promotion_is_told_as_spam_and_everything_else_as_toxic() -> None:
    for guideline in Guideline:
        expected = "COMMENT_DETECTED_SPAM" if guideline is Guideline.PROMOTION else "COMMENT_DETECTED_TOXIC"
        assert reasons(answer(DEFAULT, [*clean(), seen(guideline, 0.6)])) == [expected]


def test_toxicity_alone_is_held() -> None:
    told = answer(DEFAULT, [*clean(), seen(None, 0.7, mark=Mark.TOXICITY)])
    assert told.kind is Kind.PREMOD
    assert reasons(told) == ["COMMENT_DETECTED_TOXIC"]


def test_a_guideline_that_the_settings_do_not_hold_holds_nothing_and_neither_does_toxicity_then() -> None:
    threats_only = Phase("courier", ("secret",), hold={Guideline.THREAT: 0.5})
    attacks = [*clean(), seen(Guideline.PERSONAL_ATTACK, 1.0), seen(None, 1.0, mark=Mark.TOXICITY)]
    assert answer(threats_only, attacks).kind is Kind.NO_OPINION
    assert answer(threats_only, [*clean(), seen(Guideline.THREAT, 0.5)]).kind is Kind.PREMOD


def test_what_could_not_be_told_is_held_without_a_flag_that_would_not_be_true() -> None:
    told = answer(DEFAULT, [SILENT])
    assert told == Answer(Kind.PREMOD, {"status": "PREMOD", "actions": []})


def test_who_wishes_so_is_told_nothing_where_nobody_could_tell() -> None:
    phase = Phase("courier", ("secret",), on_silence=OnSilence.NONE)
    assert answer(phase, [SILENT]).kind is Kind.NO_OPINION
    assert answer(phase, [SILENT, seen(Guideline.THREAT, 0.8, "lexicon")]).kind is Kind.PREMOD
    assert late(phase) == Answer(Kind.LATE, None)


def test_what_comes_too_late_is_held() -> None:
    assert late(DEFAULT) == Answer(Kind.LATE, {"status": "PREMOD", "actions": []})


@pytest.mark.parametrize("mark", [Mark.DISGUISE, Mark.CAMPAIGN])
def test_disguised_text_and_campaigns_are_held(mark: Mark) -> None:
    told = answer(DEFAULT, [*clean(), seen(None, 1.0, "a-rule", mark)])
    assert told == Answer(Kind.PREMOD, {"status": "PREMOD", "actions": []})


def test_criticism_and_relevance_alone_hold_nothing() -> None:
    relevance = seen(None, 1.0, "relevance", Mark.RELEVANCE)
    assert answer(DEFAULT, [*clean(), CRITICISM, relevance]).kind is Kind.NO_OPINION


def test_an_observation_that_names_no_guideline_holds_nothing() -> None:
    assert answer(DEFAULT, [*clean(), Finding("length", "1", None, 1.0)]).kind is Kind.NO_OPINION


@pytest.mark.parametrize(
    ("guideline", "code"),
    [
        (Guideline.PROFANITY, "OFFENSIVE"),
        (Guideline.VULGARITY, "OFFENSIVE"),
        (Guideline.PERSONAL_ATTACK, "HARASSMENT_BULLYING"),
        (Guideline.THREAT, "ABUSIVE"),
        (Guideline.ABUSE, "HATE_SPEECH"),
        (Guideline.PROMOTION, "AD"),
    ],
)
def test_a_rejection_names_corals_code_for_the_guideline(guideline: Guideline, code: str) -> None:
    told = answer(REJECTING, [*clean(), seen(guideline, 0.95)])
    assert told.kind is Kind.REJECTED
    assert told.body is not None
    assert told.body["status"] == "REJECTED"
    assert told.body["moderationAction"] == {
        "status": "REJECTED",
        "rejectionReason": {
            "code": code,
            "legalGrounds": "",
            "detailedExplanation": "",
            "customReason": "",
        },
    }
    assert len(reasons(told)) == 1


def test_below_the_threshold_it_is_held() -> None:
    assert answer(REJECTING, [*clean(), seen(Guideline.THREAT, 0.89)]).kind is Kind.PREMOD


def test_what_would_be_rejected_is_held_if_it_criticises_the_publisher_or_a_check_was_silent() -> None:
    for beside in (CRITICISM, SILENT):
        told = answer(REJECTING, [*clean(), seen(Guideline.THREAT, 0.99), beside])
        assert told.kind is Kind.PREMOD
        assert reasons(told) == ["COMMENT_DETECTED_TOXIC"]


def test_what_would_be_rejected_is_held_even_if_the_settings_hold_nothing() -> None:
    phase = Phase("courier", ("secret",), hold={}, policy=REJECTING.policy)
    assert answer(phase, [*clean(), seen(Guideline.THREAT, 0.99), CRITICISM]).kind is Kind.PREMOD


def test_every_guideline_has_a_code() -> None:
    assert set(CODES) == set(Guideline)


FINDINGS = st.lists(
    st.builds(
        Finding,
        check=st.sampled_from([*sorted(MAY_DECIDE), "criticism", "disguise"]),
        version=st.just("1"),
        guideline=st.none() | st.sampled_from(Guideline),
        score=st.floats(0, 1),
        could_not_tell=st.booleans(),
        mark=st.none() | st.sampled_from(Mark),
    ),
    max_size=8,
)
PHASES = st.builds(
    Phase,
    name=st.just("courier"),
    secrets=st.just(("secret",)),
    on_silence=st.sampled_from(OnSilence),
    hold=st.dictionaries(st.sampled_from(Guideline), st.floats(0, 1)),
    policy=st.builds(
        Policy,
        deciders=st.frozensets(st.sampled_from(sorted(MAY_DECIDE))),
        reject=st.dictionaries(st.sampled_from(Guideline), st.floats(0.5, 1)),
    ),
)


@given(PHASES, FINDINGS)
def test_whatever_was_seen_nothing_is_approved_and_status_and_action_go_together(
    phase: Phase, findings: list[Finding]
) -> None:
    told = answer(phase, findings)
    body: Any = told.body
    if body is None:
        assert told.kind is Kind.NO_OPINION
        return
    assert set(body) <= {"status", "actions", "moderationAction"}
    assert body["status"] in {"PREMOD", "REJECTED"}
    assert (body["status"] == "REJECTED") == ("moderationAction" in body) == (told.kind is Kind.REJECTED)


@given(PHASES, FINDINGS)
def test_nothing_is_rejected_beside_criticism_or_silence_or_without_deciders(
    phase: Phase, findings: list[Finding]
) -> None:
    if answer(phase, findings).kind is Kind.REJECTED:
        assert phase.policy.deciders
        assert phase.policy.reject
        assert not any(f.could_not_tell or f.mark is Mark.CRITICISM for f in findings)
