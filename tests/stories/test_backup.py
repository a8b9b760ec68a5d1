"""The restore drill: what was backed up stands again, on either database, and nothing else is let in."""

import asyncio
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sqlalchemy import text

from diwan import (
    appealing,
    arriving,
    batching,
    bootstrap,
    clock,
    closing,
    consulting,
    duties,
    erasure,
    founding,
    identifiers,
    lifecycle,
    listing,
    moving,
    pausing,
    reporting,
    rereading,
    resetting,
    restraining,
    retention,
    tying,
)
from diwan.appeals import Appeal, Verdict as Answered
from diwan.bootstrap import House
from diwan.cli.main import main
from diwan.clock import DAY
from diwan.comments import Submission, Words
from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.desk import keys
from diwan.desk.keys import Action
from diwan.desk.preferences import Preferences
from diwan.desk.search import Sought, asked_for
from diwan.factors import Authenticator, Passkey
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.lifecycle import Verdict
from diwan.moderators import Moderator, Role
from diwan.ports import Transaction
from diwan.readers import Arrival, Badge, Source
from diwan.reporting import Complaint
from diwan.rereadings import Lot
from diwan.restraining import Wish
from diwan.restraints import Effect
from diwan.retention import Terms
from diwan.scoring.room import Suggestion
from diwan.storage import schema, suggestions
from diwan.storage.book import StoredBook
from diwan.storage.copying import ADDED_SINCE
from diwan.storage.people import PeopleReader
from diwan.storage.search import SearchReader
from diwan.storage.work_lists import check_work_lists
from diwan.term_revisions import ListName
from diwan.ties import mark_of_subject
from diwan.tying import Newcomer
from diwan.web import publisher
from diwan.web.passwords import Passwords
from tests import breadth, databases
from tests.served import LOOK_S, Served, client_of, load, served, settings_text

PASSWORD = "a password for the drill"

Install = Callable[..., "Installation"]


@dataclass
class Installation:
    """A settings file, its data folder and its database."""

    folder: Path
    database: str

    @property
    def config(self) -> Path:
        return self.folder / "diwan.toml"

    def run(self, *arguments: str) -> int:
        """`diwan --config … arguments`; the exit code."""
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(self.config), *arguments])
        return int(ended.value.code or 0)

    def rows(self) -> dict[str, list[Any]]:
        """Every row of every table that a backup holds."""
        store = bootstrap.open_store(load(self.folder, self.database))
        try:
            with store.connection() as connection:
                return {
                    table.name: sorted(
                        (tuple(_plain(v) for v in row) for row in connection.execute(table.select())),
                        key=repr,
                    )
                    for table in (
                        *schema.RECORDS,
                        schema.waiting,
                        schema.printed,
                        schema.likenesses,
                        schema.sights,
                        *_KEPT,
                    )
                }
        finally:
            store.close()


_KEPT = (
    schema.passwords,
    schema.passkeys,
    schema.authenticators,
    schema.recovery_codes,
    schema.preferences,
    schema.api_keys,
    schema.scoring_keys,
    *schema.EXAMPLES,
)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    """Makes installations that are set up, but not founded; removes their databases afterwards. `bare` ones have not even a schema yet."""
    made = []

    def make(name: str, database: str, *, bare: bool = False) -> Installation:
        folder = tmp_path / name
        folder.mkdir()
        if bare:
            url = databases.new_database() if database == "postgresql" else "sqlite"
        else:
            url = databases.migrated(database, folder / "data")
        installation = Installation(folder, url)
        installation.config.write_text(settings_text(url))
        made.append(installation)
        return installation

    yield make
    for installation in made:
        if installation.database != "sqlite":
            databases.drop_database(installation.database)


@pytest.fixture(scope="module")
def backups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], "BackedUp"]]:
    """A newsroom with a history, and the backup that was made of it while it was running, on whichever database is asked for: each once."""
    with ExitStack() as stack:

        @cache
        def on(database: str) -> BackedUp:
            return stack.enter_context(_backed_up(database, tmp_path_factory.mktemp("original")))

        yield on


@pytest.fixture
def backed_up(database: str, backups: Callable[[str], "BackedUp"]) -> "BackedUp":
    """One on each database in turn."""
    return backups(database)


@pytest.fixture
def backup(backups: Callable[[str], "BackedUp"]) -> "BackedUp":
    """The one on SQLite: a backup does not tell where it came from."""
    return backups("sqlite")


@contextmanager
def _backed_up(database: str, folder: Path) -> Iterator["BackedUp"]:
    with served(database, folder) as newsroom:
        (folder / "diwan.toml").write_text(settings_text(newsroom.database_url))
        receipts = _history(newsroom)
        file = folder / "backup.zip"
        installation = Installation(folder, newsroom.database_url)
        assert installation.run("backup", str(file)) == 0
        top = newsroom.pointer()["top"]
        yield BackedUp(
            newsroom, installation, file, receipts, installation.rows(), top, newsroom.press_files()
        )


def _readers(newsroom: Served) -> None:
    """One with a badge, one whose comment was erased, one who has departed; each has signed a comment."""
    house = newsroom.house
    for number, badge in enumerate((Badge.STAFF, None, None)):
        arrival = Arrival("courier", Source.PUBLISHER, f"account-{number}", f"Reader {number}", badge)
        hashed, until = bytes([number]) * 32, newsroom.clock.at + DAY
        reader = arriving.arrive(
            house.store, newsroom.clock, arrival, token_hash=hashed, until=until
        ).result()
        submission = Submission("courier", "bridge", newsroom.fresh_key(), Words("", f"signed {number}"))
        signed = lifecycle.submit(
            house.store, newsroom.clock, house.sites["courier"], submission, reader
        ).result()
        if number == 0:
            newsroom.decide({"comment": signed.comment_id, "digest": signed.digest.hex()})
        elif number == 1:
            erasure.erase(house.store, newsroom.clock, comment_id=signed.comment_id, by="reader").result()
        else:
            arriving.depart(house.store, newsroom.clock, reader_id=reader.id, by="reader").result()


@dataclass
class BackedUp:
    newsroom: Served
    installation: Installation
    file: Path
    receipts: dict[str, str]
    rows: dict[str, list[Any]]
    top: str
    press: dict[str, bytes]


def _reread(newsroom: Served) -> None:
    """Two decisions that were drawn: one was reread, the other's was seen by who could have."""
    house, lot = newsroom.house, Lot(b"k" * 32, {"courier": 100.0})
    by = founding.appoint(house.store, newsroom.clock, name="Rereader", role=Role.MODERATOR).result()
    for body in ("to be reread", "to be seen"):
        sent = newsroom.submit(body)
        verdict = Verdict(sent["comment"], bytes.fromhex(sent["digest"]), Outcome.APPROVED)
        rereading.decide(house.store, newsroom.clock, newsroom.moderator, verdict, lot).result()
        if body == "to be reread":
            rereading.reread(house.store, newsroom.clock, by.id, verdict).result()
        else:
            rereading.see(house.store, by.id, [sent["comment"]]).result()


def _set_at_the_desk(newsroom: Served) -> None:
    """A term list, a pause that is over, an article closed by an editor, and a reader who was restrained for a while."""
    house, clock = newsroom.house, newsroom.clock
    editor = founding.appoint(house.store, clock, name="Editor of the drill", role=Role.EDITOR).result()
    named = ListName("en", "suspect")
    listing.revise_list(
        house.store, clock, name=named, texts={"profanity": "drat"}, base=0, by=editor.id
    ).result()
    paused = pausing.pause(house.store, clock, site="gazette", reason="A flood.", by=editor.id).result()
    pausing.resume(house.store, clock, site="gazette", pause_id=paused.id, by=editor.id).result()
    newsroom.register("ferry")
    closing.set_closing(
        house.store, clock, site="courier", article="ferry", closes_at=clock.at + DAY, by=editor.id
    ).result()
    arrival = Arrival("courier", Source.PUBLISHER, "account-restrained", "Restrained", None)
    reader = arriving.arrive(house.store, clock, arrival, token_hash=b"r" * 32, until=clock.at + DAY).result()
    wish = Wish(reader.id, Effect.HOLD, Guideline.ABUSE, None, -1, "Writes in haste.")
    restraint = restraining.restrain(house.store, clock, editor, wish).result()
    seen = house.store.write(lambda transaction: transaction.last_act_on(reader.id)).result()
    restraining.lift(house.store, clock, editor, restraint_id=restraint.id, seen=seen).result()


def _by_two_and_together(newsroom: Served) -> None:
    """Criticism rejected by two moderators, and a batch."""
    house, author = newsroom.house, newsroom.moderator
    criticism = newsroom.submit("You deleted my comment, you idiots.")
    lifecycle.screen(house.store, newsroom.clock, house.screener, house.policies, criticism["comment"])
    verdict = Verdict(
        criticism["comment"], bytes.fromhex(criticism["digest"]), Outcome.REJECTED, Guideline.VULGARITY
    )
    motion = moving.move(house.store, newsroom.clock, author, verdict, quote="idiots").result().motion
    second = founding.appoint(house.store, newsroom.clock, name="Second", role=Role.MODERATOR).result()
    confirming = Author(AuthorKind.MODERATOR, second.id)
    lifecycle.decide(house.store, newsroom.clock, confirming, replace(verdict, confirms=motion.id)).result()
    together = [newsroom.submit(f"together {number}") for number in range(3)]
    batching.start(
        house.store,
        newsroom.clock,
        author,
        batch_id=identifiers.new(newsroom.clock()),
        outcome=Outcome.APPROVED,
        guideline=None,
        abuse_kind=None,
        selection='{"kind":"test"}',
        members=[(each["comment"], bytes.fromhex(each["digest"]), None) for each in together],
    ).result()
    screen_first = partial(lifecycle.screen_first, house.store, newsroom.clock, house.screener)
    while batching.go_on(house.store, newsroom.clock, screen_first):
        pass


def _second_factors(transaction: Transaction, moderator_id: str) -> None:
    transaction.keep_passkey(Passkey("f" * 32, moderator_id, "Mifte — ێ", b"id", b"\0key", 7, 1, 2, None))
    transaction.keep_authenticator(Authenticator(moderator_id, b"n" * 20, 59_666_666, 1))
    transaction.keep_recovery_codes(moderator_id, [b"c" * 32, b"d" * 32], 1)


def _comes_through_a_provider(newsroom: Served, moderator_id: str) -> None:
    store, subject = newsroom.house.store, "subject — ێ"
    mark = mark_of_subject(subject)
    tying.invite(
        store, newsroom.clock, moderator_id=moderator_id, provider="sso", mark=mark, editor=moderator_id
    ).result()
    newcomer = Newcomer("sso", "https://sso.example", subject, (mark,), "Berfîn")
    assert tying.arrive(store, newsroom.clock, newcomer).result() == moderator_id


def _history(newsroom: Served) -> dict[str, str]:
    """Something of everything: the receipts by what became of the comment."""
    store = newsroom.house.store
    newsroom.register(text="The bridge opened at ten to six.\r\n\r\n\tپردەکە — “quoted”")
    newsroom.register("other", headline="نوێ — “quoted”")
    hash_ = Passwords().hash(PASSWORD)
    store.write(lambda tx: tx.set_password(newsroom.moderator.name, hash_)).result()
    own = Preferences(masking=False, keys=keys.chosen({Action.NEXT: "KeyN", Action.NOTE: ""}))
    store.write(lambda tx: tx.keep_preferences(newsroom.moderator.name, own)).result()
    founding.appoint(store, newsroom.clock, name="Leaver", role=Role.EDITOR).result()
    resetting.reset(store, newsroom.clock, name="Leaver", by="test").result()
    founding.dismiss(store, newsroom.clock, name="Leaver", by="test").result()
    store.write(lambda tx: _second_factors(tx, newsroom.moderator.name)).result()
    _comes_through_a_provider(newsroom, newsroom.moderator.name)
    _, key_hash = publisher.new_key()
    store.write(lambda tx: tx.keep_api_key(key_hash, "courier", "server", newsroom.clock())).result()
    store.write(
        lambda tx: tx.keep_scoring_key(b"h" * 32, name="c", number=123, per_minute=60, at=newsroom.clock())
    ).result()
    suggested = Suggestion("said — 👍 \0", {"TOXICITY": 1.0}, "forum", "c", "en")
    for community in ("forum", "gone"):
        asyncio.run(newsroom.house.scoring.room.suggestions.keep(replace(suggested, community=community)))
    suggestions.erase(store, newsroom.clock, by="test", community="gone")
    for number in range(70):
        newsroom.decide(newsroom.submit(f"comment {number} — ێ 👍 \u202e", name=f"Reader {number}"))
    newsroom.print()
    opening = newsroom.submit("opening")
    approval = newsroom.approve(opening)
    reported = reporting.report(
        store,
        newsroom.clock,
        Complaint(
            "courier", opening["comment"], "backup-report-key-01", Guideline.THREAT, reason="a reason — ێ"
        ),
    ).result()
    reporting.clear(
        store,
        newsroom.clock,
        Moderator(newsroom.moderator.name, "Berfîn", Role.MODERATOR, newsroom.clock()),
        comment_id=opening["comment"],
        digest=bytes.fromhex(opening["digest"]),
        decision_id=approval.id,
        through=reported.position,
        note="looked at",
    ).result()
    for number in range(5):
        newsroom.decide(newsroom.submit(f"answer {number}", parent=opening["comment"]))
    newsroom.print()
    _readers(newsroom)
    undecided = newsroom.submit("undecided, and of some length")
    consulting.consult(
        store,
        newsroom.clock,
        Moderator(newsroom.moderator.name, "Berfîn", Role.MODERATOR, newsroom.clock()),
        comment_id=undecided["comment"],
        digest=bytes.fromhex(undecided["digest"]),
        asked=Asked.COLLEAGUE,
        note="a question",
    ).result()
    _by_two_and_together(newsroom)
    _reread(newsroom)
    _set_at_the_desk(newsroom)
    rejected = newsroom.submit("rejected")
    _object(newsroom, rejected, newsroom.decide(rejected, Outcome.REJECTED, Guideline.ABUSE, note="a note"))
    upheld, withdrawn = newsroom.submit("upheld on appeal"), newsroom.submit("appealed and withdrawn")
    for sent in (upheld, withdrawn):
        made = _object(newsroom, sent, newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT))
        if sent is upheld:
            colleague = founding.appoint(store, newsroom.clock, name="Hawrê", role=Role.MODERATOR).result()
            answering = {
                "appeal_id": made.id,
                "digest": made.digest,
                "verdict": Answered.UPHELD,
                "note": "No.",
            }
            appealing.answer(store, newsroom.clock, colleague.id, **answering).result()  # type: ignore[arg-type]
            # What was objected is destroyed as if its term were over; the answer stays.
            assert retention.look(store, newsroom.clock, Terms(appeal_words=0), {}) == (1, False)
    erasure.erase(store, newsroom.clock, comment_id=withdrawn["comment"], by="reader").result()
    erased = newsroom.submit("erased")
    newsroom.decide(erased)
    newsroom.print()
    erasure.erase(store, newsroom.clock, comment_id=erased["comment"], by="reader").result()
    newsroom.print()
    superseded = newsroom.submit("superseded")
    approval = newsroom.approve(superseded)
    newsroom.decide(superseded, Outcome.REJECTED, supersedes=approval.id)
    newsroom.print()
    while newsroom.counts()["ledger_entries"] < 257:
        newsroom.submit("to fill a tile")
    newsroom.screened()
    # The duties would print this before it is backed up: they are kept busy until the end.
    newsroom.house.duties.stop()
    unprinted = newsroom.submit("approved, not yet printed")
    newsroom.decide(unprinted)
    return {
        name: sent["receipt"].rsplit("/", 1)[1]
        for name, sent in {
            "undecided": undecided,
            "rejected": rejected,
            "erased": erased,
            "opening": opening,
            "superseded": superseded,
            "unprinted": unprinted,
        }.items()
    }


def _object(newsroom: Served, sent: dict[str, Any], rejection: Decision) -> Appeal:
    return appealing.appeal(
        newsroom.house.store,
        newsroom.clock,
        comment_id=sent["comment"],
        decision_id=rejection.id,
        words="I object — بۆ؟",
        days=14,
    ).result()


def _restored_house(installation: Installation) -> House:
    with mock.patch.object(duties, "LOOK_S", LOOK_S):
        return bootstrap.build(load(installation.folder, installation.database), clock=clock.now)


def _print_all(house: House) -> None:
    with house.store.reading() as view:
        owing = view.owing_threads()
    for thread in owing:
        while lifecycle.publish(
            house.store, house.press, house.clock, house.duties._room, house.sites, thread
        ):
            pass


def test_the_drill(
    backed_up: BackedUp,
    install: Install,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = "sqlite" if backed_up.installation.database != "sqlite" else "postgresql"
    same = "postgresql" if other == "sqlite" else "sqlite"
    # Each database gives a backup once and takes one once: what is in the file does not tell where it came from.
    for database in breadth.wide((other,), (same, other)):
        installation = install(f"on-{database}", database, bare=True)
        assert installation.run("restore", str(backed_up.file)) == 0
        assert installation.rows() == backed_up.rows
        assert installation.run("verify") == 0
        assert "everything fits" in capsys.readouterr().out
        for name in bootstrap.KEY_NAMES:
            key = installation.folder / "data" / "keys" / name
            assert key.read_bytes() == (backed_up.installation.folder / "data" / "keys" / name).read_bytes()
            assert key.stat().st_mode & 0o077 == 0

        house = _restored_house(installation)
        try:
            _print_all(house)
            _is_the_same_paper(house, backed_up)
            with house.store.connection() as connection:
                violations = verify(StoredBook(connection), verifier_key=house.secrets.ledger_key.verifier)
                assert [str(v) for v in violations] == []
                assert [str(v) for v in check_work_lists(connection)] == []
                people = PeopleReader(connection)
                berfin = people.moderator_named("Berfîn")
                assert berfin is not None
                assert Passwords().matches(people.password_hash(berfin.id), PASSWORD)
                assert [key.name for key in people.api_keys()] == ["server"]
            client = client_of(house)
            for standing, token in backed_up.receipts.items():
                page = client.get(f"/receipts/{token}")
                assert page.status_code == 200, standing
            assert (
                "undecided, and of some length"
                in client.get(f"/receipts/{backed_up.receipts['undecided']}").text
            )
        finally:
            house.store.close()


def _is_the_same_paper(house: House, backed_up: BackedUp) -> None:
    root = house.press.root
    pointer = json.loads((root / "threads/courier/bridge/pointer.json").read_bytes())
    before = json.loads(backed_up.press["/threads/courier/bridge/pointer.json"])
    # What had been approved, but not printed, is printed now; the pages before it are what they were.
    assert pointer["count"] == before["count"] + 1
    tops = [_pages_below(address, house) for address in (pointer["top"],)]
    former = _pages_of(backed_up)
    assert tops[0].items() >= {n: address for n, address in former.items() if n != max(former)}.items()
    assert (root / "threads/courier/other/pointer.json").exists()
    for path, content in backed_up.press.items():
        if path.startswith("/pages/") and (root / path[1:]).exists():
            assert (root / path[1:]).read_bytes() == content


def _pages_below(top: str, house: House) -> dict[int, str]:
    tile = json.loads(house.press.read(top, "json"))
    return {child["number"]: child["address"] for child in tile["children"]}


def _pages_of(backed_up: BackedUp) -> dict[int, str]:
    tile = json.loads(backed_up.press[f"/pages/{backed_up.top[:2]}/{backed_up.top}.json"])
    return {child["number"]: child["address"] for child in tile["children"]}


def test_a_restored_paper_that_was_printed_to_the_end_has_the_very_same_top(
    install: Install, tmp_path: Path
) -> None:
    """The same approved comments make the same sheets, whatever was printed before, under the same addresses."""
    (tmp_path / "first").mkdir()
    with served("sqlite", tmp_path / "first") as newsroom:
        (tmp_path / "first" / "diwan.toml").write_text(settings_text("sqlite"))
        newsroom.register()
        sent = [newsroom.submit(f"comment {number}") for number in range(120)]
        order = sorted(range(120), key=lambda n: (n * 37) % 120)
        approvals = {n: newsroom.decide(sent[n]) for n in order[:60]}
        newsroom.print()
        for n in order[60:]:
            newsroom.decide(sent[n])
        newsroom.print()
        for n in order[:30]:
            newsroom.decide(sent[n], Outcome.REJECTED, supersedes=approvals[n].id)
        newsroom.print()
        first = newsroom.pointer()
        file = tmp_path / "backup.zip"
        assert Installation(tmp_path / "first", "sqlite").run("backup", str(file)) == 0
    installation = install("second", "sqlite")
    assert installation.run("restore", str(file)) == 0
    house = _restored_house(installation)
    _print_all(house)
    pointer = json.loads((house.press.root / "threads/courier/bridge/pointer.json").read_bytes())
    house.store.close()
    assert {**pointer, "version": 0} == {**first, "version": 0}


# --- what is refused ---------------------------------------------------------------------------------------------


def _altered(source: Path, target: Path, alter: Callable[[str, bytes], bytes | None]) -> Path:
    """A backup as somebody would forge it: sound as an archive, with other members."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = alter(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def _row(table: str, change: Callable[[list[Any]], object]) -> Callable[[str, bytes], bytes]:
    """Alters the first row of a table."""

    def alter(name: str, content: bytes) -> bytes:
        if name != f"tables/{table}.jsonl":
            return content
        lines = content.splitlines(keepends=True)
        row = json.loads(lines[0])
        change(row)
        return b"".join([json.dumps(row).encode() + b"\n", *lines[1:]])

    return alter


def _member(wanted: str, content: bytes | None) -> Callable[[str, bytes], bytes | None]:
    return lambda name, old: content if name == wanted else old


FORGERIES: dict[str, Callable[[str, bytes], bytes | None]] = {
    "other words": _row("words", lambda row: row[1].update(body="other words")),
    "another name": _row("words", lambda row: row[1].update(name="Another")),
    "another decision": _row(
        "decisions", lambda row: row[1].update(guideline="promotion", outcome="rejected")
    ),
    "another place in the ledger": _row("comments", lambda row: row[1].update(ordinal=10**6)),
    "a digest too short": _row("comments", lambda row: row[1].update(digest="AAAA")),
    "an unknown column": _row("comments", lambda row: row[1].update(colour="red")),
    "a missing column": _row("comments", lambda row: row[1].pop("digest")),
    "a column of another type": _row("comments", lambda row: row[1].update(ordinal={"a": 1})),
    "bytes that are none": _row("words", lambda row: row[1].update(salt="?")),
    "a row that is none": _row("words", lambda row: row.__setitem__(1, 7)),
    "a position that is none": _row("words", lambda row: row.__setitem__(0, "x")),
    "a comment that would never be read": _row("waiting", lambda row: row[1].update(position=7)),
    "a waiting comment less": _member("tables/waiting.jsonl", b""),
    "a comment called printed": _row("printed", lambda row: row[1].update(publication_id="0" * 32)),
    "a table that is not JSON": _member("tables/comments.jsonl", b"no JSON\n"),
    "a table that is not UTF-8": _member("tables/comments.jsonl", b"\xff\n"),
    "a missing table": _member("tables/comments.jsonl", None),
    "an emptied table": _member("tables/words.jsonl", b""),
    "another article's text": _row("article_texts", lambda row: row[1].update(text="Another text.")),
    "an article's text less": _member("tables/article_texts.jsonl", b""),
    "an article's text without its table": _member("tables/article_texts.jsonl", None),
    "a missing key": _member("keys/ledger", None),
    "another ledger's key": _member("keys/ledger", b"0" * 64 + b"\n"),
    "a garbled key": _member("keys/receipts", b"nonsense"),
    "no manifest": _member("manifest.json", None),
    "another format": _member("manifest.json", b'{"format": "diwan-backup/9", "rows": 1}'),
    "a manifest that is none": _member("manifest.json", b"[]"),
    "another count": _member("manifest.json", b'{"format": "diwan-backup/1", "rows": 1}'),
}


FOUND_IN_TURN = ("no manifest", "a garbled key", "a digest too short", "other words")
"""At once, among the keys, while rows are put in, and when everything is there and is verified."""


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_backup_is_refused_in_a_sentence_and_leaves_nothing(
    backup: BackedUp,
    install: Install,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    forgery: str,
) -> None:
    forged = _altered(backup.file, tmp_path / "forged.zip", FORGERIES[forgery])
    target = install("target", "sqlite")
    _is_refused(forged, target, capsys)
    if forgery in breadth.wide(FOUND_IN_TURN, tuple(FORGERIES)):
        # The same target takes the sound backup afterwards: what was left in it is the same, which is nothing, wherever the forgery was found.
        assert target.run("restore", str(backup.file)) == 0


def _is_refused(file: Path, installation: Installation, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert installation.run("restore", str(file)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("diwan: ")
    assert told.err.count("\n") == 1, told.err
    assert "comment 0 —" not in told.err, "a reader's words were told"
    data = installation.folder / "data"
    assert not (data / "keys").exists()
    assert not (data / "instance").exists()
    if (data / "diwan.sqlite").exists():
        assert all(rows == [] for rows in installation.rows().values())


def test_a_backup_forged_for_postgresql_leaves_nothing_either(
    backup: BackedUp,
    install: Install,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forged = _altered(backup.file, tmp_path / "forged.zip", FORGERIES["other words"])
    target = install("target", "postgresql")
    capsys.readouterr()
    assert target.run("restore", str(forged)) == 1
    assert "does not verify" in capsys.readouterr().err
    assert all(rows == [] for rows in target.rows().values())
    assert target.run("restore", str(backup.file)) == 0


@pytest.mark.parametrize("database", databases.DATABASES)
def test_a_restored_installation_makes_the_sketches_and_search_keys_that_it_had(
    install: Install, tmp_path: Path, database: str
) -> None:
    sketches = text("SELECT comment_id, sketch FROM sketches")
    (tmp_path / "first").mkdir()
    with served("sqlite", tmp_path / "first") as newsroom:
        (tmp_path / "first" / "diwan.toml").write_text(settings_text("sqlite"))
        newsroom.register()
        newsroom.submit(
            "Everybody in this street has been waiting for the bridge since the spring of last year."
        )
        newsroom.screened()
        newsroom.house.duties.stop()
        [(comment_id, before)] = newsroom.rows(str(sketches))
        first = Installation(tmp_path / "first", "sqlite")
        assert first.run("backup", str(tmp_path / "backup.zip")) == 0
    restored = install("restored", database)
    assert restored.run("restore", str(tmp_path / "backup.zip")) == 0
    house = _restored_house(restored)
    try:
        with house.store.reading() as view:
            assert view.unsketched(9) == [comment_id]
            assert view.sketch(comment_id) is None
        house.duties._seal()
        with house.store.reading() as view:
            assert view.sketch(comment_id) == bytes(before)
            assert view.unsketched(9) == []
            assert view.unkeyed(9) == []
        with house.store.connection() as connection:
            sought = Sought(asked_for("SPRING bridge", ""))
            found = SearchReader(connection).find(sought, before=None, limit=9)
        assert [hit.comment_id for hit in found.hits] == [comment_id]
    finally:
        house.store.close()


def test_a_backup_from_before_there_were_the_newer_tables_is_as_good_as_another(
    install: Install, tmp_path: Path
) -> None:
    (tmp_path / "first").mkdir()
    with served("sqlite", tmp_path / "first") as newsroom:
        (tmp_path / "first" / "diwan.toml").write_text(settings_text("sqlite"))
        newsroom.register()
        newsroom.submit()
        newsroom.screened()
        newsroom.house.duties.stop()
        first = Installation(tmp_path / "first", "sqlite")
        assert first.run("backup", str(tmp_path / "backup.zip")) == 0
        rows = first.rows()
    newer = {f"tables/{table.name}.jsonl" for table in ADDED_SINCE}
    old = _altered(
        tmp_path / "backup.zip", tmp_path / "old.zip", lambda name, was: None if name in newer else was
    )
    with zipfile.ZipFile(tmp_path / "backup.zip") as whole, zipfile.ZipFile(old) as shorter:
        assert set(whole.namelist()) - set(shorter.namelist()) == newer
    restored = install("restored", "sqlite", bare=True)
    assert restored.run("restore", str(old)) == 0
    assert restored.rows() == rows


@pytest.mark.parametrize("part", [0.0, 0.5, 0.99])
def test_a_cut_backup_is_refused(
    backup: BackedUp,
    install: Install,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    part: float,
) -> None:
    content = backup.file.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(content[: int(len(content) * part)])
    _is_refused(cut, install("target", "sqlite"), capsys)


def test_a_backup_with_a_flipped_bit_is_refused(
    backup: BackedUp,
    install: Install,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content = bytearray(backup.file.read_bytes())
    content[len(content) // 3] ^= 1
    flipped = tmp_path / "flipped.zip"
    flipped.write_bytes(content)
    _is_refused(flipped, install("target", "sqlite"), capsys)


def test_keys_of_other_names_are_not_written_anywhere(
    backup: BackedUp, install: Install, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.zip"
    forged.write_bytes(backup.file.read_bytes())
    with zipfile.ZipFile(forged, "a") as archive:
        archive.writestr("keys/../../escaped", "x")
        archive.writestr("keys/extra", "x")
    target = install("target", "sqlite")
    assert target.run("restore", str(forged)) == 0
    assert sorted(path.name for path in (target.folder / "data" / "keys").iterdir()) == ["ledger", "receipts"]
    assert not list(tmp_path.rglob("escaped"))


def test_nothing_is_restored_over_an_installation(
    backed_up: BackedUp, capsys: pytest.CaptureFixture[str]
) -> None:
    before = backed_up.installation.rows()
    assert backed_up.installation.run("restore", str(backed_up.file)) == 1
    assert "belongs to an installation already" in capsys.readouterr().err
    assert backed_up.installation.rows() == before


def test_nothing_is_restored_into_a_database_in_use(
    backup: BackedUp, install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    used = install("used", "postgresql")
    assert used.run("moderators", "add", "Şîlan") == 0
    before = used.rows()
    second = Installation(used.folder.parent / "second", used.database)
    second.folder.mkdir()
    second.config.write_text(settings_text(used.database))
    assert second.run("restore", str(backup.file)) == 1
    assert "not empty" in capsys.readouterr().err
    assert not (second.folder / "data" / "keys").exists()
    assert used.rows() == before


def test_a_backup_is_never_written_over_a_file(
    backup: BackedUp, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    content = backup.file.read_bytes()
    assert backup.installation.run("backup", str(backup.file)) == 1
    assert "exists already" in capsys.readouterr().err
    assert backup.file.read_bytes() == content
    assert backup.installation.run("backup", str(tmp_path / "no" / "such" / "folder" / "b.zip")) == 1
    assert "No such file" in capsys.readouterr().err
    assert backup.file.stat().st_mode & 0o077 == 0


def test_a_backup_that_fails_leaves_no_half_of_itself(
    backup: BackedUp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("diwan.storage.copying.os.fsync", fail)
    assert backup.installation.run("backup", str(tmp_path / "b.zip")) == 1
    assert "No space left" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_of_the_moment_and_readers_mailboxes_are_not_backed_up(backup: BackedUp) -> None:
    with zipfile.ZipFile(backup.file) as archive:
        names = {name.removeprefix("tables/").removesuffix(".jsonl") for name in archive.namelist()}
    left_out = {table.name for table in schema.metadata.sorted_tables} - names
    assert left_out == {
        "sessions",
        "code_tries",
        "spent_challenges",
        "batch_members",
        "unconfirmed",
        "sign_in_links",
        "current_sheets",
        "stale_sheets",
        "unprinted",
        "unsketched",
        "unkeyed",
        "search_keys",
        "sketches",
        "sketch_bands",
        "laned",
        "daily_sums",
        "claims",
        "seats",
        "term_trials",
        "reader_sessions",
        "used_sign_ins",
        "used_tickets",
        "oddities",
        "openid_journeys",
        "openid_invitations",
        # What was promised to be removed soon is in no file that is kept for long.
        "mail_requests",
        "subscriptions",
        "enter_links",
        "outbox",
        "mail_knocks",
        "mail_refusals",
    }


def test_every_table_of_records_is_in_the_comparison(backed_up: BackedUp) -> None:
    with backed_up.newsroom.house.store.connection() as connection:
        for table in (
            *schema.RECORDS,
            *_KEPT,
            schema.waiting,
            schema.printed,
            schema.likenesses,
            schema.sights,
        ):
            count = connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
            assert count == len(backed_up.rows[table.name]), table.name
            assert count > 0, table.name
