"""Sending batches of statements of reasons to the Transparency Database, each once, however often it is interrupted.

A batch is all or nothing there: 201 means that all of it is taken, 422 that none is. If the line broke before the answer came, or the
process died before it was noted, the batch is sent again; the database then refuses it because it knows the names (`puid`) already. So after a
422 each name is asked for: where all are known the batch counts as sent, and where some are, the others are sent by themselves.
"""

import json
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from diwan.deadlines import Deadline
from diwan.errors import DiwanError
from diwan.statements_of_reasons.rules import PUID

CREATED, FOUND, NOT_FOUND, UNPROCESSABLE = 201, 302, 404, 422
BUSY = frozenset({408, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed a little later."""
ATTEMPTS = 5
FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 120.0
TIMEOUT_S = 60.0
MOST_BYTES = 4 << 20


class NotSent(DiwanError):
    """A batch could not be sent; what the database said, by field, without any value of a statement."""

    code = "not-sent"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database answered: the status, the pause it asks for (seconds, 0 for none) and the body, if it was JSON."""

    status: int
    pause_s: float
    body: Any


Ask = Callable[[str, str, bytes | None], Answer]
"""Ask with a method, a path and a body. Raises OSError or HTTPException where no answer comes."""


class Database:
    """The Transparency Database at `url`, asked with a token. Redirections are answers here, and never followed."""

    def __init__(self, url: str, token: str, *, timeout_s: float = TIMEOUT_S) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port
        self._path = parts.path.rstrip("/")
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._token = token
        self._timeout_s = timeout_s

    def ask(self, method: str, path: str, body: bytes | None) -> Answer:
        """One request, on a connection of its own, within `timeout_s` from the first byte to the last. Raises OSError or HTTPException."""
        connection = (
            HTTPConnection(self._host, self._port, timeout=self._timeout_s)
            if self._tls is None
            else HTTPSConnection(self._host, self._port, timeout=self._timeout_s, context=self._tls)
        )
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        deadline = Deadline(self._timeout_s)
        with deadline.on(connection):
            connection.request(method, f"{self._path}{path}", body, headers)
            answer = connection.getresponse()
            read = answer.read(MOST_BYTES)
        if deadline.is_over:
            raise TimeoutError("the database took too long")
        return Answer(answer.status, _seconds(answer.getheader("Retry-After")), _json(read))


def send(ask: Ask, statements: Sequence[Mapping[str, Any]], *, sleep: Callable[[float], None]) -> list[Any]:
    """Have the database hold all of these. What it answered for those that it took now. Raises NotSent."""
    answer = _patiently(ask, "POST", "/statements", _body(statements), sleep)
    if answer.status == CREATED:
        return _taken(answer)
    if answer.status != UNPROCESSABLE:
        raise NotSent(_refused(answer))
    missing = [each for each in statements if not _is_known(ask, str(each["puid"]), sleep)]
    if not missing:
        return []
    if len(missing) == len(statements):
        raise NotSent(_refused(answer))
    answer = _patiently(ask, "POST", "/statements", _body(missing), sleep)
    if answer.status != CREATED:
        raise NotSent(_refused(answer))
    return _taken(answer)


def _is_known(ask: Ask, puid: str, sleep: Callable[[float], None]) -> bool:
    answer = _patiently(ask, "GET", f"/statement/existing-puid/{quote(puid, safe='')}", None, sleep)
    if answer.status not in {FOUND, NOT_FOUND}:
        raise NotSent(_refused(answer))
    return answer.status == FOUND


def _patiently(
    ask: Ask, method: str, path: str, body: bytes | None, sleep: Callable[[float], None]
) -> Answer:
    """Ask, and again after a pause while the database is busy or cannot be reached."""
    trouble = ""
    pause = FIRST_PAUSE_S
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(min(pause, LONGEST_PAUSE_S))
            pause *= 2
        try:
            answer = ask(method, path, body)
        except (OSError, HTTPException) as error:
            trouble = f"it cannot be reached ({type(error).__name__})"
            continue
        if answer.status not in BUSY:
            return answer
        trouble = f"it answered {answer.status}"
        pause = max(pause, answer.pause_s)
    raise NotSent(
        f"The Transparency Database took nothing after {ATTEMPTS} attempts: {trouble}. Run the command again later; "
        "it goes on where it stopped."
    )


def _taken(answer: Answer) -> list[Any]:
    body = answer.body
    taken = body.get("statements") if isinstance(body, dict) else None
    return taken if isinstance(taken, list) else []


def _refused(answer: Answer) -> str:
    if answer.status in {401, 403}:
        return (
            f"The Transparency Database answered {answer.status}: the token is not taken. Make a new one there and set it "
            "as statements.token."
        )
    fields = _fields(answer.body)
    named = f" It names {', '.join(fields)}." if fields else ""
    return f"The Transparency Database answered {answer.status} and took nothing.{named}"


def _fields(body: Any) -> list[str]:
    """The names of the fields that errors are about, as a Laravel application writes them; never a value."""
    found: list[str] = []
    errors = body.get("errors") if isinstance(body, dict) else None
    for name, what in errors.items() if isinstance(errors, dict) else ():
        inner = [f"{name}.{each}" for each in what] if isinstance(what, dict) else [name]
        found += [each for each in inner if isinstance(each, str) and PUID.fullmatch(each.replace(".", "_"))]
    return sorted(set(found))[:10]


def _body(statements: Sequence[Mapping[str, Any]]) -> bytes:
    return json.dumps({"statements": list(statements)}, ensure_ascii=False).encode()


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isascii() and header.isdigit() and len(header) < 6 else 0.0
