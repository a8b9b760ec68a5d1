"""Small numbers: what a public figure may say where only a few people stand behind it.

Who knows that somebody's comment was refused could read the reason off a table in which one comment was rejected. So a part of a whole
that is smaller than SMALL is not told: it is put together with others until what is told is at least that, and so that it cannot be worked out from the
rest. Totals are told: that a comment is not shown is seen by whoever waits for it. See docs/decisions/0018-statements-of-reasons.md.
"""

from collections.abc import Mapping

SMALL = 5
"""The smallest part of a whole that is told by itself."""
FEWEST = 50
"""With fewer decisions in the whole time, nothing is told but totals."""


def pooled(parts: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The parts that may be told, in their order, and the sum of all others (0 if there are none).

    Parts of nothing stay: they point at nobody. If the others together are fewer than SMALL, the smallest of the rest joins them; if there is
    none, no part is told at all.
    """
    told = {name: count for name, count in parts.items() if count == 0 or count >= SMALL}
    others = sum(parts.values()) - sum(told.values())
    while 0 < others < SMALL and (
        least := min((n for n in told if told[n]), key=lambda n: told[n], default=None)
    ):
        others += told.pop(least)
    if 0 < others < SMALL:
        # Beside parts that are told to be nothing, it would be seen which one is meant.
        told.clear()
    return told, others


def split(first: int, second: int) -> tuple[int, int] | None:
    """Two parts of a whole, or None where either would point at few."""
    return None if 0 < first < SMALL or 0 < second < SMALL else (first, second)
