"""Single records changed, deleted or reordered by somebody who owns the database: `diwan verify` names each.

A small house with every kind of record. One after the other, each column of each record is changed, each record is deleted, and each
trades what it holds with the next of its table; then everything is verified as `diwan verify` does, and what it says must name the record
by its id or its place in the ledger.
"""

import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import Connection, text
from tests.faults.test_tampering import NOT_COVERED, Redraw, Row, Tamperer, _names, found, owner
from tests.house import DESCRIPTION, House, house

from diwan import founding, resetting, sealing
from diwan.decisions import Outcome as Decided
from diwan.guidelines import Guideline
from diwan.moderators import Role
from diwan.storage import schema
from proofs.outcome import Outcome

NAME = "tampering"
LONG = 1_000_000
"""All there are; the experiment ends when each record has had its turn."""
SHORT = 60
PLANTS = ("does-not-read-words", "does-not-read-decisions")


def run(database: str, size: int, plant: str = "") -> Outcome:
    """At most `size` tamperings on `database`, spread over all tables; an attempt is a tampering."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder, ExitStack() as stack:
        diwan = stack.enter_context(house(database, Path(folder)))
        _history(diwan)
        copy = Path(folder) / "copy.sqlite"
        if database == "sqlite":
            with diwan.store.engine.connect() as original:
                original.connection.driver_connection.execute(f"VACUUM INTO '{copy}'")  # type: ignore[union-attr]
        connection = stack.enter_context(owner(diwan, copy))
        stack.enter_context(_planted(plant))
        stack.enter_context(outcome.timed())
        _Each(diwan, connection, outcome).try_all(size)
    return outcome


class _Each(Tamperer):
    """The tamperings, each tried on one record and undone."""

    def __init__(self, diwan: House, connection: Connection, outcome: Outcome) -> None:
        super().__init__(connection, random.Random(11))
        self._key_of_ledger = diwan.key.verifier
        self._outcome = outcome

    def try_all(self, size: int) -> None:
        before = found(self.connection, self._key_of_ledger)
        self.connection.rollback()
        for violation in before:
            self._outcome.fail(f"named before anything was tampered with: {violation}")
        planned = [
            (table.name, act, *which) for table in schema.RECORDS for act, which in self._acts(table.name)
        ]
        # A part of them still comes to every table.
        for table, act, number, column in planned[:: max(1, len(planned) // size)]:
            self._try(table, act, number, column)
        self.connection.rollback()
        self._outcome.count("planned", len(planned))

    def _acts(self, table: str) -> Iterator[tuple[str, tuple[int, str]]]:
        rows = self.rows(table)
        self.connection.rollback()
        for number, row in enumerate(rows):
            for column in row:
                yield "change", (number, column)
            if (table, "delete") not in NOT_COVERED:
                yield "delete", (number, "")
            if number + 1 < len(rows):
                yield "reorder", (number, "")

    def _try(self, table: str, act: str, number: int, column: str) -> None:
        with self.connection.begin() as transaction:
            try:
                touched = self._tamper(table, act, number, column)
                violations = found(self.connection, self._key_of_ledger)
            except Redraw:
                self._outcome.count("refused by the table")
                return
            finally:
                transaction.rollback()
        self._outcome.expect(
            any(_names(table, row, violation) for row in touched for violation in violations),
            f"{act} {table}.{column or '*'} of record {number} was told as {[str(v) for v in violations[:2]]}",
        )

    def _tamper(self, table: str, act: str, number: int, column: str) -> list[Row]:
        rows = self.rows(table)
        row = rows[number]
        if act == "delete":
            self._run(f"DELETE FROM {table} WHERE {self._where(table)}", self._key(table, row))
            return [row]
        if act == "change":
            new = self._other(table, column, row[column], rows)
            self._update(table, row, {column: new})
            return [row, {**row, column: new}]
        following = rows[number + 1]
        # What must be unique in its table, and which therefore cannot be traded one row at a time, stays where it is.
        kept = {"position", "supersedes", "name", "ordinal", "submission_key", "decision_id"} - (
            {"name"} if table == "words" else set()
        )
        columns = [c for c in row if c not in self.keys[table] and c not in kept and row[c] != following[c]]
        if not columns:
            raise Redraw
        self._update(table, row, {c: following[c] for c in columns})
        self._update(table, following, {c: row[c] for c in columns})
        return [row, following]


def _history(diwan: House) -> None:
    """A few of every kind of record."""
    diwan.register(text="The bridge opened at ten to six.")
    diwan.register("other", DESCRIPTION, text="Another text, of the other article.")
    founding.appoint(diwan.store, diwan.clock, name="Leaver", role=Role.EDITOR).result()
    resetting.reset(diwan.store, diwan.clock, name="Leaver", by="proofs").result()
    founding.dismiss(diwan.store, diwan.clock, name="Leaver", by="proofs").result()
    sent = []
    for number in range(10):
        diwan.clock.advance(1000)
        sent.append(diwan.submit(f"comment {number}", name=f"Reader {number}"))
        diwan.screen(sent[-1].comment_id)
    for number in (7, 8):
        diwan.consult(sent[number], note="what does it quote?" * (number == 7))
    decisions = [diwan.decide(each) for each in sent[:4]]
    for each in sent[4:6]:
        diwan.decide(each, Decided.REJECTED, Guideline.THREAT, note="a note")
    diwan.print()
    diwan.approve(diwan.submit("an answer", parent=sent[0].comment_id))
    sealing.seal(diwan.store, diwan.press, diwan.key)
    for each, earlier in zip(sent[:2], decisions, strict=False):
        diwan.decide(each, Decided.REJECTED, Guideline.ABUSE, supersedes=earlier.id)
    for each in sent[2:4]:
        diwan.erase(each.comment_id)
    diwan.print()
    sealing.seal(diwan.store, diwan.press, diwan.key)
    # Entries enough for a whole tile.
    for number in range(256 - _entries(diwan) + 2):
        diwan.submit(f"waiting {number}")
    sealing.seal(diwan.store, diwan.press, diwan.key)


def _entries(diwan: House) -> int:
    with diwan.store.reading() as view:
        return view.ledger_size()


@contextmanager
def _planted(plant: str) -> Iterator[None]:
    if plant:
        table = {"does-not-read-words": "words", "does-not-read-decisions": "decisions"}[plant]
        with mock.patch(f"{__name__}.found", _blind_to(table)):
            yield
    else:
        yield


def _blind_to(table: str) -> Any:
    """The verification, which never says anything of this table's records."""

    real = found

    def blind(connection: Connection, key: Any) -> list[Any]:
        ids = connection.execute(text(f"SELECT * FROM {table}")).mappings().all()
        hidden = {str(row.get("id") or row.get("comment_id")) for row in ids}
        places = {row.get("position") for row in ids}
        return [
            violation
            for violation in real(connection, key)
            if violation.position not in places and not any(each in violation.subject for each in hidden)
        ]

    return blind
