"""The stored ledger and records as a book to be verified or exported: `ledger.book.Book` over SQL.

Read in batches by key, all in the connection's one transaction, so that every stream shows the same moment and none
holds more than a batch in memory.
"""

from collections.abc import Iterator
from heapq import merge

from sqlalchemy import Connection, text

from diwan.ledger.book import CheckpointRow, LedgerRow, TileRow
from diwan.ledger.rows import NO_POSITION, FieldValue, RecordRow
from diwan.storage.reader_book import OWNERLESS, READER_KINDS
from diwan.storage.rows import Row

BATCH = 2000
ARTICLES = 100
"""Their texts may be long."""

# For each kind of record: its columns, where they come from, what the rows are told apart by beside their position,
# and the columns themselves.
_KINDS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("instance", "instance r", "r.position", "r.id", ("id", "origin", "at")),
    ("guidelines", "guidelines r", "r.position", "r.revision", ("revision", "texts", "by", "at")),
    (
        "article",
        "articles r LEFT JOIN article_texts x ON x.thread_id = r.thread_id AND x.revision = r.revision",
        "r.position",
        "r.thread_id",
        (
            "thread_id",
            "revision",
            "url",
            "headline",
            "section",
            "language",
            "closes_at",
            "by",
            "at",
            "x.text",
        ),
    ),
    ("moderator", "moderators r", "r.position", "r.id", ("id", "name", "role", "at")),
    ("dismissal", "dismissals r", "r.position", "r.moderator_id", ("moderator_id", "by", "at")),
    ("tie", "ties r", "r.position", "r.id", ("id", "moderator_id", "issuer", "subject", "salt", "by", "at")),
    ("reset", "resets r", "r.position", "r.id", ("id", "moderator_id", "by", "at")),
    (
        "comment",
        "comments r LEFT JOIN words w ON w.comment_id = r.id",
        "r.position",
        "r.id",
        (
            "id",
            "thread_id",
            "site",
            "parent_id",
            "branch",
            "ordinal",
            "submission_key",
            "digest",
            "at",
            "w.salt",
            "w.name",
            "w.body",
        ),
    ),
    *READER_KINDS,
    ("screening", "screenings r", "r.position", "r.id", ("id", "comment_id", "findings", "at")),
    (
        "consultation",
        "consultations r",
        "r.position",
        "r.id",
        ("id", "comment_id", "digest", "asked", "by", "note", "note_salt", "at"),
    ),
    (
        "motion",
        "motions r",
        "r.position",
        "r.id",
        (
            "id",
            "comment_id",
            "digest",
            "guideline",
            "abuse_kind",
            "revision",
            "field",
            "starts",
            "ends",
            "quote",
            "by",
            "note",
            "note_salt",
            "supersedes",
            "at",
        ),
    ),
    (
        "confirmation",
        "confirmations r",
        "r.position",
        "r.motion_id",
        ("motion_id", "comment_id", "decision_id", "mover", "by", "at"),
    ),
    (
        "batch",
        "batches r",
        "r.position",
        "r.id",
        ("id", "by", "outcome", "guideline", "abuse_kind", "selection", "count", "undoes", "at"),
    ),
    ("batched", "batched r", "r.position", "r.decision_id", ("decision_id", "batch_id")),
    (
        "decision",
        "decisions r",
        "r.position",
        "r.id",
        (
            "id",
            "comment_id",
            "digest",
            "outcome",
            "author_kind",
            "author_name",
            "author_version",
            "guideline",
            "abuse_kind",
            "revision",
            "note",
            "note_salt",
            "supersedes",
            "at",
        ),
    ),
    (
        "appeal",
        "appeals r LEFT JOIN appeal_words w ON w.appeal_id = r.id AND w.comment_id = r.comment_id",
        "r.position",
        "r.id",
        ("id", "comment_id", "decision_id", "outcome", "digest", "commitment", "at", "w.salt", "w.body"),
    ),
    (
        "appeal_answer",
        "appeal_answers r",
        "r.position",
        "r.id",
        ("id", "appeal_id", "comment_id", "outcome", "by", "decision_id", "note", "note_salt", "at"),
    ),
    (
        "report",
        "reports r LEFT JOIN report_words w ON w.report_id = r.id AND w.comment_id = r.comment_id",
        "r.position",
        "r.id",
        (
            "id",
            "comment_id",
            "publication_id",
            "digest",
            "report_key",
            "guideline",
            "abuse_kind",
            "reason_digest",
            "at",
            "w.salt",
            "w.reason",
        ),
    ),
    (
        "clearing",
        "clearings r",
        "r.position",
        "r.id",
        (
            "id",
            "comment_id",
            "digest",
            "decision_id",
            "through",
            "reopens",
            "by",
            "note",
            "note_salt",
            "at",
        ),
    ),
    (
        "publication",
        "publications r",
        "r.position",
        "r.id",
        ("id", "comment_id", "decision_id", "digest", "outcome", "at"),
    ),
    (
        "retraction",
        "retractions r",
        "r.position",
        "r.publication_id",
        ("publication_id", "comment_id", "decision_id", "erasure_id", "at"),
    ),
    ("erasure", "erasures r", "r.position", "r.id", ("id", "comment_id", "digest", "by", "at")),
    ("expiry", "expiries r", "r.position", "r.id", ("id", "comment_id", "report_id", "appeal_id", "at")),
    (
        "thread",
        "threads r LEFT JOIN articles first ON first.thread_id = r.id AND first.revision = 1",
        f"COALESCE(first.position, {NO_POSITION})",
        "r.id",
        ("id", "site", "article", "at"),
    ),
    (
        "edition",
        "editions r",
        "r.position",
        "r.branch || '/' || r.level || '/' || r.number",
        ("thread_id", "branch", "level", "number", "address", "count"),
    ),
)


class StoredBook:
    """Reads in the connection's open transaction. Without records it is the ledger alone, fit for the public."""

    def __init__(self, connection: Connection, *, with_records: bool = True) -> None:
        self._connection = connection
        self._with_records = with_records

    def rows(self) -> Iterator[LedgerRow]:
        """The ledger, by position."""
        after = NO_POSITION
        while batch := self._batch(
            "SELECT position, leaf, hash FROM ledger_entries WHERE position > :after ORDER BY position LIMIT :limit",
            after=after,
        ):
            for row in batch:
                yield LedgerRow(row[0], bytes(row[1]), bytes(row[2]))
            after = batch[-1][0]

    def tiles(self, level: int) -> Iterator[TileRow]:
        """The stored tiles of one level, by number."""
        after = -1
        while batch := self._batch(
            "SELECT level, number, hashes FROM ledger_tiles "
            "WHERE level = :level AND number > :after ORDER BY number LIMIT :limit",
            level=level,
            after=after,
        ):
            for row in batch:
                yield TileRow(row[0], row[1], bytes(row[2]))
            after = batch[-1][1]

    def checkpoints(self) -> Iterator[CheckpointRow]:
        """Every checkpoint, by size."""
        after = 0
        while batch := self._batch(
            "SELECT size, note FROM checkpoints WHERE size > :after ORDER BY size LIMIT :limit", after=after
        ):
            for row in batch:
                yield CheckpointRow(row[0], row[1])
            after = batch[-1][0]

    def records(self) -> Iterator[RecordRow] | None:
        """Every record of every kind, by position."""
        if not self._with_records:
            return None
        streams = [self._ownerless(), *(self._kind(*kind) for kind in _KINDS)]
        return merge(*streams, key=lambda record: record.position)

    def _kind(
        self, kind: str, source: str, position: str, key: str, columns: tuple[str, ...]
    ) -> Iterator[RecordRow]:
        chosen = ", ".join(column if "." in column else f"r.{column}" for column in columns)
        names = [column.rpartition(".")[2] for column in columns]
        limit = ARTICLES if kind == "article" else BATCH
        after: tuple[int, FieldValue] | None = None
        while True:
            behind = f"WHERE ({position}, {key}) > (:position, :key)" if after else ""
            batch = self._batch(
                f"SELECT {position}, {key}, {chosen} FROM {source} {behind} ORDER BY 1, 2 LIMIT :limit",
                limit,
                **({"position": after[0], "key": after[1]} if after else {}),
            )
            for row in batch:
                fields = {name: _plain(value) for name, value in zip(names, row[2:], strict=True)}
                if kind == "edition":
                    fields["place"] = row[1]
                if (
                    kind in {"consultation", "motion", "decision", "appeal_answer", "clearing"}
                    and fields["note_salt"] is None
                    and fields["note"] == ""
                ):
                    fields["note"] = None
                if kind == "article" and fields["text"] is None:
                    del fields["text"]
                yield RecordRow(kind, row[0], fields)
            if len(batch) < limit:
                return
            after = (batch[-1][0], batch[-1][1])

    def _ownerless(self) -> Iterator[RecordRow]:
        """Words without a comment or an appeal, reasons without a report, texts without an article, and so on."""
        for row in self._connection.execute(
            text("SELECT comment_id FROM words WHERE comment_id NOT IN (SELECT id FROM comments)")
        ):
            yield RecordRow("words", NO_POSITION, {"comment_id": row[0]})
        for row in self._connection.execute(
            text(
                "SELECT report_id FROM report_words w WHERE NOT EXISTS "
                "(SELECT 1 FROM reports r WHERE r.id = w.report_id AND r.comment_id = w.comment_id)"
            )
        ):
            yield RecordRow("report_words", NO_POSITION, {"report_id": row[0]})
        for row in self._connection.execute(
            text(
                "SELECT thread_id FROM article_texts x WHERE NOT EXISTS "
                "(SELECT 1 FROM articles a WHERE a.thread_id = x.thread_id AND a.revision = x.revision)"
            )
        ):
            yield RecordRow("article_text", NO_POSITION, {"thread_id": row[0]})
        for row in self._connection.execute(
            text(
                "SELECT appeal_id FROM appeal_words w WHERE NOT EXISTS "
                "(SELECT 1 FROM appeals a WHERE a.id = w.appeal_id AND a.comment_id = w.comment_id)"
            )
        ):
            yield RecordRow("appeal_words", NO_POSITION, {"appeal_id": row[0]})
        for kind, key, sql in OWNERLESS:
            for row in self._connection.execute(text(sql)):
                yield RecordRow(kind, NO_POSITION, {key: row[0]})

    def _batch(self, sql: str, limit: int = BATCH, **parameters: object) -> list[Row]:
        found: list[Row] = list(self._connection.execute(text(sql), {**parameters, "limit": limit}).all())
        return found


def _plain(value: object) -> FieldValue:
    """Bytes as lower-case hexadecimal, everything else as it is."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if value is None or isinstance(value, str | int):
        return value
    return str(value)
