"""Series over powers of ten on both axes, as a small SVG written by hand: what grows, and how fast."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _KEYS = 420, 300, 64, 44, 300
_COLOURS = ("#0b6e99", "#b5541c", "#3d7a37", "#7b3f99", "#a3253a", "#5a5a5a")
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "10 4")


@dataclass(frozen=True, slots=True)
class Series:
    """A named line through points, all of whose coordinates are above 0."""

    name: str
    points: Sequence[tuple[float, float]]


def picture(title: str, series: Sequence[Series], *, across: str, up: str) -> str:
    """The SVG, with a key. `across` and `up` name the axes. Raises ValueError for nothing, and for what has no logarithm."""
    points = [point for each in series for point in each.points]
    if not points or min(min(point) for point in points) <= 0:
        raise ValueError("a picture of growth wants points, and each above 0")
    lows = [math.floor(math.log10(min(point[axis] for point in points))) for axis in (0, 1)]
    # At least one power apart: a flat line is drawn as one.
    highs = [
        max(lows[axis] + 1, math.ceil(math.log10(max(point[axis] for point in points)))) for axis in (0, 1)
    ]

    def x(value: float) -> float:
        return _LEFT + (math.log10(value) - lows[0]) / (highs[0] - lows[0]) * _WIDTH

    def y(value: float) -> float:
        return _TOP + _HEIGHT - (math.log10(value) - lows[1]) / (highs[1] - lows[1]) * _HEIGHT

    lines = [f'<rect x="{_LEFT}" y="{_TOP}" width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#888"/>']
    for power in range(lows[0], highs[0] + 1):
        at = x(10.0**power)
        lines.append(_rule(at, _TOP, at, _TOP + _HEIGHT))
        lines.append(_words(at, _TOP + _HEIGHT + 18, _power(power), "middle"))
    for power in range(lows[1], highs[1] + 1):
        at = y(10.0**power)
        lines.append(_rule(_LEFT, at, _LEFT + _WIDTH, at))
        lines.append(_words(_LEFT - 8, at + 4, _power(power), "end"))
    lines.append(_words(_LEFT + _WIDTH / 2, _TOP + _HEIGHT + 38, across, "middle"))
    lines.append(_words(_LEFT, _TOP - 8, up, "start"))
    for number, each in enumerate(series):
        colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in each.points)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>')
        lines += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>' for a, b in each.points]
        left, top = _LEFT + _WIDTH + 16, _TOP + 12 + number * 22
        lines.append(
            f'<line x1="{left}" y1="{top}" x2="{left + 28}" y2="{top}" stroke="{colour}" stroke-width="2"{dashed}/>'
        )
        lines.append(_words(left + 36, top + 4, each.name, "start"))
    width, height = _LEFT + _WIDTH + _KEYS, _TOP + _HEIGHT + 52
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="#333"><title>{escape(title)}</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/><text x="12" y="20" font-size="14">{escape(title)}</text>'
    )
    return "\n".join([begin, *lines, "</svg>"]) + "\n"


def _power(power: int) -> str:
    value = 10.0**power
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
