"""The phrases by which criticism of the publisher is recognised, one file a language, part of the program as its code is.

A file has `format = 1`, its `language`, a `note`, optionally `proclitics`, and the groups of `GROUPS`; what a group means
is written in `rules/criticism.py`, how a phrase is written in `screening/token_phrases.py`.
"""

import tomllib
from functools import cache
from importlib.resources import files

from diwan.screening.token_phrases import Phrases

GROUPS = ("publisher", "yours", "trade", "work", "press", "critical", "plain", "innocent", "praise", "others")


@cache
def built_in(language: str) -> Phrases:
    """The phrases of one of `language.LANGUAGES`. Raises ValueError or OSError, if the installation is damaged."""
    return parse(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"), language)


def parse(text: str, language: str) -> Phrases:
    """The phrases of a file. Raises ValueError for one that is not in format 1, of another language, or has unknown parts."""
    table = tomllib.loads(text)
    if table.get("format") != 1 or table.get("language") != language:
        raise ValueError(f"criticism_phrases/{language}.toml is not in format 1, or of another language")
    unknown = set(table) - {"format", "language", "note", "proclitics", *GROUPS}
    if unknown:
        raise ValueError(f"criticism_phrases/{language}.toml has unknown parts: {', '.join(sorted(unknown))}")
    groups = {group: tuple(table[group]) for group in GROUPS if group in table}
    return Phrases(groups, language, proclitics=table.get("proclitics", ()))
