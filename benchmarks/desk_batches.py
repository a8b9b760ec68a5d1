"""Ten thousand in one act through the desk's own pages: the preview, deciding all, undoing all."""

import re
import time
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import text
from starlette.testclient import TestClient

from benchmarks import table
from benchmarks.desk_asked import asked, ok
from diwan import batching, identifiers, lifecycle
from diwan.bootstrap import House

if TYPE_CHECKING:
    from benchmarks.desk import Timing

BAND = {"lane": "fine", "from": "0", "to": "30"}
MOST_S = 20.0
_FORM = {"content-type": "application/x-www-form-urlencoded"}


def measure(house: House, client: TestClient, timing: "Timing") -> None:
    """Time the previews, and one batch with its undoing."""
    comment = _copied(house)
    chosen = {
        "a band": BAND,
        "one article": {"article": comment},
        "one name": {"name": comment},
        "near-duplicates": {"like": comment},
    }
    for name, query in chosen.items():
        # A band finds ten thousand; nobody waits for its preview between two cards.
        aim = None if query is BAND else 100.0
        preview = partial(asked, client, "/desk/batches/new", query)
        timing.told(f"a batch's preview: {name}", preview, aim_ms=aim, rounds=5)
    _decide_and_undo(house, client, timing)


def _decide_and_undo(house: House, client: TestClient, timing: "Timing") -> None:
    shown = client.get("/desk/batches/new", params=BAND)
    ok(shown, 200)
    sample = re.findall(r'name="(read-[0-9a-f]{32})"', shown.text)
    hidden = dict(re.findall(r'name="(before|seed)" value="([^"]*)"', shown.text))
    first, second = identifiers.new(house.clock()), identifiers.new(house.clock() + 1)
    form = {**BAND, **hidden, "batch": first, "outcome": "approved", **dict.fromkeys(sample, "yes")}
    decided = _timed(house, client, "/desk/batches", form)
    # Criticism is not among what is likely fine by much; what is left out is told.
    undone = _timed(
        house,
        client,
        f"/desk/batches/{first}/undo",
        {"batch": second, "outcome": "rejected", "guideline": "promotion"},
    )
    with house.store.connection() as connection:
        counts = [
            connection.execute(
                text("SELECT count(*) FROM batched WHERE batch_id = :id"), {"id": each}
            ).scalar_one()
            for each in (first, second)
        ]
    for name, count, took in (("decided", counts[0], decided), ("undone", counts[1], undone)):
        table.note(
            f"{timing.database}: {count:,} {name} in one act in {took:.1f} s, {took / MOST_S:.2f} of the {MOST_S:.0f} s that 10,000 may take"
        )
        if took > MOST_S:
            timing.over.append(f"a batch {name} ({took:.1f} s)")


def _timed(house: House, client: TestClient, path: str, form: dict[str, str]) -> float:
    began = time.perf_counter()
    ok(client.post(path, data=form, headers=_FORM), 303)
    screen_first = partial(lifecycle.screen_first, house.store, house.clock, house.screener)
    while batching.go_on(house.store, house.clock, screen_first):
        pass
    return time.perf_counter() - began


def _copied(house: House) -> str:
    """A comment that waits and is one of many nearly alike."""
    with house.store.connection() as connection:
        row = connection.execute(
            text(
                "SELECT w.comment_id FROM waiting w LEFT JOIN laned l ON l.comment_id = w.comment_id AND l.lane = 'campaign' "
                "ORDER BY CASE WHEN l.lane IS NULL THEN 1 ELSE 0 END, w.position DESC LIMIT 1"
            )
        ).one()
    return str(row[0])
