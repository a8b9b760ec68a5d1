"""SIGKILL under load, again and again: every acknowledged comment is there once, unaltered, and the ledger verifies."""

import json
import multiprocessing
import os
import random
import select
import signal
from typing import Any

import pytest
from sqlalchemy import text

from diwan.ledger.verify import verify
from diwan.storage.book import StoredBook
from tests.breadth import wide
from tests.faults import victim
from tests.house import SITE, House

KILLS = int(os.environ.get("DIWAN_TEST_KILLS", wide("20", "100")))
"""For each database. `make prove` kills real servers a thousand times on each."""


def test_every_acknowledged_comment_survives_every_kill(diwan: House, database: str) -> None:
    diwan.register()
    diwan.print()
    acknowledged: dict[str, tuple[str, str, str]] = {}
    chance = random.Random(database)
    for _ in range(KILLS):
        for line in _one_life(diwan, chance):
            key, comment_id, digest, body = line.split("\t")
            acknowledged[key] = (comment_id, digest, body)
    assert len(acknowledged) > KILLS
    _check_records(diwan, acknowledged)
    diwan.restock()
    with diwan.store.connection() as connection:
        violations = list(verify(StoredBook(connection), verifier_key=diwan.key.verifier))
        assert [str(v) for v in violations] == []
        rejected = [
            row[0]
            for row in connection.execute(
                text(
                    "SELECT c.submission_key FROM comments c WHERE NOT EXISTS (SELECT 1 FROM decisions d "
                    "WHERE d.comment_id = c.id AND d.outcome = 'approved')"
                )
            )
        ]
        approved = connection.execute(
            text("SELECT count(*) FROM decisions WHERE outcome = 'approved'")
        ).scalar_one()
    pointer = json.loads((diwan.folder / "press/threads" / SITE.id / "bridge/pointer.json").read_bytes())
    assert pointer["count"] == approved
    printed = diwan.read_everything()
    assert not [key for key in rejected if key in printed]


def _one_life(diwan: House, chance: random.Random) -> list[str]:
    """Start a victim, let it work for a moment after its first acknowledgement, kill it; what it told."""
    reader, writer = os.pipe()
    # A fork has everything imported; the child opens connections of its own.
    child = multiprocessing.get_context("fork").Process(
        target=victim.suffer, args=(diwan.url, str(diwan.folder), diwan.moderator.name, writer), daemon=True
    )
    child.start()
    os.close(writer)
    told = b""
    wanted = chance.randint(2, 15)
    try:
        # Until it has told so many lines; then a random instant within the next few steps.
        while told.count(b"\n") < wanted:
            ready, _, _ = select.select([reader], [], [], 30)
            chunk = os.read(reader, 65536) if ready else b""
            assert chunk, "the victim died by itself, or hung"
            told += chunk
        for _ in range(chance.randint(0, 20_000)):
            pass
        os.kill(_pid(child), signal.SIGKILL)
        child.join()
        while chunk := os.read(reader, 65536):
            told += chunk
    finally:
        os.close(reader)
    return [line for line in told.decode().splitlines() if "\t" in line]


def _pid(child: Any) -> int:
    pid: int = child.pid
    return pid


def _check_records(diwan: House, acknowledged: dict[str, tuple[str, str, str]]) -> None:
    with diwan.store.connection() as connection:
        rows = connection.execute(
            text(
                "SELECT c.submission_key, c.id, c.digest, w.name, w.body FROM comments c JOIN words w ON w.comment_id = c.id"
            )
        ).all()
    found: dict[str, list[tuple[str, str, str]]] = {}
    for key, comment_id, digest, name, body in rows:
        assert name == "Rojîn"
        found.setdefault(key, []).append((comment_id, bytes(digest).hex(), body))
    assert {key: found.get(key) for key in acknowledged} == {
        key: [told] for key, told in acknowledged.items()
    }


def test_the_harness_notices_a_lost_comment(diwan: House) -> None:
    diwan.register()
    kept = diwan.submit("kept", key="key-of-the-kept-01")
    told = {
        "key-of-the-kept-01": (kept.comment_id, kept.digest.hex(), "kept"),
        "key-of-the-lost-01": ("0" * 32, "00", "lost"),
    }
    with pytest.raises(AssertionError):
        _check_records(diwan, told)
