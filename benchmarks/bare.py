"""The floor under a durable submission: the same server, the same database, one row, and nothing else.

A raw ASGI application that reads the body and inserts it, with no JSON, no checks and no ledger. What has arrived together is
committed together, as Diwan's own writer does it. Run as `python -m benchmarks.bare PORT`.
"""

import asyncio
import os
import queue
import secrets
import sys
import threading
from pathlib import Path
from typing import Any

from diwan.cli.serve import run_server
from diwan.settings import Server
from diwan.storage.engine import connect

MAX_GROUP = 256
_HEADERS = [(b"content-type", b"application/json")]

_Job = tuple[str, bytes, "asyncio.Future[None]"]


class Rows:
    """Inserts rows from one thread; a future resolves once its row is durable."""

    def __init__(self, database: str, folder: Path) -> None:
        self._engine = connect(database, folder)
        self._postgresql = self._engine.dialect.name == "postgresql"
        self._queue: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            blob = "BYTEA" if self._postgresql else "BLOB"
            connection.exec_driver_sql(f"CREATE TABLE bare (id TEXT PRIMARY KEY, body {blob} NOT NULL)")
        threading.Thread(target=self._run, daemon=True).start()

    def insert(self, key: str, body: bytes) -> "asyncio.Future[None]":
        stored = self._loop.create_future()
        self._queue.put((key, body, stored))
        return stored

    def _run(self) -> None:
        connection: Any = self._engine.raw_connection().driver_connection
        mark = "%s" if self._postgresql else "?"
        statement = f"INSERT INTO bare (id, body) VALUES ({mark}, {mark})"
        while True:
            group = [self._queue.get()]
            while len(group) < MAX_GROUP and not self._queue.empty():
                group.append(self._queue.get())
            cursor = connection.cursor()
            if not self._postgresql:
                cursor.execute("BEGIN IMMEDIATE")
            if len(group) == 1:
                cursor.execute(statement, group[0][:2])
            else:
                cursor.executemany(statement, [job[:2] for job in group])
            connection.commit()
            self._loop.call_soon_threadsafe(_resolve, group)


def _resolve(group: list[_Job]) -> None:
    for *_, stored in group:
        if not stored.done():
            stored.set_result(None)


class Application:
    def __init__(self) -> None:
        self._rows: Rows | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            self._rows = Rows(os.environ["BARE_DATABASE"], Path(os.environ["BARE_FOLDER"]))
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        status, answer = 200, b"{}"
        if scope["method"] == "POST" and self._rows is not None:
            chunks = []
            while True:
                message = await receive()
                chunks.append(message.get("body", b""))
                if not message.get("more_body"):
                    break
            key = secrets.token_hex(16)
            await self._rows.insert(key, b"".join(chunks))
            status, answer = 201, b'{"comment":"%s"}' % key.encode()
        headers = [*_HEADERS, (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


if __name__ == "__main__":
    run_server("benchmarks.bare:Application", Server(port=int(sys.argv[1])))
