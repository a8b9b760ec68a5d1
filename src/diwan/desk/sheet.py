"""The decision log as CSV (RFC 4180), for a spreadsheet or a program. Pure.

A spreadsheet takes a cell that begins with =, +, - or @ (also in their full-width forms), or with a tab or a line end, for
a formula, and quotation marks do not keep it from that. Such a cell gets an apostrophe in front, as OWASP recommends
("CSV Injection"): the spreadsheet then shows text.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from diwan.clock import iso
from diwan.desk.log import Entry

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take the file for one in the old encoding of the country, and Kurdish for rubbish."""

COLUMNS = (
    "decision",
    "at",
    "comment",
    "link",
    "site",
    "section",
    "headline",
    "outcome",
    "guideline",
    "kind",
    "revision",
    "author_kind",
    "author",
    "supersedes",
    "overruled_by",
)
NOTE = "note"

_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def neutral(cell: str) -> str:
    """The cell, such that no spreadsheet computes it."""
    return f"'{cell}" if cell.lstrip(" \u00a0")[:1] in _FORMULA and cell.strip(" \u00a0") else cell


def line(cells: Sequence[str]) -> str:
    """One line of CSV: every cell neutral and quoted, CR LF at the end."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow([neutral(cell) for cell in cells])
    return out.getvalue()


def lines(entries: Iterable[Entry], *, address: str, notes: bool) -> Iterator[str]:
    """The heading and a line for each entry. `address` is the desk's own, for the links.

    The notes are left out unless asked for: a moderator may have quoted a reader in his.
    """
    yield BYTE_ORDER_MARK + line((*COLUMNS, NOTE) if notes else COLUMNS)
    for entry in entries:
        cells = _cells(entry, address)
        yield line((*cells, entry.decision.reason.note) if notes else cells)


def _cells(entry: Entry, address: str) -> tuple[str, ...]:
    decision, reason = entry.decision, entry.decision.reason
    return (
        decision.id,
        iso(decision.at),
        decision.comment_id,
        f"{address}/desk/comments/{decision.comment_id}",
        entry.site,
        entry.section,
        entry.headline,
        decision.outcome.value,
        reason.guideline or "",
        reason.abuse_kind or "",
        str(reason.revision),
        decision.author.kind.value,
        entry.author_name,
        decision.supersedes or "",
        entry.overruled_by or "",
    )
