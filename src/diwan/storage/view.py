"""One moment of the records, as the lifecycle and the press read them: `ports.View` over SQL."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, text

from diwan.articles import Article
from diwan.clock import Milliseconds
from diwan.comments import Words
from diwan.editions.imposition import ApprovedComment, Place, PrintedRow
from diwan.editions.sheets import PAGE_LEVEL, PAGE_SIZE
from diwan.manners import Oddity
from diwan.storage import clusters
from diwan.storage.overdue import OverdueReader
from diwan.storage.questioning import Questioning
from diwan.storage.rows import Row, article_from
from diwan.stored import Cluster, Evidence, Owed, PrintedNow, ReadingMatter

_APPROVED = """
SELECT c.id, c.ordinal, c.parent_id, w.name, w.body, c.at, d.id, c.digest, p.publication_id, pw.name, s.badge
FROM comments c
JOIN words w ON w.comment_id = c.id
JOIN decisions d ON d.comment_id = c.id AND d.outcome = 'approved'
LEFT JOIN printed p ON p.comment_id = c.id
LEFT JOIN signers s ON s.comment_id = c.id
LEFT JOIN words pw ON pw.comment_id = c.parent_id AND EXISTS (
  SELECT 1 FROM decisions pd WHERE pd.comment_id = c.parent_id AND pd.outcome = 'approved'
  AND NOT EXISTS (SELECT 1 FROM decisions pl WHERE pl.supersedes = pd.id)
  AND (pd.at <= :held_after OR pd.at > :now OR EXISTS (SELECT 1 FROM printed pp WHERE pp.comment_id = c.parent_id)))
WHERE c.branch = :branch AND c.ordinal BETWEEN :first AND :last
AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)
AND (d.at <= :held_after OR d.at > :now OR p.publication_id IS NOT NULL)
ORDER BY c.ordinal LIMIT :most
"""


_OWED = """
SELECT id, comment_id FROM (
  SELECT u.id, u.comment_id FROM unprinted u WHERE u.thread_id = :thread_id AND NOT EXISTS (
    SELECT 1 FROM decisions d WHERE d.comment_id = u.comment_id AND d.outcome = 'approved' AND d.at > :held_after AND d.at <= :now
    AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)
    AND NOT EXISTS (SELECT 1 FROM printed p WHERE p.comment_id = u.comment_id))
  ORDER BY u.id LIMIT :limit) AS first
UNION
SELECT u.id, u.comment_id FROM unprinted u JOIN printed p ON p.comment_id = u.comment_id
WHERE u.thread_id = :thread_id AND (EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = u.comment_id)
  OR EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = u.comment_id AND d.outcome = 'rejected'
  AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)))
ORDER BY 1
"""
# Of a reader who bears a badge it is the name of his sign-in that speaks with it.
_STAFF_NAMES = """
SELECT m.name FROM moderators m WHERE NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.moderator_id = m.id)
UNION SELECT s.name FROM reader_sessions s WHERE s.badge IS NOT NULL AND s.expires_at > :at ORDER BY 1
"""
# A list of a hundred thousand, each looked up: whoever looks often begins behind what he has seen.
_UNSCREENED_IN_BATCH = (
    "SELECT m.comment_id FROM (SELECT batch_id, number, comment_id FROM batch_members WHERE skipped IS NULL "
    "ORDER BY batch_id, number LIMIT :limit) m JOIN batches b ON b.id = m.batch_id AND b.outcome = 'rejected' "
    "WHERE NOT EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = m.comment_id) ORDER BY m.batch_id, m.number"
)
_UNSCREENED = """
SELECT w.comment_id, w.position FROM waiting w WHERE w.position > :behind
AND NOT EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = w.comment_id) ORDER BY w.position LIMIT :limit
"""
# Behind every moment there will ever be: nothing is held back.
_NEVER = 2**62


class View(Questioning, OverdueReader):
    """Reads in the connection's open transaction."""

    def __init__(
        self, connection: Connection, *, held_after: Milliseconds = _NEVER, now: Milliseconds = _NEVER
    ) -> None:
        super().__init__(connection)
        self._held = {"held_after": held_after, "now": now}

    def holding_back(self, after: Milliseconds, *, now: Milliseconds) -> "View":
        return View(self._connection, held_after=after, now=now)

    # --- the manuscript ---------------------------------------------------------------------------------------

    def places(self, comment_ids: Collection[str]) -> list[Place]:
        rows = self._in("SELECT id, branch, ordinal FROM comments WHERE id IN :ids", comment_ids)
        return [Place(*row) for row in rows]

    def answers_to(self, comment_ids: Collection[str]) -> list[Place]:
        rows = self._in("SELECT id, branch, ordinal FROM comments WHERE parent_id IN :ids", comment_ids)
        return [Place(*row) for row in rows]

    def openings(self, thread_id: str, first: int, last: int) -> list[Place]:
        rows = self._all(
            "SELECT id, branch, ordinal FROM comments "
            "WHERE branch = :branch AND ordinal BETWEEN :first AND :last ORDER BY ordinal",
            branch=thread_id,
            first=first,
            last=last,
        )
        return [Place(*row) for row in rows]

    def approved(self, branch: str, first: int, last: int) -> list[ApprovedComment]:
        rows = self._all(
            _APPROVED,
            branch=branch,
            first=first,
            last=last,
            most=last - first + 1,
            **self._held,
        )
        return [_approved(row) for row in rows]

    def next_approved(self, branch: str, after: int, limit: int) -> list[ApprovedComment]:
        rows = self._all(_APPROVED, branch=branch, first=after + 1, last=2**53, most=limit, **self._held)
        return [_approved(row) for row in rows]

    def sheets(self, branch: str, level: int, first: int, last: int) -> list[PrintedRow]:
        rows = self._all(
            "SELECT branch, level, number, address, count FROM current_sheets "
            "WHERE branch = :branch AND level = :level AND number BETWEEN :first AND :last ORDER BY number",
            branch=branch,
            level=level,
            first=first,
            last=last,
        )
        return [PrintedRow(*row) for row in rows]

    def printed_lists(self, branches: Collection[str]) -> set[str]:
        sql = f"SELECT DISTINCT branch FROM current_sheets WHERE branch IN :ids AND level = {PAGE_LEVEL}"  # noqa: S608 — a constant of ours
        return {row[0] for row in self._in(sql, branches)}

    def last_page(self, branch: str) -> int | None:
        [row] = self._all(
            "SELECT max(number) FROM current_sheets WHERE branch = :branch AND level = :level",
            branch=branch,
            level=PAGE_LEVEL,
        )
        return None if row[0] is None else int(row[0])

    def is_undecided(self, branch: str, first: int, last: int) -> bool:
        sql = (
            "SELECT 1 FROM comments c JOIN waiting w ON w.comment_id = c.id "
            "WHERE c.branch = :branch AND c.ordinal BETWEEN :first AND :last LIMIT 1"
        )
        return bool(self._all(sql, branch=branch, first=first, last=last))

    # --- what is to be done ---------------------------------------------------------------------------------

    def article_of_thread(self, thread_id: str) -> Article | None:
        rows = self._all(
            "SELECT t.id, t.site, t.article, a.revision, a.url, a.headline, a.section, a.language, a.closes_at, t.at, "
            "(SELECT c.closes_at FROM closings c WHERE c.thread_id = t.id ORDER BY c.position DESC LIMIT 1) "
            "FROM threads t JOIN articles a ON a.thread_id = t.id "
            "WHERE t.id = :thread_id ORDER BY a.revision DESC LIMIT 1",
            thread_id=thread_id,
        )
        return article_from(rows[0]) if rows else None

    def article(self, site: str, key: str) -> Article | None:
        rows = self._all("SELECT id FROM threads WHERE site = :site AND article = :key", site=site, key=key)
        return self.article_of_thread(rows[0][0]) if rows else None

    def unscreened(self, limit: int, *, behind: int = -1) -> list[str]:
        return [row[0] for row in self._all(_UNSCREENED, behind=behind, limit=limit)]

    def unscreened_in_batch(self, limit: int) -> list[str]:
        return [row[0] for row in self._all(_UNSCREENED_IN_BATCH, limit=limit)]

    def screened_up_to(self, behind: int = -1) -> int:
        first = self._all(_UNSCREENED, behind=behind, limit=1)
        if first:
            return int(first[0][1]) - 1
        [newest] = self._all("SELECT max(position) FROM waiting")
        return behind if newest[0] is None else max(behind, int(newest[0]))

    def reading_matter(self, comment_id: str) -> ReadingMatter | None:
        rows = self._all(
            "SELECT w.name, w.body, c.thread_id, a.language, a.headline, a.section, coalesce(x.text, ''), "
            "coalesce(pw.body, ''), c.site, c.digest, coalesce(o.seen, ''), sg.badge FROM words w "
            "JOIN comments c ON c.id = w.comment_id JOIN articles a ON a.thread_id = c.thread_id "
            "LEFT JOIN article_texts x ON x.thread_id = a.thread_id AND x.revision = a.revision "
            "LEFT JOIN words pw ON pw.comment_id = c.parent_id LEFT JOIN oddities o ON o.comment_id = c.id "
            "LEFT JOIN signers sg ON sg.comment_id = c.id WHERE w.comment_id = :id ORDER BY a.revision DESC LIMIT 1",
            id=comment_id,
        )
        if not rows:
            return None
        name, body, *place, site, digest, odd, badge = rows[0]
        thread_id, language, headline, section, article_text, parent = place
        return ReadingMatter(
            Words(name, body),
            thread_id,
            language,
            headline,
            section,
            article_text,
            parent,
            site,
            bytes(digest),
            tuple(Oddity(code) for code in odd.split()),
            badge is not None,
        )

    def staff_names(self, at: Milliseconds) -> tuple[str, ...]:
        return tuple(row[0] for row in self._all(_STAFF_NAMES, at=at))

    def copies(self, likeness: bytes) -> int:
        [row] = self._all("SELECT count(*) FROM likenesses WHERE likeness = :likeness", likeness=likeness)
        return int(row[0])

    def sketch(self, comment_id: str) -> bytes | None:
        return clusters.stored_sketch(self._connection, comment_id)

    def unsketched(self, limit: int) -> list[str]:
        rows = self._all("SELECT comment_id FROM unsketched ORDER BY position DESC LIMIT :limit", limit=limit)
        return [row[0] for row in rows]

    def unkeyed(self, limit: int) -> list[str]:
        rows = self._all("SELECT comment_id FROM unkeyed ORDER BY position DESC LIMIT :limit", limit=limit)
        return [row[0] for row in rows]

    def alike(self, sketch: bytes, *, besides: str) -> Cluster:
        return clusters.near(self._connection, sketch, besides=besides)

    def has_open_batch(self) -> bool:
        """Whether a batch has something left on its list."""
        open_one = text("SELECT 1 FROM batch_members WHERE skipped IS NULL LIMIT 1")
        return self._connection.execute(open_one).first() is not None

    def owing_threads(self) -> list[str]:
        rows = self._all("SELECT thread_id FROM unprinted GROUP BY thread_id ORDER BY min(id)")
        return [row[0] for row in rows]

    def owed(self, thread_id: str, limit: int) -> list[Owed]:
        rows = self._all(_OWED, thread_id=thread_id, limit=limit, **self._held)
        return [Owed(*row) for row in rows]

    def printed_now(self, comment_ids: Collection[str]) -> list[PrintedNow]:
        rows = self._in(
            "SELECT p.comment_id, p.publication_id, d.id, e.id FROM printed p "
            "LEFT JOIN erasures e ON e.comment_id = p.comment_id "
            "LEFT JOIN decisions d ON d.comment_id = p.comment_id AND d.outcome = 'rejected' "
            "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id) "
            "WHERE p.comment_id IN :ids",
            comment_ids,
        )
        return [PrintedNow(row[0], row[1], None if row[3] else row[2], row[3]) for row in rows]

    def sheets_that_held(self, comment_id: str) -> list[str]:
        [place] = self.places([comment_id])
        [thread_id] = self._all("SELECT thread_id FROM comments WHERE id = :id", id=comment_id)[0]
        numbered = [(place.branch, place.ordinal // PAGE_SIZE)]
        if place.branch != thread_id:
            [opening] = self.places([place.branch])
            numbered.append((thread_id, opening.ordinal // PAGE_SIZE))
        # Replies to it carried its name on their own pages.
        numbered += [(a.branch, a.ordinal // PAGE_SIZE) for a in self.answers_to([comment_id])]
        addresses: set[str] = set()
        for branch, number in set(numbered):
            rows = self._all(
                "SELECT address FROM editions WHERE branch = :branch AND level = :level AND number = :number",
                branch=branch,
                level=PAGE_LEVEL,
                number=number,
            )
            addresses.update(row[0] for row in rows)
        return sorted(addresses)

    def current_addresses(self, addresses: Collection[str]) -> set[str]:
        return {
            row[0] for row in self._in("SELECT address FROM current_sheets WHERE address IN :ids", addresses)
        }

    def stale_sheets(self, before: Milliseconds, limit: int) -> list[str]:
        rows = self._all(
            "SELECT address FROM stale_sheets WHERE since < :before ORDER BY since LIMIT :limit",
            before=before,
            limit=limit,
        )
        return [row[0] for row in rows]

    # --- the ledger -----------------------------------------------------------------------------------------

    def ledger_size(self) -> int:
        [row] = self._all("SELECT max(position) FROM ledger_entries")
        return 0 if row[0] is None else row[0] + 1

    def last_checkpoint(self) -> tuple[int, str] | None:
        rows = self._all("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1")
        return (rows[0][0], rows[0][1]) if rows else None

    def leaf_hashes(self, start: int, end: int) -> Sequence[bytes]:
        rows = self._all(
            "SELECT hash FROM ledger_entries WHERE position >= :start AND position < :end ORDER BY position",
            start=start,
            end=end,
        )
        return [bytes(row[0]) for row in rows]

    def tile(self, level: int, number: int) -> bytes | None:
        rows = self._all(
            "SELECT hashes FROM ledger_tiles WHERE level = :level AND number = :number",
            level=level,
            number=number,
        )
        return bytes(rows[0][0]) if rows else None

    def evidence(self, comment_id: str) -> Evidence | None:
        """What proves a comment's submission; None if there is no such comment."""
        rows = self._all(
            "SELECT c.digest, w.salt, c.position, l.leaf FROM comments c "
            "JOIN ledger_entries l ON l.position = c.position "
            "LEFT JOIN words w ON w.comment_id = c.id WHERE c.id = :id",
            id=comment_id,
        )
        if not rows:
            return None
        digest, salt, position, leaf = rows[0]
        return Evidence(bytes(digest), None if salt is None else bytes(salt), position, bytes(leaf))


def _approved(row: Row) -> ApprovedComment:
    return ApprovedComment(
        id=row[0],
        ordinal=row[1],
        parent_id=row[2],
        words=Words(row[3], row[4]),
        at=row[5],
        decision_id=row[6],
        digest=bytes(row[7]),
        publication_id=row[8],
        answers_name=row[9],
        badge=row[10],
    )
