"""Every surface that judges texts, asked without HTTP in between: thousands of requests in seconds."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.scoring_house import ScoringServed, Scripted, scoring_house

SECRET = "5f1c" * 16
PHASE = f'[[scoring.coral]]\nname = "courier"\nsecrets = ["{SECRET}"]\ndeadline_ms = 9000\n'

Application = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request; `headers` have small names."""

    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Answered:
    """Its answer."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def served(folder: Path) -> Iterator[ScoringServed]:
    """A server that only scores, by a model that says the same of every text, with one phase of Coral's."""
    with scoring_house(folder, ordered=[Scripted(toxicity=0.8)], toml=PHASE) as running:
        yield running


def ask(running: ScoringServed, requests: Sequence[Asked]) -> list[Answered]:
    """The answers, one after the other."""
    application: Application = running.client.app

    async def all_of_them() -> list[Answered]:
        return [await _answer(application, asked) for asked in requests]

    assert running.client.portal is not None
    answers: list[Answered] = running.client.portal.call(all_of_them)
    return answers


def signed(body: bytes) -> str:
    """What Coral's header holds for `body`."""
    return f"sha256={hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}"


async def _answer(application: Application, asked: Asked) -> Answered:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": asked.path,
        "raw_path": asked.path.encode(),
        "query_string": asked.query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1", "replace")) for name, value in asked.headers],
        "client": ("203.0.113.7", 50000),
        "server": ("testserver", 80),
        "state": {},
    }
    coming = [{"type": "http.request", "body": asked.body, "more_body": False}]
    told: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return coming.pop() if coming else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        told.append(message)

    await application(scope, receive, send)
    [start] = [message for message in told if message["type"] == "http.response.start"]
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
    body = b"".join(message.get("body", b"") for message in told if message["type"] == "http.response.body")
    return Answered(start["status"], headers, body)
