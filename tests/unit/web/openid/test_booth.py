"""A provider is spoken to by a few at a time, and nobody else waits for it."""

import asyncio
import threading

import pytest

from diwan.openid.trouble import Silent
from diwan.web.openid.booth import MOST, Booth
from tests.waiting import until


def test_whoever_comes_when_all_places_are_taken_is_told_so_at_once_and_the_event_loop_goes_on() -> None:
    let_go, inside = threading.Event(), threading.Semaphore(0)
    begun: list[int] = []

    def slow() -> str:
        begun.append(1)
        inside.release()
        let_go.wait(60)
        return "answered"

    async def all_at_once() -> list[str]:
        booth = Booth()
        waiting = [asyncio.ensure_future(booth.ask(slow)) for _ in range(MOST)]
        await asyncio.to_thread(until, lambda: len(begun) == MOST, "every place to be taken")
        with pytest.raises(Silent) as refused:
            await booth.ask(lambda: "never asked")
        assert refused.value.why == "busy"
        # A browser that hangs up makes no place: the thread still waits for the provider.
        waiting[0].cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting[0]
        with pytest.raises(Silent):
            await booth.ask(lambda: "never asked")
        let_go.set()
        answers = await asyncio.gather(*waiting[1:])
        await asyncio.to_thread(until, lambda: booth._places._value == MOST, "every place to be free")
        assert await booth.ask(lambda: "asked") == "asked"
        return list(answers)

    assert asyncio.run(all_at_once()) == ["answered"] * (MOST - 1)


def test_what_a_question_raises_comes_out() -> None:
    def fails() -> None:
        raise Silent("unreachable")

    with pytest.raises(Silent):
        asyncio.run(Booth().ask(fails))
