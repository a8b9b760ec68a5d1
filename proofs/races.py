"""Eight moderators at once, through two writers as if in two processes: no comment is on two screens, each is decided once, and who comes second is told by whom.

Each opens pages of the desk and decides what he finds there. Now and then he also decides a comment by its address, which no claim hinders, and
so gets in the way of whoever has it on his screen, or has decided it.
"""

import random
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks import machine
from benchmarks.shift import cards
from sqlalchemy import text
from starlette.applications import Starlette
from tests.client import TestClient

from diwan import founding, lifecycle
from diwan.bootstrap import House, opened
from diwan.comments import Submission, Words
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Role
from diwan.storage.book import StoredBook
from diwan.storage.transaction import Transaction
from diwan.storage.work_lists import check_work_lists
from diwan.web import sessions
from diwan.web.desk.routes import routes
from proofs.newsroom import ARTICLE, SITE, newsroom
from proofs.outcome import Noticed, Outcome

NAME = "races"
LONG = 2_000
SHORT = 40
PLANTS = ("claims-nothing", "looks-away")

MODERATORS = 8
MEDDLES = 0.3
"""So often a moderator decides another comment by its address before he goes on with his page."""
REJECTS = 0.3


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` comments on `database`. An attempt is a card that is shown, a decision that is sent, or a comment in the end."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder, ExitStack() as stack:
        tried = stack.enter_context(newsroom(Path(folder), database, machine.free_port))
        houses = [stack.enter_context(opened(tried.settings)) for _ in range(2)]
        sent = _submitted(houses[0], size)
        stack.enter_context(_planted(plant))
        stack.enter_context(outcome.timed())
        board = _Board(outcome, sent)
        shifts = [
            _Shift(houses[number % 2], f"Moderator {number}", board, number) for number in range(MODERATORS)
        ]
        threads = [threading.Thread(target=shift.work) for shift in shifts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        board.check(houses[0])
    return outcome


def _submitted(house: House, size: int) -> list[Acknowledgement]:
    futures = [
        lifecycle.submit(
            house.store,
            house.clock,
            house.sites[SITE],
            Submission(SITE, ARTICLE, f"race-key-{number:09d}", Words("Rojîn", f"Remark number {number}.")),
        )
        for number in range(size)
    ]
    return [future.result() for future in futures]


class _Board:
    """What all of them saw and were told. For several threads."""

    def __init__(self, outcome: Outcome, sent: Sequence[Acknowledgement]) -> None:
        self.sent = sent
        self._outcome = outcome
        self._turn = threading.Lock()
        self._screens: dict[str, str] = {}
        self._won: dict[str, list[str]] = defaultdict(list)
        self._told: list[tuple[str, str, str]] = []
        self._ended = False

    @property
    def is_over(self) -> bool:
        """Whether everything is decided, or something went wrong that is enough."""
        with self._turn:
            return self._ended or len(self._won) == len(self.sent)

    def end(self) -> None:
        with self._turn:
            self._ended = True

    def shown(self, moderator: str, comment_ids: Sequence[str]) -> None:
        with self._turn:
            for comment_id in comment_ids:
                other = self._screens.setdefault(comment_id, moderator)
                self._outcome.expect(
                    other == moderator, f"{comment_id} is on the screens of {moderator} and {other}"
                )

    def gone(self, comment_id: str) -> None:
        """From the screen of whoever had it."""
        with self._turn:
            self._screens.pop(comment_id, None)

    def answered(self, moderator: str, comment_id: str, status: int, said: dict[str, Any]) -> None:
        with self._turn:
            decision = said.get("decision") or {}
            self._outcome.expect(
                status == 201 or (status == 409 and decision), f"{moderator} was answered {status}: {said}"
            )
            if status == 201:
                self._won[comment_id].append(moderator)
            else:
                self._told.append((comment_id, moderator, str(decision.get("author"))))

    def check(self, house: House) -> None:
        """In the end: each comment has one decision, by whoever was told that his counts; and all others were told his name."""
        if self._ended:
            return
        with house.store.connection() as connection:
            rows = connection.execute(
                text(
                    "SELECT d.comment_id, m.name FROM decisions d JOIN moderators m ON m.id = d.author_name ORDER BY d.position"
                )
            ).all()
            wrong = [
                *verify(StoredBook(connection), verifier_key=house.secrets.ledger_key.verifier),
                *check_work_lists(connection),
            ]
        decided: dict[str, list[str]] = defaultdict(list)
        for comment_id, name in rows:
            decided[comment_id].append(name)
        for each in self.sent:
            names = decided[each.comment_id]
            self._outcome.expect(
                len(names) == 1 and names == self._won[each.comment_id],
                f"{each.comment_id} was decided by {names}, and {self._won[each.comment_id]} were told so",
            )
        for comment_id, loser, named in self._told:
            self._outcome.expect(
                named == decided[comment_id][0], f"{loser} was told that {named} decided {comment_id}"
            )
        self._outcome.expect(not wrong, f"the records or lists are wrong: {wrong[:3]}")
        self._outcome.count("told that a colleague was first", len(self._told))


class _Shift:
    """One moderator, with a session of his own."""

    def __init__(self, house: House, name: str, board: _Board, seed: int) -> None:
        moderator = founding.appoint(house.store, house.clock, name=name, role=Role.MODERATOR).result()
        self._name = name
        self._board = board
        self._chance = random.Random(seed)
        app = Starlette(routes=routes(house))
        app.state.house = house
        self._client = TestClient(app, base_url=house.settings.public_url)
        self._headers = {
            "cookie": f"{sessions.COOKIE}={sessions.open_session(house, moderator.id, None)}",
            "origin": house.settings.public_url,
            "sec-fetch-site": "same-origin",
        }

    def work(self) -> None:
        """Until nothing waits any more. What is left may be on others' screens: then he asks again."""
        try:
            while not self._board.is_over:
                page = self._client.get("/desk", headers=self._headers)
                mine = [(action.split("/")[3], fields["digest"]) for action, fields in cards(page.text)]
                self._board.shown(self._name, [comment_id for comment_id, _ in mine])
                for comment_id, digest in mine:
                    if self._chance.random() < MEDDLES:
                        other = self._chance.choice(self._board.sent)
                        self._decide(other.comment_id, other.digest.hex())
                    self._decide(comment_id, digest)
                    self._board.gone(comment_id)
        except Noticed:
            self._board.end()
        except BaseException:
            self._board.end()
            raise

    def _decide(self, comment_id: str, digest: str) -> None:
        rejects = self._chance.random() < REJECTS
        answer = self._client.post(
            f"/desk/comments/{comment_id}/decisions",
            data={"digest": digest, "outcome": "rejected/promotion" if rejects else "approved"},
            headers={**self._headers, "accept": "application/json"},
        )
        self._board.answered(self._name, comment_id, answer.status_code, answer.json())


@contextmanager
def _planted(plant: str) -> Iterator[None]:
    """The product with this fault in it."""
    if plant == "claims-nothing":
        with mock.patch.object(Transaction, "claim", return_value=None):
            yield
    elif plant == "looks-away":
        with mock.patch.object(Transaction, "current_decision", return_value=None):
            yield
    else:
        yield
