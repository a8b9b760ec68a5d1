"""The desk's event stream through nginx as the manual sets it up, before the real server: told at once, and ended in order."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from diwan import bootstrap, founding, registration, settings
from diwan.moderators import Role
from diwan.web import sessions
from diwan.web.desk.live import HEARTBEAT_S
from tests import breadth, databases, nginx
from tests.desk_house import BRIDGE, SITE
from tests.waiting import PATIENCE_S, until

ORIGIN = "https://courier.example"


class Behind(NamedTuple):
    """A real Diwan, and nginx before it."""

    server: "subprocess.Popen[bytes]"
    token: str
    front: int


@pytest.fixture(params=breadth.wide(("postgresql",), databases.DATABASES))
def behind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Behind]:
    database = databases.migrated(request.param, tmp_path / "data")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    config = tmp_path / "diwan.toml"
    config.write_text(
        f"""
        public_url = "http://127.0.0.1:{port}"
        data = "data"
        [database]
        url = "{database}"
        [server]
        port = {port}
        [screening]
        model = false
        lexicons = []
        [[sites]]
        id = "{SITE}"
        name = "The Courier"
        origins = ["{ORIGIN}"]
        first_sight = false
        """
    )
    try:
        with bootstrap.opened(settings.load(config, {})) as house:
            zin = founding.appoint(house.store, house.clock, name="Zîn", role=Role.MODERATOR).result()
            token = sessions.open_session(house, zin.id, None)
            registration.register(
                house.store,
                house.clock,
                site=house.sites[SITE],
                key="bridge",
                description=BRIDGE,
                text="",
                by="test",
            ).result()
            root = house.settings.press_root
        folder = tmp_path / "nginx"
        folder.mkdir()
        with (
            _serving(config, port) as server,
            nginx.running(folder, behind=port, root=root) as front,
        ):
            yield Behind(server, token, front)
    finally:
        if request.param == "postgresql":
            databases.drop_database(database)


@contextmanager
def _serving(config: Path, port: int) -> "Iterator[subprocess.Popen[bytes]]":
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


def opened(behind: Behind) -> http.client.HTTPResponse:
    page = http.client.HTTPConnection("127.0.0.1", behind.front, timeout=PATIENCE_S)
    page.request(
        "GET",
        "/desk/live",
        headers={
            "accept": "text/event-stream",
            "accept-encoding": "gzip, br",
            "cookie": f"{sessions.COOKIE}={behind.token}",
        },
    )
    return page.getresponse()


def next_state(stream: http.client.HTTPResponse) -> Any:
    while stream.readline() != b"event: state\n":
        pass
    stream.readline()
    return json.loads(stream.readline().removeprefix(b"data: "))


def submit(behind: Behind) -> int:
    """Write a comment as a reader does, through nginx too."""
    sent = http.client.HTTPConnection("127.0.0.1", behind.front, timeout=PATIENCE_S)
    body = {
        "site": SITE,
        "article": "bridge",
        "key": "behind-nginx-key-000001",
        "name": "Rojîn",
        "body": "A fine bridge.",
    }
    sent.request(
        "POST", "/api/comments", json.dumps(body), {"content-type": "application/json", "origin": ORIGIN}
    )
    return sent.getresponse().status


@pytest.mark.nginx
@pytest.mark.skipif(nginx.BINARY is None, reason="nginx is not installed: apt install nginx-light")
@pytest.mark.skipif(
    not hasattr(os, "memfd_create"), reason="the sign of stopping is a memfd, which this system has not"
)
def test_an_event_passes_nginx_while_the_stream_is_open_and_the_stream_ends_with_the_server(
    behind: Behind,
) -> None:
    """Nothing is held back until a buffer is full or the answer over: the stream goes on, and what it says is far less than a buffer."""
    stream = opened(behind)
    assert (stream.status, stream.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert stream.headers["content-encoding"] is None
    assert "no-store" in stream.headers["cache-control"]
    assert next_state(stream)["lanes"]["oldest"] == 0
    assert submit(behind) in {200, 201, 202}
    while next_state(stream)["lanes"]["oldest"] != 1:
        pass
    behind.server.send_signal(signal.SIGTERM)
    told = stream.read()
    assert b"event: end\n" in told
    assert told.endswith(b'data: "restart"\n\n')
    assert behind.server.wait(PATIENCE_S) == 0


def test_nginx_waits_for_longer_than_a_stream_is_ever_silent() -> None:
    site = (nginx.MANUAL / "nginx.conf").read_text()
    [timeout] = re.findall(r"proxy_read_timeout (\d+)s;", site)
    assert int(timeout) > 2 * HEARTBEAT_S
