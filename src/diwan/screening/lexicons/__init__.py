"""The built-in term lists, one file a language, part of the program as its code is."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from diwan.screening.terms.format import parse
from diwan.screening.terms.lists import TermList


@cache
def built_in(language: str) -> TermList:
    """The list of one of `language.LANGUAGES`. Raises CannotStart, if the installation is damaged."""
    file = f"{language}.toml"
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    return parse(text, name=f"built-in {language}", file=file)


def built_in_lists(languages: Sequence[str]) -> tuple[TermList, ...]:
    """The lists of these languages."""
    return tuple(built_in(language) for language in sorted(set(languages)))
