"""What is drawn is reread by somebody who does not know the decision, and changes nothing for readers; on either database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from diwan import claims, rereading
from diwan.appealing import answer, appeal
from diwan.appeals import Verdict as Answered
from diwan.claims import Look
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.desk.lanes import Lane
from diwan.desk.log import Asked
from diwan.desk.readers import State
from diwan.errors import Conflict, NotAllowed, Unacceptable, Unknown
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.entries import Confirmed, Decided, Drawn, Reread
from diwan.ledger.leaves import decode
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.rereading import AlreadyReread
from diwan.rereadings import NO_LOT, Lot, Rereading
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.desk_readers import DeskReaders
from diwan.storage.lanes import LaneReader, lane_again
from diwan.storage.log import LogReader
from diwan.storage.rereadings import RereadingReader
from diwan.storage.work_lists import check_work_lists
from tests.house import SITE, House

EVERY = Lot(b"k" * 32, {SITE.id: 100.0})


def decide(
    diwan: House,
    acknowledged: Acknowledgement,
    outcome: Outcome = Outcome.APPROVED,
    guideline: Guideline | None = None,
    *,
    lot: Lot = EVERY,
    by: str | None = None,
    supersedes: str | None = None,
) -> Decision:
    author = Author(AuthorKind.MODERATOR, by or diwan.moderator.name)
    verdict = Verdict(acknowledged.comment_id, acknowledged.digest, outcome, guideline, supersedes=supersedes)
    if outcome is Outcome.REJECTED:
        diwan.screen_first(acknowledged.comment_id)
    return rereading.decide(diwan.store, diwan.clock, author, verdict, lot).result()


def reread(
    diwan: House,
    acknowledged: Acknowledgement,
    by: str,
    outcome: Outcome = Outcome.APPROVED,
    guideline: Guideline | None = None,
    kind: AbuseKind | None = None,
) -> Rereading:
    verdict = Verdict(acknowledged.comment_id, acknowledged.digest, outcome, guideline, kind)
    return rereading.reread(diwan.store, diwan.clock, by, verdict).result()


def given_to(diwan: House, moderator_id: str) -> tuple[str, ...]:
    """What the lane gives this moderator, who goes away again."""
    look = Look(lane=Lane.REREADING)
    opened = claims.open_page(diwan.store, diwan.clock, moderator_id, look).result()
    claims.leave(diwan.store, moderator_id).result()
    with diwan.store.connection() as connection:
        assert LaneReader(connection).count(Lane.REREADING, None, moderator_id) == len(opened.comment_ids)
    return opened.comment_ids


def entries(diwan: House, last: int) -> list[type[object]]:
    with diwan.store.connection() as connection:
        rows = connection.execute(
            text("SELECT leaf FROM ledger_entries ORDER BY position DESC LIMIT :last"), {"last": last}
        ).all()
    return [type(decode(bytes(row[0]))) for row in reversed(rows)]


def count(diwan: House, table: str) -> int:
    with diwan.store.connection() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def wrong(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        book = StoredBook(connection)
        return [
            str(v) for v in (*verify(book, verifier_key=diwan.key.verifier), *check_work_lists(connection))
        ]


def withheld(diwan: House, acknowledged: Acknowledgement, moderator_id: str) -> bool:
    with diwan.store.connection() as connection:
        return bool(RereadingReader(connection).withheld([acknowledged.comment_id], moderator_id))


@pytest.fixture
def second(diwan: House) -> str:
    diwan.register()
    return diwan.appoint("Second")


def test_a_drawn_decision_is_given_to_everybody_but_its_author(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decide(diwan, sent)
    assert entries(diwan, 2) == [Decided, Drawn]
    assert given_to(diwan, diwan.moderator.name) == ()
    assert given_to(diwan, second) == (sent.comment_id,)
    assert wrong(diwan) == []


def test_what_the_lot_does_not_fall_on_is_not_reread(diwan: House, second: str) -> None:
    decide(diwan, diwan.submit(), lot=NO_LOT)
    assert entries(diwan, 1) == [Decided]
    assert given_to(diwan, second) == ()


def test_where_there_is_nobody_else_nothing_is_drawn(diwan: House) -> None:
    diwan.register()
    decide(diwan, diwan.submit())
    assert count(diwan, "draws") == 0


def test_a_rereading_is_on_record_and_the_comment_waits_for_it_no_longer(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decision = decide(diwan, sent)
    made = reread(diwan, sent, second, Outcome.REJECTED, Guideline.ABUSE, AbuseKind.RACISM)
    assert entries(diwan, 1) == [Reread]
    with diwan.store.connection() as connection:
        known = RereadingReader(connection).of([sent.comment_id])[sent.comment_id]
    assert (known.rereading, known.by_name) == (made, "Second")
    assert (made.decision_id, made.by, made.revision) == (decision.id, second, 1)
    assert given_to(diwan, second) == given_to(diwan, diwan.appoint("Third")) == ()
    assert wrong(diwan) == []


def test_it_changes_nothing_that_readers_see(diwan: House, second: str) -> None:
    sent = diwan.submit("Nobody takes this off the page.")
    decide(diwan, sent)
    diwan.print()
    before = diwan.read_everything()
    reread(diwan, sent, second, Outcome.REJECTED, Guideline.THREAT)
    diwan.print()
    assert diwan.read_everything() == before
    with diwan.store.connection() as connection:
        card = DeskReader(connection).card(sent.comment_id)
    assert card is not None
    assert card.standing == "approved"
    assert len(card.history) == 1


def test_printing_does_not_wait_for_it(diwan: House, second: str) -> None:
    decide(diwan, diwan.submit("Printed at once."))
    diwan.print()
    assert "Printed at once." in diwan.read_everything()


def test_nobody_rereads_what_he_decided(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decide(diwan, sent)
    with pytest.raises(NotAllowed):
        reread(diwan, sent, diwan.moderator.name)


def test_whoever_had_another_part_in_it_is_not_asked_either(diwan: House, second: str) -> None:
    asker, mover = diwan.appoint("Asker"), diwan.appoint("Mover")
    asked, criticism = diwan.submit(), diwan.criticise()
    diwan.consult(asked, by=asker)
    decide(diwan, asked)
    motion = diwan.move(criticism, by=mover).motion
    verdict = Verdict(
        criticism.comment_id,
        criticism.digest,
        Outcome.REJECTED,
        Guideline.PERSONAL_ATTACK,
        confirms=motion.id,
    )
    rereading.decide(diwan.store, diwan.clock, diwan.moderator, verdict, EVERY).result()
    assert entries(diwan, 3) == [Decided, Confirmed, Drawn]
    assert given_to(diwan, asker) == (criticism.comment_id,)
    assert given_to(diwan, mover) == (asked.comment_id,)
    assert given_to(diwan, second) == (asked.comment_id, criticism.comment_id)
    with pytest.raises(NotAllowed):
        reread(diwan, asked, asker)
    with pytest.raises(NotAllowed):
        reread(diwan, criticism, mover)
    assert wrong(diwan) == []


def test_whoever_was_shown_the_decision_is_not_asked_any_more(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decide(diwan, sent)
    assert withheld(diwan, sent, second)
    assert not withheld(diwan, sent, diwan.moderator.name)
    rereading.see(diwan.store, second, [sent.comment_id]).result()
    rereading.see(diwan.store, second, [sent.comment_id]).result()
    assert not withheld(diwan, sent, second)
    assert given_to(diwan, second) == ()
    with pytest.raises(NotAllowed):
        reread(diwan, sent, second)
    assert count(diwan, "sights") == 1
    reread(diwan, sent, diwan.appoint("Third"))
    assert count(diwan, "sights") == 0


def test_what_does_not_wait_to_be_reread_is_not_noted(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decide(diwan, sent, lot=NO_LOT)
    rereading.see(diwan.store, second, [sent.comment_id]).result()
    assert count(diwan, "sights") == 0


def test_whoever_opens_the_lane_of_appeals_or_reports_has_seen_the_decision(
    diwan: House, second: str
) -> None:
    rejected, reported = diwan.submit(), diwan.submit("Reported.")
    decision = decide(diwan, rejected, Outcome.REJECTED, Guideline.THREAT)
    decide(diwan, reported)
    diwan.print()
    diwan.report(reported.comment_id)
    appeal(
        diwan.store,
        diwan.clock,
        comment_id=rejected.comment_id,
        decision_id=decision.id,
        words="It is no threat.",
        days=14,
    ).result()
    assert set(given_to(diwan, second)) == {rejected.comment_id, reported.comment_id}
    claims.open_page(diwan.store, diwan.clock, second, Look(lane=Lane.REPORTED)).result()
    assert given_to(diwan, second) == (rejected.comment_id,)
    claims.open_page(diwan.store, diwan.clock, second, Look(lane=Lane.APPEALS)).result()
    assert given_to(diwan, second) == ()
    assert wrong(diwan) == []


def test_an_answered_appeal_and_a_cleared_report_leave_it_to_be_reread(diwan: House, second: str) -> None:
    third, fourth = diwan.appoint("Third"), diwan.appoint("Fourth")
    rejected, reported = diwan.submit(), diwan.submit("Reported.")
    decision = decide(diwan, rejected, Outcome.REJECTED, Guideline.THREAT)
    approval = decide(diwan, reported)
    diwan.print()
    received = diwan.report(reported.comment_id)
    diwan.clear(reported, approval, received.position, by=third)
    made = appeal(
        diwan.store,
        diwan.clock,
        comment_id=rejected.comment_id,
        decision_id=decision.id,
        words="It is no threat.",
        days=14,
    ).result()
    answer(
        diwan.store,
        diwan.clock,
        moderator_id=third,
        appeal_id=made.id,
        digest=rejected.digest,
        verdict=Answered.OVERTURNED,
        note="",
    ).result()
    assert given_to(diwan, third) == ()
    assert given_to(diwan, fourth) == (rejected.comment_id, reported.comment_id)
    assert wrong(diwan) == []


def test_a_decision_made_anew_leaves_the_first_one_to_be_reread_but_not_by_its_author(
    diwan: House, second: str
) -> None:
    third, sent = diwan.appoint("Third"), diwan.submit()
    first = decide(diwan, sent)
    decide(diwan, sent, Outcome.REJECTED, Guideline.THREAT, by=second, supersedes=first.id)
    assert count(diwan, "draws") == 1
    assert given_to(diwan, second) == ()
    assert given_to(diwan, third) == (sent.comment_id,)
    assert reread(diwan, sent, third).decision_id == first.id
    assert wrong(diwan) == []


def test_in_a_batch_nothing_is_drawn(diwan: House, second: str) -> None:
    diwan.batch([diwan.submit(), diwan.submit("Another.")])
    assert count(diwan, "draws") == 0


def test_words_that_were_withdrawn_are_not_reread(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decide(diwan, sent)
    rereading.see(diwan.store, diwan.appoint("Third"), [sent.comment_id]).result()
    diwan.erase(sent.comment_id)
    assert given_to(diwan, second) == ()
    assert count(diwan, "sights") == 0
    with pytest.raises(Unknown):
        reread(diwan, sent, second)
    assert wrong(diwan) == []


def test_it_is_reread_once(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decide(diwan, sent)
    reread(diwan, sent, second)
    with pytest.raises(AlreadyReread):
        reread(diwan, sent, diwan.appoint("Third"))
    with pytest.raises(AlreadyReread):
        reread(diwan, diwan.submit("Never drawn."), second)


def test_a_rereading_states_what_it_read_and_a_reason_as_a_decision_does(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decide(diwan, sent)
    with pytest.raises(Unacceptable):
        reread(diwan, sent, second, Outcome.REJECTED)
    other = Verdict(sent.comment_id, bytes(32), Outcome.APPROVED)
    with pytest.raises(Conflict):
        rereading.reread(diwan.store, diwan.clock, second, other).result()


def test_the_database_refuses_who_decided_and_changes_of_what_is_recorded(diwan: House, second: str) -> None:
    sent = diwan.submit()
    decision = decide(diwan, sent)
    undrawn = diwan.submit("By a rule.")
    later = decide(diwan, undrawn, lot=NO_LOT)
    again = decide(
        diwan, undrawn, Outcome.REJECTED, Guideline.THREAT, lot=NO_LOT, by=second, supersedes=later.id
    )
    draw = "INSERT INTO draws (comment_id, decision_id, digest, at, position) VALUES (:comment, :decision, :digest, 0, 0)"
    row = (
        "INSERT INTO rereadings (id, comment_id, decision_id, digest, outcome, guideline, abuse_kind, revision, by, at, position) "
        "VALUES ('r', :comment, :decision, :digest, 'approved', NULL, NULL, 1, :by, 0, 0)"
    )
    of_drawn = {"comment": sent.comment_id, "decision": decision.id, "digest": sent.digest}
    of_other = {"comment": undrawn.comment_id, "decision": later.id, "digest": undrawn.digest}
    refused: list[tuple[str, dict[str, object]]] = [
        (row, {**of_drawn, "by": diwan.moderator.name}),
        (row, {**of_other, "by": diwan.appoint("Third")}),
        (draw, {**of_other, "decision": again.id}),
        ("UPDATE draws SET at = 1", {}),
        ("DELETE FROM draws", {}),
    ]
    reread(diwan, sent, second)
    refused += [("UPDATE rereadings SET outcome = 'rejected'", {}), ("DELETE FROM rereadings", {})]
    for statement, given in refused:
        with pytest.raises(DBAPIError):
            with diwan.store.engine.connect() as connection, connection.begin():
                connection.execute(text(statement), given)
    assert count(diwan, "rereadings") == count(diwan, "draws") == 1


def test_the_lane_is_made_again_from_the_records(diwan: House, second: str) -> None:
    drawn, done, reported = diwan.submit(), diwan.submit("Reread."), diwan.submit("Reported.")
    for each in (drawn, done, reported):
        decide(diwan, each)
    reread(diwan, done, second)
    diwan.print()
    diwan.report(reported.comment_id)
    with diwan.store.engine.connect() as connection, connection.begin():
        lane_again(connection)
    assert given_to(diwan, second) == (drawn.comment_id, reported.comment_id)
    assert wrong(diwan) == []
    with diwan.store.engine.connect() as connection, connection.begin():
        connection.execute(
            text("DELETE FROM laned WHERE lane = 'rereading' AND comment_id = :id"), {"id": drawn.comment_id}
        )
    assert any(drawn.comment_id in each and "reread" in each for each in wrong(diwan))


def test_where_two_readers_differ_is_listed_with_both_and_what_came_of_it(diwan: House, second: str) -> None:
    alike, by_outcome, by_guideline, gone = (diwan.submit(f"Comment {n}.") for n in range(4))
    decide(diwan, alike)
    first = decide(diwan, by_outcome)
    decide(diwan, by_guideline, Outcome.REJECTED, Guideline.VULGARITY)
    decide(diwan, gone)
    reread(diwan, alike, second)
    reread(diwan, by_outcome, second, Outcome.REJECTED, Guideline.THREAT)
    reread(diwan, by_guideline, second, Outcome.REJECTED, Guideline.PROFANITY)
    reread(diwan, gone, second, Outcome.REJECTED, Guideline.PROFANITY)
    diwan.erase(gone.comment_id)
    editor = diwan.appoint("Editor")
    decide(diwan, by_outcome, Outcome.REJECTED, Guideline.THREAT, by=editor, supersedes=first.id)
    with diwan.store.connection() as connection:
        listed = RereadingReader(connection).differing(10)
        older = RereadingReader(connection).differing(10, before=listed[0].position)
    assert [each.comment_id for each in listed] == [by_guideline.comment_id, by_outcome.comment_id]
    assert [(each.first.outcome, each.second.outcome) for each in listed] == [
        (Outcome.REJECTED, Outcome.REJECTED),
        (Outcome.APPROVED, Outcome.REJECTED),
    ]
    assert (listed[0].first.guideline, listed[0].second.guideline) == (
        Guideline.VULGARITY,
        Guideline.PROFANITY,
    )
    assert listed[0].anew is None
    assert listed[1].anew is not None
    assert listed[1].anew.guideline is Guideline.THREAT
    assert older == listed[1:]


def test_the_log_and_cards_leave_out_what_is_withheld_and_nothing_else(diwan: House, second: str) -> None:
    drawn, plain = diwan.submit(), diwan.submit("Not drawn.")
    decide(diwan, drawn, Outcome.REJECTED, Guideline.THREAT)
    decide(diwan, plain, lot=NO_LOT)
    for moderator_id, shown in ((second, [plain]), (diwan.moderator.name, [plain, drawn])):
        with diwan.store.connection() as connection:
            portion = LogReader(connection, hidden_from=moderator_id).portion(Asked(), 10)
            by_outcome = LogReader(connection, hidden_from=moderator_id).portion(
                Asked(outcome=Outcome.REJECTED), 10
            )
            desk = DeskReader(connection, hidden_from=moderator_id)
            card = desk.card(drawn.comment_id)
            decided = desk.decided(10)
        assert [each.decision.comment_id for each in portion.entries] == [each.comment_id for each in shown]
        assert bool(by_outcome.entries) == (drawn in shown)
        assert {each.card.comment.id for each in decided} == {each.comment_id for each in shown}
        assert card is not None
        assert card.is_blind == (drawn not in shown)
        assert bool(card.history) == (drawn in shown)


def test_a_look_into_the_log_goes_past_what_is_withheld(
    diwan: House, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diwan.storage.log.SCAN", 1)
    plain, drawn = diwan.submit("Not drawn."), diwan.submit()
    decide(diwan, plain, Outcome.REJECTED, Guideline.THREAT, lot=NO_LOT)
    diwan.clock.advance(1)
    decide(diwan, drawn, Outcome.REJECTED, Guideline.THREAT)
    with diwan.store.connection() as connection:
        log = LogReader(connection, hidden_from=second)
        first = log.portion(Asked(outcome=Outcome.REJECTED), 10)
        further = log.portion(Asked(outcome=Outcome.REJECTED), 10, behind=first.rest)
    assert (first.entries, first.cut_short) == ((), True)
    assert [each.decision.comment_id for each in further.entries] == [plain.comment_id]


def test_the_lot_falls_on_about_as_many_as_it_says_and_always_on_the_same() -> None:
    lot = Lot(b"k" * 32, {"courier": 10.0, "never": 0.0, "always": 100.0})
    digests = [number.to_bytes(32, "big") for number in range(2_000)]
    drawn = [digest for digest in digests if lot.draws("courier", digest)]
    assert 140 < len(drawn) < 260
    assert drawn == [digest for digest in digests if lot.draws("courier", digest)]
    assert not any(lot.draws(site, digest) for site in ("never", "unknown") for digest in digests)
    assert all(lot.draws("always", digest) for digest in digests)
    other = Lot(b"l" * 32, lot.percent)
    assert drawn != [digest for digest in digests if other.draws("courier", digest)]


def test_a_readers_record_neither_counts_nor_lists_what_is_withheld(diwan: House) -> None:
    diwan.register()
    reader = diwan.arrive("berîvan", "Berîvan")
    drawn = diwan.submit(reader=reader)
    second = diwan.appoint("Rojda")
    decide(diwan, drawn, Outcome.REJECTED, Guideline.THREAT)
    with diwan.store.connection() as connection:
        for who, rejected in (
            (second, {}),
            (diwan.moderator.name, {Guideline.THREAT: 1}),
            (None, {Guideline.THREAT: 1}),
        ):
            desk = DeskReaders(connection, hidden_from=who)
            record = desk.records([drawn.comment_id])[drawn.comment_id]
            assert (record.rejected, record.approved, record.waiting) == (rejected, 0, 0)
            assert len(desk.comments(reader.id, None, 5)) == len(rejected)
            assert len(desk.comments(reader.id, State.REJECTED, 5)) == len(rejected)
