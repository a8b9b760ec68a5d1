"""The words of the comments: sentences in the six languages, and behind them words drawn so that some are common and most are rare."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stock.plan import LANGUAGES, Plan
from diwan.comments import Words
from diwan.desk import search

_LINES = Path(__file__).parents[1] / "languages"
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
VOCABULARY = 50_000
DRAWN = 6
"""So many words of the vocabulary stand behind the sentences."""
NAMES = (
    "Berîvan", "Hawrê", "Dilnoza", "Şêrko", "Zînê", "Rojda", "Ahmet", "Elif", "Ayşe", "Mehmet", "Leyla", "Noor", "Karim", "Anna", "John", "Maria",
    "ئازاد", "شیلان", "هێمن", "ڕووناک", "مريم", "يوسف", "خالد", "ليلى", "مهسا", "رضا", "نرگس", "کاوه",
)  # fmt: skip
SELDOM, OLDEST, LATEST, HALF = "seldom", "campaign", "latest", "half"
"""Words for those who search: of one comment in many, of the oldest tenth, of the latest tenth, of every other comment."""
COPIED = 200
"""One waiting comment in so many is nearly a copy of one text, as in a campaign."""
_COPY = "Stop the closing of the night bus to the hospital: sign the petition of the drivers before it is too late, and pass this on to everybody you know"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Written:
    """A comment's words, the tokens under which it is found, and whether it is one of many nearly alike."""

    words: Words
    tokens: tuple[str, ...]
    is_copy: bool


class Writer:
    """Writes the n-th comment of a plan; the same plan, the same words."""

    def __init__(self, plan: Plan, chance: random.Random) -> None:
        self._plan = plan
        self._chance = chance
        self._lines = {language: _lines(language) for language in LANGUAGES}
        self._copy = _line(_COPY)
        self._vocabulary = [
            "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(VOCABULARY)
        ]
        self._weights = _cumulative([1 / (10 + rank) for rank in range(VOCABULARY)])
        self._names = [
            (f"{name} {number}", _name_tokens(f"{name} {number}"))
            for number in range(1, 1 + min(200, max(2, plan.stored // 500)))
            for name in NAMES
        ]

    def write(self, number: int, site: str, language: str, name: str | None) -> Written:
        """The words of the `number`-th comment; `name` is the one of the reader's sign-in, None for a guest's."""
        chance, stored = self._chance, self._plan.stored
        waits = number >= stored - self._plan.waiting
        is_copy = waits and number % COPIED == 0
        lines = [self._copy] if is_copy else chance.choices(self._lines[language], k=1 + number % 3)
        drawn = [] if is_copy else chance.choices(self._vocabulary, cum_weights=self._weights, k=DRAWN)
        if chance.random() < 0.5:
            drawn.append(HALF)
        if number < stored // 10:
            drawn.append(OLDEST)
        elif number >= stored * 9 // 10:
            drawn.append(LATEST)
        if number % max(10, stored // 20) == 3:
            drawn.append(SELDOM)
        drawn.append(str(number))
        body = "\n\n".join(line.text for line in lines) + "\n" + " ".join(drawn)
        shown, tokens = chance.choice(self._names) if name is None else (name, _name_tokens(name))
        found = {*tokens, *drawn, search.SITE + site}
        for line in lines:
            found |= line.tokens
        return Written(Words(shown, body), tuple(sorted(found)), is_copy)


def _lines(language: str) -> Sequence[_Line]:
    return [_line(text) for text in (_LINES / f"{language}.txt").read_text().splitlines() if text.strip()]


def _line(text: str) -> _Line:
    return _Line(
        text, frozenset(token for token in search.key(Words("x", text), "x") if token[0] not in "@=")
    )


def _name_tokens(name: str) -> frozenset[str]:
    return frozenset(token for token in search.key(Words(name, ""), "x") if token[0] == search.NAME)


def _cumulative(weights: Sequence[float]) -> list[float]:
    total, sums = 0.0, []
    for weight in weights:
        total += weight
        sums.append(total)
    return sums
