"""One deadline for a whole question to another server, from connecting to the last byte."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection


class Deadline:
    """For one question. A socket's own limit begins anew with every byte; a server that drips would never exceed it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._over = threading.Event()

    @property
    def is_over(self) -> bool:
        """Whether the connection was cut. Where nothing tells an answer's length, one that was cut looks like a whole one."""
        return self._over.is_set()

    @contextmanager
    def on(self, connection: HTTPConnection) -> Iterator[None]:
        """Connect, and close at the end; in between the connection is cut when the time is over, which raises where it is waited for."""
        watch: threading.Timer | None = None
        try:
            connection.connect()
            watch = threading.Timer(self._seconds, self._cut, [connection.sock])
            watch.daemon = True
            watch.start()
            yield
        finally:
            if watch is not None:
                watch.cancel()
            connection.close()

    def _cut(self, connected: socket.socket) -> None:
        self._over.set()
        with suppress(OSError):  # it may be closed already
            # The plain socket's: that of TLS would first take the reading thread's object away.
            socket.socket.shutdown(connected, socket.SHUT_RDWR)
