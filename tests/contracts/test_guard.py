"""No one person rejects criticism of the publisher, on any route, on either database."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import text

from diwan import founding, lifecycle
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.lanes import Lane
from diwan.errors import AlreadyDecided, Conflict, NeedsConfirmation, NotAllowed, NotScreened, Unacceptable
from diwan.guidelines import Guideline
from diwan.ledger.entries import Confirmed, Decided, Moved, Screened
from diwan.ledger.leaves import decode
from diwan.ledger.verify import verify
from diwan.lifecycle import Verdict
from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.policy import Policies, Policy, SitePolicy
from diwan.screening.rules.criticism import Criticism
from diwan.screening.screener import Screener
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.lanes import LaneReader, lane_again
from diwan.storage.motions import MotionReader
from diwan.storage.work_lists import check_work_lists
from tests.house import SITE, House
from tests.waiting import PATIENCE_S


class Broken:
    """A check that fails."""

    version = "1"
    languages: frozenset[str] | None = None

    def __init__(self, name: str) -> None:
        self.name = name

    def look(self, reading: Reading) -> Sequence[Finding]:
        raise OSError(reading.language.code)

    def release(self) -> None:
        """Nothing waits."""


class Late(Broken):
    """One that does not come to an end before it is released."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.released = threading.Event()

    def look(self, reading: Reading) -> Sequence[Finding]:
        self.released.wait(PATIENCE_S)
        return []

    def release(self) -> None:
        self.released.set()


class Sure:
    """A check that is sure of promotion."""

    name, version = "links", "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        return [Finding(self.name, self.version, Guideline.PROMOTION, 1.0)]


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


def test_what_no_check_has_read_is_rejected_by_nobody_until_it_is_screened(diwan: House) -> None:
    diwan.register()
    plain = diwan.submit("A fine bridge, you idiots.")
    verdict = Verdict(plain.comment_id, plain.digest, Outcome.REJECTED, Guideline.PROFANITY)
    with pytest.raises(NotScreened):
        lifecycle.decide(diwan.store, diwan.clock, diwan.moderator, verdict).result()
    with pytest.raises(NotScreened):
        diwan.move(plain)
    assert waits(diwan, plain.comment_id)
    diwan.screen_first(plain.comment_id)
    assert (
        lifecycle.decide(diwan.store, diwan.clock, diwan.moderator, verdict).result().outcome
        is Outcome.REJECTED
    )
    assert kinds(diwan, 2) == [Screened, Decided]
    assert all_is_well(diwan)


def test_what_no_check_has_read_may_be_approved(diwan: House) -> None:
    diwan.register()
    assert diwan.decide(diwan.submit("You deleted my comment.")).outcome is Outcome.APPROVED


def test_criticism_that_no_check_had_read_takes_two_as_ever(diwan: House) -> None:
    diwan.register()
    criticism = diwan.submit("You deleted my comment, you idiots.")
    with pytest.raises(NeedsConfirmation, match="criticises the publisher"):
        diwan.decide(criticism, Outcome.REJECTED)
    assert waits(diwan, criticism.comment_id)


def test_no_machine_decides_what_is_screened_for_a_person(diwan: House) -> None:
    diwan.register()
    diwan.screener = Screener((Sure(),), timeout_s=5)
    diwan.policies = Policies(
        {SITE.id: SitePolicy(Policy(frozenset({"links"}), reject={Guideline.PROMOTION: 0.9}))}
    )
    first, second = diwan.submit("Buy my bridge."), diwan.submit("Buy my other bridge.")
    assert diwan.screen(first.comment_id) is not None
    assert diwan.decide(second, Outcome.REJECTED).author.kind is AuthorKind.MODERATOR


@pytest.mark.parametrize("kind", [Broken, Late])
def test_where_the_check_for_criticism_failed_two_decide(diwan: House, kind: type[Broken]) -> None:
    diwan.register()
    check = kind("criticism")
    diwan.screener = Screener((check,), timeout_s=0.01)
    plain, second = diwan.submit("A fine bridge, you idiots."), diwan.appoint("Second")
    try:
        with pytest.raises(NeedsConfirmation, match="failed on this comment"):
            diwan.decide(plain, Outcome.REJECTED)
    finally:
        check.release()
    assert diwan.confirm(diwan.move(plain).motion, second).outcome is Outcome.REJECTED
    assert all_is_well(diwan)


def test_the_failure_of_another_check_asks_for_no_second_moderator(diwan: House) -> None:
    diwan.register()
    diwan.screener = Screener((Broken("length"), Criticism()), timeout_s=5)
    assert diwan.decide(diwan.submit("A fine bridge."), Outcome.REJECTED).outcome is Outcome.REJECTED


def test_in_a_language_that_the_check_does_not_know_one_person_decides(diwan: House) -> None:
    diwan.register()
    diwan.screener = Screener((Criticism(),), timeout_s=5)
    french = diwan.submit(
        "Ce pont est magnifique, je le trouve vraiment tres beau et tres utile pour la ville."
    )
    assert diwan.decide(french, Outcome.REJECTED).outcome is Outcome.REJECTED
    with diwan.store.connection() as connection:
        card = DeskReader(connection).card(french.comment_id)
    assert card is not None
    assert [finding.could_not_tell for finding in card.findings or ()] == [True]
