"""What is read in which order: how often each source comes up, and batches of texts of like length. Pure and deterministic."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

PASSES: dict[str, float] = {
    "written": 4.0,
    "civil": 1.6,
    "edos": 2.4,
    "hatemoji": 2.2,
    "wikipedia-binary": 1.8,
    "wikipedia-5k": 1.8,
    "wikipedia-context": 0.5,
    "hatexplain": 0.5,
    "davidson": 0.12,
    "misogyny": 0.5,
    "surge": 2.0,
    "youtube": 3.0,
    "sms": 0.1,
}
"""How often, relative to each other, an example of each source is read: ours most, tweets whose labels say little least."""

CHUNK = 4096
"""So many examples are drawn and sorted by length at a time: batches are even, and their order is still mixed."""


def draw(sources: Sequence[str], count: int, seed: int) -> NDArray[np.int64]:
    """`count` places in `sources`: each source as often as PASSES says, each of its examples equally often (give or take one)."""
    random = np.random.default_rng(seed)
    names = np.array(sources)
    present = sorted(set(sources))
    sizes = {name: int((names == name).sum()) for name in present}
    whole = sum(sizes[name] * PASSES[name] for name in present)
    drawn = []
    for name in present:
        wanted = round(count * sizes[name] * PASSES[name] / whole)
        places = np.flatnonzero(names == name)
        rounds = [random.permutation(places) for _ in range(wanted // len(places) + 1)]
        drawn.append(np.concatenate(rounds)[:wanted])
    # Within each source the first round comes first, so that a run that is cut short has seen each example about once.
    positions = np.concatenate(
        [(np.arange(len(each)) + random.random(len(each))) / max(1, len(each)) for each in drawn]
    )
    return np.concatenate(drawn)[np.argsort(positions, kind="stable")]


def batches(
    order: NDArray[np.int64], lengths: NDArray[np.int64], tokens: int, seed: int
) -> Iterator[NDArray[np.int64]]:
    """Batches of at most `tokens` tokens with padding; `lengths[i]` is example i's. Every place of `order` comes up once."""
    random = np.random.default_rng(seed)
    for begin in range(0, len(order), CHUNK):
        chunk = order[begin : begin + CHUNK]
        chunk = chunk[np.argsort(lengths[chunk], kind="stable")]
        made: list[NDArray[np.int64]] = []
        first = 0
        for last in range(1, len(chunk) + 1):
            full = last == len(chunk) or (last + 1 - first) * int(lengths[chunk[last]]) > tokens
            if full:
                made.append(chunk[first:last])
                first = last
        for place in random.permutation(len(made)):
            yield made[place]
