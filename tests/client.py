"""A client of the application in this process: Starlette's, which takes a request over to the application's thread and its answer back in one go.

Starlette's own goes to and fro eight times for each request, so that an answer can be read while it is still being written; and begins a
thread with an event loop for each, unless the client was entered. Tests ask tens of thousands of times. A stream of events is read as it comes
here too.
"""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cache
from typing import Any, cast
from urllib.parse import unquote

import anyio
import httpx2
from anyio.from_thread import BlockingPortal
from starlette import testclient
from starlette.types import Message

PORTS = {"http": 80, "https": 443}


class TestClient(testclient.TestClient):
    """As Starlette's. Entering it starts the application, leaving it stops it; what is asked outside of that shares one event loop."""

    def __init__(self, app: Any, **how: Any) -> None:
        super().__init__(app, **how)
        theirs = cast("testclient._TestClientTransport", self._transport)
        self._transport = _Transport(
            theirs.app,
            portal_factory=theirs.portal_factory,
            raise_server_exceptions=theirs.raise_server_exceptions,
            root_path=theirs.root_path,
            client=theirs.client,
            app_state=theirs.app_state,
        )

    @contextmanager
    def _portal_factory(self) -> Iterator[BlockingPortal]:
        yield self.portal or _lasting_portal()


class _Transport(testclient._TestClientTransport):
    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.scheme not in PORTS or "text/event-stream" in request.headers.get("accept", ""):
            return super().handle_request(request)
        exchange = _Exchange(request.read())
        try:
            with self.portal_factory() as portal:
                portal.call(self.app, self._scope(request), exchange.receive, exchange.send)
        except Exception:
            if self.raise_server_exceptions:
                raise
        if exchange.status is None:
            assert not self.raise_server_exceptions, "the application gave no answer"
            return httpx2.Response(500, request=request)
        body = b"" if request.method == "HEAD" else b"".join(exchange.body)
        return httpx2.Response(
            exchange.status, headers=exchange.headers, stream=httpx2.ByteStream(body), request=request
        )

    def _scope(self, request: httpx2.Request) -> dict[str, Any]:
        url = request.url
        headers = [(key.lower().encode(), value.encode()) for key, value in request.headers.multi_items()]
        if "host" not in request.headers:
            headers.insert(0, (b"host", url.netloc))
        return {
            "type": "http",
            "http_version": "1.1",
            "method": request.method,
            "path": unquote(url.path),
            "raw_path": url.raw_path.split(b"?", 1)[0],
            "root_path": self.root_path,
            "scheme": url.scheme,
            "query_string": url.query,
            "headers": headers,
            "client": self.client,
            "server": [url.raw_host.decode("ascii"), url.port or PORTS[url.scheme]],
            "extensions": {},
            "state": self.app_state.copy(),
        }


class _Exchange:
    """One request, and what the application answers; it may not answer otherwise than ASGI lets it."""

    def __init__(self, sent: bytes) -> None:
        self._sent: bytes | None = sent
        self._answered = anyio.Event()
        self.status: int | None = None
        self.headers: list[tuple[str, str]] = []
        self.body: list[bytes] = []

    async def receive(self) -> Message:
        if self._sent is None:
            # Whoever asks for more is told that the reader has gone, once he has his answer.
            await self._answered.wait()
            return {"type": "http.disconnect"}
        sent, self._sent = self._sent, None
        return {"type": "http.request", "body": sent}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            assert self.status is None, "the answer began twice"
            self.status = message["status"]
            self.headers = [(key.decode(), value.decode()) for key, value in message.get("headers", [])]
        elif message["type"] == "http.response.body":
            assert self.status is not None, "a body came before the answer began"
            assert not self._answered.is_set(), "a body came behind the end of the answer"
            self.body.append(bytes(message.get("body", b"")))
            if not message.get("more_body", False):
                self._answered.set()


@cache
def _lasting_portal() -> BlockingPortal:
    """Into an event loop in a thread that ends with this process."""
    begun: Future[BlockingPortal] = Future()

    async def last() -> None:
        async with BlockingPortal() as portal:
            begun.set_result(portal)
            await portal.sleep_until_stopped()

    threading.Thread(target=anyio.run, args=(last,), name="test-clients", daemon=True).start()
    return begun.result()


# A fork has the portal, but not the thread behind it.
os.register_at_fork(after_in_child=_lasting_portal.cache_clear)
