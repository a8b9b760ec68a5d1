"""Revising the guidelines, on both databases."""

import threading

import pytest

from diwan import founding
from diwan.decisions import Outcome
from diwan.errors import NotAllowed, Unacceptable
from diwan.guidelines import FIRST_TEXTS, Guideline, Guidelines
from diwan.ledger.verify import verify
from diwan.moderators import Role
from diwan.revising import OutOfDate, revise
from diwan.storage.book import StoredBook
from diwan.storage.guidelines import GuidelinesReader
from tests.house import House

TEXTS = {**FIRST_TEXTS, "threat": "Threaten nobody.", "threat/ckb": "هەڕەشە مەکە."}


@pytest.fixture
def editor(diwan: House) -> str:
    return founding.appoint(diwan.store, diwan.clock, name="Zîn", role=Role.EDITOR).result().id


def _revise(diwan: House, by: str, texts: dict[str, str] | None = None, revision: int = 1) -> Guidelines:
    return revise(diwan.store, diwan.clock, texts=texts or TEXTS, revision=revision, by=by).result()


def test_a_revision_is_a_record_with_its_ledger_entry(diwan: House, editor: str) -> None:
    made = _revise(diwan, editor)
    assert (made.revision, made.by) == (2, editor)
    with diwan.store.connection() as connection:
        reader = GuidelinesReader(connection)
        assert reader.current() == reader.revision(2) == made
        assert reader.revision(1) is not None
        assert reader.revision(3) is None
        assert [each.revision for each in reader.revisions()] == [2, 1]
        assert list(verify(StoredBook(connection), verifier_key=diwan.key.verifier)) == []


def test_a_changed_translation_is_named_by_verify(diwan: House, editor: str) -> None:
    """The digest in the ledger commits to all six languages."""
    _revise(diwan, editor)
    with (
        diwan.store.engine.connect().execution_options(writes=True) as connection,
        connection.begin() as begun,
    ):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER guidelines_never_update")
        else:
            connection.exec_driver_sql("ALTER TABLE guidelines DISABLE TRIGGER USER")
        connection.exec_driver_sql(
            "UPDATE guidelines SET texts = replace(texts, 'مەکە', 'بکە') WHERE revision = 2"
        )
        violations = [
            str(violation) for violation in verify(StoredBook(connection), verifier_key=diwan.key.verifier)
        ]
        begun.rollback()
    assert any("guidelines" in violation for violation in violations)


def test_a_decision_keeps_the_revision_it_was_made_under(diwan: House, editor: str) -> None:
    diwan.register()
    before = diwan.decide(diwan.submit("one"), Outcome.REJECTED, Guideline.THREAT)
    _revise(diwan, editor)
    after = diwan.decide(diwan.submit("two"), Outcome.REJECTED, Guideline.THREAT)
    assert (before.reason.revision, after.reason.revision) == (1, 2)


def test_who_was_second_is_told_by_whom_it_was_overtaken(diwan: House, editor: str) -> None:
    _revise(diwan, editor)
    with pytest.raises(OutOfDate) as refused:
        _revise(diwan, editor, {**TEXTS, "abuse": "None."})
    assert refused.value.revision == 2
    with diwan.store.connection() as connection:
        assert GuidelinesReader(connection).current().texts == TEXTS


def test_of_many_at_once_exactly_one_revises(diwan: House, editor: str) -> None:
    outcomes: list[str] = []
    together = threading.Barrier(4)

    def one(n: int) -> None:
        together.wait()
        try:
            _revise(diwan, editor, {**TEXTS, "abuse": f"None, says {n}."})
            outcomes.append("revised")
        except OutOfDate:
            outcomes.append("told")

    threads = [threading.Thread(target=one, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["revised", "told", "told", "told"]


def test_a_dismissed_editor_revises_nothing(diwan: House, editor: str) -> None:
    founding.dismiss(diwan.store, diwan.clock, name="Zîn", by="operator").result()
    with pytest.raises(NotAllowed):
        _revise(diwan, editor)


def test_texts_that_cannot_stand_are_refused_before_anything_is_written(diwan: House, editor: str) -> None:
    with pytest.raises(Unacceptable):
        _revise(diwan, editor, {**TEXTS, "threat": ""})
    with diwan.store.connection() as connection:
        assert GuidelinesReader(connection).current().revision == 1
