"""Coral asks about comments: requests as it writes and signs them, and what they are answered."""

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from diwan.errors import CannotStart
from diwan.screening.check import Check, Reading
from diwan.screening.findings import Finding, Mark
from diwan.web.compat.coral.described import PhaseAnswer
from diwan.web.compat.coral.moderating import MOST_BYTES, MOST_CHARACTERS
from diwan.web.compat.coral.signature import sign
from tests.scoring_house import ScoringServed, Scripted, scoring_house
from tests.waiting import until

SECRET, OLD_SECRET, FOREIGN_SECRET = "5f1c" * 16, "a09b" * 16, "77aa" * 16

PHASES = f"""
[[scoring.coral]]
name = "courier"
secrets = ["{SECRET}", "{OLD_SECRET}"]
deadline_ms = 9000

[[scoring.coral]]
name = "plain"
secrets = ["{SECRET}"]
format = "plain"
deadline_ms = 9000

[[scoring.coral]]
name = "rejecting"
secrets = ["{SECRET}"]
deadline_ms = 9000
deciders = ["model"]
reject = {{ threat = 0.9, promotion = 0.9 }}

[[scoring.coral]]
name = "open"
secrets = ["{SECRET}"]
deadline_ms = 9000
on_silence = "none"

[[scoring.coral]]
name = "hurried"
secrets = ["{SECRET}"]
deadline_ms = 20

[[scoring.coral]]
name = "hurried-open"
secrets = ["{SECRET}"]
deadline_ms = 20
on_silence = "none"
"""

BY_TEXT = {
    "You idiot": {"personal_attack": 0.8, "toxicity": 0.8},
    "I will find you": {"threat": 0.95, "toxicity": 0.7},
    "Cheap pills (https://pills.example)": {"promotion": 0.95},
}
HELD_AS_TOXIC = {
    "status": "PREMOD",
    "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}],
}
HELD = {"status": "PREMOD", "actions": []}


def written(body: str, **given: Any) -> bytes:
    """A request's body, as Coral's `JSON.stringify(request, null, 2)` writes it."""
    request = {
        "action": "NEW",
        "comment": {"body": body, "parentID": None},
        "author": {"id": "baf4e943-3594-4fcc-b2ba-3e8de7a76352", "role": "COMMENTER"},
        "story": {"id": "245b3856-b0a0-4d2f-a6bb-58c71f18d6a6", "url": "https://courier.example/bridge"},
        "site": {"id": "a4bede88-2d2c-4424-bc18-4322a9e285a6"},
        "tenantID": "19ba5794-7eeb-4d46-a81b-c00c61672501",
        "tenantDomain": "coral.courier.example",
        **given,
    }
    return json.dumps(request, indent=2, ensure_ascii=False).encode()


def send(
    served: ScoringServed, phase: str, content: bytes, *, signature: str | None = None
) -> httpx2.Response:
    """POST to a phase, signed with its secret if no other signature is given."""
    headers = {
        "content-type": "application/json",
        "user-agent": "Coral Moderation/9.11.1",
        "x-coral-signature": sign(SECRET, content) if signature is None else signature,
    }
    answer: httpx2.Response = served.client.post(f"/coral/{phase}", content=content, headers=headers)
    return answer


def told(served: ScoringServed, phase: str, body: str, **given: Any) -> Any:
    """What Coral is told about a comment: the JSON, or None for no opinion."""
    answer = send(served, phase, written(body, **given))
    if answer.status_code == 204:
        assert answer.content == b""
        return None
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def counted(served: ScoringServed, phase: str, kind: str) -> float:
    """How many answers of a kind the metrics tell of."""
    line = f'diwan_coral_answers_total{{answer="{kind}",phase="{phase}"}} '
    page = served.client.get("/metrics").text
    return float(next((each.removeprefix(line) for each in page.splitlines() if each.startswith(line)), "0"))


@pytest.fixture(scope="module")
def coral(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScoringServed]:
    """Six phases, with checks that say what they are told to."""
    folder = tmp_path_factory.mktemp("coral")
    with scoring_house(folder, ordered=[Scripted(by_text=BY_TEXT)], toml=PHASES) as served:
        yield served


def test_of_a_harmless_comment_there_is_no_opinion(coral: ScoringServed) -> None:
    assert told(coral, "courier", "<div>A fine bridge.</div>") is None


def test_an_insult_is_held_and_flagged(coral: ScoringServed) -> None:
    assert told(coral, "courier", "<div>You <b>idiot</b></div>") == HELD_AS_TOXIC
    assert told(coral, "plain", "You idiot") == HELD_AS_TOXIC


def test_html_is_only_html_where_the_phase_says_so(coral: ScoringServed) -> None:
    assert told(coral, "plain", "You <b>idiot</b>") is None
    assert told(coral, "courier", 'Cheap <a href="https://pills.example">pills</a>') == {
        "status": "PREMOD",
        "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"}],
    }


def test_an_edit_is_read_like_a_new_comment_and_no_role_passes_by(coral: ScoringServed) -> None:
    for role in ("COMMENTER", "MEMBER", "STAFF", "MODERATOR", "ADMIN"):
        for action in ("NEW", "EDIT"):
            author = {"id": "baf4e943", "role": role}
            assert told(coral, "courier", "You idiot", author=author, action=action) == HELD_AS_TOXIC


def test_a_reply_is_read_like_a_comment(coral: ScoringServed) -> None:
    reply = {"body": "You idiot", "parentID": "d79b787f-f406-49a0-a179-72e3652e54be"}
    assert told(coral, "courier", "", comment=reply) == HELD_AS_TOXIC


def test_where_the_site_lets_a_machine_reject_it_does_with_corals_code(coral: ScoringServed) -> None:
    assert told(coral, "rejecting", "I will find you") == {
        "status": "REJECTED",
        "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}],
        "moderationAction": {
            "status": "REJECTED",
            "rejectionReason": {
                "code": "ABUSIVE",
                "legalGrounds": "",
                "detailedExplanation": "",
                "customReason": "",
            },
        },
    }
    assert told(coral, "rejecting", "You idiot") == HELD_AS_TOXIC
    assert told(coral, "courier", "I will find you") == HELD_AS_TOXIC


def test_the_signature_is_over_the_body_as_it_lies_on_the_wire(coral: ScoringServed) -> None:
    content = written("You idiot")
    assert content.startswith(b'{\n  "action": "NEW",\n  "comment": {\n    "body"')
    minified = json.dumps(json.loads(content)).encode()
    assert send(coral, "courier", content, signature=sign(SECRET, minified)).status_code == 401
    assert send(coral, "courier", minified, signature=sign(SECRET, minified)).json() == HELD_AS_TOXIC


def test_while_a_secret_is_rotated_both_signatures_come_and_either_secret_will_do(
    coral: ScoringServed,
) -> None:
    content = written("You idiot")
    for signature in (
        f"{sign(SECRET, content)},{sign(FOREIGN_SECRET, content)}",
        f"{sign(FOREIGN_SECRET, content)},{sign(SECRET, content)}",
        f"{sign(FOREIGN_SECRET, content)},{sign(OLD_SECRET, content)}",
        sign(OLD_SECRET, content),
    ):
        assert send(coral, "courier", content, signature=signature).json() == HELD_AS_TOXIC
    assert send(coral, "plain", content, signature=sign(OLD_SECRET, content)).status_code == 401


def refused(answer: httpx2.Response, status: int, code: str) -> None:
    """That the answer is this problem, and tells nothing that only Coral knows."""
    assert answer.status_code == status, answer.text
    assert answer.json()["code"] == code
    assert answer.headers["content-type"] == "application/problem+json"
    assert not any(secret in answer.text for secret in (SECRET, OLD_SECRET, "idiot", "baf4e943"))


def test_what_is_not_corals_is_refused_and_tells_nothing(coral: ScoringServed) -> None:
    content = written("You idiot")
    refused(send(coral, "courier", content, signature=sign(FOREIGN_SECRET, content)), 401, "coral-signature")
    refused(send(coral, "courier", content, signature=""), 401, "coral-signature")
    refused(coral.client.post("/coral/courier", content=content), 401, "coral-signature")
    refused(send(coral, "elsewhere", content), 404, "unknown-phase")
    refused(send(coral, "courier", b'{"comment": {"body": "You idiot'), 400, "json")
    refused(send(coral, "courier", b"\xff\xfe idiot"), 400, "json")
    refused(send(coral, "courier", b'{"comment": {"text": "You idiot"}}'), 400, "json-fields")
    refused(send(coral, "courier", b'"' + b"a" * MOST_BYTES + b'"'), 413, "too-large")
    assert coral.client.get("/coral/courier").status_code == 405


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_altered_request_is_answered(coral: ScoringServed, data: st.DataObject) -> None:
    content = written(data.draw(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)))
    signature = sign(SECRET, content)
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(content) - 1))
        altered = bytes(
            [*content[:place], content[place] ^ data.draw(st.integers(1, 255)), *content[place + 1 :]]
        )
        answer = send(coral, "courier", altered, signature=signature)
    else:
        place = data.draw(st.integers(7, len(signature) - 1))
        other = data.draw(st.sampled_from("0123456789abcdefg,= ").filter(lambda c: c != signature[place]))
        answer = send(coral, "courier", content, signature=signature[:place] + other + signature[place + 1 :])
    refused(answer, 401, "coral-signature")


class Silent:
    """A check that fails."""

    name, version = "model", "silent"
    languages: frozenset[str] | None = None

    def look(self, _reading: Reading) -> Sequence[Finding]:
        raise RuntimeError("broken")


class Critical:
    """A check that sees criticism of the publisher in every text."""

    name, version = "criticism", "1"
    languages: frozenset[str] | None = None

    def look(self, _reading: Reading) -> Sequence[Finding]:
        return [Finding(self.name, self.version, None, 0.9, mark=Mark.CRITICISM)]


def test_a_check_that_fails_holds_the_comment_unless_the_site_wishes_otherwise(tmp_path: Path) -> None:
    with scoring_house(tmp_path, ordered=[Silent()], toml=PHASES) as served:
        assert told(served, "courier", "A fine bridge.") == HELD
        assert told(served, "rejecting", "A fine bridge.") == HELD
        assert told(served, "open", "A fine bridge.") is None
        assert counted(served, "open", "no-opinion") == 1


def test_a_language_that_the_model_does_not_know_is_held_and_never_rejected(tmp_path: Path) -> None:
    model = Scripted(threat=1.0, languages=frozenset({"en"}))
    with scoring_house(tmp_path, ordered=[model], toml=PHASES) as served:
        assert told(served, "rejecting", "پردەکە دووبارە کراوەتەوە و زۆر باشە") == HELD
        assert told(served, "open", "پردەکە دووبارە کراوەتەوە و زۆر باشە") is None
        assert told(served, "rejecting", "The bridge is open again")["status"] == "REJECTED"


def test_criticism_of_the_publisher_is_never_rejected_and_alone_not_held(tmp_path: Path) -> None:
    checks: list[Check] = [Scripted(by_text=BY_TEXT), Critical()]
    with scoring_house(tmp_path, ordered=checks, toml=PHASES) as served:
        assert told(served, "rejecting", "I will find you") == HELD_AS_TOXIC
        assert told(served, "rejecting", "You never print the truth.") is None


class Waiting:
    """A check that waits until it is let go."""

    name, version = "model", "waiting"
    languages: frozenset[str] | None = None

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go = threading.Event()

    def look(self, _reading: Reading) -> Sequence[Finding]:
        self.begun.set()
        self.go.wait()
        return []


def test_while_a_check_hangs_the_answer_comes_in_time_and_everything_else_is_answered(tmp_path: Path) -> None:
    check = Waiting()
    with scoring_house(tmp_path, ordered=[check], toml=PHASES) as served, ThreadPoolExecutor() as pool:
        try:
            patient = pool.submit(send, served, "courier", written("A fine bridge."))
            until(check.begun.is_set, "the check to be asked")
            # It hangs now, and goes on hanging until these are answered.
            assert told(served, "hurried", "A fine bridge.") == HELD
            assert told(served, "hurried-open", "A fine bridge.") is None
            assert served.client.get("/livez").status_code == 200
            assert not patient.done()
        finally:
            check.go.set()
        assert patient.result().status_code == 204
        for phase in ("hurried", "hurried-open"):
            assert counted(served, phase, "late") == 1


def test_more_than_the_line_takes_is_answered_like_what_comes_too_late(tmp_path: Path) -> None:
    check = Waiting()
    toml = f"[scoring]\nmost_waiting = 64\n{PHASES}"
    with scoring_house(tmp_path, ordered=[check], toml=toml) as served, ThreadPoolExecutor() as pool:
        try:
            pool.submit(served.score, "first")
            until(check.begun.is_set, "the check to be asked")
            pool.submit(served.score, *["waiting"] * 64)
            until(lambda: served.house.line.waiting == 64, "the line to be full")
            assert told(served, "courier", "A fine bridge.") == HELD
            assert counted(served, "courier", "late") == 1
        finally:
            check.go.set()


def test_a_body_too_long_to_be_read_in_time_is_held_and_not_refused(coral: ScoringServed) -> None:
    assert told(coral, "courier", "a" * (MOST_CHARACTERS + 1)) == HELD
    assert told(coral, "open", "a" * (MOST_CHARACTERS + 1)) is None


def test_half_of_a_surrogate_pair_is_no_way_past(tmp_path: Path) -> None:
    model = Scripted(personal_attack=0.9)
    with scoring_house(tmp_path, ordered=[model], toml=PHASES) as served:
        content = b'{\n  "comment": {\n    "body": "You \\ud83d idiot"\n  }\n}'
        assert send(served, "courier", content).json() == HELD_AS_TOXIC
        assert model.read == ["You \N{REPLACEMENT CHARACTER} idiot"]


def test_the_answers_are_counted_by_phase_and_kind(tmp_path: Path) -> None:
    with scoring_house(tmp_path, ordered=[Scripted(by_text=BY_TEXT)], toml=PHASES) as served:
        for body in ("A fine bridge.", "A bridge.", "You idiot", "I will find you"):
            told(served, "rejecting", body)
        assert counted(served, "rejecting", "no-opinion") == 2
        assert counted(served, "rejecting", "premod") == 1
        assert counted(served, "rejecting", "rejected") == 1
        assert counted(served, "rejecting", "late") == 0


def test_the_answers_are_what_the_description_says(coral: ScoringServed) -> None:
    for phase, body in (("courier", "You idiot"), ("rejecting", "I will find you")):
        answer = send(coral, phase, written(body))
        assert msgspec.to_builtins(msgspec.json.decode(answer.content, type=PhaseAnswer)) == answer.json()
    described = coral.client.get("/api/openapi.json").json()
    operation = described["paths"]["/coral/{phase}"]["post"]
    assert operation["security"] == [{"coral_signature": []}]
    assert described["components"]["securitySchemes"]["coral_signature"]["name"] == "X-Coral-Signature"


def test_the_shipped_checks_hold_an_insult_and_let_a_harmless_comment_be(tmp_path: Path) -> None:
    with scoring_house(tmp_path, toml=PHASES) as served:
        assert told(served, "courier", "<p>You are a stupid idiot</p>") == HELD_AS_TOXIC
        assert told(served, "courier", "<p>The bridge is open again, and it is beautiful.</p>") is None
        assert told(served, "courier", "<p>Die Brücke ist wieder offen und sehr schön.</p>") == HELD


def test_secrets_come_from_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "coral.secret").write_text(f"{SECRET}\n\n{OLD_SECRET}\n")
    toml = '[[scoring.coral]]\nname = "courier"\nsecrets_file = "coral.secret"\ndeadline_ms = 9000\n'
    with scoring_house(tmp_path, ordered=[Scripted(by_text=BY_TEXT)], toml=toml) as served:
        content = written("You idiot")
        for secret in (SECRET, OLD_SECRET):
            assert send(served, "courier", content, signature=sign(secret, content)).status_code == 200
        refused(send(served, "courier", content, signature=sign("", content)), 401, "coral-signature")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read"),
        (b"", "holds no secret"),
        (b"short\n", "line 1"),
        (b"with spaces in between it\n", "line 1"),
        (f"{SECRET}\n\xff".encode("latin-1"), "ASCII"),
    ],
)
def test_a_phase_without_its_secrets_does_not_start(
    tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    if content is not None:
        (tmp_path / "coral.secret").write_bytes(content)
    toml = '[[scoring.coral]]\nname = "courier"\nsecrets_file = "coral.secret"\n'
    with pytest.raises(CannotStart, match=complaint) as refusal:
        with scoring_house(tmp_path, ordered=[], toml=toml):
            pass
    assert "short" not in str(refusal.value)
    assert SECRET not in str(refusal.value)
