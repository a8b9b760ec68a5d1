"""What stands around a lane's cards, read in one look, is what each part of it tells when it is asked alone; on both databases."""

import pytest

from diwan import claims
from diwan.claims import Look
from diwan.consultations import Asked
from diwan.desk.lanes import Lane, Shelf
from diwan.desk.preferences import Preferences
from diwan.moderators import Role
from diwan.storage.desk import DeskReader
from diwan.storage.lane_page import Around, LanePageReader
from diwan.storage.lanes import LaneReader
from diwan.storage.live import LiveReader
from diwan.storage.motions import MotionReader
from diwan.storage.pauses import pauses_in_force
from tests.house import House

SHELF = Shelf("courier", "City", "en")
OTHER = Shelf("courier", "Sport", "en")


def around(diwan: House, moderator_id: str, of: tuple[Shelf, ...] | None = None) -> Around:
    with diwan.store.connection() as connection:
        return LanePageReader(connection).around(
            tuple(Lane), of, moderator_id, diwan.clock(), most_passed_on=20
        )


@pytest.fixture
def busy(diwan: House) -> House:
    """A house in which there is something of everything."""
    diwan.register()
    for n in range(3):
        diwan.submit(f"Waiting, {n}.")
    return diwan


@pytest.mark.parametrize("of", [None, (SHELF,), (OTHER, SHELF), (OTHER,), ()])
def test_the_parts_are_what_each_of_them_tells_alone(busy: House, of: tuple[Shelf, ...] | None) -> None:
    zin, aram = busy.appoint("Zîn"), busy.appoint("Aram", Role.EDITOR)
    asked = busy.submit("Asked about.")
    busy.consult(asked, Asked.COLLEAGUE, note="?", by=zin)
    motion = busy.move(busy.criticise()).motion
    busy.pause("A surge.", by=aram)
    claims.open_page(busy.store, busy.clock, zin, Look()).result()
    found = around(busy, zin, of)
    with busy.store.connection() as connection:
        lanes, motions = LaneReader(connection), MotionReader(connection)
        assert found.counts == lanes.counts(tuple(Lane), of, zin)
        assert found.seats == lanes.seats(busy.clock()) != []
        assert found.passed_on == lanes.passed_on_by(zin, 20) == [asked.comment_id]
        assert found.texts == DeskReader(connection).current_texts()
        assert found.to_confirm == motions.count_before(zin) == 1
        assert found.alone is motions.is_alone() is False
        assert found.paused == pauses_in_force(connection) != {}
    assert found.preferences == Preferences()
    assert around(busy, motion.by).to_confirm == 0


def test_it_counts_what_stands_on_the_shelves_one_reads_from(busy: House) -> None:
    zin = busy.appoint("Zîn")
    assert around(busy, zin).counts[Lane.OLDEST] == 3
    assert around(busy, zin, (SHELF,)).counts[Lane.OLDEST] == 0
    for each in (around(busy, zin, ()), around(busy, zin, (OTHER,))):
        assert set(each.counts.values()) == {0}


def test_whoever_has_set_the_desk_up_finds_it_so(busy: House) -> None:
    zin, own = busy.appoint("Zîn"), Preferences(masking=False)
    busy.store.write(lambda tx: tx.keep_preferences(zin, own)).result()
    assert around(busy, zin).preferences == own
    assert around(busy, busy.appoint("Aram")).preferences == Preferences()


def test_the_shelves_and_the_size_of_the_ledger_are_of_one_moment(busy: House) -> None:
    busy.screen(busy.submit("Seen.").comment_id)
    with busy.store.connection() as connection:
        shelves, size = LanePageReader(connection).stock()
        assert (shelves, size) == (LaneReader(connection).shelves(), LiveReader(connection).size())
    assert size > 0
