"""The attributes say what the model says, and nothing else."""

import pytest
from hypothesis import given, settings, strategies as st

from diwan.guidelines import Guideline
from diwan.scoring.attributes import ATTRIBUTES, LANGUAGES, Probabilities, Silence, probabilities
from diwan.screening.findings import Finding, Mark
from diwan.screening.model.check import NAME, NOTHING_TO_READ
from diwan.screening.ready import shipped_model
from diwan.screening.scores import Scored, scored

SCORES = st.floats(0, 1)
SAID = st.builds(Probabilities, SCORES, st.fixed_dictionaries(dict.fromkeys(Guideline, SCORES)))


def seen(*findings: Finding) -> Scored:
    return scored("t", "en", findings)


def model_says(toxicity: float, **scores: float) -> list[Finding]:
    found = [Finding(NAME, "1", g, scores.get(g.value.replace("-", "_"), 0.0)) for g in Guideline]
    return [*found, Finding(NAME, "1", None, toxicity, mark=Mark.TOXICITY)]


def test_the_languages_are_those_the_shipped_model_was_validated_in() -> None:
    assert frozenset(shipped_model().description.languages) == LANGUAGES


def test_only_the_model_counts_and_no_rule() -> None:
    rules = [
        Finding("lexicon", "1", Guideline.PROFANITY, 1.0),
        Finding("adviser", "1", None, 1.0, mark=Mark.TOXICITY),
    ]
    told = probabilities(seen(*rules, *model_says(0.25, profanity=0.125)))
    assert isinstance(told, Probabilities)
    assert (told.toxicity, told.guidelines[Guideline.PROFANITY]) == (0.25, 0.125)


@pytest.mark.parametrize("left_out", [*Guideline, None])
def test_a_model_that_leaves_something_out_is_out_of_order(left_out: Guideline | None) -> None:
    findings = [finding for finding in model_says(0.5) if finding.guideline is not left_out]
    assert probabilities(seen(*findings)) is Silence.OUT_OF_ORDER


def test_why_there_is_no_score_is_told_apart() -> None:
    unreadable = Finding(NAME, "1", None, 0.0, detail=NOTHING_TO_READ, could_not_tell=True)
    failed = Finding(NAME, "1", None, 0.0, detail="failed (ValueError)", could_not_tell=True)
    rule = Finding("lexicon", "1", Guideline.THREAT, 1.0)
    assert probabilities(seen(unreadable, rule)) is Silence.NOT_READABLE
    assert probabilities(seen(failed, rule)) is Silence.OUT_OF_ORDER
    assert probabilities(seen(rule)) is Silence.OUT_OF_ORDER


@settings(deadline=None)
@given(SAID)
def test_every_attribute_is_from_0_to_1_and_severe_never_above_toxic(said: Probabilities) -> None:
    values = {name: value(said) for name, value in ATTRIBUTES.items()}
    assert all(0 <= value <= 1 for value in values.values())
    assert values["SEVERE_TOXICITY"] <= values["TOXICITY"]


@settings(deadline=None)
@given(SAID, SAID)
def test_more_of_anything_never_makes_an_attribute_less(one: Probabilities, other: Probabilities) -> None:
    more = Probabilities(
        max(one.toxicity, other.toxicity), {g: max(one.guidelines[g], other.guidelines[g]) for g in Guideline}
    )
    assert all(value(more) >= value(one) for value in ATTRIBUTES.values())


def test_swearing_in_good_temper_and_plain_insults_are_not_severe() -> None:
    def severe(**scores: float) -> float:
        told = probabilities(seen(*model_says(**scores)))
        assert isinstance(told, Probabilities)
        return ATTRIBUTES["SEVERE_TOXICITY"](told)

    assert severe(toxicity=0.5, profanity=1.0) == 0
    assert severe(toxicity=0.9, personal_attack=1.0) == 0
    assert severe(toxicity=0.9, personal_attack=1.0, profanity=1.0) == 0.9
    assert severe(toxicity=0.9, threat=0.5) == 0.45
    assert severe(toxicity=0.9, abuse=0.5) == 0.45


def test_what_no_label_of_the_model_means_is_not_served() -> None:
    assert not {
        "FLIRTATION",
        "ATTACK_ON_AUTHOR",
        "ATTACK_ON_COMMENTER",
        "INCOHERENT",
        "INFLAMMATORY",
        "LIKELY_TO_REJECT",
        "UNSUBSTANTIAL",
        "AFFINITY_EXPERIMENTAL",
        "CURIOSITY_EXPERIMENTAL",
    } & set(ATTRIBUTES)
