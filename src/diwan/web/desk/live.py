"""What changes while a page of the desk is open, told to it as it happens: server-sent events, one stream for each open page.

    GET /desk/live    the counts of the lanes, who is at the desk, and which comments somebody has dealt with

One look at the database a second tells all streams of a process, however many there are, and none is taken while no page is open. A stream has no
thread: it waits in the event loop. What it did not take in time is told as it stands by then, so that a slow reader costs no memory. In it are
numbers, ids of comments and names of moderators; never words, readers' names or addresses.

A stream ends when its session does, when its holder is dismissed, when he opens too many others, and when the server stops. Nothing depends on it: without
it a page learns of decisions as it renews its claims.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import anyio
import msgspec
import structlog
from anyio import to_thread
from starlette.responses import Response, StreamingResponse

from diwan.bootstrap import House
from diwan.desk import lanes
from diwan.desk.lanes import Lane, Reads
from diwan.errors import DiwanError, Unavailable
from diwan.logs import described
from diwan.moderators import Moderator
from diwan.storage.lanes import LaneReader
from diwan.storage.live import LiveReader
from diwan.web import sessions
from diwan.web.desk.looking import read_asked
from diwan.web.desk.visits import EVENTS, Visit

LOOK_S = 1.0
HEARTBEAT_S = 20.0
"""A stream is never silent for longer, so that whoever stands in between leaves it open, and one that nobody reads any more is noticed."""
MOST_OF_A_SESSION = 6
"""Pages of one session that are told. The oldest gives way."""
MOST_STREAMS = 2000
RETRY_MS = (2_000, 6_000)
"""A browser comes back after a while between these: not all of them at once, when a server starts anew."""
CLOSING_S = 2.0

_Seats: TypeAlias = list[tuple[str, str, str]]
"""Names, lanes and ids."""

_log = structlog.get_logger("diwan.live")


@dataclass(eq=False)
class _Stream:
    """An open page: whose, what it shows, and what it is still to be told. `since` is the ledger's size that it knows of."""

    moderator: Moderator
    session: bytes
    lane: Lane
    reads: Reads
    since: int
    state: dict[str, Any] | None = None
    told: dict[str, Any] | None = None
    dealt: set[str] | None = field(default_factory=set)
    ended: str = ""
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self) -> list[bytes]:
        """What there is to tell now."""
        self.news.clear()
        messages = []
        if self.dealt is None or self.dealt:
            messages.append(
                _message("dealt", sorted(self.dealt) if self.dealt is not None else None, self.since)
            )
            self.dealt = set()
        if self.state is not None and self.state != self.told:
            messages.append(_message("state", self.state, self.since))
            self.told = self.state
        if self.ended:
            messages.append(_message("end", self.ended, self.since))
        return messages


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one look has found for one stream; `state` is None where nothing can have changed."""

    is_open: bool
    state: dict[str, Any] | None
    dealt: list[str] | None


class Live:
    """All streams of this process, and the one who looks for them. Belongs to one event loop at a time."""

    def __init__(
        self,
        house: House,
        *,
        look_s: float = LOOK_S,
        heartbeat_s: float = HEARTBEAT_S,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._house = house
        self._stopping = stopping
        self._look_s = look_s
        self._heartbeat_s = heartbeat_s
        self._streams: list[_Stream] = []
        self._looking: asyncio.Task[None] | None = None
        self._closed: asyncio.Event | None = None
        self._size = -1
        self._seats: _Seats = []

    @property
    def open(self) -> int:
        """How many streams there are."""
        return len(self._streams)

    async def answer(self, visit: Visit) -> Response:
        """GET /desk/live: the lane and what one reads as a page of a lane has them, and `since`, the ledger's size when the page was made.

        A browser that comes back says by Last-Event-ID what it knows already. Whoever does not ask for events is told once, in JSON, how it stands.
        """
        if len(self._streams) >= MOST_STREAMS or self._closed is not None or self._stopping():
            raise Unavailable("Too many pages of the desk are open. Load the page again in a while.")
        asked = read_asked(visit.request.query_params, visit.moderator.role)
        token = sessions.presented(visit.request) or ""
        since = _number(visit.request.headers.get("last-event-id", "")) or _number(
            visit.request.query_params.get("since", "")
        )
        stream = _Stream(visit.moderator, sessions.hashed(token), asked.lane, asked.reads, since)
        if EVENTS not in visit.request.headers.get("accept", ""):
            [seen], _, _ = await to_thread.run_sync(self._look, [stream])
            return Response(msgspec.json.encode(seen.state), media_type="application/json")
        headers = {"x-accel-buffering": "no", "cache-control": "no-store, no-transform"}
        return StreamingResponse(self._tell(stream), headers=headers, media_type="text/event-stream")

    async def close(self) -> None:
        """End all streams, and wait a moment for them to be gone."""
        self._closed = asyncio.Event()
        for stream in list(self._streams):
            _end(stream, "restart")
        if self._streams:
            with anyio.move_on_after(CLOSING_S):
                await self._closed.wait()
        if self._looking is not None:
            self._looking.cancel()

    async def _tell(self, stream: _Stream) -> AsyncIterator[bytes]:
        of_session = [each for each in self._streams if each.session == stream.session and not each.ended]
        for each in of_session[: max(0, len(of_session) + 1 - MOST_OF_A_SESSION)]:
            _end(each, "enough")
        self._streams.append(stream)
        try:
            self._look_from_now_on()
            yield b"retry: %d\n\n" % random.randint(*RETRY_MS)  # noqa: S311 - spread, no secret
            over = False
            while not over:
                try:
                    async with asyncio.timeout(self._heartbeat_s):
                        await stream.news.wait()
                except TimeoutError:
                    yield b":\n\n"
                # Before what is taken: whatever ends it while a message goes out is told in the next turn.
                over = bool(stream.ended)
                for message in stream.take():
                    yield message
        finally:
            self._streams.remove(stream)
            if self._closed is not None and not self._streams:
                self._closed.set()

    # --- the look --------------------------------------------------------------------------------------------------

    def _look_from_now_on(self) -> None:
        """One task looks for all, in the loop in which the streams are. It ends with the last of them."""
        loop = asyncio.get_running_loop()
        if self._looking is None or self._looking.done() or self._looking.get_loop() is not loop:
            self._looking = loop.create_task(self._keep_looking())

    async def _keep_looking(self) -> None:
        # A thread of its own at a time, so that requests that wait for theirs do not keep it waiting.
        limiter = anyio.CapacityLimiter(1)
        while self._streams:
            streams = list(self._streams)
            if self._stopping():
                # The server would wait for them for ever.
                for stream in streams:
                    _end(stream, "restart")
                return
            try:
                seen, self._size, self._seats = await to_thread.run_sync(self._look, streams, limiter=limiter)
            except DiwanError as trouble:
                _log.warning("look-interrupted", code=trouble.code)
            except Exception as error:  # noqa: BLE001 - a fault here must not leave every page untold for ever
                _log.error("look-failed", error=described(error))
            else:
                for stream, found in zip(streams, seen, strict=True):
                    _tell_of(stream, found, self._size)
            await asyncio.sleep(self._look_s)

    def _look(self, streams: list[_Stream]) -> tuple[list[_Seen], int, _Seats]:
        """One look at the database for all these streams, in one transaction: what there is for each, the ledger's size, and who is there."""
        house, at = self._house, self._house.clock()
        with house.store.connection() as connection:
            live, reader = LiveReader(connection), LaneReader(connection)
            open_now = live.open_sessions(
                {stream.session for stream in streams}, at, seen_since=sessions.idle_since(house)
            )
            size = live.size()
            seats = [(seat.name, seat.lane.value, seat.moderator_id) for seat in reader.seats(at)]
            changed = size != self._size or seats != self._seats
            shelves = reader.shelves() if changed or any(stream.state is None for stream in streams) else []
            dealt = _remembering(live.dealt_with)
            counts = _remembering(
                lambda which, reads, whose: reader.counts(
                    which, None if reads.everything else reads.of(shelves), whose
                )
            )
            newest = _remembering(
                lambda lane, reads: live.newest(lane, None if reads.everything else reads.of(shelves))
            )
            found = []
            for stream in streams:
                state = None
                if changed or stream.state is None:
                    listed, whose = lanes.of(stream.moderator.role), stream.moderator.id
                    # Most lanes hold the same for everybody.
                    shared = counts(tuple(each for each in listed if each not in _OWN), stream.reads, "")
                    own = counts(tuple(each for each in listed if each in _OWN), stream.reads, whose)
                    counted = shared | own
                    state = {
                        "lanes": {lane.value: counted[lane] for lane in listed},
                        "newest": newest(stream.lane, stream.reads),
                        "seats": [
                            {"name": name, "lane": lane, "you": whose == stream.moderator.id}
                            for name, lane, whose in seats
                        ],
                    }
                since = min(stream.since, size)
                named = dealt(since) if stream.since > 0 and since < size else []
                found.append(_Seen(stream.session in open_now, state, named))
        return found, size, seats


def _tell_of(stream: _Stream, found: _Seen, size: int) -> None:
    stream.since = size
    if not found.is_open:
        _end(stream, "signed-out")
        return
    if found.state is not None:
        stream.state = found.state
    if found.dealt is None:
        stream.dealt = None
    elif stream.dealt is not None:
        stream.dealt |= set(found.dealt)
    if stream.dealt is None or stream.dealt or stream.state != stream.told:
        stream.news.set()


def _end(stream: _Stream, why: str) -> None:
    stream.ended = stream.ended or why
    stream.news.set()


_OWN = frozenset({Lane.SECOND_OPINION, Lane.ESCALATED, Lane.APPEALS, Lane.REREADING})
"""The lanes that hold something else for each moderator."""


def _remembering(ask: Callable[..., Any]) -> Callable[..., Any]:
    """The same question is asked once in a look."""
    known: dict[tuple[object, ...], Any] = {}

    def asked(*about: object) -> Any:
        if about not in known:
            known[about] = ask(*about)
        return known[about]

    return asked


def _message(event: str, told: object, size: int) -> bytes:
    return b"event: %s\nid: %d\ndata: %s\n\n" % (event.encode(), size, msgspec.json.encode(told))


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 18 else 0
