"""Many readings at once: a check may look at them together, and what is wrong with one silences it on no other."""

import math
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from diwan.comments import Words
from diwan.screening.check import Context, Reading, read
from diwan.screening.checks import Limits, checks
from diwan.screening.findings import Finding, Span
from diwan.screening.screener import Screener

PATIENCE_S = 60
READINGS = [read(Words("", body), Context("en")) for body in ("one", "twoo", "three")]


def seen(reading: Reading, **given: Any) -> Finding:
    sound: dict[str, Any] = {"score": 0.5, "detail": str(len(reading.words.body))}
    return Finding("pair", "1", None, **{**sound, **given})


class Pair:
    """Looks at many together as a test says, and at one soundly; counts how often it was asked."""

    name = "pair"
    version = "1"
    languages: frozenset[str] | None = None

    def __init__(self, look_at_all: Callable[[Sequence[Reading]], Any]) -> None:
        self._look_at_all = look_at_all
        self.alone: list[str] = []
        self.together: list[int] = []

    def look(self, reading: Reading) -> Sequence[Finding]:
        self.alone.append(reading.words.body)
        return [seen(reading)]

    def look_at_all(self, readings: Sequence[Reading]) -> Any:
        self.together.append(len(readings))
        return self._look_at_all(readings)


class Alone:
    """Looks at one reading as a test says, and cannot look at many together."""

    name = "pair"
    version = "1"
    languages: frozenset[str] | None = None

    def __init__(self, look: Callable[[Reading], Any]) -> None:
        self.look = look


def screen(check: Any, *, timeout_s: float = PATIENCE_S) -> list[tuple[Finding, ...]]:
    return Screener([check], timeout_s=timeout_s).screen_many(READINGS)


SOUND = [(seen(reading),) for reading in READINGS]


def test_a_check_that_can_looks_at_all_readings_together_in_their_order() -> None:
    check = Pair(lambda readings: [[seen(reading)] for reading in readings])
    assert screen(check) == SOUND
    assert (check.together, check.alone) == ([3], [])


def test_one_reading_is_not_looked_at_together_with_itself() -> None:
    check = Pair(lambda _readings: None)
    assert Screener([check], timeout_s=PATIENCE_S).screen_many(READINGS[:1]) == SOUND[:1]
    assert (check.together, check.alone) == ([], ["one"])


def test_no_reading_has_no_findings() -> None:
    assert Screener(checks(Limits()), timeout_s=PATIENCE_S).screen_many([]) == []


def _raises(_readings: Sequence[Reading]) -> Any:
    raise MemoryError


@pytest.mark.parametrize(
    "look_at_all",
    [
        _raises,
        lambda _readings: None,
        lambda _readings: 7,
        lambda readings: [[seen(reading)] for reading in readings[1:]],
        lambda readings: [[seen(reading)] for reading in [*readings, readings[0]]],
        lambda readings: {reading.words.body: [] for reading in readings[:2]},
        lambda _readings: [None, None, None],
        lambda _readings: ["one", "two", "three"],
        lambda readings: [[seen(reading, score=math.nan)] for reading in readings],
    ],
)
def test_a_check_that_fails_at_many_is_asked_one_by_one(look_at_all: Callable[[Any], Any]) -> None:
    check = Pair(look_at_all)
    assert screen(check) == SOUND
    assert check.alone == ["one", "twoo", "three"]


def test_nonsense_about_one_reading_makes_only_that_one_be_asked_about_again() -> None:
    check = Pair(lambda readings: [[seen(r, spans=(Span(0, 4),))] for r in readings])
    found = screen(check)
    assert found[0] == SOUND[0]
    assert [f.spans for (f,) in found] == [(), (Span(0, 4),), (Span(0, 4),)]
    assert check.alone == ["one"]


def test_a_check_that_hangs_at_many_could_tell_about_none_and_is_not_asked_again_meanwhile() -> None:
    release = threading.Event()
    check = Pair(lambda _readings: release.wait(PATIENCE_S))
    try:
        found = screen(check, timeout_s=0.02)
        assert [(f.could_not_tell, f.detail) for (f,) in found] == [
            (True, "still busy with an earlier comment")
        ] * 3
        assert check.alone == []
    finally:
        release.set()


def test_a_check_that_hangs_at_one_reading_is_silent_about_it_and_those_behind_it_only() -> None:
    release = threading.Event()
    asked = []

    def look(reading: Reading) -> list[Finding]:
        asked.append(reading.words.body)
        if reading.words.body == "twoo":
            release.wait(PATIENCE_S)
        return [seen(reading)]

    try:
        found = screen(Alone(look), timeout_s=0.5)
    finally:
        release.set()
    assert found[0] == SOUND[0]
    assert [f.detail for (f,) in found[1:]] == ["took too long", "still busy with an earlier comment"]
    assert all(f.could_not_tell for (f,) in found[1:])
    for thread in threading.enumerate():
        if thread.name == "diwan-check":
            thread.join(PATIENCE_S)
    assert asked == ["one", "twoo"], "what was given up is not looked at behind the next comment's back"


def test_a_check_that_fails_at_one_reading_tells_about_the_others() -> None:
    def look(reading: Reading) -> list[Finding]:
        if reading.words.body == "twoo":
            raise ValueError("canary")
        return [seen(reading)]

    first, second, third = screen(Alone(look))
    assert (first, third) == (SOUND[0], SOUND[2])
    assert [(f.could_not_tell, f.detail) for f in second] == [(True, "failed (ValueError)")]


def test_a_check_is_only_asked_about_readings_in_its_languages() -> None:
    check = Pair(lambda readings: [[seen(reading)] for reading in readings])
    check.languages = frozenset({"tr"})
    turkish = [
        read(Words("", body), Context("tr")) for body in ("bir çok güzel haber", "iki çok güzel haber")
    ]
    english = read(Words("", "one very good piece of news"), Context("en"))
    found = Screener([check], timeout_s=PATIENCE_S).screen_many([turkish[0], english, turkish[1]])
    assert check.together == [2]
    assert [[f.could_not_tell for f in each] for each in found] == [[False], [True], [False]]


def test_many_are_screened_as_each_alone() -> None:
    screener = Screener(checks(Limits()), timeout_s=PATIENCE_S)
    readings = [
        read(Words(name, body), Context("en", earlier_copies=copies))
        for name, body, copies in (
            ("x.com", "SEE HTTPS://A.EXAMPLE AND BUY THIS NOW!!!!", 3),
            ("Rojîn", "A fine bridge.", 0),
            ("", "", 0),
        )
    ]
    assert screener.screen_many(readings) == [screener.screen(reading) for reading in readings]


def test_a_check_may_have_a_patience_of_its_own() -> None:
    release = threading.Event()

    def look(reading: Reading) -> list[Finding]:
        release.wait(PATIENCE_S)
        return [seen(reading)]

    hurried = Screener([Alone(look)], timeout_s=PATIENCE_S, patience={"pair": 0.02})
    try:
        [silent] = hurried.screen(READINGS[0])
        assert silent.detail == "took too long"
    finally:
        release.set()
    patient = Screener([Alone(lambda r: [seen(r)])], timeout_s=0.0, patience={"pair": PATIENCE_S})
    assert patient.screen(READINGS[0]) == SOUND[0]
