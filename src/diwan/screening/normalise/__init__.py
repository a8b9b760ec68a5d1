"""Normalising for reading only: the reader's bytes stay as they are, and every span leads back to them.

Two steps. `plain` resolves what hides words from any reader (hidden characters, compatibility forms, look-alikes,
stacked marks); `folded` goes on to what term lists need (one key for all spellings of a word). Ordinary text costs a
few regular expressions: nothing is copied, and the offsets are ranges.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from diwan.screening.normalise.folded import fold
from diwan.screening.normalise.mapped import Mapped, same
from diwan.screening.normalise.masked import WILDCARD, wildcard_pattern
from diwan.screening.normalise.notice import Notice, What
from diwan.screening.normalise.plain import make_plain
from diwan.screening.normalise.spelling import marks_agree

__all__ = [
    "WILDCARD",
    "Mapped",
    "Normalised",
    "Notice",
    "What",
    "fold_term",
    "fold_terms",
    "marks_agree",
    "normalise",
    "wildcard_pattern",
]


@dataclass(frozen=True, slots=True)
class Normalised:
    """One text, three ways.

    `plain` is what the model and the language identification read: compatibility forms, invisible characters and
    look-alikes resolved, words and case kept. `folded` is what term matching reads: lower case, without diacritics,
    stretched and spaced letters joined, leet read as letters, letter variants made one. In `folded`:

    - terms must be folded by `fold_term`, so that both sides have the same key;
    - a word that can be read in several ways stands there in each of them, side by side, all of them mapped onto the
      whole word in the original (`coool` is `cool col`);
    - `*` inside a word stands for one letter that the writer hid (`f*ck`; see `wildcard_pattern`).
    """

    original: str
    plain: Mapped
    folded: Mapped
    notices: tuple[Notice, ...]


_NOTHING = Normalised("", same(""), same(""), ())
"""What there is of an empty text, such as the name of one that is no comment."""


def normalise(text: str, language: str | None) -> Normalised:
    """`text` as checks read it. `language` is one of `language.LANGUAGES`, or None if it could not be told.

    Never raises: any sequence of code points, lone surrogates included, can be read.
    """
    if not text:
        return _NOTHING
    plain, seen = make_plain(text)
    folded, remarked = fold(plain.text, language)
    # What folding met, it met in `plain`.
    met = [*seen, *(Notice(what, *plain.original(begin, end)) for what, begin, end in remarked)]
    met.sort(key=lambda notice: (notice.begin, notice.end, notice.what))
    return Normalised(text, plain, folded.onto(plain), tuple(met))


def fold_term(term: str, language: str | None = None) -> str:
    """The key of a term in a list: the same as that of every spelling of it in a comment.

    A term is taken to be written as meant: nothing in it is read as leet, stretched, spaced out or masked.
    """
    plain, _ = make_plain(term)
    folded, _ = fold(plain.text, language, disguised=False)
    return " ".join(folded.text.split())


def fold_terms(terms: Sequence[str], language: str | None = None) -> list[str]:
    """The keys of many terms, each a line, as `fold_term` makes them: in one pass, which is quicker than a call for each."""
    plain, _ = make_plain("\n".join(terms))
    folded, _ = fold(plain.text, language, disguised=False)
    keys = [" ".join(line.split()) for line in folded.text.split("\n")]
    return keys if len(keys) == len(terms) else [fold_term(term, language) for term in terms]
