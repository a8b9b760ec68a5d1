"""The publisher's own term lists: what a newsroom never prints, and what it wants to look at first.

The version names the digest of the lists, so that a decision by this rule says exactly which lists decided; and where editors keep some at
the desk, the revision up to which they had written them (`1-0123456789abcdef-r7`).
"""

from collections.abc import Sequence

from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.terms.lists import TermList
from diwan.screening.terms.vocabulary import Vocabulary


class BannedTerms:
    """The lists are the newsroom's word and were validated by nobody else: where they have nothing listed, nothing is banned.

    That is no silence. A list in Turkish must not send every English comment to the desk as one that could not be read.
    """

    name = "banned-terms"
    languages: frozenset[str] | None = None

    def __init__(self, lists: Sequence[TermList], revision: int = 0) -> None:
        self._vocabulary = Vocabulary(lists)
        self.version = f"1-{self._vocabulary.digest}" + (f"-r{revision}" if revision else "")

    def look(self, reading: Reading) -> Sequence[Finding]:
        return self._vocabulary.look(reading, check=self.name, version=self.version)
