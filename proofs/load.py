"""Readers who send comments as fast as they are acknowledged, over a few connections to 127.0.0.1.

Written by hand over asyncio: what has to be known is which answers had come when the server died, to the byte.
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from proofs.newsroom import ARTICLE, PAPER, SITE

CONNECTIONS = 8
HOST = "127.0.0.1"
_BODIES = (
    "The bridge is open again, and the queue at the crossing is as long as it ever was. ",
    "  Who pays for the second lane?\n\nThe council said that it would tell us. ",
    "پردەکە کرایەوە، بەڵام ڕێگاکە هێشتا تەنگە 🌉 ",
    "Köprü açıldı ama otobüs hâlâ yok.\t",
    "می‌خواهم بدانم چه کسی پول می‌دهد؟ ",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A comment that was sent under a key, with the words as they were sent."""

    key: str
    name: str
    body: str

    def as_json(self) -> bytes:
        """The body of the request."""
        told = {"site": SITE, "article": ARTICLE, "key": self.key, "name": self.name, "body": self.body}
        return json.dumps(told, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What was answered to it."""

    sent: Sent
    comment_id: str
    digest: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a JSON body."""

    status: int
    body: bytes
    retry_after: str = ""


class Died(Exception):
    """The connection ended before the answer was whole."""


def fresh(chance: Random) -> Sent:
    """A comment with a key and words that nobody has sent. Blanks at its ends must survive as well."""
    key = secrets.token_hex(16)
    name = chance.choice(("Rojîn", "Reader of " + key[:6], "روژین"))
    return Sent(key, name, f"{chance.choice(_BODIES)}{key} ")


class Connection:
    """One connection, one request at a time."""

    def __init__(self, port: int, address: str) -> None:
        self._port = port
        self._address = address
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, body: bytes, **headers: str) -> Answer:
        """POST, and the whole answer. Raises Died."""
        return await self._ask("POST", path, body, headers)

    async def get(self, path: str, **headers: str) -> Answer:
        """GET, and the whole answer. Raises Died."""
        return await self._ask("GET", path, b"", headers)

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        try:
            if self._writer is None:
                self._reader, self._writer = await asyncio.open_connection(HOST, self._port)
            told = {
                "host": f"{HOST}:{self._port}",
                "content-type": "application/json",
                "content-length": str(len(body)),
                "x-forwarded-for": self._address,
                **{name.replace("_", "-"): value for name, value in headers.items()},
            }
            head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            self._writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
            return await self._answer()
        except (OSError, asyncio.IncompleteReadError):
            raise Died from None

    async def _answer(self) -> Answer:
        assert self._reader is not None
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        body = await self._reader.readexactly(int(fields.get("content-length", "0")))
        return Answer(int(head[0].split(" ", 2)[1]), body, fields.get("retry-after", ""))

    def close(self) -> None:
        """Hang up. Whoever asks again has a new connection."""
        if self._writer is not None:
            self._writer.close()
            self._reader = self._writer = None


async def submit(connection: Connection, sent: Sent) -> Acknowledged | Answer:
    """Send a comment: its acknowledgement, or the answer that was none. Raises Died."""
    answer = await connection.post("/api/comments", sent.as_json(), origin=PAPER)
    if answer.status not in (200, 201):
        return answer
    told = json.loads(answer.body)
    return Acknowledged(sent, told["comment"], told["digest"], answer.status == 200)


@dataclass(slots=True)
class Round:
    """What came of one life of a server."""

    acknowledged: list[Acknowledged]
    in_doubt: list[Sent]
    """What was sent and not answered."""
    refused: list[tuple[Sent, Answer]]


async def until_killed(port: int, wanted: int, kill: Callable[[], None], chance: Random) -> Round:
    """Send comments over several connections; after `wanted` acknowledgements and a random instant, `kill`. Ends when all are cut off."""
    came = Round([], [], [])
    enough = asyncio.Event()

    async def reader(number: int) -> None:
        connection = Connection(port, f"198.51.100.{number + 1}")
        try:
            while True:
                sent = fresh(chance)
                try:
                    answer = await submit(connection, sent)
                except Died:
                    came.in_doubt.append(sent)
                    return
                if isinstance(answer, Answer):
                    came.refused.append((sent, answer))
                    return
                came.acknowledged.append(answer)
                if len(came.acknowledged) >= wanted:
                    enough.set()
        finally:
            connection.close()

    async def killer() -> None:
        await enough.wait()
        await asyncio.sleep(chance.random() * 0.01)
        # Elsewhere, so that the readers go on reading what the dying server has still sent.
        await asyncio.to_thread(kill)

    readers = [asyncio.ensure_future(reader(number)) for number in range(CONNECTIONS)]
    waiting = asyncio.ensure_future(killer())
    await asyncio.gather(*readers)
    if enough.is_set():
        await waiting
    else:
        waiting.cancel()
    return came


async def repeat(port: int, again: list[Sent]) -> Round:
    """Send these once more, under the keys they had."""
    came = Round([], [], [])
    connection = Connection(port, "198.51.100.99")
    try:
        for sent in again:
            answer = await submit(connection, sent)
            if isinstance(answer, Answer):
                came.refused.append((sent, answer))
            else:
                came.acknowledged.append(answer)
    finally:
        connection.close()
    return came
