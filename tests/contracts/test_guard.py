"""No one person rejects criticism of the publisher, on any route, on either database."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from diwan import founding
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.lanes import Lane
from diwan.errors import AlreadyDecided, Conflict, NeedsConfirmation, NotAllowed, Unacceptable
from diwan.guidelines import Guideline
from diwan.ledger.entries import Confirmed, Decided, Moved
from diwan.ledger.leaves import decode
from diwan.ledger.verify import verify
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.lanes import LaneReader, lane_again
from diwan.storage.motions import MotionReader
from diwan.storage.work_lists import check_work_lists
from tests.house import House


def kinds(diwan: House, last: int) -> list[type[object]]:
    with diwan.store.connection() as connection:
        rows = connection.execute(
            text("SELECT leaf FROM ledger_entries ORDER BY position DESC LIMIT :last"), {"last": last}
        ).all()
    return [type(decode(bytes(row[0]))) for row in reversed(rows)]


def waits(diwan: House, comment_id: str) -> bool:
    with diwan.store.connection() as connection:
        return bool(
            connection.execute(
                text("SELECT count(*) FROM waiting WHERE comment_id = :id"), {"id": comment_id}
            ).scalar_one()
        )


def all_is_well(diwan: House) -> bool:
    with diwan.store.connection() as connection:
        book = StoredBook(connection)
        return not [*verify(book, verifier_key=diwan.key.verifier), *check_work_lists(connection)]


def test_one_moderator_cannot_reject_criticism(diwan: House) -> None:
    diwan.register()
    criticism = diwan.criticise()
    with pytest.raises(NeedsConfirmation):
        diwan.decide(criticism, Outcome.REJECTED, Guideline.PERSONAL_ATTACK)
    assert waits(diwan, criticism.comment_id)
    assert diwan.decide(criticism).outcome is Outcome.APPROVED


def test_nor_can_he_by_superseding_an_approval(diwan: House) -> None:
    diwan.register()
    criticism = diwan.criticise()
    approval = diwan.decide(criticism)
    with pytest.raises(NeedsConfirmation):
        diwan.decide(criticism, Outcome.REJECTED, Guideline.PERSONAL_ATTACK, supersedes=approval.id)


def test_a_second_moderator_confirms_and_both_stand_in_the_ledger(diwan: House) -> None:
    diwan.register()
    criticism, second = diwan.criticise(), diwan.appoint("Second")
    moved = diwan.move(criticism, note="It is the word, not the criticism.")
    assert moved.somebody_else
    assert waits(diwan, criticism.comment_id)
    assert kinds(diwan, 1) == [Moved]
    decision = diwan.confirm(moved.motion, second)
    assert kinds(diwan, 2) == [Decided, Confirmed]
    assert (decision.outcome, decision.author.name) == (Outcome.REJECTED, second)
    assert not waits(diwan, criticism.comment_id)
    with diwan.store.connection() as connection:
        card = DeskReader(connection).card(criticism.comment_id)
    assert card is not None
    assert card.motion is None
    assert [(each.by_name, each.confirmed_by) for each in card.moved] == [("Berfîn", "Second")]
    assert card.quote(moved.motion) == "you idiots"
    assert all_is_well(diwan)


def test_nobody_confirms_his_own_motion(diwan: House) -> None:
    diwan.register()
    diwan.appoint("Second")
    motion = diwan.move(diwan.criticise()).motion
    with pytest.raises(NotAllowed):
        diwan.confirm(motion, motion.by)


def test_the_second_moderator_may_approve_instead_and_then_nothing_is_left_to_confirm(diwan: House) -> None:
    diwan.register()
    criticism, second = diwan.criticise(), diwan.appoint("Second")
    motion = diwan.move(criticism).motion
    approval = diwan.decide(criticism, author=Author(AuthorKind.MODERATOR, second))
    with pytest.raises(AlreadyDecided):
        diwan.confirm(motion, second)
    with pytest.raises(NeedsConfirmation):
        diwan.decide(criticism, Outcome.REJECTED, supersedes=approval.id)
    assert all_is_well(diwan)


def test_a_motion_made_on_an_earlier_decision_confirms_nothing_later(diwan: House) -> None:
    """Approved, moved, and approved anew after a rejection: the motion spoke of another decision."""
    diwan.register()
    criticism, second, third = diwan.criticise(), diwan.appoint("Second"), diwan.appoint("Third")
    approval = diwan.decide(criticism)
    motion = diwan.move(criticism, supersedes=approval.id).motion
    rejection = diwan.confirm(motion, second)
    again = diwan.decide(criticism, supersedes=rejection.id)
    with pytest.raises(Conflict):
        diwan.confirm(replace(motion, supersedes=again.id), third)
    assert all_is_well(diwan)


def test_an_approval_stands_until_the_motion_against_it_is_confirmed(diwan: House) -> None:
    diwan.register()
    criticism, second = diwan.criticise("You deleted my comment, canary-idiots."), diwan.appoint("Second")
    approval = diwan.approve(criticism)
    motion = diwan.move(criticism, "canary-idiots", supersedes=approval.id).motion
    diwan.print()
    assert "canary-idiots" in diwan.front()
    with diwan.store.connection() as connection:
        reader = MotionReader(connection)
        assert reader.before(second, 10) == [criticism.comment_id]
        assert reader.before(motion.by, 10) == []
        assert reader.count_before(second) == 1
    diwan.confirm(motion, second)
    diwan.print()
    assert "canary-idiots" not in diwan.front()
    assert all_is_well(diwan)


@pytest.mark.parametrize("quote", ["", "   ", "words that are not there", "x" * 20_000])
def test_the_words_must_stand_in_the_comment(diwan: House, quote: str) -> None:
    diwan.register()
    criticism = diwan.criticise()
    with pytest.raises(Unacceptable):
        diwan.move(criticism, quote)
    assert kinds(diwan, 1) != [Moved]


def test_the_reader_s_words_are_stored_with_him_alone(diwan: House) -> None:
    """A motion keeps where they stand and what commits to them: an erasure leaves nothing."""
    diwan.register()
    criticism = diwan.criticise("You deleted my comment, you quoted-canary.")
    diwan.move(criticism, "quoted-canary")
    diwan.erase(criticism.comment_id)
    with diwan.store.connection() as connection:
        rows = connection.execute(text("SELECT * FROM motions")).all()
        leaves = connection.execute(text("SELECT leaf FROM ledger_entries")).all()
        assert connection.execute(text("SELECT count(*) FROM unconfirmed")).scalar_one() == 0
    assert rows
    assert "quoted-canary" not in repr(rows)
    assert all(b"quoted-canary" not in bytes(row[0]) for row in leaves)
    assert all_is_well(diwan)


def test_a_later_motion_takes_the_place_of_an_earlier_one(diwan: House) -> None:
    diwan.register()
    criticism, second = diwan.criticise(), diwan.appoint("Second")
    first = diwan.move(criticism).motion
    later = diwan.move(criticism, "idiots", by=second, guideline=Guideline.VULGARITY).motion
    with pytest.raises(Conflict):
        diwan.confirm(first, second)
    assert diwan.confirm(later, first.by).reason.guideline is Guideline.VULGARITY
    assert all_is_well(diwan)


def test_what_somebody_moved_who_was_dismissed_since_confirms_nothing(diwan: House) -> None:
    diwan.register()
    criticism, second = diwan.criticise(), diwan.appoint("Second")
    motion = diwan.move(criticism, by=second).motion
    founding.dismiss(diwan.store, diwan.clock, name="Second", by="test").result()
    with pytest.raises(Conflict):
        diwan.confirm(motion, diwan.moderator.name)
    assert waits(diwan, criticism.comment_id)


def test_alone_in_the_newsroom_one_is_told_and_the_comment_waits(diwan: House) -> None:
    diwan.register()
    criticism = diwan.criticise()
    assert not diwan.move(criticism).somebody_else
    assert waits(diwan, criticism.comment_id)


def test_what_is_moved_stands_before_everybody_but_who_moved_it(diwan: House) -> None:
    diwan.register()
    criticism, second = diwan.criticise(), diwan.appoint("Second")
    motion = diwan.move(criticism).motion
    with diwan.store.connection() as connection:
        reader = LaneReader(connection)
        assert reader.count(Lane.SECOND_OPINION, None, second) == 1
        assert reader.count(Lane.SECOND_OPINION, None, motion.by) == 0
        assert reader.passed_on_by(motion.by, 10) == [criticism.comment_id]
    with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        lane_again(connection)
    assert all_is_well(diwan)


def test_a_comment_without_the_mark_is_rejected_by_one(diwan: House) -> None:
    diwan.register()
    plain = diwan.submit("A fine bridge, you idiots.")
    diwan.screen(plain.comment_id)
    with pytest.raises(Conflict):
        diwan.move(plain)
    assert diwan.decide(plain, Outcome.REJECTED).outcome is Outcome.REJECTED


def test_the_same_rejection_is_not_asked_for_twice(diwan: House) -> None:
    diwan.register()
    criticism, second = diwan.criticise(), diwan.appoint("Second")
    rejection = diwan.confirm(diwan.move(criticism).motion, second)
    with pytest.raises(AlreadyDecided):
        diwan.move(criticism, supersedes=rejection.id)
