"""Sending statements to a server on this machine that behaves as the Transparency Database's documentation says."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from diwan.cli.statement_sending import ATTEMPTS, Database, NotSent, send
from diwan.statements_of_reasons.rules import problems_of_batch
from diwan.statements_of_reasons.statement import statement
from tests.unit.statements_of_reasons.test_statement import REJECTION

TOKEN = "7|a-token"
BATCH: list[dict[str, Any]] = [{**statement(REJECTION), "puid": f"courier-{n}"} for n in range(3)]


@dataclass
class TransparencyDatabase:
    """What it holds, what it was asked, and what it is to do with the next requests."""

    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, method: str, path: str, token: str, body: bytes) -> tuple[int, Any, bool]:
        """The status, the body, and whether the line breaks instead of an answer."""
        self.asked.append(f"{method} {path}")
        fate = self.next.pop(0) if self.next else "as documented"
        if fate.isdigit():
            return int(fate), {"message": "busy"}, False
        status, told = self._documented(method, path, token, body)
        return status, told, fate == "cut"

    def _documented(self, method: str, path: str, token: str, body: bytes) -> tuple[int, Any]:
        if token != f"Bearer {TOKEN}":
            return 401, {"message": "Unauthenticated."}
        if method == "GET":
            puid = path.removeprefix("/api/v1/statement/existing-puid/")
            return (
                (302, {"puid": puid})
                if puid in self.held
                else (404, {"message": "statement of reason not found"})
            )
        statements = json.loads(body)["statements"]
        if problems_of_batch(statements):
            return 422, {"message": "invalid", "errors": {"statement_0": {"decision_facts": ["too long"]}}}
        known = [each["puid"] for each in statements if each["puid"] in self.held]
        if known:
            return 422, {"message": "known", "errors": {"existing_puids": known}}
        self.held |= {each["puid"]: each for each in statements}
        return 201, {
            "statements": [{"uuid": f"uuid-{each['puid']}", "puid": each["puid"]} for each in statements]
        }


@pytest.fixture
def there() -> Iterator[TransparencyDatabase]:
    made = TransparencyDatabase()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._do()

        def do_GET(self) -> None:
            self._do()

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, told, cut = made.answer(self.command, self.path, self.headers["authorization"], body)
            if cut:
                self.close_connection = True
                return
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            if status == 429:
                self.send_header("retry-after", "30")
            if status == 302:
                self.send_header("location", "http://192.0.2.1/elsewhere")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/api/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sent(
    there: TransparencyDatabase, batch: list[dict[str, Any]] = BATCH, token: str = TOKEN
) -> tuple[list[Any], list[float]]:
    pauses: list[float] = []
    return send(Database(there.url, token).ask, batch, sleep=pauses.append), pauses


def test_a_batch_is_taken_at_once_with_the_token(there: TransparencyDatabase) -> None:
    taken, pauses = sent(there)
    assert [each["puid"] for each in taken] == list(there.held) == [each["puid"] for each in BATCH]
    assert there.held["courier-0"] == BATCH[0]
    assert (there.asked, pauses) == (["POST /api/v1/statements"], [])


def test_a_batch_whose_answer_was_lost_is_found_there_and_not_doubled(there: TransparencyDatabase) -> None:
    there.next = ["cut"]
    taken, pauses = sent(there)
    assert taken == []
    assert len(pauses) == 1
    assert len(there.held) == 3
    assert there.asked == [
        "POST /api/v1/statements",
        "POST /api/v1/statements",
        *(f"GET /api/v1/statement/existing-puid/courier-{n}" for n in range(3)),
    ]


def test_of_a_batch_that_is_there_in_part_the_rest_is_sent(there: TransparencyDatabase) -> None:
    there.held = {"courier-1": BATCH[1]}
    taken, _ = sent(there)
    assert [each["puid"] for each in taken] == ["courier-0", "courier-2"]
    assert sorted(there.held) == ["courier-0", "courier-1", "courier-2"]


def test_a_busy_database_is_asked_again_after_the_pause_it_names(there: TransparencyDatabase) -> None:
    there.next = ["503", "429", "500"]
    _, pauses = sent(there)
    assert pauses == [2.0, 30.0, 60.0]
    assert len(there.held) == 3


def test_who_gets_no_answer_gives_up_after_so_many_attempts_and_says_what_to_do(
    there: TransparencyDatabase,
) -> None:
    there.next = ["502"] * ATTEMPTS
    with pytest.raises(NotSent, match="Run the command again later"):
        sent(there)
    assert len(there.asked) == ATTEMPTS
    assert there.held == {}
    assert sent(there)[0] != []


def test_a_token_that_is_not_taken_is_told_of_without_being_repeated(there: TransparencyDatabase) -> None:
    with pytest.raises(NotSent, match=r"401: the token is not taken") as refused:
        sent(there, token="8|another-secret")
    assert "another-secret" not in str(refused.value)
    assert len(there.asked) == 1


def test_what_is_refused_is_named_by_field_and_never_by_value(there: TransparencyDatabase) -> None:
    broken = [{**BATCH[0], "decision_facts": "canary " * 1000}]
    with pytest.raises(
        NotSent, match=r"422 and took nothing\. It names statement_0\.decision_facts"
    ) as refused:
        sent(there, broken)
    assert "canary" not in str(refused.value)
    assert there.held == {}


def test_a_redirection_is_never_followed(there: TransparencyDatabase) -> None:
    there.next = ["307"]
    with pytest.raises(NotSent, match="307"):
        sent(there)
    assert len(there.asked) == 1


def test_a_database_that_is_not_there_is_told_of() -> None:
    with pytest.raises(NotSent, match="cannot be reached"):
        send(Database("http://127.0.0.1:9/api/v1", TOKEN).ask, BATCH, sleep=lambda _s: None)


def test_a_database_that_drips_is_given_up_each_time() -> None:
    """A byte whenever the limit of the socket would be over: only a deadline for the whole answer ends that."""
    listening = socket.create_server(("127.0.0.1", 0))
    done, calls = threading.Event(), []

    def drip(connected: socket.socket) -> None:
        with connected, suppress(OSError):
            connected.sendall(b"HTTP/1.1 201 Created\r\n\r\n")
            while not done.wait(0.01):
                connected.sendall(b" ")

    def serve() -> None:
        with suppress(OSError):
            while True:
                connected, _ = listening.accept()
                calls.append(connected)
                threading.Thread(target=drip, args=[connected], daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    database = Database(f"http://127.0.0.1:{listening.getsockname()[1]}/api/v1", TOKEN, timeout_s=0.2)
    try:
        with pytest.raises(NotSent, match="cannot be reached"):
            send(database.ask, BATCH, sleep=lambda _s: None)
    finally:
        done.set()
        listening.close()
    assert len(calls) == ATTEMPTS
