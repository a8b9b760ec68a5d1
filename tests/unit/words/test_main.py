"""`python -m diwan.words` says what is wrong, and says how it is called."""

import shutil
from pathlib import Path

import pytest

from diwan.words import __main__ as command, catalogs, checking, po


def test_it_says_that_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    assert capsys.readouterr().out == "Every message is translated into every language.\n"


def test_it_names_what_is_missing_and_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checking, "wrongs", lambda: ["reader/ku.po: reply: missing"])
    assert command.main([]) == 1
    assert capsys.readouterr().out == "reader/ku.po: reply: missing\n"


def test_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["upgrade"]) == 2
    assert "[update]" in capsys.readouterr().err


def test_an_update_writes_catalogs_in_step_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for domain in catalogs.DOMAINS:
        shutil.copytree(command.FOLDER / domain, tmp_path / domain)
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    command.update()
    for domain in catalogs.DOMAINS:
        for file in (tmp_path / domain).iterdir():
            assert file.read_text(encoding="utf-8") == catalogs.text(domain, file.name)
            assert po.read(file.read_text(encoding="utf-8"))
