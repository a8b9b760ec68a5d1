"""Whatever is changed, deleted, inserted or put elsewhere, `verify` names it; and it names nothing else."""

import random
from dataclasses import replace
from typing import get_args

import pytest

from diwan.ledger.book import CheckpointRow, LedgerRow, TileRow
from diwan.ledger.entries import Decided, Entry, Founded, Submitted
from diwan.ledger.leaves import encode
from diwan.ledger.merkle import leaf_hash
from diwan.ledger.notes import Checkpoint, SigningKey, sign
from diwan.ledger.rows import FieldValue, RecordRow
from diwan.ledger.verify import Tally, verify
from diwan.ledger.violations import Kind, Violation
from tests.unit.ledger.newsroom import KEY, ORIGIN, VERIFIER, MemoryBook, Newsroom, busy_newsroom

ROOM = busy_newsroom(steps=260)
"""Large enough for a tile."""
SMALL = busy_newsroom(steps=80, seed=2)
"""Small enough to be verified hundreds of times; still has everything."""


def found(book: MemoryBook) -> list[Violation]:
    return list(verify(book, verifier_key=VERIFIER))


def kinds(book: MemoryBook) -> set[Kind]:
    return {violation.kind for violation in found(book)}


def test_a_sound_ledger_has_nothing_to_name() -> None:
    for seed in range(6):
        assert found(busy_newsroom(steps=120, seed=seed).book()) == []
    book = ROOM.book()
    assert book.tile_rows
    assert found(book) == []
    assert found(ROOM.book(tiles=False, records=False)) == []


def test_the_busy_newsroom_has_every_kind_of_entry_and_record() -> None:
    for room in (ROOM, SMALL):
        assert {entry.kind for entry in room.entries} == {kind.kind for kind in get_args(Entry)}
        assert len({record.kind for record in room.records}) == 28


def test_the_tally_says_how_much_was_read_and_how_far_it_is_signed() -> None:
    book = ROOM.book()
    book.checkpoint_rows.pop()
    tally = Tally()
    assert list(verify(book, verifier_key=VERIFIER, tally=tally)) == []
    assert tally == Tally(
        entries=len(ROOM.entries),
        checkpoints=len(book.checkpoint_rows),
        records=len(ROOM.records),
        signed=book.checkpoint_rows[-1].size,
    )


def test_an_empty_ledger_is_no_ledger() -> None:
    assert kinds(MemoryBook([], None, [], None)) == {Kind.ROW_MISSING}


@pytest.mark.parametrize("tiles", [True, False])
@pytest.mark.parametrize("records", [True, False])
def test_each_changed_leaf_is_named_by_its_position(tiles: bool, records: bool) -> None:
    random.seed(5)
    whole = ROOM.book(tiles=tiles, records=records)
    for row in random.sample(whole.ledger, 40):
        book = replace(whole, ledger=list(whole.ledger))
        leaf = bytearray(row.leaf)
        leaf[random.randrange(len(leaf))] ^= 1 << random.randrange(7)
        book.ledger[row.position] = replace(row, leaf=bytes(leaf))
        violations = found(book)
        assert any(v.kind is Kind.HASH and v.position == row.position for v in violations)
        assert any(v.kind is Kind.CHECKPOINT for v in violations)


def test_a_leaf_changed_together_with_its_hash_is_named_by_tile_checkpoint_and_record() -> None:
    book = ROOM.book()
    for row in book.ledger[:250]:
        entry = ROOM.entries[row.position]
        if isinstance(entry, Decided) and entry.note is not None:
            leaf = encode(replace(entry, note=None))
            book.ledger[row.position] = LedgerRow(row.position, leaf, leaf_hash(leaf))
            break
    violations = found(book)
    assert {v.kind for v in violations} == {Kind.TILE, Kind.CHECKPOINT, Kind.RECORD_DIFFERS}
    assert {v.position for v in violations if v.kind is not Kind.CHECKPOINT} == {row.position}
    (checkpoint,) = (v for v in violations if v.kind is Kind.CHECKPOINT)
    assert checkpoint.position > row.position
    assert str(checkpoint.position - 1) in checkpoint.what


def test_each_wrong_hash_is_named_alone() -> None:
    book = ROOM.book()
    book.ledger[17] = replace(book.ledger[17], hash=leaf_hash(b"other"))
    (violation,) = found(book)
    assert (violation.position, violation.kind) == (17, Kind.HASH)


@pytest.mark.parametrize("position", [0, 1, 40, 255, 256, 280])
def test_a_deleted_row_is_named(position: int) -> None:
    book = ROOM.book()
    del book.ledger[position]
    violations = found(book)
    assert any(v.kind is Kind.ROW_MISSING and v.position == position for v in violations)
    assert any(v.kind is Kind.RECORD_EXTRA and v.position == position for v in violations) or not any(
        record.position == position for record in ROOM.records
    )
    assert {v.position for v in violations if v.kind is Kind.TILE} <= {position, position // 256 * 256}


def test_rows_deleted_at_the_end_are_noticed_by_the_checkpoint_that_spoke_of_them() -> None:
    book = ROOM.book(records=False)
    del book.ledger[-1]
    (violation,) = found(book)
    assert violation.kind is Kind.CHECKPOINT
    assert "ends after" in violation.what


def test_a_gap_larger_than_anything_is_named_without_walking_through_it() -> None:
    book = ROOM.book(records=False)
    last = book.ledger[-1]
    book.ledger[-1] = replace(last, position=10**15)
    violations = found(book)
    assert any(v.kind is Kind.ROW_MISSING and v.position == last.position for v in violations)


def test_a_row_inserted_again_or_elsewhere_is_named() -> None:
    book = ROOM.book()
    book.ledger.insert(50, book.ledger[20])
    assert any(v.kind is Kind.ROW_ORDER and v.position == 20 for v in found(book))
    book = ROOM.book()
    extra = encode(next(entry for entry in ROOM.entries if isinstance(entry, Submitted)))
    book.ledger.append(LedgerRow(len(book.ledger), extra, leaf_hash(extra)))
    assert any(v.position == len(book.ledger) - 1 for v in found(book))


def test_two_rows_that_changed_places_are_both_named() -> None:
    book = ROOM.book()
    a, b = book.ledger[30], book.ledger[90]
    book.ledger[30], book.ledger[90] = replace(b, position=30), replace(a, position=90)
    (tile,) = (v for v in found(book) if v.kind is Kind.TILE)
    assert tile.what.endswith("at 30, 90")


def test_each_changed_tile_is_named() -> None:
    whole = ROOM.book()
    assert whole.tile_rows is not None
    for index, tile in enumerate(whole.tile_rows):
        for place in (0, 100, len(tile.hashes) - 1):
            book = ROOM.book()
            assert book.tile_rows is not None
            changed = bytearray(tile.hashes)
            changed[place] ^= 1
            book.tile_rows[index] = replace(tile, hashes=bytes(changed))
            (violation,) = found(book)
            assert violation.kind is Kind.TILE
            assert violation.position == tile.number * 256 + place // 32


def test_a_missing_short_or_superfluous_tile_is_named() -> None:
    for change in ("missing", "short", "twice", "beyond", "level"):
        book = ROOM.book()
        assert book.tile_rows is not None
        tile = book.tile_rows[0]
        if change == "missing":
            del book.tile_rows[0]
        elif change == "short":
            book.tile_rows[0] = replace(tile, hashes=tile.hashes[:-32])
        elif change == "twice":
            book.tile_rows.insert(0, tile)
        elif change == "beyond":
            book.tile_rows.append(TileRow(0, 900, tile.hashes))
        else:
            book.tile_rows.append(TileRow(3, 0, tile.hashes))
        assert kinds(book) == {Kind.TILE}, change


def test_each_changed_checkpoint_is_named() -> None:
    random.seed(6)
    for index, row in enumerate(ROOM.checkpoints):
        book = ROOM.book()
        place = random.randrange(len(row.note))
        letter = "A" if row.note[place] != "A" else "B"
        book.checkpoint_rows[index] = replace(row, note=row.note[:place] + letter + row.note[place + 1 :])
        (violation,) = found(book)
        assert (violation.position, violation.kind) == (row.size, Kind.CHECKPOINT)


def test_a_checkpoint_by_another_key_for_another_ledger_size_or_root_is_named() -> None:
    row = ROOM.checkpoints[2]
    other_key = SigningKey.from_seed(ORIGIN, bytes(32))
    notes = [
        sign(Checkpoint(ORIGIN, row.size, ROOM.frontier.root()), KEY),
        sign(Checkpoint(ORIGIN, row.size, ROOM.frontier.root()), other_key),
        ROOM.checkpoints[1].note,
    ]
    for note in notes:
        book = ROOM.book()
        book.checkpoint_rows[2] = CheckpointRow(row.size, note)
        (violation,) = found(book)
        assert (violation.position, violation.kind) == (row.size, Kind.CHECKPOINT)
    book = ROOM.book()
    book.checkpoint_rows.insert(0, book.checkpoint_rows.pop())
    assert Kind.CHECKPOINT in kinds(book)


def test_a_ledger_founded_under_another_name_is_named() -> None:
    room = Newsroom()
    room.append(Founded(room.at, "i", "other.example.org"), ("instance", {}))
    room.records[:] = [
        RecordRow("instance", 0, {"id": "i", "origin": "other.example.org", "at": 1_790_000_000_000})
    ]
    (violation,) = found(room.book())
    assert (violation.kind, violation.position) == (Kind.RULE, 0)


def _another(value: FieldValue) -> FieldValue:
    if value is None:
        return "something"
    if isinstance(value, int):
        return value + 1
    return value[:-1] + ("0" if value[-1:] != "0" else "1") if value else "x"


ERASABLE = {
    "comment": {"salt", "name", "body"},
    "appeal": {"salt", "body"},
    "report": {"salt", "reason"},
    "reader": {"salt", "site", "source", "subject"},
    "signature": {"salt", "reader_id", "badge"},
}


def _first_of_each() -> list[RecordRow]:
    """For each kind of record one where as many columns as possible are filled, and one where they are not."""
    chosen: dict[tuple[str, int], RecordRow] = {}
    for row in SMALL.records:
        filled = sum(value is not None for value in row.fields.values())
        chosen.setdefault((row.kind, filled), row)
    return list(chosen.values())


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param(row, column, id=f"{row.kind}.{column}")
        for row in _first_of_each()
        for column in row.fields
    ],
)
def test_a_change_to_any_column_of_any_record_is_named(row: RecordRow, column: str) -> None:
    index = SMALL.records.index(row)
    words = column in ERASABLE.get(row.kind, ())
    changes = [_another(row.fields[column])]
    if row.fields[column] is not None and not words:
        changes.append(None)
    for changed in changes:
        book = SMALL.book()
        assert book.record_rows is not None
        book.record_rows[index] = replace(row, fields={**row.fields, column: changed})
        violations = found(book)
        expected_kind = Kind.WORDS if words else Kind.RECORD_DIFFERS
        named = [v for v in violations if v.position == row.position and v.kind is expected_kind]
        assert len(named) == 1
        assert words or column in named[0].what
    left = {name: value for name, value in row.fields.items() if name != column}
    book = SMALL.book()
    assert book.record_rows is not None
    book.record_rows[index] = replace(row, fields=left)
    if row.fields[column] is not None or not words:
        assert len(found(book)) == 1


def test_a_text_taken_from_an_article_put_to_one_or_emptied_is_named() -> None:
    book = SMALL.book()
    assert book.record_rows
    with_text = next(row for row in book.record_rows if "text" in row.fields)
    without = next(row for row in book.record_rows if row.kind == "article" and "text" not in row.fields)
    bare = {name: value for name, value in with_text.fields.items() if name != "text"}
    for row, fields in (
        (with_text, bare),
        (with_text, {**bare, "text": None}),
        (with_text, {**bare, "text": ""}),
        (without, {**without.fields, "text": "Another."}),
        (without, {**without.fields, "text": None}),
    ):
        rows = [replace(each, fields=fields) if each is row else each for each in book.record_rows]
        [violation] = found(replace(book, record_rows=rows))
        assert (violation.kind, violation.position) == (Kind.RECORD_DIFFERS, row.position)


def test_a_column_that_the_format_does_not_know_is_named() -> None:
    book = SMALL.book()
    assert book.record_rows is not None
    row = book.record_rows[3]
    book.record_rows[3] = replace(row, fields={**row.fields, "status": "pending"})
    (violation,) = found(book)
    assert (violation.position, violation.kind) == (row.position, Kind.RECORD_DIFFERS)


@pytest.mark.parametrize("row", _first_of_each(), ids=lambda row: row.kind)
def test_a_missing_record_is_named(row: RecordRow) -> None:
    book = SMALL.book()
    assert book.record_rows is not None
    book.record_rows.remove(row)
    (violation,) = found(book)
    assert (violation.position, violation.kind) == (row.position, Kind.RECORD_MISSING)
    assert violation.subject.startswith(row.kind)


@pytest.mark.parametrize("row", _first_of_each(), ids=lambda row: row.kind)
@pytest.mark.parametrize("position", [-1, 0, 20, len(SMALL.entries), 10**12])
def test_a_record_without_an_entry_is_named(row: RecordRow, position: int) -> None:
    book = SMALL.book()
    assert book.record_rows is not None
    intruder = replace(row, position=position, fields={**row.fields, "id": "intruder"})
    book.record_rows.append(intruder)
    book.record_rows.sort(key=lambda record: record.position)
    extra = [v for v in found(book) if v.kind is Kind.RECORD_EXTRA]
    assert [v.position for v in extra] == [position]


def test_a_record_that_claims_another_position_is_named() -> None:
    book = SMALL.book()
    assert book.record_rows is not None
    index, row = next((i, r) for i, r in enumerate(book.record_rows) if r.kind == "decision")
    book.record_rows[index] = replace(row, position=5)
    book.record_rows.sort(key=lambda record: record.position)
    assert {(v.position, v.kind) for v in found(book)} == {
        (row.position, Kind.RECORD_MISSING),
        (5, Kind.RECORD_EXTRA),
    }


def _comment_row(*, erased: bool) -> tuple[int, RecordRow]:
    return next(
        (i, r)
        for i, r in enumerate(SMALL.records)
        if r.kind == "comment" and (r.fields["id"] in SMALL.erasures) == erased
    )


def test_words_gone_without_an_erasure_are_named() -> None:
    index, row = _comment_row(erased=False)
    book = SMALL.book()
    assert book.record_rows is not None
    gone = {**row.fields, "salt": None, "name": None, "body": None}
    book.record_rows[index] = replace(row, fields=gone)
    (violation,) = found(book)
    assert (violation.position, violation.kind) == (row.position, Kind.WORDS)
    assert "gone" in violation.what


def test_words_still_there_after_an_erasure_are_named() -> None:
    room = busy_newsroom(steps=40, seed=3)
    comment = next(c for c in room.submitted if c not in room.erasures)
    index = next(i for i, r in enumerate(room.records) if r.kind == "comment" and r.fields["id"] == comment)
    kept = room.records[index]
    room.erase(comment)
    room.records[index] = kept
    (violation,) = (v for v in found(room.book()))
    assert (violation.position, violation.kind) == (len(room.entries) - 1, Kind.WORDS)
    assert "still there" in violation.what


def test_no_violation_repeats_a_reader_s_words() -> None:
    index, row = _comment_row(erased=False)
    book = SMALL.book()
    assert book.record_rows is not None
    changed = {**row.fields, "body": "CANARY in the body", "name": "CANARY in the name"}
    book.record_rows[index] = replace(row, fields=changed)
    violations = found(book)
    assert violations
    assert "CANARY" not in "".join(map(str, violations))


def test_two_comments_that_swapped_their_words_are_both_named() -> None:
    book = SMALL.book()
    assert book.record_rows is not None
    rows = [
        (i, r) for i, r in enumerate(book.record_rows) if r.kind == "comment" and r.fields["body"] is not None
    ][:2]
    (i, a), (j, b) = rows
    for index, row, other in ((i, a, b), (j, b, a)):
        words = {name: other.fields[name] for name in ("salt", "name", "body")}
        book.record_rows[index] = replace(row, fields={**row.fields, **words})
    assert [(v.position, v.kind) for v in found(book)] == [
        (a.position, Kind.WORDS),
        (b.position, Kind.WORDS),
    ]


def test_a_leaf_that_is_no_entry_is_named_and_the_rest_is_still_read() -> None:
    book = SMALL.book(records=False)
    position = next(i for i, e in enumerate(SMALL.entries) if not isinstance(e, (Submitted, Founded)))
    for leaf in (b"", b"{}", b"\xff", b'{"kind":"bypass"}', book.ledger[position].leaf + b" "):
        book.ledger[position] = LedgerRow(position, leaf, leaf_hash(leaf))
        assert any(v.kind is Kind.LEAF and v.position == position for v in found(book))
