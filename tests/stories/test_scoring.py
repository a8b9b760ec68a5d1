"""`diwan score`: somebody who only needs the judgement, without a newsroom, its settings or its database."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from diwan.articles import MAX_TEXT_CHARACTERS
from diwan.cli import score, texts
from diwan.cli.main import main
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark, Span
from diwan.screening.screener import Screener

ADVERTISEMENT = "Canary! https://a.example and https://b.example and https://c.example"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with nothing said in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIWAN_CONFIG", raising=False)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    """The exit code, the lines printed, and what stands on stderr."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    assert "anary" not in told.out + told.err
    return int(ended.value.code or 0), [json.loads(line) for line in told.out.splitlines()], told.err


def lines(*objects: object) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in objects)


def test_a_text_is_scored_in_one_line_that_does_not_repeat_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, [line], err = run(capsys, "score", ADVERTISEMENT, "--language", "en")
    assert (code, err) == (0, "")
    assert list(line) == ["id", "language", "toxicity", "scores", "findings"]
    assert (line["id"], line["language"]) == (None, "en")
    assert list(line["scores"]) == [guideline.value for guideline in Guideline]
    assert line["scores"]["promotion"] > 0.5
    found = [finding for finding in line["findings"] if finding["guideline"] == "promotion"]
    assert set(found[0]) == {
        "check", "version", "guideline", "abuse_kind", "mark", "score", "spans", "could_not_tell",
    }  # fmt: skip
    assert list(here.iterdir()) == []


def test_a_file_is_answered_line_by_line_in_its_order(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["a", 7, "ج", "a"]
    (here / "in.jsonl").write_bytes(
        b"\xef\xbb\xbf" + lines(*({"id": n, "text": ADVERTISEMENT, "label": 1} for n in names))
    )
    for together in ("1", "3", "64"):
        code, answers, err = run(capsys, "score", "in.jsonl", "--together", together)
        assert (code, err) == (0, "")
        assert [line["id"] for line in answers] == names
        assert {line["scores"]["promotion"] for line in answers} == {answers[0]["scores"]["promotion"]}


def test_a_bad_line_is_told_with_its_number_and_the_others_are_scored(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [
        b"canary\n",
        b'{"id": "x"}\n',
        b'{"text": "canary"}\n',
        b'{"id": "y", "text": 7}\n',
        b'{"id": "z", "text": "canary \xff"}\n',
        b'{"id": "u", "text": "canary \\ud800"}\n',
        b'["canary"]\n',
        b'{"id": true, "text": "canary"}\n',
        b'{"id": "v", "text": "canary", "article": 3}\n',
        b'{"id": "w", "text": "canary", "parent": ["canary"]}\n',
        b'{"id": "deep", "text": "canary", "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
        lines({"id": "told", "text": "canary", "article": {"text": "x" * (MAX_TEXT_CHARACTERS + 1)}}),
        lines({"id": "long", "text": "canary" + "x" * texts.MOST_CHARACTERS}),
        b'{"id": "longer", "text": "canary' + b"x" * (2 * texts.MOST_BYTES + 5) + b'"}\n',
    ]
    good = [lines({"id": number, "text": "A fine bridge."}) for number in range(len(bad) + 1)]
    pairs = b"".join(line for pair in zip(good, bad, strict=False) for line in pair)
    (here / "in.jsonl").write_bytes(pairs + b"\n  \n" + good[-1].rstrip(b"\n"))
    code, answers, err = run(capsys, "score", "in.jsonl")
    assert code == 1
    assert [line["id"] for line in answers] == list(range(len(bad) + 1))
    told = [json.loads(line) for line in err.splitlines()]
    assert [each["line"] for each in told] == [2 * number for number in range(1, len(bad) + 1)]
    assert [each["id"] for each in told] == [
        None, "x", None, "y", "z", None, None, None, "v", "w", None, "told", "long", None,
    ]  # fmt: skip
    assert all(each["error"] for each in told)
    assert "`text`" in told[1]["error"]
    assert "50000 characters" in told[-2]["error"]
    assert "100000 characters" in told[-3]["error"]


def test_what_surrounds_a_text_reaches_the_checks(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    class Curious:
        name, version = "curious", "1"
        languages: frozenset[str] | None = None

        def look(self, reading: Reading) -> Sequence[Finding]:
            context = reading.context
            seen.append(
                (context.language, context.headline, context.section, context.article_text, context.parent)
            )
            return []

    monkeypatch.setattr(texts, "shipped", lambda: Screener([Curious()], timeout_s=60))
    around = {"language": "tr", "parent": "P"}
    (here / "in.jsonl").write_bytes(
        lines(
            {"id": 1, "text": "x", "article": "H", **around},
            {"id": 2, "text": "x", "article": {"headline": "H", "section": "S", "text": "T"}, **around},
            {"id": 3, "text": "x", "article": None, "language": None, "parent": None},
        )
    )
    run(capsys, "score", "in.jsonl")
    run(capsys, "score", "x", "--language=tr", "--headline=H", "--section=S", "--parent=P")
    assert seen == [
        ("tr", "H", "", "", "P"),
        ("tr", "H", "S", "T", "P"),
        ("", "", "", "", ""),
        ("tr", "H", "S", "", "P"),
    ]


def test_what_a_check_could_not_tell_is_null_and_everything_a_finding_says_is_printed(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def saw(guideline: Guideline | None, value: float, **given: Any) -> Finding:
        return Finding("scripted", "1", guideline, value, **given)

    class Scripted:
        name, version = "scripted", "1"
        languages: frozenset[str] | None = None

        def look(self, _reading: Reading) -> Sequence[Finding]:
            return [
                saw(Guideline.ABUSE, 0.8, spans=(Span(0, 2),), abuse_kind=AbuseKind.SEXISM, detail="why"),
                saw(None, 0.7, mark=Mark.TOXICITY),
            ]

    class Hopeless(Scripted):
        name = "hopeless"

        def look(self, _reading: Reading) -> Sequence[Finding]:
            raise ValueError("canary")

    monkeypatch.setattr(texts, "shipped", lambda: Screener([Scripted(), Hopeless()], timeout_s=60))
    _, [line], _ = run(capsys, "score", "xyz")
    assert line["toxicity"] == 0.7
    assert line["scores"] == {g.value: 0.8 if g is Guideline.ABUSE else None for g in Guideline}
    abuse, toxic, silent = line["findings"]
    assert abuse == {
        "check": "scripted", "version": "1", "guideline": "abuse", "abuse_kind": "sexism", "mark": None,
        "score": 0.8, "spans": [{"begin": 0, "end": 2, "field": "body"}], "could_not_tell": False,
    }  # fmt: skip
    assert (toxic["mark"], toxic["guideline"]) == ("toxicity", None)
    assert (silent["check"], silent["could_not_tell"], silent["score"]) == ("hopeless", True, None)


def test_settings_count_only_where_they_are_named(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "diwan.toml").write_text("nonsense")
    (here / "named.toml").write_text(
        'public_url = "https://c.example"\n[screening]\nmax_links = 50\n'
        '[[sites]]\nid = "a"\nname = "A"\norigins = ["https://a.example"]\n'
    )
    _, [unnamed], _ = run(capsys, "score", ADVERTISEMENT)
    _, [by_option], _ = run(capsys, "--config", "named.toml", "score", ADVERTISEMENT)
    monkeypatch.setenv("DIWAN_CONFIG", "named.toml")
    _, [by_variable], _ = run(capsys, "score", ADVERTISEMENT)
    assert unnamed["scores"]["promotion"] is not None
    assert by_option == by_variable
    assert by_option["scores"] != unnamed["scores"]
    assert run(capsys, "--config", "diwan.toml", "score", "x")[0] == 1
    assert not (here / "data").exists()


def test_a_text_that_is_called_like_a_file_can_be_told_from_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "in.jsonl").write_bytes(lines({"id": "a", "text": "x"}, {"id": "b", "text": "y"}))
    assert len(run(capsys, "score", "in.jsonl")[1]) == 2
    assert len(run(capsys, "score", "--text", "in.jsonl")[1]) == 1
    code, answers, err = run(capsys, "score", "missing.jsonl")
    assert (code, answers) == (1, [])
    assert "There is no file missing.jsonl" in err
    assert run(capsys, "score", "x" * 5000)[0] == 0
    code, _, err = run(capsys, "score", "x" * (texts.MOST_CHARACTERS + 1))
    assert (code, "50000 characters" in err) == (1, True)
    assert run(capsys, "score", "\udcff")[0] == 1


def test_standard_input_is_read_for_a_dash(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(lines({"id": "a", "text": "x"}, {"id": "b", "text": "y"})))
    )
    code, answers, err = run(capsys, "score", "-")
    assert ([line["id"] for line in answers], code, err) == (["a", "b"], 0, "")


def started(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "diwan", "score", *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_one_line_at_a_time_is_answered_before_the_next_is_sent(here: Path) -> None:
    with started(here, "-", "--together", "1") as process:
        assert process.stdin
        assert process.stdout
        for name in ("a", "b"):
            process.stdin.write(lines({"id": name, "text": "x"}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait() == 0


def test_it_ends_quietly_when_nobody_reads_on(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines({"id": "a", "text": "x"}) * 3000)
    with started(here, "in.jsonl", "--together", "1") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == score.EXIT_BROKEN_PIPE


def test_the_manuals_program_runs_as_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    manual = (ROOT / "docs" / "operating" / "scoring.md").read_text()
    exec(manual.split("```python\n")[1].split("```")[0], {})  # noqa: S102 - our own manual
    assert capsys.readouterr().out.splitlines()


def test_the_manuals_line_has_what_a_line_has(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manual = (ROOT / "docs" / "operating" / "scoring.md").read_text()
    example = json.loads(manual.split("```json\n")[1].split("```")[0])
    _, [line], _ = run(capsys, "score", ADVERTISEMENT)
    assert list(example) == list(line)
    assert list(example["scores"]) == list(line["scores"])
    assert list(example["findings"][0]) == list(line["findings"][0])
