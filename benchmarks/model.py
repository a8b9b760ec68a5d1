"""How fast the model reads on one core, and how much memory a worker needs for it; beside a stock MiniLM and a TF-IDF regression.

Comments are those of `training/written/`, or, with `--data`, Civil Comments' dev split: real comments on news.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import onnxruntime

from benchmarks import table, yardstick
from benchmarks.machine import SERVER_CORE, Missing
from diwan.comments import Words
from diwan.screening.check import Context, read
from diwan.screening.checks import Limits, checks
from diwan.screening.model.classifier import Classifier
from diwan.screening.screener import Screener

_SENTENCE = (
    "The council met again on Tuesday and talked about the bridge, but nobody said who will pay for it or when the work is to begin, "
    "and so the people who live on the other side of the river will go on waiting for the bus in the rain, as they have done since the "
    "flood took the old one away in the spring of that year; "
)
_LENGTHS = (32, 64, 128)
_SINGLES = 200
_TURNS, _EACH_TURN = 5, 20
_WORKER = """
import sys
from pathlib import Path
import diwan.bootstrap, diwan.web
from diwan.screening.check import Context, read
from diwan.screening.checks import Limits, checks
from diwan.screening.model.classifier import Classifier
from diwan.screening.screener import Screener
from diwan.comments import Words
def status(name):
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)) / 1024
before = status("VmRSS")
classifier = Classifier.load()
for _ in range(3):
    classifier.score([sys.argv[1][:600]] * 8)
model = status("VmRSS")
screener = Screener(checks(Limits(model=classifier)), timeout_s=60)
for _ in range(3):
    screener.screen(read(Words("A reader", sys.argv[1][:600]), Context("en")))
print(before, model, status("VmRSS"), status("VmHWM"))
"""


@contextmanager
def one_core() -> Iterator[None]:
    """Everything in the block runs on the server's core."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {SERVER_CORE})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def run(data: Path | None = None) -> None:
    """Measure and print."""
    comments, which = _comments(data)
    with one_core():
        classifier = Classifier.load()
        _beside_stock(classifier)
        table.section("The model, one comment at a time, on one core", ["p50", "p95"], explained=which)
        for length in _LENGTHS:
            text = _of_length(classifier, length)
            figures = _timed(partial(classifier.score, [text], early=False), _SINGLES)
            table.row(f"{length} tokens, all layers", figures)
        places = comments[:_SINGLES]
        table.row(
            "real comments, all layers", _each(lambda text: classifier.score([text], early=False), places)
        )
        table.row("real comments, the early way", _each(lambda text: classifier.score([text]), places))
        screener = Screener(checks(Limits(model=classifier)), timeout_s=5)
        table.row(
            "real comments, the whole list of checks", _each(lambda text: _screened(screener, text), places)
        )
        of_64 = _of_length(classifier, 64)
        table.row("64 tokens, the whole list of checks", _timed(lambda: _screened(screener, of_64), _SINGLES))
        _throughput(classifier, comments)
        _baseline(comments)
    _memory()


def _beside_stock(classifier: Classifier) -> None:
    """In turns, so that a neighbour on the machine disturbs both alike. Tokenizing is in ours, and not in the stock model's."""
    table.section(
        "The model beside a stock int8 MiniLM-L6 of random weights (benchmarks/yardstick.py), one text, one core",
        ["stock, p50", "Diwan's, p50", "Diwan's/stock"],
        explained="Aim: no slower. Medians of turns; ratios with their extremes.",
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(yardstick.model(), options, providers=["CPUExecutionProvider"])
    for length in _LENGTHS:
        text = _of_length(classifier, length)
        given = {"ids": np.full((1, length), 1000, np.int64), "mask": np.ones((1, length), np.int64)}
        pairs = [
            (
                _median(partial(session.run, None, given)),
                _median(partial(classifier.score, [text], early=False)),
            )
            for _ in range(_TURNS)
        ]
        stock, own = (median(side) * 1000 for side in zip(*pairs, strict=True))
        ratio = table.spread([ours / theirs for theirs, ours in pairs])
        table.row(f"{length} tokens, all layers", [f"{stock:.1f} ms", f"{own:.1f} ms", ratio])


def _median(ask: Callable[[], object]) -> float:
    ask()
    return median(_took(ask) for _ in range(_EACH_TURN))


def _throughput(classifier: Classifier, comments: Sequence[str]) -> None:
    table.section("Many comments at once, on one core", ["comments/s"], explained=f"{len(comments)} comments")
    for name, early in (("all layers", False), ("the early way", True)):
        began = time.perf_counter()
        classifier.score(comments, early=early)
        table.row(name, [f"{len(comments) / (time.perf_counter() - began):.0f}"])
    gone = sum(not seen.went_up for seen in classifier.score(comments))
    table.note(f"the early head was sure of {gone / len(comments):.0%} of them")


def _baseline(comments: Sequence[str]) -> None:
    try:
        from training.sources import written

        from benchmarks.quality_baseline import Baseline  # scikit-learn is no dependency of Diwan
    except ImportError:
        table.note("TF-IDF left out: needs scikit-learn (requirements/quality.lock)")
        return
    examples = written()
    baseline = Baseline(examples, [example.text for example in examples])
    table.section("TF-IDF and logistic regression, on the same core", ["p50", "p95", "comments/s"])
    singles = _each(lambda text: baseline.probabilities([text]), comments[:_SINGLES])
    began = time.perf_counter()
    baseline.probabilities(comments)
    table.row(
        "fitted on the written examples", [*singles, f"{len(comments) / (time.perf_counter() - began):.0f}"]
    )


def _memory() -> None:
    table.section("Memory of a worker", ["MB"])
    done = subprocess.run(
        [sys.executable, "-c", _WORKER, _SENTENCE * 3], capture_output=True, text=True, check=True
    )
    before, with_model, with_all, most = (float(figure) for figure in done.stdout.split())
    table.row("before the model is loaded", [f"{before:.0f}"])
    table.row("with the model, after reading", [f"{with_model:.0f}"])
    table.row("with every check, py3langid's included", [f"{with_all:.0f}"])
    table.row("the most it ever took (py3langid, loading)", [f"{most:.0f}"])


def _comments(data: Path | None) -> tuple[list[str], str]:
    from training import sources

    if data is None:
        return [example.text for example in sources.written()][:2000], "comments: training/written"
    try:
        found = [
            example.text for example in sources.public(data) if example.source == "civil" and example.held_out
        ]
    except sources.MissingData as missing:
        raise Missing(str(missing)) from None
    return found, "comments: Civil Comments, dev split"


def _of_length(classifier: Classifier, tokens: int) -> str:
    """A text of exactly so many tokens, the two that frame it included."""
    tokenizer, _, _ = classifier._ready()
    text = _SENTENCE * 4
    return text[: tokenizer.encode(text, add_special_tokens=False).offsets[tokens - 3][1]]


def _screened(screener: Screener, text: str) -> None:
    screener.screen(read(Words("A reader", text), Context("en")))


def _timed(ask: Callable[[], object], times: int) -> list[str]:
    ask()
    return _figures([_took(ask) for _ in range(times)])


def _each(ask: Callable[[str], object], texts: Sequence[str]) -> list[str]:
    ask(texts[0])
    return _figures([_took(partial(ask, text)) for text in texts])


def _took(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _figures(took: list[float]) -> list[str]:
    return [f"{median(took) * 1000:.1f} ms", f"{sorted(took)[int(len(took) * 0.95)] * 1000:.1f} ms"]
