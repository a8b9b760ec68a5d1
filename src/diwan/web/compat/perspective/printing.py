"""Answers as Google's servers print them: their order, their indent, their numbers, their escapes. Pure.

Numbers are float32, printed as the shortest decimal that comes back to the same float32, and as C's `%g` writes it: `0`, `1`, `0.0001`,
and from 1e-05 downwards with an exponent of two digits. Recorded answers show the shortest decimals; they hold no value small enough to
show an exponent, so that form is taken from protobuf's JSON printer, which uses `%g`. JSON readers take either.
"""

import re
import struct
from collections.abc import Mapping, Sequence
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
    pieces: list[str] = []
    _write(value, "\n" if pretty else "", pieces)
    if pretty:
        pieces.append("\n")
    return "".join(pieces).encode()


def _write(value: Any, line: str, pieces: list[str]) -> None:
    """Add the pieces; `line` begins a new line at this depth, or is empty where all is one line."""
    if isinstance(value, str):
        pieces.append(_quoted(value))
    elif isinstance(value, bool):
        pieces.append("true" if value else "false")
    elif isinstance(value, Float32):
        pieces.append(shortest(value))
    elif isinstance(value, int):
        pieces.append(str(value))
    elif isinstance(value, Mapping):
        _write_object(value, line, pieces)
    elif isinstance(value, Sequence):
        _write_list(value, line, pieces)
    else:
        raise TypeError(f"a {type(value).__name__} is nothing that is answered")


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _write_object(value: Mapping[str, Any], line: str, pieces: list[str]) -> None:
    deeper = f"{line}  " if line else ""
    colon = ": " if line else ":"
    opening = "{"
    for name, each in value.items():
        pieces += (opening, deeper, _quoted(name), colon)
        _write(each, deeper, pieces)
        opening = ","
    pieces += (line, "}") if value else ("{}",)


def _write_list(value: Sequence[Any], line: str, pieces: list[str]) -> None:
    deeper = f"{line}  " if line else ""
    opening = "["
    for each in value:
        pieces += (opening, deeper)
        _write(each, deeper, pieces)
        opening = ","
    pieces += (line, "]") if value else ("[]",)
