"""The phrases by which threats and contempt for a group are recognised, one file a language, part of the program as its code is.

A file has `format = 1`, its `language`, a `note`, optionally `proclitics`, and the groups of `GROUPS`; what a group means
is written in `rules/hostility.py`, how a phrase is written in `screening/token_phrases.py`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from diwan.guidelines import AbuseKind
from diwan.screening.token_phrases import Phrases

GROUPS_OF: Mapping[AbuseKind, str] = {
    AbuseKind.SEXISM: "women",
    AbuseKind.RACISM: "peoples",
    AbuseKind.XENOPHOBIA: "foreigners",
    AbuseKind.HOMOPHOBIA: "orientations",
    AbuseKind.RELIGION: "faiths",
}
"""Whom each kind of abuse is about, by the name of the part of a table that names them."""

GROUPS = (
    "threat",
    "wish",
    *(kind.value for kind in GROUPS_OF),
    *GROUPS_OF.values(),
    "contempt",
    *(f"of_{named}" for named in GROUPS_OF.values()),
    "denied",
    "opposed",
    "innocent",
)


@cache
def built_in(language: str) -> Phrases:
    """The phrases of one of `language.LANGUAGES`. Raises ValueError or OSError, if the installation is damaged."""
    return parse(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"), language)


def parse(text: str, language: str) -> Phrases:
    """The phrases of a file. Raises ValueError for one that is not in format 1, of another language, or has unknown parts."""
    table = tomllib.loads(text)
    if table.get("format") != 1 or table.get("language") != language:
        raise ValueError(f"hostility_phrases/{language}.toml is not in format 1, or of another language")
    unknown = set(table) - {"format", "language", "note", "proclitics", *GROUPS}
    if unknown:
        raise ValueError(f"hostility_phrases/{language}.toml has unknown parts: {', '.join(sorted(unknown))}")
    groups = {group: tuple(table[group]) for group in GROUPS if group in table}
    return Phrases(groups, language, proclitics=table.get("proclitics", ()))
