"""How well the newsroom's moderators agree, worked out from the sums of days. Pure. It is told of all together, never of one of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from diwan.decisions import Outcome
from diwan.desk.agreement import Agreement, of_pairs
from diwan.desk.sums import Sums
from diwan.guidelines import Guideline

DRAWS_A_DAY = 250
"""Enough for a band in a plot, of which there is one for each day."""
WINDOW = 28
"""Days that a point of the course looks back over: a sample is small, and one day of it says nothing."""


@dataclass(frozen=True, slots=True)
class Under:
    """The agreement on whether one guideline is broken. `named`: of the rereadings, in so many at least one reader named it."""

    guideline: Guideline
    named: int
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Agreed:
    """`outcome`: on approving or rejecting. `course`: the same over the WINDOW of days that ends with each day, by day (from 1970)."""

    outcome: Agreement
    under: tuple[Under, ...]
    course: tuple[tuple[int, Agreement], ...]


NOTHING_REREAD = Agreed(Agreement(0, 0), tuple(Under(g, 0, Agreement(0, 0)) for g in Guideline), ())


def agreed(sums: Mapping[int, Sums], *, days: Sequence[int]) -> Agreed:
    """The agreement on these days, one after the other. For the course, `sums` may reach further back."""
    whole = _together(sums[day].reread for day in days if day in sums)
    return Agreed(
        outcome=on_outcome(whole),
        under=tuple(_under(guideline, whole) for guideline in Guideline),
        course=_course(sums, days),
    )


def on_outcome(reread: Mapping[str, int]) -> Agreement:
    """The agreement on approving or rejecting, from rereadings counted as `Sums.reread` has them."""
    return of_pairs(_pairs(reread, _is_rejected))


def _course(sums: Mapping[int, Sums], days: Sequence[int]) -> tuple[tuple[int, Agreement], ...]:
    told = []
    last: tuple[dict[str, int], Agreement] | None = None
    for day in days:
        window = _together(sums[each].reread for each in range(day - WINDOW + 1, day + 1) if each in sums)
        # Most days bring and end no rereading where few are drawn.
        if last is None or last[0] != window:
            last = window, of_pairs(_pairs(window, _is_rejected), draws=DRAWS_A_DAY)
        told.append((day, last[1]))
    return tuple(told)


def _under(guideline: Guideline, whole: Mapping[str, int]) -> Under:
    pairs = _pairs(whole, lambda said: said == guideline.value)
    return Under(guideline, sum(count for pair, count in pairs.items() if any(pair)), of_pairs(pairs))


def _is_rejected(said: str) -> bool:
    return said != Outcome.APPROVED


def _pairs(whole: Mapping[str, int], means: Callable[[str], bool]) -> dict[tuple[bool, bool], int]:
    pairs: dict[tuple[bool, bool], int] = {}
    for key, count in whole.items():
        first, _, second = key.partition("/")
        pair = means(first), means(second)
        pairs[pair] = pairs.get(pair, 0) + count
    return pairs


def _together(many: Iterable[Mapping[str, int]]) -> dict[str, int]:
    whole: dict[str, int] = {}
    for counts in many:
        for key, count in counts.items():
            whole[key] = whole.get(key, 0) + count
    return whole
