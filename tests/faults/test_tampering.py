"""Whatever is changed, deleted, swapped or forged in the database or in an export, `verify` names it."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle, zip_longest
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import Connection, LargeBinary, Text, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from diwan import appealing, founding, identifiers, rereading, resetting, retention, sealing
from diwan.appeals import Verdict
from diwan.clock import DAY
from diwan.decisions import Decision, Outcome
from diwan.errors import Unavailable
from diwan.guidelines import Guideline
from diwan.ledger.exported import export, verify_exported
from diwan.ledger.notes import VerifierKey
from diwan.ledger.verify import verify
from diwan.ledger.violations import Kind, Violation
from diwan.lifecycle import Acknowledgement, Verdict as Judgement
from diwan.moderators import Role
from diwan.readers import Badge
from diwan.rereadings import Lot
from diwan.restraints import Effect
from diwan.retention import Terms
from diwan.storage import schema
from diwan.storage.book import StoredBook
from diwan.storage.work_lists import check_work_lists
from tests import databases
from tests.breadth import wide
from tests.house import DESCRIPTION, SITE, House, house

TRIALS = 200
"""For each database."""
TOGETHER = 8
"""So many tamperings, with as many tables, before all is verified."""

NOT_COVERED = {
    # Each checkpoint signs all entries before it, and the last one is handed out: without an earlier one nothing is less
    # certain. Cutting off the last ones, with the entries behind them, is what readers' receipts are for.
    ("checkpoints", "delete"),
}

LISTS_NOT_COVERED = {
    "batch_members": "what a batch has still to decide, each only as the records allow; one that is missing stays undecided and waits",
    "daily_sums": "only drawn as plots; whoever doubts a sum empties the table, and it is made again from the records",
    "likenesses": "only lets a moderator be told that a text came before; made from words that are covered",
    "sketches": "only lets a moderator be told that texts nearly alike came before; made again by a restore",
    "unsketched": "comments whose sketch is still to be made; the sketches themselves are not covered either",
    "unkeyed": "comments whose search key is still to be made; until then they are not found",
    "search_keys": "only lets a moderator find a comment; a key without its words is named, and a restore makes all of them again",
    "sketch_bands": "leads to the sketches; a wrong row leads to a comment whose sketch then says that it is not alike",
    "stale_sheets": "files to be cleared away; one that is current is never cleared, whatever stands here",
    "sights": "only keeps a comment from being reread by whoever was shown the decision; a wrong row makes one figure a little less sure",
    "unprinted": "what is missing is named; what is too much makes a thread be printed once more",
}

Row = dict[str, Any]


@pytest.fixture(scope="module", params=databases.DATABASES)
def rich(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with a long and varied history, a full tile included."""
    with house(request.param, tmp_path_factory.mktemp("rich")) as diwan:
        _history(diwan)
        yield diwan


def _rereadings(diwan: House) -> None:
    """Decisions that were drawn, most of them reread; one of the others was seen by who could have."""
    rereader, lot = diwan.appoint("Rereader"), Lot(b"k" * 32, {SITE.id: 100.0})
    for number in range(8):
        sent = diwan.submit(f"drawn {number}")
        approved = Judgement(sent.comment_id, sent.digest, Outcome.APPROVED)
        rejected = replace(approved, outcome=Outcome.REJECTED, guideline=Guideline.THREAT)
        first, second = (rejected, approved) if number % 3 else (approved, rejected)
        diwan.screen_first(sent.comment_id)
        rereading.decide(diwan.store, diwan.clock, diwan.moderator, first, lot).result()
        if number < 6:
            rereading.reread(diwan.store, diwan.clock, rereader, second).result()
        elif number == 6:
            rereading.see(diwan.store, rereader, [sent.comment_id]).result()


def _history(diwan: House) -> None:
    chance = random.Random(7)
    diwan.register(text="The bridge opened at ten to six.")
    diwan.register("other", DESCRIPTION, text="Another text, of the other article.")
    diwan.register("textless", DESCRIPTION)
    founding.appoint(diwan.store, diwan.clock, name="Leaver", role=Role.EDITOR).result()
    resetting.reset(diwan.store, diwan.clock, name="Leaver", by="test").result()
    founding.dismiss(diwan.store, diwan.clock, name="Leaver", by="test").result()
    diwan.tie("Tied")
    editor = diwan.appoint("Lister")
    for revision in range(3):
        diwan.list_terms(f"drat\nword{'abc'[revision]}", base=revision, by=editor)
        diwan.resume(diwan.pause(f"reason {revision}", by=editor), by=editor)
        diwan.close("other", diwan.clock() + revision if revision < 2 else None, by=editor)
    printed: list[tuple[Acknowledgement, str]] = []
    approved: list[tuple[Acknowledgement, str]] = []
    for number in range(60):
        diwan.clock.advance(1000)
        article = chance.choice(["bridge", "other"])
        parents = [p.comment_id for p, where in printed if where == article]
        parent = chance.choice(parents) if parents and number % 3 == 0 else None
        sent = diwan.submit(f"comment {number}", article=article, parent=parent, name=f"Reader {number}")
        if number % 7:
            diwan.screen(sent.comment_id)
        if number % 6 == 0:
            diwan.consult(sent, note="what does it quote?" * (number % 12 == 0))
        if number % 4 == 0:
            diwan.decide(
                sent, Outcome.REJECTED, chance.choice(list(Guideline)), note="a note" * (number % 8 == 0)
            )
        elif number % 5:
            diwan.decide(sent)
            approved.append((sent, article))
        if number % 10 == 9:
            diwan.print()
            printed, approved = printed + approved, []
            sealing.seal(diwan.store, diwan.press, diwan.key)
    diwan.print()
    for number, (sent, _) in enumerate(printed[:12]):
        reports = [
            diwan.report(
                sent.comment_id, chance.choice(list(Guideline)), reason=f"reason {number}" * (number % 3)
            )
            for _ in range(1 + number % 4)
        ]
        if number % 2:
            diwan.clear(sent, _current(diwan, sent), reports[-1].position, note="looked" * (number % 4 == 1))
    for sent, _ in printed[:3]:
        diwan.erase(sent.comment_id)
    for sent, _ in printed[3:6]:
        with diwan.store.connection() as connection:
            current = connection.execute(
                text("SELECT id FROM decisions WHERE comment_id = :id"), {"id": sent.comment_id}
            ).scalar_one()
        diwan.decide(sent, Outcome.REJECTED, Guideline.ABUSE, supersedes=current)
    second = diwan.appoint("Second")
    for number in range(8):
        criticism = diwan.criticise(f"You deleted my comment number {number}, you idiots.")
        moved = diwan.move(criticism, note="a note" * (number % 2))
        if number < 5:
            diwan.confirm(moved.motion, second)
    for number in range(4):
        together = [diwan.submit(f"together {number} {n}") for n in range(3)]
        diwan.batch(together, Outcome.REJECTED if number % 2 else Outcome.APPROVED)
    for number in range(8):
        reader = diwan.arrive(f"account {number}", f"Reader {number}", (None, Badge.STAFF)[number % 2])
        signed = diwan.submit(f"signed {number}", reader=reader)
        if number < 2:
            diwan.erase(signed.comment_id)
        if number in {1, 2, 3}:
            diwan.depart(reader)
    for number in range(8):
        held = diwan.arrive(f"account {number + 20}", f"Reader {number + 20}")
        restraint = diwan.restrain(
            held, list(Effect)[number % 3], 3 if number % 3 else None, note="why" * (number % 2)
        )
        if number > 2:
            diwan.lift(restraint, note="seen again" * (number % 2))
    diwan.print()
    _rereadings(diwan)
    _appeals(diwan)
    diwan.clock.advance(2 * DAY)
    for terms in (Terms(report_words=1), Terms(appeal_words=1)):
        retention.look(diwan.store, diwan.clock, terms, diwan.sites, limit=2 - (terms.report_words is None))
    for number in range(120):
        sent = diwan.submit(f"waiting {number}")
        if number < 10:
            diwan.screen(sent.comment_id)
        if number in {8, 9, 10}:
            diwan.consult(sent)
    sealing.seal(diwan.store, diwan.press, diwan.key)
    diwan.submit("behind the last checkpoint")
    with diwan.store.connection() as connection:
        for table in schema.RECORDS:
            assert connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one(), table.name


def _appeals(diwan: House) -> None:
    """One overturned, one upheld, one that waits, and one whose words were erased."""
    other = diwan.appoint("Answerer")
    for number, verdict in enumerate((Verdict.OVERTURNED, Verdict.UPHELD, None, None)):
        sent = diwan.submit(f"objected {number}")
        rejection = diwan.decide(sent, Outcome.REJECTED, Guideline.THREAT)
        made = appealing.appeal(
            diwan.store,
            diwan.clock,
            comment_id=sent.comment_id,
            decision_id=rejection.id,
            words=f"I object to this, {number}",
            days=14,
        ).result()
        if verdict is not None:
            appealing.answer(
                diwan.store,
                diwan.clock,
                other,
                appeal_id=made.id,
                digest=made.digest,
                verdict=verdict,
                note="It names a person.",
            ).result()
    diwan.erase(sent.comment_id)
    diwan.print()


def _current(diwan: House, sent: Acknowledgement) -> Decision:
    found = diwan.store.write(lambda transaction: transaction.current_decision(sent.comment_id)).result()
    assert found is not None
    return found


@contextmanager
def owner(diwan: House, file: Path) -> Iterator[Connection]:
    """A connection of somebody who owns the database: no trigger, no reference and no check hinders him."""
    if diwan.url != "sqlite":
        with diwan.store.engine.connect() as connection:
            connection.execute(text("SET SESSION session_replication_role = replica"))
            connection.commit()
            yield connection
            connection.rollback()
            connection.execute(text("RESET session_replication_role"))
            connection.commit()
        return
    engine = create_engine(f"sqlite:///{file}", module=sqlite)
    with engine.connect() as connection:
        for (name,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        connection.commit()
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def unguarded(rich: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The rich house's database (on SQLite a copy of it) in the hands of its owner."""
    copy = tmp_path_factory.mktemp("copy") / "copy.sqlite"
    if rich.url == "sqlite":
        with rich.store.engine.connect() as original:
            original.connection.driver_connection.execute(f"VACUUM INTO '{copy}'")  # type: ignore[union-attr]
    with owner(rich, copy) as connection:
        yield connection


def found(connection: Connection, key: VerifierKey) -> list[Violation]:
    return [*verify(StoredBook(connection), verifier_key=key), *check_work_lists(connection)]


def test_nothing_is_named_while_nothing_is_wrong(rich: House, unguarded: Connection) -> None:
    assert found(unguarded, rich.key.verifier) == []
    unguarded.rollback()


class Tamperer:
    """Somebody with the database in his hands, and chance."""

    def __init__(self, connection: Connection, chance: random.Random) -> None:
        self.connection = connection
        self.chance = chance
        inspector = inspect(connection)
        self.keys = {
            table.name: inspector.get_pk_constraint(table.name)["constrained_columns"]
            for table in schema.RECORDS
        }
        connection.rollback()

    def rows(self, table: str) -> list[Row]:
        keys = ", ".join(self.keys[table])
        found = self.connection.execute(text(f"SELECT * FROM {table} ORDER BY {keys}")).mappings()
        return [dict(row) for row in found]

    def change(self, table: str, column: str | None = None) -> list[Row]:
        """One column of one row."""
        rows = self.rows(table)
        row = self.chance.choice(rows)
        column = column or self.chance.choice(list(row))
        new = self._other(table, column, row[column], rows)
        self._update(table, row, {column: new})
        return [row, {**row, column: new}]

    def delete(self, table: str) -> list[Row]:
        row = self.chance.choice(self.rows(table))
        self._run(f"DELETE FROM {table} WHERE {self._where(table)}", self._key(table, row))
        return [row]

    def swap(self, table: str) -> list[Row]:
        """Two rows trade what they hold, their keys apart."""
        rows = self.rows(table)
        if len(rows) < 2:
            raise Redraw
        first, second = self.chance.sample(rows, 2)
        unique = {"position", "supersedes", "name", "ordinal", "submission_key", "decision_id", "appeal_id"}
        columns = [
            c for c in first if c not in self.keys[table] and c not in unique and first[c] != second[c]
        ]
        if table == "words":
            columns = ["salt", "name", "body"]
        if not columns:
            raise Redraw
        self._update(table, first, {c: second[c] for c in columns})
        self._update(table, second, {c: first[c] for c in columns})
        return [first, second]

    def forge(self, table: str) -> list[Row]:
        """A row more, made after another's image."""
        rows = self.rows(table)
        row = dict(self.chance.choice(rows))
        for column in {*self.keys[table], *(_UNIQUE.get(table, ()))} & set(row):
            row[column] = self._fresh(table, column, rows)
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        self._run(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
        return [row]

    def _fresh(self, table: str, column: str, rows: list[Row]) -> object:
        kind = schema.metadata.tables[table].c[column].type
        if table == "ledger_tiles" and column == "level":
            return self.chance.randrange(4)
        if isinstance(kind, Text):
            return identifiers.new(self.chance.randrange(2**41))
        if isinstance(kind, LargeBinary):
            return self.chance.randbytes(32)
        return max(row[column] for row in rows) + self.chance.choice([1, 2, 10])

    def _other(self, table: str, column: str, old: Any, rows: list[Row]) -> object:
        kind = schema.metadata.tables[table].c[column].type
        elsewhere = [row[column] for row in rows if row[column] not in (None, old)]
        if elsewhere and self.chance.random() < 0.4:
            return self.chance.choice(elsewhere)
        if old is None:
            return self.chance.choice(elsewhere) if elsewhere else self._invented(kind)
        if isinstance(kind, Text):
            place = self.chance.randrange(len(old)) if old else 0
            return old[:place] + self.chance.choice("xé ێ0") + old[place + self.chance.randrange(2) :]
        if isinstance(kind, LargeBinary):
            place = self.chance.randrange(len(old))
            flipped = bytes(old)[place] ^ 1 << self.chance.randrange(8)
            return bytes(old)[:place] + bytes([flipped]) + bytes(old)[place + 1 :]
        return old + self.chance.choice([-1, 1, 1000])

    def _invented(self, kind: Any) -> object:
        return "x" if isinstance(kind, Text) else b"x" * 32 if isinstance(kind, LargeBinary) else 7

    def _update(self, table: str, row: Row, new: Row) -> None:
        if all(row[column] == value for column, value in new.items()):
            raise Redraw
        settings = ", ".join(f"{column} = :new_{column}" for column in new)
        values = {f"new_{column}": value for column, value in new.items()}
        self._run(
            f"UPDATE {table} SET {settings} WHERE {self._where(table)}", {**values, **self._key(table, row)}
        )

    def _where(self, table: str) -> str:
        return " AND ".join(f"{column} = :key_{column}" for column in self.keys[table])

    def _key(self, table: str, row: Row) -> Row:
        return {f"key_{column}": row[column] for column in self.keys[table]}

    def _run(self, statement: str, values: Row) -> None:
        try:
            assert self.connection.execute(text(statement), values).rowcount == 1
        except DBAPIError:
            # What the database still refuses (a key in use, a column that must not be empty) is no tampering.
            raise Redraw from None


_UNIQUE = {
    "comments": ("submission_key", "ordinal", "position"),
    "decisions": ("supersedes", "position"),
    "publications": ("decision_id",),
    "erasures": ("comment_id", "position"),
    "threads": ("article",),
    "moderators": ("name", "position"),
    "guidelines": ("position",),
    "articles": ("position",),
    "screenings": ("position",),
    "consultations": ("comment_id", "position"),
    "reports": ("report_key", "position"),
    "expiries": ("report_id", "appeal_id", "position"),
    "draws": ("decision_id", "position"),
    "rereadings": ("comment_id", "position"),
    "clearings": ("through", "position"),
    "appeals": ("decision_id", "position"),
    "appeal_answers": ("appeal_id", "decision_id", "position"),
    "motions": ("position",),
    "confirmations": ("decision_id", "position"),
    "batches": ("position", "undoes"),
    "dismissals": ("position",),
    "ties": ("position",),
    "resets": ("position",),
    "term_lists": ("follows", "position"),
    "pauses": ("position",),
    "resumptions": ("position",),
    "closings": ("position",),
    "instance": ("position",),
    "readers": ("position",),
    "departures": ("position",),
    "signatures": ("position",),
    "reader_subjects": ("subject",),
}


class Redraw(Exception):
    """Chance has drawn something that is no tampering."""


# The kind under which `verify` speaks of a table's rows, and the column that names them.
_NAMED: dict[str, Callable[[Row], str]] = {
    "ledger_entries": lambda row: f"entry {row['position']}",
    "report_words": lambda row: row["report_id"],
    "ledger_tiles": lambda row: f"tile {row['level']}/{row['number']}",
    # Under a changed size the note is told by either, as the row claims or as it is signed.
    "checkpoints": lambda row: f"checkpoint {row['size']}",
    "threads": lambda row: f"thread {row['id']}",
    "words": lambda row: row["comment_id"],
    "draws": lambda row: f"draw {row['comment_id']}",
    "departures": lambda row: row["reader_id"],
    "reader_subjects": lambda row: row["reader_id"],
    "signatures": lambda row: row["comment_id"],
    "signers": lambda row: row["comment_id"],
    "appeal_words": lambda row: f"{row['appeal_id']}",
    "editions": lambda row: f"edition {row['branch']}/{row['level']}/{row['number']}",
}


def _names(table: str, row: Row, violation: Violation) -> bool:
    """Whether the violation points at this row: by its name, or by its place in the ledger."""
    name = _NAMED.get(table)
    if name is not None and name(row) in violation.subject:
        return True
    key = str(
        row.get("id")
        or row.get("motion_id")
        or row.get("decision_id")
        or row.get("moderator_id")
        or row.get("publication_id")
        or row.get("pause_id")
        or row.get("thread_id")
        or "-"
    )
    return violation.position == row.get("position") or key in violation.subject


ACTS = ("change", "delete", "swap", "forge")


@dataclass
class Tampering:
    """One row, or two, changed by chance: the same ones each time, for chance begins where it began."""

    table: str
    told: str
    act: Callable[[], list[Row]]
    chance: random.Random
    state: Any = None
    rows: list[Row] = field(default_factory=list)

    def done(self, connection: Connection) -> bool:
        """Do it, in a transaction of which what fails is undone. False where chance has drawn something that is no tampering."""
        if self.state is None:
            self.state = self.chance.getstate()
        else:
            self.chance.setstate(self.state)
        with connection.begin_nested() as point:
            try:
                self.rows = self.act()
            except Redraw:
                point.rollback()
                return False
        return True

    def names(self, violation: Violation) -> bool:
        return any(_names(self.table, row, violation) for row in self.rows)


def _tried(rich: House, connection: Connection, together: list[Tampering]) -> list[Violation]:
    with _undone(connection):
        for each in together:
            assert each.done(connection)
        return found(connection, rich.key.verifier)


@contextmanager
def _undone(connection: Connection) -> Iterator[None]:
    """A transaction that is rolled back, with parts that may be."""
    with connection.begin() as transaction:
        if connection.dialect.name == "sqlite":
            # The driver begins with the first change, and a part that is no part of anything would be kept.
            connection.exec_driver_sql("BEGIN")
        try:
            yield
        finally:
            transaction.rollback()


def _groups(planned: list[Tampering]) -> Iterator[list[Tampering]]:
    """As many together as may be, of a table one."""
    group: list[Tampering] = []
    for each in planned:
        if len(group) == TOGETHER or any(each.table == other.table for other in group):
            yield group
            group = []
        group.append(each)
    yield group


def _unnamed(rich: House, connection: Connection, planned: list[Tampering]) -> list[str]:
    """What of this nobody names. Several tables are tampered with together, and then all is verified once, which takes a
    tenth of a second: what is named by words that name none of the others is named. Everything else has to be, alone."""
    unnamed = []
    for together in _groups(planned):
        violations = _tried(rich, connection, together)
        for each in together:
            others = [other for other in together if other is not each]
            if any(
                each.names(said) and not any(other.names(said) for other in others) for said in violations
            ):
                continue
            alone = _tried(rich, connection, [each])
            if not any(map(each.names, alone)):
                unnamed.append(f"{each.told}: {each.rows} was told as {[str(v) for v in alone[:3]]}")
    return unnamed


def _drawn(connection: Connection, tampering: Tampering, times: int) -> bool:
    """Whether chance draws a tampering, asked so often."""
    for _ in range(times):
        with _undone(connection):
            tampering.state = None
            drawn = tampering.done(connection)
        if drawn:
            return True
    return False


def test_each_of_many_random_tamperings_is_named(rich: House, unguarded: Connection) -> None:
    tamperer = Tamperer(unguarded, random.Random(rich.url == "sqlite"))
    acts = [(t.name, a) for a in ACTS for t in schema.RECORDS if (t.name, a) not in NOT_COVERED]
    planned: list[Tampering] = []
    for table, act in cycle(acts):
        if len(planned) == TRIALS:
            break
        tampering = Tampering(
            table, f"{act} {table}", partial(getattr(tamperer, act), table), tamperer.chance
        )
        if _drawn(unguarded, tampering, 1):
            planned.append(tampering)
    assert _unnamed(rich, unguarded, planned) == []
    untouched = {t.name for t in schema.RECORDS} - {each.table for each in planned}
    assert not untouched, "not one tampering with these could be tried"


def _tampered(rich: House, tamperer: Tamperer, table: str, act: str) -> tuple[list[Row], list[Violation]]:
    method: Callable[[str], list[Row]] = getattr(tamperer, act)
    with tamperer.connection.begin() as transaction:
        try:
            return method(table), found(tamperer.connection, rich.key.verifier)
        finally:
            transaction.rollback()


def test_every_column_of_every_record_is_covered(rich: House, unguarded: Connection) -> None:
    if rich.url != "sqlite":
        return  # Which columns are compared does not depend on the database.
    tamperer = Tamperer(unguarded, random.Random(3))
    # One column of each table after the other, so that those that come together are of different tables.
    columns = [
        (table.name, column.name)
        for row in zip_longest(*(table.c for table in schema.RECORDS))
        for table, column in zip(schema.RECORDS, row, strict=True)
        if column is not None
    ]
    drawn = [
        tampering
        for table, column in columns
        if _drawn(
            unguarded,
            tampering := Tampering(
                table, f"{table}.{column}", partial(tamperer.change, table, column), tamperer.chance
            ),
            5,
        )
    ]
    assert _unnamed(rich, unguarded, drawn) == []


@pytest.mark.parametrize("written", [b"[{", b"nonsense", b"\xff", b'[{"check":7}]'])
def test_findings_that_cannot_be_read_are_named_and_end_no_verification(
    rich: House, unguarded: Connection, written: bytes
) -> None:
    with unguarded.begin() as transaction:
        waits = "SELECT min(s.comment_id) FROM screenings s JOIN waiting w ON w.comment_id = s.comment_id"
        comment = unguarded.execute(text(waits)).scalar_one()
        told = {"written": written, "id": comment}
        unguarded.execute(text("UPDATE screenings SET findings = :written WHERE comment_id = :id"), told)
        names = {
            row[0]
            for row in unguarded.execute(text("SELECT id FROM screenings WHERE comment_id = :id"), told)
        }
        violations = found(unguarded, rich.key.verifier)
        transaction.rollback()
    assert [violation for violation in violations if any(name in violation.subject for name in names)]


def test_what_is_listed_as_not_covered_is_not(rich: House, unguarded: Connection) -> None:
    tamperer = Tamperer(unguarded, random.Random(5))
    for table, act in NOT_COVERED:
        assert _tampered(rich, tamperer, table, act)[1] == [], "covered after all: take it off the list"


# --- the work lists -------------------------------------------------------------------------------------------


LIST_TAMPERINGS = {
    "a waiting comment is hidden from the desk": "DELETE FROM waiting WHERE comment_id IN (SELECT min(comment_id) FROM waiting)",
    "a decided comment is put before the desk again": (
        "INSERT INTO waiting (comment_id, position) SELECT c.id, c.position FROM comments c "
        "WHERE c.id NOT IN (SELECT comment_id FROM waiting) ORDER BY c.position LIMIT 1"
    ),
    "the queue is put in another order": "UPDATE waiting SET position = position + 100000 WHERE position IN (SELECT min(position) FROM waiting)",
    "a printed comment is no longer known as printed": "DELETE FROM printed WHERE comment_id IN (SELECT min(comment_id) FROM printed)",
    "an undecided comment is called printed": (
        "INSERT INTO printed (comment_id, publication_id) SELECT min(comment_id), 'forged' FROM waiting"
    ),
    "a publication is given to another comment": (
        "UPDATE printed SET comment_id = (SELECT min(comment_id) FROM waiting) "
        "WHERE comment_id IN (SELECT min(comment_id) FROM printed)"
    ),
    "a current sheet is exchanged for a former one": "UPDATE current_sheets SET address = 'former' WHERE number = 0 AND level = 1",
    "a current sheet is forgotten": "DELETE FROM current_sheets WHERE level = 1",
    "a sheet that was never printed is made current": (
        "INSERT INTO current_sheets (branch, level, number, address, count) VALUES ('x', 0, 0, 'forged', 1)"
    ),
    "a comment is hidden from its lane": "DELETE FROM laned WHERE comment_id IN (SELECT min(comment_id) FROM laned)",
    "a comment is put into another lane": "UPDATE laned SET lane = 'fine' WHERE comment_id IN (SELECT min(comment_id) FROM laned WHERE lane = 'oldest')",
    "a comment that was passed on goes back to who asked": "UPDATE laned SET asked_by = 'nobody' WHERE lane = 'second-opinion'",
    "a decided comment stands in a lane": (
        "INSERT INTO laned (comment_id, lane, site, section, language, position, doubt) "
        "SELECT c.id, 'fine', 'courier', '', 'en', c.position, 0 FROM comments c "
        "WHERE c.id NOT IN (SELECT comment_id FROM waiting) ORDER BY c.position LIMIT 1"
    ),
    "a rejection that waits for a second moderator is forgotten": (
        "DELETE FROM unconfirmed WHERE comment_id IN (SELECT min(comment_id) FROM unconfirmed)"
    ),
    "the comments on a sheet are miscounted": "UPDATE current_sheets SET count = count + 1 WHERE level = 1",
}


@pytest.mark.parametrize("what", LIST_TAMPERINGS)
def test_a_tampering_with_the_work_lists_is_named(rich: House, unguarded: Connection, what: str) -> None:
    with unguarded.begin() as transaction:
        assert unguarded.execute(text(LIST_TAMPERINGS[what])).rowcount > 0
        violations = found(unguarded, rich.key.verifier)
        transaction.rollback()
    assert {violation.kind for violation in violations} == {Kind.WORK_LIST}


def test_what_is_owed_but_not_on_the_list_is_named(rich: House, unguarded: Connection) -> None:
    """A rejection or an erasure that is never printed would leave the comment before readers."""
    with unguarded.begin() as transaction:
        unguarded.execute(text("DELETE FROM retractions WHERE erasure_id IS NOT NULL"))
        violations = list(check_work_lists(unguarded))
        transaction.rollback()
    assert {violation.subject.split()[0] for violation in violations} == {"printed"}
    with unguarded.begin() as transaction:
        unguarded.execute(
            text(
                "UPDATE decisions SET outcome = 'rejected', guideline = 'threat' WHERE comment_id IN "
                "(SELECT min(comment_id) FROM printed WHERE comment_id NOT IN (SELECT comment_id FROM reports))"
            )
        )
        violations = list(check_work_lists(unguarded))
        transaction.rollback()
    assert [violation.subject.split()[0] for violation in violations] == ["unprinted"]


def test_every_work_list_is_checked_or_said_why_not() -> None:
    checked = {"waiting", "printed", "current_sheets", "laned", "unconfirmed"}
    assert checked | LISTS_NOT_COVERED.keys() == {table.name for table in schema.WORK_LISTS}


@pytest.mark.parametrize("database", databases.DATABASES)
def test_no_work_list_can_bring_an_unapproved_comment_into_print(database: str, tmp_path: Path) -> None:
    with house(database, tmp_path) as diwan:
        diwan.register()
        stands = diwan.submit("words that stand")
        approval = diwan.approve(stands)
        undecided = diwan.submit("canary-undecided", parent=None)
        rejected = diwan.submit("canary-rejected")
        diwan.decide(rejected, Outcome.REJECTED)
        with owner(diwan, tmp_path / "diwan.sqlite") as connection:
            [(thread,)] = connection.execute(text("SELECT id FROM threads")).all()
            for number, comment in enumerate((undecided.comment_id, rejected.comment_id)):
                values = {"comment": comment, "publication": f"forged {number}", "thread": thread}
                connection.execute(text("INSERT INTO printed VALUES (:comment, :publication)"), values)
                connection.execute(
                    text("INSERT INTO unprinted (thread_id, comment_id) VALUES (:thread, :comment)"), values
                )
                connection.execute(text("DELETE FROM waiting WHERE comment_id = :comment"), values)
            connection.commit()
        with suppress(Unavailable):  # The records refuse the retraction of what was never published.
            diwan.print()
        printed = diwan.read_everything()
        assert "canary" not in printed
        assert "words that stand" in printed
        assert approval.outcome is Outcome.APPROVED


# --- the exported file ---------------------------------------------------------------------------------------


def trades_nothing(one: Row, other: Row) -> bool:
    """Whether two lines of an export may change places: records tell themselves which act they are of, so that one may as well
    stand behind another of its act, or behind the next act's entry."""
    return any("f" in each for each in (one, other)) and abs(one.get("p", -9) - other.get("p", -9)) <= 1


@pytest.mark.parametrize("records", [True, False], ids=["with records", "without records"])
def test_each_of_many_random_alterations_of_an_export_is_named(rich: House, records: bool) -> None:
    if rich.url != "sqlite":
        return  # An export does not tell where it came from.
    with rich.store.connection() as connection:
        lines = list(export(StoredBook(connection, with_records=records), verifier_key=rich.key.verifier))
    assert list(verify_exported(lambda: lines, verifier_key=rich.key.verifier)) == []
    told = [json.loads(line) for line in lines]
    chance = random.Random(records)
    for _ in range(wide(50, 100)):
        altered = list(lines)
        number = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                place = chance.randrange(len(lines[number]))
                flipped = bytes([lines[number][place] ^ 1 << chance.randrange(7)])
                altered[number] = lines[number][:place] + flipped + lines[number][place + 1 :]
                altered = b"".join(altered).splitlines(keepends=True)
            case 1:
                del altered[number]
            case 2:
                other = chance.choice(
                    [
                        n
                        for n, line in enumerate(lines)
                        if not trades_nothing(told[n], told[number]) and line != lines[number]
                    ]
                )
                altered[number], altered[other] = altered[other], altered[number]
            case _:
                altered.insert(number, chance.choice(lines))
        violations = list(verify_exported(lambda altered=altered: altered, verifier_key=rich.key.verifier))  # type: ignore[misc]
        assert violations, f"line {number + 1}: {lines[number][:200]!r}"
        assert all(f"Reader {n}" not in str(v) for v in violations for n in range(60))
