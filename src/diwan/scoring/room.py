"""What every surface that judges texts for others works with: the scorer, the keys with their quotas, the suggestions kept.

The surfaces (`web/scoring`, `web/compat`) see nothing but a `ScoringRoom`. It is the same whether Diwan serves a whole newsroom
or only scores (`diwan serve --only scoring`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from diwan.clock import Clock, Milliseconds
from diwan.screening.scores import Scored, Text


class Overdue(Exception):
    """The answer would have come too late; there is none."""


class Overloaded(Exception):
    """So many texts are waiting that this one was not taken."""


@dataclass(frozen=True, slots=True)
class ScoringKey:
    """Who asks. `number` names the key to the outside as a project's number would; `per_minute` is its quota of texts.

    The key itself is not stored, only its SHA-256.
    """

    name: str
    number: int
    per_minute: int
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a client's moderators decided about a text: an example to learn from. `scores` are by attribute, from 0 to 1.

    `community` groups the examples, as the client names it; `key_name` says whose client it was; `language` is the text's, None
    if it cannot be told. `parent` and `headline` are what the client sent of the context, "" for nothing.
    """

    text: str
    scores: Mapping[str, float]
    community: str
    key_name: str
    language: str | None
    parent: str = ""
    headline: str = ""


class Scorer(Protocol):
    """Scores texts; those that arrive together are read together."""

    async def score(self, texts: Sequence[Text], *, within_s: float | None = None) -> list[Scored]:
        """What the checks make of each text, in order. Raises Overdue after `within_s` seconds, and Overloaded at once."""
        ...


class Keys(Protocol):
    """The keys of those who ask, and what is left of each one's quota."""

    async def holder(self, presented: str) -> ScoringKey | None:
        """Whose key this is; None for one that is unknown or revoked."""
        ...

    def admit(self, key: ScoringKey, texts: int = 1) -> float:
        """Take `texts` from the key's quota and return 0.0; or take nothing and return the seconds until it would do."""
        ...


class Suggestions(Protocol):
    """The examples that clients sent in."""

    async def keep(self, suggestion: Suggestion) -> None:
        """Returns once it is durably stored. Raises Unavailable."""
        ...


@dataclass(frozen=True, slots=True)
class ScoringRoom:
    """In the application's `state.scoring`."""

    scorer: Scorer
    keys: Keys
    suggestions: Suggestions
    clock: Clock
