"""Tables of phrases that come with the program, one file a language: how they are read, which of them a text is looked at with, and where what they find
stands. What the groups of a table mean is said by the rule that reads it; how a phrase is written, by `token_phrases`.

A file has `format = 1`, its `language`, a `note`, optionally `proclitics`, and groups of phrases. Words that come back in many phrases
may have a name (`sets.limbs = "arms/legs"`): `<limbs>` in a phrase, or in a later set, stands for all of them, and `kir+will` for `kir` with each of
the endings that `sets.will` lists. So a verb is written once and found in its persons and tenses.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

from diwan.screening.check import Reading
from diwan.screening.findings import Span
from diwan.screening.normalise import Mapped
from diwan.screening.token_phrases import Match, Phrases, Token

# Short texts are easily taken for a neighbour's language; below this sureness the tables of the same script are asked too.
SURE = 0.9
_SCRIPTS = (("en", "ku", "tr"), ("ar", "ckb", "fa"))
_SET = re.compile(r"(?P<stem>[^<+]+)\+(?P<endings>\w+)|<(?P<words>\w+)>")
_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‹", "›"), ("‘", "’"))
INNOCENT = "innocent"
"""The group that is read over before anything else."""


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
    for named, words in table.get("sets", {}).items():
        sets[named] = _written_out(words, sets, name)
    found = {
        group: tuple(_written_out(phrase, sets, name) for phrase in table[group])
        for group in groups
        if group in table
    }
    return Phrases(found, language, proclitics=table.get("proclitics", ()))


def _written_out(phrase: str, sets: Mapping[str, str], name: str) -> str:
    """The phrase with the words of the sets in the places of their names. Raises ValueError for a name that no set before it has."""
    return " ".join("/".join(_alternatives(place, sets, name)) for place in phrase.split())


def _alternatives(place: str, sets: Mapping[str, str], name: str) -> Iterator[str]:
    for alternative in place.split("/"):
        found = _SET.fullmatch(alternative)
        if found is None:
            yield alternative
            continue
        stem, named = found["stem"] or "", found["endings"] or found["words"]
        if named not in sets:
            raise ValueError(f"{name} has no set called {named!r}")
        yield from (stem + ending for ending in sets[named].split("/"))


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


def spans(matches: Iterable[Match], text: Sequence[Token], body: Mapped) -> tuple[Span, ...]:
    """Where the matches stand in the reader's words, each stretch once, in order."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted({(match.first, match.last) for match in matches}):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(Span(*body.original(text[first].begin, text[last].end)) for first, last in joined)


def quoted(body: Mapped, text: Sequence[Token]) -> frozenset[int]:
    """The numbers of the tokens that stand in quotation marks."""
    stretches = []
    for opening, closing in _QUOTES:
        begin = body.text.find(opening)
        while begin >= 0 and (end := body.text.find(closing, begin + 1)) >= 0:
            stretches.append((begin, end))
            begin = body.text.find(opening, end + 1)
    return frozenset(
        number
        for number, token in enumerate(text)
        if any(begin < token.begin and token.end <= end for begin, end in stretches)
    )
