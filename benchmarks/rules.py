"""What each step of reading a text costs: processor time of the language's guess, the normaliser and every check, in their order.

The texts are hand-written: English ones of `training/written/` as they are (some hundred characters), and those of the suite
(`benchmarks/suite`) in all six languages, joined to some 300 and to 2,000 characters, every fifth of these disguised. A text is read as often as
there are rounds, one step after the other as in service, so that after the model, which is asked about English only, the others find the
processor's caches as it leaves them. Of each step the least time counts, which other programs on the machine disturb least, and is averaged over the
texts. The last row is the whole list as the screener runs it: more than the steps together by its threads, its time limits and its
look at each finding.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import mean

from training.sources import written

from benchmarks import normalising, table
from benchmarks.suite.cases import read as read_cases
from diwan.comments import Words
from diwan.screening.check import Check, Context, Reading, read
from diwan.screening.checks import Limits, checks
from diwan.screening.language import LANGUAGES, identify
from diwan.screening.lexicons import built_in_lists
from diwan.screening.normalise import normalise
from diwan.screening.ready import shipped_model
from diwan.screening.scores import Text
from diwan.screening.screener import Screener

EACH = 60
"""Texts of a kind."""
LENGTHS = (300, 2000)
_WHOLE = "all of it, through the screener"
_DISGUISED = 5


def run(*, rounds: int) -> None:
    """Print a row for each step."""
    kinds = _texts()
    table.section(
        "Reading a text, step by step: processor time, µs",
        list(kinds),
        explained=f"mean of {EACH} texts, each the least of {rounds} rounds; "
        + ", ".join(f"{name}: {mean(map(len, texts)):.0f} characters" for name, texts in kinds.items()),
    )
    ordered = checks(Limits(lexicons=built_in_lists(sorted(LANGUAGES)), model=shipped_model()))
    screener = Screener(ordered, timeout_s=60)
    screener.prepare()
    told: dict[str, dict[str, list[float]]] = {}
    for kind, texts in kinds.items():
        for text in texts:
            for step, least in _read(list(_steps(text, ordered, screener)), rounds).items():
                told.setdefault(step, {}).setdefault(kind, []).append(least)
    for step in sorted(told, key=_WHOLE.__eq__):
        # A check that is asked in some languages only costs nothing in the others.
        table.row(step, [f"{sum(told[step].get(kind, ())) / len(kinds[kind]):.0f}" for kind in kinds])


def _read(steps: Sequence[tuple[str, Callable[[], object]]], rounds: int) -> Mapping[str, float]:
    """The least processor time of each step, µs."""
    least = dict.fromkeys((step for step, _ in steps), float("inf"))
    for _ in range(rounds):
        for step, does in steps:
            begun = time.process_time_ns()
            does()
            least[step] = min(least[step], (time.process_time_ns() - begun) / 1000)
    return least


def _steps(
    text: str, ordered: Sequence[Check], screener: Screener
) -> Iterator[tuple[str, Callable[[], object]]]:
    reading = read(Words("", text), Context(""))
    yield "which language", partial(identify, text)
    yield "normalising", partial(normalise, text, reading.language.code)
    for check in ordered:
        if check.languages is None or reading.language.code in check.languages:
            yield check.name, partial(_looked, check, reading)
    yield _WHOLE, partial(_scored, screener, text)


def _looked(check: Check, reading: Reading) -> object:
    return list(check.look(reading))


def _scored(screener: Screener, text: str) -> object:
    return list(screener.score_many([Text(text)]))


def _texts() -> Mapping[str, Sequence[str]]:
    """By kind: English as it was written, and all languages at each length."""
    examples = [example.text for example in written()]
    kinds = {"English": examples[:: len(examples) // EACH][:EACH]}
    chance = random.Random(7)
    cases = list(read_cases())
    for length in LENGTHS:
        made = []
        for number in range(EACH):
            language = sorted(LANGUAGES)[number % len(LANGUAGES)]
            text = normalising.comment(
                [case.text for case in cases if case.language == language], length, chance
            )
            made.append(normalising.disguised(text) if number % _DISGUISED == 0 else text)
        kinds[f"six, {length}"] = made
    return kinds
