"""How well readers who do not know of each other agree: Krippendorff's alpha for nominal values. Pure.

Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. A *unit* is what was judged, its values are what each reader
said of it; None, or nothing, where somebody did not. One minus the disagreement there was, in parts of the disagreement there would be
if the same values had been given by lot: 1 if nobody ever disagreed, 0 if it is no better than chance.
"""

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Value = TypeVar("Value", bound=Hashable)

LEAST = 50
"""Of fewer units nothing is told: their interval would reach from poor to perfect."""
LEAST_OF_EACH = 5
"""So many units at least must bear each of the two values, or it is unknown what their readers would have done with the rarer one."""
DRAWS = 1_000
SURE = 0.95
_SEED = 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of so many units: alpha, and the interval in which it lies with 95 of 100. All three None where there are too few to tell."""

    units: int
    alike: int
    """In so many of them all readers said the same."""
    alpha: float | None = None
    low: float | None = None
    high: float | None = None


def coincidences(units: Iterable[Sequence[Value | None]]) -> dict[tuple[Value, Value], float]:
    """The coincidence matrix: how often two values met in one unit. A unit that only one reader judged pairs with nothing.

    Each ordered pair of a unit's values counts 1 / (m - 1), where m is how many values it has, so that each value counts once.
    """
    met: dict[tuple[Value, Value], float] = {}
    for unit in units:
        values = [value for value in unit if value is not None]
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    met[one, other] = met.get((one, other), 0.0) + 1 / (len(values) - 1)
    return met


def alpha(met: Mapping[tuple[Value, Value], float]) -> float | None:
    """Alpha of a coincidence matrix; None where every value is the same, for then nobody can tell agreement from habit."""
    of: dict[Value, float] = {}
    for (one, _), count in met.items():
        of[one] = of.get(one, 0.0) + count
    values = sum(of.values())
    by_chance = values * values - sum(count * count for count in of.values())
    if by_chance <= 0:
        return None
    disagreed = sum(count for (one, other), count in met.items() if one != other)
    return 1 - (values - 1) * disagreed / by_chance


def of_pairs(pairs: Mapping[tuple[bool, bool], int], *, draws: int = DRAWS) -> Agreement:
    """The agreement of two readers who each said yes or no: `pairs` counts units by what the first and the second said.

    The interval is Donald Rubin's Bayesian bootstrap ("The Bayesian Bootstrap", The Annals of Statistics 9, 1981): units are weighed by
    chance instead of drawn anew. One unit, spread over the four ways two answers can meet (Wilfred Perks's prior, 1947), is added to what
    was seen: otherwise those who happened not to disagree yet would seem certain never to. `draws`: fewer are quicker and make it coarser.
    """
    units = sum(pairs.values())
    alike = sum(count for (one, other), count in pairs.items() if one == other)
    bearing = [sum(count for pair, count in pairs.items() if value in pair) for value in (True, False)]
    if units < LEAST or min(bearing) < LEAST_OF_EACH:
        return Agreement(units, alike)
    told = alpha(_met(pairs))
    if told is None:
        return Agreement(units, alike)
    chance = random.Random(_SEED)  # noqa: S311 - weights, no secrets; a seed, so that a page read twice says the same
    ways = [(one, other) for one in (True, False) for other in (True, False)]
    drawn = sorted(
        found
        for _ in range(draws)
        if (found := alpha(_met(_weighed(pairs, ways, units, chance)))) is not None
    )
    outside = round(len(drawn) * (1 - SURE) / 2)
    return Agreement(units, alike, told, min(told, drawn[outside]), max(told, drawn[-1 - outside]))


def _weighed(
    pairs: Mapping[tuple[bool, bool], int],
    ways: Sequence[tuple[bool, bool]],
    units: int,
    chance: random.Random,
) -> dict[tuple[bool, bool], float]:
    """As many units as there were, shared out by chance among the ways in which they came out."""
    weights = {way: chance.gammavariate(pairs.get(way, 0) + 1 / len(ways), 1) for way in ways}
    whole = sum(weights.values())
    return {way: units * weight / whole for way, weight in weights.items()}


def _met(pairs: Mapping[tuple[bool, bool], float]) -> dict[tuple[bool, bool], float]:
    met: dict[tuple[bool, bool], float] = {}
    for (one, other), count in pairs.items():
        for way in ((one, other), (other, one)):
            met[way] = met.get(way, 0.0) + count
    return met
