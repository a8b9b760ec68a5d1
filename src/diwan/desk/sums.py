"""The sums of one day at one site, from which every figure is drawn. Pure.

Whatever is counted belongs to the day on which it *happened*: a decision to the day it was made, and with it the time its comment
had waited. So the sums of a day that is over never change, whatever is decided later, and need be made only once.
Days are UTC's and counted from 1970-01-01; so are hours.

Lengths of time are kept in bins, each 9 % (2 to the power of 1/8) longer than the one before, so that the quantiles of many days and
sites can still be told: within 5 %.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

import msgspec

from diwan.clock import MINUTE, SECOND, Milliseconds

VERSION = 3
"""Of what is counted. Sums of another version are made anew."""

BINS_PER_DOUBLING = 8
SHORTEST_GAP: Milliseconds = SECOND
LONGEST_GAP: Milliseconds = 5 * MINUTE
"""Between two decisions of one moderator: what is shorter was a batch or an undone slip, what is longer was a pause."""

Count = dict[str, int]


@dataclass(slots=True)
class Sums:
    """Counts; two of them add up.

    `came`: comments submitted, by `hour of the day/section`. `left`: comments that stopped waiting (by a first decision, or withdrawn
    undecided), by `hour submitted/hour left`, both counted from 1970. `firsts`: first decisions by kind of author. `waits`: bins of
    how long a comment had waited when a person decided it first. `decided`: all decisions by `outcome/kind of author`. `reasons`:
    rejections by guideline, and once more by `abuse/kind`. `overturned`: decisions replaced by one with the other outcome, by the
    kind of their author. `appeals`: made (`made`), and answered, by how (`overturned`, `upheld`). `reports`: made (`made`), looked at and
    let stand (`kept`), and comments rejected that had been reported since they were approved (`rejected`). `gaps`: bins of the time between two decisions of one moderator.
    `reread`: rereadings by `first/second`, each `approved` or the guideline under which it was, or would have been, rejected.

    Of a sample of what people decided: `sampled` how many; `compared`: for each guideline, `guideline/` and how the checks stood to
    the person; `criticism`: by `marked/outcome` and `unmarked/outcome`, whether the checks saw criticism of the publisher in it.
    """

    came: Count = field(default_factory=dict)
    left: Count = field(default_factory=dict)
    firsts: Count = field(default_factory=dict)
    waits: dict[int, int] = field(default_factory=dict)
    decided: Count = field(default_factory=dict)
    reasons: Count = field(default_factory=dict)
    overturned: Count = field(default_factory=dict)
    appeals: Count = field(default_factory=dict)
    reports: Count = field(default_factory=dict)
    gaps: dict[int, int] = field(default_factory=dict)
    reread: Count = field(default_factory=dict)
    sampled: int = 0
    compared: Count = field(default_factory=dict)
    criticism: Count = field(default_factory=dict)
    version: int = VERSION

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.came or self.left or self.decided or self.appeals or self.reports or self.reread)


BOTH, MACHINE_ALONE, OTHERWISE, PERSON_ALONE = "both", "machine", "otherwise", "person"
"""How the checks stood to a person under one guideline: both saw it broken; the checks did and the person approved; the checks did and the
person rejected under another guideline; the person rejected under it and no check saw it."""


def bin_of(length: Milliseconds) -> int:
    """The bin of a length of time. Everything up to a second is in the first."""
    return max(0, math.floor(BINS_PER_DOUBLING * math.log2(max(length, SECOND) / SECOND)))


def length_of(number: int) -> Milliseconds:
    """The middle of a bin, in ratio."""
    return round(SECOND * 2 ** ((number + 0.5) / BINS_PER_DOUBLING))


def quantile(bins: Mapping[int, int], share: float) -> Milliseconds | None:
    """The least length that `share` of all do not exceed (definition 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages",
    The American Statistician 50, 1996), to within 5 %. None if there are none.
    """
    total = sum(bins.values())
    seen = 0
    for number in sorted(bins):
        seen += bins[number]
        if seen >= share * total:
            return length_of(number)
    return None


def together(many: Iterable[Sums]) -> Sums:
    """The sums of several sites or days."""
    whole = Sums()
    for sums in many:
        for each in fields(Sums):
            value = getattr(sums, each.name)
            if isinstance(value, dict):
                ours = getattr(whole, each.name)
                for key, count in value.items():
                    ours[key] = ours.get(key, 0) + count
        whole.sampled += sums.sampled
    return whole


def encode(sums: Sums) -> bytes:
    """As they are stored."""
    return msgspec.json.encode(sums)


def decode(stored: bytes) -> Sums | None:
    """The sums in `stored`; None for another version's, which must be made anew."""
    try:
        sums = msgspec.json.decode(stored, type=Sums)
    except msgspec.DecodeError:
        return None
    return sums if sums.version == VERSION else None
