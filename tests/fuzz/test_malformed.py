"""Malformed requests, thousands of them: every surface answers each, in its own shape, and never by breaking.

`DIWAN_TEST_MALFORMED=1700` sends so many to each of the six surfaces, as CI does; without it there are fewer.
"""

import json
import os
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from diwan.web.compat.coral.signature import HEADER
from tests.fuzz import asking, malforming
from tests.fuzz.asking import Answered, Asked
from tests.fuzz.malforming import CANARY
from tests.scoring_house import ScoringServed

MANY = int(os.environ.get("DIWAN_TEST_MALFORMED", "500"))
TOGETHER = 100
SEED = 20261231
SERVER_ERRORS = {503}
"""Which a surface may answer when too much waits; anything else from 500 on is a break."""

ANALYZE = {
    "comment": {"text": CANARY, "type": "PLAIN_TEXT"},
    "context": {"entries": [{"text": CANARY, "type": "PLAIN_TEXT"}]},
    "requestedAttributes": {"TOXICITY": {"scoreType": "PROBABILITY", "scoreThreshold": 0.1}, "INSULT": {}},
    "spanAnnotations": True,
    "languages": ["en"],
    "doNotStore": False,
    "clientToken": "t",
}
SUGGEST = {
    "comment": {"text": CANARY},
    "attributeScores": {
        "TOXICITY": {
            "summaryScore": {"value": 0.5, "type": "PROBABILITY"},
            "spanScores": [{"begin": 0, "end": 4, "score": {"value": 1}}],
        }
    },
    "languages": ["en"],
    "communityId": "courier",
}
SCORE = {
    "texts": [
        {"id": 1, "text": CANARY, "language": "en", "article": {"headline": CANARY, "section": "City"}},
        {"text": CANARY, "parent": CANARY},
    ]
}
MODERATE = {"model": "omni-moderation-latest", "input": [{"type": "text", "text": CANARY}]}
CORAL = {
    "action": "NEW",
    "comment": {"body": f"<p>{CANARY}</p>", "parentID": None},
    "author": {"id": "a", "role": "COMMENTER"},
    "story": {"id": "s", "url": "https://courier.example/bridge"},
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScoringServed]:
    with asking.served(tmp_path_factory.mktemp("scoring")) as house:
        yield house


# --- what is sent -----------------------------------------------------------------------------------------------------


def google(path: str, sound: Any, key: str, dice: random.Random) -> Asked:
    query = "&".join(
        filter(None, (f"key={key}" if dice.random() < 0.95 else "", malforming.malformed_query(dice)))
    )
    headers = malforming.malformed_type(dice, "application/json")
    return Asked(path, query, tuple(headers.items()), malforming.malformed_json(dice, sound))


def batch(key: str, dice: random.Random) -> Asked:
    calls = []
    for _ in range(dice.choice((0, 1, 2, 3))):
        path, sound = dice.choice((("analyze", ANALYZE), ("suggestscore", SUGGEST)))
        body = malforming.malformed_json(dice, sound)[:100_000]
        first = f"POST /v1alpha1/comments:{path}?key={key} HTTP/1.1\r\ncontent-type: application/json\r\n\r\n".encode()
        calls.append(
            (malforming.malformed_bytes(dice, first)[:2000] if dice.random() < 0.2 else first) + body
        )
    headers = malforming.malformed_type(dice, 'multipart/mixed; boundary="==b=="')
    return Asked("/batch", "", tuple(headers.items()), malforming.malformed_batch(dice, calls, "==b=="))


def with_bearer(path: str, sound: Any, key: str, dice: random.Random) -> Asked:
    headers = malforming.malformed_type(dice, "application/json")
    headers["authorization"] = (
        f"Bearer {key}" if dice.random() < 0.95 else dice.choice(("", "Bearer", "Basic a", "\xff"))
    )
    return Asked(
        path, malforming.malformed_query(dice), tuple(headers.items()), malforming.malformed_json(dice, sound)
    )


def coral(_key: str, dice: random.Random) -> Asked:
    body = malforming.malformed_json(dice, CORAL)
    headers = malforming.malformed_type(dice, "application/json")
    headers[HEADER] = (
        asking.signed(body)
        if dice.random() < 0.95
        else dice.choice(("", "sha256=", "sha256=\xff,,", "a" * 99))
    )
    return Asked("/coral/courier", "", tuple(headers.items()), body)


# --- what must come back ----------------------------------------------------------------------------------------------


def as_google(answer: Answered) -> None:
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"
    told = json.loads(answer.body)
    if answer.status == 200:
        assert "error" not in told
        return
    assert set(told) == {"error"}
    assert set(told["error"]) <= {"code", "message", "status", "details"}
    assert told["error"]["code"] == answer.status
    assert re.fullmatch(r"[A-Z_]+", told["error"]["status"])
    assert told["error"]["message"]


def as_batch(answer: Answered) -> None:
    if answer.status != 200:
        as_google(answer)
        return
    boundary = re.fullmatch(r"multipart/mixed; boundary=(\S+)", answer.headers["content-type"])
    assert boundary
    parts = answer.body.split(b"--" + boundary[1].encode())
    assert (parts[0], parts[-1].strip()) == (b"", b"--")
    for part in parts[1:-1]:
        _, inner, body = part.split(b"\r\n\r\n", 2)
        status = re.match(rb"HTTP/1\.1 (\d{3}) ", inner)
        assert status
        assert int(status[1]) < 500
        as_google(Answered(int(status[1]), {"content-type": "application/json; charset=UTF-8"}, body))


def as_problem(answer: Answered) -> None:
    if answer.status == 200:
        assert json.loads(answer.body)["results"]
        return
    told = json.loads(answer.body)
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == answer.status
    assert told["code"]
    assert told["detail"]


def as_openai(answer: Answered) -> None:
    assert answer.headers["content-type"] == "application/json"
    told = json.loads(answer.body)
    if answer.status == 200:
        assert told["results"]
        return
    assert {"message", "type", "param", "code"} <= set(told["error"])
    assert told["error"]["message"]


def as_coral(answer: Answered) -> None:
    if answer.status == 200:
        assert set(json.loads(answer.body)) <= {"status", "actions", "tags"}
    elif answer.status != 204:
        as_problem(answer)


SURFACES: dict[str, tuple[Callable[[str, random.Random], Asked], Callable[[Answered], None]]] = {
    "analyze": (lambda key, dice: google("/v1alpha1/comments:analyze", ANALYZE, key, dice), as_google),
    "suggestscore": (
        lambda key, dice: google("/v1alpha1/comments:suggestscore", SUGGEST, key, dice),
        as_google,
    ),
    "batch": (batch, as_batch),
    "score": (lambda key, dice: with_bearer("/api/score", SCORE, key, dice), as_problem),
    "moderations": (lambda key, dice: with_bearer("/v1/moderations", MODERATE, key, dice), as_openai),
    "coral": (coral, as_coral),
}


@pytest.mark.parametrize("surface", SURFACES)
def test_whatever_is_sent_is_answered_in_the_surfaces_own_shape(running: ScoringServed, surface: str) -> None:
    make, expected = SURFACES[surface]
    dice = random.Random(f"{SEED} {surface}")
    statuses: set[int] = set()
    for begin in range(0, MANY, TOGETHER):
        requests = [make(running.key, dice) for _ in range(min(TOGETHER, MANY - begin))]
        for asked, answer in zip(requests, asking.ask(running, requests), strict=True):
            assert answer.status < 500 or answer.status in SERVER_ERRORS, (asked, answer)
            assert CANARY.encode() not in answer.body, (asked, answer)
            try:
                expected(answer)
            except Exception as error:
                raise AssertionError(f"{asked!r:.3000} was answered {answer!r:.2000}") from error
            statuses.add(answer.status)
    # What is made must be of every kind: refused as a rule, but sound now and then, and then answered.
    assert statuses & {200, 204}
    assert 400 in statuses or surface == "batch"
