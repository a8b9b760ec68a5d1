"""A client for a Diwan that scores texts over the network, for programs in Python.

    from diwan.client import Client

    with Client("https://scoring.example.org", key) as diwan:
        print(diwan.score("Buy at https://pills.example").scores["promotion"])
        for result in diwan.score_many(["Well done.", "SHAME ON ALL OF YOU"]):
            print(result.toxicity)

It loads none of the checks and asks for nothing but the standard library and msgspec. What it sends goes to `base_url` and nowhere
else: no proxy of the environment is used and no redirect followed, since it carries a key and people's words.

ScoringError
├── Refused       the server will not take this request: what is wrong is in `detail`; sending it again changes nothing
├── Busy          the key's quota is used up, or too much is waiting; carries `retry_after_s`
└── Unreachable   no answer, or none of Diwan's
"""

import http.client
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Final
from urllib.parse import urlsplit

import msgspec

from diwan.scoring.answers import Result
from diwan.screening.scores import Text

MOST_TEXTS: Final = 64
MOST_BYTES: Final = 1 << 20
"""Of one request; what the server takes (`web/scoring/api`)."""
_PATH: Final = "/api/score"
_BEFORE, _BEHIND = b'{"texts":[', b"]}"
_BUSY: Final = frozenset({429, 503})
_LONGEST_ANSWER: Final = 64 << 20


class ScoringError(Exception):
    """The root. `str(error)` says what happened; it never repeats a text or the key."""

    def __init__(self, detail: str, *, status: int | None = None, code: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.code = code


class Refused(ScoringError):
    """The server will not take this request."""


class Busy(ScoringError):
    """The server asks to come back after `retry_after_s` seconds."""

    def __init__(self, detail: str, retry_after_s: float, *, status: int, code: str = "") -> None:
        super().__init__(detail, status=status, code=code)
        self.retry_after_s = retry_after_s


class Unreachable(ScoringError):
    """There was no answer, or one that is not Diwan's."""


class _Problem(msgspec.Struct, frozen=True):
    detail: str = ""
    code: str = ""


class _Results(msgspec.Struct, frozen=True):
    results: tuple[Result, ...]


class Client:
    """A connection to the Diwan at `base_url` (scheme and host, perhaps a path), with a scoring key. For one thread.

    `timeout_s` is how long one answer may take. Where the server is busy or the quota used up, it is waited for as the server
    says, `patience_s` for each request in all; 0.0 waits for nothing. `tls` verifies the server, by the system's certificates if left out.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        timeout_s: float = 40.0,
        patience_s: float = 60.0,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("base_url is an address such as https://scoring.example.org")
        if not (key.isascii() and key.isprintable() and key.strip() == key and key):
            raise ValueError("key is a scoring key as `diwan keys add --scoring` has shown it")
        self._path = parts.path.rstrip("/") + _PATH
        self._headers = {
            "authorization": f"Bearer {key}",
            "content-type": "application/json",
            "accept": "application/json",
        }
        self._patience_s = patience_s
        self._sleep = sleep
        if parts.scheme == "https":
            self._connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                parts.hostname, parts.port, timeout=timeout_s, context=tls or ssl.create_default_context()
            )
        else:
            self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout_s)

    def score(
        self, text: str, *, language: str = "", headline: str = "", section: str = "", parent: str = ""
    ) -> Result:
        """What the checks make of one text; the other arguments are those of `screening.Text`. Raises ScoringError."""
        [result] = self._ask(
            [_encoded(Text(text, language=language, headline=headline, section=section, parent=parent))]
        )
        return result

    def score_many(self, texts: Iterable[str | Text], *, together: int = 32) -> Iterator[Result]:
        """What they make of each, in order, `together` of them (at most 64) in a request; holds no more than those.

        Raises ScoringError; the results before it are good.
        """
        if not 1 <= together <= MOST_TEXTS:
            raise ValueError(f"together is from 1 to {MOST_TEXTS}")
        batch: list[bytes] = []
        size = 0
        for text in texts:
            encoded = _encoded(Text(text) if isinstance(text, str) else text)
            if batch and (len(batch) == together or size + len(encoded) > MOST_BYTES - 1024):
                yield from self._ask(batch)
                batch, size = [], 0
            batch.append(encoded)
            size += len(encoded) + 1
        if batch:
            yield from self._ask(batch)

    def close(self) -> None:
        """Close the connection. The client may still be used: it makes another."""
        self._connection.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, texts: list[bytes]) -> tuple[Result, ...]:
        body = _BEFORE + b",".join(texts) + _BEHIND
        patience_s = self._patience_s
        while True:
            try:
                results = self._ask_once(body)
                break
            except Busy as busy:
                if busy.retry_after_s > patience_s:
                    raise
                patience_s -= busy.retry_after_s
                self._sleep(busy.retry_after_s)
        if len(results) != len(texts):
            raise Unreachable("The server answered with another number of results than it was sent texts.")
        return results

    def _ask_once(self, body: bytes) -> tuple[Result, ...]:
        status, retry_after, answer = self._exchange(body)
        if status == 200:
            try:
                return msgspec.json.decode(answer, type=_Results).results
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise Unreachable("The answer is not one of Diwan's.", status=status) from None
        try:
            problem = msgspec.json.decode(answer, type=_Problem)
        except (msgspec.DecodeError, UnicodeDecodeError):
            problem = _Problem()
        detail = problem.detail or f"The server answered {status}."
        if status in _BUSY:
            raise Busy(detail, _seconds(retry_after), status=status, code=problem.code)
        if 400 <= status < 500:
            raise Refused(detail, status=status, code=problem.code)
        raise Unreachable(detail, status=status, code=problem.code)

    def _exchange(self, body: bytes) -> tuple[int, str | None, bytes]:
        is_fresh = self._connection.sock is None
        try:
            try:
                return self._send(body)
            except (ConnectionError, http.client.RemoteDisconnected):
                # The server has closed the connection since the last answer. Scoring twice changes nothing.
                self._connection.close()
                if is_fresh:
                    raise
                return self._send(body)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Unreachable(f"There was no answer ({type(error).__name__}).") from error

    def _send(self, body: bytes) -> tuple[int, str | None, bytes]:
        self._connection.request("POST", self._path, body, self._headers)
        response = self._connection.getresponse()
        content = response.read(_LONGEST_ANSWER + 1)
        if len(content) > _LONGEST_ANSWER:
            raise http.client.HTTPException
        return response.status, response.getheader("retry-after"), content


def _encoded(text: Text) -> bytes:
    told: dict[str, object] = {"text": text.body}
    if text.id is not None:
        told["id"] = text.id
    if text.language:
        told["language"] = text.language
    if text.headline or text.section:
        told["article"] = {"headline": text.headline, "section": text.section}
    if text.parent:
        told["parent"] = text.parent
    try:
        return msgspec.json.encode(told)
    except UnicodeEncodeError:
        raise Refused("The text is not valid Unicode: it holds half of a surrogate pair.") from None


def _seconds(retry_after: str | None) -> float:
    """The header's seconds; 1.0 if it names none."""
    return float(retry_after) if retry_after is not None and retry_after.isdigit() else 1.0
