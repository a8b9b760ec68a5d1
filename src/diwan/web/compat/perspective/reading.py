"""JSON to messages, as leniently as protobuf's JSON reader takes it and no more.

Taken: names in JSON's way or protobuf's, null for "not sent", a single value for a list of one (the R client sends `languages` so),
numbers and truth values in quotes, a choice by its number. Refused: unknown fields, and values of another kind.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import numpy as np

from diwan.web.compat.perspective import errors
from diwan.web.compat.perspective.messages import PACKAGE, Choice, Field, Kind, Message, Scalar

Violations: TypeAlias = list[tuple[str, str]]

_REJECTED: Final = object()
MAX_INT32: Final = (1 << 31) - 1
MAX_FLOAT32: Final = float(np.finfo(np.float32).max)
NUMBER: Final = r"-?[0-9]{1,9}(\.[0-9]{1,20})?"
"""A number in quotes."""
_NUMBER = re.compile(NUMBER, re.ASCII)


def read(message: Message, given: object) -> dict[str, Any]:
    """The fields of `message` that were sent, by their names in JSON. Raises Fault, which names what is wrong."""
    violations: Violations = []
    if not isinstance(given, dict):
        raise errors.bad_fields(
            [("", 'Invalid JSON payload received. Unknown name "": Root element must be a message.')]
        )
    sent = _message(message, given, "", violations)
    if violations:
        raise errors.bad_fields(violations)
    return sent


def _message(
    message: Message, given: Mapping[str, object], path: str, violations: Violations
) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for name, value in given.items():
        field = message.field(name)
        if field is None:
            violations.append(_unknown(name, path, "Cannot find field."))
        elif value is not None:
            below = f"{path}.{field.proto_name}" if path else field.proto_name
            taken = _field(field, value, name, path, below, violations)
            if taken is not _REJECTED:
                sent[field.name] = taken
    return sent


def _field(field: Field, value: object, name: str, above: str, path: str, violations: Violations) -> object:
    if field.by_name:
        return _by_name(field, value, path, violations)
    if field.repeated:
        values = value if isinstance(value, list) else [value]
        taken = [
            _value(field.kind, each, f"{path}[{place}]", violations) for place, each in enumerate(values)
        ]
        return [each for each in taken if each is not _REJECTED]
    if isinstance(value, list):
        violations.append(_unknown(name, above, "Proto field is not repeating, cannot start list."))
        return _REJECTED
    return _value(field.kind, value, path, violations)


def _by_name(field: Field, value: object, path: str, violations: Violations) -> object:
    if not isinstance(value, dict):
        violations.append((path, f"Invalid value at '{path}' (Map), an object is expected here"))
        return _REJECTED
    taken = {
        name: _value(field.kind, {} if each is None else each, f"{path}[{place}].value", violations)
        for place, (name, each) in enumerate(value.items())
    }
    return {name: each for name, each in taken.items() if each is not _REJECTED}


def _value(kind: Kind, value: object, path: str, violations: Violations) -> object:
    if isinstance(kind, Message):
        if isinstance(value, dict):
            return _message(kind, value, path, violations)
        named = f"type.googleapis.com/{PACKAGE}.{kind.name}"
    elif isinstance(kind, Choice):
        if (chosen := _choice(kind, value)) is not None:
            return chosen
        named = f"type.googleapis.com/{PACKAGE}.{kind.name}"
    else:
        taken = _SCALARS[kind](value)
        if taken is not None:
            return taken
        named = kind.value
    # Google repeats the value here. It may be a reader's words, and errors are logged.
    violations.append((path, f"Invalid value at '{path}' ({named})"))
    return _REJECTED


def _unknown(name: str, path: str, why: str) -> tuple[str, str]:
    at = f" at '{path}'" if path else ""
    return path, f'Invalid JSON payload received. Unknown name "{name}"{at}: {why}'


def _choice(kind: Choice, value: object) -> str | None:
    if isinstance(value, str):
        return value if value in kind.values else None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(kind.values):
        return kind.values[value]
    return None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _bool(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value) if isinstance(value, str) else None


def _number(value: object) -> float | int | None:
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _float(value: object) -> float | None:
    number = _number(value)
    return float(number) if number is not None and abs(number) <= MAX_FLOAT32 else None


def _int32(value: object) -> int | None:
    number = _number(value)
    if number is None or not -MAX_INT32 - 1 <= number <= MAX_INT32 or number != int(number):
        return None
    return int(number)


_SCALARS: Mapping[Scalar, Callable[[object], object | None]] = {
    Scalar.STRING: _string,
    Scalar.BOOL: _bool,
    Scalar.FLOAT: _float,
    Scalar.INT32: _int32,
}
