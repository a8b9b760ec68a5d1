"""The published clients of the Perspective API, unmodified, asking Diwan instead.

Those whose host is fixed are led here as a publisher's network would lead them, by a proxy or by name, to a certificate for that name.
"""

from typing import Any

import pytest

from tests.clients.conftest import FIXED_HOST, Fixed
from tests.clients.deployed import Deployed, node_client, python_client

RUDE = "You are a stupid fool and everybody knows it."
KIND = "What a lovely bridge, thank you for the report."
TURKISH = "Köprü açıldı ama otobüs hâlâ yok, belediye ne zaman başlatacak?"
SIX = ["TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT"]
BAD_KEY = "API key not valid. Please pass a valid API key."
ANALYZER_ERROR = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"


def analysis(text: str, *attributes: str, **more: Any) -> dict[str, Any]:
    return {"comment": {"text": text}, "requestedAttributes": {name: {} for name in attributes}, **more}


def value(answer: dict[str, Any], attribute: str = "TOXICITY") -> float:
    found: float = answer["attributeScores"][attribute]["summaryScore"]["value"]
    return found


# --- google-api-python-client ---------------------------------------------------------------------------------------


def google(diwan: Deployed, *calls: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    asked = {
        "key": diwan.key,
        "discovery": f"{diwan.url}/$discovery/rest?version=v1alpha1",
        "calls": calls,
        **more,
    }
    return python_client("google_api.py", asked)


def test_googles_python_client_builds_itself_from_the_description_and_scores(diwan: Deployed) -> None:
    [rude, kind, suggested] = google(
        diwan,
        {"method": "analyze", "body": analysis(RUDE, *SIX, clientToken="abc", languages=["en"])},
        {"method": "analyze", "body": analysis(KIND, "TOXICITY", spanAnnotations=True)},
        {
            "method": "suggestscore",
            "body": {
                "comment": {"text": RUDE},
                "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
                "clientToken": "t",
                "languages": ["en"],
            },
        },
    )
    assert rude["uri"].startswith(f"{diwan.url}/v1alpha1/comments:analyze?key=")
    assert list(rude["returned"]["attributeScores"]) == SIX
    assert rude["returned"]["clientToken"] == "abc"
    assert value(rude["returned"]) > 0.7 > 0.1 > value(kind["returned"])
    [span] = rude["returned"]["attributeScores"]["INSULT"]["spanScores"]
    assert (span["begin"], span["end"]) == (0, len(RUDE))
    assert suggested["returned"] == {
        "clientToken": "t",
        "requestedLanguages": ["en"],
        "detectedLanguages": ["en"],
    }


def test_googles_python_client_sends_many_calls_in_one_batch(diwan: Deployed) -> None:
    batch = {
        "rude": {"method": "analyze", "body": analysis(RUDE, "TOXICITY")},
        "empty": {"method": "analyze", "body": analysis("", "TOXICITY")},
        "kind": {"method": "analyze", "body": analysis(KIND, "TOXICITY")},
        "unicode": {"method": "analyze", "body": analysis("Thank you 🌍, " + KIND, "TOXICITY")},
    }
    [answers] = google(diwan, batch=batch)
    assert set(answers) == set(batch)
    assert value(answers["rude"]["returned"]) > 0.7 > 0.1 > value(answers["kind"]["returned"])
    assert (answers["empty"]["status"], answers["empty"]["reason"]) == (400, "Comment must be non-empty.")
    [span] = answers["unicode"]["returned"]["attributeScores"]["TOXICITY"]["spanScores"]
    assert span["end"] == len(("Thank you 🌍, " + KIND).encode("utf-16-le")) // 2


def test_googles_python_client_reads_every_error(diwan: Deployed) -> None:
    texts = [
        (analysis("", "TOXICITY"), "Comment must be non-empty.", "COMMENT_EMPTY"),
        (analysis("a " * 20_480, "TOXICITY"), "Comment text too long.", "COMMENT_TOO_LONG"),
        (analysis(RUDE), "Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES"),
        (analysis(RUDE, "FLIRTATION"), "Unknown requested attribute: FLIRTATION", "INVALID_REQUEST"),
        (
            analysis(TURKISH, "INSULT", "TOXICITY"),
            "Attribute INSULT does not support request languages: tr",
            "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        ),
    ]
    told = google(diwan, *({"method": "analyze", "body": body} for body, _, _ in texts))
    for error, (_, message, kind) in zip(told, texts, strict=True):
        assert (error["status"], error["reason"]) == (400, message)
        [detail] = error["details"]
        assert (detail["@type"], detail["errorType"]) == (ANALYZER_ERROR, kind)


def test_googles_python_client_learns_of_a_bad_key_while_it_builds_itself_and_of_its_quota_later(
    diwan: Deployed,
) -> None:
    body = analysis(KIND, "TOXICITY")
    [bad, _, second] = google(
        diwan,
        {"key": "AIzaSyNotOurs", "method": "analyze", "body": body},
        {"key": diwan.small_key, "method": "analyze", "body": body},
        {"key": diwan.small_key, "method": "analyze", "body": body},
    )
    assert (bad["status"], bad["reason"]) == (400, BAD_KEY)
    assert bad["details"][0]["reason"] == "API_KEY_INVALID"
    assert second["status"] == 429
    assert second["reason"].startswith("Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)'")
    assert second["answer"]["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert second["details"][0]["metadata"]["quota_limit_value"] == "1"


# --- perspective ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["its address set", "its host kept"])
def test_perspective_works(diwan: Deployed, fixed: Fixed, way: str) -> None:
    calls = [
        {"method": "score", "positional": [RUDE], "named": {"tests": ["TOXICITY", "INSULT"]}},
        {"method": "score", "positional": [KIND]},
        {
            "method": "analyze_comment",
            "positional": [KIND],
            "named": {
                "languages": ["en"],
                "context": [{"text": RUDE}],
                "do_not_store": True,
                "session_id": "s",
            },
        },
        {
            "method": "suggest_score",
            "positional": [RUDE, {"TOXICITY": {"summaryScore": {"value": 1.0}}}],
            "named": {"community_id": "courier"},
        },
        {"method": "analyze_comment", "positional": [""]},
    ]
    asked: dict[str, Any] = {"key": diwan.key, "calls": calls}
    if way == "its address set":
        told = python_client("perspective_1.py", {**asked, "url": f"{diwan.url}/v1alpha1/{{endpoint}}"})
    else:
        told = python_client("perspective_1.py", asked, environment=fixed.environment)
        assert FIXED_HOST in fixed.front.asked_for
    [rude, kind, analysed, suggested, empty] = told
    assert list(rude["returned"]) == ["TOXICITY", "INSULT"]
    assert rude["returned"]["TOXICITY"] > 0.7 > 0.1 > kind["returned"]["TOXICITY"]
    assert analysed["returned"]["languages"] == ["en"]
    assert suggested["returned"]["detectedLanguages"] == ["en"]
    assert (empty["status"], empty["answer"]["error"]["message"]) == (400, "Comment must be non-empty.")


# --- perspective.py -------------------------------------------------------------------------------------------------


def beside(fixed: Fixed, key: str, *calls: dict[str, Any]) -> list[dict[str, Any]]:
    return python_client(
        "perspective_py.py", {"key": key, "calls": calls}, environment=fixed.environment, beside=True
    )


def test_perspective_py_scores_in_percent(diwan: Deployed, fixed: Fixed) -> None:
    [rude, raw] = beside(
        fixed,
        diwan.key,
        {"text": RUDE, "named": {"attributes": SIX}},
        {"text": KIND, "named": {"attributes": ["TOXICITY"], "language": "en", "return_raw": True}},
    )
    assert f"{FIXED_HOST}:443" in fixed.front.asked_for
    assert list(rude["returned"]) == SIX
    assert 70 < rude["returned"]["TOXICITY"] <= 100
    assert raw["returned"]["detectedLanguages"] == ["en"]


def test_perspective_py_takes_the_language_error_apart(diwan: Deployed, fixed: Fixed) -> None:
    [skipped, refused, detected] = beside(
        fixed,
        diwan.key,
        {"text": KIND, "named": {"attributes": SIX, "language": "de", "skip_on_lang": True}},
        {"text": KIND, "named": {"attributes": ["TOXICITY"], "language": "de"}},
        {"text": TURKISH, "named": {"attributes": ["INSULT", "TOXICITY"]}},
    )
    # One attribute after the other is named, dropped by it, and asked for no more, until none is left.
    assert skipped == {"returned": {}}
    assert refused == {
        "failed": 'German (de) is not supported by "TOXICITY" attribute.',
        "kind": "UnsupportedLanguage",
    }
    assert detected == {
        "failed": 'Turkish (tr) is not supported by "INSULT" attribute.',
        "kind": "UnsupportedLanguage",
    }


def test_perspective_py_learns_of_a_bad_key_and_an_unknown_attribute(diwan: Deployed, fixed: Fixed) -> None:
    [bad, unknown] = beside(
        fixed,
        diwan.key,
        {"text": KIND, "key": "AIzaSyNotOurs"},
        {"text": KIND, "named": {"attributes": ["FLIRTATION"]}},
    )
    assert bad["kind"] == "InvalidToken"
    assert unknown["kind"] == "HTTPException"
    assert "Unknown requested attribute: FLIRTATION" in unknown["failed"]


# --- the clients for Node -------------------------------------------------------------------------------------------


def node(script: str, diwan: Deployed, fixed: Fixed, *calls: dict[str, Any]) -> list[dict[str, Any]]:
    environment = {
        "NODE_EXTRA_CA_CERTS": fixed.environment["SSL_CERT_FILE"],
        "FRONT_PORT": str(fixed.front.port),
    }
    told = node_client(script, {"key": diwan.key, "calls": calls}, environment)
    assert FIXED_HOST in fixed.front.asked_for
    return told


def test_perspective_api_client_works(diwan: Deployed, fixed: Fixed) -> None:
    [rude, many, whole, tagged, bad, turkish] = node(
        "perspective_api_client.js",
        diwan,
        fixed,
        {"text": RUDE},
        {"text": KIND, "options": {"attributes": ["toxicity", "insult"]}},
        {"text": {"comment": {"text": KIND}, "requestedAttributes": {"THREAT": {}}, "languages": ["en"]}},
        {"text": f"<b>{KIND}</b>"},
        {"text": KIND, "key": "AIzaSyNotOurs"},
        {"text": TURKISH},
    )
    assert value(rude["returned"]) > 0.7 > 0.1 > value(many["returned"])
    assert list(many["returned"]["attributeScores"]) == ["TOXICITY", "INSULT"]
    assert whole["returned"]["languages"] == ["en"]
    assert value(tagged["returned"]) == value(many["returned"])
    assert (bad["name"], bad["failed"], bad["status"]) == ("ResponseError", BAD_KEY, 400)
    assert turkish["failed"] == "Attribute TOXICITY does not support request languages: tr"


def test_googles_own_client_for_node_works(diwan: Deployed, fixed: Fixed) -> None:
    [rude, kind, bad, unknown] = node(
        "perspectiveapi_js_client.js",
        diwan,
        fixed,
        # Without options it asks for SPAM and TOXICITY.
        {"text": RUDE},
        {"text": KIND, "options": {"attributes": ["TOXICITY", "PROFANITY"], "doNotStore": True}},
        {"text": KIND, "key": "AIzaSyNotOurs"},
        {"text": KIND, "options": {"attributes": ["FLIRTATION"]}},
    )
    assert list(rude["returned"]) == ["SPAM", "TOXICITY"]
    assert rude["returned"]["TOXICITY"] > 0.7 > 0.1 > kind["returned"]["TOXICITY"]
    assert "400" in bad["failed"]
    assert "400" in unknown["failed"]
