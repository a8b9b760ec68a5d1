"""The stream of an open page, on both databases: what it tells, to whom, what it never tells, and when it ends."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from diwan import founding
from diwan.clock import MINUTE
from diwan.decisions import Outcome
from diwan.desk.lanes import Lane
from diwan.guidelines import Guideline
from diwan.moderators import Moderator, Role
from diwan.storage.live import LiveReader
from diwan.web import sessions
from diwan.web.desk import live as streams
from diwan.web.desk.live import Live
from diwan.web.desk.routes import routes
from tests import databases
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house
from tests.house import HandClock
from tests.waiting import PATIENCE_S


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=databases.DATABASES)
def desk(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Iterator[DeskHouse]:
    url = databases.migrated(request.param, tmp_path / "data")
    try:
        with desk_house(tmp_path, clock=clock, more=f'[database]\nurl = "{url}"') as built:
            yield built
    finally:
        if request.param == "postgresql":
            databases.drop_database(url)


class Page:
    """An open page: the events of its stream, one after the other. `beats` counts the comments that only keep it open."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.raw = b""
        self.beats = 0
        self._events: asyncio.Queue[tuple[str, Any, int] | None] = asyncio.Queue()
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            self.raw += message.get("body", b"")
            self._take(message.get("body", b"").decode())
            if not message.get("more_body"):
                self._events.put_nowait(None)

    def _take(self, chunk: str) -> None:
        for block in filter(None, chunk.split("\n\n")):
            fields = dict(line.partition(": ")[::2] for line in block.split("\n"))
            if "event" in fields:
                self._events.put_nowait((fields["event"], json.loads(fields["data"]), int(fields["id"])))
            elif block == ":":
                self.beats += 1

    async def next(self, event: str) -> Any:
        """What the next event of this name says; others before it are passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                told = await self._events.get()
                assert told is not None, "the stream has ended"
                if told[0] == event:
                    self.id = told[2]
                    return told[1]

    async def ends(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while await self._events.get() is not None:
                pass


class Streaming:
    """The desk with streams that look often, so that no test waits for a second."""

    def __init__(self, desk: DeskHouse, **options: Any) -> None:
        self.live = Live(desk.house, look_s=0.01, **options)
        self.app = Starlette(routes=routes(desk.house, self.live))
        self.desk = desk

    def session(self, moderator: Moderator) -> str:
        return sessions.open_session(self.desk.house, moderator.id, None)

    @asynccontextmanager
    async def page(
        self, token: str, query: str = "", headers: dict[str, str] | None = None
    ) -> AsyncIterator[Page]:
        page = Page()
        sent = {
            "host": "testserver",
            "accept": "text/event-stream",
            "cookie": f"{sessions.COOKIE}={token}",
            **(headers or {}),
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "https",
            "path": "/desk/live",
            "raw_path": b"/desk/live",
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 443),
        }
        task = asyncio.create_task(self.app(scope, page.receive, page.send))
        try:
            yield page
        finally:
            page.gone.set()
            await task


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(story())  # type: ignore[arg-type]


async def aside(act: Callable[[], Any]) -> Any:
    """What the rest of the house does, in a thread, while the loop goes on."""
    return await asyncio.to_thread(act)


def test_a_page_is_told_the_counts_and_who_is_there_and_again_when_they_change(desk: DeskHouse) -> None:
    desk.submit("first")
    berfin, streaming = desk.appoint(), Streaming(desk)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as page:
            told = await page.next("state")
            assert (page.status, page.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
            assert page.headers["x-accel-buffering"] == "no"
            assert "no-store" in page.headers["cache-control"]
            assert told["lanes"]["oldest"] == 1
            assert told["seats"] == []
            await aside(lambda: desk.submit("second"))
            told = await page.next("state")
            while told["lanes"]["oldest"] != 2:
                told = await page.next("state")
            until = desk.house.clock() + MINUTE
            await aside(
                lambda: desk.house.store.write(lambda tx: tx.sit(berfin.id, Lane.THREAT, until)).result()
            )
            told = await page.next("state")
            while not told["seats"]:
                told = await page.next("state")
            assert told["seats"] == [{"name": "Berfîn", "lane": "threat", "you": True}]

    run(story)


def test_a_page_is_told_which_comments_a_colleague_has_dealt_with(desk: DeskHouse) -> None:
    one, other = desk.submit("one"), desk.submit("other")
    berfin, hawre, streaming = desk.appoint(), desk.appoint("Hawrê"), Streaming(desk)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as page:
            await page.next("state")
            await aside(lambda: desk.decide(one, hawre))
            assert await page.next("dealt") == [one.comment_id]
            seen = page.id
        # Who comes back says what he knows, and hears of what was decided meanwhile; so does a page that has just been made.
        await aside(lambda: desk.decide(other, hawre, Outcome.REJECTED, Guideline.THREAT))
        async with streaming.page(token, headers={"last-event-id": str(seen)}) as page:
            assert await page.next("dealt") == [other.comment_id]
        async with streaming.page(token, f"since={seen}") as page:
            assert await page.next("dealt") == [other.comment_id]

    run(story)


def test_very_many_at_once_are_not_named(desk: DeskHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diwan.storage.live.MOST_DEALT", 1)
    berfin, streaming = desk.appoint(), Streaming(desk)
    with desk.house.store.connection() as connection:
        size = LiveReader(connection).size()
    for n in range(2):
        desk.decide(desk.submit(f"number {n}"), berfin)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token, f"since={size}") as page:
            assert await page.next("dealt") is None

    run(story)


def test_a_page_that_shows_a_part_is_told_of_that_part(desk: DeskHouse) -> None:
    desk.submit("in English")
    berfin, streaming = desk.appoint(), Streaming(desk)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token, "language=ckb") as part, streaming.page(token) as whole:
            assert (await part.next("state"))["lanes"]["oldest"] == 0
            assert (await whole.next("state"))["lanes"]["oldest"] == 1

    run(story)


def test_an_editors_page_alone_is_told_of_the_lane_for_editors(desk: DeskHouse) -> None:
    berfin, zilan, streaming = desk.appoint(), desk.appoint("Zîlan", Role.EDITOR), Streaming(desk)

    async def story() -> None:
        tokens = [await aside(partial(streaming.session, who)) for who in (berfin, zilan)]
        async with streaming.page(tokens[0]) as his, streaming.page(tokens[1]) as hers:
            assert "escalated" not in (await his.next("state"))["lanes"]
            assert "escalated" in (await hers.next("state"))["lanes"]

    run(story)


def test_one_look_serves_all_pages_and_none_is_taken_while_none_is_open(
    desk: DeskHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    berfin, streaming = desk.appoint(), Streaming(desk)
    look = streaming.live._look

    def counted(pages: Any) -> Any:
        looks.append(len(pages))
        return look(pages)

    monkeypatch.setattr(streaming.live, "_look", counted)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as one, streaming.page(token) as two, streaming.page(token) as three:
            for page in (one, two, three):
                await page.next("state")
        assert streaming.live.open == 0
        looking = streaming.live._looking
        assert looking is not None
        async with asyncio.timeout(PATIENCE_S):
            await looking

    run(story)
    assert max(looks) == 3


def test_a_silent_stream_beats(desk: DeskHouse) -> None:
    berfin, streaming = desk.appoint(), Streaming(desk, heartbeat_s=0.01)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as page:
            async with asyncio.timeout(PATIENCE_S):
                while page.beats < 2:  # noqa: ASYNC110 - what is waited for has no event
                    await asyncio.sleep(0)

    run(story)


@pytest.mark.parametrize("how", ["signs out", "is dismissed", "is idle"])
def test_a_stream_ends_with_its_session(desk: DeskHouse, clock: HandClock, how: str) -> None:
    berfin, streaming = desk.appoint(), Streaming(desk)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as page:
            await page.next("state")
            if how == "signs out":
                await aside(lambda: sessions.end(desk.house, token))
            elif how == "is dismissed":
                await aside(
                    lambda: founding.dismiss(desk.house.store, clock, name="Berfîn", by="test").result()
                )
            else:
                # An open page is no sign of life.
                clock.advance((desk.house.settings.security.idle_minutes + 1) * MINUTE)
            assert await page.next("end") == "signed-out"
            await page.ends()
        async with streaming.page(token) as page:
            await page.ends()
            assert page.status == 401

    run(story)


def test_that_a_page_comes_back_is_no_sign_of_life_either(desk: DeskHouse, clock: HandClock) -> None:
    berfin, streaming = desk.appoint(), Streaming(desk)
    idle = desk.house.settings.security.idle_minutes * MINUTE

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        clock.advance(idle - MINUTE)
        async with streaming.page(token) as page:
            await page.next("state")
        clock.advance(2 * MINUTE)
        async with streaming.page(token) as page:
            await page.ends()
            assert page.status == 401

    run(story)


def test_of_too_many_pages_of_one_session_the_oldest_gives_way(
    desk: DeskHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_OF_A_SESSION", 2)
    berfin, hawre, streaming = desk.appoint(), desk.appoint("Hawrê"), Streaming(desk)

    async def story() -> None:
        his, others = [await aside(partial(streaming.session, who)) for who in (berfin, hawre)]
        async with streaming.page(others) as elsewhere, streaming.page(his) as first:
            # One after the other: which is the oldest is decided when it is let in.
            await elsewhere.next("state")
            await first.next("state")
            async with streaming.page(his) as second, streaming.page(his) as third:
                await second.next("state")
                await third.next("state")
                assert await first.next("end") == "enough"
                await first.ends()
                assert streaming.live.open == 3

    run(story)


def test_when_the_server_stops_all_streams_end_and_no_new_one_begins(desk: DeskHouse) -> None:
    berfin, streaming = desk.appoint(), Streaming(desk)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as one, streaming.page(token) as two:
            await one.next("state")
            await two.next("state")
            await streaming.live.close()
            for page in (one, two):
                assert await page.next("end") == "restart"
                await page.ends()
            assert streaming.live.open == 0
        async with streaming.page(token) as late:
            await late.ends()
            assert late.status == 503

    run(story)


def test_a_sign_of_stopping_ends_them_too(desk: DeskHouse) -> None:
    signs = [False]
    berfin, streaming = desk.appoint(), Streaming(desk, stopping=lambda: signs[0])

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as page:
            await page.next("state")
            signs[0] = True
            assert await page.next("end") == "restart"
            await page.ends()

    run(story)


def test_a_database_that_cannot_be_read_for_a_while_ends_no_stream(
    desk: DeskHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    berfin, streaming = desk.appoint(), Streaming(desk)
    look = streaming.live._look
    failures: list[int] = []

    def failing(pages: Any) -> Any:
        if len(failures) < 3:
            failures.append(1)
            raise RuntimeError
        return look(pages)

    monkeypatch.setattr(streaming.live, "_look", failing)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as page:
            assert (await page.next("state"))["lanes"]["oldest"] == 0

    run(story)
    assert len(failures) == 3


def test_no_words_and_no_readers_name_are_in_a_stream(desk: DeskHouse) -> None:
    comment = desk.submit("canarybody", name="Canaryname")
    berfin, hawre, streaming = desk.appoint(), desk.appoint("Hawrê"), Streaming(desk)

    async def story() -> None:
        token = await aside(lambda: streaming.session(berfin))
        async with streaming.page(token) as page:
            await page.next("state")
            await aside(lambda: desk.decide(comment, hawre))
            await page.next("dealt")
            assert b"anary" not in page.raw
            assert comment.comment_id.encode() in page.raw

    run(story)


def test_who_asks_for_no_events_is_told_once(desk: DeskHouse) -> None:
    desk.submit()
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    token = sessions.open_session(desk.house, desk.appoint().id, None)
    answer = client.get("/desk/live", headers={"cookie": f"{sessions.COOKIE}={token}"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json()["lanes"]["oldest"] == 1


def test_nobody_is_told_without_a_session(desk: DeskHouse) -> None:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    answer = client.get("/desk/live", headers={"accept": "text/event-stream"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
