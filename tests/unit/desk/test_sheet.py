"""The log as CSV: read back by a CSV reader, and harmless in a spreadsheet."""

import csv
import io

from hypothesis import given, strategies as st

from diwan.decisions import Author, AuthorKind, Decision, Outcome, Reason
from diwan.desk import sheet
from diwan.desk.log import Entry
from diwan.guidelines import AbuseKind, Guideline

DECISION = Decision(
    id="d1",
    comment_id="c1",
    digest=b"",
    outcome=Outcome.REJECTED,
    author=Author(AuthorKind.MODERATOR, "m1"),
    reason=Reason(2, Guideline.ABUSE, AbuseKind.RACISM, '=HYPERLINK("http://evil.example")'),
    supersedes=None,
    at=1_790_000_000_000,
)
ENTRY = Entry(
    DECISION, 7, "Berfîn", "courier", "bridge", '=1+1 "bridge", again', "City", "en", Outcome.APPROVED
)


def _read(lines: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(lines.removeprefix(sheet.BYTE_ORDER_MARK))))


def test_an_entry_is_one_line_under_its_heading() -> None:
    heading, row = _read("".join(sheet.lines([ENTRY], address="https://c.example", notes=False)))
    cells = dict(zip(heading, row, strict=True))
    assert cells["link"] == "https://c.example/desk/comments/c1"
    assert cells["at"] == "2026-09-21T14:13:20.000Z"
    assert (cells["guideline"], cells["kind"], cells["revision"]) == ("abuse", "racism", "2")
    assert (cells["author"], cells["overruled_by"]) == ("Berfîn", "approved")
    assert cells["headline"] == '\'=1+1 "bridge", again'
    assert sheet.NOTE not in heading


def test_notes_are_there_only_if_asked_for_and_are_neutral_too() -> None:
    heading, row = _read("".join(sheet.lines([ENTRY], address="https://c.example", notes=True)))
    assert heading[-1] == sheet.NOTE
    assert row[-1].startswith("'=HYPERLINK")


def test_it_begins_with_a_byte_order_mark_and_ends_its_lines_as_the_standard_wants() -> None:
    text = "".join(sheet.lines([ENTRY], address="https://c.example", notes=False))
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")), min_size=1))
def test_no_cell_begins_like_a_formula_and_none_loses_a_character(cells: list[str]) -> None:
    [row] = _read(sheet.line(cells))
    for cell, read in zip(cells, row, strict=True):
        assert read in {cell, f"'{cell}"}
        assert read.lstrip(" \u00a0")[:1] not in set("=+-@\t\n＝＋－＠")


def test_every_beginning_of_a_formula_is_met() -> None:
    for beginning in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0@"):
        assert sheet.neutral(f"{beginning}SUM(A1)") == f"'{beginning}SUM(A1)"
    assert sheet.neutral("2026-11-24") == "2026-11-24"
    assert sheet.neutral("") == ""
