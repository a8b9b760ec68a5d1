"""The built-in lists (`lexicons/`): profanity, vulgarity, slurs and plain insults in the languages of the newsroom.

A word says little about what is done with it: quoting, reclaiming and opposing use the same ones. So a finding here is
a reason to look, and mild or ambiguous words score low. What is said of somebody counts for less in quotation marks and beside a word
that reports it, as in `hostility`; a swear word is one wherever it stands.
"""

from collections.abc import Sequence
from functools import lru_cache

from diwan.guidelines import Guideline
from diwan.screening import doubts, phrase_tables
from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.language import LANGUAGES
from diwan.screening.rules.hostility_phrases import built_in
from diwan.screening.terms.lists import TermList
from diwan.screening.terms.vocabulary import Doubted, Vocabulary

DOUBTED = 0.3
"""Taken off what is said of somebody in quotation marks, and once more beside a word that reports it."""
_OF_SOMEBODY = frozenset({Guideline.PERSONAL_ATTACK, Guideline.ABUSE, Guideline.THREAT})


class Lexicon:
    """Speaks in the languages whose lists are switched on."""

    name = "lexicon"

    def __init__(self, lists: Sequence[TermList]) -> None:
        self._vocabulary = _made_ready(tuple(lists))
        self.version = f"2-{self._vocabulary.digest}"
        self.languages: frozenset[str] | None = self._vocabulary.languages

    def look(self, reading: Reading) -> Sequence[Finding]:
        return self._vocabulary.look(reading, check=self.name, version=self.version, doubted=_doubted)


def _doubted(reading: Reading) -> Doubted:
    """How much less is sure of what is said of somebody at each place of the body that is doubtful."""
    body = reading.body.folded
    text = reading.phrased.tokens
    places: dict[int, float] = {}
    language = reading.language.code
    found = reading.phrased.find(built_in(language)) if language in LANGUAGES else ()
    reports = phrase_tables.grouped(found).get("reported", ())
    for doubtful in (doubts.quoted(body, text), doubts.reported(text, reports)):
        for number in doubtful:
            begin, end = body.original(text[number].begin, text[number].end)
            for place in range(begin, end):
                places[place] = places.get(place, 0.0) + DOUBTED
    return Doubted(_OF_SOMEBODY, places)


@lru_cache(maxsize=8)
def _made_ready(lists: tuple[TermList, ...]) -> Vocabulary:
    """They never change: whoever reads with the same ones in this process shares them."""
    return Vocabulary(lists)
