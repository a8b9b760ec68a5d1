"""Where the bars and lines of a plot stand. Pure geometry: `plots.html` draws it as SVG and writes all words.

A plot is WIDTH by HEIGHT units and is stretched to the room there is, so that it fills a phone as it fills a screen; lines keep their
thickness, and labels stand around it as text that never shrinks. Zero is at the bottom, time runs with the direction of the page.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diwan.clock import DAY, HOUR, MINUTE, SECOND, Milliseconds

WIDTH = 1000.0
HEIGHT = 100.0
GAP = 0.2
"""Of a column's room stays empty so much."""

_TIMES: tuple[Milliseconds, ...] = (
    *(n * SECOND for n in (10, 20, 30)),
    *(n * MINUTE for n in (1, 2, 4, 10, 20, 30)),
    *(n * HOUR for n in (1, 2, 4, 6, 12)),
    *(n * DAY for n in (1, 2, 4, 8, 20, 40, 80, 200, 400)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a column: which series it belongs to, from above how far down it stands and how high it is."""

    series: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of stacked parts, the first series at the bottom."""

    x: float
    width: float
    parts: tuple[Part, ...]


def count_top(values: Iterable[float | None]) -> int:
    """A round number (1, 2, 4 or 6 times a power of ten) that none of the values exceeds; at least 2, so that half of it is whole."""
    most = max((value for value in values if value is not None), default=0)
    if most <= 2:
        return 2
    power = 10 ** math.floor(math.log10(most))
    return int(next(step * power for step in (1, 2, 4, 6, 10) if step * power >= most))


def time_top(values: Iterable[Milliseconds | None]) -> Milliseconds:
    """A round length of time that none of the values exceeds."""
    most = max((value for value in values if value is not None), default=0)
    return next((time for time in _TIMES if time >= most), _TIMES[-1])


def columns(stacks: Sequence[Sequence[float]], top: float) -> tuple[Column, ...]:
    """A column for each stack of values, side by side over the whole width."""
    if not stacks:
        return ()
    room = WIDTH / len(stacks)
    return tuple(
        Column(_round(n * room + room * GAP / 2), _round(room * (1 - GAP)), _parts(stack, top))
        for n, stack in enumerate(stacks)
    )


def lines(values: Sequence[float | None], top: float) -> tuple[str, ...]:
    """The points of each unbroken line, as SVG writes them. A value that is not known breaks the line; one on its own is a dash."""
    return tuple(" ".join(f"{x},{y}" for x, y in run) for run in _runs(values, top))


def areas(values: Sequence[float | None], top: float) -> tuple[str, ...]:
    """The same, closed along the bottom."""
    return tuple(
        " ".join(f"{x},{y}" for x, y in ((run[0][0], HEIGHT), *run, (run[-1][0], HEIGHT)))
        for run in _runs(values, top)
    )


def band(lows: Sequence[float | None], highs: Sequence[float | None], top: float) -> tuple[str, ...]:
    """What lies between two lines, for each stretch in which both are known."""
    return tuple(
        " ".join(f"{x},{y}" for x, y in (*upper, *reversed(lower)))
        for upper, lower in zip(_runs(highs, top), _runs(lows, top), strict=True)
    )


def _runs(values: Sequence[float | None], top: float) -> list[list[tuple[float, float]]]:
    step = WIDTH / max(1, len(values) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for n, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_round(n * step), _round(HEIGHT - HEIGHT * min(value, top) / top)))
    return [_dash(run, step) if len(run) == 1 else run for run in runs if run]


def _dash(run: list[tuple[float, float]], step: float) -> list[tuple[float, float]]:
    [(x, y)] = run
    half = min(step, WIDTH / 20) / 4
    return [(_round(max(0.0, x - half)), y), (_round(min(WIDTH, x + half)), y)]


def _parts(stack: Sequence[float], top: float) -> tuple[Part, ...]:
    parts = []
    filled = 0.0
    for series, value in enumerate(stack):
        height = HEIGHT * value / top
        filled += height
        if value > 0:
            parts.append(Part(series, _round(HEIGHT - filled), _round(height)))
    return tuple(parts)


def _round(number: float) -> float:
    return round(number, 2)
