"""Pauses of autonomy and editors' closings, on both databases."""

import threading

import pytest

from diwan import founding, lifecycle, pausing
from diwan.clock import DAY
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.errors import Conflict, NotAllowed, ThreadClosed, Unacceptable, Unknown
from diwan.ledger.verify import verify
from diwan.lifecycle import Verdict
from diwan.moderators import Role
from diwan.pauses import NEVER
from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.storage.book import StoredBook
from diwan.storage.pauses import closings_of, pauses_in_force
from diwan.threads import closing_time
from tests.house import DESCRIPTION, House
from tests.machine import PERMISSIVE, Model, screener


@pytest.fixture
def automatic(diwan: House) -> House:
    """A house in which the model approves what it finds nothing in."""
    diwan.register()
    diwan.screener, diwan.policies = screener(Model()), PERMISSIVE
    return diwan


@pytest.fixture
def editor(diwan: House) -> str:
    return diwan.appoint("Zîn", Role.EDITOR)


def sound(diwan: House) -> None:
    with diwan.store.connection() as connection:
        assert list(verify(StoredBook(connection), verifier_key=diwan.key.verifier)) == []


def test_behind_a_pause_no_machine_decides_and_behind_its_end_machines_do_again(
    automatic: House, editor: str
) -> None:
    assert automatic.screen(automatic.submit("a fine day").comment_id) is not None
    pause = automatic.pause("a flood of them", by=editor)
    waiting = automatic.submit("another fine day")
    assert automatic.screen(waiting.comment_id) is None
    assert automatic.decide(waiting).outcome is Outcome.APPROVED
    automatic.resume(pause, by=editor)
    assert automatic.screen(automatic.submit("a third fine day").comment_id) is not None
    sound(automatic)


def test_a_pause_holds_for_a_comment_that_is_being_read_when_it_comes(automatic: House, editor: str) -> None:
    """What decides is the order of the ledger: the reading began before the pause, and ends behind it."""

    class Pausing(Model):
        def look(self, reading: Reading) -> list[Finding]:
            automatic.pause("in the middle of it", by=editor)
            return list(super().look(reading))

    automatic.screener = screener(Pausing())
    assert automatic.screen(automatic.submit("a fine day").comment_id) is None
    sound(automatic)


def test_a_pause_stands_before_every_way_in_which_a_machine_could_decide(diwan: House, editor: str) -> None:
    diwan.register()
    pause, sent = diwan.pause("a flood", by=editor), diwan.submit()
    verdict = Verdict(sent.comment_id, sent.digest, Outcome.APPROVED)
    machine = Author(AuthorKind.RULE, "terms", "1")
    with pytest.raises(NotAllowed, match="A person decides"):
        lifecycle.decide(diwan.store, diwan.clock, machine, verdict).result()
    diwan.resume(pause, by=editor)
    assert lifecycle.decide(diwan.store, diwan.clock, machine, verdict).result().author == machine
    sound(diwan)


def test_another_site_goes_on(automatic: House, editor: str) -> None:
    pausing.pause(automatic.store, automatic.clock, site="gazette", reason="a flood", by=editor).result()
    assert automatic.screen(automatic.submit("a fine day").comment_id) is not None
    with automatic.store.connection() as connection:
        assert set(pauses_in_force(connection)) == {"gazette"}


def test_of_many_at_once_exactly_one_pauses(diwan: House, editor: str) -> None:
    told: list[str] = []
    begin = threading.Barrier(6)

    def go() -> None:
        begin.wait()
        try:
            diwan.pause("a flood", by=editor)
            told.append("paused")
        except Conflict:
            told.append("told")

    threads = [threading.Thread(target=go) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["paused", *["told"] * 5]
    sound(diwan)


def test_a_pause_ends_once(diwan: House, editor: str) -> None:
    pause = diwan.pause("a flood", by=editor)
    diwan.resume(pause, by=editor)
    with pytest.raises(Conflict):
        diwan.resume(pause, by=editor)
    with diwan.store.connection() as connection:
        assert pauses_in_force(connection) == {}


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "a\0b"])
def test_a_pause_has_a_reason(diwan: House, editor: str, reason: str) -> None:
    with pytest.raises(Unacceptable):
        diwan.pause(reason, by=editor)


def test_who_was_dismissed_sets_nothing(diwan: House, editor: str) -> None:
    diwan.register()
    founding.dismiss(diwan.store, diwan.clock, name="Zîn", by="test").result()
    with pytest.raises(NotAllowed):
        diwan.pause("a flood", by=editor)
    with pytest.raises(NotAllowed):
        diwan.close("bridge", 0, by=editor)


def test_what_an_editor_closed_stays_closed_whatever_the_publisher_sends(diwan: House, editor: str) -> None:
    diwan.register()
    diwan.submit("before")
    diwan.close("bridge", diwan.clock(), by=editor)
    with pytest.raises(ThreadClosed):
        diwan.submit("after")
    diwan.register(description=DESCRIPTION, text="with a comma more")
    with pytest.raises(ThreadClosed):
        diwan.submit("after the article was sent anew")
    diwan.close("bridge", None, by=editor)
    diwan.submit("as the publisher says")
    sound(diwan)


def test_a_thread_closes_at_the_time_that_an_editor_set_and_opens_without_an_end(
    diwan: House, editor: str
) -> None:
    thread = diwan.register()
    diwan.close("bridge", diwan.clock() + DAY, by=editor)
    diwan.submit("within the day")
    diwan.clock.advance(DAY)
    with pytest.raises(ThreadClosed):
        diwan.submit("a day later")
    diwan.close("bridge", NEVER, by=editor)
    diwan.submit("opened again")
    with diwan.store.reading() as view:
        article = view.article_of_thread(thread)
    assert article is not None
    assert closing_time(article, 1) is None
    with diwan.store.connection() as connection:
        assert len(closings_of(connection, thread)) == 2


def test_a_closing_is_printed(diwan: House, editor: str) -> None:
    thread = diwan.register()
    diwan.print()
    diwan.close("bridge", diwan.clock(), by=editor)
    with diwan.store.reading() as view:
        assert thread in view.owing_threads()


def test_an_article_that_nobody_knows_is_not_closed(diwan: House, editor: str) -> None:
    with pytest.raises(Unknown):
        diwan.close("nowhere", 0, by=editor)
