"""Answers as Google's servers print them: their order, their indent, their numbers, their escapes. Pure.

Numbers are float32, printed as the shortest decimal that comes back to the same float32, and as C's `%g` writes it: `0`, `1`, `0.0001`,
and from 1e-05 downwards with an exponent of two digits. Recorded answers show the shortest decimals; they hold no value small enough to
show an exponent, so that form is taken from protobuf's JSON printer, which uses `%g`. JSON readers take either.
"""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

_SMALLEST_EXPONENT = -4
_FLOAT32_DIGITS = 9


class Float32(float):
    """A number that is printed as a float32."""

    __slots__ = ()

    def __new__(cls, value: float) -> "Float32":
        """`value`, rounded to the nearest float32. Raises OverflowError beyond its range."""
        [rounded] = struct.unpack("<f", struct.pack("<f", value))
        return super().__new__(cls, rounded)


@lru_cache(maxsize=4096)
def shortest(value: Float32) -> str:
    """The shortest decimal that reads back as the same float32."""
    if not value:
        return "0"
    scientific = np.format_float_scientific(np.float32(value), unique=True, trim="-")
    mantissa, _, exponent_text = scientific.partition("e")
    exponent = int(exponent_text)
    if exponent < _SMALLEST_EXPONENT or exponent >= _FLOAT32_DIGITS:
        return f"{mantissa}e{exponent:+03d}"
    return np.format_float_positional(np.float32(value), unique=True, trim="-")


# Protobuf's printer escapes, besides what JSON must, angle brackets and characters that cannot be seen.
_ESCAPED = re.compile(
    '["\\\\<>\x00-\x1f\x7f\u00ad\u0600-\u0603\u06dd\u070f\u17b4\u17b5\u200b-\u200f\u2028-\u202e\u2060-\u2064\u206a-\u206f'
    "\ufeff\ufff9-\ufffb\U000110bd\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character in _SHORT:
        return _SHORT[character]
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def printed(value: Mapping[str, Any], *, pretty: bool) -> bytes:
    """`value` as JSON in UTF-8: with two spaces of indent and a newline at the end, or without any space at all."""
    text = "".join(_parts(value, "\n" if pretty else ""))
    return (text + "\n" if pretty else text).encode()


def _parts(value: Any, line: str) -> Iterator[str]:
    """The pieces; `line` begins a new line at this depth, or is empty where all is one line."""
    if isinstance(value, str):
        yield f'"{_ESCAPED.sub(_escape, value)}"'
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, Float32):
        yield shortest(value)
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, Mapping):
        named = ((f"{''.join(_parts(name, ''))}:{' ' if line else ''}", each) for name, each in value.items())
        yield from _within("{", "}", named, line, empty=not value)
    elif isinstance(value, Sequence):
        yield from _within("[", "]", (("", each) for each in value), line, empty=not value)
    else:
        raise TypeError(f"a {type(value).__name__} is nothing that is answered")


def _within(
    opening: str, closing: str, items: Iterator[tuple[str, Any]], line: str, *, empty: bool
) -> Iterator[str]:
    yield opening
    deeper = f"{line}  " if line else ""
    for place, (before, each) in enumerate(items):
        yield f"{',' if place else ''}{deeper}{before}"
        yield from _parts(each, deeper)
    yield f"{'' if empty else line}{closing}"
