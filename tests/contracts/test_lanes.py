"""Lanes and claims on both databases: what stands where, who has it before him, and that no two ever have the same."""

import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import text

from diwan import claims, founding
from diwan.articles import Description
from diwan.claims import LASTING_S, MOST, UNRENEWED, Look
from diwan.clock import SECOND
from diwan.consultations import Asked
from diwan.decisions import Outcome
from diwan.desk.lanes import PAGE, Lane, Order, Place, Shelf
from diwan.errors import AlreadyDecided, Conflict, NotAllowed, Unacceptable, Unknown
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Role
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark
from diwan.screening.screener import Screener
from diwan.storage import lane_statements, lanes as stored_lanes
from diwan.storage.engine import connect
from diwan.storage.lanes import LaneReader, check_lanes, lane_again
from diwan.storage.shelves import as_value
from diwan.storage.store import Store
from tests.house import House

CITY = Shelf("courier", "City", "en")
SPORT = Shelf("courier", "Sport", "ckb")


class Says:
    """A check that finds by the first word of the body: a guideline or mark, and a score in hundredths."""

    name = "model"
    version = "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        what, score = [*reading.words.body.split()[0].split(":"), "0"][:2]
        if what == "silent":
            raise ValueError
        if what in set(Mark):
            return [Finding(self.name, self.version, None, 0.9, mark=Mark(what))]
        return [
            Finding(self.name, self.version, each, int(score) / 100 if each.value == what else 0.01)
            for each in Guideline
        ]


@pytest.fixture
def desk(diwan: House) -> House:
    """A house whose checks do as they are told."""
    diwan.screener = Screener((Says(),), timeout_s=5)
    diwan.register()
    diwan.register("match", Description("https://courier.example/match", "A match", "Sport", "ckb"))
    return diwan


def sent(desk: House, body: str, *, article: str = "bridge") -> Acknowledgement:
    acknowledged = desk.submit(body, article=article)
    desk.screen(acknowledged.comment_id)
    return acknowledged


def opened(desk: House, look: Look | None = None, *, by: str | None = None) -> claims.Opened:
    return claims.open_page(desk.store, desk.clock, by or desk.moderator.name, look or Look()).result()


def seen(desk: House, look: Look | None = None, *, by: str | None = None) -> list[str]:
    """The first words of the cards of a page, as this moderator sees them."""
    page = opened(desk, look, by=by)
    with desk.store.connection() as connection:
        bodies = {row[0]: row[1] for row in connection.execute(text("SELECT comment_id, body FROM words"))}
    return [bodies[comment_id].split()[0] for comment_id in page.comment_ids]


def wrong(desk: House) -> list[str]:
    with desk.store.connection() as connection:
        return [str(violation) for violation in check_lanes(connection)]


# --- lanes ------------------------------------------------------------------------------------------------------------


def test_a_screened_comment_stands_in_its_lanes_until_it_is_decided(desk: House) -> None:
    fine, threat = sent(desk, "fine"), sent(desk, "threat:90")
    assert seen(desk, Look(Lane.FINE)) == ["fine"]
    assert seen(desk, Look(Lane.THREAT)) == ["threat:90", "fine"]
    desk.decide(threat, Outcome.REJECTED, Guideline.THREAT)
    assert seen(desk, Look(Lane.THREAT)) == []
    desk.erase(fine.comment_id)
    assert seen(desk, Look(Lane.FINE)) == []
    assert wrong(desk) == []


def test_the_oldest_lane_holds_what_no_check_has_seen_too(desk: House) -> None:
    desk.submit("unseen")
    sent(desk, "seen")
    assert seen(desk) == ["unseen", "seen"]


def test_a_comment_decided_while_the_checks_looked_stands_in_no_lane(desk: House) -> None:
    acknowledged = desk.submit("fine")
    desk.decide(acknowledged)
    desk.screen(acknowledged.comment_id)
    assert seen(desk, Look(Lane.FINE)) == []
    assert wrong(desk) == []


def test_silence_keeps_a_comment_out_of_every_lane_but_the_one_for_all(desk: House) -> None:
    sent(desk, "silent")
    assert [lane for lane in Lane if seen(desk, Look(lane))] == [Lane.OLDEST]


def test_a_lane_goes_by_age_or_by_sureness_and_goes_on_where_a_page_ended(desk: House) -> None:
    for n in range(PAGE + 2):
        sent(desk, f"threat:{60 + n}")
    by_age = Look(Lane.THREAT, mixed=False)
    page = opened(desk, by_age)
    assert page.more is not None
    assert seen(desk, by_age)[:2] == ["threat:60", "threat:61"]
    assert seen(desk, Look(Lane.THREAT, mixed=False, after=page.more)) == ["threat:80", "threat:81"]
    surest = Look(Lane.THREAT, Order.SURENESS, mixed=False)
    page = opened(desk, surest)
    assert page.more is not None
    assert page.more.doubt > 0
    assert seen(desk, surest)[:2] == ["threat:81", "threat:80"]
    assert seen(desk, Look(Lane.THREAT, Order.SURENESS, mixed=False, after=page.more)) == [
        "threat:61",
        "threat:60",
    ]


def test_the_worst_never_come_one_after_another_unless_asked_for(desk: House) -> None:
    for n in range(3):
        sent(desk, f"abuse:{90 + n}")
    sent(desk, "fine")
    sent(desk, "fine")
    assert seen(desk, Look(Lane.ABUSE, Order.SURENESS)) == [
        "abuse:92",
        "fine",
        "abuse:91",
        "fine",
        "abuse:90",
    ]
    assert seen(desk, Look(Lane.ABUSE, Order.SURENESS, mixed=False)) == ["abuse:92", "abuse:91", "abuse:90"]


def test_a_moderator_sees_only_the_shelves_he_reads_from(desk: House) -> None:
    sent(desk, "fine")
    sent(desk, "threat:70", article="match")
    sent(desk, "threat:80")
    assert seen(desk, Look(of=(SPORT,))) == ["threat:70"]
    assert seen(desk, Look(of=(CITY, SPORT))) == ["fine", "threat:70", "threat:80"]
    assert seen(desk, Look(Lane.THREAT, Order.SURENESS, mixed=False, of=(SPORT, CITY))) == [
        "threat:80",
        "threat:70",
    ]
    assert seen(desk, Look(of=())) == []
    with desk.store.connection() as connection:
        reader = LaneReader(connection)
        assert reader.shelves() == [CITY, SPORT]
        assert reader.count(Lane.OLDEST, (CITY,), "m") == 2
        assert reader.count(Lane.THREAT, None, "m") == 2
        assert reader.count(Lane.OLDEST, None, "m") == 3


@pytest.mark.parametrize("order", list(Order))
def test_every_lane_is_read_from_several_shelves_as_from_all_of_them(desk: House, order: Order) -> None:
    for body, article in (
        ("fine", "match"),
        ("threat:70", "bridge"),
        ("campaign", "match"),
        ("fine", "bridge"),
    ):
        sent(desk, body, article=article)
    desk.consult(sent(desk, "promotion:70", article="match"), note="?")
    hawre = desk.appoint("Hawrê")
    for lane in Lane:
        everything = seen(desk, Look(lane, order), by=hawre)
        if lane is not Lane.OLDEST:
            assert seen(desk, Look(lane, order, of=(CITY, SPORT)), by=hawre) == everything, lane
    assert seen(desk, Look(Lane.OLDEST, of=(SPORT, CITY)), by=hawre) == [
        "fine",
        "threat:70",
        "campaign",
        "fine",
    ]


@pytest.mark.parametrize("section", ['He said "no", [1] \\ {2} 100% ?', "شار", "O'Neill: $[0]"])
def test_a_section_may_be_called_anything(desk: House, section: str) -> None:
    desk.register("odd", Description("https://courier.example/odd", "Odd", section, "en"))
    sent(desk, "fine", article="odd")
    sent(desk, "threat:70")
    odd = Shelf("courier", section, "en")
    assert seen(desk, Look(of=(odd,))) == ["fine"]
    with desk.store.connection() as connection:
        assert LaneReader(connection).shelves() == sorted(
            (odd, CITY), key=lambda shelf: (shelf.site, shelf.section)
        )
        assert LaneReader(connection).count(Lane.FINE, (odd,), "m") == 1
        assert LaneReader(connection).count(Lane.THREAT, (odd,), "m") == 0


def test_an_article_told_anew_takes_its_waiting_comments_to_its_new_shelf(desk: House) -> None:
    sent(desk, "fine", article="match")
    desk.register("match", Description("https://courier.example/match", "A match", "City", "en"))
    assert seen(desk, Look(of=(SPORT,))) == []
    assert seen(desk, Look(of=(CITY,))) == ["fine"]
    assert wrong(desk) == []


def test_counting_ends_where_nobody_wants_to_know_more(desk: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_lanes, "MOST_COUNTED", 3)
    for article in ("bridge", "bridge", "bridge", "match", "match"):
        sent(desk, "fine", article=article)
    with desk.store.connection() as connection:
        reader = LaneReader(connection)
        for lane in (Lane.OLDEST, Lane.FINE):
            assert reader.count(lane, None, "m") == 3
            assert reader.count(lane, (CITY, SPORT), "m") == 3
            assert reader.count(lane, (SPORT,), "m") == 2


def test_lanes_are_counted_at_once_as_each_by_itself(desk: House) -> None:
    for body, article in (
        ("fine", "bridge"),
        ("threat:70", "match"),
        ("criticism", "match"),
        ("fine", "match"),
    ):
        sent(desk, body, article=article)
    desk.consult(sent(desk, "promotion:70"), note="?")
    hawre = desk.appoint("Hawrê")
    with desk.store.connection() as connection:
        reader = LaneReader(connection)
        for of in (None, (), (CITY,), (SPORT,), (CITY, SPORT)):
            for whose in (desk.moderator.name, hawre):
                counted = reader.counts(tuple(Lane), of, whose)
                assert counted == {lane: reader.count(lane, of, whose) for lane in Lane}
        everything = reader.counts(tuple(Lane), None, hawre)
        both = reader.counts(tuple(Lane), (CITY, SPORT), hawre)
    assert {lane: count for lane, count in everything.items() if count} == {
        Lane.OLDEST: 5,
        Lane.SECOND_OPINION: 1,
        Lane.FINE: 2,
        Lane.THREAT: 1,
        Lane.CRITICISM: 1,
    }
    # What was passed on stands in its own lane alone, where it is looked for by shelf.
    assert both == {**everything, Lane.OLDEST: 4}


def test_every_shelf_is_found_once_however_many_comments_stand_on_it(desk: House) -> None:
    for number in range(12):
        desk.register(
            f"n{number}",
            Description(
                f"https://courier.example/n{number}", "n", "ABC"[number % 3], ("en", "ku")[number % 2]
            ),
        )
        for _ in range(3):
            sent(desk, "threat:60", article=f"n{number}")
    expected = [Shelf("courier", section, language) for section in "ABC" for language in ("en", "ku")]
    with desk.store.connection() as connection:
        assert LaneReader(connection).shelves() == expected


def test_the_lanes_can_be_made_again_from_the_records(desk: House) -> None:
    for body in ("fine", "threat:90", "campaign", "criticism", "silent"):
        sent(desk, body)
    desk.consult(sent(desk, "promotion:70"), note="?")
    desk.consult(desk.submit("unseen"))
    desk.decide(sent(desk, "fine"))

    def rows() -> list[tuple[object, ...]]:
        with desk.store.connection() as connection:
            return sorted(map(tuple, connection.execute(text("SELECT * FROM laned"))), key=str)

    before = rows()
    assert wrong(desk) == []
    with desk.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DELETE FROM laned WHERE lane = 'oldest'"))
        connection.execute(text("UPDATE laned SET doubt = 7"))
        assert len(list(check_lanes(connection))) == 7
        assert lane_again(connection) == len(before)
    assert rows() == before


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("shelf", [None, CITY])
def test_the_next_page_of_a_lane_is_a_range_of_an_index(
    untouched: House, database: str, order: Order, shelf: Shelf | None
) -> None:
    way = lane_statements._BY_AGE if order is Order.AGE else lane_statements._BY_SURENESS
    # On PostgreSQL several shelves are asked for in one statement.
    together = shelf is not None and database == "postgresql"
    on = "" if shelf is None else lane_statements._ON_EACH if together else lane_statements._ON_ONE
    statement = lane_statements._LANED.format(shelf=on, own="", **way)
    values = ["threat", *(("courier", "City", "en") if shelf and not together else ())]
    values += ["0"] * (1 if order is Order.AGE else 2)
    values += ["m", "0", "20"]
    if shelf is not None and together:
        statement = lane_statements._every_shelf(statement, way["order"])
        values = [as_value([shelf]), *values, "20"]
    for value in values:
        quoted = value if value.isdigit() else f"'{value}'"
        statement = statement.replace("?", quoted, 1)
    index = ("laned_shelf_by_" if shelf else "laned_by_") + order.value
    with untouched.store.connection() as connection:
        if database == "sqlite":
            plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]
            assert any(f"USING INDEX {index} (" in step for step in plan), plan
            assert not any("TEMP B-TREE" in step for step in plan)
        else:
            # An almost empty table is always scanned; what is asked is whether the index serves.
            for kind in ("seqscan", "bitmapscan", "sort"):
                connection.execute(text(f"SET LOCAL enable_{kind} = off"))
            lines = "\n".join(row[0] for row in connection.execute(text(f"EXPLAIN {statement}")))
            assert f"using {index} on laned" in lines, lines
            # Only what was found on each shelf is put in the order of all.
            assert lines.count("Sort Key") == together, lines


# --- claims -----------------------------------------------------------------------------------------------------------


def test_what_is_on_ones_screen_is_on_no_one_elses(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    for n in range(PAGE + 3):
        desk.submit(f"{n:02}")
    mine, his = opened(desk), opened(desk, by=hawre)
    assert len(mine.comment_ids) == PAGE
    assert len(his.comment_ids) == 3
    assert not set(mine.comment_ids) & set(his.comment_ids)
    assert mine.more is not None
    assert his.more is None


def test_a_moderator_finds_his_own_cards_again(desk: House) -> None:
    desk.submit("one")
    assert seen(desk) == seen(desk) == ["one"]


def test_claims_lapse_by_themselves(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    acknowledged = desk.submit("one")
    page = opened(desk).page
    desk.clock.advance(UNRENEWED * LASTING_S * SECOND - 1)
    assert seen(desk, by=hawre) == []
    claims.renew(
        desk.store,
        desk.clock,
        desk.moderator.name,
        page=page,
        lane=Lane.OLDEST,
        comment_ids=[acknowledged.comment_id],
    ).result()
    desk.clock.advance(LASTING_S * SECOND - 1)
    assert seen(desk, by=hawre) == []
    desk.clock.advance(1)
    assert seen(desk, by=hawre) == ["one"]


def test_a_clock_that_was_set_back_keeps_nothing_on_a_screen_until_its_old_time_comes(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    desk.submit("one")
    opened(desk)
    desk.clock.advance(-(UNRENEWED + 1) * LASTING_S * SECOND)
    assert seen(desk, by=hawre) == ["one"]


def test_a_renewal_tells_what_a_colleague_has_taken_up_and_what_waits_no_longer(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    kept, taken, gone = desk.submit("kept"), desk.submit("taken"), desk.submit("gone")
    ids = [each.comment_id for each in (kept, taken, gone)]
    opened(desk)
    desk.clock.advance(UNRENEWED * LASTING_S * SECOND)
    his = opened(desk, by=hawre)
    claims.give_back(desk.store, hawre, page=his.page).result()
    desk.store.write(
        lambda tx: tx.claim(
            [taken.comment_id], moderator_id=hawre, page="x", renewed=True, until=desk.clock.at + 10
        )
    ).result()
    desk.decide(gone)
    told = claims.renew(
        desk.store, desk.clock, desk.moderator.name, page="p", lane=Lane.OLDEST, comment_ids=ids
    ).result()
    assert told == claims.Renewed({taken.comment_id: hawre}, (gone.comment_id,))
    assert seen(desk, by=hawre) == ["taken"]


def test_a_page_that_names_a_card_twice_claims_it_once(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    one = desk.submit("one").comment_id
    told = claims.renew(
        desk.store, desk.clock, desk.moderator.name, page="p", lane=Lane.OLDEST, comment_ids=[one, one]
    ).result()
    assert told == claims.Renewed({}, ())
    assert seen(desk, by=hawre) == []


def test_a_page_of_which_nothing_stands_any_more_claims_nothing(desk: House) -> None:
    gone = desk.submit("gone")
    desk.decide(gone)
    told = claims.renew(
        desk.store, desk.clock, desk.moderator.name, page="p", lane=Lane.OLDEST, comment_ids=[gone.comment_id]
    ).result()
    assert told == claims.Renewed({}, (gone.comment_id,))


def test_a_page_that_is_left_gives_its_cards_back_and_no_others(desk: House) -> None:
    """The word that a page was left may come after the next page was opened."""
    hawre = desk.appoint("Hawrê")
    desk.submit("one")
    first, second = opened(desk), opened(desk)
    claims.give_back(desk.store, desk.moderator.name, page=first.page).result()
    assert seen(desk, by=hawre) == []
    claims.give_back(desk.store, desk.moderator.name, page=second.page).result()
    assert seen(desk, by=hawre) == ["one"]


def test_without_script_going_on_gives_the_cards_back(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    for n in range(PAGE + 1):
        desk.submit(f"{n:02}")
    page = opened(desk)
    assert seen(desk, Look(after=page.more)) == ["20"]
    assert len(seen(desk, by=hawre)) == PAGE


def test_two_pages_of_one_moderator_keep_their_cards_while_both_are_renewed(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    for n in range(PAGE + 1):
        desk.submit(f"{n:02}")
    page = opened(desk)
    claims.renew(
        desk.store,
        desk.clock,
        desk.moderator.name,
        page=page.page,
        lane=Lane.OLDEST,
        comment_ids=page.comment_ids,
    ).result()
    opened(desk, Look(after=page.more))
    assert seen(desk, by=hawre) == []


def test_nobody_claims_the_whole_desk(desk: House) -> None:
    me, after = desk.moderator.name, None
    for n in range(MOST // PAGE + 2):
        ids = [desk.submit(f"{n}-{k}").comment_id for k in range(PAGE)]
        page = opened(desk, Look(after=after))
        after = page.more or Place(ids[-1], 10**9)
        claims.renew(
            desk.store, desk.clock, me, page=page.page, lane=Lane.OLDEST, comment_ids=page.comment_ids
        ).result()
    with desk.store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM claims")).scalar_one() <= MOST


def test_a_claim_never_hinders_a_decision_and_ends_with_it(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    acknowledged = desk.submit("one")
    opened(desk, by=hawre)
    desk.decide(acknowledged)
    with desk.store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM claims")).scalar_one() == 0


def test_who_leaves_or_is_dismissed_has_nothing_before_him_and_no_seat(desk: House) -> None:
    hawre, zilan = desk.appoint("Hawrê"), desk.appoint("Zîlan")
    desk.submit("one")

    def seats() -> list[str]:
        with desk.store.connection() as connection:
            return [seat.name for seat in LaneReader(connection).seats(desk.clock.at)]

    opened(desk, by=hawre)
    opened(desk, Look(Lane.FINE), by=zilan)
    assert seats() == ["Hawrê", "Zîlan"]
    claims.leave(desk.store, hawre).result()
    assert seats() == ["Zîlan"]
    assert seen(desk, by=zilan) == ["one"]
    founding.dismiss(desk.store, desk.clock, name="Zîlan", by="test").result()
    assert seats() == []
    assert seen(desk) == ["one"]
    assert seats() == ["Berfîn"]
    desk.clock.advance(LASTING_S * SECOND)
    assert seats() == []


def test_eight_opening_pages_at_once_never_share_a_comment(desk: House) -> None:
    """On PostgreSQL each through a writer of its own, as if in a process of its own."""
    moderators = [desk.appoint(f"Moderator {n}") for n in range(8)]
    for n in range(8 * PAGE + 10):
        desk.submit(f"{n:03}")
    stores = [desk.store] * 8
    if desk.url != "sqlite":
        stores = [Store(connect(desk.url, desk.folder), on_disk_error=lambda: None) for _ in moderators]
    start = threading.Barrier(8)
    pages: list[claims.Opened] = []

    def come(store: Store, moderator: str) -> None:
        start.wait()
        for _ in range(3):
            page = claims.open_page(store, desk.clock, moderator, Look()).result()
        pages.append(page)

    threads = [threading.Thread(target=come, args=each) for each in zip(stores, moderators, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if desk.url != "sqlite":
        for store in stores:
            store.close()
    shown = [comment_id for page in pages for comment_id in page.comment_ids]
    assert len(pages) == 8
    assert len(shown) == len(set(shown)) == 8 * PAGE


# --- passing on -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screened", [True, False])
def test_what_is_passed_on_stands_for_others_and_nowhere_else(desk: House, screened: bool) -> None:
    hawre = desk.appoint("Hawrê")
    acknowledged = sent(desk, "threat:90") if screened else desk.submit("threat:90")
    consultation = desk.consult(acknowledged, note="a quotation?")
    if not screened:
        desk.screen(acknowledged.comment_id)
    assert (consultation.asked, consultation.note) == (Asked.COLLEAGUE, "a quotation?")
    assert [lane for lane in Lane if seen(desk, Look(lane))] == []
    assert [lane for lane in Lane if seen(desk, Look(lane), by=hawre)] == [Lane.SECOND_OPINION]
    with desk.store.connection() as connection:
        reader = LaneReader(connection)
        assert reader.passed_on_by(desk.moderator.name, 5) == [acknowledged.comment_id]
        assert reader.count(Lane.SECOND_OPINION, None, desk.moderator.name) == 0
        assert reader.count(Lane.SECOND_OPINION, (CITY,), hawre) == 1
        assert reader.shelves() == [CITY]
    assert wrong(desk) == []
    desk.decide(acknowledged, Outcome.REJECTED, Guideline.THREAT)
    assert seen(desk, Look(Lane.SECOND_OPINION), by=hawre) == []
    assert wrong(desk) == []


def test_a_colleague_may_ask_an_editor_and_then_nobody_else_is_asked(desk: House) -> None:
    hawre = desk.appoint("Hawrê")
    acknowledged = sent(desk, "fine")
    desk.consult(acknowledged)
    with pytest.raises(Conflict):
        desk.consult(acknowledged)
    desk.consult(acknowledged, Asked.EDITOR, by=hawre)
    assert seen(desk, Look(Lane.SECOND_OPINION), by=hawre) == []
    assert seen(desk, Look(Lane.ESCALATED)) == ["fine"]
    with pytest.raises(Conflict):
        desk.consult(acknowledged)
    assert wrong(desk) == []


def test_a_consultation_that_cannot_be_is_refused_with_why(desk: House) -> None:
    acknowledged = desk.submit("fine")
    with pytest.raises(NotAllowed, match="You are an editor yourself"):
        desk.consult(acknowledged, Asked.EDITOR, role=Role.EDITOR)
    with pytest.raises(NotAllowed):
        desk.consult(acknowledged, by="nobody")
    with pytest.raises(Unacceptable):
        desk.consult(acknowledged, note="x" * 1001)
    desk.erase(acknowledged.comment_id)
    with pytest.raises(Unknown):
        desk.consult(acknowledged)
    decided = desk.submit("fine")
    decision = desk.decide(decided)
    with pytest.raises(AlreadyDecided) as refused:
        desk.consult(decided)
    assert refused.value.decision == decision


def test_the_ledger_tells_of_a_consultation_without_its_note(desk: House) -> None:
    acknowledged = desk.submit("fine")
    desk.consult(acknowledged, note="canary-note")
    with desk.store.connection() as connection:
        leaf = bytes(
            connection.execute(
                text("SELECT leaf FROM ledger_entries ORDER BY position DESC LIMIT 1")
            ).scalar_one()
        )
    assert b'"kind":"consulted"' in leaf
    assert b'"asked":"colleague"' in leaf
    assert b"canary" not in leaf
