"""The stock model that speed is held against is one that onnxruntime runs, of MiniLM-L6's shape and in integers."""

import numpy as np
import onnxruntime
import pytest
from benchmarks import yardstick


@pytest.fixture(scope="module")
def written() -> bytes:
    return yardstick.model()


@pytest.fixture(scope="module")
def session(written: bytes) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(written, providers=["CPUExecutionProvider"])


@pytest.mark.parametrize(("texts", "tokens"), [(1, 3), (1, 64), (4, 17)])
def test_it_answers_with_a_vector_for_each_text(
    session: onnxruntime.InferenceSession, texts: int, tokens: int
) -> None:
    ids = np.arange(texts * tokens).reshape(texts, tokens) + 1000
    (vectors,) = session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
    assert vectors.shape == (texts, yardstick.WIDTH)
    assert np.isfinite(vectors).all()
    assert vectors.std() > 0.1


def test_what_is_masked_is_not_attended_to(session: onnxruntime.InferenceSession) -> None:
    ids, mask = np.full((1, 8), 1000), np.ones((1, 8), np.int64)
    mask[:, 6:] = 0
    other = ids.copy()
    other[:, 6:] = 2000
    (first,), (second,) = (session.run(None, {"ids": each, "mask": mask}) for each in (ids, other))
    # Their quantisation still looks at the whole text, as the stock way does: alike, not the same.
    assert np.corrcoef(first[0], second[0])[0, 1] > 0.95


def test_every_product_with_weights_is_in_integers(written: bytes) -> None:
    assert written.count(b"MatMulInteger_") >= 6 * yardstick.LAYERS
    weights = yardstick.LAYERS * (4 * yardstick.WIDTH**2 + 2 * yardstick.WIDTH * yardstick.INNER)
    embeddings = 4 * (yardstick.ENTRIES + yardstick.POSITIONS) * yardstick.WIDTH
    assert 0 < len(written) - weights - embeddings < 500_000


def test_it_is_the_same_every_time(written: bytes) -> None:
    assert yardstick.model() == written
