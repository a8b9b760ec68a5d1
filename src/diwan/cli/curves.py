"""Curves over the square from 0 to 1, as a small SVG written by hand: for commands that draw on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_SIZE, _EDGE, _KEYS = 320, 48, 190
_COLOURS = ("#0b6e99", "#b5541c", "#3d7a37", "#7b3f99", "#a3253a", "#5a5a5a", "#8a6d00", "#1f3f8f")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line through points, each coordinate from 0 to 1. `dots` draws every point as well."""

    name: str
    points: Sequence[Point]
    dots: bool = False


def picture(title: str, curves: Sequence[Curve], *, across: str, up: str) -> str:
    """The SVG: the curves over a dashed diagonal, with a key. `across` and `up` name the axes."""
    lines = [
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#888"/>',
        _line([(0.0, 0.0), (1.0, 1.0)], "#bbbbbb", ' stroke-dasharray="4 4"'),
        _words(0.5, -0.11, across, "middle"),
        _words(0.0, 1.03, up, "start"),
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        lines += [_words(tick, -0.055, f"{tick:g}", "middle"), _words(-0.02, tick - 0.01, f"{tick:g}", "end")]
    for number, curve in enumerate(curves):
        colour = _COLOURS[number % len(_COLOURS)]
        lines.append(_line(curve.points, colour))
        if curve.dots:
            lines += [f'<circle cx="{_x(x)}" cy="{_y(y)}" r="3" fill="{colour}"/>' for x, y in curve.points]
        lines.append(_key(number, curve.name, colour))
    width, height = _SIZE + 2 * _EDGE + _KEYS, _SIZE + 2 * _EDGE
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="#333"><title>{escape(title)}</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/><text x="12" y="20" font-size="14">{escape(title)}</text>'
    )
    return "\n".join([begin, *lines, "</svg>"]) + "\n"


def _x(value: float) -> str:
    return f"{_EDGE + value * _SIZE:.1f}"


def _y(value: float) -> str:
    return f"{_EDGE + (1 - value) * _SIZE:.1f}"


def _line(points: Sequence[Point], colour: str, more: str = "") -> str:
    path = " ".join(f"{_x(x)},{_y(y)}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{more}/>'


def _words(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{_x(x)}" y="{_y(y)}" text-anchor="{anchor}">{escape(text)}</text>'


def _key(number: int, name: str, colour: str) -> str:
    x, y = _SIZE + _EDGE + 14, _EDGE + 14 + number * 20
    return f'<rect x="{x}" y="{y - 9}" width="12" height="10" fill="{colour}"/><text x="{x + 18}" y="{y}">{escape(name)}</text>'
