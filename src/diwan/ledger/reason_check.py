"""Checking the reasons of reports: there exactly until an entry says that the comment's words were erased, or that they expired."""

from collections.abc import Iterator

from diwan.ledger.commitments import note_commitment
from diwan.ledger.entries import Erased, Expired, Reported
from diwan.ledger.records import REASON_FIELDS
from diwan.ledger.rows import RecordRow, raw, text
from diwan.ledger.violations import Kind, Violation


class ReasonCheck:
    """The reasons, read along with the entries. Remembers of each reported comment which reasons are there and which are gone."""

    def __init__(self) -> None:
        self._there: dict[str, list[str]] = {}
        self._gone: dict[str, list[tuple[str, int]]] = {}

    def reported(self, position: int, entry: Reported, row: RecordRow | None) -> Iterator[Violation]:
        """Whether the reason is the one that the reader wrote, as far as it can be told yet."""
        if row is None:
            return
        if all(row.fields.get(name) is None for name in REASON_FIELDS):
            if entry.reason is not None:
                self._gone.setdefault(entry.comment, []).append((entry.report, position))
            return
        self._there.setdefault(entry.comment, []).append(entry.report)
        if not _is_the_reason(entry, row):
            yield _violation(entry.report, position, "the reason, or its salt, is not the one that was sent")

    def erased(self, position: int, entry: Erased) -> Iterator[Violation]:
        """With a comment's words the reasons of the reports on it are gone."""
        self._gone.pop(entry.comment, None)
        for report in self._there.pop(entry.comment, ()):
            what = "the ledger says that its comment was erased, but its reason is still there"
            yield _violation(report, position, what)

    def expired(self, position: int, entry: Expired) -> Iterator[Violation]:
        """The reason of this report is gone, and is missed no more."""
        there = self._there.get(entry.comment, [])
        if entry.report in there:
            there.remove(entry.report)
            what = "the ledger says that its reason expired, but it is still there"
            yield _violation(entry.report, position, what)
        gone = self._gone.get(entry.comment, [])
        gone[:] = [each for each in gone if each[0] != entry.report]

    def finish(self) -> Iterator[Violation]:
        """Reasons that are gone though their comments were not erased."""
        for gone in self._gone.values():
            for report, position in gone:
                what = "its reason is gone, but no entry says that its comment was erased or that it expired"
                yield _violation(report, position, what)


def _is_the_reason(entry: Reported, row: RecordRow) -> bool:
    try:
        return note_commitment(raw(row.fields, "salt"), text(row.fields, "reason")) == entry.reason
    except ValueError:
        return False


def _violation(report: str, position: int, what: str) -> Violation:
    return Violation(position, Kind.WORDS, f"report {report}", what)
