"""The phrases by which threats and contempt for people are recognised, one file a language, part of the program as its code is.

What a group means is written in `rules/hostility.py`, how a table is read in `screening/phrase_tables.py`, how a phrase is written in
`screening/token_phrases.py`.
"""

from collections.abc import Mapping
from functools import cache

from diwan.guidelines import AbuseKind
from diwan.screening import phrase_tables
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
    "hoped",
    "harm",
    "insult",
    "persons",
    "insulting",
    *(kind.value for kind in GROUPS_OF),
    *GROUPS_OF.values(),
    "contempt",
    *(f"of_{named}" for named in GROUPS_OF.values()),
    "denied",
    "opposed",
    "reported",
    "innocent",
)


@cache
def built_in(language: str) -> Phrases:
    """The phrases of one of `language.LANGUAGES`. Raises ValueError or OSError, if the installation is damaged."""
    return phrase_tables.built_in(__package__, language, GROUPS)
