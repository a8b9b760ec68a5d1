"""Every step of the path, broken once before and once after it took effect: nothing is lost, doubled or shown too early."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest

from diwan import erasure, lifecycle
from diwan.comments import Submission, Words
from diwan.decisions import Outcome
from diwan.editions.sheets import Pointing, Sheet
from diwan.errors import AlreadyDecided
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Verdict
from diwan.storage.book import StoredBook
from diwan.storage.transaction import Transaction
from tests.house import SITE, House, house

T = TypeVar("T")
ARTICLES = ("bridge", "ferry")


class PowerCut(Exception):
    """What a test raises where the process would have died."""


@dataclass
class Fuse:
    """Blows at the n-th step it is asked about, before or after the step: once in a run, or once in each act where acts are told apart."""

    at: int
    after: bool
    steps: int = 0
    is_whole: bool = True
    log: list[str] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    """The acts in which it has blown."""
    acts: list[int] = field(default_factory=list)
    """How many steps each act has had, its repetition included."""

    @property
    def blown(self) -> bool:
        return bool(self.cut)

    def begin(self) -> None:
        """What comes now is another act, in which it may blow again."""
        self.acts.append(0)
        self.steps, self.is_whole = 0, True

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.log.append(name)
        due = self.steps == self.at and self.is_whole
        self.steps += 1
        if self.acts:
            self.acts[-1] += 1
        if due and not self.after:
            self._blow(name)
        yield
        if due:
            self._blow(name)

    def _blow(self, name: str) -> None:
        self.is_whole = False
        self.cut.append(len(self.acts) - 1)
        raise PowerCut(name)


class FaultyPress:
    """The real press behind a fuse."""

    def __init__(self, real: Any, fuse: Fuse) -> None:
        self._real = real
        self._fuse = fuse

    def keep(self, *sheets: Sheet) -> None:
        # One after the other, so that the power can be cut between any two of them.
        for sheet in sheets:
            with self._fuse.step("keep a sheet"):
                self._real.keep(sheet)

    def discard(self, address: str) -> None:
        with self._fuse.step("discard a sheet"):
            self._real.discard(address)

    def point_all(self, pointings: Sequence[Pointing]) -> None:
        for pointing in pointings:
            with self._fuse.step("point"):
                self._real.point_all([pointing])

    def checkpoint(self, note: bytes) -> None:
        with self._fuse.step("hand out a checkpoint"):
            self._real.checkpoint(note)


class FaultyStorage:
    """The real storage behind a fuse: a job dies inside its transaction, or its asker never hears of the commit."""

    def __init__(self, real: Any, fuse: Fuse) -> None:
        self._real = real
        self._fuse = fuse

    def write(
        self, work: Callable[[Transaction], T], *, submission: tuple[str, str] | None = None
    ) -> "Future[T]":
        broken: Future[T] = Future()
        try:
            with self._fuse.step("commit"):
                return self._resolved(work, submission)
        except PowerCut as cut:
            broken.set_exception(cut)
            return broken

    def _resolved(self, work: Callable[[Transaction], T], submission: tuple[str, str] | None) -> "Future[T]":
        future: Future[T] = self._real.write(work, submission=submission)
        future.exception()
        return future

    def reading(self) -> Any:
        return self._real.reading()

    def printing(self, thread_ids: list[str]) -> Any:
        return self._real.printing(thread_ids)


def _story(diwan: House, fuse: Fuse) -> list[str]:
    """Submit, screen, approve, reply, reject, supersede, erase, print after each; retry each act as a client would."""
    storage: Any = FaultyStorage(diwan.store, fuse)
    press: Any = FaultyPress(diwan.press, fuse)
    ids: list[str] = []

    def again(act: Callable[[], T]) -> T:
        fuse.begin()
        try:
            return act()
        except PowerCut:
            _check_what_readers_see(diwan)
            return act()

    def submit(number: int, parent: str | None = None) -> lifecycle.Acknowledgement:
        words = Words("Reader", f"comment {number} of the story")
        submission = Submission(SITE.id, "bridge", f"story-key-{number:08d}", words, parent)
        acknowledged = again(lambda: lifecycle.submit(storage, diwan.clock, SITE, submission).result())
        ids.append(acknowledged.comment_id)
        again(
            lambda: lifecycle.screen(
                storage, diwan.clock, diwan.screener, diwan.policies, acknowledged.comment_id
            )
        )
        return acknowledged

    def decide(
        acknowledged: lifecycle.Acknowledgement, outcome: Outcome, supersedes: str | None = None
    ) -> str:
        guideline = Guideline.THREAT if outcome is Outcome.REJECTED else None
        verdict = Verdict(
            acknowledged.comment_id, acknowledged.digest, outcome, guideline, supersedes=supersedes
        )
        try:
            return again(lambda: lifecycle.decide(storage, diwan.clock, diwan.moderator, verdict).result()).id
        except AlreadyDecided as own:
            # The commit was durable although its answer was lost: the desk shows one's own decision.
            assert own.decision.outcome is outcome
            return own.decision.id

    def print_all() -> None:
        again(
            lambda: lifecycle.restock(
                storage, press, diwan.clock, diwan.room, diwan.sites, diwan.screener, diwan.policies
            )
        )

    first = submit(1)
    first_approval = decide(first, Outcome.APPROVED)
    print_all()
    second = submit(2)
    reply = submit(3, parent=first.comment_id)
    decide(second, Outcome.REJECTED)
    decide(reply, Outcome.APPROVED)
    print_all()
    decide(first, Outcome.REJECTED, supersedes=first_approval)
    print_all()
    third = submit(4)
    decide(third, Outcome.APPROVED)
    print_all()
    again(lambda: _erase(storage, diwan, third.comment_id))
    print_all()
    return ids


def _erase(storage: Any, diwan: House, comment_id: str) -> None:
    erasure.erase(storage, diwan.clock, comment_id=comment_id, by="reader").result()


def _check_what_readers_see(diwan: House) -> None:
    """Whatever just broke: what the front shows is approved, and no pointer leads to a missing sheet."""
    root = diwan.folder / "press"
    with diwan.store.reading() as view:
        for pointer in root.glob("threads/*/*/pointer.json"):
            top = json.loads(pointer.read_bytes())["top"]
            if top is not None:
                assert diwan.press.holds(top)
        shown = _ever_approved(view)
    head = root / "threads" / SITE.id / "bridge" / "head.html"
    text = head.read_text() if head.exists() else ""
    for number in range(1, 5):
        if f"comment {number} of the story" in text:
            assert f"comment {number} of the story" in shown


def _ever_approved(view: Any) -> str:
    """The bodies of everything that was ever approved: nothing else may be on a reader's screen."""
    rows = view._all(
        "SELECT coalesce(w.body, 'comment 4 of the story') FROM comments c LEFT JOIN words w ON w.comment_id = c.id "
        "WHERE EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = c.id AND d.outcome = 'approved')"
    )
    return "\n".join(row[0] for row in rows)


def _fingerprint(diwan: House) -> dict[str, str]:
    """What readers see in the end, without what differs between runs: ids, addresses and times of records."""
    front = diwan.front()
    bodies = [n for n in range(1, 5) if f"comment {n} of the story" in front]
    with diwan.store.connection() as connection:
        book = StoredBook(connection)
        violations = [str(v) for v in verify(book, verifier_key=diwan.key.verifier)]
        kinds = sorted(record.kind for record in book.records() or ())
    return {"shown": str(bodies), "violations": str(violations), "kinds": str(kinds)}


def _run(database: str, folder: Path, fuse: Fuse) -> tuple[dict[str, str], Fuse]:
    folder.mkdir()
    with house(database, folder) as diwan:
        diwan.register()
        diwan.print()
        ids = _story(diwan, fuse)
        assert len(set(ids)) == 4
        diwan.restock()
        _check_what_readers_see(diwan)
        return _fingerprint(diwan), fuse


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_power_cut_at_any_step_loses_nothing_and_doubles_nothing(
    database: str, tmp_path: Path, after: bool
) -> None:
    """In one run the power is cut at the first step of every act, in the next at the second step of each that has two, and so on."""
    whole, counted = _run(database, tmp_path / "whole", Fuse(at=-1, after=after))
    assert whole["violations"] == "[]"
    assert len(counted.log) > 30
    for n in range(max(counted.acts)):
        broken, fuse = _run(database, tmp_path / f"{n}", Fuse(at=n, after=after))
        assert fuse.cut == [act for act, steps in enumerate(counted.acts) if steps > n], n
        assert broken["shown"] == whole["shown"], n
        assert broken["violations"] == "[]", n
        lost = [
            k
            for k in ("comment", "decision", "screening", "erasure")
            if _count(broken, k) != _count(whole, k)
        ]
        assert lost == [], n


def _count(fingerprint: dict[str, str], kind: str) -> int:
    return fingerprint["kinds"].count(f"'{kind}'")


def _printed_together(database: str, folder: Path, fuse: Fuse) -> tuple[dict[str, str], Fuse]:
    """Two threads are printed in one go: one gains a comment and loses another, the other is new."""
    folder.mkdir()
    with house(database, folder) as diwan:
        for article in ARTICLES:
            diwan.register(article)
        lost = diwan.submit("comment 1 of the story")
        approval = diwan.approve(lost)
        diwan.decide(lost, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)
        diwan.decide(diwan.submit("comment 2 of the story"))
        diwan.decide(diwan.submit("comment 3 of the story", article="ferry"))
        storage: Any = FaultyStorage(diwan.store, fuse)
        press: Any = FaultyPress(diwan.press, fuse)
        with diwan.store.reading() as view:
            left = view.owing_threads()
        assert len(left) == 2
        with suppress(PowerCut):
            while left:
                left = lifecycle.publish_together(storage, press, diwan.clock, diwan.room, diwan.sites, left)
        _check_what_readers_see(diwan)
        diwan.restock()
        _check_what_readers_see(diwan)
        assert "comment 1 of the story" not in diwan.read_everything()
        return _fingerprint(diwan) | {"ferry": str("comment 3 of" in diwan.front("ferry"))}, fuse


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_power_cut_while_several_threads_are_printed_together_leaves_each_of_them_whole(
    database: str, tmp_path: Path, after: bool
) -> None:
    whole, counted = _printed_together(database, tmp_path / "whole", Fuse(at=-1, after=after))
    assert whole["shown"] == "[2]"
    assert whole["ferry"] == "True"
    assert whole["violations"] == "[]"
    first_pointing = counted.log.index("point")
    assert counted.log.count("commit") == 2, "one records all runs, one settles them"
    assert set(counted.log[:first_pointing]) == {"keep a sheet", "commit"}
    for n in range(0, len(counted.log), 3 if database == "postgresql" else 1):
        broken, fuse = _printed_together(database, tmp_path / f"{n}", Fuse(at=n, after=after))
        assert fuse.blown, n
        # A run that is repeated is recorded again, with the same sheets; nobody is published or taken out twice.
        records = ("comment", "decision", "publication", "retraction")
        assert [_count(broken, kind) for kind in records] == [_count(whole, kind) for kind in records], n
        assert broken | {"kinds": ""} == whole | {"kinds": ""}, (n, counted.log[n])


def test_a_run_that_was_overtaken_starts_over_and_keeps_no_other_back(diwan: House) -> None:
    threads = {article: diwan.register(article) for article in ARTICLES}
    taken_back = diwan.submit("canary-taken-back")
    approval = diwan.decide(taken_back)
    diwan.decide(diwan.submit("a sound one", article="ferry"))

    class Overtaking(FaultyPress):
        """While its sheets are written, a decision is superseded."""

        def keep(self, *sheets: Sheet) -> None:
            super().keep(*sheets)
            diwan.decide(taken_back, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id)

    press: Any = Overtaking(diwan.press, Fuse(at=-1, after=False))
    left = lifecycle.publish_together(
        diwan.store, press, diwan.clock, diwan.room, diwan.sites, [threads["bridge"], threads["ferry"]]
    )
    assert left == [threads["bridge"]]
    assert "a sound one" in diwan.front("ferry")
    assert "canary-taken-back" not in diwan.read_everything(), "its sheets are discarded at once"
    diwan.print()
    assert "canary-taken-back" not in diwan.read_everything()


def test_printing_twice_what_is_printed_already_changes_no_file(diwan: House) -> None:
    diwan.register()
    diwan.approve(diwan.submit())
    before = _files(diwan)
    with diwan.store.reading() as view:
        thread = view.article(SITE.id, "bridge")
        assert thread is not None
    diwan.store.write(lambda tx: tx.owe_printing(thread.thread_id, None)).result()
    diwan.print()
    after = _files(diwan)
    same = {name for name in before if before[name] == after.get(name)}
    assert {name for name in before if name.startswith("pages/")} <= same


def _files(diwan: House) -> dict[str, str]:
    root = diwan.folder / "press"
    return {
        str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in root.rglob("*")
        if p.is_file()
    }


def test_when_the_printed_files_are_lost_the_next_start_makes_the_same_ones_again(diwan: House) -> None:
    diwan.register()
    first = diwan.submit("one")
    diwan.approve(first)
    for number in range(5):
        diwan.approve(diwan.submit(f"reply {number}", parent=first.comment_id))
    diwan.approve(diwan.submit("two"))
    before = {name: content for name, content in _files(diwan).items() if name.endswith(".json")}
    current = {name for name in before if _is_current(diwan, name)}
    shutil.rmtree(diwan.folder / "press")
    assert not diwan.press.has_threads()
    diwan.store.write(lambda transaction: transaction.owe_everything()).result()
    diwan.restock()
    after = _files(diwan)
    assert current
    assert {name: after.get(name) for name in current} == {name: before[name] for name in current}


def _is_current(diwan: House, name: str) -> bool:
    with diwan.store.reading() as view:
        return bool(view.current_addresses([Path(name).stem]))
