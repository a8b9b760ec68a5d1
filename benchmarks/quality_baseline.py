"""What the model is compared with: TF-IDF of words and character n-grams, and a logistic regression for each label.

Trained on the same examples, with the same weights, in the same run.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from training.labels import LABELS, Example
from training.sampling import PASSES

WORDS, CHARACTERS = 60_000, 120_000
"""Features of each sort."""
_INVERSE_STRENGTH = 4.0


class Baseline:
    """Fitted on examples; then it scores texts."""

    def __init__(self, examples: Sequence[Example], texts: Sequence[str]) -> None:
        self._words = TfidfVectorizer(ngram_range=(1, 2), max_features=WORDS, sublinear_tf=True, min_df=2)
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), max_features=CHARACTERS, sublinear_tf=True, min_df=3
        )
        features = hstack([self._words.fit_transform(texts), self._characters.fit_transform(texts)]).tocsr()
        repeated = np.array([PASSES[example.source] for example in examples])
        self._models: dict[str, LogisticRegression] = {}
        for label in LABELS:
            said = [example.said.get(label, (0.0, 0.0)) for example in examples]
            target = np.array([each[0] for each in said]) > 0.5
            weight = np.array([each[1] for each in said]) * repeated
            asked = weight > 0
            model = LogisticRegression(C=_INVERSE_STRENGTH, solver="liblinear", tol=1e-3)
            self._models[label] = model.fit(features[asked], target[asked], weight[asked])

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(texts, labels)."""
        features = hstack([self._words.transform(texts), self._characters.transform(texts)]).tocsr()
        return np.stack([self._models[label].predict_proba(features)[:, 1] for label in LABELS], axis=1)
