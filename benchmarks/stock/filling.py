"""All of a plan's comments, page by page: submitted, screened, decided unless they wait, and printed where they were approved."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.stock import seen
from benchmarks.stock.entries import Ledger
from benchmarks.stock.loading import Loader
from benchmarks.stock.plan import PAST, SIGNED, VISIT, Plan
from benchmarks.stock.printing import Manuscript, Unrendered
from benchmarks.stock.seen import Seen
from benchmarks.stock.written import Writer, Written
from diwan import identifiers
from diwan.articles import Article, folder_name
from diwan.comments import digest
from diwan.decisions import AuthorKind, Outcome
from diwan.editions.edition import Edition, Pressroom
from diwan.editions.imposition import ApprovedComment, Imposed, PrintedRow, impose
from diwan.ledger.commitments import key_digest
from diwan.ledger.entries import Added, Printed, PrintedSheet
from diwan.ledger.leaves import encode
from diwan.ledger.reader_records import identity_commitment, signature_commitment
from diwan.screening.rules.repeats import likeness
from diwan.screening.sketch import band_keys, sketch
from diwan.storage import schema
from diwan.storage.search_stretches import stretches_of

FILES, PAGES = 20, 40
"""Of so many threads the first pages are printed as they are, so that they can be read; of others the records alone: to compose all takes longer than
all the rest.
"""


@dataclass(frozen=True, slots=True)
class Founded:
    """What there is before the first comment: the articles, who decides, since when, and how pages are composed."""

    articles: Sequence[Article]
    moderators: Sequence[str]
    began: int
    hashes: bytes
    room: Pressroom
    press: Path
    max_characters: int


@dataclass(slots=True)
class _Comment:
    id: str
    ordinal: int
    at: int
    position: int
    digest: bytes
    written: Written
    seen: Seen


class Filling:
    """Puts everything through the loader. One use."""

    def __init__(self, plan: Plan, founded: Founded, loader: Loader) -> None:
        self._plan = plan
        self._founded = founded
        self._loader = loader
        self._chance = random.Random(4)
        self._writer = Writer(plan, self._chance)
        self._seen = seen.variety(self._chance)
        self._copied = seen.campaign()
        self._ledger = Ledger(loader, founded.hashes)
        self._manuscripts = {article.thread_id: Manuscript(article.thread_id) for article in founded.articles}
        self._filed = {article.thread_id for article in founded.articles[:FILES]}
        self._fronts: dict[str, tuple[Edition, int]] = {}
        self._readers: dict[str, list[tuple[str, str]]] = {}

    def run(self) -> None:
        plan, articles = self._plan, self._founded.articles
        self._arrive()
        visits = range(0, plan.stored, VISIT)
        length = PAST // len(visits)
        for turn, start in enumerate(visits):
            article = articles[turn % len(articles)]
            began = self._founded.began + turn * length
            self._visit(article, start, min(start + VISIT, plan.stored), began, length)
        self._ledger.finish()
        self._point()

    def _arrive(self) -> None:
        """The readers who sign in."""
        at = self._founded.began - 1
        for number in range(self._plan.readers):
            site = self._founded.articles[number % len(self._founded.articles)].site
            reader_id, salt = identifiers.new(at), self._chance.randbytes(32)
            subject = f"reader-{number}"
            identity = identity_commitment(salt, site=site, source="publisher", subject=subject)
            position = self._ledger.append("arrived", at=at, identity=identity, reader=reader_id)
            self._loader.add(schema.readers, reader_id, bytes.fromhex(identity), at, position)
            self._loader.add(schema.reader_subjects, reader_id, salt, site, "publisher", subject)
            self._readers.setdefault(site, []).append((reader_id, f"Member {number}"))

    def _visit(self, article: Article, start: int, end: int, began: int, length: int) -> None:
        manuscript = self._manuscripts[article.thread_id]
        step = max(1, length * 6 // 10 // VISIT)
        comments = [
            self._submit(article, number, manuscript.size + number - start, began + (number - start) * step)
            for number in range(start, end)
        ]
        for comment in comments:
            self._screen(comment)
        decided = {
            comment.id: self._decide(comment, began + length * 6 // 10 + number * step // 2)
            for number, comment in enumerate(comments)
            if start + number < self._plan.stored - self._plan.waiting
        }
        for comment in comments[len(decided) :]:
            self._wait(article, comment)
        manuscript.grow([_approved(comment, decided.get(comment.id)) for comment in comments])
        shown = {
            comment.id for comment in comments if decided.get(comment.id, (None, ""))[1] == Outcome.APPROVED
        }
        if shown:
            self._print(article, manuscript, shown, began + length * 98 // 100)

    def _submit(self, article: Article, number: int, ordinal: int, at: int) -> _Comment:
        chance, add = self._chance, self._loader.add
        readers = self._readers.get(article.site) if number % SIGNED == 0 else None
        # A few write much, most write little.
        reader_id, name = readers[int(len(readers) * chance.random() ** 3)] if readers else (None, None)
        written = self._writer.write(number, article.site, article.description.language, name)
        comment_id, salt, key = identifiers.new(at), chance.randbytes(32), f"stock-{number:016d}"
        made = digest(salt, site=article.site, article=article.key, parent_id=None, words=written.words)
        position = self._ledger.append(
            "submitted",
            at=at,
            comment=comment_id,
            thread=article.thread_id,
            site=article.site,
            article=article.key,
            parent=None,
            branch=article.thread_id,
            ordinal=ordinal,
            key=key_digest(key),
            digest=made.hex(),
        )
        thread = article.thread_id
        add(schema.comments, comment_id, thread, article.site, None, thread, ordinal, key, made, position, at)
        add(schema.words, comment_id, salt, written.words.name, written.words.body)
        if reader_id is not None:
            signed = chance.randbytes(32)
            commitment = signature_commitment(signed, reader=reader_id, badge=None)
            stands = self._ledger.append("signed", at=at, comment=comment_id, signature=commitment)
            add(schema.signatures, comment_id, bytes.fromhex(commitment), at, stands)
            add(schema.signers, comment_id, signed, reader_id, None)
        what = self._copied if written.is_copy else chance.choice(self._seen)
        return _Comment(comment_id, ordinal, at, position, made, written, what)

    def _screen(self, comment: _Comment) -> None:
        add, found, at = self._loader.add, comment.seen, comment.at + 900
        screening_id = identifiers.new(at)
        position = self._ledger.append(
            "screened",
            at=at,
            comment=comment.id,
            screening=screening_id,
            digest=found.digest,
            checks=list(seen.CHECKS),
        )
        add(schema.screenings, screening_id, comment.id, found.encoded, at, position)
        alike = likeness(comment.written.words.body)
        if alike:
            add(schema.likenesses, comment.id, alike)
        tokens = comment.written.tokens
        if self._loader.postgresql:
            key = " ".join(f"'{token}'" for token in (*tokens, *stretches_of(comment.position)))
        else:
            key = " ".join(tokens)
        add(schema.search_keys, comment.position, comment.id, key)

    def _decide(self, comment: _Comment, at: int) -> tuple[str, Outcome]:
        """Criticism is approved by a person; of the rest a third is rejected, and a half is decided by a machine."""
        chance, found = self._chance, comment.seen
        rejected = not found.criticism and chance.random() < 0.33
        by_person = found.criticism or chance.random() < 0.5
        moderator = chance.choice(self._founded.moderators)
        kind, name, version = (
            (AuthorKind.MODERATOR.value, moderator, None)
            if by_person
            else (AuthorKind.MODEL.value, "model", "1")
        )
        outcome = Outcome.REJECTED if rejected else Outcome.APPROVED
        guideline = found.worst.value if rejected else None
        decision_id = identifiers.new(at)
        position = self._ledger.append(
            "decided",
            at=at,
            comment=comment.id,
            decision=decision_id,
            digest=comment.digest.hex(),
            outcome=outcome.value,
            author={"kind": kind, "name": name, "version": version},
            guideline=guideline,
            abuse_kind=None,
            revision=1,
            note=None,
            supersedes=None,
        )
        self._loader.add(
            schema.decisions,
            *(decision_id, comment.id, comment.digest, outcome.value, kind, name, version),
            *(guideline, None, 1, "", None, None, at, position),
        )
        return decision_id, outcome

    def _wait(self, article: Article, comment: _Comment) -> None:
        """A comment that waits, with its lanes and its sketch."""
        add, shelf = (
            self._loader.add,
            (article.site, article.description.section, article.description.language),
        )
        add(schema.waiting, comment.id, comment.position)
        for lane, doubt in comment.seen.places.items():
            add(schema.laned, comment.id, lane.value, *shelf, comment.position, doubt, None)
        drawn = sketch(comment.written.words.body)
        if drawn:
            add(schema.sketches, comment.id, drawn)
            for key in band_keys(drawn):
                add(schema.sketch_bands, key, comment.position)

    def _print(self, article: Article, manuscript: Manuscript, shown: set[str], at: int) -> None:
        add = self._loader.add
        filed = article.thread_id in self._filed and manuscript.size <= PAGES * VISIT
        edition = self._compose(article, manuscript, shown) if filed else None
        imposed = (
            None if edition else impose(manuscript, Unrendered(), thread_id=article.thread_id, changed=shown)
        )
        rows, on_sheets, top, count = _made(edition, imposed)
        added = [each for each in on_sheets if each.publication_id is None]
        publications = {each.id: identifiers.new(at) for each in added}
        sheets = tuple(PrintedSheet(r.branch, r.level, r.number, r.address, r.count) for r in rows)
        position = self._ledger.append_leaf(
            encode(
                Printed(
                    at=at,
                    thread=article.thread_id,
                    top=top,
                    count=count,
                    added=tuple(
                        Added(e.id, e.decision_id, e.digest.hex(), publications[e.id]) for e in added
                    ),
                    removed=(),
                    sheets=sheets,
                )
            )
        )
        for each in added:
            approved = (each.digest, Outcome.APPROVED.value)
            add(
                schema.publications, publications[each.id], each.id, each.decision_id, *approved, at, position
            )
            add(schema.printed, each.id, publications[each.id])
        for row in rows:
            place = (row.branch, row.level, row.number)
            add(schema.editions, article.thread_id, *place, position, row.address, row.count)
        manuscript.keep(rows)
        manuscript.published(publications)
        if edition is not None:
            self._keep(edition)
            self._fronts[article.thread_id] = (replace(edition, sheets=(), rows=(), shown=()), position)

    def _compose(self, article: Article, manuscript: Manuscript, shown: set[str]) -> Edition:
        return self._founded.room.compose(
            manuscript, article, shown, closes_at=None, max_characters=self._founded.max_characters
        )

    def _keep(self, edition: Edition) -> None:
        """The files as they lie, without their compressed siblings and without waiting for the disk."""
        for sheet in edition.sheets:
            folder = self._founded.press / "pages" / sheet.address[:2]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{sheet.address}.json").write_bytes(sheet.json)
            if sheet.html is not None:
                (folder / f"{sheet.address}.html").write_bytes(sheet.html)

    def _point(self) -> None:
        (self._founded.press / "threads").mkdir(parents=True, exist_ok=True)
        for article in self._founded.articles:
            for row in self._manuscripts[article.thread_id].current.values():
                self._loader.add(
                    schema.current_sheets, row.branch, row.level, row.number, row.address, row.count
                )
            if article.thread_id in self._fronts:
                head, pointer = self._founded.room.front(*self._fronts[article.thread_id])
                folder = self._founded.press / "threads" / article.site / folder_name(article.key)
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "head.html").write_bytes(head)
                (folder / "pointer.json").write_bytes(pointer)


def _approved(comment: _Comment, decided: tuple[str, Outcome] | None) -> ApprovedComment | str:
    if decided is None or decided[1] is not Outcome.APPROVED:
        return comment.id
    return ApprovedComment(
        comment.id,
        comment.ordinal,
        None,
        comment.written.words,
        comment.at,
        decided[0],
        comment.digest,
        None,
        None,
    )


def _made(
    edition: Edition | None, imposed: Imposed | None
) -> tuple[Sequence[PrintedRow], Sequence[ApprovedComment], str | None, int]:
    """The rows of the sheets, what stands on them, the topmost one's address, and how many comments the thread shows."""
    if edition is not None:
        return edition.rows, edition.shown, edition.top, edition.count
    if imposed is None:
        raise ValueError("nothing was made")
    top = imposed.top
    return imposed.rows, [*imposed.shown.values()], top.address if top else None, top.count if top else 0
