"""Terms on both databases: what is destroyed when, what never is, and that it is gone from the bytes on the disk."""

import subprocess
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from diwan import appealing, retention
from diwan.appeals import Appeal, Verdict
from diwan.clock import DAY
from diwan.decisions import Decision, Outcome
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement
from diwan.retention import Terms
from diwan.storage import schema, scrubbing
from diwan.storage.book import StoredBook
from diwan.storage.work_lists import check_work_lists
from tests.house import House

MONTH = Terms(rejected_words=30, report_words=30, appeal_words=30)


@pytest.fixture
def bridge(diwan: House) -> House:
    diwan.register()
    return diwan


def look(diwan: House, terms: Terms = MONTH, *, limit: int = 100) -> tuple[int, bool]:
    return retention.look(diwan.store, diwan.clock, terms, diwan.sites, limit=limit)


def has_words(diwan: House, sent: Acknowledgement) -> bool:
    found = diwan.store.write(lambda tx: tx.comment(sent.comment_id)).result()
    assert found is not None
    return found.words is not None


def count(diwan: House, table: str) -> int:
    with diwan.store.connection() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def wrong(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        found = [
            *verify(StoredBook(connection), verifier_key=diwan.key.verifier),
            *check_work_lists(connection),
        ]
    return [str(violation) for violation in found]


def rejected(diwan: House, body: str = "words to be rejected") -> tuple[Acknowledgement, Decision]:
    sent = diwan.submit(body)
    diwan.screen(sent.comment_id)
    return sent, diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT)


def object_to(diwan: House, decision: Decision, words: str = "I object") -> Appeal:
    return appealing.appeal(
        diwan.store,
        diwan.clock,
        comment_id=decision.comment_id,
        decision_id=decision.id,
        words=words,
        days=14,
    ).result()


def uphold(diwan: House, appeal: Appeal) -> None:
    appealing.answer(
        diwan.store,
        diwan.clock,
        diwan.appoint("Hawrê"),
        appeal_id=appeal.id,
        digest=appeal.digest,
        verdict=Verdict.UPHELD,
        note="It names a person.",
    ).result()


# --- rejected words ---------------------------------------------------------------------------------------------------


def test_rejected_words_go_after_their_term_and_not_a_moment_before(bridge: House) -> None:
    sent, _ = rejected(bridge)
    bridge.clock.advance(30 * DAY - 1)
    assert look(bridge) == (0, False)
    assert has_words(bridge, sent)
    bridge.clock.advance(1)
    assert look(bridge) == (1, False)
    assert not has_words(bridge, sent)
    assert look(bridge) == (0, False)
    with bridge.store.connection() as connection:
        assert connection.execute(text("SELECT by FROM erasures")).scalar_one() == "retention"
    assert wrong(bridge) == []


def test_without_a_term_nothing_is_ever_destroyed(bridge: House) -> None:
    sent, decision = rejected(bridge)
    uphold(bridge, object_to(bridge, decision))
    bridge.clock.advance(10_000 * DAY)
    assert look(bridge, Terms()) == (0, False)
    assert has_words(bridge, sent)
    assert count(bridge, "appeal_words") == 1


def test_what_is_printed_approved_or_undecided_is_never_touched(bridge: House) -> None:
    printed = bridge.submit("printed")
    bridge.approve(printed)
    approved = bridge.submit("approved, not printed yet")
    bridge.decide(approved)
    waiting = bridge.submit("waits")
    again, rejection = rejected(bridge, "approved after all")
    bridge.decide(again, supersedes=rejection.id)
    still_shown = bridge.submit("rejected, and still on the page")
    approval = bridge.approve(still_shown)
    bridge.decide(still_shown, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)
    bridge.clock.advance(10_000 * DAY)
    assert look(bridge) == (0, False)
    assert all(has_words(bridge, each) for each in (printed, approved, waiting, again, still_shown))
    bridge.print()
    assert look(bridge) == (1, False)
    assert not has_words(bridge, still_shown)
    assert wrong(bridge) == []


def test_words_are_kept_as_long_as_they_can_be_objected_to(bridge: House) -> None:
    sent, _ = rejected(bridge)
    bridge.clock.advance(13 * DAY)
    assert look(bridge, Terms(rejected_words=1)) == (0, False)
    bridge.clock.advance(DAY)
    assert look(bridge, Terms(rejected_words=1)) == (1, False)
    assert not has_words(bridge, sent)


def test_words_are_kept_while_an_objection_waits_and_a_term_after_its_answer(bridge: House) -> None:
    sent, decision = rejected(bridge)
    appeal = object_to(bridge, decision)
    bridge.clock.advance(100 * DAY)
    assert look(bridge) == (0, False)
    uphold(bridge, appeal)
    bridge.clock.advance(29 * DAY)
    assert look(bridge) == (0, False)
    assert has_words(bridge, sent)
    bridge.clock.advance(DAY)
    assert look(bridge) == (1, False)
    assert not has_words(bridge, sent)
    assert count(bridge, "appeal_words") == 0
    assert wrong(bridge) == []


def test_a_comment_that_was_approved_a_moment_before_is_left_alone(bridge: House) -> None:
    sent, rejection = rejected(bridge)
    bridge.clock.advance(40 * DAY)
    write = bridge.store.write
    first = iter((True,))

    def meanwhile(work: object) -> object:
        # Between the look and the erasure a moderator changes his mind.
        if next(first, False):
            bridge.decide(sent, supersedes=rejection.id)
        return write(work)  # type: ignore[arg-type]

    bridge.store.write = meanwhile  # type: ignore[assignment,method-assign]
    try:
        assert look(bridge, Terms(rejected_words=30)) == (0, False)
    finally:
        bridge.store.write = write  # type: ignore[method-assign]
    assert has_words(bridge, sent)


def test_a_long_past_is_worked_off_in_portions(bridge: House) -> None:
    sent = [rejected(bridge, f"number {n}")[0] for n in range(5)]
    bridge.clock.advance(31 * DAY)
    assert [look(bridge, limit=2) for _ in range(4)] == [(2, True), (2, True), (1, False), (0, False)]
    assert not any(has_words(bridge, each) for each in sent)


# --- reasons and appeals ------------------------------------------------------------------------------------------------


def test_a_reason_expires_once_the_report_is_dealt_with_and_the_report_stays(bridge: House) -> None:
    printed = bridge.submit("printed")
    approval = bridge.approve(printed)
    report = bridge.report(printed.comment_id, Guideline.THREAT, reason="he means my sister")
    bridge.report(printed.comment_id, Guideline.THREAT)
    bridge.clock.advance(31 * DAY)
    assert look(bridge) == (0, False), "while it waits for a look, somebody is still to read it"
    bridge.clear(printed, approval, report.position + 1)
    assert look(bridge) == (1, False)
    assert (count(bridge, "reports"), count(bridge, "report_words"), count(bridge, "expiries")) == (2, 0, 1)
    assert has_words(bridge, printed)
    assert look(bridge) == (0, False)
    assert wrong(bridge) == []


def test_the_words_of_an_answered_appeal_expire_and_its_answer_stays(bridge: House) -> None:
    _, decision = rejected(bridge)
    uphold(bridge, object_to(bridge, decision))
    bridge.clock.advance(30 * DAY)
    assert look(bridge, Terms(appeal_words=30)) == (1, False)
    assert (count(bridge, "appeals"), count(bridge, "appeal_answers"), count(bridge, "appeal_words")) == (
        1,
        1,
        0,
    )
    assert wrong(bridge) == []


def test_what_expired_is_not_missed_when_its_comment_is_withdrawn_later(bridge: House) -> None:
    sent, decision = rejected(bridge)
    uphold(bridge, object_to(bridge, decision))
    bridge.clock.advance(30 * DAY)
    look(bridge, Terms(appeal_words=30))
    bridge.erase(sent.comment_id)
    assert wrong(bridge) == []


def test_the_database_lets_words_go_only_behind_a_record_that_says_so(bridge: House) -> None:
    printed = bridge.submit("printed")
    bridge.approve(printed)
    bridge.report(printed.comment_id, reason="his reason")
    _, decision = rejected(bridge)
    appeal = object_to(bridge, decision)
    expiry = "INSERT INTO expiries (id, comment_id, report_id, appeal_id, at, position) VALUES ('x', :comment, NULL, :appeal, 0, 0)"
    with bridge.store.engine.connect().execution_options(writes=True) as connection:
        # An appeal that waits cannot expire, whoever says so; nor can nothing at all.
        for statement, appealed in (
            ("DELETE FROM report_words", appeal.id),
            ("DELETE FROM appeal_words", appeal.id),
            (expiry, appeal.id),
            (expiry, None),
        ):
            given = {"comment": decision.comment_id, "appeal": appealed} if statement == expiry else {}
            with pytest.raises(DBAPIError), connection.begin():
                connection.execute(text(statement), given)


@pytest.mark.parametrize("table", ["report_words", "appeal_words"])
def test_words_that_go_without_a_record_are_missed_and_a_record_without_their_going_is_named(
    bridge: House, table: str
) -> None:
    printed = bridge.submit("printed")
    approval = bridge.approve(printed)
    position = bridge.report(printed.comment_id, reason="his reason").position
    bridge.clear(printed, approval, position)
    _, decision = rejected(bridge)
    uphold(bridge, object_to(bridge, decision))
    bridge.clock.advance(31 * DAY)
    key = "report_id" if table == "report_words" else "appeal_id"
    with bridge.store.engine.connect() as connection:
        row = dict(connection.execute(text(f"SELECT * FROM {table}")).mappings().one())
    look(bridge, Terms(report_words=30) if table == "report_words" else Terms(appeal_words=30))
    assert wrong(bridge) == []
    with bridge.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(schema.metadata.tables[table].insert(), row)
    assert any("expired, but" in each and row[key] in each for each in wrong(bridge))


# --- the bytes ------------------------------------------------------------------------------------------------------------

CANARIES = ("zêrzewat-of-the-body", "Navnîşan-of-the-name", "sedem-of-the-report", "gotin-of-the-appeal")


@pytest.fixture
def gone(bridge: House) -> House:
    """A house in which everything that was to be gone is destroyed, among much that stays."""
    body, name, reason, objection = CANARIES
    first = bridge.submit(f"{body} and nothing else", name=name)
    approval = bridge.approve(first)
    bridge.screen(first.comment_id)
    stays = bridge.submit("what stays on the page")
    kept = bridge.approve(stays)
    reported = bridge.report(stays.comment_id, Guideline.THREAT, reason=reason)
    bridge.clear(stays, kept, reported.position)
    rejection = bridge.decide(first, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)
    uphold(bridge, object_to(bridge, rejection, objection))
    bridge.print()
    for n in range(300):
        # Enough that pages split and move, which is what leaves copies behind.
        sent = bridge.submit(f"{n} words of somebody else " * (1 + n % 40), name=f"Reader {n}")
        if n % 3 == 0:
            bridge.screen(sent.comment_id)
    withdrawn = bridge.submit(f"{body} once more, and withdrawn " * 30, name=name)
    bridge.screen(withdrawn.comment_id)
    bridge.erase(withdrawn.comment_id)
    bridge.clock.advance(40 * DAY)
    assert look(bridge, Terms(appeal_words=30))[0] == 1
    assert look(bridge)[0] == 2
    assert wrong(bridge) == []
    return bridge


def test_after_the_term_no_erased_word_is_in_the_press_nor_in_the_bytes_of_the_database(
    gone: House, database: str, tmp_path: Path
) -> None:
    printed = gone.read_everything()
    assert "what stays on the page" in printed
    assert [each for each in CANARIES if each in printed] == []
    scrubbing.rewrite(gone.store)
    files = _bytes_of(gone, database, tmp_path)
    assert [name for name, data in files.items() for each in CANARIES if each.encode() in data] == []
    # The control: what stays is found, so that the search is able to find.
    assert any(b"what stays on the page" in data for data in files.values())
    assert wrong(gone) == []


@pytest.mark.parametrize("database", ["sqlite"])
def test_on_sqlite_the_duty_alone_takes_them_out_of_the_log_and_the_index(
    gone: House, database: str, tmp_path: Path
) -> None:
    assert scrubbing.cut_log(gone.store)
    files = _bytes_of(gone, database, tmp_path)
    assert files["diwan.sqlite-wal"] == b""
    found = [name for name, data in files.items() for each in CANARIES if each.encode() in data]
    assert found == []


@pytest.mark.parametrize("database", ["sqlite"])
def test_on_sqlite_a_reader_keeps_the_log_from_being_cut_and_nothing_breaks(gone: House) -> None:
    with gone.store.connection() as connection:
        connection.execute(text("SELECT count(*) FROM comments")).scalar_one()
        gone.submit("written meanwhile")
        assert not scrubbing.cut_log(gone.store)
    assert scrubbing.cut_log(gone.store)


def test_the_latest_destruction_is_known_by_its_place_in_the_ledger(bridge: House) -> None:
    assert scrubbing.newest_destruction(bridge.store) == -1
    sent = bridge.submit()
    bridge.erase(sent.comment_id)
    assert (
        scrubbing.newest_destruction(bridge.store)
        == bridge.store.write(lambda tx: tx.next_position()).result() - 1
    )


def _bytes_of(diwan: House, database: str, folder: Path) -> dict[str, bytes]:
    """The files of the database; of PostgreSQL a dump of every table, and each table's own file."""
    if database == "sqlite":
        return {path.name: path.read_bytes() for path in folder.glob("diwan.sqlite*")}
    found: dict[str, bytes] = {}
    with psycopg.connect(diwan.url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        root = Path(str(connection.execute("SHOW data_directory").fetchone()[0]))  # type: ignore[index]
        for table in schema.metadata.tables:
            with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copied:
                found[f"dump of {table}"] = b"".join(bytes(part) for part in copied)
            relative = connection.execute(f"SELECT pg_relation_filepath('{table}')".encode()).fetchone()
            assert relative is not None
            found[f"file of {table}"] = _read(root / str(relative[0]))
    return found


def _read(path: Path) -> bytes:
    # The server's files belong to the account that it runs under.
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout
