"""Checks that are killed, slow, wrong or not a number: no comment that met one is decided by a machine, and none is printed without
its decision.

The policy is the most permissive there can be, and a model approves whatever is sound: whenever a check is silent, only that
silence stands between a comment and its readers. Some of what comes to the desk is decided there.
"""

import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import text
from tests.house import SITE, House, house
from tests.machine import PERMISSIVE

from diwan import lifecycle
from diwan.comments import Submission, Words
from diwan.decisions import Outcome as Decided
from diwan.editions.sheets import Pointing
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement
from diwan.screening import asking, policy
from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.screener import Screener
from diwan.storage.book import StoredBook
from proofs.broken_checks import SOUND, Faults, named
from proofs.outcome import Outcome

NAME = "checks"
LONG = 100_000
SHORT = 400
PLANTS = ("fails-open", "believes-nonsense", "prints-undecided")

LIMIT_S = 0.25
"""For each check."""
IN_AN_ARTICLE = 5_000
BATCH = 200
HANGS_EVERY = 200
"""So many comments for each that waits out the limit."""
EXITS_EVERY = 100
"""A check that ends its own thread is noticed by the limit as well."""
_NUMBER = re.compile(r"number-(\d+)\.")


class _Check:
    """A check of the house. With a fault in the words it does that; else it sees nothing, or, as the model, little."""

    languages: frozenset[str] | None = None
    version = "1"

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults = Faults(name, self.version)

    def look(self, reading: Reading) -> Sequence[Finding]:
        fault = self.faults.met(self.name, reading)
        if fault is not None:
            said: Sequence[Finding] = fault(reading)
            return said
        if self.name != policy.MODEL:
            return []
        return [Finding(self.name, self.version, each, 0.01) for each in Guideline]


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` submissions on `database`."""
    outcome = Outcome(NAME, database, hasty=bool(plant))
    with tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder, ExitStack() as stack:
        diwan = stack.enter_context(house(database, Path(folder)))
        checks = [_Check(policy.MODEL), _Check("relevance")]
        for check in checks:
            stack.callback(check.faults.close)
        diwan.screener = Screener(checks, timeout_s=LIMIT_S)
        diwan.policies = PERMISSIVE
        stack.enter_context(_planted(plant))
        stack.enter_context(outcome.timed())
        _Submissions(diwan, checks, outcome, random.Random(size)).go_through(size)
    return outcome


class _Submissions:
    def __init__(self, diwan: House, checks: list[_Check], outcome: Outcome, chance: random.Random) -> None:
        self._diwan = diwan
        self._checks = checks
        self._outcome = outcome
        self._chance = chance
        self._approved: set[int] = set()
        self._faulty: set[int] = set()

    def go_through(self, size: int) -> None:
        articles = [f"article-{number}" for number in range(size // IN_AN_ARTICLE + 1)]
        for article in articles:
            self._diwan.register(article)
        for begin in range(0, size, BATCH):
            numbers = range(begin, min(begin + BATCH, size))
            for number, sent in self._submit(numbers, articles):
                self._screen(number, sent)
            self._diwan.print()
        self._check_print()
        self._check_records()
        self._outcome.count("met a fault", len(self._faulty))
        self._outcome.count("printed", len(self._approved))

    def _submit(self, numbers: range, articles: list[str]) -> list[tuple[int, Acknowledgement]]:
        diwan = self._diwan
        futures = []
        for number in numbers:
            where, fault = self._fault_of(number)
            if fault != SOUND:
                self._faulty.add(number)
            words = Words("Reader", f"{named(where, fault)} number-{number}. A fine bridge.")
            submission = Submission(
                SITE.id, articles[number // IN_AN_ARTICLE], f"proof-key-{number:09d}", words
            )
            futures.append(
                (number, lifecycle.submit(diwan.store, diwan.clock, diwan.sites[SITE.id], submission))
            )
        return [(number, future.result()) for number, future in futures]

    def _fault_of(self, number: int) -> tuple[str, str]:
        """Every second comment meets a fault, of each kind in turn, in the one check or in the other."""
        check = self._checks[number // 2 % len(self._checks)]
        if number % 2 == 0:
            return check.name, SOUND
        if number % HANGS_EVERY == 1:
            return check.name, "hangs"
        if number % EXITS_EVERY == 51:
            return check.name, "exits"
        quick = sorted(check.faults.by_name.keys() - {"hangs", "exits"})
        return check.name, quick[number // 2 // len(self._checks) % len(quick)]

    def _screen(self, number: int, sent: Acknowledgement) -> None:
        try:
            decision = self._diwan.screen(sent.comment_id)
        except Exception as error:  # noqa: BLE001 - a duty would go on with the next, and so does this
            decision = None
            self._outcome.fail(f"screening number {number} raised {type(error).__name__}")
        for check in self._checks:
            check.faults.release()
        self._outcome.expect(
            decision is None or number not in self._faulty,
            f"number {number} was decided although a check was silent",
        )
        if decision is not None:
            self._outcome.count("decided by machine")
            if decision.outcome is Decided.APPROVED:
                self._approved.add(number)
        elif self._chance.random() < 0.2:
            approves = self._chance.random() < 0.5
            self._diwan.decide(sent, Decided.APPROVED if approves else Decided.REJECTED)
            self._outcome.count("decided at the desk")
            if approves:
                self._approved.add(number)

    def _check_print(self) -> None:
        """In the files stands what was approved, all of it, and nothing else."""
        printed: set[int] = set()
        for file in (self._diwan.folder / "press").rglob("*.*"):
            if file.suffix in {".html", ".json"}:
                printed |= {int(number) for number in _NUMBER.findall(file.read_text())}
        for number in sorted(printed - self._approved):
            self._outcome.fail(f"number {number} is printed and nobody approved it")
        for number in sorted(self._approved - printed):
            self._outcome.fail(f"number {number} is approved and not printed")
        if not self._approved or not self._faulty:
            self._outcome.fail("nothing was approved, or no check was silent: this proves nothing")

    def _check_records(self) -> None:
        with self._diwan.store.connection() as connection:
            without = connection.execute(text(_WITHOUT_DECISION)).scalar_one()
            if without:
                self._outcome.fail(f"{without} publications have no approving decision on their words")
            for violation in verify(StoredBook(connection), verifier_key=self._diwan.key.verifier):
                self._outcome.fail(str(violation))


_WITHOUT_DECISION = (
    "SELECT count(*) FROM publications p WHERE NOT EXISTS (SELECT 1 FROM decisions d JOIN comments c ON c.id = d.comment_id "
    "WHERE d.id = p.decision_id AND d.comment_id = p.comment_id AND d.outcome = 'approved' AND d.digest = c.digest)"
)


@contextmanager
def _planted(plant: str) -> Iterator[None]:
    if plant == "fails-open":
        real = policy.judge

        def open_judge(asked: policy.Policy, findings: Sequence[Finding]) -> object:
            return real(asked, [each for each in findings if not each.could_not_tell])

        with mock.patch("diwan.lifecycle.screening.judge", open_judge):
            yield
    elif plant == "believes-nonsense":
        with mock.patch.object(
            asking,
            "_sensible",
            lambda said, *_: [f for f in said if isinstance(f, Finding)] if isinstance(said, list) else None,
        ):
            yield
    elif plant == "prints-undecided":
        with mock.patch("diwan.press.house.PrintingHouse.point_all", _point_and_tell):
            yield
    else:
        yield


def _point_and_tell(self: Any, pointings: Sequence[Pointing]) -> None:
    """Prints a number more, as if somebody had taken the latest comments instead of the approved ones."""
    from diwan.press import files

    for each in pointings:
        thread = self.root / "threads" / each.site / each.folder
        files.replace_with_siblings(thread / "head.html", each.head_html + b"number-1. number-3. number-5.")
        files.replace_with_siblings(thread / "pointer.json", each.pointer_json)
