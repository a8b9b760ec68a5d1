"""Counts what this process connects to, so that a server that is led to fetch something is noticed."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from proofs.outcome import Outcome


class Connections:
    """Every connection begun, and every name looked up, apart from what is allowed."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._allowed = {9}
        self.begun: list[str] = []

    def allow(self, port: int) -> None:
        """A server of this machine that the settings name."""
        self._allowed.add(port)

    def begin(self, address: Any) -> None:
        """Note one, whatever it is of."""
        if isinstance(address, tuple) and address[1] not in self._allowed:
            self.begun.append("a connection")

    def judge(self) -> None:
        """None was begun."""
        self._outcome.expect(not self.begun, f"the server began {len(self.begun)} connections")

    @contextmanager
    def only_numbers(self) -> Iterator[None]:
        """Names are looked up nowhere but here: numbers in all their spellings, and this machine's own name."""
        real = socket.getaddrinfo

        def look_up(host: Any, port: Any, *given: Any, **more: Any) -> Any:
            more["flags"] = more.get("flags", 0) | (0 if host == "localhost" else socket.AI_NUMERICHOST)
            return real(host, port, *given, **more)

        with mock.patch.object(socket, "getaddrinfo", look_up):
            yield


@contextmanager
def connections(outcome: Outcome) -> Iterator[Connections]:
    """Within, they are counted; first it is shown that they are."""
    noted = Connections(outcome)
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        noted.begin(address)
        real(self, address)

    with mock.patch.object(socket.socket, "connect", connect):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            socket.create_connection(listening.getsockname()).close()
        outcome.expect(noted.begun, "a connection is not noticed: this proves nothing")
        noted.begun.clear()
        yield noted
