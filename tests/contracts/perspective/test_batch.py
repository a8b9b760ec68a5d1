"""Many calls in one request, as Google's client libraries write them and take the answers apart."""

import email
import json
from typing import Any

import httpx2
import pytest

from tests.contracts.perspective.asking import TEXT, body, message
from tests.scoring_house import ScoringServed

BOUNDARY = "===============7330845974216740156=="


def call(
    served: ScoringServed, sent: dict[str, Any] | str, *, path: str = "/v1alpha1/comments:analyze"
) -> str:
    """A call in a batch, as Python's library writes it: lines end in a newline alone, and the length counts characters."""
    content = sent if isinstance(sent, str) else json.dumps(sent)
    return (
        f"POST {path}?key={served.key}&alt=json HTTP/1.1\nContent-Type: application/json\nMIME-Version: 1.0\n"
        f"accept: application/json\nuser-agent: (gzip)\ncontent-length: {len(content)}\nHost: scoring.example\n\n{content}"
    )


def part(inner: str, content_id: str) -> str:
    return (
        "Content-Type: application/http\nMIME-Version: 1.0\nContent-Transfer-Encoding: binary\n"
        f"Content-ID: {content_id}\n\n{inner}"
    )


def batch(
    served: ScoringServed, parts: list[str], *, path: str = "/batch", line: str = "\n"
) -> httpx2.Response:
    together = "".join(f"--{BOUNDARY}\n{each}\n" for each in parts) + f"--{BOUNDARY}--\n"
    answer: httpx2.Response = served.client.post(
        path,
        content=together.replace("\n", line).encode(),
        headers={"content-type": f'multipart/mixed; boundary="{BOUNDARY}"'},
    )
    return answer


def taken_apart(answer: httpx2.Response) -> list[tuple[str, int, dict[str, Any]]]:
    """Content-ID, status and body of each answer, as `googleapiclient.http` reads them."""
    assert answer.status_code == 200, answer.text
    told = email.message_from_string(
        f"content-type: {answer.headers['content-type']}\r\n\r\n{answer.content.decode()}"
    )
    assert told.is_multipart()
    read = []
    for each in told.get_payload():
        assert isinstance(each, email.message.Message)
        inner = each.get_payload()
        assert isinstance(inner, str)
        status_line = inner.split("\n", 1)[0]
        content = inner.split("\r\n\r\n", 1)[1]
        read.append((each["Content-ID"], int(status_line.split(" ")[1]), json.loads(content)))
    return read


@pytest.mark.parametrize("line", ["\n", "\r\n"])
@pytest.mark.parametrize("path", ["/batch", "/batch/commentanalyzer/v1alpha1"])
def test_each_call_is_answered_in_order_under_its_own_id(served: ScoringServed, path: str, line: str) -> None:
    texts = [f"{TEXT} {'It is so. ' * number}😀" for number in range(40)]
    parts = [part(call(served, body(text, clientToken=text)), f"<b1 + {n}>") for n, text in enumerate(texts)]
    answers = taken_apart(batch(served, parts, path=path, line=line))
    assert [each[0] for each in answers] == [f"<response-b1 + {n}>" for n in range(40)]
    assert [each[1] for each in answers] == [200] * 40
    assert [each[2]["clientToken"] for each in answers] == texts


def test_a_call_that_fails_fails_alone(served: ScoringServed) -> None:
    good = call(served, body())
    calls = [
        good,
        call(served, body("")),
        call(served, "{"),
        good.replace(served.key, "none-such"),
        good.replace("POST", "GET", 1),
        good.replace("comments:analyze", "comments:publish"),
        "nothing of the kind",
        call(
            served,
            {"comment": {"text": TEXT}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}}},
            path="/v1alpha1/comments:suggestscore",
        ),
        good,
    ]
    answers = taken_apart(batch(served, [part(each, f"<b + {n}>") for n, each in enumerate(calls)]))
    assert [each[1] for each in answers] == [200, 400, 400, 400, 405, 404, 400, 200, 200]
    assert answers[1][2]["error"]["message"] == "Comment must be non-empty."


def test_a_long_id_may_be_folded(served: ScoringServed) -> None:
    answers = taken_apart(batch(served, [part(call(served, body()), "<a-long-one\n + 7>")]))
    assert answers[0][0] == "<response-a-long-one + 7>"


def test_a_call_may_name_a_folder_that_a_proxy_takes_off(served: ScoringServed) -> None:
    inner = call(served, body(), path="/folder/v1alpha1/comments%3Aanalyze")
    assert taken_apart(batch(served, [part(inner, "<b + 1>")]))[0][1] == 200


def test_an_id_cannot_write_headers_of_its_own(served: ScoringServed) -> None:
    answer = batch(served, [part(call(served, body()), "<b + 1>\rX-Forged: yes")])
    assert "X-Forged" not in answer.text


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        ("application/json", b"{}"),
        ("multipart/mixed", b"--x\n\n--x--"),
        ("multipart/mixed; boundary=x", b""),
        ("multipart/mixed; boundary=x", b"--x--"),
        ("multipart/mixed; boundary=x", b"--y\n\nGET / HTTP/1.1\n--y--"),
    ],
)
def test_what_is_no_batch_is_told_so(served: ScoringServed, content_type: str, sent: bytes) -> None:
    answer = served.client.post("/batch", content=sent, headers={"content-type": content_type})
    assert answer.status_code == 400
    assert "batch" in message(answer)


def test_a_batch_is_bounded(served: ScoringServed) -> None:
    many = [part("GET / HTTP/1.1\n\n", f"<b + {n}>") for n in range(1001)]
    assert message(batch(served, many)) == "The batch request must not contain more than 1000 calls."
    assert len(taken_apart(batch(served, many[:1000]))) == 1000
    large = batch(served, [part(call(served, "x" * (8 << 20)), "<b + 1>")])
    assert message(large) == "Request payload size exceeds the limit: 8388608 bytes."
    one = taken_apart(batch(served, [part(call(served, "x" * ((1 << 20) + 1)), "<b + 1>")]))
    assert one[0][2]["error"]["message"] == "Request payload size exceeds the limit: 1048576 bytes."
