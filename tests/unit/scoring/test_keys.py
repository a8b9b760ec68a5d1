"""A scoring key is known by its hash, asked for once, and forgotten in time for a revocation to be seen."""

import asyncio
import hashlib
import threading

import pytest

from diwan.errors import Unavailable
from diwan.scoring import keys
from diwan.scoring.keys import KeyRing
from diwan.scoring.quota import Quotas
from diwan.scoring.room import ScoringKey
from tests.unit.scoring.test_quota import Seconds
from tests.waiting import until_async

KEY, KEY_HASH = keys.new_key()
HOLDER = ScoringKey("client", 123, 60, 1)


class Database:
    """What is stored, and how often it was asked."""

    def __init__(self) -> None:
        self.stored = {KEY_HASH: HOLDER}
        self.asked: list[bytes] = []
        self.gone = False
        self.may_answer = threading.Event()
        self.may_answer.set()

    def find(self, key_hash: bytes) -> ScoringKey | None:
        self.asked.append(key_hash)
        assert self.may_answer.wait(30)
        if self.gone:
            raise Unavailable("gone")
        return self.stored.get(key_hash)


def ring(database: Database, clock: Seconds) -> KeyRing:
    return KeyRing(database.find, quotas=Quotas(clock), clock=clock)


def test_only_the_hash_of_a_key_is_ever_looked_up() -> None:
    database = Database()
    assert asyncio.run(ring(database, Seconds()).holder(KEY)) == HOLDER
    assert database.asked == [hashlib.sha256(KEY.encode()).digest()]


def test_a_key_is_asked_for_once_in_five_seconds_and_a_revocation_seen_after_them() -> None:
    database, clock = Database(), Seconds()

    async def story() -> None:
        keyring = ring(database, clock)
        for _ in range(10):
            assert await keyring.holder(KEY) == HOLDER
        assert len(database.asked) == 1
        database.stored.clear()
        clock.at += keys.REMEMBERED_S - 0.001
        assert await keyring.holder(KEY) == HOLDER
        clock.at += 0.001
        assert await keyring.holder(KEY) is None
        assert await keyring.holder(KEY) is None
        assert len(database.asked) == 2

    asyncio.run(story())
    assert keys.REMEMBERED_S == 5


def test_those_who_want_to_know_the_same_at_once_ask_once_even_if_the_first_goes_away() -> None:
    database = Database()

    async def story() -> None:
        keyring = ring(database, Seconds())
        database.may_answer.clear()
        first, *others = (asyncio.create_task(keyring.holder(KEY)) for _ in range(5))
        await until_async(lambda: database.asked, "the database to be asked")
        first.cancel()
        database.may_answer.set()
        assert await asyncio.gather(*others) == [HOLDER] * 4
        assert first.cancelled()

    asyncio.run(story())
    assert len(database.asked) == 1


def test_an_unreachable_database_is_no_unknown_key_and_is_not_remembered() -> None:
    database = Database()

    async def story() -> None:
        keyring = ring(database, Seconds())
        database.gone = True
        with pytest.raises(Unavailable):
            await keyring.holder(KEY)
        database.gone = False
        assert await keyring.holder(KEY) == HOLDER

    asyncio.run(story())


def test_trying_keys_fills_no_memory_and_drives_out_no_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MOST_REMEMBERED", 3)
    database = Database()

    async def story() -> KeyRing:
        keyring = ring(database, Seconds())
        await keyring.holder(KEY)
        for number in range(10):
            assert await keyring.holder(f"guess-{number}") is None
        database.asked.clear()
        assert await keyring.holder(KEY) == HOLDER
        return keyring

    keyring = asyncio.run(story())
    assert database.asked == []
    assert len(keyring._unknown) == 3


@pytest.mark.parametrize("presented", ["", "x" * 201])
def test_what_cannot_be_a_key_is_not_looked_up(presented: str) -> None:
    database = Database()
    assert asyncio.run(ring(database, Seconds()).holder(presented)) is None
    assert database.asked == []


def test_keys_and_numbers_are_random_and_shaped() -> None:
    assert len({keys.new_key()[0] for _ in range(100)}) == 100
    assert all(key.startswith("diwan_scoring_") and len(key) == 57 for key, _ in (keys.new_key(),))
    assert all(len(str(keys.new_number())) == 12 for _ in range(1000))
