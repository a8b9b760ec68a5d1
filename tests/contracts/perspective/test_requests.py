"""How real clients ask: keys, verbs, content types, encodings, pages of other origins."""

import gzip
import json

import pytest

from tests.contracts.perspective.asking import JSON, body, message, post
from tests.scoring_house import ScoringServed


def test_the_key_may_come_in_googles_header(served: ScoringServed) -> None:
    assert post(served, body(), key="", headers={**JSON, "X-Goog-Api-Key": served.key}).status_code == 200
    refused = post(served, body(), key="", headers={**JSON, "X-Goog-Api-Key": "none-such"})
    assert message(refused) == "API key not valid. Please pass a valid API key."


def test_an_empty_key_is_no_key(served: ScoringServed) -> None:
    assert post(served, body(), key="", query="key=").status_code == 403


def test_a_key_for_registering_articles_or_any_other_is_not_valid(served: ScoringServed) -> None:
    assert post(served, body(), key="diwan_" + "x" * 43).status_code == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "text/plain;charset=UTF-8",
        "application/vnd.api+json",
        "",
    ],
)
def test_content_types_of_clients_are_taken(served: ScoringServed, content_type: str) -> None:
    headers = {"content-type": content_type} if content_type else {}
    assert post(served, body(), headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("content_type", "told"),
    [
        ("application/x-www-form-urlencoded", "Send the body as application/json."),
        ("multipart/form-data; boundary=x", "Send the body as application/json."),
        ("application/json; charset=iso-8859-1", "Send the body in UTF-8."),
    ],
)
def test_other_content_types_are_told_what_to_send(
    served: ScoringServed, content_type: str, told: str
) -> None:
    answer = post(served, body(), headers={"content-type": content_type})
    assert answer.status_code == 400
    assert message(answer) == f"Invalid JSON payload received. {told}"


def test_a_body_may_be_packed_with_gzip_as_googles_java_client_does(served: ScoringServed) -> None:
    packed = gzip.compress(json.dumps(body()).encode())
    headers = {**JSON, "content-encoding": "gzip"}
    assert post(served, packed, headers=headers).status_code == 200
    assert post(served, packed[:-5], headers=headers).status_code == 400
    assert post(served, b"not packed", headers=headers).status_code == 400
    bomb = gzip.compress(b" " * (1 << 22))
    assert message(post(served, bomb, headers=headers)).startswith("Request payload size exceeds")
    assert post(served, packed, headers={**JSON, "content-encoding": "br"}).status_code == 400


def test_a_byte_order_mark_is_passed_over(served: ScoringServed) -> None:
    assert post(served, b"\xef\xbb\xbf" + json.dumps(body()).encode()).status_code == 200


@pytest.mark.parametrize("sent", [b'"\xff"', b'{"comment": {"text": "\\ud83d"}}', b"[" * 100_000])
def test_what_is_no_unicode_or_nested_too_deeply_is_refused(served: ScoringServed, sent: bytes) -> None:
    answer = post(served, sent)
    assert answer.status_code == 400
    assert message(answer).startswith("Invalid JSON payload received. ")


@pytest.mark.parametrize("verb", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/v1alpha1/comments:analyze", "/v1alpha1/comments:suggestscore", "/batch"])
def test_another_verb_is_told_which_one_is_right(served: ScoringServed, verb: str, path: str) -> None:
    answer = served.client.request(verb, f"{path}?key={served.key}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST, OPTIONS"
    if verb != "HEAD":
        assert answer.json()["error"] == {
            "code": 405,
            "message": "This address takes POST only.",
            "status": "UNIMPLEMENTED",
        }


def test_a_colon_may_be_escaped(served: ScoringServed) -> None:
    answer = served.client.post(
        f"/v1alpha1/comments%3Aanalyze?key={served.key}", content=json.dumps(body()), headers=JSON
    )
    assert answer.status_code == 200


def test_a_page_of_another_origin_may_ask(served: ScoringServed) -> None:
    asked = {
        "origin": "https://paper.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    preflight = served.client.options("/v1alpha1/comments:analyze", headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert preflight.headers["access-control-allow-methods"] == "POST"
    assert "content-type" in preflight.headers["access-control-allow-headers"]
    answer = post(served, body(), headers={**JSON, "origin": "https://paper.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_a_callback_is_refused_and_said_why(served: ScoringServed) -> None:
    answer = post(served, body(), query="callback=found")
    assert answer.status_code == 400
    assert "No callback is served." in message(answer)


def test_nothing_may_be_kept_by_caches_or_taken_for_a_page(served: ScoringServed) -> None:
    for answer in (post(served, body()), post(served, b"{")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
