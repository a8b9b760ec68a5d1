"""The words that readers see, in the language of the article: the catalogs of `diwan.words`, as the printed thread asks for them."""

from diwan.words import catalogs
from diwan.words.catalogs import Words
from diwan.words.languages import LANGUAGES, direction

__all__ = ["ReaderWords", "direction", "languages", "words_for"]

ReaderWords = Words


def languages() -> tuple[str, ...]:
    """The languages there are words for, sorted."""
    return LANGUAGES


def words_for(language: str) -> Words:
    """The words for a BCP 47 tag, in the language that answers for it; English then says so itself."""
    return catalogs.words_for("reader", language)
