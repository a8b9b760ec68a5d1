"""Canonical JSON: one spelling for each value, so that bytes can be hashed and compared.

A subset of RFC 8785 (JCS): UTF-8, no white space, object keys sorted, strings escaped only where JSON demands it;
values are strings, integers, null, arrays and objects. No floats and no booleans, whose spelling is where
implementations differ. Keys here are ASCII, for which sorting by code point and by UTF-16 unit is the same.
"""

import json
from typing import NoReturn, TypeAlias

JsonValue: TypeAlias = "str | int | list[JsonValue] | dict[str, JsonValue] | None"

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8785, appendix D)."""


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"the number {text[:20]} is not an integer")


# Made once: json.loads and json.dumps with options would make them anew for every entry.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def canonical(value: JsonValue) -> bytes:
    """The one spelling of `value`. Raises ValueError for what cannot be spelled, such as a lone surrogate."""
    _check(value)
    return _ENCODER.encode(value).encode("utf-8")


def parse(data: bytes) -> JsonValue:
    """The value that `data` spells. Raises ValueError if it is not JSON, or not spelled canonically."""
    try:
        value: JsonValue = _DECODER.decode(data.decode("utf-8"))
        spelled = canonical(value)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if spelled != data:
        raise ValueError("it is not spelled canonically")
    return value


def _check(value: object) -> None:
    if value is None or isinstance(value, str):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError("an object's keys are ASCII strings")
            if not isinstance(item, str):
                _check(item)
    elif isinstance(value, list):
        for item in value:
            _check(item)
    elif isinstance(value, bool):
        raise ValueError("a boolean has no place in canonical JSON")
    elif not isinstance(value, int):
        raise ValueError(f"a {type(value).__name__} has no place in canonical JSON")
    elif not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise ValueError("an integer is too large to be kept exactly by every reader")
