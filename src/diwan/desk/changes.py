"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from diwan.guidelines import LANGUAGES, Guideline, text_key

_WORDS = re.compile(r"\s+|[^\s\w]|[\w\u200c\u200d]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text: in both (`same`), only in the later one (`new`) or only in the earlier one (`old`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """How one guideline's text in one language changed."""

    guideline: Guideline
    language: str
    stretches: tuple[Stretch, ...]


def changes(earlier: Mapping[str, str], later: Mapping[str, str]) -> list[Change]:
    """Every text that is not the same in two revisions, guideline by guideline."""
    found = []
    for guideline in Guideline:
        for language in LANGUAGES:
            key = text_key(guideline, language)
            before, after = earlier.get(key, ""), later.get(key, "")
            if before != after:
                found.append(Change(guideline, language, compared(before, after)))
    return found


def compared(before: str, after: str) -> tuple[Stretch, ...]:
    """Both texts in one, in the order in which they are read; what was taken out stands before what came instead."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    out: list[Stretch] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            _add(out, "same", old[i:j])
        else:
            _add(out, "old", old[i:j])
            _add(out, "new", new[k:m])
    return tuple(out)


def _add(out: list[Stretch], kind: str, words: list[str]) -> None:
    if words:
        out.append(Stretch(kind, "".join(words)))
