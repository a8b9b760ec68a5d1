"""Term lists of the desk, on both databases: what holds, for whom, and what is told of it."""

import threading

import pytest

from diwan import founding
from diwan.errors import NotAllowed, Unacceptable
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.listing import BadLines, revise_list
from diwan.moderators import Role
from diwan.revising import OutOfDate
from diwan.screening.checks import Limits, checks
from diwan.screening.current import CurrentScreener
from diwan.screening.findings import Finding
from diwan.screening.screener import Screener
from diwan.screening.terms.lists import Entry, Term, TermList
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.terms import DeskLists, TermsReader
from diwan.term_revisions import ListName, TermRevision
from tests.house import House

ENGLISH = ListName("en", "banned")
TURKISH = ListName("tr", "suspect")


@pytest.fixture
def editor(diwan: House) -> str:
    return founding.appoint(diwan.store, diwan.clock, name="Zîn", role=Role.EDITOR).result().id


def revised(
    diwan: House, by: str, text: str, base: int = 0, name: ListName = ENGLISH, guideline: str = "profanity"
) -> TermRevision:
    return revise_list(
        diwan.store, diwan.clock, name=name, texts={guideline: text}, base=base, by=by
    ).result()


def current(diwan: House, *files: TermList) -> CurrentScreener:
    ordered = checks(Limits(term_lists=files))
    return CurrentScreener(Screener(ordered, timeout_s=60), ordered, files, DeskLists(diwan.store))


def found(diwan: House, screener: CurrentScreener, body: str) -> list[Finding]:
    diwan.screener = screener  # type: ignore[assignment]
    comment = diwan.submit(body)
    diwan.screen(comment.comment_id)
    with diwan.store.connection() as connection:
        card = DeskReader(connection).card(comment.comment_id)
    assert card is not None
    assert card.findings is not None
    return [finding for finding in card.findings if finding.check == "banned-terms"]


def test_a_revision_is_a_record_with_its_ledger_entry(diwan: House, editor: str) -> None:
    first = revised(diwan, editor, "drat\n# agreed in March\n- drat street")
    second = revised(diwan, editor, "lan+", name=TURKISH)
    third = revised(diwan, editor, "drat*", base=1)
    assert [(each.revision, each.follows) for each in (first, second, third)] == [(1, 0), (2, 0), (3, 1)]
    with diwan.store.connection() as connection:
        reader = TermsReader(connection)
        held = reader.current(ENGLISH)
        assert held is not None
        assert (held.revision, held.texts, held.by) == (3, {"profanity": "drat*"}, editor)
        assert [each.revision for each in reader.all_as_of(2)] == [1, 2]
        assert [each.revision for each in reader.history()] == [3, 2, 1]
        assert list(verify(StoredBook(connection), verifier_key=diwan.key.verifier)) == []


def test_the_terms_stay_out_of_the_ledger(diwan: House, editor: str) -> None:
    revised(diwan, editor, "drattedness")
    with diwan.store.connection() as connection:
        assert all(b"drattedness" not in row.leaf for row in StoredBook(connection).rows())


def test_a_changed_line_is_named_by_verify(diwan: House, editor: str) -> None:
    revised(diwan, editor, "drat")
    with (
        diwan.store.engine.connect().execution_options(writes=True) as connection,
        connection.begin() as begun,
    ):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER term_lists_never_update")
        else:
            connection.exec_driver_sql("ALTER TABLE term_lists DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE term_lists SET texts = replace(texts, 'drat', 'brat')")
        told = [str(each) for each in verify(StoredBook(connection), verifier_key=diwan.key.verifier)]
        begun.rollback()
    assert any("terms 1" in violation for violation in told)


def test_a_list_holds_from_the_next_comment_on_and_the_finding_names_its_revision(
    diwan: House, editor: str
) -> None:
    """Another process is another screener over the same database; nobody tells it anything."""
    diwan.register()
    here, elsewhere = current(diwan), current(diwan)
    assert found(diwan, here, "oh drat it all") == []
    revised(diwan, editor, "drat")
    for screener in (here, elsewhere):
        [finding] = found(diwan, screener, "oh drat it all")
        assert finding.guideline is Guideline.PROFANITY
        assert finding.version.endswith("-r1")
        assert finding.detail == "listed in en-banned@1 (strong)"
    revised(diwan, editor, "", base=1)
    for screener in (here, elsewhere):
        assert found(diwan, screener, "oh drat it all") == []


def test_the_lists_of_the_settings_stand_beside_those_of_the_desk(diwan: House, editor: str) -> None:
    diwan.register()
    file = TermList("house", "en", "suspect", (Entry(Guideline.VULGARITY, (Term("blimey", "word"),)),))
    screener = current(diwan, file)
    revised(diwan, editor, "drat")
    seen = found(diwan, screener, "blimey, drat it all to pieces")
    assert {finding.guideline for finding in seen} == {Guideline.PROFANITY, Guideline.VULGARITY}


def test_a_comment_that_was_screened_keeps_its_findings(diwan: House, editor: str) -> None:
    diwan.register()
    screener = current(diwan)
    revised(diwan, editor, "drat")
    [before] = found(diwan, screener, "oh drat it all")
    revised(diwan, editor, "", base=1)
    with diwan.store.connection() as connection:
        reader = DeskReader(connection)
        [card] = [reader.card(each) for each in _comments(diwan)]
        assert card is not None
        assert before in (card.findings or ())


def _comments(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM comments")]


def test_who_was_second_is_told_and_two_lists_are_not_in_each_others_way(diwan: House, editor: str) -> None:
    revised(diwan, editor, "drat")
    revised(diwan, editor, "lan", name=TURKISH)
    with pytest.raises(OutOfDate) as refused:
        revised(diwan, editor, "blimey")
    assert refused.value.revision == 1
    assert revised(diwan, editor, "blimey", base=1).revision == 3


def test_of_many_at_once_exactly_one_revises(diwan: House, editor: str) -> None:
    futures = []
    begin = threading.Barrier(8)

    def go(number: int) -> None:
        begin.wait()
        futures.append(
            revise_list(
                diwan.store,
                diwan.clock,
                name=ENGLISH,
                texts={"profanity": f"word{'abcdefgh'[number]}"},
                base=0,
                by=editor,
            )
        )

    threads = [threading.Thread(target=go, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = [future.exception() for future in futures]
    assert sum(error is None for error in errors) == 1
    assert sum(isinstance(error, OutOfDate) for error in errors) == 7


def test_lines_that_cannot_be_read_are_all_told_and_nothing_is_recorded(diwan: House, editor: str) -> None:
    with pytest.raises(BadLines) as refused:
        revised(diwan, editor, "drat\ndr*t\n\nx*\ndrat")
    assert [(each.line, each.fault.value) for each in refused.value.problems] == [
        (2, "star-inside"),
        (4, "short-open"),
        (5, "twice"),
    ]
    with diwan.store.connection() as connection:
        assert TermsReader(connection).latest() == 0


def test_an_editor_who_was_dismissed_revises_nothing(diwan: House, editor: str) -> None:
    founding.dismiss(diwan.store, diwan.clock, name="Zîn", by="test").result()
    with pytest.raises(NotAllowed):
        revised(diwan, editor, "drat")


def test_what_is_no_guideline_is_refused(diwan: House, editor: str) -> None:
    with pytest.raises(Unacceptable):
        revised(diwan, editor, "drat", guideline="criticism")
