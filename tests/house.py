"""A whole Diwan for a test: real storage, real press, a clock that stands still until told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from diwan import (
    arriving,
    batching,
    closing,
    consulting,
    erasure,
    founding,
    identifiers,
    lifecycle,
    listing,
    moving,
    pausing,
    registration,
    reporting,
    restraining,
    tying,
)
from diwan.arriving import SingleUse
from diwan.articles import Description, folder_name
from diwan.batches import Batch
from diwan.clock import DAY, Milliseconds
from diwan.comments import Submission, Words
from diwan.consultations import Asked, Consultation
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.guidelines import AbuseKind, Guideline
from diwan.ledger.notes import SigningKey
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.moderators import Moderator, Role
from diwan.motions import Motion
from diwan.moving import Moving
from diwan.press.house import PrintingHouse
from diwan.readers import Arrival, Badge, Reader, Source
from diwan.reporting import Complaint, Received
from diwan.reports import Clearing
from diwan.restraining import Wish
from diwan.restraints import Effect, Lifting, Restraint
from diwan.screening.checks import Limits, checks
from diwan.screening.policy import Policies
from diwan.screening.screener import Screener
from diwan.sites import Site
from diwan.storage.engine import connect
from diwan.storage.store import Store
from diwan.term_revisions import ListName
from diwan.ties import mark_of_subject
from diwan.tying import Newcomer
from tests import databases
from tests.deciding import decided

START: Milliseconds = 1_790_000_000_000

SITE = Site(id="courier", name="The Courier", origins=frozenset({"https://courier.example"}), language="en")
DESCRIPTION = Description("https://courier.example/bridge", "The bridge is open again", "City", "en")


class HandClock:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> Milliseconds:
        return self.at

    def advance(self, milliseconds: int) -> None:
        self.at += milliseconds


@dataclass
class House:
    """What `bootstrap` builds for the product, built for a test."""

    store: Store
    press: PrintingHouse
    room: Pressroom
    screener: Screener
    clock: HandClock
    folder: Path
    url: str
    key: SigningKey
    moderator: Author
    sites: dict[str, Site]
    policies: Policies = field(default_factory=Policies)
    keys: int = 0

    def register(
        self, article: str = "bridge", description: Description = DESCRIPTION, *, text: str = ""
    ) -> str:
        registered = registration.register(
            self.store, self.clock, site=SITE, key=article, description=description, text=text, by="test"
        )
        return registered.result().thread_id

    def submit(
        self,
        body: str = "A fine bridge.",
        *,
        name: str = "Rojîn",
        article: str = "bridge",
        parent: str | None = None,
        key: str | None = None,
        reader: Reader | None = None,
    ) -> Acknowledgement:
        self.keys += 1
        submission = Submission(
            SITE.id, article, key or f"test-key-{self.keys:08d}", Words(name, body), parent
        )
        return lifecycle.submit(self.store, self.clock, self.sites[SITE.id], submission, reader).result()

    def arrive(
        self,
        subject: str = "17",
        name: str = "Berîvan",
        badge: Badge | None = None,
        *,
        source: Source = Source.PUBLISHER,
        site: str = SITE.id,
        token_hash: bytes | None = None,
        once: SingleUse | None = None,
    ) -> Reader:
        self.keys += 1
        arrival = Arrival(site, source, subject, name, badge)
        token_hash = token_hash or self.keys.to_bytes(32, "big")
        until = self.clock() + DAY
        return arriving.arrive(
            self.store, self.clock, arrival, token_hash=token_hash, until=until, once=once
        ).result()

    def depart(self, reader: Reader) -> bool:
        return arriving.depart(self.store, self.clock, reader_id=reader.id, by="reader").result()

    def list_terms(self, text: str, *, by: str, base: int = 0) -> int:
        revised = listing.revise_list(
            self.store, self.clock, name=ListName("en", "banned"), texts={"profanity": text}, base=base, by=by
        )
        return revised.result().revision

    def pause(self, reason: str, *, by: str) -> str:
        return pausing.pause(self.store, self.clock, site=SITE.id, reason=reason, by=by).result().id

    def resume(self, pause_id: str, *, by: str) -> None:
        pausing.resume(self.store, self.clock, site=SITE.id, pause_id=pause_id, by=by).result()

    def close(self, article: str, closes_at: Milliseconds | None, *, by: str) -> None:
        closing.set_closing(
            self.store, self.clock, site=SITE.id, article=article, closes_at=closes_at, by=by
        ).result()

    def restrain(
        self,
        reader: Reader,
        effect: Effect = Effect.HOLD,
        days: int | None = None,
        *,
        by: Moderator | None = None,
        guideline: Guideline = Guideline.PERSONAL_ATTACK,
        note: str = "",
        seen: int | None = None,
        mute_days: int = 14,
    ) -> Restraint:
        """By an editor who is appointed for it, if nobody else is named."""
        seen = self.last_act_on(reader) if seen is None else seen
        wish = Wish(reader.id, effect, guideline, days, seen, note)
        return restraining.restrain(
            self.store, self.clock, by or self.editor(), wish, mute_days=mute_days
        ).result()

    def lift(
        self, restraint: Restraint, *, by: Moderator | None = None, note: str = "", seen: int | None = None
    ) -> Lifting:
        if seen is None:
            reader_id = restraint.reader_id
            seen = self.store.write(lambda transaction: transaction.last_act_on(reader_id)).result()
        return restraining.lift(
            self.store, self.clock, by or self.editor(), restraint_id=restraint.id, seen=seen, note=note
        ).result()

    def last_act_on(self, reader: Reader) -> int:
        return self.store.write(lambda transaction: transaction.last_act_on(reader.id)).result()

    def editor(self, name: str = "Editor of the house") -> Moderator:
        """The editor of this name, appointed at the first asking."""
        known = self.store.write(lambda transaction: transaction.moderator_named(name)).result()
        return Moderator(known or self.appoint(name, Role.EDITOR), name, Role.EDITOR, START)

    def screen(self, comment_id: str) -> Decision | None:
        return lifecycle.screen(self.store, self.clock, self.screener, self.policies, comment_id)

    def decide(
        self,
        acknowledged: Acknowledgement,
        outcome: Outcome = Outcome.APPROVED,
        guideline: Guideline | None = None,
        *,
        supersedes: str | None = None,
        note: str = "",
        author: Author | None = None,
    ) -> Decision:
        if outcome is Outcome.REJECTED and guideline is None:
            guideline = Guideline.PROFANITY
        verdict = Verdict(
            acknowledged.comment_id, acknowledged.digest, outcome, guideline, note=note, supersedes=supersedes
        )
        return decided(self.store, self.clock, self.screener, author or self.moderator, verdict)

    def consult(
        self,
        acknowledged: Acknowledgement,
        asked: Asked = Asked.COLLEAGUE,
        *,
        by: str | None = None,
        role: Role = Role.MODERATOR,
        note: str = "",
    ) -> Consultation:
        moderator = Moderator(by or self.moderator.name, "Berfîn", role, START)
        return consulting.consult(
            self.store,
            self.clock,
            moderator,
            comment_id=acknowledged.comment_id,
            digest=acknowledged.digest,
            asked=asked,
            note=note,
        ).result()

    def criticise(self, body: str = "You deleted my comment, you idiots.") -> Acknowledgement:
        """A screened comment that is marked as criticism of the publisher."""
        acknowledged = self.submit(body)
        self.screen(acknowledged.comment_id)
        return acknowledged

    def move(
        self,
        acknowledged: Acknowledgement,
        quote: str = "you idiots",
        *,
        by: str | None = None,
        guideline: Guideline = Guideline.PERSONAL_ATTACK,
        supersedes: str | None = None,
        note: str = "",
    ) -> Moving:
        verdict = Verdict(
            acknowledged.comment_id,
            acknowledged.digest,
            Outcome.REJECTED,
            guideline,
            note=note,
            supersedes=supersedes,
        )
        author = Author(AuthorKind.MODERATOR, by or self.moderator.name)
        return moving.move(self.store, self.clock, author, verdict, quote=quote).result()

    def batch(
        self,
        comments: list[Acknowledgement],
        outcome: Outcome = Outcome.APPROVED,
        *,
        undoes: str | None = None,
    ) -> Batch:
        """A batch of these, carried out; of a batch that is undone nothing is decided."""
        batch = batching.start(
            self.store,
            self.clock,
            self.moderator,
            batch_id=identifiers.new(self.clock()),
            outcome=outcome,
            guideline=None if outcome is Outcome.APPROVED else Guideline.PROMOTION,
            abuse_kind=None,
            selection='{"kind":"test"}',
            members=[(each.comment_id, each.digest, None) for each in comments],
            undoes=undoes,
        ).result()
        while self.go_on():
            pass
        return batch

    def go_on(self, store: Store | None = None) -> bool:
        """Decide the next portion of a batch."""
        return batching.go_on(store or self.store, self.clock, self.screen_first)

    def screen_first(self, comment_id: str) -> None:
        lifecycle.screen_first(self.store, self.clock, self.screener, comment_id)

    def confirm(self, motion: Motion, by: str) -> Decision:
        verdict = Verdict(
            motion.comment_id,
            motion.digest,
            Outcome.REJECTED,
            motion.guideline,
            motion.abuse_kind,
            supersedes=motion.supersedes,
            confirms=motion.id,
        )
        return lifecycle.decide(self.store, self.clock, Author(AuthorKind.MODERATOR, by), verdict).result()

    def report(
        self,
        comment_id: str,
        guideline: Guideline = Guideline.THREAT,
        abuse_kind: AbuseKind | None = None,
        *,
        reason: str = "",
        key: str | None = None,
        site: str = SITE.id,
    ) -> Received:
        self.keys += 1
        complaint = Complaint(
            site, comment_id, key or f"test-key-{self.keys:08d}", guideline, abuse_kind, reason
        )
        return reporting.report(self.store, self.clock, complaint).result()

    def clear(
        self,
        acknowledged: Acknowledgement,
        decision: Decision,
        through: int,
        *,
        by: str | None = None,
        note: str = "",
        reopens: int = 3,
    ) -> Clearing:
        return reporting.clear(
            self.store,
            self.clock,
            Moderator(by or self.moderator.name, "Berfîn", Role.MODERATOR, START),
            comment_id=acknowledged.comment_id,
            digest=acknowledged.digest,
            decision_id=decision.id,
            through=through,
            note=note,
            reopens=reopens,
        ).result()

    def appoint(self, name: str, role: Role = Role.MODERATOR) -> str:
        return founding.appoint(self.store, self.clock, name=name, role=role).result().id

    def tie(self, name: str, subject: str = "şîlan-17") -> str:
        """A moderator who came through a provider."""
        moderator_id = self.appoint(name)
        mark = mark_of_subject(subject)
        tying.invite(
            self.store,
            self.clock,
            moderator_id=moderator_id,
            provider="newsroom",
            mark=mark,
            editor=self.moderator.name,
        ).result()
        newcomer = Newcomer("newsroom", "https://id.courier.example", subject, (mark,), name)
        return tying.arrive(self.store, self.clock, newcomer).result()

    def print(self) -> None:
        """Print everything that is owed."""
        with self.store.reading() as view:
            owing = view.owing_threads()
        for thread_id in owing:
            while lifecycle.publish(self.store, self.press, self.clock, self.room, self.sites, thread_id):
                pass

    def approve(self, acknowledged: Acknowledgement) -> Decision:
        decision = self.decide(acknowledged)
        self.print()
        return decision

    def erase(self, comment_id: str) -> bool:
        return erasure.erase(self.store, self.clock, comment_id=comment_id, by="reader").result()

    def restock(self) -> None:
        lifecycle.restock(
            self.store, self.press, self.clock, self.room, self.sites, self.screener, self.policies
        )

    def front(self, article: str = "bridge") -> str:
        return (self.folder / "press" / "threads" / SITE.id / folder_name(article) / "head.html").read_text()

    def read_everything(self) -> str:
        """All that a reader could fetch, in one string."""
        root = self.folder / "press"
        files = [p for p in sorted(root.rglob("*")) if p.is_file() and p.suffix in {".html", ".json"}]
        return "\n".join(p.read_text() for p in files)


@contextmanager
def house(database: str, folder: Path, *, untouched: bool = False) -> Iterator[House]:
    """A founded house on `database` ("sqlite" or "postgresql"), its files below `folder`; gone afterwards. `untouched` as `migrated` has it."""
    url = databases.migrated(database, folder, untouched=untouched)
    engine = connect(url, folder)
    store = Store(engine, on_disk_error=lambda: None)
    clock = HandClock()
    key = SigningKey.from_seed("courier.example", bytes(32))
    try:
        founding.found(store, clock, origin=key.name).result()
        appointed = founding.appoint(store, clock, name="Berfîn", role=Role.MODERATOR).result()
        yield House(
            store=store,
            press=PrintingHouse(folder / "press"),
            room=Pressroom(Rendering("https://comments.courier.example")),
            screener=Screener(checks(Limits()), timeout_s=5),
            clock=clock,
            folder=folder,
            url=url,
            key=key,
            moderator=Author(AuthorKind.MODERATOR, appointed.id),
            sites={SITE.id: SITE},
        )
    finally:
        store.close()
        if database == "postgresql":
            databases.drop_database(url)
