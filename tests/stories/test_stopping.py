"""The real server stops while pages of the desk are open: their streams end, and it does not wait for them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan import bootstrap, founding, settings
from diwan.moderators import Role
from diwan.web import sessions, stopping
from tests.waiting import PATIENCE_S, until


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@pytest.fixture
def config(tmp_path: Path, port: int) -> Path:
    path = tmp_path / "diwan.toml"
    path.write_text(
        f"""
        public_url = "http://127.0.0.1:{port}"
        [server]
        port = {port}
        [screening]
        model = false
        lexicons = []
        [[sites]]
        id = "courier"
        name = "The Courier"
        origins = ["https://courier.example"]
        """
    )
    return path


@pytest.fixture
def token(config: Path) -> str:
    with bootstrap.opened(settings.load(config, {})) as house:
        zin = founding.appoint(house.store, house.clock, name="Zîn", role=Role.MODERATOR).result()
        return sessions.open_session(house, zin.id, None)


@pytest.fixture
def server(config: Path, port: int, token: str) -> Iterator[subprocess.Popen[bytes]]:
    log = config.with_suffix(".log")
    with log.open("wb") as stream:
        started = subprocess.Popen(
            [sys.executable, "-m", "diwan", "--config", str(config), "serve"], stdout=stream, stderr=stream
        )

    def serves() -> bool:
        assert started.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()
        except ConnectionRefusedError:
            return False
        return True

    try:
        until(serves, "the server to serve")
        yield started
    finally:
        started.kill()
        started.wait(PATIENCE_S)


@pytest.mark.skipif(
    not hasattr(os, "memfd_create"), reason="the sign of stopping is a memfd, which this system has not"
)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_with_a_page_of_the_desk_open(
    server: "subprocess.Popen[bytes]", port: int, token: str, how: signal.Signals
) -> None:
    """The page is told, so that it comes back by itself, and the process ends by itself and in order."""
    page = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    page.request(
        "GET",
        "/desk/live",
        headers={"accept": "text/event-stream", "cookie": f"{sessions.COOKIE}={token}"},
    )
    stream = page.getresponse()
    assert stream.status == 200
    while stream.readline() != b"event: state\n":
        pass
    server.send_signal(how)
    told = stream.read()
    assert b"event: end\n" in told
    assert told.endswith(b'data: "restart"\n\n')
    assert server.wait(PATIENCE_S) == 0


def test_a_sign_is_seen_by_those_who_watched_before_it_was_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that are started anew watch from then on."""
    monkeypatch.delenv(stopping.VARIABLE, raising=False)
    assert not stopping.watched()()
    monkeypatch.setenv(stopping.VARIABLE, "")
    raise_sign = stopping.make()
    before = stopping.watched()
    assert not before()
    raise_sign()
    after = stopping.watched()
    assert before()
    assert not after()
    raise_sign()
    assert after()
