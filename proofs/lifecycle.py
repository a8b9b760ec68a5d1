"""The whole life of comments against a model of one page: submitting, screening, deciding, erasing, printing and starting again, in any
order that hypothesis thinks of.

The model knows nothing of records, lists or sheets. It says what each act must answer, where each comment stands, and which words
readers see. Each example has a thread of its own, and a hundred of them share a house; after each, the house's ledger, records and work lists
are verified, which takes the longer the more has happened in it.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from unittest import mock

from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from tests.house import House, house
from tests.machine import PERMISSIVE, Model, screener

from diwan.decisions import Outcome as Decided
from diwan.errors import AlreadyDecided, Conflict, KeyReused, ParentNotPrinted, Unknown
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Acknowledgement
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.work_lists import check_work_lists
from proofs.outcome import Outcome

NAME = "lifecycle"
LONG = 1_000
SHORT = 5
PLANTS = ("forgets-keys", "retracts-nothing")
STEPS = 25
SHARING = 100
"""Examples to a house."""


@dataclass
class _Comment:
    """What the model knows of a comment. `decisions` are ids with outcomes, the one in force last."""

    sent: Acknowledgement
    key: str
    body: str
    parent: str | None
    screened: bool = False
    erased: bool = False
    decisions: list[tuple[str, Decided]] = field(default_factory=list)

    @property
    def outcome(self) -> Decided | None:
        return self.decisions[-1][1] if self.decisions else None

    @property
    def may_be_seen(self) -> bool:
        return self.outcome is Decided.APPROVED and not self.erased

    @property
    def standing(self) -> str:
        return "erased" if self.erased else (self.outcome or "waiting")


def run(database: str, size: int, plant: str = "") -> Outcome:
    """`size` examples of `STEPS` steps on `database`; an attempt is a step."""
    outcome = Outcome(NAME, database)
    with (
        tempfile.TemporaryDirectory(prefix="diwan-proofs-") as folder,
        _Street(database, Path(folder)) as street,
        _planted(plant),
        outcome.timed(),
    ):
        _search(street, outcome, size, hasty=bool(plant))
    return outcome


class _Street:
    """Houses, one after the other: the next is built when `SHARING` examples have been at home in the one before."""

    def __init__(self, database: str, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._lived = 0
        self._standing = ExitStack()
        self._house: House | None = None

    def __enter__(self) -> "_Street":
        return self

    def __exit__(self, *_: object) -> None:
        self._standing.close()

    def home(self) -> House:
        """Where the next example lives."""
        if self._house is None or self._lived % SHARING == 0:
            self._standing.close()
            place = self._folder / str(self._lived)
            place.mkdir()
            self._house = self._standing.enter_context(house(self._database, place))
            self._house.screener, self._house.policies = screener(Model()), PERMISSIVE
        self._lived += 1
        return self._house


def _search(street: _Street, outcome: Outcome, size: int, *, hasty: bool) -> None:
    effort = settings(
        max_examples=size,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=True,
        print_blob=False,
        # A planted fault need only be noticed; what nobody expected is told in as few steps as can be.
        phases=[Phase.generate] if hasty else list(Phase),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        # It asks for a class, and only calls it.
        run_state_machine_as_test(cast("type[Lives]", lambda: Lives(street.home(), outcome)), settings=effort)
    except Exception as error:  # noqa: BLE001 - whatever it found is a failure, and hypothesis tells the steps
        outcome.fail(f"{type(error).__name__}: {error} {' / '.join(getattr(error, '__notes__', []))}"[:2000])


class Lives(RuleBasedStateMachine):
    """One thread, and all that can be done with its comments."""

    comments: Bundle[str] = Bundle("comments")
    bodies = st.sampled_from(
        ["A fine bridge.", "a threat", "  blanks at its ends  ", "پردەکە 🌉", "<b>not bold</b>"]
    )

    def __init__(self, diwan: House, outcome: Outcome) -> None:
        super().__init__()
        self._diwan = diwan
        self._outcome = outcome
        outcome.count("examples")
        self._article = f"thread-{outcome.sizes['examples']}"
        self._known: dict[str, _Comment] = {}
        self._seen: set[str] = set()
        diwan.register(self._article)
        diwan.print()

    # --- what readers do ------------------------------------------------------------------------------------------

    @rule(target=comments, body=bodies)
    def submit(self, body: str) -> Any:
        """A comment on the article."""
        return self._submit(body, None)

    @rule(target=comments, body=bodies, parent=comments)
    def answer(self, body: str, parent: str) -> Any:
        """An answer: only to what readers see."""
        return self._submit(body, parent)

    def _submit(self, body: str, parent: str | None) -> Any:
        self._step()
        key = f"{self._article}-key-{len(self._known):08d}"
        body = f"{body}{self._article}-{len(self._known)}."
        try:
            sent = self._diwan.submit(body, article=self._article, parent=parent, key=key)
        except ParentNotPrinted:
            assert parent not in self._seen
            return multiple()
        assert parent is None or parent in self._seen
        assert not sent.repeated
        self._known[sent.comment_id] = _Comment(sent, key, body, parent)
        return sent.comment_id

    @rule(comment=comments, same=st.booleans())
    def send_again(self, comment: str, same: bool) -> None:
        """Under the same key, with the same words or with others."""
        self._step()
        known = self._known[comment]
        body = known.body if same else known.body + "!"
        try:
            again = self._diwan.submit(body, article=self._article, parent=known.parent, key=known.key)
        except KeyReused:
            assert not same
            assert not known.erased
            return
        # Once the words are gone nobody can tell whether they were the same.
        assert same or known.erased
        assert again.repeated
        assert (again.comment_id, again.digest) == (comment, known.sent.digest)

    @rule(comment=comments)
    def withdraw(self, comment: str) -> None:
        """An erasure, once."""
        self._step()
        known = self._known[comment]
        assert self._diwan.erase(comment) is not known.erased
        known.erased = True

    # --- what the newsroom does -------------------------------------------------------------------------------------

    @rule(comment=comments)
    def screen(self, comment: str) -> None:
        """The model decides, unless somebody was first."""
        self._step()
        decision = self._diwan.screen(comment)
        self._screened(comment, None if decision is None else decision.id)

    def _screened(self, comment: str, decision: str | None) -> None:
        known = self._known[comment]
        decides = not (known.screened or known.erased or known.decisions)
        assert (decision is not None) is decides
        if decision is not None:
            rejected = Guideline.THREAT in known.body
            known.decisions.append((decision, Decided.REJECTED if rejected else Decided.APPROVED))
        known.screened = known.screened or not known.erased

    @rule(comment=comments, approves=st.booleans(), is_stale=st.booleans())
    def decide(self, comment: str, approves: bool, is_stale: bool) -> None:
        """A moderator decides, having seen the decision in force or an earlier one."""
        self._step()
        known = self._known[comment]
        outcome = Decided.APPROVED if approves else Decided.REJECTED
        names = [None, *(each for each, _ in known.decisions)]
        saw = names[-2] if is_stale and len(names) > 1 else names[-1]
        try:
            made = self._diwan.decide(
                known.sent, outcome, None if approves else Guideline.THREAT, supersedes=saw
            )
        except Unknown:
            assert known.erased
        except (AlreadyDecided, Conflict):
            assert not known.erased
            assert saw != names[-1] or known.outcome is outcome
        else:
            assert not known.erased
            assert saw == names[-1]
            assert known.outcome is not outcome
            known.decisions.append((made.id, outcome))
            # What was not screened before a person rejected it was screened for that.
            known.screened = known.screened or not approves

    @rule()
    def print(self) -> None:
        """Afterwards readers see what is approved, all of it and nothing else."""
        self._step()
        self._diwan.print()
        self._printed()

    @rule()
    def start_again(self) -> None:
        """A start screens what nobody has decided, and prints."""
        self._step()
        waiting = [
            c for c, known in self._known.items() if known.standing == "waiting" and not known.screened
        ]
        self._diwan.restock()
        for comment in waiting:
            with self._diwan.store.connection() as connection:
                card = DeskReader(connection).card(comment)
            self._screened(comment, card.current.decision.id if card is not None and card.current else None)
        self._printed()

    def _printed(self) -> None:
        self._seen = {comment for comment, known in self._known.items() if known.may_be_seen}

    # --- what must hold after each step ---------------------------------------------------------------------------------

    @invariant()
    def readers_see_what_was_printed(self) -> None:
        """No more and no less."""
        front = self._diwan.front(self._article)
        # A reply is seen only below what it answers.
        for comment, known in self._known.items():
            mark = known.body[known.body.index(self._article) :]
            if comment in self._seen and (known.parent is None or known.parent in self._seen):
                assert mark in front, f"{comment} is approved and printed, and not seen"
            elif comment not in self._seen:
                assert mark not in front, f"{comment} is seen and must not be"

    @invariant()
    def everything_stands_where_the_model_says(self) -> None:
        """Before moderators, too."""
        with self._diwan.store.connection() as connection:
            reader = DeskReader(connection)
            for comment, known in self._known.items():
                card = reader.card(comment)
                assert card is not None
                assert card.standing == known.standing
                assert card.comment.words is None if known.erased else card.comment.words is not None
                if card.comment.words is not None:
                    assert card.comment.words.body == known.body

    def teardown(self) -> None:
        """Nothing that is not to be seen is in any file, and everything verifies."""
        self._diwan.print()
        self._printed()
        everything = self._diwan.read_everything()
        for comment, known in self._known.items():
            if comment not in self._seen:
                assert known.body[known.body.index(self._article) :] not in everything
        with self._diwan.store.connection() as connection:
            found = [
                *verify(StoredBook(connection), verifier_key=self._diwan.key.verifier),
                *check_work_lists(connection),
            ]
        assert [str(violation) for violation in found] == []

    def _step(self) -> None:
        self._outcome.attempts += 1
        self._diwan.clock.advance(1)


@contextmanager
def _planted(plant: str) -> Iterator[None]:
    patched = {
        "forgets-keys": "diwan.storage.transaction.Transaction.submission",
        "retracts-nothing": "diwan.storage.transaction.Transaction.publication_of",
    }
    if plant:
        with mock.patch(patched[plant], return_value=None):
            yield
    else:
        yield
