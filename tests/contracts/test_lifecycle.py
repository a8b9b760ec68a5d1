"""The path of a comment, on both databases."""

from threading import Thread

import pytest
from sqlalchemy import text

from diwan import lifecycle
from diwan.clock import DAY, HOUR
from diwan.decisions import Outcome
from diwan.errors import AlreadyDecided, KeyReused, OutsideHours, ParentNotPrinted, ThreadClosed, Unknown
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.storage.book import StoredBook
from tests.house import House
from tests.waiting import until


def test_an_approved_comment_is_printed(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit("The bridge is <b>fine</b>.")
    diwan.screen(acknowledged.comment_id)
    diwan.approve(acknowledged)
    assert "The bridge is &lt;b&gt;fine&lt;/b&gt;." in diwan.front()


def test_an_undecided_comment_is_nowhere_among_the_printed_files(diwan: House) -> None:
    diwan.register()
    diwan.submit("canary-undecided")
    diwan.print()
    assert "canary-undecided" not in diwan.read_everything()


def test_a_rejected_comment_is_nowhere_among_the_printed_files(diwan: House) -> None:
    diwan.register()
    rejected = diwan.submit("canary-rejected")
    diwan.decide(rejected, Outcome.REJECTED, Guideline.THREAT)
    diwan.approve(diwan.submit("fine"))
    assert "canary-rejected" not in diwan.read_everything()
    assert "fine" in diwan.front()


def test_repeating_a_submission_returns_the_same_receipt(diwan: House) -> None:
    diwan.register()
    first = diwan.submit("once", key="the-same-key-0001")
    again = diwan.submit("once", key="the-same-key-0001")
    assert (again.comment_id, again.digest, again.position) == (
        first.comment_id,
        first.digest,
        first.position,
    )
    assert again.repeated
    assert not first.repeated


def test_the_same_key_with_other_words_is_refused(diwan: House) -> None:
    diwan.register()
    diwan.submit("once", key="the-same-key-0001")
    with pytest.raises(KeyReused):
        diwan.submit("twice", key="the-same-key-0001")


def test_the_second_of_two_decisions_is_refused_with_the_first(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit()
    first = diwan.decide(acknowledged, Outcome.REJECTED, Guideline.VULGARITY)
    with pytest.raises(AlreadyDecided) as refused:
        diwan.decide(acknowledged)
    assert refused.value.decision == first


def test_a_superseding_rejection_takes_a_printed_comment_out(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit("words-to-go")
    first = diwan.approve(acknowledged)
    assert "words-to-go" in diwan.front()
    diwan.decide(acknowledged, Outcome.REJECTED, supersedes=first.id)
    diwan.print()
    assert "words-to-go" not in diwan.front()


def test_a_reply_to_an_undecided_comment_is_refused_like_one_to_an_invented_comment(diwan: House) -> None:
    diwan.register()
    undecided = diwan.submit()
    messages = set()
    for parent in (undecided.comment_id, "0" * 32):
        with pytest.raises(ParentNotPrinted) as refused:
            diwan.submit("a reply", parent=parent)
        messages.add(str(refused.value))
    assert len(messages) == 1


def test_replies_stand_below_what_they_answer(diwan: House) -> None:
    diwan.register()
    first = diwan.submit("opening")
    diwan.approve(first)
    second = diwan.submit("another opening")
    reply = diwan.submit("a reply", parent=first.comment_id)
    diwan.approve(reply)
    diwan.approve(second)
    front = diwan.front()
    assert front.index("opening") < front.index("a reply") < front.index("another opening")


def test_an_unknown_article_is_refused(diwan: House) -> None:
    with pytest.raises(Unknown):
        diwan.submit(article="nobody-knows")


def test_a_closed_thread_takes_no_comment(diwan: House) -> None:
    from dataclasses import replace

    from tests.house import DESCRIPTION, START

    diwan.register(description=replace(DESCRIPTION, closes_at=START + 10))
    diwan.submit("in time")
    diwan.clock.advance(10)
    with pytest.raises(ThreadClosed):
        diwan.submit("too late")


def test_a_shut_site_takes_no_comment_and_knows_again_what_it_took(diwan: House) -> None:
    from dataclasses import replace
    from zoneinfo import ZoneInfo

    from diwan.hours import Hours, Opening, SiteHours
    from tests.house import SITE, START

    # It is 14:13 in UTC, on a Monday.
    afternoon = Hours(ZoneInfo("UTC"), ((Opening(12 * 60, 15 * 60),),) * 7)
    diwan.sites[SITE.id] = replace(SITE, hours=SiteHours(afternoon))
    diwan.register()
    taken = diwan.submit("in time", key="the-same-key-0001")
    diwan.clock.advance(HOUR)
    with diwan.store.reading() as view:
        before = view.ledger_size()
    with pytest.raises(OutsideHours) as refused:
        diwan.submit("too late")
    assert refused.value.opens_at == START // DAY * DAY + DAY + 12 * HOUR
    assert refused.value.retry_after_s == -(-(refused.value.opens_at - diwan.clock()) // 1000)
    again = diwan.submit("in time", key="the-same-key-0001")
    assert (again.repeated, again.comment_id) == (True, taken.comment_id)
    with diwan.store.reading() as view:
        assert view.ledger_size() == before
    diwan.clock.at = refused.value.opens_at
    assert not diwan.submit("in time again").repeated


def test_erased_words_are_gone_from_print_and_from_storage(diwan: House) -> None:
    diwan.register()
    acknowledged = diwan.submit("words-to-erase", name="Name-To-Erase")
    diwan.approve(acknowledged)
    reply = diwan.submit("a reply", parent=acknowledged.comment_id)
    diwan.approve(reply)
    assert diwan.erase(acknowledged.comment_id)
    diwan.print()
    everything = diwan.read_everything()
    assert "words-to-erase" not in everything
    assert "Name-To-Erase" not in everything
    assert "a reply" in everything
    assert not diwan.erase(acknowledged.comment_id)


def test_threads_that_are_printed_together_are_recorded_each_by_itself(diwan: House) -> None:
    threads = [diwan.register(article) for article in ("bridge", "ferry", "tunnel", "harbour")]
    first = diwan.submit("over the bridge")
    diwan.decide(first)
    diwan.decide(diwan.submit("by ferry", article="ferry"))
    left = lifecycle.publish_together(diwan.store, diwan.press, diwan.clock, diwan.room, diwan.sites, threads)
    assert left == []
    with diwan.store.connection() as connection:
        rows = connection.execute(
            text("SELECT count(*), count(DISTINCT position), count(DISTINCT thread_id) FROM editions")
        ).all()
        assert list(verify(StoredBook(connection), verifier_key=diwan.key.verifier)) == []
    assert rows == [(6, 4, 4)], (
        "a tile for each, a page for the two that are not empty; and an entry for each"
    )
    assert "over the bridge" in diwan.front()
    assert "by ferry" in diwan.front("ferry")
    assert "by ferry" not in diwan.front()
    with diwan.store.reading() as view:
        assert view.owing_threads() == []


def test_what_another_process_is_printing_is_left_for_later(diwan: House) -> None:
    threads = [diwan.register(article) for article in ("bridge", "ferry")]
    for article in ("bridge", "ferry"):
        diwan.decide(diwan.submit("to be printed", article=article))
    if diwan.store.engine.dialect.name == "sqlite":
        with diwan.store.printing(threads) as ours:
            assert list(ours) == threads, "there, whoever prints prints alone"
        return
    with diwan.store.printing(threads[:1]) as first:
        assert list(first) == threads[:1]
        left = lifecycle.publish_together(
            diwan.store, diwan.press, diwan.clock, diwan.room, diwan.sites, threads
        )
        assert left == threads[:1]
        assert "to be printed" in diwan.front("ferry")
    with diwan.store.printing(threads) as ours:
        assert sorted(ours) == sorted(threads), "the locks were given back"


def test_a_thread_that_all_others_are_printing_is_waited_for(diwan: House) -> None:
    if diwan.store.engine.dialect.name == "sqlite":
        return
    threads = [diwan.register(article) for article in ("bridge", "ferry")]
    reached: list[list[str]] = []

    def wait_for_it() -> None:
        with diwan.store.printing(threads) as ours:
            reached.append(list(ours))

    waiting = Thread(target=wait_for_it)
    with diwan.store.printing(threads):
        waiting.start()
        with diwan.store.connection() as connection:
            asked = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            until(lambda: connection.execute(asked).scalar_one(), "the other to wait")
        assert reached == []
    waiting.join()
    assert reached == [threads[:1]]
