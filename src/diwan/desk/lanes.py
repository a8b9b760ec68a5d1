"""The lanes: which comments a moderator may take up together, in this order, and why each lane is there. Pure.

Every waiting comment stands in OLDEST, and nothing that a check says takes it out: the other lanes are shortcuts through it.
Only what a moderator passed on leaves it, for the lane of those who were asked. What a lane suggests decides nothing.
Two lanes hold what is decided already: what readers have reported, and what is to be reread.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from diwan.consultations import Asked
from diwan.guidelines import Guideline
from diwan.moderators import Role
from diwan.screening.findings import Finding, Mark, is_remarkable
from diwan.screening.scores import scored

T = TypeVar("T")

PAGE = 20
"""So many cards are opened at once, and therefore claimed."""

LIKELY_BROKEN = 0.5
"""From this score on a comment is rather against a guideline than not."""

MILLION = 1_000_000


class Lane(StrEnum):
    """The lanes, in the order in which the desk lists them. The values are stored, and stand in addresses."""

    OLDEST = "oldest"
    """Everything that waits, whether a check has looked or not: nobody is to wait because no check had an opinion."""
    SECOND_OPINION = "second-opinion"
    """A colleague was unsure. Not for himself: the opinion is to be another one."""
    ESCALATED = "escalated"
    """For editors: somebody asked those who answer for the policy."""
    APPEALS = "appeals"
    """A reader objects to a rejection. Not for who rejected: somebody else is to look. These comments are decided; all others wait."""
    REPORTED = "reported"
    """Readers see it, and some say that it breaks a guideline (`desk/reported`). Nothing in here waits for a first decision."""
    REREADING = "rereading"
    """Drawn by lot to be judged by somebody else, who does not know what was decided (`rereadings`). Nothing in here waits for a decision."""
    FINE = "fine"
    """The model has seen every guideline, and nothing that a moderator would have to be told of: quick to approve."""
    PROFANITY = "profanity"
    THREAT = "threat"
    PERSONAL_ATTACK = "personal-attack"
    VULGARITY = "vulgarity"
    ABUSE = "abuse"
    PROMOTION = "promotion"
    """Each of the six: likely broken is this guideline, of all that it may break the surest. One guideline in mind makes
    for equal decisions."""
    CAMPAIGN = "campaign"
    """Many alike, from several readers or threads: to be judged together."""
    CRITICISM = "criticism"
    """Criticism of the publisher, which is never a ground for rejection: an editor wants to see what becomes of it."""


BROKEN: dict[Lane, Guideline] = {Lane(guideline.value): guideline for guideline in Guideline}
"""The lanes of what is likely broken."""
PASSED_ON: dict[Asked, Lane] = {Asked.COLLEAGUE: Lane.SECOND_OPINION, Asked.EDITOR: Lane.ESCALATED}
"""Where a comment stands that was passed on, and nowhere else."""
SHOW_DECISIONS = frozenset({Lane.APPEALS, Lane.REPORTED})
"""The lanes whose cards say what was decided: whoever opens one does not reread what stands in it."""
BY_SURENESS = frozenset({Lane.FINE, *BROKEN})
"""The lanes in which one can ask for the surest first."""


class Order(StrEnum):
    """The order within a lane."""

    AGE = "age"
    SURENESS = "sureness"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a moderator can choose by: a site, a section as the publisher names it, a language (BCP 47)."""

    site: str
    section: str
    language: str


@dataclass(frozen=True, slots=True)
class Reads:
    """What a moderator reads. An empty set leaves nothing out."""

    sites: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        return not (self.sites or self.sections or self.languages)

    def of(self, shelves: Collection[Shelf]) -> tuple[Shelf, ...]:
        """The shelves he reads from."""
        return tuple(
            shelf
            for shelf in shelves
            if (not self.sites or shelf.site in self.sites)
            and (not self.sections or shelf.section in self.sections)
            and (not self.languages or shelf.language in self.languages)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A comment's place in a lane: by its ledger position, or by its doubt first (millionths; the surest has least)."""

    comment_id: str
    position: int
    doubt: int = 0


def of(role: Role) -> tuple[Lane, ...]:
    """The lanes that somebody in this role works on."""
    return tuple(lane for lane in Lane if lane is not Lane.ESCALATED or role is Role.EDITOR)


def places(findings: Sequence[Finding]) -> dict[Lane, int]:
    """The lanes in which a screened comment stands, each with its doubt.

    A silent check makes nothing fine: what could not be read was not found harmless.
    """
    found = {Lane.OLDEST: 0}
    told = [finding for finding in findings if not finding.could_not_tell]
    scores = scored(None, None, findings).scores
    measured = [score for score in scores.values() if score is not None]
    silent = len(told) < len(findings)
    speaks = any(is_remarkable(finding) and finding.mark is not Mark.CRITICISM for finding in told)
    if len(measured) == len(scores) and not silent and not speaks:
        found[Lane.FINE] = _millionths(max(measured))
    surest = max(Guideline, key=lambda guideline: scores[guideline] or 0.0)
    sureness = scores[surest]
    if sureness is not None and sureness >= LIKELY_BROKEN:
        found[Lane(surest.value)] = MILLION - _millionths(sureness)
    for mark, lane in ((Mark.CAMPAIGN, Lane.CAMPAIGN), (Mark.CRITICISM, Lane.CRITICISM)):
        if any(finding.mark is mark for finding in told):
            found[lane] = 0
    return found


def apart(heavy: Sequence[T], light: Sequence[T]) -> list[T]:
    """`heavy` in its order with one of `light` behind each, as far as they go. Nobody ought to read hatred without a breath
    in between, and the light ones have to be read as well.
    """
    mixed: list[T] = []
    for number, each in enumerate(heavy):
        mixed.append(each)
        mixed += light[number : number + 1]
    return mixed


def _millionths(score: float) -> int:
    return min(MILLION, max(0, round(score * MILLION)))
