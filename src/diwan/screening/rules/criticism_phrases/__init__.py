"""The phrases by which criticism of the publisher is recognised, one file a language, part of the program as its code is.

What a group means is written in `rules/criticism.py`, how a table is read in `screening/phrase_tables.py`, how a phrase is written in
`screening/token_phrases.py`.
"""

from functools import cache

from diwan.screening import phrase_tables
from diwan.screening.token_phrases import Phrases

GROUPS = ("publisher", "yours", "trade", "work", "press", "critical", "plain", "innocent", "praise", "others")


@cache
def built_in(language: str) -> Phrases:
    """The phrases of one of `language.LANGUAGES`. Raises ValueError or OSError, if the installation is damaged."""
    return phrase_tables.built_in(__package__, language, GROUPS)
