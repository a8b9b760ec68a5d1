"""Running the checks: all of them, each under a time limit, none able to stop the others.

A check that raises, takes too long or answers nonsense leaves a finding that says it could not tell, and the
comment goes to a human. Nothing here can approve or reject.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice, takewhile

from diwan.comments import Words
from diwan.screening.asking import Asking, Findings, of_another_language
from diwan.screening.check import Check, ChecksTogether, Context, Prepares, Reading, read
from diwan.screening.findings import Finding
from diwan.screening.rounds import LATE, Look, Worker
from diwan.screening.scores import Scored, Text, scored

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
        self._idle: list[Worker] = []
        self._limits_s = {check.name: self._patience.get(check.name, timeout_s) for check in checks}
        self._together = {check.name for check in checks if isinstance(check, ChecksTogether)}

    def now(self) -> "Screener":
        """Itself: its checks stay what they are. (`current.CurrentScreener` answers with the one that holds.)"""
        return self

    def having(self, checks: Sequence[Check]) -> "Screener":
        """One with other checks, which shares the workers, and what is known of looks that have not ended yet."""
        other = Screener(checks, timeout_s=self._timeout_s, patience=self._patience)
        other._stuck, other._idle = self._stuck, self._idle
        return other

    @property
    def versions(self) -> tuple[str, ...]:
        """The checks as `name@version`, in order."""
        return tuple(f"{check.name}@{check.version}" for check in self._checks)

    @property
    def languages(self) -> dict[str, frozenset[str]]:
        """By the name of each check that was validated in some languages only: which."""
        return {check.name: check.languages for check in self._checks if check.languages is not None}

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

    def screen_many(
        self, readings: Sequence[Reading], only: Sequence[frozenset[str] | None] = ()
    ) -> list[tuple[Finding, ...]]:
        """What all checks saw in each of the readings, in their order; or what those saw that `only` names for it, if it names any.

        A check that can looks at all of them together. If that fails, takes too long or makes no sense, it is asked about
        them one by one: what is wrong with one reading silences the check on no other.
        """
        found: list[list[Findings | None]] = []
        left: list[Asking] = []
        few = [(place, named) for place, named in enumerate(only) if named is not None]
        for check in self._checks:
            said = [_not_asked(check, reading) for reading in readings]
            for place, named in few:
                if check.name not in named:
                    said[place] = ()
            found.append(said)
            left += self._askings(check, readings, said)
        while left:
            again: list[Asking] = []
            for asking, answer in zip(left, self._answers(left), strict=True):
                again.extend(asking.settle(answer))
            left = again
        return [
            tuple(finding for said in found for finding in said[place] or ())
            for place in range(len(readings))
        ]

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
            screened = self.screen_many(readings, [text.checks for text in batch])
            for text, reading, findings in zip(batch, readings, screened, strict=True):
                yield scored(text.id, reading.language.code, findings)

    def _askings(
        self, check: Check, readings: Sequence[Reading], said: list[Findings | None]
    ) -> list[Asking]:
        """About all readings in the check's languages together, if it can, or else about each by itself."""
        places = [place for place, findings in enumerate(said) if findings is None]
        if len(places) > 1 and check.name in self._together:
            return [Asking(check, readings, places, said)]
        return [Asking(check, readings, [place], said) for place in places]

    def _answers(self, askings: Sequence[Asking]) -> list[object]:
        """What came of each, as `Asking.settle` takes it: all in one round, unless a look takes too long.

        A check whose look did is not asked again until that look has ended.
        """
        came: list[object] = []
        while len(came) < len(askings):
            left = askings[len(came) :]
            if self._is_busy(left[0].check):
                came.append(None)
                continue
            try:
                worker = self._idle.pop()
            except IndexError:
                worker = Worker()
            free: Iterable[Asking] = (
                takewhile(lambda asking: not self._is_busy(asking.check), left) if self._stuck else left
            )
            came.extend(worker.look([Look(asking.see, self._limit_s(asking)) for asking in free]))
            if came[-1] is LATE:
                self._stuck[askings[len(came) - 1].check.name] = worker.thread
            else:
                self._idle.append(worker)
        return came

    def _limit_s(self, asking: Asking) -> float:
        return self._limits_s[asking.check.name] * len(asking.places)

    def _is_busy(self, check: Check) -> bool:
        earlier = self._stuck.get(check.name)
        return earlier is not None and earlier.is_alive()


def _not_asked(check: Check, reading: Reading) -> Findings | None:
    """What stands in the place of findings in a language that the check was not validated in; None in any other."""
    if check.languages is None or reading.language.code in check.languages:
        return None
    return [of_another_language(check, reading.language.code)]
