"""The built-in lists (`lexicons/`): profanity, vulgarity, slurs and plain insults in the languages of the newsroom.

A word says little about what is done with it: quoting, reclaiming and opposing use the same ones. So a finding here is
a reason to look, and mild or ambiguous words score low. Where every one of its words is disowned ("I don't call him an idiot"), or stands in
quotation marks in a sentence that opposes what it quotes, it counts half, and a moderator sees it all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from diwan.screening import phrase_tables
from diwan.screening.check import Reading
from diwan.screening.findings import REMARKABLE, Finding, Span
from diwan.screening.rules.hostility_phrases import built_in
from diwan.screening.terms.lists import TermList
from diwan.screening.terms.vocabulary import Vocabulary
from diwan.screening.token_phrases import tokens

DISOWNED = 0.5
"""The factor for words that the writer does not use himself."""
NEAR = 4
"""Words between a term and what disowns it, at most."""


class Lexicon:
    """Speaks in the languages whose lists are switched on."""

    name = "lexicon"

    def __init__(self, lists: Sequence[TermList]) -> None:
        self._vocabulary = _made_ready(tuple(lists))
        self.version = f"2-{self._vocabulary.digest}"
        self.languages: frozenset[str] | None = self._vocabulary.languages

    def look(self, reading: Reading) -> Sequence[Finding]:
        found = self._vocabulary.look(reading, check=self.name, version=self.version)
        if not found:
            return found
        disowned = list(_disowned(reading))
        return [_halved(each) if _lies_in(each.spans, disowned) else each for each in found]


def _disowned(reading: Reading) -> Iterator[Span]:
    """The words of the body that its writer does not use himself, one by one."""
    body = reading.body.folded
    text = tokens(body)
    quoted = phrase_tables.quoted(body, text)
    numbers: set[int] = set()
    for language in phrase_tables.asked(reading):
        groups = phrase_tables.grouped(built_in(language).find(text))
        opposed = {
            text[match.first].sentence for group in ("opposed", "disowned") for match in groups.get(group, ())
        }
        numbers.update(number for number in quoted if text[number].sentence in opposed)
        for match in groups.get("disowned", ()):
            near = range(max(0, match.first - NEAR - 1), min(len(text), match.last + NEAR + 2))
            numbers.update(number for number in near if text[number].sentence == text[match.first].sentence)
    for number in sorted(numbers):
        yield Span(*body.original(text[number].begin, text[number].end))


def _lies_in(spans: Sequence[Span], words: Sequence[Span]) -> bool:
    """Whether each of the spans is one of these words, or begins with one."""
    return bool(spans) and all(
        any(span.field == word.field and word.begin <= span.begin < word.end for word in words)
        for span in spans
    )


def _halved(finding: Finding) -> Finding:
    return replace(finding, score=max(min(finding.score, REMARKABLE), round(finding.score * DISOWNED, 2)))


@lru_cache(maxsize=8)
def _made_ready(lists: tuple[TermList, ...]) -> Vocabulary:
    """They never change: whoever reads with the same ones in this process shares them."""
    return Vocabulary(lists)
