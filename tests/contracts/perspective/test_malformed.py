"""Whatever is sent is answered in the API's own way, and never by an accident of ours."""

import json
import os
import random

from tests.contracts.perspective.asking import JSON, post
from tests.contracts.perspective.recorded import cases
from tests.scoring_house import ScoringServed

MANY = int(os.environ.get("DIWAN_TEST_MALFORMED", "600"))
PIECES = [
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b":",
        b",",
        b"null",
        b"true",
        b"1e999",
        b"-0",
        b"\\",
        b"\\ud800",
        b"\\u0000",
    ),
    *(b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"9" * 400, b"[" * 2000, b'{"a":' * 500),
    *(b'"comment"', b'"text"', b'"languages"', b'"requestedAttributes"', b'"spanAnnotations":true', b'"en"'),
]


def malformed(chance: random.Random, body: bytes) -> bytes:
    """`body` with one to four things done to it: a piece put in, taken out, doubled, or a byte changed."""
    for _ in range(chance.randint(1, 4)):
        begin = chance.randint(0, len(body))
        end = min(len(body), begin + chance.randint(0, 20))
        body = chance.choice(
            [
                body[:begin] + chance.choice(PIECES) + body[begin:],
                body[:begin] + chance.choice(PIECES) + body[end:],
                body[:begin] + body[end:],
                body[:end] + body[begin:],
                body[:begin] + bytes([chance.randrange(256)]) + body[begin + 1 :],
            ]
        )
    return body


def test_no_malformed_body_is_an_accident(served: ScoringServed) -> None:
    chance = random.Random(20261124)
    known = cases()
    for _ in range(MANY):
        case = chance.choice(known)
        sent = malformed(chance, case.body.encode())
        answer = post(served, sent, method=case.path.partition(":")[2], headers=JSON)
        assert answer.status_code in {200, 400}, (sent, answer.text)
        told = json.loads(answer.content)
        assert ("error" in told) == (answer.status_code == 400), (sent, answer.text)
