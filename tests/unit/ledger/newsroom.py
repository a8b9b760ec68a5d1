"""A newsroom in memory, whose ledger and records are as they would be stored. Tests change them, and look what is named.

The records are written out by hand here, not by the code under test.
"""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from diwan import comments
from diwan.appeals import Verdict
from diwan.comments import Words
from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import FIRST_TEXTS, AbuseKind, Guideline
from diwan.ledger.book import CheckpointRow, LedgerRow, TileRow
from diwan.ledger.entries import (
    Added,
    AppealAnswered,
    Appealed,
    Appointed,
    Arrived,
    Batched,
    BatchOpened,
    Cleared,
    ClosingSet,
    Confirmed,
    Consulted,
    Decided,
    Departed,
    Dismissed,
    Drawn,
    Entry,
    Erased,
    Expired,
    Founded,
    GuidelinesRevised,
    Lifted,
    Moved,
    Paused,
    Printed,
    PrintedSheet,
    Registered,
    Removed,
    Reported,
    Reread,
    Reset,
    Restrained,
    Resumed,
    Screened,
    Signed,
    Submitted,
    TermsRevised,
    Tied,
)
from diwan.ledger.leaves import encode
from diwan.ledger.merkle import Frontier, leaf_hash
from diwan.ledger.notes import Checkpoint, SigningKey, sign
from diwan.ledger.rows import FieldValue, RecordRow
from diwan.ledger.tiles import new_tiles
from diwan.restraints import Effect

ORIGIN = "comments.example.org"
KEY = SigningKey.from_seed(ORIGIN, bytes(range(32)))
VERIFIER = KEY.verifier
BODIES = ("Spas!", "سوپاس بۆ وتارەکە", "I disagree,\nand here is why.", "Teşekkürler — güzel yazı 👏🏽")


@dataclass
class MemoryBook:
    """A book whose every row a test may change."""

    ledger: list[LedgerRow]
    tile_rows: list[TileRow] | None
    checkpoint_rows: list[CheckpointRow]
    record_rows: list[RecordRow] | None

    def rows(self) -> Sequence[LedgerRow]:
        return self.ledger

    def tiles(self, level: int) -> Sequence[TileRow] | None:
        if self.tile_rows is None:
            return None
        return [tile for tile in self.tile_rows if tile.level == level]

    def checkpoints(self) -> Sequence[CheckpointRow]:
        return self.checkpoint_rows

    def records(self) -> Sequence[RecordRow] | None:
        return self.record_rows


class Hashes:
    """A source without tiles."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._hashes = hashes

    def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]:
        return self._hashes[start:end]

    def tile(self, level: int, number: int) -> None:
        return None


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def plain_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def told(text: str) -> bytes:
    return len(text.encode()).to_bytes(8, "big") + text.encode()


@dataclass
class Newsroom:
    """What happened, as entries and as the records beside them."""

    seed: int = 1
    entries: list[Entry] = field(default_factory=list)
    records: list[RecordRow] = field(default_factory=list)
    checkpoints: list[CheckpointRow] = field(default_factory=list)
    submitted: dict[str, Submitted] = field(default_factory=dict)
    current: dict[str, Decided] = field(default_factory=dict)
    live: dict[str, Added] = field(default_factory=dict)
    erasures: dict[str, Erased] = field(default_factory=dict)
    asked: set[tuple[str, Asked]] = field(default_factory=set)
    reported: dict[str, list[int]] = field(default_factory=dict)
    cleared: dict[str, int] = field(default_factory=dict)
    appeals: dict[str, Appealed] = field(default_factory=dict)
    """The latest appeal about each comment."""
    answers: dict[str, AppealAnswered] = field(default_factory=dict)
    """Answers by appeal."""
    overturned: set[tuple[str, str]] = field(default_factory=set)
    drawn: dict[str, Drawn] = field(default_factory=dict)
    reread_ones: set[str] = field(default_factory=set)
    motions: dict[str, Moved] = field(default_factory=dict)
    batches: list[BatchOpened] = field(default_factory=list)
    ordinals: dict[str, int] = field(default_factory=dict)
    readers: list[str] = field(default_factory=list)
    frontier: Frontier = field(default_factory=Frontier)
    bound: tuple[list[Entry], list[LedgerRow], list[TileRow]] = field(default_factory=lambda: ([], [], []))
    """What the last book was made of, and its rows: hundreds are made of the same entries."""
    at: int = 1_790_000_000_000

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self._names = 0

    def name(self) -> str:
        self._names += 1
        return f"{self._names:032x}"

    def append(self, entry: Entry, *rows: tuple[str, dict[str, FieldValue]]) -> None:
        position = len(self.entries)
        self.entries.append(entry)
        self.frontier.append(leaf_hash(encode(entry)))
        self.records += [RecordRow(kind, position, fields) for kind, fields in rows]
        self.at += 1000

    def found(self) -> None:
        founded = Founded(self.at, self.name(), ORIGIN)
        self.append(founded, ("instance", {"id": founded.instance, "origin": ORIGIN, "at": self.at}))

    def revise(self, revision: int = 1) -> None:
        texts = plain_json({str(code): text for code, text in FIRST_TEXTS.items()})
        self.append(
            GuidelinesRevised(self.at, revision, sha(texts.encode()), "editor"),
            ("guidelines", {"revision": revision, "texts": texts, "by": "editor", "at": self.at}),
        )

    def appoint(self, role: str = "moderator") -> str:
        moderator = self.name()
        self.append(
            Appointed(self.at, moderator, role, "Şîlan"),
            ("moderator", {"id": moderator, "name": "Şîlan", "role": role, "at": self.at}),
        )
        return moderator

    def restrain(self, reader: str, effect: Effect, by: str, until: int | None = None) -> str:
        """With a note, or without one."""
        restraint, salt = self.name(), self.random.randbytes(32)
        note, note_salt = self.random.choice(((None, None), ("a note", self.random.randbytes(32))))
        committed = sha(note_salt + note.encode()) if note and note_salt else None
        commitment = sha(b"diwan restraint v1\n" + salt + told(reader))
        fields: dict[str, FieldValue] = {
            "id": restraint,
            "reader_id": reader,
            "salt": salt.hex(),
            "effect": effect.value,
            "guideline": "threat",
            "until": until,
        }
        noted: dict[str, FieldValue] = {"note": note, "note_salt": note_salt.hex() if note_salt else None}
        self.append(
            Restrained(
                self.at, restraint, commitment, effect, Guideline.THREAT, until, by=by, note=committed
            ),
            ("restraint", {**fields, **noted, "by": by, "at": self.at}),
        )
        return restraint

    def lift(self, restraint: str, by: str) -> None:
        self.append(
            Lifted(self.at, restraint, by, None),
            (
                "lifting",
                {"restraint_id": restraint, "by": by, "note": None, "note_salt": None, "at": self.at},
            ),
        )

    def tie(self, moderator: str) -> None:
        tie, salt, issuer, subject = self.name(), self.random.randbytes(32), "https://id.example", "şîlan-17"
        identity = sha(salt + issuer.encode() + b"\0" + subject.encode())
        self.append(
            Tied(self.at, moderator, tie, identity, "editor"),
            (
                "tie",
                {
                    "id": tie,
                    "moderator_id": moderator,
                    "issuer": issuer,
                    "subject": subject,
                    "salt": salt.hex(),
                    "by": "editor",
                    "at": self.at,
                },
            ),
        )

    def list_terms(self, moderator: str, name: str = "en-banned") -> None:
        revised = [entry for entry in self.entries if isinstance(entry, TermsRevised)]
        follows = max((entry.revision for entry in revised if entry.list == name), default=0)
        texts, salt = plain_json({"profanity": "drat*\n- drat street"}), self.random.randbytes(32)
        entry = TermsRevised(self.at, len(revised) + 1, name, follows, sha(salt + texts.encode()), moderator)
        self.append(
            entry,
            (
                "terms",
                {
                    "revision": entry.revision,
                    "list": name,
                    "follows": follows,
                    "texts": texts,
                    "salt": salt.hex(),
                    "by": moderator,
                    "at": self.at,
                },
            ),
        )

    def pause(self, moderator: str, site: str = "main") -> str:
        pause, salt = self.name(), self.random.randbytes(32)
        self.append(
            Paused(self.at, pause, site, moderator, sha(salt + b"too many")),
            (
                "pause",
                {
                    "id": pause,
                    "site": site,
                    "by": moderator,
                    "note": "too many",
                    "note_salt": salt.hex(),
                    "at": self.at,
                },
            ),
        )
        return pause

    def resume(self, pause: str, moderator: str) -> None:
        self.append(
            Resumed(self.at, pause, moderator),
            ("resumption", {"pause_id": pause, "by": moderator, "at": self.at}),
        )

    def set_closing(self, thread: str, closes_at: int | None, moderator: str) -> None:
        closing = self.name()
        self.append(
            ClosingSet(self.at, closing, thread, closes_at, moderator),
            (
                "closing",
                {
                    "id": closing,
                    "thread_id": thread,
                    "closes_at": closes_at,
                    "by": moderator,
                    "at": self.at,
                },
            ),
        )

    def dismiss(self, moderator: str) -> None:
        self.append(
            Dismissed(self.at, moderator, "editor"),
            ("dismissal", {"moderator_id": moderator, "by": "editor", "at": self.at}),
        )

    def reset(self, moderator: str) -> None:
        name = self.name()
        self.append(
            Reset(self.at, moderator, name, "operator"),
            ("reset", {"id": name, "moderator_id": moderator, "by": "operator", "at": self.at}),
        )

    def register(self, article: str = "a-1", thread: str | None = None, revision: int = 1) -> str:
        thread = thread or self.name()
        described: dict[str, FieldValue] = {
            "url": f"https://news.example.org/{article}",
            "headline": "Baran “hat” — باران",
            "section": "",
            "language": "ckb",
            "closes_at": None if revision == 1 else self.at,
            **({} if revision == 1 else {"text": "Îro baran hat.\n\n«باران» …"}),
        }
        rows: list[tuple[str, dict[str, FieldValue]]] = [
            (
                "article",
                {"thread_id": thread, "revision": revision, **described, "by": "publisher", "at": self.at},
            )
        ]
        if revision == 1:
            rows.append(("thread", {"id": thread, "site": "main", "article": article, "at": self.at}))
        digest = sha(plain_json(described).encode())
        self.append(Registered(self.at, thread, "main", article, revision, digest, "publisher"), *rows)
        return thread

    def submit(self, thread: str, article: str = "a-1", parent: str | None = None) -> str:
        comment, key = self.name(), f"key-{self._names:020d}"
        if parent is None:
            branch = thread
        else:
            answered = self.submitted[parent]
            branch = parent if answered.parent is None else answered.branch
        ordinal = self.ordinals.get(branch, 0)
        self.ordinals[branch] = ordinal + 1
        salt = self.random.randbytes(32)
        words = Words(name="Berfîn", body=self.random.choice(BODIES))
        digest = comments.digest(salt, site="main", article=article, parent_id=parent, words=words).hex()
        entry = Submitted(
            at=self.at,
            comment=comment,
            thread=thread,
            site="main",
            article=article,
            parent=parent,
            branch=branch,
            ordinal=ordinal,
            key=sha(key.encode()),
            digest=digest,
        )
        self.submitted[comment] = entry
        self.append(
            entry,
            (
                "comment",
                {
                    "id": comment,
                    "thread_id": thread,
                    "site": "main",
                    "parent_id": parent,
                    "branch": branch,
                    "ordinal": ordinal,
                    "submission_key": key,
                    "digest": digest,
                    "at": self.at,
                    "salt": salt.hex(),
                    "name": words.name,
                    "body": words.body,
                },
            ),
        )
        return comment

    def arrive(self) -> str:
        reader, salt = self.name(), self.random.randbytes(32)
        who = ("main", "publisher", f"account {self._names}")
        identity = sha(b"diwan reader v1\n" + salt + b"".join(map(told, who)))
        fields: dict[str, FieldValue] = {
            "id": reader,
            "commitment": identity,
            "at": self.at,
            "salt": salt.hex(),
        }
        self.append(
            Arrived(self.at, reader, identity),
            ("reader", {**fields, "site": who[0], "source": who[1], "subject": who[2]}),
        )
        self.readers.append(reader)
        return reader

    def depart(self, reader: str) -> None:
        self.readers.remove(reader)
        self._forget("reader", "id", reader, "salt", "site", "source", "subject")
        self.append(
            Departed(self.at, reader, "reader"),
            ("departure", {"reader_id": reader, "by": "reader", "at": self.at}),
        )

    def sign(self, comment: str, reader: str) -> None:
        """Directly behind its submission."""
        salt, badge = self.random.randbytes(32), self.random.choice(("staff", None))
        signature = sha(b"diwan signature v1\n" + salt + told(reader) + told(badge or ""))
        fields: dict[str, FieldValue] = {
            "comment_id": comment,
            "commitment": signature,
            "at": self.at,
            "salt": salt.hex(),
        }
        self.append(
            Signed(self.at, comment, signature),
            ("signature", {**fields, "reader_id": reader, "badge": badge}),
        )

    def _forget(self, kind: str, key: str, name: str, *columns: str) -> None:
        for index, row in enumerate(self.records):
            if row.kind == kind and row.fields[key] == name:
                gone = {**row.fields, **dict.fromkeys(columns)}
                self.records[index] = RecordRow(row.kind, row.position, gone)

    def screen(self, comment: str) -> None:
        screening, findings = self.name(), b'[{"check":"links","score":0}]'
        self.append(
            Screened(self.at, comment, screening, sha(findings), ("links@1", "shouting@2")),
            (
                "screening",
                {"id": screening, "comment_id": comment, "findings": findings.hex(), "at": self.at},
            ),
        )

    def noted(self, note: str) -> tuple[str | None, str | None, str | None]:
        """A note in half of all cases, with its salt and what commits to it."""
        if self.random.random() < 0.5:
            salt = self.random.randbytes(32)
            return note, salt.hex(), sha(salt + note.encode())
        return None, None, None

    def consult(self, comment: str, asked: Asked, by: str) -> None:
        consultation = self.name()
        note, salt, commitment = self.noted("Is this a quotation?")
        digest = self.submitted[comment].digest
        self.asked.add((comment, asked))
        self.append(
            Consulted(self.at, comment, consultation, digest, asked, by, commitment),
            (
                "consultation",
                {
                    "id": consultation,
                    "comment_id": comment,
                    "digest": digest,
                    "asked": str(asked),
                    "by": by,
                    "note": note,
                    "note_salt": salt,
                    "at": self.at,
                },
            ),
        )

    def batch(self, chosen: list[str], by: str, outcome: Outcome) -> None:
        guideline = Guideline.PROMOTION if outcome is Outcome.REJECTED else None
        entry = BatchOpened(
            at=self.at,
            batch=self.name(),
            by=by,
            outcome=outcome,
            guideline=guideline,
            abuse_kind=None,
            selection='{"kind":"like"}',
            count=len(chosen),
            undoes=self.batches[-1].batch if self.batches else None,
        )
        fields: dict[str, FieldValue] = {
            "id": entry.batch,
            "by": by,
            "outcome": str(outcome),
            "guideline": None if guideline is None else str(guideline),
            "abuse_kind": None,
            "selection": entry.selection,
            "count": entry.count,
            "undoes": entry.undoes,
            "at": entry.at,
        }
        self.batches.append(entry)
        self.append(entry, ("batch", fields))
        for comment in chosen:
            reason = None if guideline is None else (guideline, None)
            self.decide(comment, outcome, Author(AuthorKind.MODERATOR, by), reason)
        made = tuple(self.current[comment].decision for comment in chosen)
        rows: list[tuple[str, dict[str, FieldValue]]] = [
            ("batched", {"decision_id": each, "batch_id": entry.batch}) for each in made
        ]
        self.append(Batched(self.at, entry.batch, made), *rows)

    def move(self, comment: str, by: str) -> None:
        motion = self.name()
        guideline = self.random.choice(list(Guideline))
        note, salt, commitment = self.noted("It is not the criticism.")
        before = self.current.get(comment)
        entry = Moved(
            at=self.at,
            comment=comment,
            motion=motion,
            digest=self.submitted[comment].digest,
            guideline=guideline,
            abuse_kind=AbuseKind.SEXISM if guideline is Guideline.ABUSE else None,
            revision=1,
            field="body",
            starts=0,
            ends=3,
            quote=sha(self.random.randbytes(32)),
            by=by,
            note=commitment,
            supersedes=None if before is None else before.decision,
        )
        self.motions[comment] = entry
        self.append(
            entry,
            (
                "motion",
                {
                    "id": motion,
                    "comment_id": comment,
                    "digest": entry.digest,
                    "guideline": str(guideline),
                    "abuse_kind": None if entry.abuse_kind is None else str(entry.abuse_kind),
                    "revision": 1,
                    "field": "body",
                    "starts": 0,
                    "ends": 3,
                    "quote": entry.quote,
                    "by": by,
                    "note": note,
                    "note_salt": salt,
                    "supersedes": entry.supersedes,
                    "at": entry.at,
                },
            ),
        )

    def confirm(self, comment: str, by: str) -> None:
        motion = self.motions.pop(comment)
        reason = (motion.guideline, motion.abuse_kind)
        self.decide(comment, Outcome.REJECTED, Author(AuthorKind.MODERATOR, by), reason)
        entry = Confirmed(
            self.at, comment, motion.motion, self.current[comment].decision, mover=motion.by, by=by
        )
        fields = {"motion_id": motion.motion, "comment_id": comment, "decision_id": entry.decision}
        self.append(entry, ("confirmation", {**fields, "mover": entry.mover, "by": by, "at": entry.at}))

    def decide(
        self,
        comment: str,
        outcome: Outcome,
        author: Author,
        reason: tuple[Guideline, AbuseKind | None] | None = None,
    ) -> None:
        decision = self.name()
        rejected = outcome is Outcome.REJECTED
        guideline: Guideline | None
        abuse_kind: AbuseKind | None
        if reason is not None:
            guideline, abuse_kind = reason
        else:
            guideline = self.random.choice(list(Guideline)) if rejected else None
            abuse_kind = AbuseKind.RACISM if guideline is Guideline.ABUSE else None
        note, salt, commitment = self.noted("Read twice.")
        before = self.current.get(comment)
        supersedes = None if before is None else before.decision
        entry = Decided(
            at=self.at,
            comment=comment,
            decision=decision,
            digest=self.submitted[comment].digest,
            outcome=outcome,
            author=author,
            guideline=guideline,
            abuse_kind=abuse_kind,
            revision=1,
            note=commitment,
            supersedes=supersedes,
        )
        self.current[comment] = entry
        self.append(
            entry,
            (
                "decision",
                {
                    "id": decision,
                    "comment_id": comment,
                    "digest": entry.digest,
                    "outcome": str(outcome),
                    "author_kind": str(author.kind),
                    "author_name": author.name,
                    "author_version": author.version,
                    "guideline": None if guideline is None else str(guideline),
                    "abuse_kind": None if abuse_kind is None else str(abuse_kind),
                    "revision": 1,
                    "note": note,
                    "note_salt": salt,
                    "supersedes": supersedes,
                    "at": self.at,
                },
            ),
        )

    def waits_on_appeal(self, comment: str) -> bool:
        return comment in self.appeals and self.appeals[comment].appeal not in self.answers

    def may_decide(self, comment: str, outcome: Outcome, author: Author) -> bool:
        """Whether no appeal stands in the way."""
        current, appeal = self.current.get(comment), self.appeals.get(comment)
        appealed = current is not None and appeal is not None and appeal.decision == current.decision
        if appealed and (self.waits_on_appeal(comment) or author.kind is not AuthorKind.MODERATOR):
            return False
        return outcome is Outcome.APPROVED or (comment, author.name) not in self.overturned

    def appeal(self, comment: str) -> None:
        rejection = self.current[comment]
        salt, words = self.random.randbytes(32), "I object: «ez ne wisa got» — می‌گویم"
        commitment = sha(salt + words.encode())
        entry = Appealed(self.at, comment, self.name(), rejection.decision, rejection.digest, commitment)
        self.appeals[comment] = entry
        self.append(
            entry,
            (
                "appeal",
                {
                    "id": entry.appeal,
                    "comment_id": comment,
                    "decision_id": rejection.decision,
                    "outcome": "rejected",
                    "digest": rejection.digest,
                    "commitment": commitment,
                    "at": self.at,
                    "salt": salt.hex(),
                    "body": words,
                },
            ),
        )

    def answer(self, comment: str, verdict: Verdict, by: str) -> None:
        appeal, rejection = self.appeals[comment], self.current[comment]
        decision = None
        if verdict is Verdict.OVERTURNED:
            self.overturned.add((comment, rejection.author.name))
            self.decide(comment, Outcome.APPROVED, Author(AuthorKind.MODERATOR, by))
            decision = self.current[comment].decision
        salt, note = self.random.randbytes(32), "It names a person."
        commitment = sha(salt + note.encode())
        entry = AppealAnswered(
            self.at, comment, appeal.appeal, self.name(), verdict, by, decision, commitment
        )
        self.answers[appeal.appeal] = entry
        self.append(
            entry,
            (
                "appeal_answer",
                {
                    "id": entry.answer,
                    "appeal_id": appeal.appeal,
                    "comment_id": comment,
                    "outcome": str(verdict),
                    "by": by,
                    "decision_id": decision,
                    "note": note,
                    "note_salt": salt.hex(),
                    "at": self.at,
                },
            ),
        )

    def report(self, comment: str) -> None:
        """A report on a comment that readers see, with a reason in half of all cases."""
        report, key = self.name(), f"key-{self._names:020d}"
        guideline = self.random.choice(list(Guideline))
        kind = AbuseKind.SEXISM if guideline is Guideline.ABUSE else None
        reason, salt, commitment = self.noted("It names my street.")
        shown, digest = self.live[comment], self.submitted[comment].digest
        self.reported.setdefault(comment, []).append(len(self.entries))
        self.append(
            Reported(
                self.at,
                comment,
                report,
                shown.publication,
                digest,
                sha(key.encode()),
                guideline,
                kind,
                commitment,
            ),
            (
                "report",
                {
                    "id": report,
                    "comment_id": comment,
                    "publication_id": shown.publication,
                    "digest": digest,
                    "report_key": key,
                    "guideline": str(guideline),
                    "abuse_kind": None if kind is None else str(kind),
                    "reason_digest": commitment,
                    "at": self.at,
                    "salt": salt,
                    "reason": reason,
                },
            ),
        )

    def clear(self, comment: str, by: str) -> None:
        clearing, through = self.name(), self.reported[comment][-1]
        note, salt, commitment = self.noted("His own street.")
        digest, decision = self.submitted[comment].digest, self.current[comment].decision
        self.cleared[comment] = through
        self.append(
            Cleared(self.at, comment, clearing, digest, decision, through, 3, by, commitment),
            (
                "clearing",
                {
                    "id": clearing,
                    "comment_id": comment,
                    "digest": digest,
                    "decision_id": decision,
                    "through": through,
                    "reopens": 3,
                    "by": by,
                    "note": note,
                    "note_salt": salt,
                    "at": self.at,
                },
            ),
        )

    def print(self, thread: str) -> None:
        """Bring the printed thread up to date with decisions and erasures."""
        added: list[Added] = []
        removed: list[Removed] = []
        rows: list[tuple[str, dict[str, FieldValue]]] = []
        for comment, entry in self.submitted.items():
            if entry.thread != thread:
                continue
            decision = self.current.get(comment)
            approved = decision is not None and decision.outcome is Outcome.APPROVED
            shown = self.live.get(comment)
            erasure = self.erasures.get(comment)
            if shown and decision and (not approved or erasure):
                del self.live[comment]
                cause = (None, erasure.erasure) if erasure else (decision.decision, None)
                removed.append(Removed(shown.publication, comment, *cause))
                rows.append(
                    (
                        "retraction",
                        {
                            "publication_id": shown.publication,
                            "comment_id": comment,
                            "decision_id": cause[0],
                            "erasure_id": cause[1],
                            "at": self.at,
                        },
                    )
                )
            if decision and approved and not shown and not erasure:
                addition = Added(comment, decision.decision, entry.digest, self.name())
                added.append(addition)
                self.live[comment] = addition
                rows.append(
                    (
                        "publication",
                        {
                            "id": addition.publication,
                            "comment_id": comment,
                            "decision_id": decision.decision,
                            "digest": entry.digest,
                            "outcome": "approved",
                            "at": self.at,
                        },
                    )
                )
        count = sum(self.submitted[comment].thread == thread for comment in self.live)
        top = f"sheet-{len(self.entries)}" if count else None
        sheet = PrintedSheet(thread, 0, 0, hashlib.sha256(str(len(self.entries)).encode()).hexdigest(), count)
        place: dict[str, FieldValue] = {"place": f"{thread}/0/0", "thread_id": thread, "branch": thread}
        edition: dict[str, FieldValue] = {"level": 0, "number": 0, "address": sheet.address, "count": count}
        rows.append(("edition", {**place, **edition}))
        self.append(Printed(self.at, thread, top, count, tuple(added), tuple(removed), (sheet,)), *rows)

    def erase(self, comment: str) -> None:
        entry = Erased(self.at, comment, self.name(), self.submitted[comment].digest, "reader")
        self.erasures[comment] = entry
        for index, row in enumerate(self.records):
            if row.kind == "comment" and row.fields["id"] == comment:
                gone = {**row.fields, "salt": None, "name": None, "body": None}
                self.records[index] = RecordRow(row.kind, row.position, gone)
            if row.kind == "appeal" and row.fields["comment_id"] == comment:
                gone = {**row.fields, "salt": None, "body": None}
                self.records[index] = RecordRow(row.kind, row.position, gone)
            if row.kind == "signature" and row.fields["comment_id"] == comment:
                gone = {**row.fields, "salt": None, "reader_id": None, "badge": None}
                self.records[index] = RecordRow(row.kind, row.position, gone)
            if row.kind == "report" and row.fields["comment_id"] == comment:
                gone = {**row.fields, "salt": None, "reason": None}
                self.records[index] = RecordRow(row.kind, row.position, gone)
        self.append(
            entry,
            (
                "erasure",
                {
                    "id": entry.erasure,
                    "comment_id": comment,
                    "digest": entry.digest,
                    "by": "reader",
                    "at": self.at,
                },
            ),
        )

    def expire(self, comment: str, *, report: str | None = None, appeal: str | None = None) -> None:
        kind, words = ("report", "reason") if report else ("appeal", "body")
        for index, row in enumerate(self.records):
            if row.kind == kind and row.fields["id"] == (report or appeal):
                gone = {**row.fields, "salt": None, words: None}
                self.records[index] = RecordRow(row.kind, row.position, gone)
        expiry = self.name()
        self.append(
            Expired(self.at, comment, expiry, report, appeal),
            (
                "expiry",
                {
                    "id": expiry,
                    "comment_id": comment,
                    "report_id": report,
                    "appeal_id": appeal,
                    "at": self.at,
                },
            ),
        )

    def draw(self, comment: str) -> None:
        """Draw the decision that was just made."""
        decision, digest = self.current[comment].decision, self.submitted[comment].digest
        self.drawn[comment] = entry = Drawn(self.at, comment, decision, digest)
        self.append(
            entry,
            (
                "draw",
                {"comment_id": comment, "decision_id": decision, "digest": digest, "at": self.at},
            ),
        )

    def reread(self, comment: str, outcome: Outcome, by: str) -> None:
        drawn, rereading = self.drawn[comment], self.name()
        guideline = None if outcome is Outcome.APPROVED else Guideline.ABUSE
        kind = None if outcome is Outcome.APPROVED else AbuseKind.RACISM
        self.reread_ones.add(comment)
        self.append(
            Reread(
                at=self.at,
                comment=comment,
                rereading=rereading,
                decision=drawn.decision,
                digest=drawn.digest,
                outcome=outcome,
                guideline=guideline,
                abuse_kind=kind,
                revision=1,
                by=by,
            ),
            (
                "rereading",
                {
                    "id": rereading,
                    "comment_id": comment,
                    "decision_id": drawn.decision,
                    "digest": drawn.digest,
                    "outcome": outcome,
                    "guideline": guideline,
                    "abuse_kind": kind,
                    "revision": 1,
                    "by": by,
                    "at": self.at,
                },
            ),
        )

    def checkpoint(self) -> None:
        size = len(self.entries)
        note = sign(Checkpoint(ORIGIN, size, self.frontier.root()), KEY)
        self.checkpoints.append(CheckpointRow(size, note))

    def book(self, *, tiles: bool = True, records: bool = True) -> MemoryBook:
        if self.bound[0] != self.entries:
            leaves = [encode(entry) for entry in self.entries]
            rows = [LedgerRow(position, leaf, leaf_hash(leaf)) for position, leaf in enumerate(leaves)]
            source = Hashes([row.hash for row in rows])
            made = [TileRow(*tile) for tile in new_tiles(source, 0, len(rows))]
            self.bound = (list(self.entries), rows, made)
        return MemoryBook(
            ledger=list(self.bound[1]),
            tile_rows=list(self.bound[2]) if tiles else None,
            checkpoint_rows=list(self.checkpoints),
            record_rows=list(self.records) if records else None,
        )


def _object(room: Newsroom, whole: Sequence[str], third: str) -> None:
    """An appeal against a rejection that had none; or else somebody answers one that waits."""
    rejected = [
        comment
        for comment in whole
        if (current := room.current.get(comment)) and current.outcome is Outcome.REJECTED
    ]
    fresh = [
        comment
        for comment in rejected
        if comment not in room.appeals or room.appeals[comment].decision != room.current[comment].decision
    ]
    waiting = [comment for comment in rejected if room.waits_on_appeal(comment)]
    if waiting and room.random.random() < 0.5:
        room.answer(room.random.choice(waiting), room.random.choice(list(Verdict)), third)
    elif fresh:
        room.appeal(room.random.choice(fresh))


def busy_newsroom(steps: int = 150, seed: int = 1) -> Newsroom:
    """A newsroom where everything that can happen has happened, in an order that chance chose."""
    room = Newsroom(seed=seed)
    room.found()
    room.revise()
    first, second, third = room.appoint(), room.appoint(), room.appoint()
    gone = room.appoint()
    threads = {room.register("a-1"): "a-1", room.register("a-2"): "a-2"}
    for thread, article in threads.items():
        room.register(article, thread, revision=2)
    room.dismiss(gone)
    room.reset(first)
    authors = (
        Author(AuthorKind.MODERATOR, first),
        Author(AuthorKind.RULE, "terms", "3"),
        Author(AuthorKind.MODEL, "reader", "1.2"),
    )
    chance = room.random
    for _ in range(steps):
        act = chance.choice(
            (
                "submit",
                "submit",
                "reply",
                "batch",
                "consult",
                "move",
                "decide",
                "decide",
                "decide",
                "appeal",
                "print",
                "erase",
                "report",
                "clear",
                "arrive",
                "reread",
            )
        )
        whole = [comment for comment in room.submitted if comment not in room.erasures]
        thread = chance.choice(list(threads))
        if act == "submit" or not whole:
            comment = room.submit(thread, threads[thread])
            if room.readers and chance.random() < 0.5:
                room.sign(comment, chance.choice(room.readers))
            room.screen(comment)
        elif act == "arrive":
            room.arrive()
            if len(room.readers) > 2:
                room.depart(chance.choice(room.readers))
        elif act == "reply":
            parent = room.submitted[chance.choice(whole)]
            room.submit(parent.thread, parent.article, parent.comment)
        elif act == "decide":
            outcome = chance.choice((Outcome.APPROVED, Outcome.APPROVED, Outcome.REJECTED))
            comment, author = chance.choice(whole), chance.choice(authors)
            if room.may_decide(comment, outcome, author):
                is_first = comment not in room.current
                room.decide(comment, outcome, author)
                if is_first and author.kind is AuthorKind.MODERATOR:
                    room.draw(comment)
        elif act == "reread":
            # The third one decides nothing, but where he overturns on appeal.
            open_ones = [
                each
                for each in whole
                if each in room.drawn and each not in room.reread_ones and each not in room.appeals
            ]
            if open_ones:
                room.reread(chance.choice(open_ones), chance.choice(list(Outcome)), third)
        elif act == "appeal":
            _object(room, whole, third)
        elif act == "batch":
            outcome = chance.choice(list(Outcome))
            free = [
                each for each in whole if room.may_decide(each, outcome, Author(AuthorKind.MODERATOR, second))
            ]
            if free:
                room.batch(chance.sample(free, min(3, len(free))), second, outcome)
        elif act == "move":
            comment = chance.choice(whole)
            room.move(comment, first)
            if chance.random() < 0.5 and room.may_decide(
                comment, Outcome.REJECTED, Author(AuthorKind.MODERATOR, second)
            ):
                room.confirm(comment, second)
        elif act == "consult":
            comment, asked = chance.choice(whole), chance.choice(list(Asked))
            if comment not in room.current and (comment, asked) not in room.asked:
                room.consult(comment, asked, first)
        elif act in {"report", "clear"}:
            seen = [c for c in whole if c in room.live and room.current[c].outcome is Outcome.APPROVED]
            if act == "clear":
                seen = [c for c in seen if room.reported.get(c, [-1])[-1] > room.cleared.get(c, -1)]
            if seen and act == "report":
                room.report(chance.choice(seen))
            elif seen:
                room.clear(chance.choice(seen), first)
        elif act == "print":
            room.print(thread)
        elif chance.random() < 0.5:
            room.erase(chance.choice(whole))
        if chance.random() < 0.1:
            room.checkpoint()
    # Whatever chance chose: of every kind of entry there is one.
    room.arrive()
    twice = room.submit(next(iter(threads)), "a-1")
    room.decide(twice, Outcome.APPROVED, authors[0])
    room.draw(twice)
    room.reread(twice, Outcome.REJECTED, third)
    signed = room.submit(next(iter(threads)), "a-1")
    room.sign(signed, room.readers[-1])
    room.consult(signed, Asked.COLLEAGUE, first)
    held = room.arrive()
    editor = room.appoint("editor")
    lifted = [
        room.restrain(held, Effect.HOLD, first),
        room.restrain(held, Effect.MUTE, second, room.at + 10**9),
        room.restrain(held, Effect.BAR, editor, room.at + 10**9),
    ]
    for each in lifted[:2]:
        room.lift(each, editor)
    room.depart(held)
    last = next(comment for comment in reversed(room.submitted) if comment not in room.erasures)
    room.move(last, first)
    room.confirm(last, second)
    room.batch([last], second, Outcome.APPROVED)
    room.tie(third)
    room.list_terms(first)
    room.list_terms(second, "tr-suspect")
    room.list_terms(first)
    room.resume(room.pause(first), second)
    room.pause(second, "elsewhere")
    for closes_at in (None, room.at):
        room.set_closing(next(iter(threads)), closes_at, first)
    for thread in threads:
        room.print(thread)
    if last not in room.reported:
        room.report(last)
    if room.reported[last][-1] > room.cleared.get(last, -1):
        room.clear(last, first)
    denied = room.submit(next(iter(threads)), "a-1")
    room.decide(denied, Outcome.REJECTED, authors[0])
    room.appeal(denied)
    room.answer(denied, Verdict.UPHELD, third)
    expirable = [row for row in room.records if row.kind == "report" and row.fields["reason"] is not None]
    for row in expirable[:1]:
        room.expire(str(row.fields["comment_id"]), report=str(row.fields["id"]))
    answered = [
        (comment, appeal)
        for comment, appeal in room.appeals.items()
        if comment not in room.erasures and appeal.appeal in room.answers
    ]
    for comment, appeal in answered[:1]:
        room.expire(comment, appeal=appeal.appeal)
    room.checkpoint()
    return room
