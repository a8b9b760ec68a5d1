"""A text leaves early only where neither flags nor order are lost by it."""

import numpy as np
import pytest
from training.judging import Question
from training.labels import LABELS
from training.leaving import LOST_AUC, LOST_FLAGS, TRIED, Floats, sure_clean
from training.metrics import roc_auc

TOXICITY = LABELS.index("toxicity")
TEXTS = 2000
LIMITS = np.full(len(LABELS), 0.5)


def scores(seed: int) -> tuple[Floats, Question]:
    """What a whole model might say of toxicity, half of it about clean texts, and what is true."""
    random = np.random.default_rng(seed)
    truth = (np.arange(TEXTS) % 2).astype(np.float32)
    whole = np.full((TEXTS, len(LABELS)), 0.001)
    whole[:, TOXICITY] = np.where(truth == 1, random.uniform(0.2, 0.99, TEXTS), random.uniform(0, 0.3, TEXTS))
    return whole, Question("surge", "toxicity", np.arange(TEXTS), truth)


def test_an_early_head_that_says_the_same_may_wave_through_whatever_is_tried() -> None:
    whole, asked = scores(1)
    assert sure_clean(whole, whole, LIMITS, [asked]) == TRIED[0]


def test_an_early_head_that_guesses_waves_nothing_through() -> None:
    whole, asked = scores(1)
    guessed = np.random.default_rng(2).permutation(whole)
    assert sure_clean(whole, guessed, LIMITS, [asked]) == 0.0


def test_what_is_chosen_keeps_what_was_promised() -> None:
    whole, asked = scores(1)
    early = np.clip(whole + np.random.default_rng(3).normal(0, 0.05, whole.shape), 0.001, 0.999)
    sure = sure_clean(whole, early, LIMITS, [asked])
    gone = early.max(axis=1) < sure
    flagged = (whole >= LIMITS).any(axis=1)
    mixed = np.where(gone[:, None], early, whole)[:, TOXICITY]
    assert gone.any()
    assert (flagged & gone).sum() <= LOST_FLAGS * flagged.sum()
    assert roc_auc(asked.truth, mixed) >= roc_auc(asked.truth, whole[:, TOXICITY]) - LOST_AUC


@pytest.mark.parametrize("label", ["threat", "criticism"])
def test_one_label_that_the_early_head_would_lose_is_enough(label: str) -> None:
    whole, asked = scores(1)
    early = whole.copy()
    surest = np.argsort(early[:, TOXICITY])[:100]
    whole[surest, LABELS.index(label)] = 0.9
    assert sure_clean(whole, early, LIMITS, [asked]) == 0.0


def test_a_question_with_a_handful_of_positives_is_not_asked() -> None:
    whole, _ = scores(1)
    early = whole.copy()
    few = np.zeros(TEXTS, np.float32)
    few[:5] = 1
    early[:5, TOXICITY] = 0.0
    whole[:5, TOXICITY] = 0.49
    assert sure_clean(whole, early, LIMITS, [Question("surge", "toxicity", np.arange(TEXTS), few)]) > 0.0
