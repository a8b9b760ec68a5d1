"""Each data set speaks for the labels its annotators looked at, and for no other."""

from typing import Any

import pytest
from training import labels
from training.labels import KINDS, LABELS, Example


def civil(**given: Any) -> Example:
    row = {
        "text": "An example.",
        "split": "train",
        "annotators": 3,
        "personal_attack": 0.0,
        "profanity": 0.0,
        "abuse": 0.0,
        "threat": 0.0,
        "other": 0.0,
        "not_toxic": 1.0,
        "spans": [],
    }
    return labels.civil({**row, **given})


def test_where_annotators_disagreed_the_target_is_their_share() -> None:
    example = civil(personal_attack=0.667, not_toxic=0.333)
    assert example.said["personal-attack"] == (0.667, 1.0)
    assert example.said["toxicity"][0] == pytest.approx(0.667)


def test_the_kinds_of_abuse_are_known_only_where_nobody_saw_any() -> None:
    assert all(civil().said[kind][0] == 0 for kind in KINDS)
    assert not set(civil(abuse=0.333).said) & set(KINDS)


def test_marked_words_carry_the_share_of_annotators() -> None:
    example = civil(
        spans=[["Insult", 3, 10], ["Insult", 3, 10], ["Other Toxicity", 0, 2], [float("nan"), 0, 1]]
    )
    [(label, begin, end, shared)] = example.spans
    assert (label, begin, end) == ("personal-attack", 3, 10)
    assert shared == pytest.approx(2 / 3)


def test_not_sexist_says_nothing_about_other_abuse() -> None:
    row = {"text": "An example.", "split": "train", "sexist": False, "category": "none", "vector": "none"}
    said = labels.edos(row).said
    assert said["sexism"] == (0.0, 1.0)
    assert not set(said) & {"abuse", "toxicity", "threat", "personal-attack", "racism"}


def test_sexism_is_abuse_and_its_first_category_a_threat() -> None:
    row = {
        "text": "x",
        "split": "dev",
        "sexist": True,
        "category": "1. threats, plans to harm and incitement",
        "vector": "1.1",
    }
    example = labels.edos(row)
    assert example.held_out
    assert example.said["abuse"][0] == 1.0
    assert example.said["threat"][0] > 0.5


def test_what_a_toxic_talk_page_breaks_was_not_asked() -> None:
    said = labels.wikipedia({"text": "x", "toxic": True}, "wikipedia-5k").said
    assert said["toxicity"] == (1.0, 1.0)
    assert not set(said) & {"abuse", "threat", "personal-attack", *KINDS}


def test_a_clean_talk_page_breaks_nothing() -> None:
    said = labels.wikipedia({"text": "x", "toxic": 0.0}, "wikipedia-context").said
    assert all(said[label][0] == 0.0 for label in ("abuse", "threat", "personal-attack", "promotion"))


def test_naming_a_group_normally_is_a_clear_no() -> None:
    row = {"text": "x", "label": "normal", "gender": 0, "religion": 1, "race": 1, "minority": 0}
    said = labels.hatexplain(row).said
    assert said["abuse"][0] == 0.0
    assert all(said[kind][0] == 0.0 for kind in KINDS)


@pytest.mark.parametrize(
    ("target", "kinds"),
    [
        ("['bla']", {"racism"}),
        ("['asi.east.chin']", {"racism"}),
        ("['muswom']", {"religion", "sexism"}),
        ("['gayman']", {"homophobia"}),
        ("['immig']", {"xenophobia"}),
        ("['none']", set()),
        ("['dis']", set()),
    ],
)
def test_a_target_stands_for_its_kinds(target: str, kinds: set[str]) -> None:
    assert labels.kinds_of_target(target) == kinds


def test_the_tweets_weigh_little() -> None:
    said = labels.davidson({"text": "x", "hate": 0, "offensive": 3, "neither": 0}).said
    assert said["abuse"][1] < 0.2
    assert "toxicity" not in said


def test_a_written_example_speaks_for_every_label() -> None:
    example = labels.written({"text": "x", "labels": ["sexism"], "pair": "p-1", "topic": "t"})
    assert set(example.said) == set(LABELS)
    assert {label for label, (target, _) in example.said.items() if target} == {"sexism", "abuse", "toxicity"}
    assert example.key == "p-1"


def test_a_label_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no label"):
        labels.written({"text": "x", "labels": ["rudeness"], "pair": "p-1"})


@pytest.mark.parametrize("text", ["what the fuck", "bullshit!", "you f*ck", "Shitty weather", "WTF"])
def test_swearing_is_noticed(text: str) -> None:
    assert labels.swears(text)


@pytest.mark.parametrize(
    "text", ["assess the class", "shiitake risotto", "the Scunthorpe bridge", "Fukushima", "hello"]
)
def test_innocent_words_are_not_swearing(text: str) -> None:
    assert not labels.swears(text)
