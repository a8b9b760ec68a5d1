"""Verifying a ledger: everything recomputed from the stored bytes in one pass, and what does not fit named.

Time is linear. Memory grows with the comments (about a kilobyte each), never with the size of their words.

What it cannot see: entries behind the last checkpoint, and checkpoints themselves, can be cut off together, and
whoever holds the signing key can write another history. Receipts and checkpoints kept elsewhere show both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from diwan.ledger.audit import Audit
from diwan.ledger.book import Book, LedgerRow
from diwan.ledger.entries import Entry, Founded
from diwan.ledger.fields import BadEntry
from diwan.ledger.leaves import decode
from diwan.ledger.merkle import leaf_hash
from diwan.ledger.notes import VerifierKey
from diwan.ledger.record_check import RecordCheck
from diwan.ledger.tree_check import MAX_GAP, TreeCheck
from diwan.ledger.violations import Kind, Violation


@dataclass(slots=True)
class Tally:
    """What a verification read, complete once it has ended. `signed` is the largest size a fitting checkpoint has."""

    entries: int = 0
    checkpoints: int = 0
    records: int = 0
    signed: int = 0


def verify(book: Book, *, verifier_key: VerifierKey, tally: Tally | None = None) -> Iterator[Violation]:
    """Everything in `book` that does not fit, roughly in the order of positions. Nothing if all is well.

    `verifier_key` must come from somewhere else than the book: it is what the checkpoints are believed by.
    """
    tally = tally or Tally()
    tree = TreeCheck(book, verifier_key)
    audit = Audit()
    records = book.records()
    record_check = None if records is None else RecordCheck(records)
    yield from tree.begin()
    for row in book.rows():
        tally.entries += 1
        if row.position < tree.size:
            what = "it stands there twice or out of order"
            yield Violation(row.position, Kind.ROW_ORDER, f"entry {row.position}", what)
            continue
        if row.position > tree.size:
            yield from _gap(tree, row.position)
        entry, wrong = _entry(row, verifier_key)
        yield from wrong
        yield from tree.append(leaf_hash(row.leaf))
        if entry is not None:
            yield from audit.check(row.position, entry)
        if record_check is not None:
            yield from record_check.check(row.position, entry)
    if tree.size == 0:
        yield Violation(0, Kind.ROW_MISSING, "ledger", "it is empty; even a new one has its founding")
    yield from tree.finish()
    if record_check is not None:
        yield from record_check.finish()
        tally.records = record_check.count
    tally.checkpoints, tally.signed = tree.checkpoints, tree.signed


def _gap(tree: TreeCheck, position: int) -> Iterator[Violation]:
    first, last = tree.size, position - 1
    missing = f"entry {first}" if first == last else f"entries {first} to {last}"
    yield Violation(first, Kind.ROW_MISSING, missing, "missing from the ledger")
    yield from tree.skip(position - first)
    if position - first > MAX_GAP:
        tree.jump(position)


def _entry(row: LedgerRow, verifier_key: VerifierKey) -> tuple[Entry | None, list[Violation]]:
    """The row's entry, if it can be read, and what is wrong with the row in itself."""
    wrong: list[Violation] = []
    subject = f"entry {row.position}"
    if leaf_hash(row.leaf) != row.hash:
        wrong.append(Violation(row.position, Kind.HASH, subject, "the stored hash is not that of the leaf"))
    try:
        entry = decode(row.leaf)
    except BadEntry as error:
        wrong.append(Violation(row.position, Kind.LEAF, subject, str(error)))
        return None, wrong
    if isinstance(entry, Founded) and entry.origin != verifier_key.name:
        what = f"it founds the ledger {entry.origin}, not {verifier_key.name}"
        wrong.append(Violation(row.position, Kind.RULE, subject, what))
    return entry, wrong
