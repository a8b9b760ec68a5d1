"""The wire to a provider: one address, one deadline, a bounded answer, no redirection, no proxy, no memory.

An adapter for `requests`, so that Authlib's session goes over it and over nothing else.
"""

import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from diwan.deadlines import Deadline
from diwan.openid.trouble import Silent
from diwan.settings.openid import LOOPBACK

MOST_BYTES = 256 * 1024
"""Of an answer. A discovery document takes about 5,000, a set of keys up to 20,000."""


class Wire(BaseAdapter):
    """Carries requests over https, and where `loopback` over http to this machine. Raises Silent for whatever is no answer.

    `timeout_s` is for a whole request, from connecting to the last byte.
    """

    def __init__(self, *, timeout_s: float, loopback: bool) -> None:
        super().__init__()
        self._timeout_s = timeout_s
        self._loopback = loopback
        # Made once: reading the authorities takes longer than asking.
        self._tls = ssl.create_default_context()

    def mount_on(self, session: Session) -> None:
        """Let `session` go over this wire alone: it follows no redirection and looks at no environment."""
        session.trust_env = False
        session.max_redirects = 0
        session.adapters.clear()
        session.mount("https://", self)
        session.mount("http://", self)

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - the base's signature
        timeout: Any = None,  # noqa: ARG002 - one deadline for all
        verify: Any = True,  # noqa: ARG002, FBT002 - always
        cert: Any = None,  # noqa: ARG002
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002 - none
    ) -> Response:
        parts = urlsplit(str(request.url))
        connection = self._connection(parts.scheme, parts.hostname, parts.port)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # Nobody's cookies, and nothing compressed: a small answer could otherwise unfold into a large one.
        headers = {name: _text(value) for name, value in request.headers.items()}
        headers.update({"Accept-Encoding": "identity", "Connection": "close"})
        body = request.body
        return self._ask(
            connection, request, target, headers, body.encode() if isinstance(body, str) else body
        )

    def close(self) -> None:
        """Nothing is kept open."""

    def _connection(self, scheme: str, host: str | None, port: int | None) -> HTTPConnection:
        if host is None or scheme not in {"https", "http"}:
            raise Silent("address")
        if scheme == "https":
            return HTTPSConnection(host, port, timeout=self._timeout_s, context=self._tls)
        if not (self._loopback and host in LOOPBACK):
            raise Silent("plain-http")
        return HTTPConnection(host, port, timeout=self._timeout_s)

    def _ask(
        self,
        connection: HTTPConnection,
        request: PreparedRequest,
        target: str,
        headers: dict[str, str],
        body: Any,
    ) -> Response:
        deadline = Deadline(self._timeout_s)
        try:
            with deadline.on(connection):
                connection.request(str(request.method), target, body, headers)
                answer = connection.getresponse()
                if 300 <= answer.status < 400:
                    raise Silent("redirection")
                content = answer.read(MOST_BYTES + 1)
        except (OSError, HTTPException, ValueError) as error:
            late = deadline.is_over or isinstance(error, TimeoutError)
            raise Silent("too-late" if late else "unreachable") from None
        if deadline.is_over:
            raise Silent("too-late")
        if len(content) > MOST_BYTES:
            raise Silent("too-much")
        if answer.length:  # bytes that were announced and did not come
            raise Silent("cut-short")
        return _response(request, answer, content)


def _response(request: PreparedRequest, answer: HTTPResponse, content: bytes) -> Response:
    response = Response()
    response.status_code = answer.status
    response.reason = answer.reason
    response.headers = CaseInsensitiveDict(answer.getheaders())
    response.url = str(request.url)
    response.request = request
    response.encoding = "utf-8"
    response._content = content  # noqa: SLF001 - as an adapter does that has read all of it
    response._content_consumed = True  # noqa: SLF001
    return response


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
