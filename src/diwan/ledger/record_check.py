"""Checking stored records against the entries that speak of them: one merge of two streams by position."""

from collections.abc import Iterable, Iterator

from diwan import comments
from diwan.comments import SALT_BYTES, Words
from diwan.ledger.appeal_check import AppealWords
from diwan.ledger.entries import (
    Appealed,
    Arrived,
    Departed,
    Entry,
    Erased,
    Expired,
    Reported,
    Signed,
    Submitted,
)
from diwan.ledger.reader_check import ReaderCheck
from diwan.ledger.reader_records import SIGNER_FIELDS, SUBJECT_FIELDS
from diwan.ledger.reason_check import ReasonCheck
from diwan.ledger.records import (
    APPEAL_WORDS_FIELDS,
    KEYS,
    REASON_FIELDS,
    WORDS_FIELDS,
    Committed,
    Expected,
    expected,
)
from diwan.ledger.rows import RecordRow, raw, text
from diwan.ledger.violations import Kind, Violation

_MISSING = object()
_ERASABLE = {
    "comment": WORDS_FIELDS,
    "appeal": APPEAL_WORDS_FIELDS,
    "report": REASON_FIELDS,
    "reader": SUBJECT_FIELDS,
    "signature": SIGNER_FIELDS,
}


class RecordCheck:
    """The records, read along with the entries. Remembers only comments whose words are gone.

    `count` is how many records were read.
    """

    def __init__(self, records: Iterable[RecordRow]) -> None:
        self._records = iter(records)
        self._next = next(self._records, None)
        self._wordless: dict[str, int] = {}
        self._lost: set[str] = set()
        self._appeals = AppealWords()
        self._reasons = ReasonCheck()
        self._readers = ReaderCheck()
        self.count = 0

    def check(self, position: int, entry: Entry | None) -> Iterator[Violation]:
        """Compare the records at `position` with `entry`; None for an entry that cannot be read."""
        found: list[RecordRow] = []
        while (row := self._next) is not None and row.position <= position:
            self._take()
            if row.position < position:
                yield _extra(row)
            else:
                found.append(row)
        if entry is None:
            return
        wanted = expected(entry)
        for record, row in _paired(wanted, found):
            if row is None:
                what = "the record that the ledger speaks of is missing"
                yield Violation(position, Kind.RECORD_MISSING, f"{record.kind} {record.key}", what)
            else:
                yield from _compare(position, record, row)
            if isinstance(entry, Submitted):
                yield from self._words(position, entry, row)
            if isinstance(entry, Appealed):
                yield from self._appeals.appealed(position, entry, row)
            if isinstance(entry, Reported):
                yield from self._reasons.reported(position, entry, row)
            if isinstance(entry, Arrived):
                yield from self._readers.arrived(position, entry, row)
            if isinstance(entry, Signed):
                yield from self._readers.signed(position, entry, row)
        for row in found:
            yield _extra(row)
        if isinstance(entry, Departed):
            yield from self._readers.departed(position, entry)
        if isinstance(entry, Erased):
            yield from self._erased(position, entry)
            yield from self._appeals.erased(position, entry)
            yield from self._reasons.erased(position, entry)
            yield from self._readers.erased(position, entry)
        if isinstance(entry, Expired):
            yield from self._appeals.expired(position, entry)
            yield from self._reasons.expired(position, entry)

    def finish(self) -> Iterator[Violation]:
        """Records behind the last entry, and words that are gone without having been erased."""
        while (row := self._next) is not None:
            self._take()
            yield _extra(row)
        for comment, position in self._wordless.items():
            what = "the words are gone, but no entry says that they were erased"
            yield Violation(position, Kind.WORDS, f"comment {comment}", what)
        yield from self._appeals.finish()
        yield from self._reasons.finish()
        yield from self._readers.finish()

    def _take(self) -> None:
        self.count += 1
        self._next = next(self._records, None)

    def _words(self, position: int, entry: Submitted, row: RecordRow | None) -> Iterator[Violation]:
        if row is None:
            self._lost.add(entry.comment)
        elif all(row.fields.get(name) is None for name in WORDS_FIELDS):
            self._wordless[entry.comment] = position
        elif not _are_the_words(entry, row):
            what = "the words, or their salt, are not those that were submitted"
            yield Violation(position, Kind.WORDS, f"comment {entry.comment}", what)

    def _erased(self, position: int, entry: Erased) -> Iterator[Violation]:
        if self._wordless.pop(entry.comment, None) is None and entry.comment not in self._lost:
            what = "the ledger says that the words were erased, but they are still there"
            yield Violation(position, Kind.WORDS, f"comment {entry.comment}", what)


def _paired(wanted: list[Expected], found: list[RecordRow]) -> list[tuple[Expected, RecordRow | None]]:
    """Each wanted record with its row: the one of that name, or else any of that kind. Leaves the rest in `found`.

    Pairing by kind lets a changed name be told as a difference, not as one record lost and one too many.
    """
    by_key = {(row.kind, row.fields.get(KEYS.get(row.kind, ""))): i for i, row in enumerate(found)}
    places = [by_key.get((record.kind, record.key)) for record in wanted]
    free: dict[str, list[int]] = {}
    for i in sorted(set(range(len(found))).difference(places), reverse=True):
        free.setdefault(found[i].kind, []).append(i)
    for n, record in enumerate(wanted):
        if places[n] is None and free.get(record.kind):
            places[n] = free[record.kind].pop()
    pairs = [(record, None if i is None else found[i]) for record, i in zip(wanted, places, strict=True)]
    found[:] = [found[i] for i in sorted(i for kind in free.values() for i in kind)]
    return pairs


def _compare(position: int, record: Expected, row: RecordRow) -> Iterator[Violation]:
    """One violation for each column, or group of columns under one digest, that differs."""
    subject = f"{record.kind} {record.key}"
    for name, value in record.fields.items():
        found = row.fields.get(name, _MISSING)
        if found is _MISSING:
            yield Violation(position, Kind.RECORD_DIFFERS, subject, f"{name} is not there")
        elif found != value or isinstance(found, bool):
            what = f"{name} is {_shown(found)}; the ledger says {_shown(value)}"
            yield Violation(position, Kind.RECORD_DIFFERS, subject, what)
    for committed in record.committed:
        if not _is_kept(committed, row):
            names = ", ".join((*committed.fields, *committed.perhaps))
            what = f"{names}: not what the ledger holds the digest of"
            yield Violation(position, Kind.RECORD_DIFFERS, subject, what)
    known = set(record.fields)
    for committed in record.committed:
        known.update(committed.fields, committed.perhaps)
    known.update(_ERASABLE.get(record.kind, ()))
    for name in sorted(set(row.fields) - known):
        yield Violation(position, Kind.RECORD_DIFFERS, subject, f"{name} does not belong there")


def _is_kept(committed: Committed, row: RecordRow) -> bool:
    try:
        return all(name in row.fields for name in committed.fields) and (
            committed.compute(row.fields) == committed.digest
        )
    except ValueError:
        return False


def _are_the_words(entry: Submitted, row: RecordRow) -> bool:
    try:
        salt = raw(row.fields, "salt")
        words = Words(name=text(row.fields, "name"), body=text(row.fields, "body"))
        made = comments.digest(
            salt, site=entry.site, article=entry.article, parent_id=entry.parent, words=words
        )
    except ValueError:
        return False
    return len(salt) == SALT_BYTES and made.hex() == entry.digest


def _extra(row: RecordRow) -> Violation:
    name = row.fields.get(KEYS.get(row.kind, ""))
    what = "the ledger does not speak of this record at this position"
    return Violation(row.position, Kind.RECORD_EXTRA, f"{row.kind} {_shown(name)}", what)


def _shown(value: object) -> str:
    return "none" if value is None else str(value)[:80]
