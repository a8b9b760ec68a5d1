"""What a receipt tells of appeals, and where there is nothing to tell."""

from dataclasses import replace

import pytest

from diwan.appeals import DAYS, Answer, Appeal, Heard, Verdict
from diwan.articles import Article, Description
from diwan.clock import DAY
from diwan.comments import Comment, Words
from diwan.decisions import Author, AuthorKind, Decision, Outcome, Reason
from diwan.desk.cards import Card, Past
from diwan.guidelines import Guideline
from diwan.sites import Site
from diwan.web.appeals_told import AppealsTold, days_at, told

AUTHOR = Author(AuthorKind.MODERATOR, "m")
REJECTION = Decision("d", "c", bytes(32), Outcome.REJECTED, AUTHOR, Reason(1, Guideline.THREAT), None, 1000)
APPROVAL = replace(REJECTION, id="e", outcome=Outcome.APPROVED, reason=Reason(1), supersedes="d")
COMMENT = Comment("c", "t", "courier", "bridge", None, "t", 0, Words("Rojîn", "words"), bytes(32), 5, 900)
ARTICLE = Article("t", "courier", "bridge", 1, Description("https://courier.example/", "h", "", "en"), 0)
WAITING = Heard(Appeal("a", "c", "d", bytes(32), bytes(32), "I object", 2000), None)
UPHELD = replace(WAITING, answer=Answer("x", "a", "c", Verdict.UPHELD, "n", None, "It stands.", 3000))


def card(*decisions: Decision, appeals: tuple[Heard, ...] = (), comment: Comment = COMMENT) -> Card:
    history = tuple(Past(decision, "Berfîn") for decision in decisions)
    return Card(
        comment, ARTICLE, "", None, None, None, history, printed=False, erased_at=None, appeals=appeals
    )


def tell(shown: Card, at: int = 5000, *, somebody_else: bool = True) -> AppealsTold | None:
    return told(shown, days=14, at=at, somebody_else=somebody_else)


@pytest.mark.parametrize(
    "shown",
    [card(), card(APPROVAL), card(REJECTION, comment=replace(COMMENT, words=None), appeals=(UPHELD,))],
)
def test_of_what_is_not_rejected_or_was_withdrawn_there_is_nothing_to_tell(shown: Card) -> None:
    assert tell(shown) is None


def test_a_fresh_rejection_can_be_appealed_against_until_its_term_is_over() -> None:
    ends = 1000 + 14 * DAY
    for at, until, over in ((5000, ends, None), (ends - 1, ends, None), (ends, None, ends)):
        found = tell(card(REJECTION), at)
        assert found is not None
        assert (found.decision, found.until, found.over) == ("d", until, over)


def test_what_was_appealed_against_has_no_second_form_and_a_later_rejection_has_one() -> None:
    for heard in (WAITING, UPHELD):
        found = tell(card(REJECTION, appeals=(heard,)))
        assert found is not None
        assert (found.until, found.over, found.heard) == (None, None, (heard,))
    later = replace(REJECTION, id="f", supersedes="d")
    found = tell(card(REJECTION, later, appeals=(UPHELD,)))
    assert found is not None
    assert (found.decision, found.heard) == ("f", (UPHELD,))
    assert found.until is not None


def test_that_nobody_else_is_there_is_told_only_while_an_appeal_waits() -> None:
    for appeals, expected in (((WAITING,), True), ((UPHELD,), False), ((), False)):
        found = tell(card(REJECTION, appeals=appeals), somebody_else=False)
        assert found is not None
        assert found.nobody_else is expected


def test_a_site_that_is_gone_from_the_settings_keeps_the_ordinary_term() -> None:
    site = Site("courier", "The Courier", frozenset(), "en", appeal_days=30)
    assert (days_at({"courier": site}, "courier"), days_at({}, "courier")) == (30, DAYS)
