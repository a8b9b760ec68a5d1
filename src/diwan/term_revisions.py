"""The term lists that editors keep at the desk: one for each language and kind, in numbered revisions.

A revision is the whole of one list, as an editor typed it: a text for each guideline, one term a line (`screening.terms.lines` reads them).
Revisions are numbered through all lists, so that one number says what every list was. The ledger commits to a list through a salt: without
one, a list of a single word could be guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from diwan.clock import Milliseconds
from diwan.errors import Unacceptable, Unknown
from diwan.guidelines import LANGUAGES, Guideline

ANY = "any"
"""How a list that speaks in every language is called in addresses and names; in itself its language is `*`."""
KINDS = ("banned", "suspect")
"""What is never printed, and what is looked at first."""
MOST_CHARACTERS = 1_000_000
"""Of a list as it is typed: twenty thousand long lines."""


@dataclass(frozen=True, slots=True)
class ListName:
    """Which list: `language` is one of LANGUAGES or ANY, `kind` one of KINDS."""

    language: str
    kind: str

    def __str__(self) -> str:
        return f"{self.language}-{self.kind}"

    @property
    def spoken(self) -> str | None:
        """The language of the texts in which it is looked for; None for all of them."""
        return None if self.language == ANY else self.language


@dataclass(frozen=True, slots=True)
class TermRevision:
    """One revision of one list. `texts` holds the lines by guideline, without those that are empty.

    `follows` is the revision of the same list that it took the place of, 0 for the first.
    """

    revision: int
    name: ListName
    texts: dict[str, str]
    by: str
    at: Milliseconds
    follows: int
    salt: bytes = field(repr=False, default=b"")


def names() -> Iterator[ListName]:
    """Every list there can be, language by language."""
    for language in (*LANGUAGES, ANY):
        for kind in KINDS:
            yield ListName(language, kind)


def named(language: str, kind: str) -> ListName:
    """The list of that language and kind. Raises Unknown."""
    if language not in (*LANGUAGES, ANY) or kind not in KINDS:
        raise Unknown("There is no such term list.")
    return ListName(language, kind)


def parsed(name: str) -> ListName:
    """The list behind a stored name. Raises Unknown."""
    language, _, kind = name.partition("-")
    return named(language, kind)


def tidied(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a revision to be: line ends made one, spaces at the ends of lines and blank lines around them taken away, empty
    ones left out. Raises Unacceptable for what is no guideline, and for a list that is too long.
    """
    for key in texts:
        if key not in tuple(Guideline):
            raise Unacceptable(f"{key} is no guideline.", field=key)
    kept = {}
    for key, text in texts.items():
        lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        if tidy := "\n".join(lines).strip("\n"):
            kept[key] = tidy
    size = sum(map(len, kept.values()))
    if size > MOST_CHARACTERS:
        raise Unacceptable(f"This list has {size} characters; at most {MOST_CHARACTERS} fit. Shorten it.")
    return kept
