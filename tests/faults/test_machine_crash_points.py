"""A screening that decides, broken at every step: the comment is at the desk or decided, never half of it."""

from pathlib import Path
from typing import Any

import pytest

from diwan import lifecycle
from diwan.ledger.verify import verify
from diwan.storage.book import StoredBook
from diwan.storage.work_lists import check_work_lists
from tests.faults.test_crash_points import FaultyPress, FaultyStorage, Fuse, PowerCut
from tests.house import House, house
from tests.machine import PERMISSIVE, Model, screener

# comments, screenings, decisions, publications, and what waits without having been screened.
UNTOUCHED = (2, 0, 0, 0, 2)
FINISHED = (2, 2, 2, 1, 0)

_COUNTS = (
    "SELECT (SELECT count(*) FROM comments), (SELECT count(*) FROM screenings), (SELECT count(*) FROM decisions), "
    "(SELECT count(*) FROM publications), (SELECT count(*) FROM waiting w WHERE NOT EXISTS "
    "(SELECT 1 FROM screenings s WHERE s.comment_id = w.comment_id))"
)


def _counts(diwan: House) -> tuple[int, ...]:
    with diwan.store.reading() as view:
        return tuple(view._all(_COUNTS)[0])


def _violations(diwan: House) -> list[str]:
    with diwan.store.connection() as connection:
        found = [
            *verify(StoredBook(connection), verifier_key=diwan.key.verifier),
            *check_work_lists(connection),
        ]
    return [str(violation) for violation in found]


def _run(database: str, folder: Path, fuse: Fuse) -> None:
    """Two comments, one to be approved by machine and one to be rejected; a restock that breaks; another that does not."""
    folder.mkdir()
    with house(database, folder) as diwan:
        diwan.screener, diwan.policies = screener(Model()), PERMISSIVE
        diwan.register()
        diwan.print()
        diwan.submit("words-to-print")
        diwan.submit("canary threat")
        assert _counts(diwan) == UNTOUCHED
        storage: Any = FaultyStorage(diwan.store, fuse)
        press: Any = FaultyPress(diwan.press, fuse)
        try:
            lifecycle.restock(
                storage, press, diwan.clock, diwan.room, diwan.sites, diwan.screener, diwan.policies
            )
            assert not fuse.blown
        except PowerCut:
            _, screenings, decisions, _, unscreened = _counts(diwan)
            assert screenings == decisions == 2 - unscreened
            assert _violations(diwan) == []
        assert "canary" not in diwan.read_everything()
        diwan.restock()
        assert _counts(diwan) == FINISHED
        assert "words-to-print" in diwan.front()
        assert "canary" not in diwan.read_everything()
        assert _violations(diwan) == []


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_power_cut_at_any_step_leaves_a_comment_at_the_desk_or_decided(
    database: str, tmp_path: Path, after: bool
) -> None:
    counted = Fuse(at=-1, after=after)
    _run(database, tmp_path / "whole", counted)
    assert counted.log[:2] == ["commit", "commit"]
    assert "point" in counted.log
    # Between the end of one step and the beginning of the next nothing happens: on PostgreSQL the power is cut at either, in turn.
    for n in range(
        0 if database == "sqlite" else int(after), len(counted.log), 2 if database == "postgresql" else 1
    ):
        fuse = Fuse(at=n, after=after)
        _run(database, tmp_path / f"{n}", fuse)
        assert fuse.blown, n
