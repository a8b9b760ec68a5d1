"""Strict-Transport-Security stands on every answer, printed files and errors included, and nowhere where it is switched off."""

from pathlib import Path

from tests.served import Served, served

SAID = "max-age=31536000"


def _asked(newsroom: Served) -> dict[str, list[str]]:
    newsroom.register()
    newsroom.approve(newsroom.submit())
    # What is printed is served without the framework, and a submission goes another way than everything else.
    printed = next(path for path in newsroom.press_files() if path.endswith("head.html"))
    answers = {
        path: newsroom.client.get(path)
        for path in (printed, "/widget/diwan.js", "/livez", "/desk/sign-in", "/desk", "/nowhere")
    }
    answers["a submission"] = newsroom.post()
    answers["a refusal"] = newsroom.post("{}")
    return {path: answer.headers.get_list("strict-transport-security") for path, answer in answers.items()}


def test_every_answer_says_that_only_https_is_spoken(tmp_path: Path) -> None:
    with served("sqlite", tmp_path) as newsroom:
        told = _asked(newsroom)
    assert told == {path: [SAID] for path in told}


def test_switched_off_it_is_said_nowhere(tmp_path: Path) -> None:
    with served("sqlite", tmp_path, server='[security]\nhsts = "off"') as newsroom:
        told = _asked(newsroom)
    assert told == {path: [] for path in told}
