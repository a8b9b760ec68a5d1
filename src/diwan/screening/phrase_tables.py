"""Tables of phrases that come with the program, one file a language: how they are read, which of them a text is looked at with, and where what they find
stands. What the groups of a table mean is said by the rule that reads it; how a phrase is written, by `token_phrases`.

A file has `format = 1`, its `language`, a `note`, optionally `proclitics`, groups of phrases, and optionally `sets`: words that many phrases
share (the persons of a verb, the parts of a body), named once and written `@name` in a place of a phrase, or of a later set. Of a set of endings
`kir+name` makes `kir` with each of them, so that a verb is written once and found in its persons and tenses.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources import files

from diwan.screening.check import Reading
from diwan.screening.findings import Span
from diwan.screening.normalise import Mapped
from diwan.screening.token_phrases import Match, Phrases, Token

# Short texts are easily taken for a neighbour's language; below this sureness the tables of the same script are asked too.
SURE = 0.9
_SCRIPTS = (("en", "ku", "tr"), ("ar", "ckb", "fa"))
INNOCENT = "innocent"
"""The group that is read over before anything else."""
_SET = re.compile(r"@(\w+)")
_STEM = re.compile(r"([^\s/@+]+)\+(\w+)")


def built_in(package: str, language: str, groups: Collection[str]) -> Phrases:
    """The table of one of `language.LANGUAGES` that lies in this package. Raises ValueError or OSError, if the installation is damaged."""
    text = files(package).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return parse(text, language, groups, name=f"{package.rpartition('.')[2]}/{language}.toml")


def parse(text: str, language: str, groups: Collection[str], *, name: str) -> Phrases:
    """The phrases of a file. Raises ValueError for one that is not in format 1, of another language, or has unknown parts."""
    table = tomllib.loads(text)
    if table.get("format") != 1 or table.get("language") != language:
        raise ValueError(f"{name} is not in format 1, or of another language")
    unknown = set(table) - {"format", "language", "note", "proclitics", "sets", *groups}
    if unknown:
        raise ValueError(f"{name} has unknown parts: {', '.join(sorted(unknown))}")
    sets: dict[str, str] = {}
    for called, words in table.get("sets", {}).items():
        sets[called] = _written_out("/".join(words), sets, name)
    found = {
        group: tuple(_written_out(phrase, sets, name) for phrase in table[group])
        for group in groups
        if group in table
    }
    return Phrases(found, language, proclitics=table.get("proclitics", ()))


def _written_out(phrase: str, sets: Mapping[str, str], name: str) -> str:
    """The phrase with the words of its sets in their places."""
    missing = [
        called
        for called in (*_SET.findall(phrase), *(end for _, end in _STEM.findall(phrase)))
        if called not in sets
    ]
    if missing:
        raise ValueError(f"{name} has no set called {missing[0]}: {phrase!r}")
    inflected = _STEM.sub(lambda match: "/".join(match[1] + end for end in sets[match[2]].split("/")), phrase)
    return _SET.sub(lambda match: sets[match[1]], inflected)


def asked(reading: Reading) -> Iterable[str]:
    """The languages whose tables a text is looked at with; none for a language that we have none of."""
    code = reading.language.code
    for script in _SCRIPTS:
        if code in script:
            return script if reading.language.sureness < SURE else (code,)
    return ()


def grouped(found: Sequence[Match]) -> dict[str, list[Match]]:
    """What was found, by its group, without what stands on a word of the group INNOCENT."""
    read_over = {number for match in found if match.group == INNOCENT for number in match.on}
    groups: dict[str, list[Match]] = {}
    for match in found:
        if read_over.isdisjoint(match.on):
            groups.setdefault(match.group, []).append(match)
    return groups


class Near:
    """Matches, to be asked which of them stand near another: of a text that consists of nothing else, all pairs would be too many to look at."""

    def __init__(self, matches: Sequence[Match]) -> None:
        self._told = matches

    @cached_property
    def _in_order(self) -> tuple[list[Match], list[int], int]:
        """The matches, the first token of each, and the most that one goes beyond it. Of most texts nobody asks."""
        matches = sorted(dict.fromkeys(self._told), key=lambda match: match.first)
        longest = max((match.last - match.first for match in matches), default=0)
        return matches, [match.first for match in matches], longest

    def to(self, on: Match, words: int) -> Sequence[Match]:
        """All that leave at most so many words between themselves and `on`, in order, and perhaps a few that leave more."""
        matches, firsts, longest = self._in_order
        low = bisect_left(firsts, on.first - words - 1 - longest)
        return matches[low : bisect_right(firsts, on.last + words + 1)]


def spans(matches: Iterable[Match], text: Sequence[Token], body: Mapped) -> tuple[Span, ...]:
    """Where the matches stand in the reader's words, each stretch once, in order."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted({(match.first, match.last) for match in matches}):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(Span(*body.original(text[first].begin, text[last].end)) for first, last in joined)
