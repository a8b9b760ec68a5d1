"""What stands in `model.json`: calibration, thresholds, when the early head may be trusted. Needs the graphs, not torch.

`python -m training.describing --data DIR --files DIR` makes it anew for graphs that are finished, such as the shipped ones, after a
promise in `judging.py` has changed.
"""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from diwan.screening.model.classifier import Classifier
from diwan.screening.model.files import DESCRIPTION, FORMAT, GRAPHS, TOKENIZER, Description, encoded
from diwan.screening.model.windows import without_surrogates
from diwan.screening.normalise.plain import make_plain
from training import calibration, leaving, sources
from training.encoding import encode
from training.judging import PRECISION, clean_share, is_sample_of_clean, questions
from training.labels import LABELS, Example
from training.metrics import calibration_error
from training.splits import Part

VERSION = "4.0"
"""Of the shipped model. Its digest tells builds apart; this number tells readers of the model card which one it speaks of."""

Floats = NDArray[np.float64]


def described(out: Path, examples: Sequence[Example], tokenizer: Tokenizer) -> Description:
    """The description of the graphs in `out`, calibrated on `examples`, which were not trained on. `out` keeps a passing one."""
    plain = Description(
        format=FORMAT,
        version=VERSION,
        languages=["en"],
        labels=list(LABELS),
        calibration=dict.fromkeys(LABELS, (1.0, 0.0)),
        early_calibration=dict.fromkeys(LABELS, (1.0, 0.0)),
        thresholds=dict.fromkeys(LABELS, 0.5),
        sure_clean=0.0,
        files={name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in (*GRAPHS, TOKENIZER)},
    )
    texts = [without_surrogates(make_plain(example.text)[0].text) for example in examples]
    whole = _logits(out, plain, texts)
    early = _logits(out, msgspec.structs.replace(plain, sure_clean=1.0 - 1e-12), texts)
    data = encode(examples, tokenizer)
    weights = data.weights * calibration.source_weights(data.sources)[:, None]
    pairs, early_pairs, thresholds = {}, {}, {}
    probabilities, early_probabilities = np.zeros(whole.shape), np.zeros(whole.shape)
    clean = is_sample_of_clean(data.sources, data.targets, data.weights)
    for column, label in enumerate(LABELS):
        targets, weight = data.targets[:, column], weights[:, column]
        pairs[label] = _rounded(calibration.platt(whole[:, column], targets, weight))
        probabilities[:, column] = _applied(pairs[label], whole[:, column])
        # The early head is calibrated to what the whole model says: its scores stand beside the others' in one order.
        early_pairs[label] = _rounded(
            calibration.platt(early[:, column], probabilities[:, column], np.ones(len(texts)))
        )
        early_probabilities[:, column] = _applied(early_pairs[label], early[:, column])
        asked = weight > 0
        truth = (targets[asked] > 0.5).astype(np.float64)
        thresholds[label] = calibration.threshold(
            probabilities[asked, column],
            truth,
            weight[asked],
            probabilities[clean & (targets < 0.5), column],
            precision=PRECISION,
            clean_share=clean_share(label),
        )
        error = calibration_error(truth, probabilities[asked, column])
        print(
            f"{label}: threshold {thresholds[label]:.2f}, calibration {pairs[label]}, error {error:.3f}",
            flush=True,
        )
    sure = leaving.sure_clean(
        probabilities,
        early_probabilities,
        np.array([thresholds[label] for label in LABELS]),
        list(questions(data.sources, data.targets, data.weights)),
    )
    share = float((early_probabilities.max(axis=1) < sure).mean())
    print(f"the early head is sure below {sure}: {share:.0%} of these texts", flush=True)
    return msgspec.structs.replace(
        plain, calibration=pairs, early_calibration=early_pairs, thresholds=thresholds, sure_clean=sure
    )


def _rounded(pair: tuple[float, float]) -> tuple[float, float]:
    return round(pair[0], 5), round(pair[1], 5)


def _applied(pair: tuple[float, float], logits: Floats) -> Floats:
    return calibration.sigmoid(logits * pair[0] + pair[1])


def _logits(out: Path, description: Description, texts: Sequence[str]) -> Floats:
    (out / DESCRIPTION).write_bytes(encoded(description))
    p = np.clip(Classifier.load(out, threads=2).probabilities(texts), 1e-12, 1 - 1e-12)
    return np.log(p) - np.log1p(-p)


def main() -> None:
    """Describe finished graphs anew, in place."""
    parser = argparse.ArgumentParser(prog="python -m training.describing", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data sets")
    parser.add_argument("--files", type=Path, required=True, help="the folder with the finished graphs")
    asked = parser.parse_args()
    before = (asked.files / DESCRIPTION).read_bytes()
    try:
        after = encoded(
            described(
                asked.files,
                sources.all_parts(asked.data)[Part.CALIBRATE],
                Tokenizer.from_file(str(asked.files / TOKENIZER)),
            )
        )
    except BaseException:
        (asked.files / DESCRIPTION).write_bytes(before)
        raise
    (asked.files / DESCRIPTION).write_bytes(after)


if __name__ == "__main__":
    main()
