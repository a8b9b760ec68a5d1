"""Strings that broke others, in every field and on every page: no script runs, nothing is altered, nobody is led elsewhere.

With a folder (`--attacks`) all of its strings, without it the repository's own. The pages are looked at on SQLite alone: what they show does
not depend on the database; what is asked over HTTP is asked on both.
"""

import tempfile
from pathlib import Path

from tests.browser import chromium

from proofs import attack_plants, attack_requests, attack_sweep
from proofs.attack_plants import PLANTS as PLANTS
from proofs.outcome import Outcome

NAME = "attacks"
LONG = 100_000
SHORT = 20


def run(database: str, size: int, plant: str = "") -> Outcome:
    """At most `size` strings of each kind. An attempt is one string on one page, or one request with one in it."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        attack_plants.planted(plant),
        outcome.timed(),
    ):
        if plant not in attack_plants.ON_PAGES:
            (requests := Path(folder) / "requests").mkdir()
            attack_requests.tried(requests, database, outcome, None if size >= LONG else size)
        if database == "sqlite" and plant not in attack_plants.IN_REQUESTS:
            (pages := Path(folder) / "pages").mkdir()
            on_pages(pages, outcome, size)
    return outcome


def on_pages(folder: Path, outcome: Outcome, size: int) -> Outcome:
    """The part that takes a browser. The control is left out where a fault is planted, for it is no page of ours."""
    outcome.expect(chromium.PATH, "there is no Chromium here: no page was looked at")
    if chromium.PATH:
        attack_sweep.sweep(folder, outcome, attack_sweep.selection(size), control=not outcome.hasty)
    return outcome
