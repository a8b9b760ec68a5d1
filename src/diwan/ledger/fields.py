"""Reading one JSON object strictly: exactly the named fields, each of its type. What is wrong is named."""

import re
from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

from diwan.errors import DiwanError
from diwan.ledger.canonical import MAX_INTEGER, JsonValue

_DIGEST = re.compile(r"[0-9a-f]{64}")
_Enum = TypeVar("_Enum", bound=StrEnum)


class BadEntry(DiwanError):
    """Bytes that are not an entry, or an entry that cannot be written. The text names the field."""

    code = "bad-entry"


class Fields:
    """The fields of one object in an entry. Every method raises BadEntry with the field's full name."""

    def __init__(self, value: JsonValue, names: Collection[str], where: str) -> None:
        if not isinstance(value, dict):
            raise BadEntry(f"{where} is not an object")
        for name in value:
            if name not in names:
                raise BadEntry(f"{where} has a field {name!r} that does not belong there")
        for name in names:
            if name not in value:
                raise BadEntry(f"{where} lacks the field {name!r}")
        self._value = value
        self._where = where

    def text(self, name: str, *, empty: bool = False) -> str:
        """A string; not an empty one unless `empty`."""
        value = self._value[name]
        if not isinstance(value, str) or not (value or empty):
            raise self._bad(name, "a string that is not empty")
        return value

    def text_or_none(self, name: str) -> str | None:
        return None if self._value[name] is None else self.text(name)

    def digest(self, name: str) -> str:
        value = self._value[name]
        if not isinstance(value, str) or not _DIGEST.fullmatch(value):
            raise self._bad(name, "a SHA-256 in lower-case hexadecimal")
        return value

    def digest_or_none(self, name: str) -> str | None:
        return None if self._value[name] is None else self.digest(name)

    def integer(self, name: str, *, least: int) -> int:
        value = self._value[name]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MAX_INTEGER:
            raise self._bad(name, f"an integer of at least {least}")
        return value

    def integer_or_none(self, name: str, *, least: int) -> int | None:
        return None if self._value[name] is None else self.integer(name, least=least)

    def one_of(self, name: str, choices: type[_Enum]) -> _Enum:
        value = self._value[name]
        if not isinstance(value, str) or value not in {choice.value for choice in choices}:
            raise self._bad(name, "one of " + ", ".join(choices))
        return choices(value)

    def one_of_or_none(self, name: str, choices: type[_Enum]) -> _Enum | None:
        return None if self._value[name] is None else self.one_of(name, choices)

    def objects(self, name: str, names: Collection[str]) -> list["Fields"]:
        return [
            Fields(item, names, f"{self._where}.{name}[{index}]")
            for index, item in enumerate(self._list(name))
        ]

    def object(self, name: str, names: Collection[str]) -> "Fields":
        return Fields(self._value[name], names, f"{self._where}.{name}")

    def texts(self, name: str) -> tuple[str, ...]:
        found = []
        for item in self._list(name):
            if not isinstance(item, str) or not item:
                raise self._bad(name, "a list of strings")
            found.append(item)
        return tuple(found)

    def _list(self, name: str) -> list[JsonValue]:
        value = self._value[name]
        if not isinstance(value, list):
            raise self._bad(name, "a list")
        return value

    def _bad(self, name: str, wanted: str) -> BadEntry:
        return BadEntry(f"{self._where}.{name} is not {wanted}")
