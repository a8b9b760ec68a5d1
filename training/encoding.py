"""Examples as numbers: token ids, targets, weights, and what each token was marked with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from diwan.screening.model.windows import without_surrogates
from diwan.screening.normalise.plain import make_plain
from training.labels import LABELS, Example

MARKED = ("personal-attack", "abuse", "threat", "profanity")
"""The labels for which annotators of Civil Comments marked the words."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """n examples. `ids[i]` is without [CLS] and [SEP]; `targets` and `weights` are (n, labels).

    `marks[i]` is (tokens, len(MARKED)), the share of annotators who marked each token, or None if nobody was asked.
    """

    ids: list[NDArray[np.int32]]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]
    marks: list[NDArray[np.float32] | None]
    sources: list[str]

    def __len__(self) -> int:
        return len(self.ids)


def encode(examples: Sequence[Example], tokenizer: Tokenizer) -> Encoded:
    """The examples, read as they are read at run time: through the normaliser."""
    plain = [make_plain(example.text)[0] for example in examples]
    read = tokenizer.encode_batch([without_surrogates(each.text) for each in plain], add_special_tokens=False)
    targets = np.zeros((len(examples), len(LABELS)), np.float32)
    weights = np.zeros((len(examples), len(LABELS)), np.float32)
    marks: list[NDArray[np.float32] | None] = []
    for row, (example, text, seen) in enumerate(zip(examples, plain, read, strict=True)):
        for label, (target, weight) in example.said.items():
            targets[row, LABELS.index(label)] = target
            weights[row, LABELS.index(label)] = weight
        if not example.spans:
            marks.append(None)
            continue
        shares = np.zeros((len(seen.ids), len(MARKED)), np.float32)
        for place, (begin, end) in enumerate(seen.offsets):
            if begin == end:
                continue
            original_begin, original_end = text.original(begin, end)
            for label, span_begin, span_end, share in example.spans:
                if original_begin < span_end and span_begin < original_end:
                    column = MARKED.index(label)
                    shares[place, column] = min(1.0, shares[place, column] + share)
        marks.append(shares)
    ids = [np.array(seen.ids, np.int32) for seen in read]
    return Encoded(ids, targets, weights, marks, [example.source for example in examples])
