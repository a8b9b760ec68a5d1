"""A question is over when its time is, however busily the other side goes on."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

import pytest

from diwan.deadlines import Deadline
from tests.waiting import until

LONG_S = 60


@pytest.fixture
def dripping() -> Iterator[int]:
    """The port of a server that sends a byte whenever it can, and never comes to an end."""
    listening = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        connected, _ = listening.accept()
        with connected:
            connected.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            try:
                while not done.wait(0.01):
                    connected.sendall(b".")
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1]
    done.set()
    listening.close()


def test_a_server_that_drips_is_cut_off(dripping: int) -> None:
    deadline = Deadline(0.2)
    connection = HTTPConnection("127.0.0.1", dripping, timeout=LONG_S)
    # On a busy machine it is cut before the head has come, which raises; behind the head a cut looks like the end.
    with suppress(OSError, HTTPException), deadline.on(connection):
        connection.request("GET", "/")
        connection.getresponse().read()
    assert deadline.is_over


def test_whatever_goes_wrong_inside_the_connection_is_closed_and_nobody_cuts_later(dripping: int) -> None:
    deadline = Deadline(LONG_S)
    watching = threading.active_count()
    connection = HTTPConnection("127.0.0.1", dripping, timeout=LONG_S)
    with pytest.raises(RuntimeError, match="inside"), deadline.on(connection):
        raise RuntimeError("inside")
    assert connection.sock is None
    until(lambda: threading.active_count() <= watching, "the watch to end")
    assert not deadline.is_over


def test_where_nobody_listens_it_says_so_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(OSError), Deadline(LONG_S).on(HTTPConnection("127.0.0.1", port, timeout=LONG_S)):  # noqa: PT011
        pytest.fail("nobody was there")
