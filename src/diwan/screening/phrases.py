"""Phrases to be found in a normalised text, written so that whoever knows the language can read and correct them.

A phrase is words with spaces between them. `a|b` stands for either, `word~` for every word that begins so, `word?` for a word
that may be missing, `*` for up to two words of any kind. Phrases are normalised like the text they are looked for in, so that
they may be written as one spells: `زۆر` finds whatever the normaliser makes the same.

Beside it stands `token_phrases`, and neither serves for both. Here phrases run over whatever stands between words, the marks that a
seller puts between the letters and the ends of his sentences included, and one pass of an automaton finds that a comment holds none
of them, as most do. There a phrase keeps to its sentence, a word may carry what its language joins to it before or behind, and
whoever asks goes on reading the words around a match, which this one does not tell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from diwan.screening.normalise import fold_terms

_BETWEEN = r"\W{1,4}"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the group `group` stands at `begin` to `end` of the text that was looked through."""

    group: str
    begin: int
    end: int


class Phrases:
    """Groups of phrases, ready to be looked for. Costs one pass over the text, and a second only where one may stand."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        """`groups`: by name, one phrase a line; empty lines and lines that begin with # say nothing."""
        self._phrases = tuple(
            (group, phrase.split())
            for group, lines in groups.items()
            for line in lines.splitlines()
            if (phrase := line.strip()) and not phrase.startswith("#")
        )
        self._prepared = lru_cache(maxsize=None)(self._prepare)
        # Of a thousand phrases a comment meets the words of a few: only theirs are compiled.
        self._compiled = lru_cache(maxsize=None)(partial(re.compile, flags=re.IGNORECASE))

    def find(self, folded: str, language: str | None) -> Sequence[Found]:
        """Where phrases stand in a text normalised as `language` (`Normalised.folded`); of each group any number."""
        return list(self._find(folded, language))

    def _find(self, folded: str, language: str | None) -> Iterator[Found]:
        prepared = self._prepared(language)
        low = folded.lower()
        hit = {
            index
            for match in prepared.anchors.find_matches_as_indexes(low, overlapping=True)
            for index in prepared.leads[match[0]]
        }
        present = frozenset(_WORD.findall(low)) if hit else frozenset()
        for index in sorted(hit):
            for words in prepared.needed[index]:
                if words.isdisjoint(present):
                    break
            else:
                for match in self._compiled(prepared.patterns[index]).finditer(folded):
                    yield Found(self._phrases[index][0], *match.span())

    def _prepare(self, language: str | None) -> "_Prepared":
        leads: dict[str, list[int]] = {}
        patterns = []
        whole = []
        written = sorted(
            {choice for _, words in self._phrases for word in words for choice in _choices(word)}
        )
        folded = dict(
            zip(written, fold_terms([choice.rstrip("~") for choice in written], language), strict=True)
        )
        for index, (_, words) in enumerate(self._phrases):
            choices = [
                [folded[choice] + ("~" if choice.endswith("~") else "") for choice in _choices(word)]
                for word in words
            ]
            needed = [
                c for word, c in zip(words, choices, strict=True) if word != "*" and not word.endswith("?")
            ]
            for anchor in max(needed, key=lambda choice: min(map(len, choice))):
                # A folded word may hold a boundary (ZWNJ): its longest part is looked for.
                longest = max(re.split(r"\W+", anchor.rstrip("~")), key=len)
                leads.setdefault(longest.lower(), []).append(index)
            patterns.append(_pattern(words, choices))
            counted = {
                frozenset(map(str.lower, choice)) for choice in needed if all(map(_WORD.fullmatch, choice))
            }
            whole.append(tuple(sorted(counted, key=len)))
        return _Prepared(AhoCorasick(list(leads)), list(leads.values()), whole, patterns)


class _Prepared(NamedTuple):
    """The phrases for one language: an automaton over each one's longest word, and for each of its words which phrases it `leads` to.

    `needed`: by phrase, for each of its places that holds whole words only, those words, of which one must stand in the text; the
    fewest first. `patterns`: by phrase, the regular expression that finds it.
    """

    anchors: AhoCorasick
    leads: list[list[int]]
    needed: list[tuple[frozenset[str], ...]]
    patterns: list[str]


def _choices(word: str) -> list[str]:
    return word.removesuffix("?").split("|")


def _pattern(words: Sequence[str], choices: Sequence[list[str]]) -> str:
    parts = []
    for position, (word, choice) in enumerate(zip(words, choices, strict=True)):
        last = position == len(words) - 1
        if word == "*":
            parts.append(rf"(?:\w+{_BETWEEN}){{0,2}}")
        else:
            either = "|".join(_one(c) for c in choice)
            piece = f"(?:{either})" + ("" if last else _BETWEEN)
            parts.append(f"(?:{piece})?" if word.endswith("?") else piece)
    return rf"(?<!\w){''.join(parts)}(?!\w)"


def _one(choice: str) -> str:
    stem = r"\W{0,2}".join(re.escape(part) for part in re.split(r"\W+", choice.rstrip("~")) if part)
    return stem + (r"\w*" if choice.endswith("~") else "")
