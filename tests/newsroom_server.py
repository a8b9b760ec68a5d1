"""A server on this machine that speaks the wire format of chat completions, and misbehaves as a test says."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from diwan.guidelines import Guideline

PATIENCE_S = 60
CALM = {guideline.value: 0.01 for guideline in Guideline}


def content(reason: str = "", **scores: float) -> str:
    """What a model that does as it is told writes; `personal_attack` stands for the code with a hyphen."""
    named = {code.replace("_", "-"): score for code, score in scores.items()}
    return json.dumps({"scores": {**CALM, **named}, "reason": reason})


def completion(text: str | None, finish_reason: str = "stop", **message: Any) -> dict[str, Any]:
    """A response as vLLM, llama.cpp and Ollama send it."""
    return {
        "id": "chatcmpl-7f6e",
        "object": "chat.completion",
        "created": 1764000000,
        "model": "gpt-oss-safeguard:20b",
        "system_fingerprint": "fp_1",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "reasoning_content": "Hm.", **message},
                "logprobs": None,
                "finish_reason": finish_reason,
            }
        ],
        "usage": {"prompt_tokens": 400, "completion_tokens": 40, "total_tokens": 440},
    }


class Received:
    """A request as it came."""

    def __init__(self, path: str, headers: dict[str, str], body: bytes) -> None:
        self.path = path
        self.headers = headers
        self.body: Any = json.loads(body)


class NewsroomServer:
    """`answer` is called with the handler, and sends what the test wants; `released` ends those that hang."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.released = threading.Event()
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: send(
            handler, completion(content())
        )
        self.url = ""

    def says(self, body: object) -> None:
        self.answer = lambda handler: send(handler, body)

    def hang(self, _handler: BaseHTTPRequestHandler) -> None:
        self.released.wait(PATIENCE_S)

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """Always another byte, never the last one, of an answer whose end only the closing tells."""
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        while not self.released.wait(0.02):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return


def send(handler: BaseHTTPRequestHandler, body: object, status: int = 200, **headers: str) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    try:
        handler.wfile.write(raw)
    except OSError:
        handler.close_connection = True  # who asked has heard enough


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[NewsroomServer]:
    """The server, over https where there is a context for it."""
    newsroom = NewsroomServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            newsroom.received.append(Received(self.path, dict(self.headers), body))
            newsroom.answer(self)

        def do_GET(self) -> None:
            newsroom.received.append(Received(self.path, dict(self.headers), b"null"))
            send(self, completion(content()))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            """Nothing: a test's output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a client that hangs up is what some tests are about
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    newsroom.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield newsroom
    finally:
        newsroom.released.set()
        server.shutdown()
        server.server_close()
