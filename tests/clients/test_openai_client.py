"""OpenAI's own SDK, unmodified, asking Diwan for moderations."""

from typing import Any

from tests.clients.deployed import Deployed, python_client
from tests.clients.test_perspective_clients import KIND, RUDE, TURKISH

HATE = "Women are too stupid to vote and should be sent back to the kitchen."


def openai(diwan: Deployed, *calls: dict[str, Any]) -> list[dict[str, Any]]:
    return python_client("openai_sdk.py", {"key": diwan.key, "url": f"{diwan.url}/v1", "calls": calls})


def test_texts_are_moderated_one_by_one_and_many_at_once(diwan: Deployed) -> None:
    [rude, many, parts, other] = openai(
        diwan,
        {"named": {"input": RUDE}},
        {"named": {"input": [KIND, HATE, RUDE], "model": "omni-moderation-latest"}},
        {"named": {"input": [{"type": "text", "text": RUDE}]}},
        {"named": {"input": KIND, "model": "text-moderation-latest"}, "async": True},
    )
    [result] = rude["returned"]["results"]
    assert result["flagged"]
    assert result["category_scores"]["harassment"] > 0.5
    assert [one["flagged"] for one in many["returned"]["results"]] == [False, True, True]
    assert [one["flagged"] for one in parts["returned"]["results"]] == [True]
    assert [one["flagged"] for one in other["returned"]["results"]] == [False]
    assert other["returned"]["model"] == "text-moderation-latest"


def test_categories_that_nothing_here_can_tell_are_false_and_zero(diwan: Deployed) -> None:
    [told] = openai(diwan, {"named": {"input": RUDE}})
    [result] = told["returned"]["results"]
    for category in ("self-harm", "self-harm/intent", "self-harm/instructions", "sexual/minors", "illicit"):
        assert result["categories"][category] is False
        assert result["category_scores"][category] == 0


def test_each_refusal_becomes_the_sdks_own_error(diwan: Deployed) -> None:
    [bad_key, no_model, untold, image, _, second] = openai(
        diwan,
        {"key": "sk-notours", "named": {"input": KIND}},
        {"named": {"input": KIND, "model": "gpt-moderation"}},
        {"named": {"input": TURKISH}},
        {"named": {"input": [{"type": "image_url", "image_url": {"url": "https://paper.example/a.png"}}]}},
        {"key": diwan.small_key, "named": {"input": KIND}},
        {"key": diwan.small_key, "named": {"input": KIND}},
    )
    assert (bad_key["kind"], bad_key["code"]) == ("AuthenticationError", "invalid_api_key")
    assert (no_model["kind"], no_model["code"]) == ("NotFoundError", "model_not_found")
    assert (untold["kind"], untold["status"]) == ("BadRequestError", 400)
    assert (image["kind"], image["status"]) == ("BadRequestError", 400)
    assert (second["kind"], second["status"]) == ("RateLimitError", 429)
