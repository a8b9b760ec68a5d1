"""The duties go on with everything else when one thing cannot be done."""

import queue
from pathlib import Path
from typing import Any

import pytest

from diwan import lifecycle
from diwan.articles import Article
from diwan.editions.edition import Edition, Pressroom
from diwan.editions.imposition import Manuscript
from tests import machine
from tests.served import served
from tests.waiting import until


def test_a_thread_that_cannot_be_printed_keeps_no_other_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Pressroom.compose

    def compose(
        room: Pressroom, manuscript: Manuscript, article: Article, *given: Any, **named: Any
    ) -> Edition:
        if article.key == "broken":
            raise ValueError("cannot be printed")
        return really(room, manuscript, article, *given, **named)

    with served("sqlite", tmp_path) as running:
        monkeypatch.setattr(Pressroom, "compose", compose)
        running.register("broken")
        running.register("sound")
        pointer = running.house.press.root / "threads/courier/sound/pointer.json"
        until(pointer.exists, "the sound thread to be printed")
        assert not (running.house.press.root / "threads/courier/broken").exists()


def test_a_comment_that_cannot_be_screened_keeps_no_other_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = lifecycle.screen
    broken: list[str] = []

    def screen(*given: object) -> None:
        broken[:] = broken or [str(given[-1])]
        if given[-1] == broken[0]:
            raise ValueError("cannot be screened")
        really(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(lifecycle, "screen", screen)
    with served("sqlite", tmp_path) as running:
        running.register()
        running.submit("first")
        until(lambda: broken, "the first comment to be looked at")
        second = running.submit("second")
        until(
            lambda: running.rows("SELECT comment_id FROM screenings") == [(second["comment"],)],
            "the second comment to be screened",
        )


def test_what_a_machine_approves_is_printed_and_what_it_rejects_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served("sqlite", tmp_path) as running:
        running.register()
        monkeypatch.setattr(running.house.duties, "_screener", machine.screener(machine.Model()))
        monkeypatch.setattr(running.house.duties, "_policies", machine.PERMISSIVE)
        running.submit("canary threat")
        running.submit("words-to-print")
        until(lambda: "words-to-print" in running.read().text, "the approved comment to be printed")
        assert not [path for path, content in running.press_files().items() if b"canary" in content]
        assert running.violations() == []


def test_a_comment_of_which_screening_could_not_be_told_is_found_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served("sqlite", tmp_path) as running:
        running.register()
        monkeypatch.setattr(running.house.duties, "_to_screen", _Full())
        sent = running.submit("first")
        until(
            lambda: running.rows("SELECT comment_id FROM screenings") == [(sent["comment"],)],
            "the comment to be screened",
        )


class _Full:
    """A queue that holds all it can, and whose time is over whenever something is asked of it."""

    def put_nowait(self, _: object) -> None:
        raise queue.Full

    def get(self, timeout: float) -> None:
        raise queue.Empty
