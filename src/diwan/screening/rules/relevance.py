"""How much a comment speaks about the article: shown and sortable, never a ground for rejection.

A measure, not a judgement: which words of the headline, the section's name, the answered comment and, where the publisher sends
it, the article's text come back in the comment, in whatever inflection. Of the text those count that it comes back to itself. Each word met makes it likelier that the comment is about the same thing; the score is the probability
that not all of the meetings are chance, with weights set by hand (a noisy or), from 0 to 1.

What it can see: names, places and things called by the same word. Words are compared by their first letters, as many as
suit the language (for Turkish, five letters find about as much as a full stemmer does: Can et al., "Information retrieval on
Turkish texts", JASIST 59(3), 2008), or, failing that, by the letter groups they share, which catches a prefix or a misspelling.

What it cannot see: synonyms, translations, pronouns, irony, and a comment that meets the article's words in another sense. A short "Well said." scores 0 and may be entirely to the point; so a low score
says only that nothing was found. Where the comment is surely in another language than the article it says nothing at all.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark, Span
from diwan.screening.language import LANGUAGES
from diwan.screening.normalise import Mapped, normalise
from diwan.screening.rules.function_words import FUNCTION_WORDS
from diwan.screening.token_phrases import tokens

HEADLINE = 0.5
SECTION = 0.3
PARENT = 0.3
TEXT = 0.2
"""How much one met word says, by where it comes from: an answer is on its parent's subject anyway."""
MOST_OF_PARENT = 40
"""Words of the answered comment that are looked at: a long one would meet everything."""
READ_OF_TEXT = 20_000
"""Characters: what an article is about stands in its beginning."""
MOST_OF_TEXT = 30
"""Words of the text that are looked for, the most frequent first; each stands there twice at least."""
KEPT = 32
"""Articles whose words are remembered: a newsroom's comments of one hour go to a few."""
FEWEST_LETTERS = 3
ALIKE = 0.6
"""The least share of common letter groups (Dice's coefficient over threes) for two words to be taken for one."""
SURE = 0.8
_FIRST_LETTERS = {"en": 6, "tr": 5, "ku": 5, "ckb": 5, "ar": 4, "fa": 5}
_OTHERWISE = 5
# The article, and "and" or "so", which Arabic writes joined to the word. "By" and "to" alone too often are the word's own.
_JOINED = re.compile("^[وف]?(?:ال|لل|بال|كال)(?=...)|^[وف](?=....)")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that can say what a text is about: its beginning, its letter groups, and where it stands (code points)."""

    beginning: str
    groups: frozenset[str]
    begin: int
    end: int


class Relevance:
    name = "relevance"
    version = "2"
    # It counts for or against nobody, so it must hold nobody up by its silence: other languages are compared too.
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        context = reading.context
        language = context.language.split("-")[0]
        if reading.language.code not in (None, language) and reading.language.sureness >= SURE:
            return []
        body = reading.body.folded
        spoken = _words(body, language)
        headline = _meet(_of(context.headline, language), spoken, HEADLINE)
        section = _meet(_of(context.section, language), spoken, SECTION)
        parent = _meet(_of(context.parent, language)[:MOST_OF_PARENT], spoken, PARENT)
        told = {word.beginning for word in _of(context.headline, language)}
        subjects = [
            word
            for word in _subjects(context.article_text[:READ_OF_TEXT], language)
            if word.beginning not in told
        ]
        text = _meet(subjects, spoken, TEXT)
        if not headline.of and not parent.of and not text.of:
            return []
        met = (headline, section, parent, text)
        places = sorted({(word.begin, word.end) for meeting in met for word in meeting.words})
        return [
            Finding(
                self.name,
                self.version,
                None,
                round(1 - math.prod(meeting.chance for meeting in met), 2),
                tuple(Span(*body.original(begin, end)) for begin, end in places),
                f"words met: {headline}, {section}, {parent}, {text} (headline, section, answered comment, article's text)",
                mark=Mark.RELEVANCE,
            )
        ]


@dataclass(frozen=True, slots=True)
class _Meeting:
    """How many of a source's words came back (`met` of `of`), as which words, and how likely all of that is chance."""

    met: int
    of: int
    words: tuple[_Word, ...]
    chance: float

    def __str__(self) -> str:
        return f"{self.met} of {self.of}"


def _meet(source: Sequence[_Word], spoken: Sequence[_Word], weight: float) -> _Meeting:
    chance = 1.0
    words = []
    met = 0
    for wanted in source:
        alike = [(_likeness(wanted, word), word) for word in spoken]
        best = max((likeness for likeness, _ in alike), default=0.0)
        if best > 0:
            met += 1
            chance *= 1 - weight * best
            words += [word for likeness, word in alike if likeness == best]
    return _Meeting(met, len(source), tuple(words), chance)


def _likeness(one: _Word, other: _Word) -> float:
    """1 for the same beginning, else the share of common letter groups, if it is ALIKE at least; otherwise 0."""
    if one.beginning == other.beginning:
        return 1.0
    common = len(one.groups & other.groups)
    if not common:
        return 0.0
    dice = 2 * common / (len(one.groups) + len(other.groups))
    return dice if dice >= ALIKE else 0.0


def _of(text: str, language: str) -> list[_Word]:
    """The words of one of the texts around the comment, each once."""
    return list({word.beginning: word for word in _words(_folded(text, language), language)}.values())


@lru_cache(maxsize=KEPT)
def _subjects(text: str, language: str) -> tuple[_Word, ...]:
    """The words that an article's text comes back to, the most frequent first."""
    words = _words(_folded(text, language), language)
    first = {word.beginning: word for word in reversed(words)}
    counts = Counter(word.beginning for word in words).most_common(MOST_OF_TEXT)
    return tuple(first[beginning] for beginning, count in counts if count > 1)


def _words(text: Mapped, language: str) -> list[_Word]:
    skipped = _skipped(language)
    letters = _FIRST_LETTERS.get(language, _OTHERWISE)
    words = []
    for token in tokens(text):
        key = token.key.partition("'")[0]
        if language == "ar":
            key = _JOINED.sub("", key)
        # Two digits are a date or a price as likely as not.
        if len(key) >= FEWEST_LETTERS and key not in skipped and token.key not in skipped:
            groups = frozenset(key[i : i + 3] for i in range(len(key) - 2))
            words.append(_Word(key[:letters], groups, token.begin, token.end))
    return words


@cache
def _skipped(language: str) -> frozenset[str]:
    return frozenset(
        token.key for word in FUNCTION_WORDS.get(language, ()) for token in tokens(_folded(word, language))
    )


def _folded(text: str, language: str) -> Mapped:
    return normalise(text, language if language in LANGUAGES else None).folded
