"""Reading a body: all of it, no more than is allowed, and no longer than it takes."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request

from diwan.web.requests import TooLarge, body

Told = MutableMapping[str, Any]


def chunk(content: bytes, *, more: bool = True) -> Told:
    return {"type": "http.request", "body": content, "more_body": more}


GONE: Told = {"type": "http.disconnect"}


class Sent:
    """A request with these headers, of which the server tells these messages; one more would be waited for without an end."""

    def __init__(self, messages: list[Told], **headers: str) -> None:
        self._messages = messages
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.request = Request({"type": "http", "headers": named}, self._receive)

    async def _receive(self) -> Told:
        assert self._messages, "waited for a message that need not come"
        return self._messages.pop(0)

    @property
    def left(self) -> int:
        return len(self._messages)


def read(request: Request, limit: int) -> bytes:
    return asyncio.run(body(request, limit))


def test_a_body_of_the_declared_length_is_not_waited_for_any_longer() -> None:
    assert read(Sent([chunk(b"ab"), chunk(b"cde")], content_length="5").request, 100) == b"abcde"


@pytest.mark.parametrize("declared", ["", "6", "005", "+5", "five"])
def test_without_a_length_that_has_been_reached_the_servers_word_ends_it(declared: str) -> None:
    headers = {"content_length": declared} if declared else {}
    sent = Sent([chunk(b"abc"), chunk(b"de"), chunk(b"", more=False)], **headers)
    assert (read(sent.request, 100), sent.left) == (b"abcde", 0)


def test_a_declared_length_means_nothing_beside_a_transfer_encoding() -> None:
    sent = Sent([chunk(b"abc"), chunk(b"de", more=False)], content_length="3", transfer_encoding="chunked")
    assert read(sent.request, 100) == b"abcde"


def test_what_is_over_the_limit_is_refused_without_reading_on() -> None:
    sent = Sent([chunk(b"abc"), chunk(b"defg"), chunk(b"h", more=False)])
    with pytest.raises(TooLarge):
        read(sent.request, 6)
    assert sent.left == 1


def test_half_a_body_is_none() -> None:
    with pytest.raises(ClientDisconnect):
        read(Sent([chunk(b"abc"), GONE], content_length="5").request, 100)
