"""Asking an OpenAI-compatible server over HTTP: one address, one deadline, a bounded answer, no redirection, no proxy."""

import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from diwan.deadlines import Deadline

MOST_BYTES = 256 * 1024
"""Of an answer. One guideline's score takes 30."""


class NoAnswer(Exception):
    """The server did not answer as a server should; `str` says how, without anything of what it sent."""


class Server:
    """The server at `url` (http or https, with the path in front of `/chat/completions`), asked with `key` if there is one.

    `timeout_s` is for a whole question, from connecting to the last byte.
    """

    def __init__(self, url: str, *, key: str, timeout_s: float) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or parts.hostname is None:
            raise ValueError("the address must begin with http:// or https://")
        self._host = parts.hostname
        self._port = parts.port
        self._path = f"{parts.path.rstrip('/')}/chat/completions"
        # Made here, once: reading the authorities takes longer than asking.
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._key = key
        self._timeout_s = timeout_s

    def ask(self, body: bytes) -> bytes:
        """The body of the answer to a JSON body. Raises NoAnswer."""
        connection = self._connection()
        deadline = Deadline(self._timeout_s)
        try:
            with deadline.on(connection):
                connection.request("POST", self._path, body, self._headers())
                response = connection.getresponse()
                # A redirection, too: the words go to the address in the settings and nowhere else.
                if response.status != 200:
                    raise NoAnswer(f"the server answered {response.status}")
                content = response.read(MOST_BYTES + 1)
        except (OSError, HTTPException, ValueError) as error:
            if deadline.is_over or isinstance(error, TimeoutError):
                raise NoAnswer("the server took too long") from None
            raise NoAnswer(f"the server cannot be asked ({type(error).__name__})") from None
        if deadline.is_over:
            raise NoAnswer("the server took too long")
        if len(content) > MOST_BYTES:
            raise NoAnswer("the server answered too much")
        if response.length:  # bytes that were announced and did not come
            raise NoAnswer("the server hung up in the middle of its answer")
        return content

    def _connection(self) -> HTTPConnection:
        if self._tls is None:
            return HTTPConnection(self._host, self._port, timeout=self._timeout_s)
        return HTTPSConnection(self._host, self._port, timeout=self._timeout_s, context=self._tls)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return {**headers, "Authorization": f"Bearer {self._key}"} if self._key else headers
