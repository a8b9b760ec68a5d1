"""The process that is killed: it submits, decides and prints as fast as it can, and tells each acknowledgement.

Run in a forked child that has everything imported already, so that hundreds of kills take seconds, not minutes.
"""

import os
import secrets
import threading
from pathlib import Path

from diwan import lifecycle
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.guidelines import Guideline
from diwan.lifecycle import Verdict
from diwan.press.house import PrintingHouse
from diwan.screening.checks import Limits, checks
from diwan.screening.policy import Policies
from diwan.screening.screener import Screener
from diwan.storage.engine import connect
from diwan.storage.store import Store
from tests.house import SITE, HandClock

SUBMITTERS = 4


def suffer(url: str, folder: str, moderator_id: str, told: int) -> None:
    """Work until killed. Each acknowledged comment is one line on the pipe `told`: key, id, digest, words."""
    store = Store(connect(url, Path(folder)), on_disk_error=lambda: os._exit(1))
    clock = HandClock()
    press = PrintingHouse(Path(folder) / "press")
    room = Pressroom(Rendering("https://comments.courier.example"))
    screener = Screener(checks(Limits()), timeout_s=5)
    sites = {SITE.id: SITE}
    policies = Policies()
    moderator = Author(AuthorKind.MODERATOR, moderator_id)
    lifecycle.restock(store, press, clock, room, sites, screener, policies)
    os.write(told, b"restocked\n")

    def submit_for_ever() -> None:
        number = 0
        while True:
            number += 1
            key = secrets.token_hex(16)
            body = f"words of {key} — وشە {number} 🌉"
            submission = Submission(SITE.id, "bridge", key, Words("Rojîn", body))
            acknowledged = lifecycle.submit(store, clock, SITE, submission).result()
            # One write below PIPE_BUF is atomic: a line is told whole or not at all.
            os.write(
                told, f"{key}\t{acknowledged.comment_id}\t{acknowledged.digest.hex()}\t{body}\n".encode()
            )
            if number % 3:
                outcome = Outcome.APPROVED if number % 3 == 1 else Outcome.REJECTED
                guideline = Guideline.THREAT if outcome is Outcome.REJECTED else None
                verdict = Verdict(acknowledged.comment_id, acknowledged.digest, outcome, guideline)
                if outcome is Outcome.REJECTED:
                    lifecycle.screen_first(store, clock, screener, acknowledged.comment_id)
                lifecycle.decide(store, clock, moderator, verdict).result()

    def print_for_ever() -> None:
        while True:
            lifecycle.restock(store, press, clock, room, sites, screener, policies)

    for work in [submit_for_ever] * SUBMITTERS:
        threading.Thread(target=work, daemon=True).start()
    print_for_ever()
