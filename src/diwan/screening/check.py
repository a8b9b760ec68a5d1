"""What a check is, and what it may read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from diwan.comments import Words
from diwan.manners import Oddity
from diwan.screening.findings import Finding
from diwan.screening.guess import Guess
from diwan.screening.language import identify
from diwan.screening.normalise import Normalised, normalise
from diwan.screening.token_phrases import Phrased


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds the words: the article as its publisher describes it, the answered comment, and what came before.

    `language` is the article's (BCP 47), `article_text` its text, if the publisher sends it. `earlier_copies` counts comments with these very words, `alike` those that are
    nearly the same (equal ones too, as far as the look-up goes: `screening/sketch`); `alike_threads` and `alike_names` are the
    threads and the names in which they and this one stand. `oddities` are what was odd about how it arrived. `has_badge` if its reader's sign-in
    gave him one; `staff` are the names of those at the desk, and of those who bear a badge.
    """

    language: str
    headline: str = ""
    section: str = ""
    parent: str = ""
    earlier_copies: int = 0
    alike: int = 0
    alike_threads: int = 1
    alike_names: int = 1
    article_text: str = ""
    oddities: tuple[Oddity, ...] = ()
    has_badge: bool = False
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a check may read. Made by `read`; checks share the normalised text instead of each making its own.

    `language` is what the words are written in, `context.language` what the article is written in. `phrased` is the folded body, for tables
    of phrases.
    """

    words: Words
    context: Context
    body: Normalised
    name: Normalised
    language: Guess
    phrased: Phrased = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrased", Phrased(self.body.folded))


def read(words: Words, context: Context, guess: Guess | None = None) -> Reading:
    """The words made ready for the checks. `guess` is what `identify` said of the body, where it has been asked already."""
    language = identify(words.body, prior=context.language) if guess is None else guess
    return Reading(
        words, context, normalise(words.body, language.code), normalise(words.name, language.code), language
    )


class Check(Protocol):
    """One check. `name` and `version` are recorded with every finding; a change in behaviour is a new version.

    `languages` are the ones it was validated in; None, if language plays no part in what it looks at. The screener asks
    it about no other: there it could not tell.
    """

    name: str
    version: str
    languages: frozenset[str] | None

    def look(self, reading: Reading) -> Sequence[Finding]:
        """What it sees in the words; nothing, if there is nothing to say. May raise: that counts as silence."""
        ...


@runtime_checkable
class Prepares(Check, Protocol):
    """A check whose first look takes longer than a look may, unless it was prepared."""

    def prepare(self) -> None:
        """Load what it needs. May raise: then its first look says what is wrong."""
        ...


@runtime_checkable
class ChecksTogether(Check, Protocol):
    """A check that is faster when it looks at several readings together. It sees in each what it would see in it alone."""

    def look_at_all(self, readings: Sequence[Reading]) -> Sequence[Sequence[Finding]]:
        """What it sees in each of the readings, in their order. May raise: then it is asked about them one by one."""
        ...
