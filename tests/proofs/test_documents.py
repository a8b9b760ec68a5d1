"""The threat model and the table of the ASVS say of each row which test holds it, or why there is none."""

import re
from pathlib import Path

import pytest
from proofs.__main__ import EXPERIMENTS

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:tests|proofs)/[\w./-]+)`")
REASONS = ("Reason: ", "Open: ", "Not applicable: ")


def _rows(name: str) -> list[str]:
    text = (ROOT / "docs" / name).read_text()
    tables = text.split("test, or reason |\n")[1:]
    return [line for table in tables for line in table.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("name", ["threat-model.md", "asvs.md"])
def test_every_row_has_a_test_or_a_reason(name: str) -> None:
    rows = _rows(name)
    assert len(rows) > 15
    last = {row: row.rstrip("| ").rsplit(" | ", 1)[1] for row in rows}
    assert [
        row for row, cell in last.items() if not NAMED.search(cell) and not cell.startswith(REASONS)
    ] == []


@pytest.mark.parametrize("name", ["threat-model.md", "asvs.md", "proofs.md"])
def test_every_file_that_is_named_exists(name: str) -> None:
    text = (ROOT / "docs" / name).read_text()
    assert [path for path in NAMED.findall(text) if not (ROOT / path).exists()] == []


def test_every_experiment_and_every_planted_fault_is_told() -> None:
    text = (ROOT / "docs" / "proofs.md").read_text()
    for experiment in EXPERIMENTS.values():
        assert f"`{experiment.name}`" in text
        assert [plant for plant in experiment.plants if f"`{plant}`" not in text] == []
