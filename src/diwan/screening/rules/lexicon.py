"""The built-in lists (`lexicons/`): profanity, vulgarity, slurs and plain insults in the languages of the newsroom.

A word says little about what is done with it: quoting, reclaiming and opposing use the same ones. So a finding here is
a reason to look, and mild or ambiguous words score low.
"""

from collections.abc import Sequence
from functools import lru_cache

from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.terms.lists import TermList
from diwan.screening.terms.vocabulary import Vocabulary


class Lexicon:
    """Speaks in the languages whose lists are switched on."""

    name = "lexicon"

    def __init__(self, lists: Sequence[TermList]) -> None:
        self._vocabulary = _made_ready(tuple(lists))
        self.version = f"1-{self._vocabulary.digest}"
        self.languages: frozenset[str] | None = self._vocabulary.languages

    def look(self, reading: Reading) -> Sequence[Finding]:
        return self._vocabulary.look(reading, check=self.name, version=self.version)


@lru_cache(maxsize=8)
def _made_ready(lists: tuple[TermList, ...]) -> Vocabulary:
    """They never change: whoever reads with the same ones in this process shares them."""
    return Vocabulary(lists)
