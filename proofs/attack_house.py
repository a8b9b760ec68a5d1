"""The house that is attacked: everything that a stranger, a publisher or somebody at the desk can write is a string that means harm.

The strings come in groups. Of each string of a group there is a comment on the group's article (approved, reported, given to a colleague with a note) and one
on an article that is itself described with it (rejected with a note, and appealed against), sent by a reader of the group who has signed in.
What cannot be taken is refused, which is as good; in its place stand plain words.
"""

import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.test_desk import serving
from tests.deciding import decided
from tests.desk_house import SITE as SITE, DeskHouse, desk_house
from tests.house import HandClock
from tests.quick import quick

from diwan import (
    appealing,
    clock,
    consulting,
    lifecycle,
    reporting,
)
from diwan.articles import Description
from diwan.clock import MINUTE, SECOND
from diwan.comments import Submission, Words, check_name
from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Outcome as Decided
from diwan.editions.render import Rendering
from diwan.errors import DiwanError
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.moderators import Moderator, Role
from diwan.readers import Arrival, Source
from diwan.reporting import Complaint
from diwan.web import app, assets, reader_sessions, sessions
from proofs.attack_strings import Attack, pieces
from proofs.attack_wall import Gate, fresh_key

GROUP = 20
PLAIN_NAME, PLAIN = "Rojîn", "Plain words, and a link: https://example.org/a?b=c#d"
MORE = """
[mail]
host = "127.0.0.1"
port = 9
tls = "none"
from_address = "comments@courier.example"
asks_per_hour = 100000
"""
"""So that mail is offered. There is nobody who takes it."""


@dataclass
class Planted:
    """One string, and what became of it."""

    attack: Attack
    approved: Acknowledgement
    rejected: Acknowledgement
    article: str


@dataclass
class Group:
    """Some strings that share pages."""

    number: int
    planted: list[Planted] = field(default_factory=list)
    reader: str = ""
    session: str = ""
    revision: int = 1

    @property
    def article(self) -> str:
        return f"group-{self.number}"

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(each.attack.text for each in self.planted)


@dataclass
class AttackedHouse:
    """The house on a port of its own, behind its gate, and who works there."""

    desk: DeskHouse
    gate: Gate
    moderator: Moderator
    editor: Moderator
    refused: int = 0
    """Strings that a field would not take."""
    taken: int = 0

    @property
    def origin(self) -> str:
        return self.desk.house.settings.public_url

    def come_in(self, group: Group) -> None:
        """From now on the browser is the editor's, who is also the group's reader."""
        session = sessions.open_session(self.desk.house, self.editor.id, None)
        self.gate.cookie = f"{sessions.COOKIE}={session}; {reader_sessions.COOKIE}={group.session}"

    def tried(self, act: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """What came of it, once it is done; None if it was refused."""
        try:
            made = act(*given, **more)
            made = made.result() if isinstance(made, Future) else made
        except DiwanError:
            self.refused += 1
            return None
        self.taken += 1
        return made

    # --- what is planted ---------------------------------------------------------------------------------------

    def plant(self, number: int, attacks: Sequence[Attack]) -> Group:
        """A group: its comments wait."""
        desk, house = self.desk, self.desk.house
        self.clock.advance(MINUTE)
        group = Group(number)
        self._describe(group.article, attacks[0].text)
        name = next((a.text for a in attacks if self._is_name(a.text)), PLAIN_NAME)
        arrival = Arrival(SITE, Source.PUBLISHER, f"reader-{number}", name)
        opened = reader_sessions.open_session(house, arrival)
        group.reader, group.session = opened.reader.id, opened.token
        for place, attack in enumerate(attacks):
            article = f"article-{number}-{place}"
            self._describe(article, attack.text)
            name = attack.text if self._is_name(attack.text) else PLAIN_NAME
            group.planted.append(
                Planted(
                    attack,
                    self._submitted(attack.text, name, group.article),
                    self._submitted(attack.text, "", article, opened.reader),
                    article,
                )
            )
        for each in group.planted:
            for note in pieces((each.attack.text,), 500):
                self.tried(
                    consulting.consult,
                    house.store,
                    house.clock,
                    self.moderator,
                    comment_id=each.approved.comment_id,
                    digest=each.approved.digest,
                    asked=Asked.COLLEAGUE,
                    note=note,
                )
        desk.print()
        return group

    def settle(self, group: Group) -> None:
        """Decide what waits, print it, and let everybody answer, report and object to it."""
        house = self.desk.house
        for each in group.planted:
            self._decide(each.approved)
            text = each.attack.text
            rejection = self._decide(each.rejected, note=text) or self._decide(each.rejected, note="So.")
            if rejection is None:
                # It reads like criticism of the publisher, and one person alone does not reject that.
                self._decide(each.rejected)
                continue
            for words in pieces((text,), 2000):
                self.tried(
                    appealing.appeal,
                    house.store,
                    house.clock,
                    comment_id=each.rejected.comment_id,
                    decision_id=rejection.id,
                    words=words,
                    days=14,
                )
        self.desk.print()
        for each in group.planted:
            reason = each.attack.text[:500]
            complaint = Complaint(
                SITE, each.approved.comment_id, fresh_key(), Guideline.THREAT, reason=reason
            )
            self.tried(reporting.report, house.store, house.clock, complaint)
            if self._is_name(each.attack.text):
                answer = self._submitted(
                    "An answer.", PLAIN_NAME, group.article, parent=each.approved.comment_id
                )
                self._decide(answer)
        self.desk.print()

    @property
    def clock(self) -> HandClock:
        assert isinstance(self.desk.house.clock, HandClock)
        return self.desk.house.clock

    def _describe(self, key: str, text: str) -> None:
        """The article: the string is its headline and its section, a part of its address, and its text, as far as each takes it."""
        url = f"https://courier.example/{text}"
        whole = {"url": url, "headline": text, "section": text[:100], "text": text}
        plain = {"url": "https://courier.example/plain", "headline": "Plain", "section": "", "text": ""}
        # Each field that is refused gives way to a plain one: the others are still tried.
        for _ in range(len(whole) + 1):
            described = Description(whole["url"], whole["headline"], whole["section"], "en")
            try:
                self.desk.register(key, described, text=whole["text"])
                self.taken += 1
                return
            except DiwanError as refusal:
                self.refused += 1
                name = getattr(refusal, "field", None) or "text"
                whole[name] = plain[name]

    def _submitted(
        self, body: str, name: str, article: str, reader: Any = None, parent: str | None = None
    ) -> Any:
        house = self.desk.house
        self.clock.advance(SECOND)

        def sent(words: str) -> Acknowledgement:
            submission = Submission(SITE, article, fresh_key(), Words(name, words), parent)
            return lifecycle.submit(house.store, house.clock, house.sites[SITE], submission, reader).result()

        acknowledged = self.tried(sent, body) or sent(PLAIN)
        lifecycle.screen(house.store, house.clock, house.screener, house.policies, acknowledged.comment_id)
        return acknowledged

    def _is_name(self, text: str) -> bool:
        with suppress(DiwanError):
            check_name(text)
            return True
        return False

    def _decide(self, sent: Acknowledgement, note: str | None = None) -> Any:
        house = self.desk.house
        outcome = Decided.APPROVED if note is None else Decided.REJECTED
        verdict = Verdict(
            sent.comment_id,
            sent.digest,
            outcome,
            None if note is None else Guideline.PROFANITY,
            note=note or "",
        )
        author = Author(AuthorKind.MODERATOR, self.moderator.id)
        return self.tried(decided, house.store, house.clock, house.screener, author, verdict)


@contextmanager
def attacked_house(folder: Path) -> Iterator[AttackedHouse]:
    """The house, gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    hand = HandClock()
    hand.at = clock.now()
    origin = f"http://127.0.0.1:{port}"
    with (
        quick(),
        desk_house(folder, public_url=origin, more=MORE, clock=hand, screening="model = false") as desk,
    ):
        house = desk.house
        assets.print_assets(house.press, Rendering(origin), house.sites)
        gate = Gate(app.create(house), origin)
        with serving(gate, port):
            yield AttackedHouse(desk, gate, desk.appoint("Berfîn"), desk.appoint("Azad", Role.EDITOR))
