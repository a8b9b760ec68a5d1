"""`diwan compare`: a team that leaves another service, with the scores it was given, looks for its new thresholds."""

import csv
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from diwan.cli import texts
from diwan.cli.main import main
from diwan.guidelines import Guideline
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark
from diwan.screening.screener import Screener


class Half:
    """A model that reads a number in each text, and finds it half as toxic; it says nothing about texts that hold none."""

    name, version = "model", "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        try:
            score = float(reading.words.body.split()[-1]) / 2
        except ValueError:
            return [Finding(self.name, self.version, None, 0.0, could_not_tell=True)]
        return [
            *(Finding(self.name, self.version, guideline, score / 2) for guideline in Guideline),
            Finding(self.name, self.version, None, score, mark=Mark.TOXICITY),
        ]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and the model above instead of the shipped one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIWAN_CONFIG", raising=False)
    monkeypatch.setattr(texts, "shipped", lambda: Screener([Half()], timeout_s=60))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["compare", *arguments])
    told = capsys.readouterr()
    assert "anary" not in told.out + told.err
    return int(ended.value.code or 0), told.out, told.err


def table(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def test_a_table_of_old_scores_gives_the_threshold_that_does_the_same(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[f"canary, {place / 100}", place / 100, place / 100] for place in range(100)]
    table(here / "old.csv", ["text", "TOXICITY", "insult"], rows)
    code, out, err = run(capsys, "old.csv", "--threshold", "0.8", "--threshold", "0.5", "--json")
    assert (code, err) == (0, "")
    told: dict[str, Any] = json.loads(out)
    assert (list(told["attributes"]), told["not_served"], told["bad_lines"]) == (
        ["TOXICITY", "INSULT"],
        {},
        0,
    )
    toxicity = told["attributes"]["TOXICITY"]
    assert (toxicity["texts"], toxicity["untold"]) == (100, 0)
    assert toxicity["rank_correlation"] == pytest.approx(1)
    assert [(row["old"], row["above"], row["ours"]) for row in toxicity["thresholds"]] == [
        (0.5, 50, 0.25),
        (0.8, 20, 0.4),
    ]
    [_, high] = toxicity["thresholds"]
    assert high["fitted"] == {"above": 20, "risen": 0, "fallen": 0}
    assert high["kept"] == {"above": 0, "risen": 0, "fallen": 20}
    assert [row["ours"] for row in told["attributes"]["INSULT"]["thresholds"]] == [0.125, 0.2]


def test_what_is_printed_for_people_holds_the_same_figures(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table(here / "old.csv", ["text", "score"], [[f"canary {p / 100}", p / 100] for p in range(100)])
    code, out, _ = run(capsys, "old.csv", "--threshold", "0.8")
    assert code == 0
    assert "TOXICITY: 100 texts" in out
    assert "rank correlation 1.000" in out
    [row] = [line.split() for line in out.splitlines() if line.split()[:1] == ["0.8"]]
    assert row[1:6] == ["20", "20.00%", "0.4", "20", "0"]


def test_what_could_not_be_told_or_is_not_served_is_counted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"text": "canary 0.9", "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0.9}}}},
        {"text": "canary 0.1", "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0.1}}}},
        {"text": "canary canary", "TOXICITY": 0.5},
        {"text": "canary 0.2", "FLIRTATION": 0.5},
    ]
    (here / "old.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    code, out, _ = run(capsys, "old.jsonl", "--json")
    told = json.loads(out)
    assert (code, told["not_served"]) == (0, {"FLIRTATION": 1})
    assert (told["attributes"]["TOXICITY"]["texts"], told["attributes"]["TOXICITY"]["untold"]) == (2, 1)
    _, out, _ = run(capsys, "old.jsonl")
    assert "1 more could not be told" in out
    assert "FLIRTATION: not served here; 1 old scores" in out


def test_a_bad_line_is_told_and_costs_nothing_but_itself(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "old.jsonl").write_text('{"text": "canary 0.9", "score": 0.9}\n{"text": "canary", "score": 90}\n')
    code, out, err = run(capsys, "old.jsonl", "--json")
    assert code == 1
    assert err.startswith("line 2: ")
    assert (json.loads(out)["bad_lines"], json.loads(out)["attributes"]["TOXICITY"]["texts"]) == (1, 1)


def test_a_drawing_is_made_on_request(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table(here / "old.csv", ["text", "score"], [[f"canary {p / 100}", p / 100] for p in range(100)])
    assert run(capsys, "old.csv", "--plot", "drawn.svg")[0] == 0
    drawing = (here / "drawn.svg").read_text()
    lines = ET.fromstring(drawing).findall("{http://www.w3.org/2000/svg}polyline")  # noqa: S314 - ours
    assert len(lines[1].attrib["points"].split()) == 99
    assert "TOXICITY" in drawing
    assert "anary" not in drawing


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.csv"], "There is no file missing.csv"),
        (["empty.jsonl"], "no text with an old score"),
        (["old.csv", "--text", "body"], "names no column body"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    (here / "empty.jsonl").write_text("\n")
    table(here / "old.csv", ["text", "score"], [["a", 0.5]])
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (1, "")
    assert says in err


@pytest.mark.parametrize("given", [["--threshold", "0"], ["--threshold", "80"], ["--attribute", "TOXICITY"]])
def test_what_is_typed_wrongly_is_explained(
    here: Path, capsys: pytest.CaptureFixture[str], given: list[str]
) -> None:
    assert run(capsys, "old.csv", *given)[0] == 2
