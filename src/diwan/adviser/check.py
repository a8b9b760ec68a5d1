"""The adviser as one of the checks."""

import time
from collections.abc import Callable, Mapping, Sequence

import structlog

from diwan.adviser import answer
from diwan.adviser.answer import Advice, Nonsense
from diwan.adviser.budget import Breaker, Budget
from diwan.adviser.question import question, version
from diwan.adviser.reason import fit_to_keep
from diwan.adviser.server import NoAnswer
from diwan.screening.check import Reading
from diwan.screening.findings import REMARKABLE, Finding

NAME = "adviser"

_log = structlog.get_logger("diwan.adviser")


class Adviser:
    """Asks about every comment, as far as its budget goes, and reports the guidelines it sees broken (from REMARKABLE on).

    `ask` carries a question to the server and brings its answer, or raises NoAnswer; `wording` gives the guidelines' current texts by
    code. Silence of the server, nonsense, a refusal, or no budget left: it could not tell.
    """

    name = NAME
    # Nobody has validated the newsroom's model in any language. It is asked all the same, because it may not decide.
    languages: frozenset[str] | None = None

    def __init__(
        self,
        ask: Callable[[bytes], bytes],
        *,
        model: str,
        wording: Callable[[], Mapping[str, str]],
        per_minute: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.version = version(model)
        self._ask = ask
        self._model = model
        self._wording = wording
        self._budget = Budget(per_minute, clock)
        self._breaker = Breaker(clock)

    def look(self, reading: Reading) -> Sequence[Finding]:
        wording = self._wording()
        body = question(self._model, wording, reading)
        if self._breaker.is_open():
            return self._silent("its server is left alone for a minute after failing repeatedly")
        if not self._budget.take():
            return self._silent(f"over its budget of {self._budget.per_minute} questions a minute")
        try:
            advice = answer.read(self._ask(body))
        except NoAnswer as failure:
            if self._breaker.failed():
                _log.warning("adviser-left-alone", check=self.name)
            return self._silent(str(failure))
        except Nonsense as nonsense:
            # The server works. A reader whose comment confuses the model must not be able to switch the adviser off.
            self._breaker.worked()
            return self._silent(f"answered nonsense: {nonsense}")
        self._breaker.worked()
        return self._findings(advice, reading, wording)

    def _findings(self, advice: Advice, reading: Reading, wording: Mapping[str, str]) -> list[Finding]:
        surest = max(advice.scores, key=lambda guideline: advice.scores[guideline])
        reason = fit_to_keep(advice.reason, reading, wording.values())
        return [
            Finding(self.name, self.version, guideline, score, detail=reason if guideline is surest else "")
            for guideline, score in advice.scores.items()
            if score >= REMARKABLE
        ]

    def _silent(self, why: str) -> list[Finding]:
        return [Finding(self.name, self.version, None, 0.0, detail=why, could_not_tell=True)]
