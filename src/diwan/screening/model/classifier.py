"""Scoring texts: tokens, windows, the lower layers, and the upper ones where the early head is not sure that all is well."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from diwan.screening.model import files
from diwan.screening.model.windows import windows, without_surrogates

_PAD, _UNKNOWN, _BEGIN, _END = 0, 1, 2, 3
BATCH_TOKENS = 256
"""Windows of like length are read together up to so many tokens, padding included; more does not fit the caches."""
MOST_PADDING = 16
"""Tokens. To read so much padding takes as long as to fetch the weights once more for another batch: a short name is not read at a long body's length."""

Floats = NDArray[np.float64]


class Unreadable(Exception):
    """The model answered something that is no score: not finite, or not of the right shape."""


class Piece(NamedTuple):
    """A window: where each of its tokens stands in the text (code points, end exclusive), and what they contributed to each label's score,
    as logits (tokens, labels); None where the early head was sure that nothing is wrong."""

    offsets: Sequence[tuple[int, int]]
    contributed: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class Scored:
    """What was seen in one text.

    `probabilities` are in the order of the model's labels; of several windows each label's highest counts. `known` is the share of tokens
    that the vocabulary holds; a text without any token has 0 and no probability above 0. `pieces` has for each label the window that its
    score is from.
    """

    probabilities: Floats
    known: float
    pieces: tuple[Piece, ...]

    @property
    def went_up(self) -> bool:
        """Whether the upper layers were asked about any of it."""
        return any(piece.contributed is not None for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Window:
    text: int
    ids: NDArray[np.int32]
    first: int


class Classifier:
    """A verified model, ready to score. Thread-safe: its sessions are made once, at the first text."""

    def __init__(self, model: files.Files, *, threads: int = 1) -> None:
        self.description = model.description
        self.labels = tuple(model.description.labels)
        self._content: dict[str, bytes] | None = model.content
        self._threads = threads
        self._lock = threading.Lock()
        self._tokenizer: Tokenizer | None = None
        self._sessions: tuple[onnxruntime.InferenceSession, ...] = ()
        self._prepared = False
        self._scale = np.array([model.description.calibration[label] for label in self.labels])
        self._early_scale = np.array([model.description.early_calibration[label] for label in self.labels])

    @classmethod
    def load(cls, folder: Path = files.SHIPPED, *, threads: int = 1) -> "Classifier":
        """The model in `folder`, verified. Raises CannotStart, which says what to do."""
        return cls(files.read(folder), threads=threads)

    def prepare(self) -> None:
        """Make the sessions and run them once: the first run is slower than the others. Raises Unreadable if the answer is no score."""
        # Comments and texts of others are read with the same classifier, and each asks for it to be made ready.
        if not self._prepared:
            self.score(["Is everything ready?"])
            self._prepared = True

    def score(self, texts: Sequence[str], *, early: bool = True) -> list[Scored]:
        """What is seen in each of `texts`, in their order. `early=False` asks all layers about every text.

        Raises Unreadable if the model's answer is no score.
        """
        tokenizer, lower, upper = self._ready()
        # One by one: encode_batch keeps a pool of threads of its own, whose waiting costs more than it saves on one core.
        read = [tokenizer.encode(without_surrogates(text), add_special_tokens=False) for text in texts]
        found = [
            _Window(number, np.array(each.ids[begin:end], np.int32), begin)
            for number, each in enumerate(read)
            for begin, end in windows(len(each.ids))
        ]
        probabilities = np.zeros((len(found), len(self.labels)))
        contributions: list[NDArray[np.float32] | None] = [None] * len(found)
        for places in _of_like_length(found):
            ids = _framed([found[place].ids for place in places])
            hidden, early_logits = lower.run(["hidden", "early"], {"ids": ids})
            probabilities[places] = self._calibrated(early_logits, len(places), self._early_scale)
            unsure = np.flatnonzero(
                (probabilities[places].max(axis=1) >= self.description.sure_clean)
                | np.full(len(places), not early)
            )
            if not len(unsure):
                continue
            if len(unsure) < len(places):
                ids, hidden = ids[unsure], hidden[unsure]
            logits, contributed = upper.run(["logits", "contributions"], {"ids": ids, "hidden": hidden})
            probabilities[places[unsure]] = self._calibrated(logits, len(unsure), self._scale)
            for row, place in enumerate(places[unsure]):
                contributions[place] = contributed[row, 1 : len(found[place].ids) + 1]
        of_text: list[list[int]] = [[] for _ in texts]
        for place, window in enumerate(found):
            of_text[window.text].append(place)
        return [
            self._scored(each.ids, each.offsets, places, found, probabilities, contributions)
            for each, places in zip(read, of_text, strict=True)
        ]

    def probabilities(self, texts: Sequence[str], *, early: bool = True) -> Floats:
        """(texts, labels). Raises Unreadable."""
        scored = self.score(texts, early=early)
        return (
            np.stack([each.probabilities for each in scored]) if scored else np.zeros((0, len(self.labels)))
        )

    def _scored(
        self,
        ids: list[int],
        offsets: list[tuple[int, int]],
        places: list[int],
        found: list[_Window],
        probabilities: Floats,
        contributions: list[NDArray[np.float32] | None],
    ) -> Scored:
        if not places:
            return Scored(np.zeros(len(self.labels)), 0.0, ())
        pieces = [
            Piece(
                offsets[found[place].first : found[place].first + len(found[place].ids)], contributions[place]
            )
            for place in places
        ]
        best = probabilities[places].argmax(axis=0)
        known = 1.0 - ids.count(_UNKNOWN) / len(ids)
        return Scored(probabilities[places].max(axis=0), known, tuple(pieces[row] for row in best))

    def _calibrated(self, logits: NDArray[np.float32], texts: int, scale: Floats) -> Floats:
        if logits.shape != (texts, len(self.labels)) or not np.isfinite(logits).all():
            raise Unreadable("the model answered something that is no score")
        found = np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits * scale[:, 0] + scale[:, 1], -60.0, 60.0))))
        if not np.isfinite(found).all():
            raise Unreadable("the calibration makes no score of what the model answered")
        return found

    def _ready(self) -> tuple[Tokenizer, onnxruntime.InferenceSession, onnxruntime.InferenceSession]:
        with self._lock:
            if self._tokenizer is None and self._content is not None:
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = self._threads
                options.inter_op_num_threads = 1
                # The arena never gives memory back; a worker that once read a long batch would keep it for good.
                options.enable_cpu_mem_arena = False
                # The graphs are written as they run fastest (`training/export.py`); what would be fused into one operator here is slower.
                options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
                options.log_severity_level = 3
                self._sessions = tuple(
                    onnxruntime.InferenceSession(
                        self._content[name], options, providers=["CPUExecutionProvider"]
                    )
                    for name in files.GRAPHS
                )
                for session in self._sessions:
                    # It keeps the file's bytes beside its own copy, to be made again on another provider; there is none here.
                    session._model_bytes = None  # noqa: SLF001 - there is no public way
                self._tokenizer = Tokenizer.from_str(self._content[files.TOKENIZER].decode())
                self._content = None
        if self._tokenizer is None:
            raise Unreadable("the model could not be loaded")
        lower, upper = self._sessions
        return self._tokenizer, lower, upper


def _of_like_length(found: Sequence[_Window]) -> list[NDArray[np.int64]]:
    """The windows' places in batches: sorted by length, so that little is padded."""
    lengths = np.array([len(window.ids) + 2 for window in found], np.int64)
    order = np.argsort(lengths, kind="stable")
    batches, begin, tokens = [], 0, 0
    for place, each in enumerate(order):
        padded = (place + 1 - begin) * int(lengths[each])
        if padded > BATCH_TOKENS or padded - tokens - int(lengths[each]) > MOST_PADDING:
            batches.append(order[begin:place])
            begin, tokens = place, 0
        tokens += int(lengths[each])
    return [*batches, order[begin:]] if len(order) else []


def _framed(rows: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    framed = np.full((len(rows), max(map(len, rows)) + 2), _PAD, np.int32)
    for number, ids in enumerate(rows):
        framed[number, 0] = _BEGIN
        framed[number, 1 : len(ids) + 1] = ids
        framed[number, len(ids) + 1] = _END
    return framed
