"""What goes wrong on our side is told in the API's own way, and no score is ever made up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from diwan.errors import Unavailable
from diwan.guidelines import Guideline
from diwan.scoring.room import Overdue, Overloaded
from diwan.screening.check import Check
from diwan.screening.findings import Finding, Mark
from diwan.screening.model.check import NOTHING_TO_READ
from tests.contracts.perspective.asking import TEXT, body, message, post
from tests.machine import Scripted as Saying
from tests.scoring_house import ScoringServed, Scripted, scoring_house

SUGGESTION = {"comment": {"text": TEXT}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}}


@pytest.mark.parametrize(
    ("trouble", "status", "name"),
    [(Overdue(), 504, "DEADLINE_EXCEEDED"), (Overloaded(), 503, "UNAVAILABLE")],
)
def test_a_call_that_was_not_scored_says_when_to_come_back(
    served: ScoringServed, trouble: Exception, status: int, name: str
) -> None:
    with mock.patch.object(type(served.house.room.scorer), "score", side_effect=trouble):
        answer = post(served, body())
    assert (answer.status_code, answer.json()["error"]["status"]) == (status, name)
    assert int(answer.headers["retry-after"]) >= 1


def test_a_suggestion_that_could_not_be_kept_is_not_acknowledged(served: ScoringServed) -> None:
    trouble = Unavailable("The disk is full.")
    with mock.patch.object(type(served.house.room.suggestions), "keep", side_effect=trouble):
        answer = post(served, SUGGESTION, method="suggestscore")
    assert (answer.status_code, answer.json()["error"]["status"]) == (503, "UNAVAILABLE")


def test_an_accident_says_nothing_of_itself(served: ScoringServed) -> None:
    with mock.patch.object(type(served.house.room.scorer), "score", side_effect=ValueError(TEXT)):
        answer = post(served, body())
    assert answer.status_code == 500
    assert answer.json() == {
        "error": {"code": 500, "message": "Internal error encountered.", "status": "INTERNAL"}
    }


def _fail(_reading: Any) -> Sequence[Finding]:
    raise ValueError("broken")


def _some(_reading: Any) -> Sequence[Finding]:
    return [Finding("model", "1", None, 0.9, mark=Mark.TOXICITY)]


def _unreadable(_reading: Any) -> Sequence[Finding]:
    return [Finding("model", "1", None, 0.0, detail=NOTHING_TO_READ, could_not_tell=True)]


@pytest.mark.parametrize(
    ("checks", "status", "told"),
    [
        ([], 503, "The service is currently unavailable."),
        ([Saying("model", "1", _fail)], 503, "The service is currently unavailable."),
        ([Saying("model", "1", _some)], 503, "The service is currently unavailable."),
        ([Saying("model", "1", _unreadable)], 400, "Unable to detect language"),
    ],
    ids=["no-model", "it-fails", "it-says-not-all", "it-cannot-read-the-text"],
)
def test_where_the_model_is_silent_there_is_no_score(
    tmp_path: Path, checks: list[Check], status: int, told: str
) -> None:
    with scoring_house(tmp_path, ordered=checks) as running:
        answer = post(running, body())
    assert (answer.status_code, message(answer)) == (status, told)


def test_rules_do_not_move_an_attribute(tmp_path: Path) -> None:
    rule = Saying("lexicon", "1", lambda _reading: [Finding("lexicon", "1", Guideline.PROFANITY, 1.0)])
    with scoring_house(tmp_path, ordered=[rule, Scripted(profanity=0.25)]) as running:
        answer = post(running, body(requestedAttributes={"PROFANITY": {}}))
    assert answer.json()["attributeScores"]["PROFANITY"]["summaryScore"]["value"] == 0.25
