"""The screener whose term lists are those that hold now."""

from collections.abc import Sequence

import pytest

from diwan.errors import Unavailable
from diwan.screening.checks import Limits, checks, with_lists
from diwan.screening.current import CurrentScreener
from diwan.screening.scores import Text
from diwan.screening.screener import Screener
from diwan.screening.terms.lines import read_lines
from diwan.screening.terms.lists import TermList


class Desk:
    """Lists that a test revises; `asked` counts how often they were read."""

    def __init__(self) -> None:
        self.latest = 0
        self.word = ""
        self.asked = 0
        self.gone = False

    def revision(self) -> int:
        if self.gone:
            raise Unavailable("gone")
        return self.latest

    def lists(self, revision: int) -> Sequence[TermList]:
        self.asked += 1
        made = read_lines(
            {"profanity": self.word}, name=f"en-banned@{revision}", language="en", kind="banned"
        )
        return [made.terms] if made.terms.size else []

    def revise(self, word: str) -> None:
        self.latest += 1
        self.word = word


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def current(desk: Desk) -> CurrentScreener:
    ordered = checks(Limits())
    return CurrentScreener(Screener(ordered, timeout_s=60), ordered, (), desk)


def names(screener: CurrentScreener) -> list[str]:
    return [version.split("@")[0] for version in screener.versions]


def test_without_any_list_the_check_is_not_there(current: CurrentScreener) -> None:
    assert "banned-terms" not in names(current)


def test_a_revision_puts_the_check_in_its_place_and_an_empty_one_takes_it_out(
    desk: Desk, current: CurrentScreener
) -> None:
    desk.revise("drat")
    told = names(current)
    assert told.index("banned-terms") == told.index("disguise") + 1
    desk.revise("")
    assert "banned-terms" not in names(current)


def test_the_lists_are_read_once_for_each_revision(desk: Desk, current: CurrentScreener) -> None:
    desk.revise("drat")
    first = current.now()
    assert current.now() is first
    assert desk.asked == 1


def test_a_screener_in_hand_keeps_the_lists_it_began_with(desk: Desk, current: CurrentScreener) -> None:
    desk.revise("drat")
    in_hand = current.now()
    desk.revise("blast")
    assert in_hand.versions != current.versions
    assert any(version.endswith("-r1") for version in in_hand.versions)


def test_while_the_database_is_gone_texts_are_scored_with_what_was_known(
    desk: Desk, current: CurrentScreener
) -> None:
    desk.revise("drat")
    current.prepare()
    desk.gone = True
    [scored] = current.score_many([Text("oh drat it", None, "en")])
    assert any(finding.check == "banned-terms" for finding in scored.findings)
    current.prepare()
    with pytest.raises(Unavailable):
        current.now()


def test_a_check_that_hangs_is_not_asked_again_by_the_screener_with_other_lists() -> None:
    one = Screener((), timeout_s=1)
    other = one.having(with_lists((), [], 0))
    assert other._stuck is one._stuck
