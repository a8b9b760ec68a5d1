"""The folder of exported statements: whatever dies in between, each rejection is in exactly one batch."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from diwan.cli.statement_files import StatementFolder, read_batch, sent_mark, unsent
from diwan.errors import CannotStart, Unavailable
from diwan.press import files
from diwan.statements_of_reasons.rejection import Rejection
from diwan.statements_of_reasons.statement import Statement, puid, statement
from tests.unit.statements_of_reasons.test_statement import REJECTION

ALL = [replace(REJECTION, id=f"{n:032x}", position=3 * n) for n in range(250)]


class PowerCut(Exception):
    """The process is gone."""


def ledger(rejections: Sequence[Rejection]) -> Callable[[int, int], list[Rejection]]:
    def next_ones(after: int, limit: int) -> list[Rejection]:
        return [each for each in rejections if each.position > after][:limit]

    return next_ones


def export(folder: Path, rejections: Sequence[Rejection] = ALL, **given: str) -> tuple[int, int]:
    return StatementFolder(folder, **{"instance": "one", **given}).export(ledger(rejections), statement)


def exported(folder: Path) -> list[object]:
    batches = [read_batch(path) for path in sorted(folder.glob("statements-*.json"))]
    assert all(len(batch) <= 100 for batch in batches)
    return [each["puid"] for batch in batches for each in batch if isinstance(each, dict)]


WANTED = [puid(each) for each in ALL]


def test_everything_goes_out_once_in_batches_of_a_hundred(tmp_path: Path) -> None:
    assert export(tmp_path) == (3, 250)
    assert [len(read_batch(path)) for path in sorted(tmp_path.glob("statements-*"))] == [100, 100, 50]
    assert exported(tmp_path) == WANTED
    assert export(tmp_path) == (0, 0)
    assert exported(tmp_path) == WANTED


def test_a_later_export_goes_on_behind_the_earlier_one(tmp_path: Path) -> None:
    export(tmp_path, ALL[:130])
    assert export(tmp_path) == (2, 120)
    assert exported(tmp_path) == WANTED


@pytest.mark.parametrize("written", ["before", "after"])
@pytest.mark.parametrize("step", range(8))
def test_an_export_killed_at_any_step_doubles_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, written: str
) -> None:
    steps = iter(range(100))
    real = files.replace

    def dies(path: Path, data: bytes) -> None:
        if next(steps) == step:
            if written == "after":
                real(path, data)
            raise PowerCut
        real(path, data)

    monkeypatch.setattr(files, "replace", dies)
    try:
        export(tmp_path)
        died = False
    except PowerCut:
        died = True
    # A new folder's cursor, three batches, and the cursor behind each: seven steps.
    assert died == (step < 7)
    monkeypatch.setattr(files, "replace", real)
    export(tmp_path)
    assert exported(tmp_path) == WANTED


def test_a_batch_that_was_moved_away_is_not_exported_again(tmp_path: Path) -> None:
    export(tmp_path)
    for path in tmp_path.glob("statements-*"):
        path.unlink()
    assert export(tmp_path) == (0, 0)


def test_a_folder_belongs_to_one_ledger_and_one_choice_of_sites(tmp_path: Path) -> None:
    export(tmp_path)
    for other in ({"instance": "two"}, {"site": "courier"}):
        with pytest.raises(CannotStart, match="another ledger or of other sites"):
            export(tmp_path, ALL, **other)
    assert exported(tmp_path) == WANTED


@pytest.mark.parametrize("damage", ["", "{", '{"format": "diwan-statements/1"}', "[]"])
def test_a_damaged_cursor_stops_the_export(tmp_path: Path, damage: str) -> None:
    export(tmp_path)
    (tmp_path / "cursor.json").write_text(damage)
    with pytest.raises(CannotStart, match=r"cursor\.json cannot be read"):
        export(tmp_path)


def test_batches_without_a_cursor_stop_the_export(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "cursor.json").unlink()
    with pytest.raises(CannotStart, match="holds batches"):
        export(tmp_path)


def test_a_statement_that_breaks_a_rule_is_never_written(tmp_path: Path) -> None:
    def broken(rejection: Rejection) -> Statement:
        made = statement(rejection)
        return {**made, "decision_facts": "x" * 5001} if rejection.position == 330 else made

    with pytest.raises(CannotStart, match="decision_facts has 5001 characters"):
        StatementFolder(tmp_path, instance="one").export(ledger(ALL), broken)
    assert exported(tmp_path) == WANTED[:100]
    export(tmp_path)
    assert exported(tmp_path) == WANTED


def test_two_exports_into_one_folder_do_not_meet(tmp_path: Path) -> None:
    def meanwhile(after: int, limit: int) -> list[Rejection]:
        with pytest.raises(CannotStart, match="is running"):
            export(tmp_path)
        return []

    StatementFolder(tmp_path, instance="one").export(meanwhile, statement)
    assert export(tmp_path) == (3, 250)


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise Unavailable("the disk is full.")

    monkeypatch.setattr(files, "replace", full)
    with pytest.raises(Unavailable):
        export(tmp_path)


def test_batches_are_unsent_until_they_are_marked(tmp_path: Path) -> None:
    export(tmp_path)
    first, second, third = unsent(tmp_path)
    sent_mark(second).write_text("{}")
    assert unsent(tmp_path) == [first, third]
    assert unsent(tmp_path / "nowhere") == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"statements": 1}'])
def test_a_file_that_is_no_batch_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "some.json"
    path.write_text(content)
    with pytest.raises(CannotStart, match="is no batch"):
        read_batch(path)


def test_a_batch_is_the_json_that_the_database_takes(tmp_path: Path) -> None:
    export(tmp_path, ALL[:1])
    [path] = tmp_path.glob("statements-*")
    assert path.name == "statements-000000000000-000000000000.json"
    assert json.loads(path.read_bytes()) == {"statements": [statement(ALL[0])]}
