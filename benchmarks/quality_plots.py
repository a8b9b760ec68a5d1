"""Two pictures, as SVG written by hand: what the scores are worth, and how groups are treated."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

_SIZE, _EDGE = 320, 44
_COLOURS = ("#0b6e99", "#b5541c", "#3d7a37", "#7b3f99", "#a3253a", "#5a5a5a", "#8a6d00")


def calibration_curves(
    curves: Mapping[str, tuple[NDArray[np.floating], NDArray[np.floating]]], bins: int = 10, fewest: int = 15
) -> str:
    """For each name (truth, probability): the share of positives over the score, by tenths that hold at least `fewest`."""
    lines = [
        _line([(0.0, 0.0), (1.0, 1.0)], "#bbbbbb", dashed=True),
        _words(0.5, -0.11, "score", "middle"),
        _words(0.0, 1.05, "share that broke the guideline", "start"),
    ]
    for tick in (0.0, 0.5, 1.0):
        lines += [_words(tick, -0.055, f"{tick:g}", "middle"), _words(-0.02, tick - 0.01, f"{tick:g}", "end")]
    for number, (name, (truth, probability)) in enumerate(curves.items()):
        places = np.minimum((probability * bins).astype(int), bins - 1)
        points = [
            (float(probability[places == place].mean()), float(truth[places == place].mean()))
            for place in range(bins)
            if (places == place).sum() >= fewest
        ]
        colour = _COLOURS[number % len(_COLOURS)]
        lines.append(_line(points, colour))
        lines += [f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="3" fill="{colour}"/>' for x, y in points]
        lines.append(_key(number, name, colour))
    frame = f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#888"/>'
    return _picture(_SIZE + 2 * _EDGE + 150, _SIZE + 2 * _EDGE, "What the scores are worth", [frame, *lines])


def bars(title: str, rows: Sequence[tuple[str, float, str]], unit: float = 1.0) -> str:
    """Horizontal bars: (name, value, what stands beside it). `unit` is the length of the scale."""
    lines = []
    for number, (name, value, beside) in enumerate(rows):
        y = 40 + number * 22
        length = min(1.0, value / unit) * 260
        lines += [
            f'<text x="190" y="{y + 12}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="198" y="{y}" width="{length:.1f}" height="15" fill="{_COLOURS[0]}"/>',
            f'<text x="{204 + length:.1f}" y="{y + 12}">{escape(beside)}</text>',
        ]
    return _picture(600, 60 + len(rows) * 22, title, lines)


def _x(value: float) -> float:
    return _EDGE + value * _SIZE


def _y(value: float) -> float:
    return _EDGE + (1 - value) * _SIZE


def _line(points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False) -> str:
    path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    dashes = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"{dashes}/>'


def _words(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{_x(x):.1f}" y="{_y(y):.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _key(number: int, name: str, colour: str) -> str:
    x, y = _SIZE + _EDGE + 14, _EDGE + 14 + number * 20
    return f'<rect x="{x}" y="{y - 9}" width="12" height="10" fill="{colour}"/><text x="{x + 18}" y="{y}">{escape(name)}</text>'


def _picture(width: int, height: int, title: str, lines: Sequence[str]) -> str:
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="#333"><title>{escape(title)}</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
    )
    return (
        "\n".join([begin, f'<text x="12" y="22" font-size="14">{escape(title)}</text>', *lines, "</svg>"])
        + "\n"
    )
