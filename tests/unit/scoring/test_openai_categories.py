"""OpenAI's categories, from the guidelines' scores."""

import pytest
from hypothesis import given, strategies as st

from diwan.guidelines import Guideline
from diwan.scoring.openai_categories import (
    NOTHING,
    OMNI_MODERATION,
    SERVED,
    TEXT_MODERATION,
    Moderated,
    moderated,
)
from diwan.screening.scores import Scored

THRESHOLDS = dict.fromkeys((guideline.value for guideline in Guideline), 0.5)


def told(**scores: float | None) -> Moderated:
    """The categories of a text whose guidelines have these scores, the others 0.01."""
    by_guideline = {guideline: scores.get(guideline.value.replace("-", "_"), 0.01) for guideline in Guideline}
    return moderated(Scored(None, "en", 0.0, by_guideline, ()), THRESHOLDS)


@pytest.mark.parametrize(
    ("guideline", "flags"),
    [
        ("personal_attack", {"harassment"}),
        ("threat", {"harassment", "harassment/threatening"}),
        ("abuse", {"hate"}),
        ("vulgarity", {"sexual"}),
        ("profanity", set()),
        ("promotion", set()),
    ],
)
def test_each_guideline_flags_its_categories(guideline: str, flags: set[str]) -> None:
    assert told(**{guideline: 0.5}).flags == flags
    assert told(**{guideline: 0.49}).flags == set()


def test_hate_that_threatens_takes_both() -> None:
    both = told(abuse=0.9, threat=0.6)
    assert both.flags == {"hate", "hate/threatening", "harassment", "harassment/threatening"}
    assert both.scores["hate/threatening"] == 0.6
    assert "hate/threatening" not in told(abuse=0.9, threat=0.4).flags


def test_what_nobody_measured_is_left_out_and_is_not_zero() -> None:
    silent = told(**{guideline.value.replace("-", "_"): None for guideline in Guideline})
    assert silent == Moderated({}, frozenset())
    assert not silent.is_complete
    assert told().is_complete
    assert set(told(threat=None).scores) == {"hate", "sexual"}


def test_what_a_rule_alone_saw_is_told_where_the_model_was_silent() -> None:
    by_a_rule = told(personal_attack=0.8, threat=None, abuse=None, vulgarity=None)
    assert by_a_rule.flags == {"harassment"}
    assert by_a_rule.scores == {"harassment": 0.8}


def test_a_text_without_words_breaks_nothing() -> None:
    assert NOTHING.is_complete
    assert NOTHING.flags == frozenset()
    assert set(NOTHING.scores.values()) == {0.0}


def test_the_names_are_those_of_the_format() -> None:
    assert len(OMNI_MODERATION) == 13
    assert set(OMNI_MODERATION) - set(TEXT_MODERATION) == {"illicit", "illicit/violent"}
    assert set(SERVED) < set(TEXT_MODERATION)


SCORES = st.none() | st.floats(0, 1)


@given(SCORES, SCORES, SCORES, SCORES)
def test_a_category_is_never_surer_than_the_one_it_belongs_to(
    attack: float | None, threat: float | None, abuse: float | None, vulgarity: float | None
) -> None:
    one = told(personal_attack=attack, threat=threat, abuse=abuse, vulgarity=vulgarity)
    assert one.flags <= set(one.scores)
    for category in ("harassment", "hate"):
        if {category, f"{category}/threatening"} <= set(one.scores):
            assert one.scores[f"{category}/threatening"] <= one.scores[category]
        assert category in one.flags or f"{category}/threatening" not in one.flags
