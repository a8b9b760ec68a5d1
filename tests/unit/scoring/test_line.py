"""The line: what waits is read together, nobody waits for ever, and no text is another's misfortune."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest

from diwan.guidelines import Guideline
from diwan.scoring import line
from diwan.scoring.line import Line
from diwan.scoring.room import Overdue, Overloaded
from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.scores import Scored, Text
from diwan.screening.screener import Screener
from tests.unit.scoring.test_quota import Seconds
from tests.waiting import until_async

PATIENCE_S = 30


class Reader:
    """A check that notes which texts it was given together, and reads nothing until it may."""

    name, version = "reader", "1"
    languages: frozenset[str] | None = None

    def __init__(self) -> None:
        self.may_read = threading.Event()
        self.may_read.set()
        self.began = threading.Event()
        self.batches: list[list[str]] = []

    def look(self, reading: Reading) -> Sequence[Finding]:
        return self.look_at_all([reading])[0]

    def look_at_all(self, readings: Sequence[Reading]) -> list[list[Finding]]:
        self.batches.append([reading.words.body for reading in readings])
        self.began.set()
        assert self.may_read.wait(PATIENCE_S)
        return [
            [Finding(self.name, self.version, Guideline.ABUSE, len(reading.words.body) / 10_000)]
            for reading in readings
        ]


class Poisoned(Screener):
    """A screener that breaks altogether over one text."""

    def score_many(self, texts: Any, **_: Any) -> Any:
        texts = list(texts)
        if any(text.body == "poison" for text in texts):
            raise ValueError("poison")
        return super().score_many(texts)


def screener(*checks: Any) -> Screener:
    return Screener(checks, timeout_s=PATIENCE_S)


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), PATIENCE_S))


def texts(*bodies: str) -> list[Text]:
    return [Text(body, id=body[:8]) for body in bodies]


def ids(scored: Sequence[Scored]) -> list[object]:
    return [each.id for each in scored]


def test_an_idle_line_reads_a_text_at_once_and_alone() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=100)

    async def story() -> None:
        [one] = await reading.score(texts("a"))
        assert one.scores[Guideline.ABUSE] == 0.0001
        [two] = await reading.score(texts("bb"))
        assert two.scores[Guideline.ABUSE] == 0.0002

    run(story)
    reading.close()
    assert reader.batches == [["a"], ["bb"]]


async def _behind_a_slow_one(reading: Line, reader: Reader) -> "asyncio.Task[list[Scored]]":
    """An asking that the reader is busy with until it may read on."""
    reader.may_read.clear()
    reader.began.clear()
    slow = asyncio.create_task(reading.score(texts("slow")))
    await until_async(reader.began.is_set, "the reading to begin")
    return slow


def test_what_arrives_while_another_is_read_is_read_together_and_answered_in_order() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=100)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        askings = [asyncio.create_task(reading.score(texts(name, name * 2))) for name in "abc"]
        await until_async(lambda: reading.waiting == 6, "6 texts to wait")
        reader.may_read.set()
        assert [ids(await asking) for asking in askings] == [["a", "aa"], ["b", "bb"], ["c", "cc"]]
        assert ids(await slow) == ["slow"]

    run(story)
    reading.close()
    assert reader.batches == [["slow"], ["a", "b", "c", "aa", "bb", "cc"]]
    assert reading.waiting == 0


def test_a_batch_keeps_to_its_budget_and_whoever_sends_many_does_not_stand_before_the_others() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=100)
    long = line.BUDGET_CHARACTERS // 2

    async def story() -> None:
        askings = [await _behind_a_slow_one(reading, reader)]
        askings.append(asyncio.create_task(reading.score(texts(*("m" * long for _ in range(4))))))
        await until_async(lambda: reading.waiting == 4, "4 texts to wait")
        askings.append(asyncio.create_task(reading.score(texts("o" * long))))
        await until_async(lambda: reading.waiting == 5, "5 texts to wait")
        reader.may_read.set()
        await asyncio.gather(*askings)

    run(story)
    reading.close()
    assert [[body[0] for body in batch] for batch in reader.batches] == [["s"], ["m", "o"], ["m", "m"], ["m"]]


def test_batches_are_small_as_long_as_anybody_asks_who_cannot_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "HURRY", PATIENCE_S + 1)
    reader = Reader()
    now = 0.0
    reading = Line(screener(reader), most_waiting=100, clock=lambda: now)
    fair = line.HURRIED_CHARACTERS // 2

    async def story() -> None:
        nonlocal now
        await reading.score(texts("h"), within_s=PATIENCE_S)
        for later in (0.0, line.HURRIED_FOR):
            now += later
            askings = [await _behind_a_slow_one(reading, reader)]
            askings.append(asyncio.create_task(reading.score(texts(*("m" * fair for _ in range(4))))))
            await until_async(lambda: reading.waiting == 4, "4 texts to wait")
            reader.may_read.set()
            await asyncio.gather(*askings)

    run(story)
    reading.close()
    assert list(map(len, reader.batches)) == [1, 1, 2, 2, 1, 4]


def test_a_text_over_the_budget_is_read_alone() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=100)
    big = "b" * (line.BUDGET_CHARACTERS * 3)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        asking = asyncio.create_task(reading.score(texts(big, "c")))
        await until_async(lambda: reading.waiting == 2, "2 texts to wait")
        reader.may_read.set()
        assert len(await asking) == 2
        await slow

    run(story)
    reading.close()
    assert reader.batches == [["slow"], [big], ["c"]]


def test_a_full_line_takes_no_more_and_says_so_at_once() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=2)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        waiting = asyncio.create_task(reading.score(texts("a", "b")))
        await until_async(lambda: reading.waiting == 2, "2 texts to wait")
        with pytest.raises(Overloaded):
            await reading.score(texts("c"))
        reader.may_read.set()
        assert ids(await waiting) == ["a", "b"]
        await slow
        assert ids(await reading.score(texts("c"))) == ["c"]
        with pytest.raises(Overloaded):
            await reading.score(texts("1", "2", "3"))

    run(story)
    reading.close()


def test_what_is_overdue_before_it_is_begun_is_not_read_and_makes_room() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=2)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        with pytest.raises(Overdue):
            await reading.score(texts("late", "later"), within_s=0.01)
        assert reading.waiting == 0
        with pytest.raises(Overdue):
            await reading.score(texts("too late"), within_s=0.0)
        asking = asyncio.create_task(reading.score(texts("a", "b"), within_s=PATIENCE_S))
        await until_async(lambda: reading.waiting == 2, "2 texts to wait")
        reader.may_read.set()
        assert ids(await asking) == ["a", "b"]
        await slow

    run(story)
    reading.close()
    assert reader.batches == [["slow"], ["a", "b"]]


def test_the_line_itself_passes_over_what_is_overdue() -> None:
    """The asker's own loop may be too busy to notice in time."""
    reader, clock = Reader(), Seconds()
    reading = Line(screener(reader), most_waiting=10, clock=clock)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        late = asyncio.create_task(reading.score(texts("late"), within_s=PATIENCE_S))
        await until_async(lambda: reading.waiting == 1, "1 texts to wait")
        clock.at += PATIENCE_S + 1
        reader.may_read.set()
        with pytest.raises(Overdue):
            await late
        await slow

    run(story)
    reading.close()
    assert reader.batches == [["slow"]]


def test_the_texts_of_an_asker_who_has_gone_away_are_not_read() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=10)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        gone = asyncio.create_task(reading.score(texts("gone")))
        await until_async(lambda: reading.waiting == 1, "1 texts to wait")
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        assert reading.waiting == 0
        reader.may_read.set()
        await slow

    run(story)
    reading.close()
    assert reader.batches == [["slow"]]


def test_a_text_that_breaks_the_reading_fails_no_other_and_is_told_as_unknown() -> None:
    reader = Reader()
    troubles: list[BaseException] = []
    reading = Line(Poisoned([reader], timeout_s=PATIENCE_S), most_waiting=100, trouble=troubles.append)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        good = asyncio.create_task(reading.score(texts("a", "b")))
        bad = asyncio.create_task(reading.score(texts("poison", "c")))
        await until_async(lambda: reading.waiting == 4, "4 texts to wait")
        reader.may_read.set()
        assert [each.scores[Guideline.ABUSE] for each in await good] == [0.0001, 0.0001]
        poisoned, c = await bad
        assert (poisoned.id, poisoned.language, poisoned.toxicity) == ("poison", None, None)
        assert set(poisoned.scores.values()) == {None}
        [finding] = poisoned.findings
        assert finding.could_not_tell
        assert (finding.check, finding.detail) == ("reading", "failed (ValueError)")
        assert c.scores[Guideline.ABUSE] == 0.0001
        assert ids(await reading.score(texts("after"))) == ["after"]
        await slow

    run(story)
    reading.close()
    assert [type(each) for each in troubles] == [ValueError]


def test_closing_finishes_what_is_begun_and_refuses_what_waits() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=100)

    async def story() -> None:
        slow = await _behind_a_slow_one(reading, reader)
        waiting = asyncio.create_task(reading.score(texts("waiting")))
        await until_async(lambda: reading.waiting == 1, "1 texts to wait")
        closing = asyncio.create_task(asyncio.to_thread(reading.close))
        await until_async(lambda: reading._stopping, "the line to stop")
        reader.may_read.set()
        await closing
        assert ids(await slow) == ["slow"]
        with pytest.raises(Overloaded):
            await waiting
        with pytest.raises(Overloaded):
            await reading.score(texts("too late"))

    run(story)
    assert reader.batches == [["slow"]]
    assert reading.waiting == 0


def test_nothing_asked_is_nothing_answered_and_closing_what_never_began_is_nothing() -> None:
    reading = Line(screener(Reader()), most_waiting=1)
    run_result: list[list[Scored]] = []

    async def story() -> None:
        run_result.append(await reading.score([]))

    run(story)
    reading.close()
    reading.close()
    assert run_result == [[]]
    assert not reading.is_ready


def test_many_at_once_each_get_their_own_answer() -> None:
    reader = Reader()
    reading = Line(screener(reader), most_waiting=10_000)

    async def story() -> None:
        answers = await asyncio.gather(
            *(reading.score([Text("x" * (n % 7 + 1), id=n), Text("y", id=-n)]) for n in range(1, 300))
        )
        for n, answer in enumerate(answers, start=1):
            assert ids(answer) == [n, -n]
            assert answer[0].scores[Guideline.ABUSE] == (n % 7 + 1) / 10_000

    run(story)
    reading.close()
