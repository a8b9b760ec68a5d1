"""Choosing comments to be decided together: by how sure the checks are, by likeness, by article, by reader, by a guest's display name. Pure.

Scores are those of the lanes (`desk/lanes`): in a lane of what is likely broken the guideline's, from LIKELY_BROKEN on; in the lane of
what is likely fine the largest that any guideline got. What stands in neither is what the checks are unsure of: it is read one by one.
"""

from dataclasses import dataclass

from diwan.desk.lanes import BROKEN, LIKELY_BROKEN, MILLION, Lane
from diwan.ledger.canonical import JsonValue, canonical
from diwan.screening.findings import REMARKABLE

BANDED = (*BROKEN, Lane.FINE)
"""The lanes whose comments can be chosen by score."""
BINS = 25


@dataclass(frozen=True, slots=True)
class Band:
    """The waiting comments of a lane with a score from `low` to `high`, in hundredths, both inclusive; of one site, or of all."""

    lane: Lane
    low: int
    high: int
    site: str = ""


@dataclass(frozen=True, slots=True)
class Like:
    """A comment and those near it."""

    comment_id: str


@dataclass(frozen=True, slots=True)
class OnArticle:
    """What waits under the article of this comment."""

    comment_id: str


@dataclass(frozen=True, slots=True)
class SameName:
    """What guests left waiting on this comment's site under the same display name: all there is to tell them apart by, and anybody
    can use it. What readers signed is found by reader.
    """

    comment_id: str


@dataclass(frozen=True, slots=True)
class SameReader:
    """What waits of the reader who signed this comment, under whatever name."""

    comment_id: str


@dataclass(frozen=True, slots=True)
class OfBatch:
    """What a batch decided, as far as nothing was decided since."""

    batch_id: str


Selection = Band | Like | OnArticle | SameName | SameReader | OfBatch
_KINDS = {Like: "like", OnArticle: "article", SameName: "name", SameReader: "reader"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A comment that a selection found. `criticism` is never rejected in a batch; what was `passed_on`, or is before a colleague
    (`held_by`, his name), is left out of it altogether.
    """

    comment_id: str
    digest: bytes
    supersedes: str | None = None
    criticism: bool = False
    passed_on: bool = False
    held_by: str | None = None

    @property
    def is_free(self) -> bool:
        return not self.passed_on and self.held_by is None


def written(selection: Selection) -> str:
    """The selection as it is recorded: canonical JSON of ids, codes and numbers."""
    value: dict[str, JsonValue]
    match selection:
        case Band():
            value = {
                "kind": "band",
                "lane": selection.lane.value,
                "from": selection.low,
                "to": selection.high,
                "site": selection.site,
            }
        case OfBatch():
            value = {"kind": "batch", "batch": selection.batch_id}
        case _:
            value = {"kind": _KINDS[type(selection)], "comment": selection.comment_id}
    return canonical(value).decode()


def range_of(lane: Lane) -> tuple[int, int]:
    """The scores that can occur in a lane, in hundredths."""
    return (round(LIKELY_BROKEN * 100), 100) if lane in BROKEN else (0, round(REMARKABLE * 100))


def doubts(band: Band) -> tuple[int, int]:
    """The band in the lane's doubts (`lanes.Place`), least and most, both inclusive."""
    low, high = (value * MILLION // 100 for value in (band.low, band.high))
    return (MILLION - high, MILLION - low) if band.lane in BROKEN else (low, high)


def score_of(lane: Lane, doubt: int) -> float:
    """The score behind a doubt, in hundredths."""
    return (MILLION - doubt if lane in BROKEN else doubt) * 100 / MILLION
