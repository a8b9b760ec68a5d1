"""The decision log: what can be asked of it, and what it answers. Pure.

It holds every decision that was ever made, the superseded ones too, and no reader's words, names or addresses.
"""

from dataclasses import dataclass

from diwan.clock import Milliseconds
from diwan.decisions import AuthorKind, Decision, Outcome
from diwan.guidelines import AbuseKind, Guideline


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions are wanted; None of a part means that it does not matter.

    `since` is inclusive, `until` exclusive. `author` is a moderator's id, or the name of a rule or model of any version,
    and only comes with an `author_kind`. `overruled` asks for decisions that were superseded later, or for those in force.
    """

    since: Milliseconds | None = None
    until: Milliseconds | None = None
    site: str | None = None
    section: str | None = None
    author_kind: AuthorKind | None = None
    author: str | None = None
    outcome: Outcome | None = None
    guideline: Guideline | None = None
    abuse_kind: AbuseKind | None = None
    overruled: bool | None = None


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the log: the time of a decision and its ledger position. Later ones are greater."""

    at: Milliseconds
    position: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision, with the author's name, the article it was made under, and the outcome that superseded it, if any.

    `author_name` of a rule or model is `name@version`. Headline and section are the article's of today.
    """

    decision: Decision
    position: int
    author_name: str
    site: str
    article: str
    headline: str
    section: str
    language: str
    overruled_by: Outcome | None

    @property
    def place(self) -> Place:
        """Where it stands in the log."""
        return Place(self.decision.at, self.position)


@dataclass(frozen=True, slots=True)
class Portion:
    """Entries, the latest first; and behind which place to go on, or None where the log ends.

    `cut_short` says that the search went as far back as one look may go, and found fewer than asked for.
    """

    entries: tuple[Entry, ...]
    rest: Place | None
    cut_short: bool = False
