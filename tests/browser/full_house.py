"""A desk in the middle of a working week, for whoever looks at all of its pages: three weeks of a past, readers in six languages, and a case of
everything that a page can show.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from diwan import (
    appealing,
    arriving,
    batching,
    clock,
    closing,
    consulting,
    erasure,
    identifiers,
    lifecycle,
    listing,
    moving,
    pausing,
    reporting,
    rereading,
    restraining,
    revising,
)
from diwan.articles import Description
from diwan.clock import DAY, HOUR, MINUTE
from diwan.comments import Submission, Words
from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.demo import conversation
from diwan.demo.newsroom import Newsroom
from diwan.desk.selections import OnArticle, written
from diwan.errors import NeedsConfirmation
from diwan.first_wording import FIRST_WORDING
from diwan.guidelines import AbuseKind, Guideline
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.moderators import Moderator, Role
from diwan.readers import Arrival, Badge, Reader, Source
from diwan.reporting import Complaint
from diwan.rereadings import Lot
from diwan.restraining import Wish
from diwan.restraints import Effect
from diwan.storage.sums import add_up_one
from diwan.term_revisions import ListName
from tests.desk_house import SITE, DeskHouse, desk_house
from tests.house import HandClock

DAYS = 21
SECOND_SITE = """
[[sites]]
id = "gazette"
name = "Rojnameya Bajêr"
origins = ["https://gazette.example"]
language = "ku"
"""
VULGAR = {
    "harbour-bridge": "What a fucking stupid bridge. Whoever built this shit should walk across it on his hands, and then back again.",
    "street-bakery": "Bu nasıl bir fırın amk, ekmek taş gibi olmuş.",
    "clock-tower": "اللعنة على هذا البرج fuck وعلى ساعته.",
}
CRITICISM = "You deleted my comment again, you idiots. This newspaper censors whoever disagrees with it."
EVERY_KIND = tuple(Guideline)


@dataclass
class FullHouse:
    """The desk and who works at it; `comments` are some that pages are about, by what is special about them."""

    desk: DeskHouse
    moderators: dict[str, Moderator] = field(default_factory=dict)
    comments: dict[str, Acknowledgement] = field(default_factory=dict)
    reader: str = ""
    batch: str = ""

    def moderator(self, name: str, role: Role = Role.MODERATOR) -> Moderator:
        """Appointed where he is not yet."""
        if name not in self.moderators:
            self.moderators[name] = self.desk.appoint(name, role)
        return self.moderators[name]

    @property
    def clock(self) -> HandClock:
        assert isinstance(self.desk.house.clock, HandClock)
        return self.desk.house.clock


@contextmanager
def full_house(folder: Path, *, public_url: str) -> Iterator[FullHouse]:
    """Filled; the clock stands at the time that it is. Closed afterwards."""
    hand = HandClock()
    hand.at = clock.now() - DAYS * DAY
    with desk_house(folder, public_url=public_url, clock=hand, more=SECOND_SITE, reread_percent=100) as desk:
        full = FullHouse(desk)
        _register(full)
        _past(full)
        _present(full)
        while add_up_one(desk.house.store, hand()):
            pass
        yield full


def _register(full: FullHouse) -> None:
    for story in Newsroom.load().stories:
        described = Description(
            f"https://courier.example/{story.slug}", story.headline, story.section, story.language
        )
        full.desk.register(story.slug, described, text="\n\n".join((story.standfirst, *story.paragraphs)))


def _by(moderator: Moderator) -> Author:
    return Author(AuthorKind.MODERATOR, moderator.id)


def _past(full: FullHouse) -> None:
    """What is talked about under the demonstration's articles, again and again, decided by people and by a machine."""
    desk, house, hand = full.desk, full.desk.house, full.clock
    people = [full.moderator("Berfîn"), full.moderator("Hawrê Ebdulla Kerîm"), full.moderator("ژیان")]
    machine = Author(AuthorKind.MODEL, "model", "9f86d081")
    said = [(talk.slug, remark) for talk in conversation.load() for remark in talk.remarks]
    for n in range(DAYS * 4):
        slug, remark = said[n % len(said)]
        name = remark.words.name
        sent = desk.submit(remark.words.body + ("" if n < len(said) else f" ({n})"), name=name, article=slug)
        hand.advance((6 + n * 37 % 180) * MINUTE)
        author = machine if n % 7 == 3 else _by(people[n % 3])
        bad = remark.guideline or (EVERY_KIND[n % 6] if n % 5 == 4 else None)
        verdict = Verdict(
            sent.comment_id,
            sent.digest,
            Outcome.REJECTED if bad else Outcome.APPROVED,
            bad,
            AbuseKind.RACISM if bad is Guideline.ABUSE else None,
            note="See the last sentence: he names the man's street." if n % 19 == 4 else "",
        )
        with suppress(NeedsConfirmation):
            lifecycle.decide(house.store, hand, author, verdict).result()
        hand.advance(6 * HOUR - (6 + n * 37 % 180) * MINUTE)


def _signed(full: FullHouse, reader: Reader, body: str, article: str) -> Acknowledgement:
    house = full.desk.house
    full.desk.keys += 1
    submission = Submission(SITE, article, f"desk-signed-key-{full.desk.keys:06d}", Words("", body))
    sent = lifecycle.submit(house.store, house.clock, house.sites[SITE], submission, reader).result()
    lifecycle.screen(house.store, house.clock, house.screener, house.policies, sent.comment_id)
    return sent


def _present(full: FullHouse) -> None:
    """The last hours: what waits, and one case each of what a page can show."""
    desk, house, hand = full.desk, full.desk.house, full.clock
    hand.at = clock.now() - 6 * HOUR
    store, comments = house.store, full.comments
    berfin, hawre = full.moderator("Berfîn"), full.moderator("Hawrê Ebdulla Kerîm")
    zin = full.moderator("Zîn", Role.EDITOR)
    desk.print()

    # Term lists, guidelines in two languages, a pause, a closed thread.
    for name, base, texts in (
        (ListName("en", "banned"), 0, {"profanity": "drat*\nblast", "abuse": "bloody foreigners | mild"}),
        (ListName("en", "banned"), 1, {"profanity": "drat+\nblimey\n- drat street"}),
        (ListName("ckb", "suspect"), 0, {"vulgarity": "گەمژە+"}),
    ):
        listing.revise_list(store, hand, name=name, texts=texts, base=base, by=zin.id).result()
    wording = {**FIRST_WORDING, "profanity": "No cursing.", "threat/ckb": "هەڕەشە مەکە."}
    revising.revise(store, hand, texts=wording, revision=1, by=zin.id).result()
    reason = "A flood since noon: we read them all ourselves."
    pausing.pause(store, hand, site="gazette", reason=reason, by=zin.id).result()
    closing.set_closing(
        store, hand, site=SITE, article="school-buses", closes_at=hand() + 30 * HOUR, by=zin.id
    ).result()

    # Somebody who signs in, restrained twice, with a badge of a colleague beside him.
    arrival = Arrival(SITE, Source.PUBLISHER, "17", "Berîvan Kaya")

    def arrive(who: Arrival, mark: bytes) -> Reader:
        return arriving.arrive(store, hand, who, token_hash=mark * 32, until=hand() + DAY).result()

    reader = arrive(arrival, b"t")
    full.reader = reader.id
    expert = arrive(Arrival(SITE, Source.PUBLISHER, "18", "Dr. Naz Omer", Badge.EXPERT), b"u")
    for n, guideline in enumerate((None, Guideline.ABUSE, Guideline.VULGARITY)):
        sent = _signed(full, reader, (*VULGAR.values(),)[n], (*VULGAR,)[n])
        desk.decide(sent, berfin, Outcome.REJECTED if guideline else Outcome.APPROVED, guideline)
    comments["signed"] = _signed(full, reader, "You again, you fool. Fuck your bridge.", "harbour-bridge")
    note = "Three times since yesterday, after a warning."
    restraining.restrain(
        store, hand, berfin, Wish(reader.id, Effect.MUTE, Guideline.ABUSE, 3, -1, note)
    ).result()
    _signed(
        full,
        expert,
        "The span was tested with 240 tonnes in March; see page 12 of the report.",
        "harbour-bridge",
    )

    _passed_on(full, berfin, hawre, zin)
    _waiting(full)
    _decided_twice(full, berfin, hawre, zin)


def _passed_on(full: FullHouse, berfin: Moderator, hawre: Moderator, zin: Moderator) -> None:
    """What takes two: second opinions, criticism, an appeal, rereadings."""
    desk, house, hand = full.desk, full.desk.house, full.clock
    store, comments = house.store, full.comments
    for asked, note, body in (
        (Asked.COLLEAGUE, "Is this still about the bridge?", "Somebody should push them all in the river."),
        (
            Asked.EDITOR,
            "He says he is the mayor. Can we ask him?",
            "I am the mayor and I say: the bridge stays.",
        ),
    ):
        sent = desk.submit(body, name="Şêrko", article="harbour-bridge")
        consulting.consult(
            store, hand, hawre, comment_id=sent.comment_id, digest=sent.digest, asked=asked, note=note
        ).result()
        comments[asked.value] = sent
    moved = desk.submit(CRITICISM, name="Reader 12", article="harbour-bridge")
    moving.move(
        store,
        hand,
        _by(hawre),
        Verdict(moved.comment_id, moved.digest, Outcome.REJECTED, Guideline.PERSONAL_ATTACK),
        quote="you idiots",
    ).result()
    comments["moved"] = moved
    comments["criticism"] = desk.submit(CRITICISM + " Shame.", name="Reader 13", article="harbour-bridge")
    appealed = desk.submit(
        "من تەنیا گوتم با سەرۆکەکە خۆی ئەم ئاوە بخواتەوە.", name="ڕێبوار", article="library-at-night"
    )
    rejection = desk.decide(appealed, hawre, Outcome.REJECTED, Guideline.PERSONAL_ATTACK)
    appealing.appeal(
        store,
        hand,
        comment_id=appealed.comment_id,
        decision_id=rejection.id,
        words="ئەمە هێرش نییە، پرسیارە. تکایە جارێکی تر بیخوێننەوە.",
        days=30,
    ).result()
    comments["appealed"] = appealed
    lot = Lot(b"k" * 32, {SITE: 100})
    for n, body in enumerate(
        (VULGAR["harbour-bridge"], "The fountain was never the point.", "Bila pir vekirî be.")
    ):
        drawn = desk.submit(f"{body} [{n}]", name="Dilan", article="harbour-bridge")
        verdict = Verdict(drawn.comment_id, drawn.digest, Outcome.REJECTED, Guideline.THREAT)
        rereading.decide(store, hand, _by(hawre), verdict, lot).result()
        comments[f"drawn-{n}"] = drawn
        if n == 0:
            rereading.reread(
                store,
                hand,
                berfin.id,
                Verdict(drawn.comment_id, drawn.digest, Outcome.REJECTED, Guideline.VULGARITY),
            ).result()


def _waiting(full: FullHouse) -> None:
    """What waits in the lanes, in six languages, alike ones, and answers."""
    desk, hand = full.desk, full.clock
    hand.at = clock.now() - 2 * HOUR
    # Of each kind one comes first, so that a lane's first page shows all that a card can show.
    desk.submit(
        "A\u202ehidden\u202c turn\u200b and a W" + "o" * 70 + "rd without end",
        name="x" * 40,
        article="harbour-bridge",
    )
    for slug, body in VULGAR.items():
        full.comments[f"vulgar/{slug}"] = desk.submit(body, name="Hevalê fucking Çêtir", article=slug)
        hand.advance(MINUTE)
    talks = conversation.load()
    for talk, remark in [
        *((talk, talk.remarks[0]) for talk in talks),
        *((talk, talk.remarks[1]) for talk in talks),
    ]:
        desk.submit(f"{remark.words.body} …", name=remark.words.name, article=talk.slug)
        hand.advance(2 * MINUTE)
    for n in range(12):
        desk.submit(
            f"Earn 4,000 a week from home, write to me at example.org/{n} and see for yourself",
            name=f"Win {n}",
            article="street-bakery",
        )
    desk.submit("unscreened still", name="Zelal", article="water-meters", screened=False)


def _decided_twice(full: FullHouse, berfin: Moderator, hawre: Moderator, zin: Moderator) -> None:
    """What was reported, withdrawn, decided anew, and decided in a batch."""
    desk, house, hand = full.desk, full.desk.house, full.clock
    store, comments = house.store, full.comments
    reported = desk.submit("Everybody knows where he lives.", name="Zana", article="clock-tower")
    desk.decide(reported, hawre)
    desk.print()
    for reason, guideline in (
        ("ئەمە هەڕەشەیە.", Guideline.THREAT),
        ("", Guideline.THREAT),
        ("He means my uncle.", Guideline.PERSONAL_ATTACK),
    ):
        full.desk.keys += 1
        reporting.report(
            store,
            hand,
            Complaint(
                SITE, reported.comment_id, f"desk-report-key-{full.desk.keys:06d}", guideline, reason=reason
            ),
        ).result()
    comments["reported"] = reported
    gone = desk.submit("I take this back.", name="Rêzan", article="water-meters")
    desk.decide(gone, berfin)
    erasure.erase(store, hand, comment_id=gone.comment_id, by="author").result()
    comments["withdrawn"] = gone
    twice = desk.submit(VULGAR["harbour-bridge"] + " Twice.", name="Hêlîn", article="harbour-bridge")
    first = desk.decide(twice, hawre)
    verdict = Verdict(
        twice.comment_id,
        twice.digest,
        Outcome.REJECTED,
        Guideline.VULGARITY,
        None,
        "It is the words.",
        first.id,
    )
    lifecycle.decide(store, hand, _by(zin), verdict).result()
    comments["twice"] = twice
    many = [
        desk.submit(f"Congratulations to the team, number {n}!", name="Team", article="school-buses")
        for n in range(9)
    ]
    full.batch = identifiers.new(hand())
    batching.start(
        store,
        hand,
        _by(zin),
        batch_id=full.batch,
        outcome=Outcome.APPROVED,
        guideline=None,
        abuse_kind=None,
        selection=written(OnArticle(many[0].comment_id)),
        members=[(each.comment_id, each.digest, None) for each in many],
    ).result()
    screen_first = partial(lifecycle.screen_first, store, hand, house.screener)
    while batching.go_on(store, hand, screen_first):
        pass
    hand.at = clock.now()
