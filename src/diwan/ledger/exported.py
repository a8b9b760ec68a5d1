"""A ledger as a file of lines that can be verified alone: JSON Lines, each line canonical JSON.

    {"format":"diwan-ledger-export/1","key":verifier key,"origin":name,"records":"yes" or "no"}     the first line
    {"h":hash in hex,"l":leaf,"p":position}                                                         an entry
    {"c":size,"n":note}                                                                             a checkpoint
    {"f":{fields},"p":position,"r":kind}                                                            a record
    {"end":number of lines before this one}                                                         the last line

Entries stand by position, checkpoints by size, records by position. Tiles are left out: they follow from the entries.
The key in the first line is only what the file claims; believe one that came another way.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeAlias, TypeVar

from diwan.errors import DiwanError
from diwan.ledger.book import Book, CheckpointRow, LedgerRow, TileRow
from diwan.ledger.canonical import JsonValue, canonical, parse
from diwan.ledger.merkle import HASH_BYTES
from diwan.ledger.notes import VerifierKey
from diwan.ledger.rows import NO_POSITION, RecordRow
from diwan.ledger.verify import Tally, verify
from diwan.ledger.violations import Kind, Violation

FORMAT = "diwan-ledger-export/1"
OpenLines: TypeAlias = Callable[[], Iterable[bytes]]
"""Starts reading the file from its beginning: `lambda: path.open("rb")` will do."""

_Row = TypeVar("_Row", bound=CheckpointRow | RecordRow)
_HASH = re.compile(rf"[0-9a-f]{{{2 * HASH_BYTES}}}")


class BadLine(DiwanError):
    """A line that is not part of an export, or a row that cannot become one."""

    code = "bad-line"


@dataclass(frozen=True, slots=True)
class Header:
    """The first line. `key` is the verifier key the file claims; `records` whether it holds the records."""

    key: str
    origin: str
    records: bool


@dataclass(frozen=True, slots=True)
class End:
    """The last line, without which the file has been cut. `lines` is how many stand before it."""

    lines: int


Line: TypeAlias = Header | LedgerRow | CheckpointRow | RecordRow | End


def encode_line(line: Line) -> bytes:
    """One line, ended by a newline. Raises BadLine for a row that has no spelling, such as a leaf not in UTF-8."""
    value: dict[str, JsonValue]
    try:
        match line:
            case Header():
                records = "yes" if line.records else "no"
                value = {"format": FORMAT, "key": line.key, "origin": line.origin, "records": records}
            case LedgerRow():
                value = {"p": line.position, "h": line.hash.hex(), "l": line.leaf.decode("utf-8")}
            case CheckpointRow():
                value = {"c": line.size, "n": line.note}
            case RecordRow():
                value = {"r": line.kind, "p": line.position, "f": dict(line.fields)}
            case End():
                value = {"end": line.lines}
        return canonical(value) + b"\n"
    except ValueError as error:
        raise BadLine(f"It cannot be exported: {error}.") from None


def parse_line(data: bytes) -> Line:
    """The line in `data`, which must end in a newline. Raises BadLine, saying what is wrong."""
    if not data.endswith(b"\n"):
        raise BadLine("The line is cut.")
    try:
        value = parse(data[:-1])
    except ValueError as error:
        raise BadLine(f"The line cannot be read: {error}.") from None
    match value:
        case {
            "format": str(format_),
            "key": str(key),
            "origin": str(origin),
            "records": ("yes" | "no") as records,
            **rest,
        } if not rest:
            if format_ != FORMAT:
                raise BadLine(f"The file is not in the format {FORMAT}.")
            return Header(key, origin, records == "yes")
        case {"p": int(p), "h": str(h), "l": str(leaf), **rest} if not rest and _HASH.fullmatch(h):
            return LedgerRow(p, leaf.encode("utf-8"), bytes.fromhex(h))
        case {"c": int(size), "n": str(note), **rest} if not rest:
            return CheckpointRow(size, note)
        case {"r": str(kind), "p": int(p), "f": dict(fields), **rest} if not rest:
            return RecordRow(kind, p, _fields(fields))
        case {"end": int(lines), **rest} if not rest:
            return End(lines)
        case _:
            raise BadLine("The line is none of those that an export consists of.")


def export(book: Book, *, verifier_key: VerifierKey) -> Iterator[bytes]:
    """Every line of an export of `book`, in file order: each entry, then the checkpoint and the records that end there.

    Raises BadLine where a row is too damaged to be written; verify the book to see all that is wrong.
    """
    records = book.records()
    header = Header(str(verifier_key), verifier_key.name, records is not None)
    later_checkpoints = _Later(book.checkpoints(), lambda row: row.size - 1)
    later_records = _Later(records or (), lambda row: row.position)
    count = 0
    lines: Iterable[Line] = chain(
        [header],
        later_checkpoints.until(NO_POSITION),
        later_records.until(NO_POSITION),
        _interleaved(book, later_checkpoints, later_records),
        later_checkpoints.rest(),
        later_records.rest(),
    )
    for line in lines:
        yield encode_line(line)
        count += 1
    yield encode_line(End(count))


class _Later(Generic[_Row]):
    """A stream of rows that are due behind certain positions."""

    def __init__(self, rows: Iterable[_Row], position: Callable[[_Row], int]) -> None:
        self._rows = iter(rows)
        self._position = position
        self._next = next(self._rows, None)

    def until(self, position: int) -> Iterator[_Row]:
        """Those due behind `position` or before it."""
        while (row := self._next) is not None and self._position(row) <= position:
            self._next = next(self._rows, None)
            yield row

    def rest(self) -> Iterator[_Row]:
        """Those that belong behind no entry at all."""
        while (row := self._next) is not None:
            self._next = next(self._rows, None)
            yield row


class Exported:
    """An exported file as a book. Its lines are read anew for each stream; damaged ones are passed over.

    `verify_exported` names the damaged ones.
    """

    def __init__(self, open_lines: OpenLines) -> None:
        self._open_lines = open_lines

    def rows(self) -> Iterator[LedgerRow]:
        return (line for line in self._lines() if isinstance(line, LedgerRow))

    def tiles(self, level: int) -> Iterator[TileRow] | None:  # noqa: ARG002 - no level has any.
        return None

    def checkpoints(self) -> Iterator[CheckpointRow]:
        return (line for line in self._lines() if isinstance(line, CheckpointRow))

    def records(self) -> Iterator[RecordRow] | None:
        first = next(self._lines(), None)
        if not isinstance(first, Header) or not first.records:
            return None
        return (line for line in self._lines() if isinstance(line, RecordRow))

    def _lines(self) -> Iterator[Line]:
        for data in self._open_lines():
            try:
                yield parse_line(data)
            except BadLine:
                continue


def verify_exported(
    open_lines: OpenLines, *, verifier_key: VerifierKey, tally: Tally | None = None
) -> Iterator[Violation]:
    """Everything in an exported file that does not fit: first damaged lines by number, then all that `verify` names."""
    yield from _check_lines(open_lines, verifier_key)
    yield from verify(Exported(open_lines), verifier_key=verifier_key, tally=tally)


def _check_lines(open_lines: OpenLines, verifier_key: VerifierKey) -> Iterator[Violation]:
    """Lines that cannot be read, or do not stand where they must."""
    number = 0
    has_records = False
    line: Line | None = None
    for number, data in enumerate(open_lines(), start=1):
        ended = isinstance(line, End)
        what = "" if not ended else "it stands behind the end"
        try:
            line = parse_line(data)
        except BadLine as error:
            line, what = None, str(error)
        if isinstance(line, Header) != (number == 1):
            what = what or "the first line, and no other, says the format"
        if isinstance(line, Header):
            has_records = line.records
            if (line.key, line.origin) != (str(verifier_key), verifier_key.name):
                what = what or "the file claims another ledger or key than the one it is verified by"
        if isinstance(line, RecordRow) and not has_records:
            what = what or "it is a record, but the first line says that there are none"
        if isinstance(line, End) and line.lines != number - 1:
            what = what or f"{line.lines} lines should stand before it, not {number - 1}"
        if what:
            yield Violation(number, Kind.LINE, f"line {number}", what)
    if not isinstance(line, End):
        yield Violation(number + 1, Kind.LINE, f"line {number + 1}", "the file ends without its last line")


def _fields(value: dict[str, JsonValue]) -> dict[str, str | int | None]:
    fields: dict[str, str | int | None] = {}
    for name, field in value.items():
        if isinstance(field, (list, dict)):
            raise BadLine(f"The record's field {name!r} is neither text, integer nor null.")
        fields[name] = field
    return fields


def _interleaved(
    book: Book, checkpoints: "_Later[CheckpointRow]", records: "_Later[RecordRow]"
) -> Iterator[Line]:
    for row in book.rows():
        yield row
        yield from checkpoints.until(row.position)
        yield from records.until(row.position)
