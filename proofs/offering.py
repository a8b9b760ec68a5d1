"""Comments offered at a fixed rate, whatever the server makes of it (an open loop), over many connections: a process of its own.

Written by hand over epoll: whoever offers ten times what a server can take must cost a good deal less than the server does. What it was answered
is written to a file, a line for each acknowledgement, for later comparison with what is stored.
"""

import json
import math
import re
import secrets
import select
import socket
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from proofs.names import ARTICLE, PAPER, SITE

HOST = "127.0.0.1"
HANG_S = 20.0
"""An answer that has not come by then does not come."""
KEPT = 200
"""Of those that were told to come back, so many are kept, to be sent again under their keys."""
NAME = "Rojîn"
ADDRESSES = 250
_BODY = "The bridge is open again, and the queue at the crossing is as long as it ever was. {key}"
_SECONDS_TO_WAIT = re.compile(rb"\nretry-after: [1-9]")
_BINS = 20
"""To a decade: lengths of time are kept to within 12 %."""


@dataclass(slots=True)
class Offered:
    """What came of it. Lengths of time are in seconds, by the logarithm of their bins."""

    offered: int = 0
    acknowledged: int = 0
    repeated: int = 0
    told_to_wait: int = 0
    most_at_once: int = 0
    hung: int = 0
    wrong: int = 0
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)
    """The first wrong answers, each a sentence."""
    waited: dict[int, int] = field(default_factory=dict)
    """How long acknowledgements were waited for."""
    turned_away: list[str] = field(default_factory=list)
    """Keys of some that were told to come back."""
    in_doubt: list[str] = field(default_factory=list)
    """Keys of those that were never answered."""

    def latest(self, share: float) -> float:
        """The seconds within which this share of the acknowledgements came."""
        left = share * sum(self.waited.values())
        for number, count in sorted((int(number), count) for number, count in self.waited.items()):
            left -= count
            if left <= 0:
                return float(10 ** ((number + 1) / _BINS))
        return 0.0


def words_of(key: str) -> tuple[str, str]:
    """The name and the body that were sent under a key."""
    return NAME, _BODY.format(key=key)


def request(port: int, key: str) -> bytes:
    """A whole request, from one of many addresses behind one proxy."""
    name, body = words_of(key)
    told = json.dumps({"site": SITE, "article": ARTICLE, "key": key, "name": name, "body": body}).encode()
    return (
        f"POST /api/comments HTTP/1.1\r\nhost: {HOST}:{port}\r\norigin: {PAPER}\r\ncontent-type: application/json\r\n"
        f"x-forwarded-for: 198.51.100.{int(key[:4], 16) % ADDRESSES}\r\ncontent-length: {len(told)}\r\n\r\n"
    ).encode() + told


class _Line:
    """A connection and the one request on it."""

    __slots__ = ("came", "key", "plug", "sent_at")

    def __init__(self, plug: socket.socket) -> None:
        self.plug = plug
        self.key = ""
        self.sent_at = 0.0
        self.came = b""


class _Offering:
    def __init__(self, port: int, connections: int, log: TextIO) -> None:
        self._port = port
        self._most = connections
        self._log = log
        self._epoll = select.epoll()
        self._idle: deque[_Line] = deque()
        self._busy: dict[int, _Line] = {}
        self._waited: Counter[int] = Counter()
        self.came = Offered()

    def offer(self, keys: Any, rate: float, seconds: float, at_least: int) -> None:
        """`rate` a second, or (0) as fast as they are answered; what could not be sent in time is sent as soon as a connection is free. For so many seconds,
        and longer where that is not enough for so many."""
        began = time.monotonic()
        looked = began
        fresh: str | None = None
        ended = False
        while True:
            now = time.monotonic()
            ended = ended or (now >= began + seconds and self.came.offered >= at_least)
            due = self.came.offered + self._most if not rate else int((now - began) * rate)
            while not ended and self.came.offered < due and (line := self._free()) is not None:
                fresh = next(keys, None)
                if fresh is None:
                    self._idle.append(line)
                    ended = True
                    break
                self._send(line, fresh)
            if ended and not self._busy:
                break
            if now > looked + 1.0:
                looked = now
                self._look_for_hung(now)
            for descriptor, _ in self._epoll.poll(0.001 if rate else 0.1):
                self._read(self._busy[descriptor])
        self.came.seconds = time.monotonic() - began
        self.came.waited = dict(self._waited)

    def _free(self) -> _Line | None:
        if self._idle:
            return self._idle.popleft()
        if len(self._busy) >= self._most:
            return None
        try:
            plug = socket.create_connection((HOST, self._port), timeout=HANG_S)
        except OSError as error:
            self._wrong(f"could not connect: {error}")
            return None
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return _Line(plug)

    def _send(self, line: _Line, key: str) -> None:
        line.key, line.came, line.sent_at = key, b"", time.monotonic()
        self.came.offered += 1
        descriptor = line.plug.fileno()
        self._busy[descriptor] = line
        self.came.most_at_once = max(self.came.most_at_once, len(self._busy))
        self._epoll.register(descriptor, select.EPOLLIN)
        try:
            line.plug.sendall(request(self._port, key))
        except OSError as error:
            # An idle connection may be closed at any moment; what it was about to bring is in doubt all the same.
            self._wrong(f"{key} could not be sent: {error}")
            self._drop(line)

    def _read(self, line: _Line) -> None:
        try:
            more = line.plug.recv(65536)
        except OSError as error:
            self._wrong(f"{line.key} was cut off: {error}")
            self._drop(line)
            return
        if not more:
            self._wrong(f"{line.key} was cut off behind {line.came[:80]!r}")
            self._drop(line)
            return
        line.came += more
        head, end, body = line.came.partition(b"\r\n\r\n")
        if not end:
            return
        lower = head.lower()
        _, _, length = lower.partition(b"content-length: ")
        if len(body) < int(length.partition(b"\r\n")[0] or 0):
            return
        self._answered(line, int(head[9:12]), lower, body)
        descriptor = line.plug.fileno()
        self._epoll.unregister(descriptor)
        del self._busy[descriptor]
        if b"connection: close" in lower:
            line.plug.close()
        else:
            self._idle.append(line)

    def _answered(self, line: _Line, status: int, head: bytes, body: bytes) -> None:
        if status in (200, 201):
            told = json.loads(body)
            print(line.key, told["comment"], told["digest"], file=self._log, sep="\t")
            self.came.acknowledged += 1
            self.came.repeated += status == 200
            waited = max(1e-4, time.monotonic() - line.sent_at)
            self._waited[math.floor(math.log10(waited) * _BINS)] += 1
        elif status == 503 and _SECONDS_TO_WAIT.search(head):
            self.came.told_to_wait += 1
            if len(self.came.turned_away) < KEPT:
                self.came.turned_away.append(line.key)
        else:
            self._wrong(f"{line.key} was answered {status} without the seconds to wait: {body[:200]!r}")

    def _look_for_hung(self, now: float) -> None:
        for line in [each for each in self._busy.values() if each.sent_at < now - HANG_S]:
            self.came.hung += 1
            self._drop(line)

    def _drop(self, line: _Line) -> None:
        self.came.in_doubt.append(line.key)
        self._busy.pop(line.plug.fileno(), None)
        line.plug.close()  # which takes it out of the epoll as well

    def _wrong(self, sentence: str) -> None:
        self.came.wrong += 1
        if len(self.came.told) < 10:
            self.came.told.append(sentence)


def offer(
    port: int,
    log: Path,
    *,
    rate: float = 0.0,
    seconds: float = math.inf,
    at_least: int = 0,
    connections: int = 1,
    keys: Sequence[str] | None = None,
) -> Offered:
    """Offer comments under fresh keys, or under these. Acknowledgements are appended to `log`: key, comment, digest."""
    with log.open("a") as lines:
        offering = _Offering(port, connections, lines)
        offering.offer(
            iter(keys) if keys is not None else chain.from_iterable(_fresh()), rate, seconds, at_least
        )
    return offering.came


def _fresh() -> Any:
    while True:
        many = secrets.token_hex(16 * 256)
        yield [many[start : start + 32] for start in range(0, len(many), 32)]


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    into = Path(asked.pop("into"))
    into.write_text(json.dumps(asdict(offer(asked.pop("port"), Path(asked.pop("log")), **asked))))
