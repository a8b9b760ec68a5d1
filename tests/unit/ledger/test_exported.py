"""An exported file is verified alone: by us, and by a second program that knows only the description."""

import ast
import json
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from diwan.ledger.book import CheckpointRow, LedgerRow
from diwan.ledger.exported import BadLine, End, Exported, encode_line, export, parse_line, verify_exported
from diwan.ledger.notes import SigningKey
from diwan.ledger.rows import RecordRow
from diwan.ledger.verify import Tally
from diwan.ledger.violations import Kind, Violation
from tests.breadth import wide
from tests.unit.ledger import second_verifier
from tests.unit.ledger.newsroom import ORIGIN, VERIFIER, busy_newsroom

ROOM = busy_newsroom(steps=70, seed=2)
LINES = list(export(ROOM.book(), verifier_key=VERIFIER))
BARE = list(export(ROOM.book(records=False), verifier_key=VERIFIER))


def named(lines: list[bytes]) -> list[Violation]:
    return list(verify_exported(lambda: lines, verifier_key=VERIFIER))


def second_accepts(lines: list[bytes]) -> bool:
    try:
        second_verifier.verify(lines, str(VERIFIER))
    except second_verifier.Unfit:
        return False
    return True


@pytest.mark.parametrize("lines", [LINES, BARE], ids=["with records", "without"])
def test_a_sound_export_fits_for_both_verifiers(lines: list[bytes]) -> None:
    assert named(lines) == []
    assert second_verifier.verify(lines, str(VERIFIER)) == len(ROOM.entries)


def test_an_export_holds_the_whole_book() -> None:
    exported = Exported(lambda: LINES)
    assert list(exported.rows()) == ROOM.book().ledger
    assert list(exported.checkpoints()) == ROOM.checkpoints
    records = exported.records()
    assert records is not None
    assert list(records) == ROOM.records
    assert Exported(lambda: BARE).records() is None
    tally = Tally()
    assert not list(verify_exported(lambda: LINES, verifier_key=VERIFIER, tally=tally))
    assert (tally.entries, tally.records) == (len(ROOM.entries), len(ROOM.records))


def test_an_exported_file_can_be_read_from_disk_and_exported_again(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(b"".join(LINES))
    assert list(verify_exported(lambda: file.open("rb"), verifier_key=VERIFIER)) == []
    assert list(export(Exported(lambda: file.open("rb")), verifier_key=VERIFIER)) == LINES


@pytest.mark.parametrize("number", [1, 2, 30, len(LINES)])
def test_a_damaged_line_is_named_by_its_number(number: int) -> None:
    for damage in (b"", b"x\n", b"\xff\n", b"[1]\n", b"null\n", b'{"p":1}\n', LINES[number - 1][:-2] + b"\n"):
        lines = [*LINES[: number - 1], damage, *LINES[number:]]
        assert any(v.kind is Kind.LINE and v.position == number for v in named(lines))
        assert not second_accepts(lines)


def test_a_file_that_was_cut_anywhere_is_noticed() -> None:
    for length in range(0, len(LINES), 7):
        assert named(LINES[:length])
        assert not second_accepts(LINES[:length])
    assert named([*LINES, LINES[-1]])
    assert named([*LINES, LINES[5]])


def test_a_lost_line_is_noticed_by_the_count_even_where_all_others_fit() -> None:
    checkpoint = next(i for i, line in enumerate(LINES) if line.startswith(b'{"c":'))
    (violation,) = named(LINES[:checkpoint] + LINES[checkpoint + 1 :])
    assert (violation.position, violation.kind) == (len(LINES) - 1, Kind.LINE)


def test_another_key_than_the_file_claims_is_named() -> None:
    other = SigningKey.from_seed(ORIGIN, bytes(32)).verifier
    violations = list(verify_exported(lambda: LINES, verifier_key=other))
    assert (violations[0].position, violations[0].kind) == (1, Kind.LINE)
    assert any(v.kind is Kind.CHECKPOINT for v in violations)


def test_records_in_a_file_that_says_it_has_none_are_named() -> None:
    record = next(line for line in LINES if b'"r":' in line)
    lines = [*BARE[:-1], record, encode_line(End(len(BARE)))]
    (violation,) = named(lines)
    assert violation.position == len(BARE)
    assert not second_accepts(lines)


def test_a_row_that_has_no_spelling_is_not_exported() -> None:
    for row in (
        LedgerRow(0, b"\xff", bytes(32)),
        CheckpointRow(0, "\ud800"),
        RecordRow("comment", 0, {"body": "\ud800"}),
    ):
        with pytest.raises(BadLine):
            encode_line(row)


@pytest.mark.parametrize(
    "line",
    [
        b'{"format":"diwan-ledger-export/2","key":"k","origin":"o","records":"no"}\n',
        b'{"format":"diwan-ledger-export/1","key":"k","origin":"o","records":"maybe"}\n',
        b'{"h":"00","l":"{}","p":0}\n',
        b'{"h":null,"l":"{}","p":0}\n',
        b'{"f":{"a":[1]},"p":0,"r":"comment"}\n',
        b'{"c":1,"n":"note","x":1}\n',
        b'{"end":1}',
    ],
)
def test_a_line_of_no_known_sort_is_refused(line: bytes) -> None:
    with pytest.raises(BadLine):
        parse_line(line)


def _alter(lines: list[bytes], chance: random.Random) -> list[bytes]:
    """One random change that an export does not survive."""
    lines = list(lines)
    index = chance.randrange(len(lines))
    act = chance.choice(("flip", "flip", "value", "value", "value", "value", "drop", "twice", "swap", "cut"))
    if act in ("drop", "twice") and b'"c":' in lines[index]:
        # A checkpoint may be missing or stand there twice: the others still hold.
        index = 1
    if act == "flip":
        line = bytearray(lines[index])
        line[chance.randrange(len(line))] ^= 1 << chance.randrange(8)
        lines[index] = bytes(line)
    elif act == "value":
        lines[index] = _another_value(lines[index], chance)
    elif act == "drop":
        del lines[index]
    elif act == "twice":
        lines.insert(chance.randrange(len(lines)), lines[index])
    elif act == "cut":
        lines = lines[:index]
    else:
        rows = [i for i, line in enumerate(lines) if b'"h":' in line]
        i, j = chance.sample(rows, 2)
        lines[i], lines[j] = lines[j], lines[i]
    if act in ("drop", "twice"):
        # The forger knows the format: the last line counts right again.
        lines[-1] = encode_line(End(len(lines) - 1)) if b'"end"' in lines[-1] else lines[-1]
    return lines


def _another_value(line: bytes, chance: random.Random) -> bytes:
    """The line with one value changed, spelled canonically as before."""
    value = json.loads(line)
    part = value["f"] if "f" in value and chance.random() < 0.9 else value
    name = chance.choice([name for name in part if not isinstance(part[name], dict)])
    match part[name]:
        case int(number):
            part[name] = chance.choice((number + 1, number - 1, str(number), None))
        case str(text):
            part[name] = chance.choice((text + "0", text[:-1], text.upper() + " ", None, 7))
        case _:
            part[name] = chance.choice(("x", 0))
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize("seed", range(wide(4, 6)))
def test_both_verifiers_notice_each_of_hundreds_of_changes(seed: int) -> None:
    chance = random.Random(seed)
    for number in range(50):
        original = LINES if chance.random() < 0.75 else BARE
        lines = _alter(original, chance)
        if lines == original:
            continue
        first, second = bool(named(lines)), not second_accepts(lines)
        assert (first, second) == (True, True), number


FORGERIES: list[Callable[[list[bytes]], list[bytes]]] = [
    lambda lines: [line.replace(b"approved", b"rejected") for line in lines],
    lambda lines: [line.replace(b"profanity", b"threat") for line in lines],
    lambda lines: [line for line in lines if b"erased" not in line],
    lambda lines: [line for line in lines if b'"decision"' not in line],
    lambda lines: [line.replace(ORIGIN.encode(), b"comments.example.com") for line in lines],
]


@pytest.mark.parametrize("forge", FORGERIES, ids=range(len(FORGERIES)))
def test_a_thorough_forgery_is_noticed_by_both(forge: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = forge(LINES)
    lines[-1] = encode_line(End(len(lines) - 1))
    assert named(lines)
    assert not second_accepts(lines)


def test_the_unsigned_tail_can_be_cut_off_unnoticed_as_the_format_says() -> None:
    room = busy_newsroom(steps=40, seed=9)
    last = room.checkpoints.pop()
    book = room.book(records=False)
    while len(book.ledger) > room.checkpoints[-1].size:
        book.ledger.pop()
    lines = list(export(book, verifier_key=VERIFIER))
    assert named(lines) == []
    assert second_accepts(lines)
    kept = replace(book, checkpoint_rows=[*book.checkpoint_rows, last])
    assert named(list(export(kept, verifier_key=VERIFIER)))


def test_the_second_verifier_imports_nothing_from_diwan() -> None:
    file = Path(second_verifier.__file__)
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        else:
            continue
        for module in modules:
            top = module.split(".")[0]
            assert top == "cryptography" or top in sys.stdlib_module_names


def test_the_second_verifier_runs_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(b"".join(LINES))
    monkeypatch.setattr(sys, "argv", ["second_verifier.py", str(file), str(VERIFIER)])
    assert second_verifier.main() == 0
    file.write_bytes(b"".join(LINES[:-1]))
    assert second_verifier.main() == 1
    assert "does not fit" in capsys.readouterr().out
