"""Appeals: once, in time, answered by somebody else and never against oneself; on both databases, by every way there is."""

import secrets

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from diwan import appealing, claims, founding
from diwan.appeal_rules import UnderAppeal
from diwan.appealing import AlreadyAnswered, AlreadyAppealed, NotAppealable, TooLate
from diwan.appeals import MAX_CHARACTERS, Answer, Appeal, Verdict
from diwan.claims import Look
from diwan.clock import DAY
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.desk.cards import Card
from diwan.desk.lanes import Lane, Shelf
from diwan.errors import NotAllowed, Unacceptable, Unknown
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.lanes import LaneReader, lane_again
from diwan.storage.work_lists import check_work_lists
from tests import machine
from tests.house import House

WORDS = "I only said that the bridge is closed. می‌گویم"
REASON = "It names a person and wishes him harm."
SHELF = Shelf("courier", "City", "en")


@pytest.fixture
def rejected(diwan: House) -> tuple[Acknowledgement, Decision]:
    diwan.register()
    sent = diwan.submit("words to be rejected")
    diwan.screen(sent.comment_id)
    return sent, diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT)


Rejected = tuple[Acknowledgement, Decision]


def appeal(diwan: House, rejected: Rejected, words: str = WORDS) -> Appeal:
    sent, rejection = rejected
    return appealing.appeal(
        diwan.store, diwan.clock, comment_id=sent.comment_id, decision_id=rejection.id, words=words, days=14
    ).result()


def answer(
    diwan: House, to: Appeal, by: str, verdict: Verdict = Verdict.OVERTURNED, note: str = ""
) -> Answer:
    return appealing.answer(
        diwan.store, diwan.clock, by, appeal_id=to.id, digest=to.digest, verdict=verdict, note=note
    ).result()


def card(diwan: House, sent: Acknowledgement) -> Card:
    with diwan.store.connection() as connection:
        found = DeskReader(connection).card(sent.comment_id)
    assert found is not None
    return found


def violations(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        book = StoredBook(connection)
        return [
            str(v) for v in (*verify(book, verifier_key=diwan.key.verifier), *check_work_lists(connection))
        ]


def count(diwan: House, moderator_id: str, of: tuple[Shelf, ...] | None = None) -> int:
    with diwan.store.connection() as connection:
        return LaneReader(connection).count(Lane.APPEALS, of, moderator_id)


def opened(diwan: House, moderator_id: str, of: tuple[Shelf, ...] | None = None) -> tuple[str, ...]:
    look = Look(Lane.APPEALS, of=of)
    return claims.open_page(diwan.store, diwan.clock, moderator_id, look).result().comment_ids


def test_an_overturned_rejection_is_an_approval_by_another_and_is_printed(
    diwan: House, rejected: Rejected
) -> None:
    sent, rejection = rejected
    made = appeal(diwan, rejected)
    hawre = diwan.appoint("Hawrê")
    given = answer(diwan, made, hawre, note="You were right.")
    shown = card(diwan, sent)
    assert [heard.appeal.words for heard in shown.appeals] == [WORDS]
    assert shown.appeals[0].answer == given
    assert shown.current is not None
    decision = shown.current.decision
    assert (decision.id, decision.supersedes, decision.outcome) == (
        given.decision_id,
        rejection.id,
        Outcome.APPROVED,
    )
    assert decision.author == Author(AuthorKind.MODERATOR, hawre)
    diwan.print()
    assert "words to be rejected" in diwan.front()
    assert WORDS not in diwan.read_everything()
    assert violations(diwan) == []


def test_an_upheld_rejection_stands_with_a_reason_for_the_reader(diwan: House, rejected: Rejected) -> None:
    sent, rejection = rejected
    made = appeal(diwan, rejected)
    hawre = diwan.appoint("Hawrê")
    with pytest.raises(Unacceptable) as refused:
        answer(diwan, made, hawre, Verdict.UPHELD, "  ")
    assert refused.value.field == "note"
    given = answer(diwan, made, hawre, Verdict.UPHELD, REASON)
    assert given.decision_id is None
    shown = card(diwan, sent)
    assert shown.current is not None
    assert shown.current.decision == rejection
    assert shown.waiting_appeal is None
    diwan.print()
    assert "words to be rejected" not in diwan.read_everything()
    assert violations(diwan) == []


def test_one_appeals_once_and_the_same_words_again_are_the_same_appeal(
    diwan: House, rejected: Rejected
) -> None:
    made = appeal(diwan, rejected)
    assert appeal(diwan, rejected) == made
    with pytest.raises(AlreadyAppealed):
        appeal(diwan, rejected, "other words")
    answer(diwan, made, diwan.appoint("Hawrê"), Verdict.UPHELD, REASON)
    with pytest.raises(AlreadyAppealed):
        appeal(diwan, rejected, "other words")


def test_a_later_rejection_can_be_appealed_against_in_its_turn(diwan: House, rejected: Rejected) -> None:
    sent, rejection = rejected
    answer(diwan, appeal(diwan, rejected), diwan.appoint("Hawrê"), Verdict.UPHELD, REASON)
    third = Author(AuthorKind.MODERATOR, diwan.appoint("Şêrîn"))
    anew = diwan.decide(sent, Outcome.REJECTED, Guideline.ABUSE, supersedes=rejection.id, author=third)
    with pytest.raises(AlreadyAppealed):
        appeal(diwan, rejected, "late words")
    second = appeal(diwan, (sent, anew), "I object again")
    assert count(diwan, third.name) == 0
    assert violations(diwan) == []
    assert second.decision_id == anew.id


def test_the_term_ends_to_the_millisecond(diwan: House, rejected: Rejected) -> None:
    diwan.clock.advance(14 * DAY - 1)
    made = appeal(diwan, rejected)
    assert made.at == rejected[1].at + 14 * DAY - 1
    other = diwan.submit("other words")
    rejection = diwan.decide(other, Outcome.REJECTED, Guideline.THREAT)
    diwan.clock.advance(14 * DAY)
    with pytest.raises(TooLate):
        appeal(diwan, (other, rejection))


def test_there_is_no_appeal_where_nothing_is_rejected(diwan: House, rejected: Rejected) -> None:
    sent, rejection = rejected
    approved = diwan.submit("kind words")
    approval = diwan.decide(approved)
    with pytest.raises(NotAppealable):
        appeal(diwan, (approved, approval))
    with pytest.raises(NotAppealable):
        appeal(diwan, (approved, rejection))
    diwan.erase(sent.comment_id)
    with pytest.raises(Unknown):
        appeal(diwan, rejected)


@pytest.mark.parametrize(
    "words", ["", " \n", "\u200b\u2800", "x" * (MAX_CHARACTERS + 1), "nul\0", "half \ud800"]
)
def test_words_are_taken_as_a_comments_are_or_refused_whole(
    diwan: House, rejected: Rejected, words: str
) -> None:
    with pytest.raises(Unacceptable) as refused:
        appeal(diwan, rejected, words)
    assert refused.value.field == "words"
    assert refused.value.code.startswith("appeal-")


# --- by somebody else --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", list(Verdict))
def test_who_rejected_answers_no_appeal_against_himself_whatever_he_would_answer(
    diwan: House, rejected: Rejected, verdict: Verdict
) -> None:
    made = appeal(diwan, rejected)
    with pytest.raises(NotAllowed):
        answer(diwan, made, diwan.moderator.name, verdict, REASON)
    assert violations(diwan) == []


def test_who_rejected_before_a_correction_has_no_part_either(diwan: House, rejected: Rejected) -> None:
    sent, rejection = rejected
    second = Author(AuthorKind.MODERATOR, diwan.appoint("Hawrê"))
    corrected = diwan.decide(sent, Outcome.REJECTED, Guideline.ABUSE, supersedes=rejection.id, author=second)
    made = appeal(diwan, (sent, corrected))
    for rejecter in (diwan.moderator.name, second.name):
        assert opened(diwan, rejecter) == ()
        with pytest.raises(NotAllowed):
            answer(diwan, made, rejecter)


def test_while_an_appeal_waits_nobody_supersedes_the_rejection_by_any_other_way(
    diwan: House, rejected: Rejected
) -> None:
    sent, rejection = rejected
    appeal(diwan, rejected)
    colleague = Author(AuthorKind.MODERATOR, diwan.appoint("Hawrê"))
    for author in (diwan.moderator, colleague, Author(AuthorKind.RULE, "lexicon", "3")):
        for outcome, guideline in ((Outcome.APPROVED, None), (Outcome.REJECTED, Guideline.ABUSE)):
            with pytest.raises((UnderAppeal, NotAllowed)):
                diwan.decide(sent, outcome, guideline, supersedes=rejection.id, author=author)
    assert len(card(diwan, sent).history) == 1


def test_who_was_overturned_does_not_reject_that_comment_again_and_a_colleague_may(
    diwan: House, rejected: Rejected
) -> None:
    sent, _ = rejected
    given = answer(diwan, appeal(diwan, rejected), diwan.appoint("Hawrê"))
    with pytest.raises(NotAllowed):
        diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT, supersedes=given.decision_id)
    third = Author(AuthorKind.MODERATOR, diwan.appoint("Şêrîn"))
    diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT, supersedes=given.decision_id, author=third)
    assert violations(diwan) == []


def test_the_second_to_answer_is_told_and_a_dismissed_moderator_is_refused(
    diwan: House, rejected: Rejected
) -> None:
    made = appeal(diwan, rejected)
    hawre, gone = diwan.appoint("Hawrê"), diwan.appoint("Şêrîn")
    founding.dismiss(diwan.store, diwan.clock, name="Şêrîn", by="test").result()
    with pytest.raises(NotAllowed):
        answer(diwan, made, gone)
    answer(diwan, made, hawre)
    with pytest.raises(AlreadyAnswered):
        answer(diwan, made, diwan.appoint("Dilnaz"), Verdict.UPHELD, REASON)


def test_a_machines_rejection_is_appealed_against_and_answered_by_a_person(
    diwan: House,
) -> None:
    diwan.register()
    diwan.screener, diwan.policies = machine.screener(machine.Model()), machine.PERMISSIVE
    sent = diwan.submit("threat")
    rejection = diwan.screen(sent.comment_id)
    assert rejection is not None
    made = appeal(diwan, (sent, rejection))
    assert diwan.screen(sent.comment_id) is None
    assert opened(diwan, diwan.moderator.name) == (sent.comment_id,)
    answer(diwan, made, diwan.moderator.name)
    assert violations(diwan) == []


# --- the database itself -------------------------------------------------------------------------------------------------


def insert(diwan: House, table: str, **values: object) -> None:
    """A row put in behind the application's back. The ledger would miss it, but that is asked at the commit."""
    marks = ", ".join(f":{name}" for name in values)
    statement = text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})")
    with diwan.store.engine.connect().execution_options(writes=True) as connection:
        with connection.begin() as outer:
            connection.execute(statement, values)
            outer.rollback()


def forged_decision(
    diwan: House, current: Decision, by: Author, outcome: Outcome, guideline: str | None = None
) -> None:
    insert(
        diwan,
        "decisions",
        id=secrets.token_hex(16),
        comment_id=current.comment_id,
        digest=current.digest,
        outcome=outcome.value,
        author_kind=by.kind.value,
        author_name=by.name,
        author_version=by.version,
        guideline=guideline,
        revision=1,
        note="",
        supersedes=current.id,
        at=diwan.clock(),
        position=10_000,
    )


def forged_answer(diwan: House, to: Appeal, **given: object) -> None:
    row: dict[str, object] = {
        "id": secrets.token_hex(16),
        "appeal_id": to.id,
        "comment_id": to.comment_id,
        "outcome": "upheld",
        "by": diwan.moderator.name,
        "note": REASON,
        "note_salt": bytes(32),
        "at": diwan.clock(),
        "position": 10_000,
    }
    insert(diwan, "appeal_answers", **row | given)


def test_the_database_refuses_an_answer_by_who_rejected(diwan: House, rejected: Rejected) -> None:
    made = appeal(diwan, rejected)
    with pytest.raises(DBAPIError):
        forged_answer(diwan, made)
    forged_answer(diwan, made, by=diwan.appoint("Hawrê"))


def test_the_database_refuses_to_overturn_without_the_answerers_own_approval(
    diwan: House, rejected: Rejected
) -> None:
    made = appeal(diwan, rejected)
    hawre = diwan.appoint("Hawrê")
    for decision_id in (rejected[1].id, secrets.token_hex(16), None):
        with pytest.raises(DBAPIError):
            forged_answer(diwan, made, by=hawre, outcome="overturned", decision_id=decision_id)


def test_the_database_refuses_to_supersede_past_a_waiting_appeal(diwan: House, rejected: Rejected) -> None:
    _, rejection = rejected
    forged_decision(diwan, rejection, diwan.moderator, Outcome.APPROVED)
    appeal(diwan, rejected)
    hawre = Author(AuthorKind.MODERATOR, diwan.appoint("Hawrê"))
    machine_ = Author(AuthorKind.MODEL, "model", "1")
    for by in (diwan.moderator, machine_):
        with pytest.raises(DBAPIError):
            forged_decision(diwan, rejection, by, Outcome.APPROVED)
    with pytest.raises(DBAPIError):
        forged_decision(diwan, rejection, hawre, Outcome.REJECTED, "abuse")
    forged_decision(diwan, rejection, hawre, Outcome.APPROVED)


def test_the_database_refuses_another_rejection_by_who_was_overturned(
    diwan: House, rejected: Rejected
) -> None:
    sent, _ = rejected
    answer(diwan, appeal(diwan, rejected), diwan.appoint("Hawrê"))
    current = card(diwan, sent).history[-1].decision
    with pytest.raises(DBAPIError):
        forged_decision(diwan, current, diwan.moderator, Outcome.REJECTED, "threat")
    third = Author(AuthorKind.MODERATOR, diwan.appoint("Şêrîn"))
    forged_decision(diwan, current, third, Outcome.REJECTED, "threat")


def test_the_database_takes_no_appeal_against_an_approval_or_what_is_superseded_and_no_second_one(
    diwan: House, rejected: Rejected
) -> None:
    sent, rejection = rejected

    def forged(decision: Decision) -> None:
        insert(
            diwan,
            "appeals",
            id=secrets.token_hex(16),
            comment_id=decision.comment_id,
            decision_id=decision.id,
            outcome="rejected",
            digest=decision.digest,
            commitment=bytes(32),
            at=0,
            position=10_000,
        )

    forged(rejection)
    approved = diwan.submit("kind words")
    with pytest.raises(DBAPIError):
        forged(diwan.decide(approved))
    answer(diwan, appeal(diwan, rejected), diwan.appoint("Hawrê"))
    with pytest.raises(DBAPIError):
        forged(rejection)
    third = Author(AuthorKind.MODERATOR, diwan.appoint("Şêrîn"))
    current = card(diwan, sent).history[-1].decision.id
    anew = diwan.decide(sent, Outcome.REJECTED, Guideline.ABUSE, supersedes=current, author=third)
    forged(anew)
    diwan.erase(sent.comment_id)
    with pytest.raises(DBAPIError):
        forged(anew)


# --- lane, claims, erasure ---------------------------------------------------------------------------------------------------


def test_the_lane_has_the_oldest_appeal_first_and_none_for_who_rejected(
    diwan: House, rejected: Rejected
) -> None:
    later = diwan.submit("other words")
    rejection = diwan.decide(later, Outcome.REJECTED, Guideline.THREAT)
    hawre, serin = diwan.appoint("Hawrê"), diwan.appoint("Şêrîn")
    appeal(diwan, (later, rejection))
    appeal(diwan, rejected)
    in_order = (later.comment_id, rejected[0].comment_id)
    assert [count(diwan, who) for who in (diwan.moderator.name, hawre)] == [0, 2]
    assert [count(diwan, who, (SHELF,)) for who in (diwan.moderator.name, hawre)] == [0, 2]
    assert opened(diwan, diwan.moderator.name) == ()
    assert opened(diwan, diwan.moderator.name, (SHELF,)) == ()
    assert opened(diwan, hawre) == in_order
    assert opened(diwan, serin) == ()
    claims.leave(diwan.store, hawre).result()
    assert opened(diwan, serin, (SHELF,)) == in_order
    with diwan.store.connection() as connection:
        assert LaneReader(connection).shelves() == [SHELF]


def test_a_claim_is_renewed_while_the_appeal_waits_and_gone_once_it_is_answered(
    diwan: House, rejected: Rejected
) -> None:
    sent, _ = rejected
    made = appeal(diwan, rejected)
    hawre = diwan.appoint("Hawrê")
    page = claims.open_page(diwan.store, diwan.clock, hawre, Look(Lane.APPEALS)).result().page

    def renewed() -> tuple[str, ...]:
        return (
            claims.renew(
                diwan.store, diwan.clock, hawre, page=page, lane=Lane.APPEALS, comment_ids=[sent.comment_id]
            )
            .result()
            .gone
        )

    assert renewed() == ()
    answer(diwan, made, hawre, Verdict.UPHELD, REASON)
    assert renewed() == (sent.comment_id,)
    assert opened(diwan, hawre) == ()


def test_with_a_withdrawn_comment_the_appeals_words_go_and_its_commitment_stays(
    diwan: House, rejected: Rejected
) -> None:
    sent, _ = rejected
    made = appeal(diwan, rejected)
    hawre = diwan.appoint("Hawrê")
    diwan.erase(sent.comment_id)
    [heard] = card(diwan, sent).appeals
    assert (heard.appeal.words, heard.appeal.commitment) == (None, made.commitment)
    assert card(diwan, sent).waiting_appeal is None
    assert opened(diwan, hawre) == ()
    with pytest.raises(Unknown):
        answer(diwan, made, hawre)
    with diwan.store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM appeal_words")).scalar_one() == 0
    assert violations(diwan) == []


def test_the_lane_made_anew_is_the_lane_that_was_kept(diwan: House, rejected: Rejected) -> None:
    appeal(diwan, rejected)
    diwan.screen(diwan.submit("waits as well").comment_id)

    def rows() -> list[tuple[object, ...]]:
        with diwan.store.connection() as connection:
            return sorted(tuple(map(str, row)) for row in connection.execute(text("SELECT * FROM laned")))

    before = rows()
    with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        assert lane_again(connection) == len(before)
    assert rows() == before
    assert violations(diwan) == []
    with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("DELETE FROM laned WHERE lane = 'appeals'"))
    assert any("lane of appeals" in violation for violation in violations(diwan))
