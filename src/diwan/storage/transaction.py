"""What a job may do inside the writer's transaction: a few statements each, straight to the driver.

Everything that is inserted here is a record or an entry of a work list; the words of `ports.Transaction` say what each
method means. Statements are written for SQLite's `?` and translated once for PostgreSQL.
"""

from collections.abc import Collection, Sequence
from typing import Any

from diwan.articles import Article
from diwan.clock import Milliseconds
from diwan.comments import Comment, Words
from diwan.consultations import Asked, Consultation
from diwan.decisions import Decision
from diwan.desk.lanes import PASSED_ON
from diwan.guidelines import Guidelines
from diwan.ledger.merkle import leaf_hash
from diwan.ledger.tiles import new_tiles
from diwan.moderators import Moderator
from diwan.pauses import Closing
from diwan.screening.sketch import BANDS, band_keys
from diwan.storage import schema, texts
from diwan.storage.appeal_statements import AppealStatements
from diwan.storage.arrival_statements import ArrivalStatements
from diwan.storage.batch_statements import BatchStatements
from diwan.storage.editor_statements import EditorStatements
from diwan.storage.expiry_statements import ExpiryStatements
from diwan.storage.mail_statements import MailStatements
from diwan.storage.openid_statements import OpenIdStatements
from diwan.storage.preferences import PreferenceStatements
from diwan.storage.printing_statements import PrintingStatements
from diwan.storage.questions import APPOINTED, COMMENT, CURRENT_DECISION, PUBLICATION, REVISION
from diwan.storage.reader_statements import ReaderStatements
from diwan.storage.report_statements import ReportStatements
from diwan.storage.rereading_statements import RereadingStatements
from diwan.storage.restraint_statements import RestraintStatements
from diwan.storage.rows import Row, article_from, comment_from, decision_from
from diwan.storage.scoring_statements import ScoringStatements
from diwan.storage.search_statements import SearchStatements
from diwan.storage.sign_in_statements import SignInStatements
from diwan.stored import ParentComment, StoredSubmission

TILE_WIDTH = 256
# Any number will do, as long as every Diwan process takes the same: "diwanled" read as a big-endian integer.
LEDGER_LOCK = 0x646977616E6C6564

_LAST_POSITION = "SELECT max(position) FROM ledger_entries"
_ARTICLE = (
    "SELECT t.id, t.site, t.article, a.revision, a.url, a.headline, a.section, a.language, a.closes_at, t.at, "
    "(SELECT c.closes_at FROM closings c WHERE c.thread_id = t.id ORDER BY c.position DESC LIMIT 1) "
    "FROM threads t JOIN articles a ON a.thread_id = t.id "
    "WHERE t.site = ? AND t.article = ? ORDER BY a.revision DESC LIMIT 1"
)
_SUBMISSION = (
    "SELECT c.id, c.digest, c.position, c.at, w.salt, c.submission_key FROM comments c "
    "LEFT JOIN words w ON w.comment_id = c.id WHERE c.site = ? AND c.submission_key = ?"
)


class Transaction(
    BatchStatements,
    AppealStatements,
    ArrivalStatements,
    ReportStatements,
    RereadingStatements,
    ExpiryStatements,
    EditorStatements,
    ReaderStatements,
    RestraintStatements,
    ScoringStatements,
    SearchStatements,
    MailStatements,
    PreferenceStatements,
    PrintingStatements,
    OpenIdStatements,
    SignInStatements,
):
    """One open transaction on a driver's connection. Raises the driver's errors, for what was written perhaps only at
    the next question; `writes` counts the statements so far that may have written something.

    What it has read and nobody else can change before the commit, it does not ask again: the group's submissions go to
    a few articles. What submissions store is gathered, and inserted together.
    """

    def __init__(self, driver: Any, *, postgresql: bool) -> None:
        super().__init__(driver, postgresql=postgresql)
        self._has_turn = False
        self._next_position: int | None = None
        self._next_ordinals: dict[str, int] = {}
        self._articles: dict[tuple[str, str], Article] = {}
        self._submissions: dict[tuple[str, str], StoredSubmission | None] = {}

    # --- the ledger --------------------------------------------------------------------------------------

    def next_position(self) -> int:
        """Where the next entry will stand. On PostgreSQL this takes the ledger's lock, held until the commit."""
        if self._next_position is None:
            self._take_turn()
            row = self._one(_LAST_POSITION)
            self._next_position = 0 if row is None or row[0] is None else row[0] + 1
        return self._next_position

    def _take_turn(self) -> None:
        if self._postgresql and not self._has_turn:
            # A statement of its own: the next one must see what was committed before the lock was given.
            self._insertions.execute("SELECT pg_advisory_xact_lock(%s)", (LEDGER_LOCK,))
            self._has_turn = True

    def prepare_to_decide(self, comment_id: str, moderator_id: str | None) -> None:
        """Take the ledger's turn, and ask at once what is asked before one comment is decided, by this moderator or (None) a machine."""
        if self._ahead:
            return
        self._take_turn()
        position = ((_LAST_POSITION, ()),) if self._next_position is None else ()
        appointed = ((APPOINTED, (moderator_id,)),) if moderator_id is not None else ()
        of_comment = ((COMMENT, (comment_id,)), (CURRENT_DECISION, (comment_id,)), (REVISION, ()))
        self._ask_together(*position, *of_comment, *appointed)

    def append(self, leaf: bytes) -> int:
        """Append an entry and return its position; every 256th completes a tile."""
        position = self.next_position()
        self._gather(schema.ledger_entries, position, leaf, leaf_hash(leaf))
        self._next_position = position + 1
        if position % TILE_WIDTH == TILE_WIDTH - 1:
            for level, number, hashes in new_tiles(self, position, position + 1):
                self._insert(schema.ledger_tiles, level=level, number=number, hashes=hashes)
        return position

    def leaf_hashes(self, start: int, end: int) -> list[bytes]:
        """The hashes of the entries start..end-1, in order."""
        rows = self._all(
            "SELECT hash FROM ledger_entries WHERE position >= ? AND position < ? ORDER BY position",
            start,
            end,
        )
        return [bytes(row[0]) for row in rows]

    def tile(self, level: int, number: int) -> bytes | None:
        """A full tile's hashes, one after the other."""
        row = self._one("SELECT hashes FROM ledger_tiles WHERE level = ? AND number = ?", level, number)
        return bytes(row[0]) if row else None

    def keep_checkpoint(self, size: int, note: str) -> bool:
        """Store a checkpoint; False if one of this size stands already."""
        if self._one("SELECT 1 FROM checkpoints WHERE size = ?", size):
            return False
        self._insert(schema.checkpoints, size=size, note=note)
        return True

    # --- founding, people, articles -------------------------------------------------------------------------

    def instance_id(self) -> str | None:
        row = self._one("SELECT id FROM instance")
        return row[0] if row else None

    def keep_instance(self, instance_id: str, origin: str, at: Milliseconds, position: int) -> None:
        self._insert(schema.instance, id=instance_id, origin=origin, at=at, position=position)

    def keep_guidelines(self, guidelines: Guidelines, position: int) -> None:
        self._insert(
            schema.guidelines,
            revision=guidelines.revision,
            texts=texts.dump(guidelines.texts),
            by=guidelines.by,
            at=guidelines.at,
            position=position,
        )

    def current_revision(self) -> int:
        """The number of the guidelines' current revision."""
        row = self._one(REVISION)
        return int(row[0]) if row and row[0] is not None else 0

    def moderator_named(self, name: str) -> str | None:
        row = self._one("SELECT id FROM moderators WHERE name = ?", name)
        return row[0] if row else None

    def keep_moderator(self, moderator: Moderator, position: int) -> None:
        self._insert(
            schema.moderators,
            id=moderator.id,
            name=moderator.name,
            role=moderator.role.value,
            at=moderator.appointed_at,
            position=position,
        )

    def keep_dismissal(self, moderator_id: str, by: str, at: Milliseconds, position: int) -> None:
        """Record the dismissal, and take away every way to sign in, the sessions and what is claimed."""
        self._insert(schema.dismissals, moderator_id=moderator_id, by=by, at=at, position=position)
        self.take_all_ways(moderator_id)
        # Also what he has made for others, whom he may be himself: invitations of accounts, and links.
        for table in ("openid_invitations", "sign_in_links"):
            self._run(f"DELETE FROM {table} WHERE by = ?", moderator_id)
        for table in ("claims", "seats", "preferences"):
            self._run(f"DELETE FROM {table} WHERE moderator_id = ?", moderator_id)

    def keep_closing(self, closing: Closing, position: int) -> None:
        super().keep_closing(closing, position)
        self._articles.clear()

    def article(self, site: str, key: str) -> Article | None:
        """The article with its latest description; an earlier job of this group may have read it a moment ago."""
        known = self._articles.get((site, key))
        if known is None and (row := self._one_apart(_ARTICLE, site, key)):
            known = self._articles[site, key] = article_from(row)
        return known

    def article_text(self, thread_id: str, revision: int) -> str:
        """The article's text as this revision brought it; "" if it brought none."""
        row = self._one(
            "SELECT text FROM article_texts WHERE thread_id = ? AND revision = ?", thread_id, revision
        )
        return row[0] if row else ""

    def keep_article(self, article: Article, by: str, at: Milliseconds, position: int) -> None:
        """Store one revision of an article's description; the first one opens its thread."""
        self._articles.pop((article.site, article.key), None)
        if article.revision == 1:
            self._insert(schema.threads, id=article.thread_id, site=article.site, article=article.key, at=at)
        description = article.description
        self._insert(
            schema.articles,
            thread_id=article.thread_id,
            revision=article.revision,
            url=description.url,
            headline=description.headline,
            section=description.section,
            language=description.language,
            closes_at=description.closes_at,
            by=by,
            at=at,
            position=position,
        )
        if article.revision > 1:
            self._run(_MOVE_SHELF, description.section, description.language, article.thread_id)

    def keep_article_text(self, thread_id: str, revision: int, text: str) -> None:
        """Store the text that a revision brings. Its entry's digest covers it."""
        self._insert(schema.article_texts, thread_id=thread_id, revision=revision, text=text)

    # --- comments ------------------------------------------------------------------------------------------

    def look_up(self, keys: Collection[tuple[str, str]]) -> None:
        """Ask at once for the submissions of these sites and keys; `submission` then knows of each whether there is one."""
        self._submissions.update(dict.fromkeys(keys))
        for site in {site for site, _ in keys}:
            of_site = [key for of, key in keys if of == site]
            for row in self._among(_SUBMISSION, "c.submission_key", of_site, site):
                self._submissions[site, row[5]] = _submission_from(row)

    def submission(self, site: str, key: str) -> StoredSubmission | None:
        if (site, key) in self._submissions:
            return self._submissions[site, key]
        row = self._one(_SUBMISSION, site, key)
        return _submission_from(row) if row else None

    def parent(self, comment_id: str) -> ParentComment | None:
        """The comment to be answered, if readers can see it."""
        # What is printed was stored long before this group.
        row = self._one_apart(
            "SELECT c.id, c.thread_id, c.parent_id, c.branch FROM comments c "
            "JOIN printed p ON p.comment_id = c.id WHERE c.id = ?",
            comment_id,
        )
        return ParentComment(row[0], row[1], row[0] if row[2] is None else row[3]) if row else None

    def next_ordinal(self, branch: str) -> int:
        """The next place in a list. Ask for the position first: until its lock is held, others may take this place."""
        if branch not in self._next_ordinals:
            # No comment of this list has been gathered: the place behind it would be known.
            row = self._one_apart("SELECT max(ordinal) FROM comments WHERE branch = ?", branch)
            self._next_ordinals[branch] = 0 if row is None or row[0] is None else row[0] + 1
        return self._next_ordinals[branch]

    def keep_comment(self, comment: Comment, *, key: str, salt: bytes, words: Words) -> None:
        """Store the comment and its words, and put it on the list of those that wait for a decision."""
        self._gather(
            schema.comments,
            comment.id,
            comment.thread_id,
            comment.site,
            comment.parent_id,
            comment.branch,
            comment.ordinal,
            key,
            comment.digest,
            comment.position,
            comment.at,
        )
        self._gather(schema.words, comment.id, salt, words.name, words.body)
        self._gather(schema.waiting, comment.id, comment.position)
        self._next_ordinals[comment.branch] = comment.ordinal + 1
        self._submissions[comment.site, key] = StoredSubmission(
            comment.id, comment.digest, salt, comment.position, comment.at
        )

    def comment(self, comment_id: str) -> Comment | None:
        row = self._one(COMMENT, comment_id)
        return comment_from(row) if row else None

    def keep_screening(
        self, screening_id: str, comment_id: str, findings: bytes, at: Milliseconds, position: int
    ) -> None:
        self._insert(
            schema.screenings,
            id=screening_id,
            comment_id=comment_id,
            findings=findings,
            at=at,
            position=position,
        )

    def is_screened(self, comment_id: str) -> bool:
        return bool(self._one("SELECT 1 FROM screenings WHERE comment_id = ?", comment_id))

    def keep_likeness(self, comment_id: str, likeness: bytes) -> None:
        self._insert(schema.likenesses, comment_id=comment_id, likeness=likeness)

    def keep_sketch(self, comment_id: str, sketch: bytes) -> None:
        """Store a sketch, and in each of its bands the comment's position."""
        self._insert(schema.sketches, comment_id=comment_id, sketch=sketch)
        position = self._position_of(comment_id)
        self._run(_INSERT_BANDS, *(value for key in band_keys(sketch) for value in (key, position)))

    def settle_sketch(self, comment_id: str) -> bool:
        """Take a comment off the list of those that are owed a sketch; False if it does not stand there any more."""
        self.writes += 1
        return bool(self._one("DELETE FROM unsketched WHERE comment_id = ? RETURNING comment_id", comment_id))

    # --- decisions -----------------------------------------------------------------------------------------

    def current_decision(self, comment_id: str) -> Decision | None:
        row = self._one(CURRENT_DECISION, comment_id)
        return decision_from(row) if row else None

    def keep_decision(self, decision: Decision, *, note_salt: bytes | None, position: int) -> None:
        """Store the decision; the comment no longer waits."""
        reason = decision.reason
        self._insert(
            schema.decisions,
            id=decision.id,
            comment_id=decision.comment_id,
            digest=decision.digest,
            outcome=decision.outcome.value,
            author_kind=decision.author.kind.value,
            author_name=decision.author.name,
            author_version=decision.author.version,
            guideline=reason.guideline.value if reason.guideline else None,
            abuse_kind=reason.abuse_kind.value if reason.abuse_kind else None,
            revision=reason.revision,
            note=reason.note,
            note_salt=note_salt,
            supersedes=decision.supersedes,
            at=decision.at,
            position=position,
        )
        self._is_decided(decision.comment_id)

    def keep_consultation(
        self, consultation: Consultation, *, note_salt: bytes | None, position: int
    ) -> None:
        """Store the consultation; the comment stands nowhere now but in the lane of those who were asked."""
        self._insert(
            schema.consultations,
            id=consultation.id,
            comment_id=consultation.comment_id,
            digest=consultation.digest,
            asked=consultation.asked.value,
            by=consultation.by,
            note=consultation.note,
            note_salt=note_salt,
            at=consultation.at,
            position=position,
        )
        self._run("DELETE FROM claims WHERE comment_id = ?", consultation.comment_id)
        self.stand_in_lanes(
            consultation.comment_id, {PASSED_ON[consultation.asked]: 0}, asked_by=consultation.by
        )

    def asked(self, comment_id: str) -> set[Asked]:
        """Who has been asked about this comment."""
        rows = self._all("SELECT asked FROM consultations WHERE comment_id = ?", comment_id)
        return {Asked(row[0]) for row in rows}

    # --- printing ------------------------------------------------------------------------------------------

    def publication_of(self, comment_id: str) -> str | None:
        """The publication under which readers see this comment now."""
        row = self._one(PUBLICATION, comment_id)
        return row[0] if row else None

    def erasure_of(self, comment_id: str) -> str | None:
        row = self._one("SELECT id FROM erasures WHERE comment_id = ?", comment_id)
        return row[0] if row else None

    def current_decisions(self, comment_ids: Sequence[str]) -> dict[str, Decision]:
        """The decisions in force about these comments; those without one are left out."""
        rows = self._among(CURRENT_DECISION, "d.comment_id", comment_ids)
        return {row[1]: decision_from(row) for row in rows}

    def erased_among(self, comment_ids: Sequence[str]) -> set[str]:
        """Those of these comments whose words are erased."""
        rows = self._among("SELECT comment_id FROM erasures WHERE comment_id = ?", "comment_id", comment_ids)
        return {row[0] for row in rows}

    # --- erasure -------------------------------------------------------------------------------------------

    def keep_erasure(
        self, erasure_id: str, comment: Comment, by: str, at: Milliseconds, position: int
    ) -> None:
        """Record the erasure, then remove the words; the triggers allow the second only after the first."""
        self._insert(
            schema.erasures,
            id=erasure_id,
            comment_id=comment.id,
            digest=comment.digest,
            by=by,
            at=at,
            position=position,
        )
        self._run("DELETE FROM words WHERE comment_id = ?", comment.id)
        self.erase_appeal_words(comment.id)
        self._run("DELETE FROM report_words WHERE comment_id = ?", comment.id)
        self._run("DELETE FROM signers WHERE comment_id = ?", comment.id)
        self._no_longer_waits(comment.id)
        self.end_rereading(comment.id)
        self.end_subscription(comment.id)
        self.settle_oddities(comment.id)
        self._forget_search_key(comment.id)
        self._run("DELETE FROM likenesses WHERE comment_id = ?", comment.id)
        self._run("DELETE FROM unsketched WHERE comment_id = ?", comment.id)
        sketch = self._one("DELETE FROM sketches WHERE comment_id = ? RETURNING sketch", comment.id)
        for key in band_keys(bytes(sketch[0])) if sketch else ():
            self._run("DELETE FROM sketch_bands WHERE key = ? AND position = ?", key, comment.position)

    # --- keys of people and machines --------------------------------------------------------------------------

    def forget_lapsed(self, at: Milliseconds) -> None:
        """Remove sessions, links, journeys, invitations, spent challenges, claims, seats, used tickets, mailboxes and tried lists whose time is over."""
        for table in ("sessions", "sign_in_links", "spent_challenges"):
            self._run(f"DELETE FROM {table} WHERE expires_at <= ?", at)
        self.forget_lapsed_journeys(at)
        self.forget_lapsed_readers(at)
        self._run("DELETE FROM claims WHERE until <= ?", at)
        self._run("DELETE FROM seats WHERE until <= ?", at)
        self.forget_lapsed_mail(at)
        self._forget_used_tickets(at)
        self.forget_lapsed_trials(at)

    def keep_api_key(self, key_hash: bytes, site: str, name: str, at: Milliseconds) -> None:
        self._insert(schema.api_keys, hash=key_hash, site=site, name=name, at=at)

    def revoke_api_key(self, site: str, name: str) -> bool:
        row = self._one("DELETE FROM api_keys WHERE site = ? AND name = ? RETURNING name", site, name)
        self.writes += row is not None
        return row is not None

    def _position_of(self, comment_id: str) -> int | None:
        row = self._one("SELECT position FROM comments WHERE id = ?", comment_id)
        return row[0] if row else None


# What an article is about can be told anew while comments on it wait.
_MOVE_SHELF = "UPDATE laned SET section = ?, language = ? WHERE comment_id IN (SELECT id FROM comments WHERE thread_id = ?)"
_INSERT_BANDS = "INSERT INTO sketch_bands (key, position) VALUES " + ", ".join(["(?, ?)"] * BANDS)


def _submission_from(row: Row) -> StoredSubmission:
    return StoredSubmission(row[0], bytes(row[1]), None if row[4] is None else bytes(row[4]), row[2], row[3])
