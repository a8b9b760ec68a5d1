"""A stored record as `verify` sees it: its kind, the position that it claims, and its fields by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

FieldValue: TypeAlias = str | int | None
RowFields: TypeAlias = Mapping[str, FieldValue]

NO_POSITION = -1


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A stored record. `position` is the ledger position it claims, or NO_POSITION."""

    kind: str
    position: int
    fields: RowFields


def text(fields: RowFields, name: str) -> str:
    """The field as text. Raises ValueError if it is something else or not there."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not text")
    return value


def raw(fields: RowFields, name: str) -> bytes:
    """The bytes that the field spells in lower-case hexadecimal. Raises ValueError if it does not."""
    spelled = text(fields, name)
    data = bytes.fromhex(spelled)
    if data.hex() != spelled:
        raise ValueError(f"{name} is not lower-case hexadecimal")
    return data
