"""How much may be sent, and how often."""

import itertools
import json

import pytest

from tests.contracts.perspective.asking import TEXT, body, message, post
from tests.scoring_house import ScoringServed

MOST = 20_480
WORDS = "This is what a long comment is like. "


def text_of(size: int, filler: str) -> str:
    """English of exactly `size` bytes of UTF-8 that ends in `filler`."""
    begin = WORDS * 10
    left = size - len(begin.encode())
    return begin + filler * (left // len(filler.encode())) + "x" * (left % len(filler.encode()))


@pytest.mark.parametrize("filler", ["x ", "é", "م", "😀"])
def test_a_comment_may_have_20480_bytes_and_not_one_more(served: ScoringServed, filler: str) -> None:
    most = text_of(MOST, filler)
    assert len(most.encode()) == MOST
    taken = post(served, body(most))
    assert taken.status_code == 200, taken.text
    [span] = taken.json()["attributeScores"]["TOXICITY"]["spanScores"]
    assert (span["begin"], span["end"]) == (0, len(most.encode("utf-16-le")) // 2)
    refused = post(served, body(most + "x"), query="prettyPrint=false")
    assert refused.status_code == 400
    assert refused.content == (
        b'{"error":{"code":400,"message":"Comment text too long.","status":"INVALID_ARGUMENT","details":[{"@type":'
        b'"type.googleapis.com/google.commentanalyzer.v1alpha1.Error","errorType":"COMMENT_TOO_LONG"}]}}'
    )


def test_the_longest_comment_may_be_escaped_character_by_character(served: ScoringServed) -> None:
    sent = json.dumps(body(text_of(MOST, "x "))).replace("x ", "\\u0078\\u0020").encode()
    assert post(served, sent).status_code == 200


def test_a_body_over_the_limit_is_told_so(served: ScoringServed) -> None:
    answer = post(served, b" " * ((1 << 20) + 1))
    assert answer.status_code == 400
    assert message(answer) == "Request payload size exceeds the limit: 1048576 bytes."


def test_a_key_over_its_quota_is_told_as_google_tells_it(served: ScoringServed) -> None:
    key = served.make_key("two-a-minute", per_minute=2)
    [(number,)] = served.rows("SELECT number FROM scoring_keys WHERE name = 'two-a-minute'")
    assert [post(served, body(), key=key).status_code for _ in range(2)] == [200, 200]
    answer = post(served, body(), key=key)
    assert answer.status_code == 429
    assert (
        answer.content.decode()
        == f"""{{
  "error": {{
    "code": 429,
    "message": "Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)' and limit 'Analysis requests (AnalyzeComment) per minute' of service 'commentanalyzer.googleapis.com' for consumer 'project_number:{number}'.",
    "status": "RESOURCE_EXHAUSTED",
    "details": [
      {{
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {{
          "quota_location": "global",
          "quota_metric": "CommentAnalyzerService/analyze_requests",
          "quota_limit_value": "2",
          "consumer": "projects/{number}",
          "quota_limit": "AnalyzeRequestsPerMinutePerProject",
          "service": "commentanalyzer.googleapis.com"
        }}
      }}
    ]
  }}
}}
"""
    )
    assert 0 < int(answer.headers["retry-after"]) <= 30


def test_what_cannot_be_read_counts_against_the_quota(served: ScoringServed) -> None:
    key = served.make_key("one-a-minute", per_minute=1)
    assert post(served, b"{", key=key).status_code == 400
    assert post(served, b"{", key=key).status_code == 429


def test_sentences_count_as_one_text_for_each_eight_begun(served: ScoringServed) -> None:
    nine = "It is good to be here. " * 9
    key = served.make_key("four-a-minute", per_minute=4)
    assert post(served, body(nine, spanAnnotations=True), key=key).status_code == 200
    assert post(served, body(), key=key).status_code == 200
    assert post(served, body(), key=key).status_code == 429


def test_a_suggestion_counts_as_one_text(served: ScoringServed) -> None:
    key = served.make_key("another-one-a-minute", per_minute=1)
    suggestion = {
        "comment": {"text": TEXT},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
    }
    assert post(served, suggestion, method="suggestscore", key=key).status_code == 200
    assert post(served, suggestion, method="suggestscore", key=key).status_code == 429


def test_a_text_of_thousands_of_sentences_has_at_most_64_spans(served: ScoringServed) -> None:
    text = "It is so! " * 2000
    answer = post(served, body(text, spanAnnotations=True))
    spans = answer.json()["attributeScores"]["TOXICITY"]["spanScores"]
    assert 1 < len(spans) <= 64
    assert (spans[0]["begin"], spans[-1]["end"]) == (0, len(text.strip()))
    assert all(before["end"] < after["begin"] for before, after in itertools.pairwise(spans))
