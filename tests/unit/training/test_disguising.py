"""Disguised copies keep their labels, and the same seed disguises the same."""

from training.disguising import disguised
from training.labels import Example, written

HARMFUL = [
    written({"text": f"you pathetic liar number {n}", "labels": ["personal-attack"], "pair": str(n)})
    for n in range(200)
]
CALM = [written({"text": f"a fine bridge number {n}", "labels": [], "pair": str(n)}) for n in range(200)]


def test_a_copy_keeps_its_labels_and_its_pair() -> None:
    by_key = {example.key: example for example in HARMFUL}
    copies = disguised(HARMFUL, seed=1)
    assert copies
    assert all(copy.said == by_key[copy.key].said and copy.text != by_key[copy.key].text for copy in copies)


def test_harmless_texts_are_disguised_more_seldom() -> None:
    assert 0 < len(disguised(CALM, seed=1)) < len(disguised(HARMFUL, seed=1))


def test_the_same_seed_disguises_the_same() -> None:
    assert disguised(HARMFUL, seed=1) == disguised(HARMFUL, seed=1)


def test_an_essay_is_left_alone() -> None:
    essay = Example("word " * 200, "written", {"threat": (1.0, 1.0)}, "k")
    assert disguised([essay] * 50, seed=1) == []
