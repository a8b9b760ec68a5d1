"""Every draw keeps the shares it was given, and the same seed draws the same."""

from collections import Counter

import numpy as np
from training.sampling import PASSES, batches, draw

SOURCES = ["written"] * 50 + ["davidson"] * 500 + ["civil"] * 200


def test_sources_come_up_as_often_as_they_should() -> None:
    drawn = draw(SOURCES, 1000, seed=1)
    count = Counter(SOURCES[place] for place in drawn)
    per_example = {source: count[source] / SOURCES.count(source) for source in count}
    assert abs(per_example["written"] / per_example["civil"] - PASSES["written"] / PASSES["civil"]) < 0.2


def test_each_example_of_a_source_comes_up_equally_often() -> None:
    count = Counter(int(place) for place in draw(SOURCES, 1000, seed=1) if SOURCES[place] == "written")
    assert max(count.values()) - min(count.values()) <= 1


def test_the_same_seed_draws_the_same() -> None:
    np.testing.assert_array_equal(draw(SOURCES, 500, seed=1), draw(SOURCES, 500, seed=1))
    assert (draw(SOURCES, 500, seed=1) != draw(SOURCES, 500, seed=2)).any()


def test_batches_hold_everything_once_and_no_more_than_they_may() -> None:
    lengths = np.random.default_rng(0).integers(3, 64, len(SOURCES))
    order = draw(SOURCES, 600, seed=1)
    made = list(batches(order, lengths, tokens=256, seed=1))
    assert sorted(np.concatenate(made)) == sorted(order)
    assert all(len(batch) * lengths[batch].max() <= 256 for batch in made)
