"""What the readers wrote can take the real path, and leaves the desk something to do."""

from collections import Counter

import pytest

from diwan.comments import check_words
from diwan.decisions import Outcome, Reason, check_reason
from diwan.demo import conversation
from diwan.demo.conversation import Conversation
from diwan.demo.newsroom import Newsroom
from diwan.desk import lanes
from diwan.guidelines import Guideline

CONVERSATIONS = conversation.load()
conversations = pytest.mark.parametrize("talk", CONVERSATIONS, ids=lambda talk: talk.slug)


def test_every_article_has_its_conversation_in_its_own_language() -> None:
    articles = {story.slug: story.language for story in Newsroom.load().stories}

    assert {talk.slug: talk.language for talk in CONVERSATIONS} == articles


@conversations
def test_every_parent_is_an_earlier_comment_that_was_approved(talk: Conversation) -> None:
    before: dict[str, conversation.Remark] = {}
    for remark in talk.remarks:
        if remark.parent is not None:
            parent = before[remark.parent]
            assert parent.outcome is Outcome.APPROVED
            assert parent.minutes_ago > remark.minutes_ago
        assert remark.ref not in before
        before[remark.ref] = remark


@conversations
def test_the_comments_stand_in_the_order_in_which_they_were_written(talk: Conversation) -> None:
    ages = [remark.minutes_ago for remark in talk.remarks]

    assert ages == sorted(ages, reverse=True)
    assert ages[-1] > 0


@conversations
def test_every_comment_keeps_to_the_limits(talk: Conversation) -> None:
    for remark in talk.remarks:
        check_words(remark.words, max_characters=5000)
        assert remark.words.body == remark.words.body.strip()


@conversations
def test_every_article_has_printed_comments_rejected_ones_and_work_for_the_desk(talk: Conversation) -> None:
    outcomes = Counter(remark.outcome for remark in talk.remarks)

    assert 6 <= len(talk.remarks) <= 14
    assert outcomes[Outcome.APPROVED] >= 4
    assert outcomes[Outcome.REJECTED] >= 1
    assert 2 <= outcomes[None] <= 4


def test_what_a_newcomer_writes_stands_on_the_desks_first_page() -> None:
    # The oldest stand first. Somebody tries it in each direction of writing, and once more without JavaScript.
    waiting = [remark for talk in CONVERSATIONS for remark in talk.remarks if remark.outcome is None]
    assert len(waiting) + 3 <= lanes.PAGE


@conversations
def test_every_article_has_a_reply_to_a_reply(talk: Conversation) -> None:
    parents = {remark.ref: remark.parent for remark in talk.remarks}

    assert any(parents.get(parent) for parent in parents.values() if parent)


@conversations
def test_a_rejection_names_one_guideline_and_nothing_else_does(talk: Conversation) -> None:
    for remark in talk.remarks:
        if remark.outcome is None:
            assert remark.guideline is None
        else:
            check_reason(remark.outcome, Reason(1, remark.guideline, remark.abuse_kind))


def test_between_them_the_rejections_show_every_guideline() -> None:
    shown = {remark.guideline for talk in CONVERSATIONS for remark in talk.remarks if remark.guideline}

    assert shown == set(Guideline)


def test_one_printed_comment_links_elsewhere() -> None:
    linking = [
        remark
        for talk in CONVERSATIONS
        for remark in talk.remarks
        if "https://" in remark.words.body and remark.outcome is Outcome.APPROVED
    ]

    assert len(linking) == 1
    assert "https://example.org/" in linking[0].words.body
