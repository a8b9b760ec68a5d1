"""Clients of OpenAI's moderation ask Diwan: what they send, and what they are answered."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest

from diwan.screening.ready import shipped_model
from diwan.web.compat.openai.described import ModelsListed, Moderation, OpenAIError
from diwan.web.compat.openai.moderations import MOST_BYTES
from tests.scoring_house import ScoringServed, Scripted, scoring_house

BY_TEXT = {
    "You idiot": {"personal_attack": 0.8},
    "I will find you": {"threat": 0.95},
    "They are all vermin": {"abuse": 0.9},
    "They are vermin and will burn": {"abuse": 0.9, "threat": 0.8},
    "Obscene": {"vulgarity": 0.9},
    "Cheap pills": {"promotion": 1.0, "profanity": 1.0},
}
OMNI = {
    "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm",
    "self-harm/instructions", "self-harm/intent", "sexual", "sexual/minors", "violence", "violence/graphic",
}  # fmt: skip
SERVED = {"harassment", "harassment/threatening", "hate", "hate/threatening", "sexual"}
KURDISH = "پردەکە دووبارە کراوەتەوە و زۆر باشە"


@pytest.fixture(scope="module")
def openai(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScoringServed]:
    """A server whose model knows English only, and says what it is told to."""
    model = Scripted(by_text=BY_TEXT, languages=frozenset({"en"}))
    with scoring_house(tmp_path_factory.mktemp("openai"), ordered=[model]) as served:
        yield served


def ask(served: ScoringServed, key: str | None = None, **sent: Any) -> httpx2.Response:
    """POST /v1/moderations as the official Python client does."""
    headers = {
        "authorization": f"Bearer {served.key if key is None else key}",
        "accept": "application/json",
        "user-agent": "OpenAI/Python 3.57.0",
    }
    answer: httpx2.Response = served.client.post("/v1/moderations", json=sent, headers=headers)
    return answer


def results(served: ScoringServed, **sent: Any) -> list[dict[str, Any]]:
    """The results of what must be answered."""
    answer = ask(served, **sent)
    assert answer.status_code == 200, answer.text
    given: list[dict[str, Any]] = answer.json()["results"]
    return given


def flags(result: dict[str, Any]) -> set[str]:
    """The categories that are flagged."""
    assert result["flagged"] == any(result["categories"].values())
    return {category for category, flagged in result["categories"].items() if flagged}


def error(answer: httpx2.Response, status: int, code: str | None, param: str | None = None) -> dict[str, Any]:
    """The error in OpenAI's envelope."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    told: dict[str, Any] = answer.json()["error"]
    assert (told["code"], told["param"]) == (code, param)
    assert told["message"]
    assert told["type"]
    return told


def test_the_answer_has_the_form_that_clients_read(openai: ScoringServed) -> None:
    answer = ask(openai, input="A fine bridge.").json()
    assert set(answer) == {"id", "model", "results"}
    assert re.fullmatch(r"modr-[0-9a-f]{32}", answer["id"])
    assert answer["model"] == "omni-moderation-latest"
    [result] = answer["results"]
    assert set(result) == {"flagged", "categories", "category_scores", "category_applied_input_types"}
    for part in ("categories", "category_scores", "category_applied_input_types"):
        assert set(result[part]) == OMNI
    assert all(isinstance(flag, bool) for flag in result["categories"].values())
    assert all(isinstance(score, float) for score in result["category_scores"].values())
    assert result["flagged"] is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A fine bridge.", set()),
        ("You idiot", {"harassment"}),
        ("I will find you", {"harassment", "harassment/threatening"}),
        ("They are all vermin", {"hate"}),
        (
            "They are vermin and will burn",
            {"hate", "hate/threatening", "harassment", "harassment/threatening"},
        ),
        ("Obscene", {"sexual"}),
        ("Cheap pills", set()),
    ],
)
def test_guidelines_are_told_as_categories(openai: ScoringServed, text: str, expected: set[str]) -> None:
    [result] = results(openai, input=text)
    assert flags(result) == expected


def test_what_is_not_served_is_false_and_zero_and_applies_to_no_input(openai: ScoringServed) -> None:
    [result] = results(openai, input="They are vermin and will burn")
    for category in OMNI:
        assert result["category_applied_input_types"][category] == (["text"] if category in SERVED else [])
        if category not in SERVED:
            assert result["categories"][category] is False
            assert result["category_scores"][category] == 0.0


def test_a_category_is_flagged_from_the_models_own_threshold_on(tmp_path: Path) -> None:
    threshold = shipped_model().description.thresholds["threat"]
    by_text = {"at it": {"threat": threshold}, "below it": {"threat": threshold - 0.01}}
    with scoring_house(tmp_path, ordered=[Scripted(by_text=by_text)]) as served:
        at, below = results(served, input=["at it", "below it"])
        assert flags(at) == {"harassment", "harassment/threatening"}
        assert flags(below) == set()


def test_a_list_has_a_result_for_each_text_in_order(openai: ScoringServed) -> None:
    one, two, three = results(openai, input=["You idiot", "A fine bridge.", "Obscene"])
    assert (flags(one), flags(two), flags(three)) == ({"harassment"}, set(), {"sexual"})


def test_parts_of_text_are_one_input(openai: ScoringServed) -> None:
    [result] = results(openai, input=[{"type": "text", "text": "You idiot"}])
    assert flags(result) == {"harassment"}


def test_the_older_models_answer_in_their_older_form(openai: ScoringServed) -> None:
    answer = ask(openai, input="You idiot", model="text-moderation-latest").json()
    assert answer["model"] == "text-moderation-latest"
    [result] = answer["results"]
    assert set(result) == {"flagged", "categories", "category_scores"}
    assert set(result["categories"]) == OMNI - {"illicit", "illicit/violent"}
    assert flags(result) == {"harassment"}


def test_an_empty_text_has_nothing_in_it(openai: ScoringServed) -> None:
    for result in results(openai, input=["", " \n", "\u2003"]):
        assert result["flagged"] is False
        assert result["category_applied_input_types"]["harassment"] == ["text"]


def test_a_text_that_nobody_could_read_is_an_error_and_not_a_clean_bill(openai: ScoringServed) -> None:
    told = error(ask(openai, input=KURDISH), 400, "language_not_supported", "input")
    assert told["type"] == "invalid_request_error"
    assert told["inputs"] == [0]
    assert KURDISH not in told["message"]
    error(ask(openai, input="👍👍"), 400, "language_not_supported", "input")


def test_a_text_too_short_to_tell_its_language_is_read_as_english(openai: ScoringServed) -> None:
    for result in results(openai, input=["lol", "Dumb"]):
        assert result["category_applied_input_types"]["harassment"] == ["text"]


def test_of_a_list_the_places_of_all_unread_texts_are_told(openai: ScoringServed) -> None:
    sent = ["A fine bridge.", KURDISH, "You idiot", "👍"]
    told = error(ask(openai, input=sent), 400, "language_not_supported", "input[1]")
    assert told["inputs"] == [1, 3]
    assert "input[1], input[3]" in told["message"]
    assert len(results(openai, input=[sent[0], sent[2]])) == 2


def test_what_a_rule_sees_plainly_is_told_though_the_model_could_not_read(tmp_path: Path) -> None:
    rule = Scripted(by_text={KURDISH: {"abuse": 0.9}})
    rule.name = "a-rule"
    model = Scripted(languages=frozenset({"en"}))
    with scoring_house(tmp_path, ordered=[rule, model]) as served:
        [result] = results(served, input=KURDISH)
        assert flags(result) == {"hate"}


def test_an_image_is_refused_in_openais_shape(openai: ScoringServed) -> None:
    image = {"type": "image_url", "image_url": {"url": "https://courier.example/bridge.png"}}
    error(ask(openai, input=[image]), 400, "image_not_supported", "input[0]")


def test_without_a_known_key_nothing_is_answered_and_the_key_not_repeated(openai: ScoringServed) -> None:
    told = error(ask(openai, key="sk-proj-secret", input="You idiot"), 401, "invalid_api_key")
    assert told["type"] == "invalid_request_error"
    assert "secret" not in told["message"]
    for headers in ({}, {"authorization": "Basic abc"}, {"authorization": "Bearer"}):
        for method, path in (("POST", "/v1/moderations"), ("GET", "/v1/models")):
            answer = openai.client.request(method, path, headers=headers)
            error(answer, 401, None)
            assert answer.headers["www-authenticate"] == "Bearer"


def test_what_is_wrong_with_a_request_is_told_in_openais_shape(openai: ScoringServed) -> None:
    error(ask(openai), 400, None, "input")
    error(ask(openai, input=[]), 400, None, "input")
    error(ask(openai, input="A", model="gpt-4o"), 404, "model_not_found", "model")
    garbage = openai.client.post("/v1/moderations", content=b"{", headers=openai.bearer)
    error(garbage, 400, None)
    large = openai.client.post("/v1/moderations", content=b"a" * (MOST_BYTES + 1), headers=openai.bearer)
    error(large, 413, None)


def test_a_quota_counts_texts_and_says_when_to_come_back(openai: ScoringServed) -> None:
    key = openai.make_key("small", per_minute=2)
    assert ask(openai, key=key, input=["A fine bridge.", "A fine bridge."]).status_code == 200
    answer = ask(openai, key=key, input="A fine bridge.")
    told = error(answer, 429, "rate_limit_exceeded")
    assert told["type"] == "rate_limit_exceeded"
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert ask(openai, input="A fine bridge.").status_code == 200


def test_a_request_that_is_refused_costs_nothing(openai: ScoringServed) -> None:
    key = openai.make_key("careful", per_minute=1)
    error(ask(openai, key=key, input=[]), 400, None, "input")
    assert ask(openai, key=key, input="A fine bridge.").status_code == 200


def test_more_than_the_line_takes_is_told_to_come_again(tmp_path: Path) -> None:
    with scoring_house(tmp_path, ordered=[Scripted()], toml="[scoring]\nmost_waiting = 64\n") as served:
        answer = ask(served, input=["A fine bridge."] * 65)
        told = error(answer, 503, "overloaded")
        assert told["type"] == "server_error"
        assert answer.headers["retry-after"] == "1"


def test_the_models_are_listed_by_the_names_that_clients_use(openai: ScoringServed) -> None:
    listed = openai.client.get("/v1/models", headers=openai.bearer).json()
    assert listed["object"] == "list"
    names = [model["id"] for model in listed["data"]]
    assert "omni-moderation-latest" in names
    for model in listed["data"]:
        assert model["object"] == "model"
        assert model["owned_by"] == "diwan"
        one = openai.client.get(f"/v1/models/{model['id']}", headers=openai.bearer)
        assert one.json() == model
        assert ask(openai, input="A fine bridge.", model=model["id"]).status_code == 200
    error(openai.client.get("/v1/models/gpt-4o", headers=openai.bearer), 404, "model_not_found", "model")


def test_the_answers_are_what_the_description_says(openai: ScoringServed) -> None:
    described: list[tuple[httpx2.Response, type]] = [
        (ask(openai, input=["You idiot", ""]), Moderation),
        (ask(openai, input="You idiot", model="text-moderation-007"), Moderation),
        (ask(openai, input=KURDISH), OpenAIError),
        (openai.client.get("/v1/models"), OpenAIError),
        (openai.client.get("/v1/models", headers=openai.bearer), ModelsListed),
    ]
    for answer, kind in described:
        assert msgspec.to_builtins(msgspec.json.decode(answer.content, type=kind)) == answer.json()
    paths = openai.client.get("/api/openapi.json").json()["paths"]
    assert {"/v1/moderations", "/v1/models", "/v1/models/{model}"} <= set(paths)


def test_the_shipped_model_flags_an_insult_and_not_a_harmless_text(tmp_path: Path) -> None:
    with scoring_house(tmp_path) as served:
        insult, harmless, threat = results(
            served, input=["You are a stupid idiot", "The bridge is open again.", "I will kill you"]
        )
        assert flags(insult) == {"harassment"}
        assert flags(harmless) == set()
        assert "harassment/threatening" in flags(threat)
