"""Running the checks: all of them, each under a time limit, none able to stop the others.

A check that raises, takes too long or answers nonsense leaves a finding that says it could not tell, and the
comment goes to a human. Nothing here can approve or reject.
"""

import math
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TypeAlias

from diwan.comments import Words
from diwan.screening.check import Check, ChecksTogether, Context, Prepares, Reading, read
from diwan.screening.findings import Finding, Span, decode, encode
from diwan.screening.scores import Scored, Text, scored

MAX_DETAIL_CHARACTERS = 1000
TOGETHER = 64
"""Texts that `score_many` reads together."""


class Screener:
    """The ordered checks, ready to run.

    `timeout_s` is the limit for each check and each reading, `patience` has other limits in seconds for some, by the name of the
    check. `screen` and `screen_many` read comments; `score` and `score_many` read texts of any origin and say what the findings
    come to.
    """

    def __init__(
        self, checks: Sequence[Check], *, timeout_s: float, patience: Mapping[str, float] | None = None
    ) -> None:
        self._checks = tuple(checks)
        self._timeout_s = timeout_s
        self._patience = dict(patience or {})
        self._stuck: dict[str, threading.Thread] = {}
        # Several threads may screen at once; a list's append and pop are each one step.
        self._idle: list[_Worker] = []

    @property
    def versions(self) -> tuple[str, ...]:
        """The checks as `name@version`, in order."""
        return tuple(f"{check.name}@{check.version}" for check in self._checks)

    def prepare(self) -> None:
        """Load what the checks need, so that the first comment is not read slower than the others and found silent for it."""
        read(Words("", "Is everything ready?"), Context(""))
        for check in self._checks:
            if isinstance(check, Prepares):
                with suppress(Exception):
                    check.prepare()

    def screen(self, reading: Reading) -> tuple[Finding, ...]:
        """What all checks saw, in their order."""
        return self.screen_many([reading])[0]

    def screen_many(self, readings: Sequence[Reading]) -> list[tuple[Finding, ...]]:
        """What all checks saw in each of the readings, in their order.

        A check that can looks at all of them together. If that fails, takes too long or makes no sense, it is asked about
        them one by one: what is wrong with one reading silences the check on no other.
        """
        found: list[list[Finding]] = [[] for _ in readings]
        for check in self._checks:
            for findings, said in zip(found, self._said(check, readings), strict=True):
                findings.extend(said)
        return [tuple(findings) for findings in found]

    def score(
        self,
        text: str,
        *,
        language: str = "",
        headline: str = "",
        section: str = "",
        parent: str = "",
        article_text: str = "",
    ) -> Scored:
        """What the checks make of one text; the other arguments are those of `Text`."""
        asked = Text(text, None, language, headline, section, parent, article_text)
        return next(self.score_many([asked]))

    def score_many(self, texts: Iterable[Text], *, together: int = TOGETHER) -> Iterator[Scored]:
        """What the checks make of each text, in their order, `together` of them at a time; holds no more than those."""
        coming = iter(texts)
        while batch := list(islice(coming, together)):
            readings = [
                read(
                    Words("", text.body),
                    Context(
                        text.language,
                        text.headline,
                        text.section,
                        text.parent,
                        article_text=text.article_text,
                    ),
                    text.guess,
                )
                for text in batch
            ]
            for text, reading, findings in zip(batch, readings, self.screen_many(readings), strict=True):
                yield scored(text.id, reading.language.code, findings)

    def _said(self, check: Check, readings: Sequence[Reading]) -> Iterator[Sequence[Finding]]:
        """What the check says of each reading, or that it could not tell."""
        validated = [
            check.languages is None or reading.language.code in check.languages for reading in readings
        ]
        asked = [reading for reading, valid in zip(readings, validated, strict=True) if valid]
        answers = iter(self._together(check, asked) if len(asked) > 1 else self._one_by_one(check, asked))
        for reading, valid in zip(readings, validated, strict=True):
            if valid:
                yield next(answers)
            else:
                yield [_silent(check, f"not validated in this language ({reading.language.code})")]

    def _together(self, check: Check, readings: Sequence[Reading]) -> list[Sequence[Finding]]:
        if not isinstance(check, ChecksTogether) or self._is_busy(check):
            return self._one_by_one(check, readings)
        look = partial(_look_at_all, check, readings)
        [answer] = self._run(check, [look], self._limit_s(check) * len(readings)) or [None]
        if not isinstance(answer, list) or len(answer) != len(readings):
            return self._one_by_one(check, readings)
        return [
            findings
            if (findings := _sensible(said, check, reading.words)) is not None
            else self._one_by_one(check, [reading])[0]
            for reading, said in zip(readings, answer, strict=True)
        ]

    def _one_by_one(self, check: Check, readings: Sequence[Reading]) -> list[Sequence[Finding]]:
        said: list[Sequence[Finding]] = []
        while len(said) < len(readings):
            if self._is_busy(check):
                said.append([_silent(check, "still busy with an earlier comment")])
                continue
            left = readings[len(said) :]
            looks = [partial(_look, check, reading) for reading in left]
            answers = self._run(check, looks, self._limit_s(check))
            for reading, answer in zip(left, answers, strict=False):
                if isinstance(answer, Exception):
                    said.append([_silent(check, f"failed ({type(answer).__name__})")])
                else:
                    findings = _sensible(answer, check, reading.words)
                    said.append([_silent(check, "answered nonsense")] if findings is None else findings)
            if len(answers) < len(left):
                said.append([_silent(check, "took too long")])
        return said

    def _limit_s(self, check: Check) -> float:
        return self._patience.get(check.name, self._timeout_s)

    def _is_busy(self, check: Check) -> bool:
        earlier = self._stuck.get(check.name)
        return earlier is not None and earlier.is_alive()

    def _run(self, check: Check, looks: Sequence[Callable[[], object]], limit_s: float) -> list[object]:
        """What each look returned or raised, up to the first that took longer than the limit.

        Python cannot stop a thread. One that hangs is left behind as a daemon, and its check is not asked again until it has
        ended.
        """
        answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = _Worker()
        worker.begin(looks, answers)
        came: list[object] = []
        for _ in looks:
            try:
                came.append(answers.get(timeout=limit_s))
            except queue.Empty:
                worker.give_up()
                self._stuck[check.name] = worker.thread
                return came
        self._idle.append(worker)
        return came


class _Worker:
    """A thread that looks, one errand after the other: to start one for each check costs as much as many a check."""

    def __init__(self) -> None:
        self._errands: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._given_up = threading.Event()
        self.thread = threading.Thread(
            target=_work, args=(self._errands, self._given_up), name="diwan-check", daemon=True
        )
        self.thread.start()

    def begin(self, looks: "Sequence[_Look]", answers: "queue.SimpleQueue[object]") -> None:
        self._errands.put((looks, answers))

    def give_up(self) -> None:
        """Do no more than the look that is going on, and end."""
        self._given_up.set()
        self._errands.put(None)

    def __del__(self) -> None:
        self._errands.put(None)


_Look: TypeAlias = Callable[[], object]
_Errand: TypeAlias = tuple[Sequence[_Look], "queue.SimpleQueue[object]"]


def _work(errands: "queue.SimpleQueue[_Errand | None]", given_up: threading.Event) -> None:
    while (errand := errands.get()) is not None:
        _do(*errand, given_up)
        del errand  # nobody's words are kept while the thread waits


def _do(looks: Sequence[_Look], answers: "queue.SimpleQueue[object]", given_up: threading.Event) -> None:
    for look in looks:
        if given_up.is_set():
            return
        try:
            answers.put(look())
        except Exception as error:  # noqa: BLE001 - whatever a check does wrong, the comment goes to a human
            answers.put(error)


def _look(check: Check, reading: Reading) -> list[Finding]:
    return list(check.look(reading))


def _look_at_all(check: ChecksTogether, readings: Sequence[Reading]) -> list[object]:
    return list(check.look_at_all(readings))


def _silent(check: Check, why: str) -> Finding:
    return Finding(check.name, check.version, None, 0.0, detail=why, could_not_tell=True)


def _sensible(said: object, check: Check, words: Words) -> list[Finding] | None:
    """`said`, if it holds findings of this check about these words that come out of the storage as they go in."""
    try:
        if isinstance(said, str | bytes) or not isinstance(said, Sequence):
            return None
        findings = [finding for finding in said if _makes_sense(finding, check, words)]
        return findings if len(findings) == len(said) and list(decode(encode(findings))) == findings else None
    except Exception:  # noqa: BLE001 - a finding of the wrong making may fail in any way when it is looked at
        return None


def _makes_sense(finding: object, check: Check, words: Words) -> bool:
    return (
        isinstance(finding, Finding)
        and finding.check == check.name
        and finding.version == check.version
        and math.isfinite(finding.score)
        and 0.0 <= finding.score <= 1.0
        and len(finding.detail) <= MAX_DETAIL_CHARACTERS
        and all(_lies_within(span, words) for span in finding.spans)
    )


def _lies_within(span: Span, words: Words) -> bool:
    text = {"body": words.body, "name": words.name}.get(span.field)
    return text is not None and 0 <= span.begin < span.end <= len(text)
