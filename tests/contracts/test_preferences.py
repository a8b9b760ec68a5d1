"""How a moderator has set the desk up for himself, on both databases: kept, replaced at will, and gone with his dismissal."""

import pytest

from diwan import founding
from diwan.desk import keys
from diwan.desk.keys import Action
from diwan.desk.preferences import Preferences
from diwan.moderators import Moderator, Role
from diwan.storage.preferences import read_preferences
from tests.house import House

OWN = Preferences(masking=False, keys=keys.chosen({Action.NEXT: "KeyL", Action.LAST: ""}))


@pytest.fixture
def zin(diwan: House) -> Moderator:
    return founding.appoint(diwan.store, diwan.clock, name="Zîn", role=Role.MODERATOR).result()


def of(diwan: House, moderator: Moderator) -> Preferences:
    with diwan.store.connection() as connection:
        found = read_preferences(connection, moderator.id)
    assert diwan.store.write(lambda tx: tx.preferences(moderator.id)).result() == found
    return found


def test_whoever_has_set_nothing_has_what_comes_with_the_desk(diwan: House, zin: Moderator) -> None:
    assert of(diwan, zin) == Preferences()
    assert Preferences().masking


def test_they_are_replaced_at_will_and_are_his_alone(diwan: House, zin: Moderator) -> None:
    other = founding.appoint(diwan.store, diwan.clock, name="Aram", role=Role.EDITOR).result()
    diwan.store.write(lambda tx: tx.keep_preferences(zin.id, OWN)).result()
    assert of(diwan, zin) == OWN
    assert of(diwan, other) == Preferences()
    diwan.store.write(lambda tx: tx.keep_preferences(zin.id, Preferences())).result()
    assert of(diwan, zin) == Preferences()


def test_they_are_gone_with_his_dismissal(diwan: House, zin: Moderator) -> None:
    diwan.store.write(lambda tx: tx.keep_preferences(zin.id, OWN)).result()
    founding.dismiss(diwan.store, diwan.clock, name="Zîn", by="test").result()
    assert of(diwan, zin) == Preferences()
