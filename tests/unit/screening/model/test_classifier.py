"""Scores are probabilities, the same for the same text, alone or among others; what is no score raises."""

import itertools
import threading
from typing import Any

import numpy as np
import pytest

from diwan.screening.model import files
from diwan.screening.model.classifier import MOST_PADDING, Classifier, Unreadable

TEXTS = [
    "A fine bridge.",
    "You are a pathetic liar and everybody on this thread knows it.",
    "ok",
    "The council met on Tuesday and decided nothing, as it has since March; the bus still stops where nobody lives. "
    * 6,
    "Shut your mouth, you stupid cow, or I will come to your house and break your legs.",
    "🙂",
    "Visit my channel, link in my profile, 50% off this week only!!!",
]
CLOSE = 0.03
"""Integer arithmetic may round an activation to the other side; that moves a probability by this much at the very most."""


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load()


def test_scores_are_probabilities(classifier: Classifier) -> None:
    scores = classifier.probabilities(TEXTS)
    assert scores.shape == (len(TEXTS), len(classifier.labels))
    assert ((scores >= 0) & (scores <= 1)).all()


def test_the_same_text_has_the_same_score(classifier: Classifier) -> None:
    first, again = classifier.probabilities(TEXTS), Classifier.load().probabilities(TEXTS)
    np.testing.assert_array_equal(first, again)


def test_a_batch_equals_singles(classifier: Classifier) -> None:
    together = classifier.probabilities(TEXTS)
    alone = np.concatenate([classifier.probabilities([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=CLOSE)


def test_the_order_of_a_batch_does_not_matter(classifier: Classifier) -> None:
    there, back = classifier.probabilities(TEXTS), classifier.probabilities(TEXTS[::-1])[::-1]
    np.testing.assert_allclose(there, back, atol=CLOSE)


def test_no_text_has_no_score(classifier: Classifier) -> None:
    assert classifier.score([]) == []
    assert classifier.probabilities([]).shape == (0, len(classifier.labels))


def test_nothing_to_read_is_known_as_such(classifier: Classifier) -> None:
    for seen in classifier.score(["", " \n\t "]):
        assert seen.known == 0.0
        assert not seen.probabilities.any()


def test_what_stands_only_at_the_end_of_a_long_text_is_found(classifier: Classifier) -> None:
    calm = "The council met on Tuesday and talked about the bridge and the bus for a long time. " * 30
    insult = "You are a pathetic liar and a stupid cow."
    place = classifier.labels.index("personal-attack")
    without, with_insult = classifier.probabilities([calm, calm + insult])[:, place]
    assert with_insult > without + 0.3


def test_tokens_stand_within_the_text(classifier: Classifier) -> None:
    for text, seen in zip(TEXTS, classifier.score(TEXTS, early=False), strict=True):
        for offsets, contributed in seen.pieces:
            assert contributed is not None
            assert contributed.shape == (len(offsets), len(classifier.labels))
            assert all(0 <= begin < end <= len(text) for begin, end in offsets)
            assert all(one[1] <= other[0] for one, other in itertools.pairwise(offsets))


class Scripted:
    """A session that answers what a test says."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self._answers = answers

    def run(self, names: list[str], _inputs: object) -> list[Any]:
        return [self._answers[name] for name in names]


def answering(classifier: Classifier, early: Any, logits: Any) -> Classifier:
    """A classifier whose graphs answer these logits to a text of two tokens."""
    tokenizer, _, _ = classifier._ready()
    labels = len(classifier.labels)
    broken = Classifier(files.read())
    broken._tokenizer = tokenizer
    broken._content = None
    broken._sessions = (
        Scripted({"hidden": np.zeros((1, 4, 384), np.float32), "early": early}),
        Scripted({"logits": logits, "contributions": np.zeros((1, 4, labels), np.float32)}),
    )
    return broken


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_an_answer_that_is_not_finite_raises(classifier: Classifier, wrong: float) -> None:
    fine = np.full((1, len(classifier.labels)), 1.0, np.float32)
    spoilt = fine.copy()
    spoilt[0, 3] = wrong
    for early, logits in [(spoilt, fine), (fine, spoilt)]:
        with pytest.raises(Unreadable):
            answering(classifier, early, logits).score(["fine words"])


def test_an_answer_of_the_wrong_shape_raises(classifier: Classifier) -> None:
    fine = np.full((1, len(classifier.labels)), 1.0, np.float32)
    for wrong in [fine[:, 1:], np.zeros((2, len(classifier.labels)), np.float32), np.zeros((1,), np.float32)]:
        for early, logits in [(wrong, fine), (fine, wrong)]:
            with pytest.raises(Unreadable):
                answering(classifier, early, logits).score(["fine words"])


def test_the_upper_layers_are_not_asked_where_the_early_head_is_sure(classifier: Classifier) -> None:
    sure = np.full((1, len(classifier.labels)), -60.0, np.float32)
    (seen,) = answering(classifier, sure, None).score(["fine words"])
    assert seen.probabilities.max() < 0.05
    assert not seen.went_up


class Watched:
    """Graphs that answer as they do, and remember how many tokens they were given."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.read: list[int] = []

    def run(self, names: list[str], inputs: dict[str, Any]) -> list[Any]:
        self.read.append(int(inputs["ids"].size))
        answered: list[Any] = self._real.run(names, inputs)
        return answered


@pytest.mark.parametrize("texts", [["A reader", "word " * 100], [f"{'word ' * n}" for n in range(1, 60)]])
def test_little_of_what_is_read_is_padding(texts: list[str]) -> None:
    watching = Classifier.load()
    tokenizer, lower, upper = watching._ready()
    watching._sessions = (Watched(lower), Watched(upper))
    watching.score(texts)
    read = watching._sessions[0].read
    tokens = sum(len(tokenizer.encode(text, add_special_tokens=False).ids) + 2 for text in texts)
    assert tokens <= sum(read) <= tokens + MOST_PADDING * len(read)


def test_many_threads_share_one_model() -> None:
    shared = Classifier.load()
    expected = Classifier.load().probabilities(TEXTS)
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(shared.probabilities(TEXTS))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    for scores in found:
        np.testing.assert_array_equal(scores, expected)


def test_the_files_bytes_are_let_go_once_the_model_is_ready() -> None:
    classifier = Classifier(files.read())
    classifier.score(["Is everything ready?"])
    assert classifier._content is None
    assert [session._model_bytes for session in classifier._sessions] == [None, None]
