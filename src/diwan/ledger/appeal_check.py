"""Checking the words of appeals against the entries that commit to them, as `record_check` does with those of comments."""

from collections.abc import Iterator

from diwan.ledger.commitments import note_commitment
from diwan.ledger.entries import Appealed, Erased, Expired
from diwan.ledger.records import APPEAL_WORDS_FIELDS
from diwan.ledger.rows import RecordRow, raw, text
from diwan.ledger.violations import Kind, Violation


class AppealWords:
    """Remembers of each appeal whether its words are there: they go when the comment's do or when they expire, and not before."""

    def __init__(self) -> None:
        self._appeals: dict[str, list[tuple[str, int, bool]]] = {}

    def appealed(self, position: int, entry: Appealed, row: RecordRow | None) -> Iterator[Violation]:
        """The words in this row, if they are there, are those that the entry commits to."""
        if row is None:
            return
        there = any(row.fields.get(name) is not None for name in APPEAL_WORDS_FIELDS)
        self._appeals.setdefault(entry.comment, []).append((entry.appeal, position, there))
        if there and not _are_the_words(entry, row):
            what = "the words, or their salt, are not those that were sent"
            yield Violation(position, Kind.WORDS, f"appeal {entry.appeal}", what)

    def erased(self, position: int, entry: Erased) -> Iterator[Violation]:
        """With the comment's words those of its appeals are gone."""
        for appeal, _, there in self._appeals.pop(entry.comment, ()):
            if there:
                what = "the ledger says that the comment's words were erased, but those of its appeal are still there"
                yield Violation(position, Kind.WORDS, f"appeal {appeal}", what)

    def expired(self, position: int, entry: Expired) -> Iterator[Violation]:
        """The words of this appeal are gone, and are missed no more."""
        appeals = self._appeals.get(entry.comment, [])
        for index, (appeal, _, there) in enumerate(appeals):
            if appeal == entry.appeal:
                if there:
                    what = "the ledger says that its words expired, but they are still there"
                    yield Violation(position, Kind.WORDS, f"appeal {appeal}", what)
                del appeals[index]
                return

    def finish(self) -> Iterator[Violation]:
        """Words that are gone without having been erased."""
        for appeals in self._appeals.values():
            for appeal, position, there in appeals:
                if not there:
                    what = "the words are gone, but no entry says that they were erased"
                    yield Violation(position, Kind.WORDS, f"appeal {appeal}", what)


def _are_the_words(entry: Appealed, row: RecordRow) -> bool:
    try:
        return note_commitment(raw(row.fields, "salt"), text(row.fields, "body")) == entry.words
    except ValueError:
        return False
