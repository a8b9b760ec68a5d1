"""The one writer: what it commits together, what it undoes alone, and how it outlives its connection."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from diwan import lifecycle, registration
from diwan.articles import Description
from diwan.comments import Submission, Words
from diwan.errors import ThreadClosed, Unavailable, Unknown
from diwan.storage.transaction import Transaction
from tests.house import DESCRIPTION, SITE, House, house


def _send(diwan: House, number: int, article: str = "bridge") -> "Future[lifecycle.Acknowledgement]":
    submission = Submission(
        SITE.id, article, f"key-of-a-group-{number:04d}", Words("Rojîn", f"number {number}")
    )
    return lifecycle.submit(diwan.store, diwan.clock, SITE, submission)


def _held(diwan: House, sent: Callable[[], list["Future[Any]"]]) -> list["Future[Any]"]:
    """What `sent` sends, all of it in one group: the writer is kept busy until it has been sent."""
    gate: Future[None] = Future()
    busy = diwan.store.write(lambda _: gate.result())
    futures = sent()
    gate.set_result(None)
    busy.result()
    return futures


def _break(transaction: Transaction) -> None:
    """Insert what the database refuses; on PostgreSQL its refusal comes with the next answer."""
    transaction.keep_likeness("no such comment", b"x")


def test_a_group_takes_places_one_after_the_other(diwan: House) -> None:
    thread = diwan.register()
    acknowledged = [f.result() for f in _held(diwan, lambda: [_send(diwan, n) for n in range(20)])]
    assert [a.position for a in acknowledged] == list(
        range(acknowledged[0].position, acknowledged[0].position + 20)
    )
    with diwan.store.connection() as connection:
        ordinals = connection.execute(
            text("SELECT ordinal FROM comments WHERE branch = :thread ORDER BY position"), {"thread": thread}
        ).scalars()
        assert list(ordinals) == list(range(20))


@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_broken_job_fails_alone(diwan: House, place: int) -> None:
    diwan.register()

    def sent() -> list["Future[Any]"]:
        futures: list[Future[Any]] = [_send(diwan, n) for n in range(6)]
        return futures

    def with_broken() -> list["Future[Any]"]:
        first = [_send(diwan, n) for n in range(place)]
        broken = diwan.store.write(_break)
        return [*first, broken, *[_send(diwan, n) for n in range(place, 6)]]

    futures = _held(diwan, with_broken)
    with pytest.raises(Unavailable):
        futures.pop(place).result()
    stored = [future.result() for future in futures]
    assert len({a.comment_id for a in stored}) == 6
    assert [f.result().repeated for f in sent()] == [True] * 6


def test_a_refused_job_does_not_disturb_its_group(diwan: House) -> None:
    diwan.register()
    one, refused, two = _held(
        diwan, lambda: [_send(diwan, 1), _send(diwan, 2, article="nowhere"), _send(diwan, 3)]
    )
    assert one.result().position + 1 == two.result().position
    with pytest.raises(Unknown):
        refused.result()


def test_a_group_sees_what_it_has_just_registered(diwan: House) -> None:
    """What was read of an article is forgotten when the same group describes it anew."""
    diwan.register()
    later = Description(DESCRIPTION.url, DESCRIPTION.headline, "City", "en", closes_at=diwan.clock())

    def sent() -> list["Future[Any]"]:
        open_still = _send(diwan, 1)
        closing = registration.register(
            diwan.store, diwan.clock, site=SITE, key="bridge", description=later, by="test"
        )
        return [open_still, closing, _send(diwan, 2)]

    before, closing, after = _held(diwan, sent)
    assert not before.result().repeated
    assert closing.result().revision == 2
    with pytest.raises(ThreadClosed):
        after.result()


def test_a_connection_that_died_between_two_submissions_costs_nobody_his_comment(tmp_path: Path) -> None:
    with house("postgresql", tmp_path) as diwan:
        diwan.register()
        diwan.submit()
        with psycopg.connect(diwan.url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert not diwan.submit("after the restart").repeated


def test_a_key_that_comes_twice_in_one_group_is_one_comment(diwan: House) -> None:
    diwan.register()
    first, again, other = (
        f.result() for f in _held(diwan, lambda: [_send(diwan, 1), _send(diwan, 1), _send(diwan, 2)])
    )
    assert (again.comment_id, again.position, again.repeated) == (first.comment_id, first.position, True)
    assert other.position == first.position + 1
    assert _stored(diwan) == 2


def test_a_key_of_an_earlier_group_is_known_in_a_later_one(diwan: House) -> None:
    diwan.register()
    earlier = [f.result() for f in _held(diwan, lambda: [_send(diwan, n) for n in range(3)])]
    later = [f.result() for f in _held(diwan, lambda: [_send(diwan, n) for n in range(5)])]
    assert [a.comment_id for a in later[:3]] == [a.comment_id for a in earlier]
    assert [a.repeated for a in later] == [True, True, True, False, False]
    assert _stored(diwan) == 5


def test_a_group_of_submissions_may_complete_a_tile_of_the_ledger(diwan: House) -> None:
    diwan.register()
    for begin in (0, 100, 200):
        for f in _held(diwan, lambda begin=begin: [_send(diwan, n) for n in range(begin, begin + 100)]):  # type: ignore[misc]
            f.result()
    with diwan.store.connection() as connection:
        tiles = connection.execute(text("SELECT level, number FROM ledger_tiles")).all()
        hashes = connection.execute(text("SELECT hash FROM ledger_entries ORDER BY position")).scalars().all()
        [tile] = connection.execute(text("SELECT hashes FROM ledger_tiles")).scalars()
    assert [tuple(t) for t in tiles] == [(0, 0)]
    assert bytes(tile) == b"".join(bytes(each) for each in hashes[:256])


def _stored(diwan: House) -> int:
    with diwan.store.connection() as connection:
        return int(connection.execute(text("SELECT count(*) FROM comments")).scalar_one())
