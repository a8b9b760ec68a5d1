"""A thousand submissions at once, before the real server: a limit admits what it allows and no more, however many processes serve."""

import asyncio
import json
import math
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import text

from diwan import bootstrap
from tests import databases
from tests.served import PAPER, load
from tests.waiting import until

AT_ONCE = 1000
BURST = 25
WORKERS = {"sqlite": 1, "postgresql": 4}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@contextmanager
def serving(folder: Path, database: str, port: int) -> Iterator[str]:
    """`diwan serve` in processes of its own. One comment a minute is all that the limit allows after the burst."""
    url = databases.new_database() if database == "postgresql" else "sqlite"
    path = folder / "diwan.toml"
    path.write_text(
        f"""
        public_url = "http://127.0.0.1:{port}"
        [database]
        url = "{url}"
        [server]
        port = {port}
        workers = {WORKERS[database]}
        [limits]
        per_minute = 1
        burst = {BURST}
        [screening]
        model = false
        lexicons = []
        [[sites]]
        id = "courier"
        name = "The Courier"
        origins = ["{PAPER}"]
        """
    )
    log = folder / "log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "diwan", "--config", str(path), "serve"], stdout=stream, stderr=stream
        )
    try:
        serves = '"event":"serving"'

        def all_serve() -> bool:
            assert server.poll() is None, log.read_text()
            return log.read_text().replace(" ", "").count(serves) >= WORKERS[database]

        until(all_serve, "every worker to serve")
        yield url
    finally:
        server.terminate()
        server.wait(30)
        if database == "postgresql":
            databases.drop_database(url)


async def _send_all(port: int) -> Counter[int]:
    async with httpx2.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", limits=httpx2.Limits(max_connections=64), timeout=120
    ) as client:

        async def send(number: int) -> int:
            body = {
                "site": "courier",
                "article": "bridge",
                "key": f"parallel-{number:08d}",
                "name": "Rojîn",
                "body": f"Number {number}.",
                "described": {"url": f"{PAPER}/bridge", "headline": "The bridge", "language": "en"},
            }
            answer = await client.post(
                "/api/comments",
                content=json.dumps(body),
                headers={"origin": PAPER, "content-type": "application/json"},
            )
            return int(answer.status_code)

        return Counter(await asyncio.gather(*(send(number) for number in range(AT_ONCE))))


def test_a_thousand_parallel_submissions_admit_no_more_than_the_limit_allows(
    database: str, tmp_path: Path, port: int
) -> None:
    with serving(tmp_path, database, port) as url:
        began = time.monotonic()
        answers = asyncio.run(_send_all(port))
        # Every minute that this took was worth one comment more.
        allowed = BURST + math.floor((time.monotonic() - began) / 60) + 1
        assert answers.keys() == {201, 429}
        assert BURST <= answers[201] <= allowed
        house = bootstrap.open_store(load(tmp_path, url))
        with house.connection() as connection:
            stored = connection.execute(text("SELECT count(*) FROM comments")).scalar_one()
        house.close()
        assert stored == answers[201]
        assert b"127.0.0.1" not in (tmp_path / "log").read_bytes().replace(b"http://127.0.0.1", b"")
