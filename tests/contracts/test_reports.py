"""Reports on both databases: what can be reported, what asks for a look, and that it is all in the ledger and nowhere else."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from diwan import claims, founding
from diwan.articles import Description
from diwan.claims import Look
from diwan.decisions import Outcome
from diwan.desk.lanes import Lane, Shelf
from diwan.desk.reported import Reported
from diwan.errors import AlreadyCleared, AlreadyDecided, Conflict, KeyReused, NotAllowed, NotPrinted
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.lanes import LaneReader, check_lanes, lane_again
from diwan.storage.work_lists import check_work_lists
from tests.house import House

REPORTED = Look(Lane.REPORTED)


@pytest.fixture
def printed(diwan: House) -> Acknowledgement:
    """A comment that readers see."""
    diwan.register()
    acknowledged = diwan.submit("I know where you live.")
    diwan.approve(acknowledged)
    return acknowledged


def in_lane(diwan: House, look: Look = REPORTED, *, by: str | None = None) -> list[str]:
    opened = claims.open_page(diwan.store, diwan.clock, by or diwan.moderator.name, look).result()
    return list(opened.comment_ids)


def on_card(diwan: House, acknowledged: Acknowledgement) -> Reported:
    with diwan.store.connection() as connection:
        card = DeskReader(connection).card(acknowledged.comment_id)
    assert card is not None
    assert card.reported is not None
    return card.reported


def wrong(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        found = [
            *verify(StoredBook(connection), verifier_key=diwan.key.verifier),
            *check_work_lists(connection),
        ]
    return [str(violation) for violation in found]


def approval(diwan: House, acknowledged: Acknowledgement) -> Any:
    return diwan.store.write(lambda tx: tx.current_decision(acknowledged.comment_id)).result()


# --- reporting --------------------------------------------------------------------------------------------------------


def test_a_report_on_an_approved_comment_brings_it_to_the_lane_of_what_is_reported(
    diwan: House, printed: Acknowledgement
) -> None:
    assert in_lane(diwan) == []
    diwan.report(printed.comment_id, Guideline.THREAT, reason="He means me.")
    assert in_lane(diwan) == [printed.comment_id]
    reported = on_card(diwan, printed)
    assert [(t.guideline, t.fresh, t.seen) for t in reported.tallies] == [(Guideline.THREAT, 1, 0)]
    assert [told.report.reason for told in reported.told] == ["He means me."]
    assert reported.is_open
    assert wrong(diwan) == []


def test_however_many_report_a_comment_it_stays_printed_and_approved(
    diwan: House, printed: Acknowledgement
) -> None:
    before = diwan.read_everything()
    for _ in range(60):
        diwan.report(printed.comment_id, Guideline.PROFANITY)
    diwan.print()
    assert diwan.read_everything() == before
    assert approval(diwan, printed).outcome is Outcome.APPROVED
    assert on_card(diwan, printed).count == 60
    assert wrong(diwan) == []


def test_a_key_is_received_once_and_the_first_answer_comes_again(
    diwan: House, printed: Acknowledgement
) -> None:
    key = "report-key-000000001"
    first = diwan.report(
        printed.comment_id, Guideline.ABUSE, AbuseKind.RACISM, reason="the last line", key=key
    )
    again = diwan.report(
        printed.comment_id, Guideline.ABUSE, AbuseKind.RACISM, reason="the last line", key=key
    )
    assert (again.report_id, again.position, again.at) == (first.report_id, first.position, first.at)
    assert (first.repeated, again.repeated) == (False, True)
    assert on_card(diwan, printed).count == 1
    for guideline, kind, reason in (
        (Guideline.THREAT, None, "the last line"),
        (Guideline.ABUSE, AbuseKind.SEXISM, "the last line"),
        (Guideline.ABUSE, AbuseKind.RACISM, "another line"),
        (Guideline.ABUSE, AbuseKind.RACISM, ""),
    ):
        with pytest.raises(KeyReused):
            diwan.report(printed.comment_id, guideline, kind, reason=reason, key=key)


def test_a_repeated_key_is_acknowledged_even_when_the_comment_is_gone_since(
    diwan: House, printed: Acknowledgement
) -> None:
    key = "report-key-000000001"
    first = diwan.report(printed.comment_id, reason="what he wrote", key=key)
    diwan.erase(printed.comment_id)
    assert diwan.report(printed.comment_id, reason="what he wrote", key=key).report_id == first.report_id


def test_whatever_readers_do_not_see_is_refused_in_the_same_words(
    diwan: House, printed: Acknowledgement
) -> None:
    undecided, rejected, unprinted, taken_out, erased = (diwan.submit(f"comment {n}") for n in range(5))
    diwan.decide(rejected, Outcome.REJECTED)
    for each in (taken_out, erased):
        decision = diwan.approve(each)
        if each is taken_out:
            # Rejected already, though its page has not been printed anew yet.
            diwan.decide(each, Outcome.REJECTED, supersedes=decision.id)
    diwan.erase(erased.comment_id)
    diwan.decide(unprinted)
    ids = [a.comment_id for a in (undecided, rejected, unprinted, taken_out, erased)]
    told = set()
    for comment_id in [*ids, "f" * 32, "nothing", "", "\0", printed.comment_id.upper()]:
        with pytest.raises(NotPrinted) as refused:
            diwan.report(comment_id)
        told.add((str(refused.value), refused.value.code, refused.value.field))
    with pytest.raises(NotPrinted) as refused:
        diwan.report(printed.comment_id, site="another")
    told.add((str(refused.value), refused.value.code, refused.value.field))
    assert len(told) == 1
    assert wrong(diwan) == []


def test_the_database_itself_takes_no_report_on_what_is_not_printed(
    diwan: House, printed: Acknowledgement
) -> None:
    other = diwan.submit("never approved")
    diwan.report(printed.comment_id)
    with diwan.store.connection() as connection:
        row = dict(connection.execute(text("SELECT * FROM reports")).mappings().one())
    row |= {"id": "f" * 32, "report_key": "another-key-00000001"}
    _refused(diwan, row | {"comment_id": other.comment_id, "digest": other.digest})
    diwan.decide(printed, Outcome.REJECTED, supersedes=approval(diwan, printed).id)
    diwan.print()
    _refused(diwan, row)


def _refused(diwan: House, row: Mapping[str, Any]) -> None:
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    with diwan.store.engine.connect().execution_options(writes=True) as connection:
        with pytest.raises(DBAPIError, match="no reader sees this comment"), connection.begin():
            connection.execute(text(f"INSERT INTO reports ({names}) VALUES ({marks})"), dict(row))


# --- looking ----------------------------------------------------------------------------------------------------------


def test_what_was_kept_leaves_the_lane_and_comes_back_with_the_third_report_of_the_same_guideline(
    diwan: House, printed: Acknowledgement
) -> None:
    first = diwan.report(printed.comment_id, Guideline.THREAT)
    diwan.clear(printed, approval(diwan, printed), first.position, note="a quotation")
    assert in_lane(diwan) == []
    for _ in range(2):
        diwan.report(printed.comment_id, Guideline.THREAT)
        assert in_lane(diwan) == []
    third = diwan.report(printed.comment_id, Guideline.THREAT)
    assert in_lane(diwan) == [printed.comment_id]
    reported = on_card(diwan, printed)
    assert [(t.fresh, t.seen) for t in reported.tallies] == [(3, 1)]
    assert [(c.by_name, c.clearing.note, c.guidelines) for c in reported.cleared] == [
        ("Berfîn", "a quotation", (Guideline.THREAT,))
    ]
    assert reported.through == third.position
    assert wrong(diwan) == []


def test_another_guideline_comes_back_at_once(diwan: House, printed: Acknowledgement) -> None:
    first = diwan.report(printed.comment_id, Guideline.THREAT)
    diwan.clear(printed, approval(diwan, printed), first.position)
    diwan.report(printed.comment_id, Guideline.PROMOTION)
    assert in_lane(diwan) == [printed.comment_id]


def test_as_many_as_the_clearing_says_whatever_the_settings_say_later(
    diwan: House, printed: Acknowledgement
) -> None:
    first = diwan.report(printed.comment_id)
    diwan.clear(printed, approval(diwan, printed), first.position, reopens=1)
    diwan.report(printed.comment_id)
    assert in_lane(diwan) == [printed.comment_id]


def test_a_report_that_came_while_he_looked_is_not_taken_for_looked_at(
    diwan: House, printed: Acknowledgement
) -> None:
    seen = diwan.report(printed.comment_id, Guideline.THREAT)
    diwan.report(printed.comment_id, Guideline.ABUSE)
    diwan.clear(printed, approval(diwan, printed), seen.position)
    assert in_lane(diwan) == [printed.comment_id]
    assert [t.guideline for t in on_card(diwan, printed).tallies if t.fresh] == [Guideline.ABUSE]
    assert wrong(diwan) == []


def test_the_second_to_look_is_told_who_was_first(diwan: House, printed: Acknowledgement) -> None:
    report, approved = diwan.report(printed.comment_id), approval(diwan, printed)
    first = diwan.clear(printed, approved, report.position)
    with pytest.raises(AlreadyCleared) as refused:
        diwan.clear(printed, approved, report.position, by=diwan.appoint("Dilan"))
    assert refused.value.clearing == first


def test_who_rejected_it_was_first_for_who_would_keep_it(diwan: House, printed: Acknowledgement) -> None:
    report, approved = diwan.report(printed.comment_id), approval(diwan, printed)
    rejection = diwan.decide(printed, Outcome.REJECTED, Guideline.THREAT, supersedes=approved.id)
    with pytest.raises(AlreadyDecided) as refused:
        diwan.clear(printed, approved, report.position)
    assert refused.value.decision == rejection


def test_only_a_report_on_this_comment_can_be_looked_at_and_only_by_who_may_decide(
    diwan: House, printed: Acknowledgement
) -> None:
    other = diwan.submit("another")
    diwan.approve(other)
    elsewhere = diwan.report(other.comment_id)
    here = diwan.report(printed.comment_id)
    with pytest.raises(Conflict):
        diwan.clear(printed, approval(diwan, printed), elsewhere.position)
    leaver = diwan.appoint("Leaver")
    founding.dismiss(diwan.store, diwan.clock, name="Leaver", by="test").result()
    with pytest.raises(NotAllowed):
        diwan.clear(printed, approval(diwan, printed), here.position, by=leaver)
    assert wrong(diwan) == []


def test_to_uphold_a_report_takes_the_comment_out_of_print_and_of_the_lane(
    diwan: House, printed: Acknowledgement
) -> None:
    diwan.report(printed.comment_id)
    approved = approval(diwan, printed)
    rejection = diwan.decide(printed, Outcome.REJECTED, Guideline.THREAT, supersedes=approved.id)
    diwan.print()
    assert "I know where you live." not in diwan.read_everything()
    assert in_lane(diwan) == []
    assert wrong(diwan) == []
    # Approved after all: what was reported before is dealt with; a new report is not.
    diwan.decide(printed, supersedes=rejection.id)
    diwan.print()
    assert in_lane(diwan) == []
    assert [t.fresh for t in on_card(diwan, printed).tallies] == [0]
    diwan.report(printed.comment_id)
    assert in_lane(diwan) == [printed.comment_id]
    assert wrong(diwan) == []


# --- the lane ---------------------------------------------------------------------------------------------------------


def test_what_one_moderator_has_before_him_is_on_no_one_elses_screen(
    diwan: House, printed: Acknowledgement
) -> None:
    diwan.report(printed.comment_id)
    assert in_lane(diwan) == [printed.comment_id]
    assert in_lane(diwan, by=diwan.appoint("Dilan")) == []


def test_a_page_of_the_lane_renews_its_claims_until_the_reports_are_looked_at(
    diwan: House, printed: Acknowledgement
) -> None:
    report = diwan.report(printed.comment_id)
    opened = claims.open_page(diwan.store, diwan.clock, diwan.moderator.name, REPORTED).result()

    def renewed() -> claims.Renewed:
        return claims.renew(
            diwan.store,
            diwan.clock,
            diwan.moderator.name,
            page=opened.page,
            lane=Lane.REPORTED,
            comment_ids=opened.comment_ids,
        ).result()

    assert renewed().gone == ()
    diwan.clear(printed, approval(diwan, printed), report.position)
    assert renewed().gone == (printed.comment_id,)


def test_the_lane_goes_by_who_has_waited_longest_for_a_look_and_by_shelf(
    diwan: House, printed: Acknowledgement
) -> None:
    diwan.register("match", Description("https://courier.example/match", "A match", "Sport", "ckb"))
    other = diwan.submit("another", article="match")
    diwan.approve(other)
    diwan.report(other.comment_id)
    diwan.report(printed.comment_id)
    assert in_lane(diwan) == [other.comment_id, printed.comment_id]
    sport = Shelf("courier", "Sport", "ckb")
    assert in_lane(diwan, Look(Lane.REPORTED, of=(sport,))) == [other.comment_id]
    with diwan.store.connection() as connection:
        reader = LaneReader(connection)
        assert sport in reader.shelves()
        assert reader.count(Lane.REPORTED, None, diwan.moderator.name) == 2
        assert reader.count(Lane.REPORTED, (sport,), diwan.moderator.name) == 1


def test_the_lane_made_again_from_the_records_is_the_same_and_one_that_is_not_is_named(
    diwan: House, printed: Acknowledgement
) -> None:
    diwan.report(printed.comment_id)
    other = diwan.submit("another")
    diwan.approve(other)
    diwan.clear(other, approval(diwan, other), diwan.report(other.comment_id).position)
    with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        lane_again(connection)
        assert list(check_lanes(connection)) == []
    assert in_lane(diwan) == [printed.comment_id]
    for tampering in (
        "DELETE FROM laned",
        "UPDATE laned SET position = position + 1",
        f"UPDATE laned SET comment_id = '{other.comment_id}'",
    ):
        with diwan.store.engine.connect().execution_options(writes=True) as connection:
            transaction = connection.begin()
            connection.execute(text(tampering))
            assert list(check_lanes(connection)), tampering
            transaction.rollback()


# --- erasure ----------------------------------------------------------------------------------------------------------


def test_with_a_comment_what_was_written_about_it_is_erased(diwan: House, printed: Acknowledgement) -> None:
    diwan.report(printed.comment_id, reason="He means my sister Rojda.")
    with diwan.store.engine.connect().execution_options(writes=True) as connection:
        with pytest.raises(DBAPIError), connection.begin():
            connection.execute(text("DELETE FROM report_words"))
    diwan.erase(printed.comment_id)
    with diwan.store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM report_words")).scalar_one() == 0
    assert [told.report.reason for told in on_card(diwan, printed).told] == [None]
    assert in_lane(diwan) == []
    assert wrong(diwan) == []
