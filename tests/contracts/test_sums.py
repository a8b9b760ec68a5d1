"""Adding up days, on both databases."""

import pytest
from sqlalchemy import text

from diwan import appealing, rereading
from diwan.appeals import Verdict
from diwan.clock import DAY, HOUR, MINUTE, SECOND
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.sums import Sums, bin_of, encode
from diwan.guidelines import Guideline
from diwan.lifecycle import Verdict as Decided
from diwan.rereadings import Lot
from diwan.screening.findings import Mark
from diwan.storage import sums as stored
from diwan.storage.sums import SumsReader, add_up_one, keep
from tests import machine
from tests.house import SITE, START, House

MODEL = Author(AuthorKind.MODEL, "model", "9f86d081")
DAY_ONE = START // DAY
NOON = DAY_ONE * DAY + 12 * HOUR
H = NOON // HOUR


@pytest.fixture
def busy(diwan: House) -> House:
    """A day with everything in it, and something on the days around it. The clock stands at the next noon."""
    diwan.clock.at = NOON - DAY
    diwan.register()
    old = diwan.submit("from the day before")
    diwan.clock.at = NOON
    one, two, three = (diwan.submit(f"number {n}") for n in range(3))
    diwan.clock.advance(20 * MINUTE)
    approved = diwan.decide(one)
    diwan.clock.advance(16 * SECOND)
    diwan.decide(two, Outcome.REJECTED, Guideline.THREAT)
    diwan.clock.advance(HOUR)
    diwan.decide(old, author=MODEL)
    diwan.decide(one, Outcome.REJECTED, Guideline.PROMOTION, supersedes=approved.id)
    diwan.erase(three.comment_id)
    diwan.erase(two.comment_id)
    diwan.clock.at = NOON + DAY
    late = diwan.submit("on the day after")
    diwan.decide(late)
    diwan.submit("still waits")
    return diwan


def _sums(diwan: House, day: int = DAY_ONE) -> Sums:
    with diwan.store.connection() as connection:
        return SumsReader(connection).add_up(day)["courier"]


def test_a_day_counts_what_happened_on_it_and_nothing_else(busy: House) -> None:
    sums = _sums(busy)
    assert sums.came == {"12/City": 3}
    assert sums.left == {f"{H}/{H}": 2, f"{H - 24}/{H + 1}": 1, f"{H}/{H + 1}": 1}
    assert sums.firsts == {"moderator": 2, "model": 1}
    assert sums.waits == {bin_of(20 * MINUTE): 1, bin_of(20 * MINUTE + 16 * SECOND): 1} or sums.waits == {
        bin_of(20 * MINUTE): 2
    }
    assert sums.decided == {"approved/moderator": 1, "rejected/moderator": 2, "approved/model": 1}
    assert sums.reasons == {"threat": 1, "promotion": 1}
    assert sums.overturned == {"moderator": 1}


def test_an_appeal_counts_on_the_day_it_came_and_its_answer_on_the_day_it_was_given(diwan: House) -> None:
    diwan.clock.at = NOON
    diwan.register()
    colleague = diwan.appoint("Hawrê")
    appeals = []
    for number in range(3):
        sent = diwan.submit(f"number {number}")
        rejection = diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT)
        waiting = appealing.appeal(
            diwan.store,
            diwan.clock,
            comment_id=sent.comment_id,
            decision_id=rejection.id,
            words="I object",
            days=14,
        )
        appeals.append(waiting.result())
    diwan.clock.advance(DAY)
    for made, verdict in zip(appeals, (Verdict.OVERTURNED, Verdict.UPHELD), strict=False):
        appealing.answer(
            diwan.store,
            diwan.clock,
            colleague,
            appeal_id=made.id,
            digest=made.digest,
            verdict=verdict,
            note="It names him.",
        ).result()
    assert _sums(diwan).appeals == {"made": 3}
    assert _sums(diwan, DAY_ONE + 1).appeals == {"overturned": 1, "upheld": 1}


def test_only_what_one_moderator_decides_in_one_sitting_makes_a_gap(busy: House) -> None:
    assert _sums(busy).gaps == {bin_of(16 * SECOND): 1}


def test_a_batch_makes_no_gap(diwan: House) -> None:
    diwan.register()
    for n in range(3):
        diwan.decide(diwan.submit(f"number {n}"))
    assert _sums(diwan).gaps == {}


def test_what_the_checks_saw_stands_beside_what_people_decided(diwan: House) -> None:
    diwan.screener = machine.screener(machine.Model())
    diwan.register()
    judged = [
        ("threat", Outcome.REJECTED, Guideline.THREAT),
        ("threat", Outcome.APPROVED, None),
        ("threat", Outcome.REJECTED, Guideline.PROFANITY),
        ("nothing", Outcome.REJECTED, Guideline.ABUSE),
        ("nothing", Outcome.APPROVED, None),
    ]
    for body, outcome, guideline in judged:
        sent = diwan.submit(body)
        diwan.screen(sent.comment_id)
        diwan.decide(sent, outcome, guideline)
    sums = _sums(diwan)
    assert sums.sampled == 5
    assert sums.compared == {
        "threat/both": 1,
        "threat/machine": 1,
        "threat/otherwise": 1,
        "profanity/person": 1,
        "abuse/person": 1,
    }
    assert sums.criticism == {"unmarked/rejected": 3, "unmarked/approved": 2}


def test_decisions_on_criticism_are_counted_apart(diwan: House) -> None:
    diwan.screener = machine.screener(machine.marking(Mark.CRITICISM))
    diwan.register()
    for outcome in (Outcome.APPROVED, Outcome.REJECTED, Outcome.APPROVED):
        sent = diwan.submit(f"about you: {outcome}")
        diwan.screen(sent.comment_id)
        if outcome is Outcome.APPROVED:
            diwan.decide(sent, outcome)
        else:
            diwan.confirm(diwan.move(sent, "about you").motion, diwan.appoint("Second"))
    assert _sums(diwan).criticism == {"marked/approved": 2, "marked/rejected": 1}


def test_the_sample_is_bounded_and_always_the_same(diwan: House) -> None:
    diwan.screener = machine.screener(machine.Model())
    diwan.register()
    for n in range(6):
        sent = diwan.submit(f"number {n}")
        diwan.screen(sent.comment_id)
        diwan.decide(sent, Outcome.REJECTED, tuple(Guideline)[n])
    with diwan.store.connection() as connection:
        reader = SumsReader(connection)
        first, second = (reader.add_up(DAY_ONE, sample=2)["courier"] for _ in range(2))
    assert first.sampled == 2
    assert first == second


def test_days_that_are_over_are_added_up_once_the_latest_first(busy: House) -> None:
    at = busy.clock.at
    with busy.store.connection() as connection:
        assert SumsReader(connection).missing(at) == [DAY_ONE, DAY_ONE - 1]
    assert add_up_one(busy.store, at)
    with busy.store.connection() as connection:
        reader = SumsReader(connection)
        assert reader.missing(at) == [DAY_ONE - 1]
        assert reader.kept("courier", DAY_ONE - 5, DAY_ONE) == {DAY_ONE: reader.add_up(DAY_ONE)["courier"]}
        assert reader.kept(None, DAY_ONE - 5, DAY_ONE) == {DAY_ONE: reader.add_up(DAY_ONE)["courier"]}
        # A site at which nothing happened has a day of noughts, not a gap.
        assert reader.kept("gazette", DAY_ONE - 5, DAY_ONE) == {DAY_ONE: Sums()}
    assert add_up_one(busy.store, at)
    assert not add_up_one(busy.store, at)


def test_a_day_waits_until_nothing_of_it_is_on_its_way(busy: House) -> None:
    midnight = (DAY_ONE + 2) * DAY
    with busy.store.connection() as connection:
        reader = SumsReader(connection)
        assert DAY_ONE + 1 not in reader.missing(midnight + stored.SETTLED - 1)
        assert DAY_ONE + 1 in reader.missing(midnight + stored.SETTLED)


def test_sums_of_an_older_version_are_made_anew(busy: House) -> None:
    at = busy.clock.at
    while add_up_one(busy.store, at):
        pass
    old = Sums(version=0)
    busy.store.engine.dispose()
    keep(busy.store, DAY_ONE, {"courier": old})
    with busy.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM daily_sums WHERE site = ''")
        connection.execute(text("UPDATE daily_sums SET sums = :old"), {"old": encode(old)})
    assert add_up_one(busy.store, at)
    assert add_up_one(busy.store, at)
    with busy.store.connection() as connection:
        assert SumsReader(connection).kept("courier", DAY_ONE, DAY_ONE)[DAY_ONE].came == {"12/City": 3}


def test_what_waits_now_is_told_by_the_hour_it_came_in(busy: House) -> None:
    with busy.store.connection() as connection:
        reader = SumsReader(connection)
        assert reader.waiting(None) == {H + 24: 1}
        assert reader.waiting("courier") == {H + 24: 1}
        assert reader.waiting("gazette") == {}


def test_a_house_without_comments_has_nothing_to_add_up(diwan: House) -> None:
    assert not add_up_one(diwan.store, diwan.clock.at)


def test_a_rereading_counts_on_the_day_it_was_made_beside_the_first_decision(diwan: House) -> None:
    diwan.register()
    second, lot = diwan.appoint("Second"), Lot(b"k" * 32, {SITE.id: 100.0})
    sent = diwan.submit()
    diwan.screen_first(sent.comment_id)
    verdict = Decided(sent.comment_id, sent.digest, Outcome.REJECTED, Guideline.THREAT)
    rereading.decide(diwan.store, diwan.clock, diwan.moderator, verdict, lot).result()
    decided_on = diwan.clock() // DAY
    diwan.clock.advance(3 * DAY)
    again = Decided(sent.comment_id, sent.digest, Outcome.APPROVED)
    rereading.reread(diwan.store, diwan.clock, second, again).result()
    with diwan.store.connection() as connection:
        reader = SumsReader(connection)
        assert reader.add_up(decided_on)[SITE.id].reread == {}
        assert reader.add_up(decided_on + 3)[SITE.id].reread == {"threat/approved": 1}
