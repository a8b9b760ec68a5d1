"""What clients' moderators decided is kept as it was sent."""

from typing import Any

import pytest

from diwan.scoring.room import Suggestion
from tests.contracts.perspective.asking import TEXT, post
from tests.scoring_house import ScoringServed


def suggestion(text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {
        "comment": {"text": text},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
        **more,
    }


def kept(served: ScoringServed, sent: dict[str, Any]) -> list[Suggestion]:
    """What is kept of a request that is taken."""
    before = {stored.id for stored in served.suggestions()}
    answer = post(served, sent, method="suggestscore")
    assert answer.status_code == 200, answer.text
    return [stored.suggestion for stored in served.suggestions() if stored.id not in before]


def test_a_moderators_decision_as_coral_sends_it_is_kept(served: ScoringServed) -> None:
    sent = suggestion(
        "Ev nûçe gelek baş e 😀\0, spas.",
        context={"entries": [{"text": "the first"}, {"text": "the one that is answered"}]},
        languages=["en"],
        communityId="Coral:https://paper.example/",
        clientToken="comment:1",
    )
    assert kept(served, sent) == [
        Suggestion(
            text="Ev nûçe gelek baş e 😀\0, spas.",
            scores={"TOXICITY": 1.0},
            community="Coral:https://paper.example/",
            key_name="test",
            language="ku",
            parent="the one that is answered",
        )
    ]


def test_article_and_parent_are_kept_and_what_is_longer_than_a_comment_is_not(served: ScoringServed) -> None:
    around = {"article": {"text": "x" * 20_481}, "parentComment": {"text": "x" * 20_480}}
    [one] = kept(served, suggestion(context={"articleAndParentComment": around}))
    assert (one.headline, one.parent) == ("", "x" * 20_480)


def test_nothing_is_kept_of_what_must_not_be_stored(served: ScoringServed) -> None:
    assert kept(served, suggestion(doNotStore=True)) == []


def test_nothing_is_kept_of_a_text_that_was_only_scored(served: ScoringServed) -> None:
    before = len(served.suggestions())
    post(served, {"comment": {"text": TEXT}, "requestedAttributes": {"TOXICITY": {}}})
    assert len(served.suggestions()) == before


def test_an_attribute_that_is_not_served_may_be_suggested(served: ScoringServed) -> None:
    scores = {"LIKELY_TO_REJECT": {"summaryScore": {"value": 0.25, "type": "PROBABILITY"}}}
    [one] = kept(served, suggestion(attributeScores=scores))
    assert one.scores == {"LIKELY_TO_REJECT": 0.25}


def test_without_a_score_for_the_whole_the_largest_of_a_part_counts(served: ScoringServed) -> None:
    spans = [
        {"begin": 0, "end": 4, "score": {"value": 0.25}},
        {"begin": 4, "end": 9, "score": {"value": 0.75}},
    ]
    [one] = kept(served, suggestion(attributeScores={"INSULT": {"spanScores": spans}}))
    assert one.scores == {"INSULT": 0.75}


@pytest.mark.parametrize(
    "wrong",
    [
        {"comment": {"text": ""}},
        {"comment": {"text": "x" * 20_481}},
        {"comment": {"text": TEXT, "type": "HTML"}},
        {"attributeScores": {"toxic": {"summaryScore": {"value": 1}}}},
        {"attributeScores": {"TOXICITY": {"summaryScore": {}}}},
        {"attributeScores": {"TOXICITY": {"summaryScore": {"value": -0.1}}}},
        {"attributeScores": {"TOXICITY": {"summaryScore": {"value": 1, "type": "RAW"}}}},
        {"attributeScores": {"TOXICITY": {"spanScores": [{"begin": 5, "end": 4, "score": {"value": 1}}]}}},
        {"attributeScores": {"TOXICITY": {"spanScores": [{"begin": 0, "end": 4}]}}},
        {"communityId": "x" * 1001},
    ],
)
def test_nothing_is_kept_of_a_suggestion_that_is_refused(
    served: ScoringServed, wrong: dict[str, Any]
) -> None:
    before = len(served.suggestions())
    answer = post(served, {**suggestion(), **wrong}, method="suggestscore")
    assert answer.status_code == 400
    assert len(served.suggestions()) == before
