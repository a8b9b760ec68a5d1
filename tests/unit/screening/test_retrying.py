"""Term lists tried on the past."""

import pytest

from diwan.comments import Words
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.screening.backtest import Past
from diwan.screening.policy import Policies, Policy, SitePolicy
from diwan.screening.retrying import MOST_NAMED, Change, Counts, Lists, Side, decode, encode, retry
from diwan.screening.terms.lines import read_lines
from diwan.screening.terms.lists import TermList

REJECTED, APPROVED = Outcome.REJECTED, Outcome.APPROVED


def listed(name: str = "en-banned", **texts: str) -> TermList:
    return read_lines(texts, name=name, language="en", kind="banned").terms


def past(
    body: str | None, outcome: Outcome | None = None, guideline: Guideline | None = None, name: str = "Rojîn"
) -> Past:
    words = None if body is None else Words(name, body)
    return Past(1, "c", "courier", "City", (), outcome, guideline, words, "en")


def tried(
    lists: Lists, *comments: Past, policies: Policies | None = None
) -> tuple[list[Change | None], Counts]:
    counts = Counts()
    changes = [each.change for each in retry(lists, policies or Policies(), comments, counts)]
    return changes, counts


DRAT = Lists([listed(profanity="blast")], [listed(profanity="drat")])


@pytest.mark.parametrize(
    ("body", "change"),
    [
        ("oh drat it", Change.NEWLY),
        ("oh blast it", Change.NO_LONGER),
        ("oh blast and drat", None),
        ("a fine bridge", None),
    ],
)
def test_what_changes_is_told_comment_by_comment(body: str, change: Change | None) -> None:
    assert tried(DRAT, past(body))[0] == [change]


def test_the_same_words_under_another_guideline_are_a_change_of_their_own() -> None:
    lists = Lists([listed(profanity="drat")], [listed(vulgarity="drat")])
    assert tried(lists, past("oh drat it"))[0] == [Change.OTHERWISE]


def test_names_are_read_too() -> None:
    assert tried(DRAT, past("a fine bridge", name="Drat"))[0] == [Change.NEWLY]


def test_what_people_decided_is_counted_beside_what_is_found() -> None:
    _, counts = tried(
        DRAT,
        past("drat", REJECTED, Guideline.PROFANITY),
        past("drat", REJECTED, Guideline.THREAT),
        past("drat", APPROVED),
        past("drat"),
        past("nothing", REJECTED, Guideline.PROFANITY),
    )
    assert counts.held == Side()
    assert counts.tried == Side(found=4, rejected=1, rejected_otherwise=1, approved=1, undecided=1)
    assert counts.tried.precision == 2 / 3
    assert counts.held.precision is None
    assert counts.comments == 5


def test_what_is_withdrawn_is_told_and_not_read() -> None:
    changes, counts = tried(DRAT, past(None), past("drat"))
    assert changes == [Change.NEWLY]
    assert (counts.comments, counts.wordless) == (2, 1)


def test_what_the_policy_would_let_a_machine_reject_is_counted_on_both_sides() -> None:
    let = Policies({"courier": SitePolicy(Policy(frozenset({"banned-terms"}), {Guideline.PROFANITY: 0.9}))})
    _, counts = tried(DRAT, past("drat", APPROVED), past("blast"), past("drat", REJECTED), policies=let)
    assert (counts.held.by_machine, counts.held.wrongly) == (1, 0)
    assert (counts.tried.by_machine, counts.tried.wrongly) == (2, 1)


def test_other_lists_count_for_the_machine_and_not_for_what_the_list_finds() -> None:
    let = Policies({"courier": SitePolicy(Policy(frozenset({"banned-terms"}), {Guideline.PROFANITY: 0.9}))})
    lists = Lists([], [], [listed("house", profanity="drat")])
    changes, counts = tried(lists, past("drat"), policies=let)
    assert changes == [None]
    assert (counts.tried.found, counts.tried.by_machine, counts.held.by_machine) == (0, 1, 1)


def test_counts_are_gone_on_with_as_they_were_kept() -> None:
    _, counts = tried(DRAT, past("drat", APPROVED), past("blast"))
    again = decode(encode(counts))
    assert again == counts
    for _ in retry(DRAT, Policies(), [past("drat")], again):
        pass
    assert again.comments == 3
    assert again.changes == {Change.NEWLY: 2, Change.NO_LONGER: 1}


def test_of_very_many_that_differ_some_are_named_and_all_are_counted() -> None:
    _, counts = tried(DRAT, *[past("drat")] * (MOST_NAMED + 10))
    assert len(counts.listed) == MOST_NAMED
    assert counts.changes == {Change.NEWLY: MOST_NAMED + 10}
