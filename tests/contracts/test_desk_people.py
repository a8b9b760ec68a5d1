"""Who works at the desk, and dismissing by an editor, on both databases."""

import threading

import pytest

from diwan import founding
from diwan.clock import DAY
from diwan.decisions import Author, AuthorKind
from diwan.errors import NotAllowed, Unknown
from diwan.moderators import Moderator, Role
from diwan.storage.desk_people import at_work
from diwan.storage.people import PeopleReader
from tests.house import House


def _appoint(diwan: House, name: str, role: Role = Role.EDITOR) -> Moderator:
    return founding.appoint(diwan.store, diwan.clock, name=name, role=role).result()


def _dismiss(diwan: House, name: str, editor: Moderator) -> None:
    founding.dismiss_by_editor(diwan.store, diwan.clock, name=name, editor=editor.id).result()


def _appointed(diwan: House) -> set[str]:
    with diwan.store.connection() as connection:
        return {each.name for each in PeopleReader(connection).moderators() if each.dismissed_at is None}


def test_decisions_of_seven_and_thirty_days_are_counted_in_the_order_of_names(diwan: House) -> None:
    diwan.register()
    zin = _appoint(diwan, "Zîn")
    _appoint(diwan, "aram", Role.MODERATOR)
    for days in (25, 5, 1):
        diwan.decide(diwan.submit(f"{days} days before"), author=Author(AuthorKind.MODERATOR, zin.id))
        diwan.decide(diwan.submit(f"by machine {days}"), author=Author(AuthorKind.MODEL, zin.id, "1"))
        last = diwan.clock.at
        diwan.clock.advance(days * DAY)
    _dismiss(diwan, "Berfîn", zin)
    with diwan.store.connection() as connection:
        everybody = at_work(connection, diwan.clock.at)
    assert [(each.moderator.name, each.last, each.week, each.month) for each in everybody] == [
        ("aram", None, 0, 0),
        ("Zîn", last, 2, 2),
        ("Berfîn", None, 0, 0),
    ]
    with diwan.store.connection() as connection:
        [zin_later] = [
            each for each in at_work(connection, diwan.clock.at - DAY) if each.moderator.name == "Zîn"
        ]
    assert zin_later.month == 3


def test_an_editor_dismisses_others_and_the_record_names_him(diwan: House) -> None:
    zin = _appoint(diwan, "Zîn")
    _dismiss(diwan, "Berfîn", zin)
    assert _appointed(diwan) == {"Zîn"}
    with diwan.store.connection() as connection:
        assert connection.exec_driver_sql("SELECT by FROM dismissals").scalar_one() == zin.id
    with pytest.raises(Unknown):
        _dismiss(diwan, "Berfîn", zin)


def test_nobody_dismisses_himself_so_that_an_editor_remains(diwan: House) -> None:
    zin = _appoint(diwan, "Zîn")
    with pytest.raises(NotAllowed):
        _dismiss(diwan, "Zîn", zin)
    assert "Zîn" in _appointed(diwan)


def test_of_two_editors_who_dismiss_each_other_one_remains(diwan: House) -> None:
    zin, hevi = _appoint(diwan, "Zîn"), _appoint(diwan, "Hêvî")
    together = threading.Barrier(2)
    told: list[str] = []

    def dismiss(name: str, editor: Moderator) -> None:
        together.wait()
        try:
            _dismiss(diwan, name, editor)
        except NotAllowed:
            told.append(editor.name)

    threads = [threading.Thread(target=dismiss, args=pair) for pair in (("Zîn", hevi), ("Hêvî", zin))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert _appointed(diwan) - {"Berfîn"} == {"Zîn", "Hêvî"} - set(told)
