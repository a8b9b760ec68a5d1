"""Whatever a check does, the others still look, and nothing but a finding comes of it."""

import math
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from diwan.comments import Words
from diwan.guidelines import Guideline
from diwan.screening.asking import MAX_DETAIL_CHARACTERS
from diwan.screening.check import Check, Context, Reading, read
from diwan.screening.checks import Limits, checks
from diwan.screening.findings import Finding, Span, decode, encode
from diwan.screening.policy import refer
from diwan.screening.scores import Text
from diwan.screening.screener import Screener

READING = read(Words("Rojîn", "A fine bridge."), Context("en"))
PATIENCE_S = 60


class Scripted:
    """A check that does what a test says."""

    version = "1"
    languages: frozenset[str] | None = None

    def __init__(self, name: str, look: Callable[[Reading], Any]) -> None:
        self.name = name
        self._look = look

    def look(self, reading: Reading) -> Any:
        return self._look(reading)


def says(**given: Any) -> Callable[[Reading], Any]:
    sound: dict[str, Any] = {"check": "scripted", "version": "1", "guideline": None, "score": 0.5}
    return lambda _reading: [Finding(**{**sound, **given})]


def fails(error: BaseException) -> Callable[[Reading], Any]:
    def look(_reading: Reading) -> Any:
        raise error

    return look


def halfway(_reading: Reading) -> Iterator[Finding]:
    yield Finding("scripted", "1", None, 0.5)
    raise ValueError("halfway")


def sound(name: str) -> Check:
    return Scripted(name, lambda _reading: [Finding(name, "1", None, 0.5, detail="seen")])


NONSENSE: dict[str, Callable[[Reading], Any]] = {
    "an error": fails(ValueError("canary")),
    "an error of memory": fails(MemoryError()),
    "an endless recursion": fails(RecursionError()),
    "an error halfway": halfway,
    "nothing at all": lambda _reading: None,
    "a number": lambda _reading: 7,
    "a text": lambda _reading: "approved",
    "a dictionary": lambda _reading: {"score": 1.0},
    "something that is no finding": lambda _reading: [object()],
    "a score that is no number": says(score=math.nan),
    "an infinite score": says(score=math.inf),
    "a negative score": says(score=-0.1),
    "a score above one": says(score=1.1),
    "a score of text": says(score="0.5"),
    "no score": says(score=None),
    "another check's name": says(check="another"),
    "another version": says(version="2"),
    "a guideline there is not": says(guideline="boring"),
    "a guideline of another type": says(guideline=7),
    "a detail that is no text": says(detail=b"seen"),
    "a detail without end": says(detail="a" * (MAX_DETAIL_CHARACTERS + 1)),
    "half a letter in the detail": says(detail="\ud83d"),
    "spans that are none": says(spans=("x",)),
    "spans of numbers": says(spans=(7,)),
    "no spans": says(spans=None),
    "a span behind the end": says(spans=(Span(0, 10**6),)),
    "a span before the beginning": says(spans=(Span(-1, 2),)),
    "an empty span": says(spans=(Span(2, 2),)),
    "a span turned round": says(spans=(Span(3, 2),)),
    "a span in another field": says(spans=(Span(0, 1, "title"),)),
    "a span of text": says(spans=(Span("0", "1"),)),  # type: ignore[arg-type]
    "silence that is none": says(could_not_tell="no"),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_a_check_that_fails_or_talks_nonsense_could_not_tell_and_stops_no_other(what: str) -> None:
    screener = Screener(
        [sound("before"), Scripted("scripted", NONSENSE[what]), sound("after")], timeout_s=PATIENCE_S
    )
    before, silent, after = screener.screen(READING)
    assert (before.check, before.detail) == ("before", "seen")
    assert (after.check, after.detail) == ("after", "seen")
    assert (silent.check, silent.version, silent.could_not_tell) == ("scripted", "1", True)
    assert (silent.guideline, silent.score, silent.spans) == (None, 0.0, ())
    assert "canary" not in silent.detail
    assert decode(encode([before, silent, after])) == (before, silent, after)
    assert "scripted could not tell" in refer([before, silent, after]).reasons


def test_a_check_that_hangs_could_not_tell_and_stops_no_other() -> None:
    release = threading.Event()

    def hang(_reading: Reading) -> list[Finding]:
        release.wait(PATIENCE_S)
        return []

    try:
        screener = Screener([sound("before"), Scripted("hangs", hang), sound("after")], timeout_s=0.05)
        # It is not asked again while it hangs, so that hanging checks do not pile up.
        for said in ("took too long", "still busy with an earlier comment"):
            before, silent, after = screener.screen(READING)
            assert (before.could_not_tell, after.could_not_tell) == (False, False)
            assert (silent.could_not_tell, silent.detail) == (True, said)
    finally:
        release.set()


def test_a_check_that_sees_nothing_says_nothing_and_needs_not_be_silent() -> None:
    screener = Screener([Scripted("scripted", lambda _reading: [])], timeout_s=PATIENCE_S)
    assert screener.screen(READING) == ()
    assert refer(()).reasons == ("every comment is read by a person",)


def test_a_check_says_nothing_about_a_language_it_was_not_validated_in() -> None:
    """It is not even asked: what it would have said there is worth nothing."""
    check = Scripted("scripted", fails(AssertionError("asked")))
    check.languages = frozenset({"tr"})
    [silent] = Screener([check], timeout_s=PATIENCE_S).screen(READING)
    assert (silent.could_not_tell, silent.detail) == (True, "not validated in this language (en)")


def test_a_check_that_is_not_wanted_is_not_asked_and_says_nothing() -> None:
    """Beside a text about which all are asked, and one about which none is."""
    wanted = sound("wanted")
    screener = Screener([wanted, Scripted("other", lambda _reading: [])], timeout_s=PATIENCE_S)
    texts = [
        Text("A fine bridge.", checks=frozenset({"wanted"})),
        Text("A fine bridge.", checks=frozenset({"other"})),
        Text("A fine bridge."),
    ]
    assert [[finding.check for finding in each.findings] for each in screener.score_many(texts)] == [
        ["wanted"],
        [],
        ["wanted"],
    ]
    never = Screener([Scripted("never", fails(AssertionError("asked"))), wanted], timeout_s=PATIENCE_S)
    [scored] = never.score_many([Text("A fine bridge.", checks=frozenset({"wanted"}))])
    assert [finding.could_not_tell for finding in scored.findings] == [False]


def test_all_checks_look_in_their_order_and_are_named_with_their_versions() -> None:
    screener = Screener(checks(Limits()), timeout_s=PATIENCE_S)
    assert screener.versions == (
        "length@1",
        "links@2",
        "contacts@2",
        "offers@5",
        "repeats@1",
        "campaign@1",
        "shouting@1",
        "disguise@1",
        "hostility@5",
        "criticism@5",
        "relevance@2",
        "arrival@1",
        "imitation@1",
    )
    words = Words("x.com", "SEE HTTPS://A.EXAMPLE AND BUY THIS NOW!!!!")
    reading = read(words, Context("en", earlier_copies=3))
    assert [finding.check for finding in screener.screen(reading)] == [
        "links",
        "repeats",
        "shouting",
        "shouting",
    ]


@pytest.mark.parametrize("could_not_tell", [True, False])
def test_a_referral_gives_every_reason_and_decides_nothing(could_not_tell: bool) -> None:
    finding = Finding("x", "1", Guideline.THREAT, 0.9, detail="seen", could_not_tell=could_not_tell)
    assert refer([finding]).reasons == (("x could not tell",) if could_not_tell else ("x: seen",))


def test_a_silent_check_is_told_first() -> None:
    seen = Finding("b", "1", None, 0.5)
    silent = Finding("a", "1", None, 0.0, could_not_tell=True)
    assert refer([seen, silent]).reasons == ("a could not tell", "b")


def test_findings_are_stored_as_the_same_bytes_and_come_back_as_they_were() -> None:
    findings = [
        Finding("links", "1", Guideline.PROMOTION, 0.7, (Span(0, 3), Span(1, 2, "name")), "2 links"),
        Finding("model", "2", None, 0.0, could_not_tell=True),
    ]
    assert encode(findings) == encode(list(decode(encode(findings))))
    assert decode(encode(findings)) == tuple(findings)
    assert encode([]) == b"[]"
