"""Restraints of readers on both databases: who may set and lift them, what each does, and that nobody learns from the ledger of whom."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from diwan import founding, lifecycle
from diwan.clock import DAY
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.readers import State
from diwan.desk.selections import SameName, SameReader
from diwan.errors import Conflict, DiwanError, MayNotWrite, NotAllowed, Unacceptable, Unknown
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Verdict
from diwan.moderators import Moderator, Role
from diwan.readers import Badge, Reader
from diwan.restraints import Effect
from diwan.screening.policy import Policies, Policy, SitePolicy
from diwan.storage.batches import BatchReader
from diwan.storage.book import StoredBook
from diwan.storage.desk_readers import DeskReaders
from diwan.storage.engine import connect
from diwan.storage.restraints import restraints_on_signer
from diwan.storage.store import Store
from diwan.storage.stored_about import stored_about
from tests.house import SITE, START, House

# Whatever carries three links is rejected by the rule on links.
REJECTS = Policies({SITE.id: SitePolicy(Policy(frozenset({"links"}), {Guideline.PROMOTION: 0.5}))})
LINKS = "Buy: https://a.example https://b.example https://c.example https://d.example"


def moderator(diwan: House) -> Moderator:
    return Moderator(diwan.moderator.name, "Berfîn", Role.MODERATOR, START)


def rows(diwan: House, sql: str, **values: object) -> list[Mapping[str, object]]:
    with diwan.store.connection() as connection:
        return [dict(row) for row in connection.execute(text(sql), values).mappings()]


def entries(diwan: House, *kinds: str) -> list[dict[str, object]]:
    found = rows(diwan, "SELECT leaf FROM ledger_entries ORDER BY position")
    told = [json.loads(bytes(row["leaf"])) for row in found]  # type: ignore[call-overload] # a column of bytes
    return [entry for entry in told if entry["kind"] in kinds]


def wrong(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        return [str(v) for v in verify(StoredBook(connection), verifier_key=diwan.key.verifier)]


@pytest.fixture
def reader(diwan: House) -> Reader:
    diwan.register()
    return diwan.arrive("account-4711", "Berîvan")


# --- who may what -------------------------------------------------------------------------------------------


def test_a_moderator_holds_and_mutes_for_as_long_as_the_settings_say(diwan: House, reader: Reader) -> None:
    berfin = moderator(diwan)
    assert diwan.restrain(reader, Effect.HOLD, by=berfin).until is None
    assert diwan.restrain(reader, Effect.MUTE, 14, by=berfin).until == diwan.clock() + 14 * DAY
    with pytest.raises(NotAllowed, match="at most 14 days"):
        diwan.restrain(reader, Effect.MUTE, 15, by=berfin)
    with pytest.raises(NotAllowed, match="at most 3 days"):
        diwan.restrain(reader, Effect.MUTE, 4, by=berfin, mute_days=3)
    assert diwan.restrain(reader, Effect.MUTE, 15).by != berfin.id


def test_only_an_editor_bars_and_lifts(diwan: House, reader: Reader) -> None:
    berfin = moderator(diwan)
    with pytest.raises(NotAllowed, match="Only an editor bars"):
        diwan.restrain(reader, Effect.BAR, by=berfin)
    bar = diwan.restrain(reader, Effect.BAR)
    with pytest.raises(NotAllowed, match="Only an editor lifts"):
        diwan.lift(bar, by=berfin)
    assert diwan.lift(bar).restraint_id == bar.id


def test_whoever_only_says_that_he_is_an_editor_bars_and_lifts_nothing(diwan: House, reader: Reader) -> None:
    pretender = replace(moderator(diwan), role=Role.EDITOR)
    with pytest.raises(NotAllowed):
        diwan.restrain(reader, Effect.BAR, by=pretender)
    bar = diwan.restrain(reader, Effect.BAR)
    with pytest.raises(NotAllowed):
        diwan.lift(bar, by=pretender)
    assert len(entries(diwan, "restrained", "lifted")) == 1


def test_whoever_was_dismissed_restrains_nobody(diwan: House, reader: Reader) -> None:
    founding.dismiss(diwan.store, diwan.clock, name="Berfîn", by="test").result()
    with pytest.raises(NotAllowed):
        diwan.restrain(reader, by=moderator(diwan))


@pytest.mark.parametrize(
    ("effect", "days"), [(Effect.MUTE, None), (Effect.MUTE, 0), (Effect.BAR, 4000), (Effect.HOLD, -1)]
)
def test_an_end_that_cannot_be_is_refused(
    diwan: House, reader: Reader, effect: Effect, days: int | None
) -> None:
    with pytest.raises(Unacceptable) as refused:
        diwan.restrain(reader, effect, days)
    assert refused.value.field == "days"


def test_nobody_is_restrained_who_never_came_or_has_gone(diwan: House, reader: Reader) -> None:
    with pytest.raises(Unknown):
        diwan.restrain(replace(reader, id="0" * 32))
    diwan.depart(reader)
    with pytest.raises(Unknown):
        diwan.restrain(reader)


def test_of_two_who_act_on_what_they_both_saw_the_second_is_told(diwan: House, reader: Reader) -> None:
    seen = diwan.last_act_on(reader)
    first = diwan.restrain(reader, Effect.MUTE, 3, seen=seen)
    with pytest.raises(Conflict, match="A colleague has acted"):
        diwan.restrain(reader, Effect.MUTE, 5, by=moderator(diwan), seen=seen)
    seen = diwan.last_act_on(reader)
    diwan.lift(first, seen=seen)
    with pytest.raises(Conflict, match="A colleague has acted"):
        diwan.lift(first, seen=seen)
    with pytest.raises(Conflict, match="ended already"):
        diwan.lift(first)


def test_what_is_over_cannot_be_lifted(diwan: House, reader: Reader) -> None:
    mute = diwan.restrain(reader, Effect.MUTE, 1)
    diwan.clock.advance(DAY)
    with pytest.raises(Conflict, match="ended already"):
        diwan.lift(mute)
    assert wrong(diwan) == []


# --- what each does -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("effect", "days"), [(Effect.MUTE, 2), (Effect.BAR, 2), (Effect.BAR, None)])
def test_who_is_muted_or_barred_is_refused_until_its_end_and_nothing_is_stored(
    diwan: House, reader: Reader, effect: Effect, days: int | None
) -> None:
    restraint = diwan.restrain(reader, effect, days)
    with pytest.raises(MayNotWrite) as refused:
        diwan.submit(reader=reader)
    assert refused.value.restraint == restraint
    assert rows(diwan, "SELECT id FROM comments") == []
    diwan.clock.advance(2 * DAY)
    if days is None:
        with pytest.raises(MayNotWrite):
            diwan.submit(reader=reader)
    else:
        diwan.submit(reader=reader)
    assert wrong(diwan) == []


def test_of_several_the_one_that_lasts_longest_is_told_and_each_is_lifted_by_itself(
    diwan: House, reader: Reader
) -> None:
    short, long = diwan.restrain(reader, Effect.MUTE, 3), diwan.restrain(reader, Effect.BAR, 30)
    endless = diwan.restrain(reader, Effect.BAR)
    for expected in (endless, long, short):
        with pytest.raises(MayNotWrite) as refused:
            diwan.submit(reader=reader)
        assert refused.value.restraint == expected
        diwan.lift(expected)
    diwan.submit(reader=reader)


def test_what_was_acknowledged_before_is_acknowledged_again(diwan: House, reader: Reader) -> None:
    first = diwan.submit("Before.", key="the-key-of-the-first-one", reader=reader)
    diwan.restrain(reader, Effect.BAR)
    again = diwan.submit("Before.", key="the-key-of-the-first-one", reader=reader)
    assert (again.comment_id, again.repeated) == (first.comment_id, True)


def test_a_guest_and_another_reader_write_on_under_the_same_name(diwan: House, reader: Reader) -> None:
    diwan.restrain(reader, Effect.BAR)
    diwan.submit(name=reader.name)
    diwan.submit(reader=diwan.arrive("account-4712", reader.name))


@pytest.mark.parametrize("effect", list(Effect))
def test_no_machine_decides_about_the_comments_of_somebody_who_is_restrained(
    diwan: House, reader: Reader, effect: Effect
) -> None:
    machine = replace(diwan, policies=REJECTS)
    before, other = machine.submit(LINKS, reader=reader), machine.submit(LINKS)
    diwan.restrain(reader, effect, 5)
    assert machine.screen(before.comment_id) is None
    decided = machine.screen(other.comment_id)
    assert decided is not None
    assert decided.outcome is Outcome.REJECTED
    # It is screened, and waits where everything waits.
    assert rows(diwan, "SELECT comment_id FROM waiting") == [{"comment_id": before.comment_id}]
    assert len(rows(diwan, "SELECT id FROM screenings WHERE comment_id = :id", id=before.comment_id)) == 1
    assert wrong(diwan) == []


def test_not_even_a_machine_that_asks_by_itself_decides(diwan: House, reader: Reader) -> None:
    sent = diwan.submit(reader=reader)
    diwan.restrain(reader, Effect.HOLD)
    rule = Author(AuthorKind.RULE, "repeats", "1")
    for outcome, guideline in ((Outcome.APPROVED, None), (Outcome.REJECTED, Guideline.PROMOTION)):
        verdict = Verdict(sent.comment_id, sent.digest, outcome, guideline)
        with pytest.raises(NotAllowed, match="A person decides"):
            lifecycle.decide(diwan.store, diwan.clock, rule, verdict).result()
    assert diwan.decide(sent).outcome is Outcome.APPROVED


def test_once_a_hold_is_lifted_or_over_machines_decide_again(diwan: House, reader: Reader) -> None:
    machine = replace(diwan, policies=REJECTS)
    diwan.lift(diwan.restrain(reader, Effect.HOLD))
    assert machine.screen(machine.submit(LINKS, reader=reader).comment_id) is not None
    diwan.restrain(reader, Effect.HOLD, 1)
    sent = machine.submit(LINKS, reader=reader)
    diwan.clock.advance(DAY)
    assert machine.screen(sent.comment_id) is not None


def test_what_waits_and_what_is_printed_stays_where_it_is(diwan: House, reader: Reader) -> None:
    printed, waits = diwan.submit("Printed.", reader=reader), diwan.submit("Waits.", reader=reader)
    diwan.approve(printed)
    diwan.restrain(reader, Effect.BAR)
    diwan.print()
    assert "Printed." in diwan.front()
    assert rows(diwan, "SELECT comment_id FROM waiting") == [{"comment_id": waits.comment_id}]
    diwan.approve(waits)
    assert "Waits." in diwan.front()


# --- at once, everywhere --------------------------------------------------------------------------------------


def test_a_restraint_counts_at_once_in_every_process(diwan: House, reader: Reader) -> None:
    second = replace(diwan, store=Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None))
    try:
        second.submit(reader=reader, key="before-it-everywhere-1")
        bar = diwan.restrain(reader, Effect.BAR)
        with pytest.raises(MayNotWrite):
            second.submit(reader=reader, key="behind-it-everywhere-1")
        second.lift(bar)
        diwan.submit(reader=reader, key="behind-both-everywhere")
    finally:
        second.store.close()


def test_a_bar_and_submissions_that_race_it_stand_in_the_ledger_in_one_order(
    diwan: House, reader: Reader
) -> None:
    """Whatever was acknowledged stands before the bar; whatever was refused is not there. Several rounds, in two processes."""
    editor = diwan.editor()
    second = Store(connect(diwan.url, diwan.folder), on_disk_error=lambda: None)
    try:
        for round_number in range(6):
            start = Barrier(5)
            outcomes: list[bool] = []

            def send(number: int, start: Barrier = start, outcomes: list[bool] = outcomes) -> None:
                words = Submission(
                    SITE.id, "bridge", f"racing-key-of-a-reader-{number:06d}", Words("", "Racing.")
                )
                start.wait()
                try:
                    lifecycle.submit(
                        second if number % 2 else diwan.store, diwan.clock, SITE, words, reader
                    ).result()
                    outcomes.append(True)
                except MayNotWrite:
                    outcomes.append(False)

            before = len(entries(diwan, "signed"))
            senders = [Thread(target=send, args=(round_number * 10 + n,)) for n in range(4)]
            for each in senders:
                each.start()
            start.wait()
            bar = diwan.restrain(reader, Effect.BAR, by=editor)
            for each in senders:
                each.join()
            told = [entry["kind"] for entry in entries(diwan, "signed", "restrained", "lifted")]
            # Since the last lifting: signed ones, the bar, and nothing behind it.
            since = told[len(told) - told[::-1].index("lifted") :] if "lifted" in told else told
            assert since == ["signed"] * sum(outcomes) + ["restrained"]
            assert len(entries(diwan, "signed")) == before + sum(outcomes)
            diwan.lift(bar, by=editor)
    finally:
        second.close()
    assert wrong(diwan) == []


# --- what the ledger tells ------------------------------------------------------------------------------------


def test_the_ledger_tells_what_why_until_when_and_by_whom_but_not_against_whom(
    diwan: House, reader: Reader
) -> None:
    first = diwan.restrain(reader, Effect.MUTE, 3, note="He insults by name.", guideline=Guideline.THREAT)
    again = diwan.restrain(reader, Effect.MUTE, 3)
    diwan.lift(first, note="He wrote to us.")
    told = entries(diwan, "restrained", "lifted")
    assert [entry["kind"] for entry in told] == ["restrained", "restrained", "lifted"]
    assert told[0]["effect"] == "mute"
    assert told[0]["guideline"] == "threat"
    assert told[0]["until"] == first.until
    assert told[0]["by"] == first.by
    spelled = json.dumps(told)
    for secret in (reader.id, reader.name, "account-4711", "insults", "wrote to us"):
        assert secret not in spelled
    # Nor that both are against the same one.
    assert told[0]["reader"] != told[1]["reader"]
    assert again.reader_id == first.reader_id
    assert wrong(diwan) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE restraints SET effect = 'hold' WHERE effect = 'bar'", "effect is hold; the ledger says bar"),
        ("UPDATE restraints SET until = NULL WHERE effect = 'bar'", "until is none"),
        ("UPDATE restraints SET guideline = 'abuse'", "guideline is abuse"),
        ("UPDATE restraints SET note = 'Another note.'", "note, note_salt"),
        (
            "UPDATE restraints SET reader_id = (SELECT o.id FROM readers o WHERE o.id <> restraints.reader_id)",
            "reader_id, salt",
        ),
        ("DELETE FROM liftings", "the record that the ledger speaks of is missing"),
        ("UPDATE liftings SET note = 'Another note.'", "note, note_salt"),
        ("UPDATE liftings SET by = (SELECT m.id FROM moderators m WHERE m.role = 'moderator')", "by is"),
    ],
)
def test_a_restraint_that_was_tampered_with_is_named(
    diwan: House, reader: Reader, unguarded: Callable[[House, str], None], change: str, named: str
) -> None:
    diwan.arrive("somebody-else", "Somebody")
    diwan.lift(diwan.restrain(reader, Effect.BAR, 9, note="Why."), note="Why not.")
    assert wrong(diwan) == []
    unguarded(diwan, change)
    assert any(named in told for told in wrong(diwan)), wrong(diwan)


@pytest.fixture
def unguarded() -> Callable[[House, str], None]:
    """Runs a statement as somebody who owns the database: no trigger and no reference hinders him."""

    def run(diwan: House, change: str) -> None:
        with diwan.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if diwan.store.engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            else:
                for table in ("restraints", "liftings"):
                    for verb in ("update", "delete"):
                        connection.execute(text(f"DROP TRIGGER {table}_never_{verb}"))
            connection.execute(text(change))

    return run


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE restraints SET until = NULL",
        "DELETE FROM restraints",
        "UPDATE liftings SET note = 'x'",
        "DELETE FROM liftings",
    ],
)
def test_no_restraint_and_no_lifting_is_ever_changed_or_removed(
    diwan: House, reader: Reader, statement: str
) -> None:
    diwan.lift(diwan.restrain(reader, Effect.BAR, 9))
    with (
        pytest.raises(DBAPIError),
        diwan.store.engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        connection.execute(text(statement))


def test_the_database_itself_lets_no_moderator_bar_or_lift(diwan: House, reader: Reader) -> None:
    bar = diwan.restrain(reader, Effect.BAR)
    with pytest.raises(DiwanError):
        diwan.store.write(
            lambda tx: tx.keep_restraint(
                replace(bar, id="1" * 32, by=diwan.moderator.name),
                salt=b"s" * 32,
                note_salt=None,
                position=tx.next_position(),
            )
        ).result()


def test_a_badge_frees_nobody(diwan: House) -> None:
    diwan.register()
    columnist = diwan.arrive("columnist", "Rojda", Badge.STAFF)
    diwan.restrain(columnist, Effect.MUTE, 1)
    with pytest.raises(MayNotWrite):
        diwan.submit(reader=columnist)


# --- what the desk reads --------------------------------------------------------------------------------------


def test_the_desk_reads_a_readers_record_his_comments_and_what_was_done(diwan: House, reader: Reader) -> None:
    approved, rejected, waiting = (diwan.submit(f"Number {n}.", reader=reader) for n in range(3))
    guest = diwan.submit("A guest's.", name=reader.name)
    diwan.decide(approved)
    diwan.decide(rejected, Outcome.REJECTED, Guideline.THREAT)
    lifted, hold = diwan.restrain(reader, Effect.MUTE, 2), diwan.restrain(reader, Effect.HOLD, note="Why.")
    diwan.lift(lifted)
    with diwan.store.connection() as connection:
        desk = DeskReaders(connection)
        known = desk.known(reader.id)
        records = desk.records([each.comment_id for each in (approved, waiting, guest)])
        by_state = {
            state: [comment_id for comment_id, _ in desk.comments(reader.id, state, 5)]
            for state in (None, *State)
        }
        acts, in_force = desk.acts(5), desk.in_force(diwan.clock(), 5)
        nobody = desk.known("0" * 32)
    assert known is not None
    assert (known.name, known.departed, known.last_act) == ("Berîvan", False, diwan.last_act_on(reader))
    assert (known.record.approved, known.record.waiting) == (1, 1)
    assert known.record.rejected == {Guideline.THREAT: 1}
    assert records.keys() == {approved.comment_id, waiting.comment_id}
    assert records[waiting.comment_id] == known.record
    assert by_state[State.WAITING] == [waiting.comment_id]
    assert by_state[State.REJECTED] == [rejected.comment_id]
    assert by_state[None] == [each.comment_id for each in (waiting, rejected, approved)]
    assert [act.restraint.id for act in acts] == [hold.id, lifted.id]
    assert [(act.restraint.note, act.reader_name) for act in in_force] == [("Why.", "Berîvan")]
    assert acts[1].lifted_by == "Editor of the house"
    assert nobody is None


def test_each_card_of_a_page_has_its_own_readers_record(diwan: House, reader: Reader) -> None:
    other, third = diwan.arrive("18", "Rojda"), diwan.arrive("19", "Zîn")
    mine, *_ = (diwan.submit(f"Mine, {n}.", reader=reader) for n in range(3))
    his = [diwan.submit(f"His, {n}.", reader=other) for n in range(2)]
    lone = diwan.submit("Lone.", reader=third)
    for each in his:
        diwan.decide(each, Outcome.REJECTED, Guideline.THREAT)
    hold = diwan.restrain(other, Effect.HOLD)
    mute = diwan.restrain(reader, Effect.MUTE, 2)
    with diwan.store.connection() as connection:
        records = DeskReaders(connection).records([each.comment_id for each in (mine, his[0], his[1], lone)])
    assert [records[each.comment_id].reader_id for each in (mine, *his, lone)] == [
        reader.id,
        other.id,
        other.id,
        third.id,
    ]
    assert [
        (records[each.comment_id].waiting, dict(records[each.comment_id].rejected))
        for each in (mine, his[0], lone)
    ] == [
        (3, {}),
        (0, {Guideline.THREAT: 2}),
        (1, {}),
    ]
    told = {
        each.comment_id: [act.restraint.id for act in records[each.comment_id].acts]
        for each in (mine, his[0], lone)
    }
    assert told == {mine.comment_id: [mute.id], his[0].comment_id: [hold.id], lone.comment_id: []}


def test_of_many_acts_on_one_reader_the_latest_are_told_and_nobody_elses_are_crowded_out(
    diwan: House, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diwan.storage.desk_readers.MOST_ACTS", 2)
    other = diwan.arrive("18", "Rojda")
    hold = diwan.restrain(other, Effect.HOLD)
    acts = [diwan.restrain(reader, Effect.MUTE, 1) for _ in range(3)]
    his = diwan.submit(reader=other)
    with diwan.store.connection() as connection:
        desk = DeskReaders(connection)
        known = desk.known(reader.id)
        records = desk.records([his.comment_id])
    assert known is not None
    assert [act.restraint.id for act in known.record.acts] == [acts[2].id, acts[1].id]
    assert [act.restraint.id for act in records[his.comment_id].acts] == [hold.id]


def test_receipts_and_archives_read_what_is_in_force_against_the_signer(diwan: House, reader: Reader) -> None:
    mine, guest = diwan.submit(reader=reader), diwan.submit()
    hold = diwan.restrain(reader, Effect.HOLD, 2)
    with diwan.store.connection() as connection:
        assert restraints_on_signer(connection, mine.comment_id, diwan.clock()) == [hold]
        assert restraints_on_signer(connection, mine.comment_id, diwan.clock() + 2 * DAY) == []
        assert restraints_on_signer(connection, guest.comment_id, diwan.clock()) == []
        stored = stored_about(connection, mine.comment_id)
    assert stored is not None
    assert [each["id"] for each in stored["restraints"]] == [hold.id]


def test_a_batch_by_reader_finds_what_he_signed_and_by_name_what_guests_left(
    diwan: House, reader: Reader
) -> None:
    his = [diwan.submit(f"Number {n}.", reader=reader) for n in range(2)]
    guests = [diwan.submit(f"Number {n}.", name=reader.name) for n in range(2)]
    asked: dict[str, Any] = {"before": 2**60, "moderator_id": diwan.moderator.name, "at": diwan.clock()}
    with diwan.store.connection() as connection:
        batches = BatchReader(connection)
        by_reader = batches.found(SameReader(his[0].comment_id), **asked)
        by_name = batches.found(SameName(guests[0].comment_id), **asked)
        of_a_guest = batches.found(SameReader(guests[0].comment_id), **asked)
    assert [each.comment_id for each in by_reader] == [each.comment_id for each in his]
    assert [each.comment_id for each in by_name] == [each.comment_id for each in guests]
    assert of_a_guest == []
