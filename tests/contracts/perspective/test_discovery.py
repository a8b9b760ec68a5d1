"""The document that Google's client libraries read before anything else."""

import json
from pathlib import Path

import pytest

from diwan.web.compat.perspective.messages import MESSAGES, Message
from tests.scoring_house import BASE_URL, ScoringServed
from tests.served import PUBLIC_URL, served as newsroom_on

ADDRESSES = ["/$discovery/rest?version=v1alpha1", "/discovery/v1/apis/commentanalyzer/v1alpha1/rest"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/%24discovery/rest"])
def test_the_calls_go_to_the_configured_address_whatever_host_is_named(
    served: ScoringServed, address: str
) -> None:
    answer = served.client.get(address, headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert answer.status_code == 200
    document = answer.json()
    assert (document["rootUrl"], document["servicePath"], document["batchPath"]) == (
        f"{BASE_URL}/",
        "",
        "batch",
    )
    assert "evil" not in answer.text
    methods = document["resources"]["comments"]["methods"]
    assert {name: (each["httpMethod"], each["path"]) for name, each in methods.items()} == {
        "analyze": ("POST", "v1alpha1/comments:analyze"),
        "suggestscore": ("POST", "v1alpha1/comments:suggestscore"),
    }


def test_a_client_that_came_by_googles_name_keeps_it(served: ScoringServed) -> None:
    answer = served.client.get(ADDRESSES[0], headers={"host": "commentanalyzer.googleapis.com"})
    assert answer.json()["rootUrl"] == "https://commentanalyzer.googleapis.com/"


def test_a_key_that_is_sent_must_be_good(served: ScoringServed) -> None:
    assert served.client.get(f"{ADDRESSES[0]}&key={served.key}").status_code == 200
    refused = served.client.get(f"{ADDRESSES[0]}&key=none-such")
    assert refused.status_code == 400
    assert refused.json()["error"]["message"] == "API key not valid. Please pass a valid API key."


def test_another_version_is_not_there(served: ScoringServed) -> None:
    answer = served.client.get("/$discovery/rest?version=v2")
    assert (answer.status_code, answer.json()["error"]["status"]) == (404, "NOT_FOUND")


def test_it_is_indented_unless_asked_otherwise(served: ScoringServed) -> None:
    assert served.client.get(ADDRESSES[0]).text.startswith('{\n  "kind": "discovery#restDescription",\n')
    assert served.client.get(f"{ADDRESSES[0]}&prettyPrint=false").text.startswith('{"kind":"discovery#rest')


def test_every_message_is_described_and_refers_to_none_that_is_missing(served: ScoringServed) -> None:
    document = served.client.get(ADDRESSES[0]).json()
    assert set(document["schemas"]) == {message.name for message in MESSAGES}
    for schema in document["schemas"].values():
        for reference in references(schema):
            assert reference in document["schemas"]


def references(schema: object) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        return own + [found for each in schema.values() for found in references(each)]
    return []


def test_the_messages_are_a_closed_list() -> None:
    kinds = {
        field.kind.name for message in MESSAGES for field in message.fields if isinstance(field.kind, Message)
    }
    assert kinds <= {message.name for message in MESSAGES}


def test_the_methods_stand_in_openapi(served: ScoringServed) -> None:
    document = served.client.get("/api/openapi.json").json()
    assert {
        "/v1alpha1/comments:analyze",
        "/v1alpha1/comments:suggestscore",
        "/batch",
        "/$discovery/rest",
    } <= set(document["paths"])
    request = document["components"]["schemas"]["AnalyzeCommentRequest"]
    assert request["required"] == ["comment", "requestedAttributes"]
    assert set(document["components"]["securitySchemes"]) >= {"query_key", "header_key"}


def test_a_newsroom_serves_it_too(tmp_path: Path) -> None:
    with newsroom_on("sqlite", tmp_path) as newsroom:
        document = json.loads(newsroom.client.get(ADDRESSES[0]).content)
        assert document["rootUrl"] == f"{PUBLIC_URL}/"
        answer = newsroom.client.post("/v1alpha1/comments:analyze", json={})
        assert (answer.status_code, answer.json()["error"]["status"]) == (403, "PERMISSION_DENIED")
