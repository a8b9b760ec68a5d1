"""Reading the decision log, the latest first: by pages, or all of it in portions. Costs the same at any length.

The order is by time and ledger position, and a page begins behind a place in it. Times, authors, guidelines and kinds have
indexes that are in this order (migration 0006). Sites, sections, outcomes and what was overruled have none: for these one look goes
at most SCAN decisions back, says so, and the next look goes on from there.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from diwan.decisions import AuthorKind, Outcome
from diwan.desk.log import Asked, Entry, Place, Portion
from diwan.storage.dealt_with import withheld
from diwan.storage.rows import Row, decision_from
from diwan.storage.store import Store

SCAN = 20_000
"""So many decisions one look goes through where no index helps."""
PORTION = 500
LATEST_ARTICLES = 2_000
"""Sections are offered for choice out of so many latest descriptions."""

# CROSS JOIN keeps SQLite to this order, in which the first table's index gives the order of the log; PostgreSQL plans freely.
_ENTRIES = """
SELECT d.id, d.comment_id, d.digest, d.outcome, d.author_kind, d.author_name, d.author_version, d.revision,
       d.guideline, d.abuse_kind, d.note, d.supersedes, d.at, d.position, m.name, c.site, t.article, a.headline, a.section,
       a.language, l.outcome
FROM decisions d CROSS JOIN comments c CROSS JOIN threads t CROSS JOIN articles a
LEFT JOIN moderators m ON m.id = d.author_name AND d.author_kind = 'moderator'
LEFT JOIN decisions l ON l.supersedes = d.id
WHERE c.id = d.comment_id AND t.id = c.thread_id AND a.thread_id = c.thread_id
  AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision)
  AND {narrow} AND {wide}
ORDER BY d.at DESC, d.position DESC LIMIT :limit
"""
_HORIZON = """
SELECT d.at, d.position FROM decisions d WHERE {narrow} ORDER BY d.at DESC, d.position DESC LIMIT 1 OFFSET :scan
"""
# From name to name along the index, instead of through a million decisions.
_NAMES = """
WITH RECURSIVE names (name) AS (
  SELECT min(author_name) FROM decisions WHERE author_kind = :kind
  UNION ALL
  SELECT (SELECT min(d.author_name) FROM decisions d WHERE d.author_kind = :kind AND d.author_name > names.name)
  FROM names WHERE names.name IS NOT NULL
)
SELECT name FROM names WHERE name IS NOT NULL
"""
_SECTIONS = """
SELECT DISTINCT section FROM (SELECT section FROM articles ORDER BY position DESC LIMIT :most) latest
WHERE section <> '' ORDER BY section
"""

_NARROW = {
    "since": "d.at >= :since",
    "until": "d.at < :until",
    "author_kind": "d.author_kind = :author_kind",
    "author": "d.author_name = :author",
    "guideline": "d.guideline = :guideline",
    "abuse_kind": "d.abuse_kind = :abuse_kind",
}
_WIDE = {
    "site": "c.site = :site",
    "section": "a.section = :section",
    "outcome": "d.outcome = :outcome",
}
_OVERRULED = {True: "l.id IS NOT NULL", False: "l.id IS NULL", None: ""}


class LogReader:
    """Reads in the connection's open transaction. What `hidden_from`, a moderator, may still be asked to reread is left out."""

    def __init__(self, connection: Connection, *, hidden_from: str | None = None) -> None:
        self._connection = connection
        self._hidden_from = hidden_from

    def portion(self, asked: Asked, limit: int, *, behind: Place | None = None) -> Portion:
        """At most `limit` entries, from behind the place (an earlier entry's, or an earlier portion's rest)."""
        given: dict[str, object] = {
            name: value.value if isinstance(value, AuthorKind | Outcome) else value
            for name in (*_NARROW, *_WIDE)
            if (value := getattr(asked, name)) is not None
        }
        narrow = [condition for name, condition in _NARROW.items() if name in given]
        wide = [condition for name, condition in _WIDE.items() if name in given]
        wide += [_OVERRULED[asked.overruled]] if asked.overruled is not None else []
        if behind is not None:
            narrow.append("(d.at, d.position) < (:behind_at, :behind_position)")
            given |= {"behind_at": behind.at, "behind_position": behind.position}
        # How far a look goes is counted in decisions, hidden ones too: to ask of each of twenty thousand costs more than all the rest.
        horizon = self._horizon(narrow, given) if wide else None
        if self._hidden_from is not None:
            narrow.append(f"NOT {withheld('d.comment_id', ':hidden_from')}")
            given |= {"hidden_from": self._hidden_from}
        if horizon is not None:
            narrow.append("(d.at, d.position) >= (:horizon_at, :horizon_position)")
            given |= {"horizon_at": horizon.at, "horizon_position": horizon.position}
        sql = _ENTRIES.format(narrow=_all_of(narrow), wide=_all_of(wide))
        rows = self._connection.execute(text(sql), {**given, "limit": limit + 1}).all()
        entries = tuple(_entry(row) for row in rows[:limit])
        if len(rows) > limit:
            return Portion(entries, entries[-1].place)
        return Portion(entries, horizon, cut_short=horizon is not None)

    def machine_authors(self, kind: AuthorKind) -> list[str]:
        """The names of all rules, or of all models, that have ever decided."""
        return [row[0] for row in self._connection.execute(text(_NAMES), {"kind": kind.value})]

    def sections(self) -> list[str]:
        """The sections of the articles described last."""
        return [row[0] for row in self._connection.execute(text(_SECTIONS), {"most": LATEST_ARTICLES})]

    def _horizon(self, narrow: list[str], given: dict[str, object]) -> Place | None:
        """How far back one look may go; None if the whole rest is nearer than that."""
        sql = _HORIZON.format(narrow=_all_of(narrow))
        row = self._connection.execute(text(sql), {**given, "scan": SCAN - 1}).one_or_none()
        return None if row is None else Place(row[0], row[1])


def everything(store: Store, asked: Asked) -> Iterator[Entry]:
    """Every entry that is asked for, the latest first. Memory does not grow with their number, and no transaction stays
    open while whoever asked takes his time. Raises Unavailable, in the middle too.
    """
    behind: Place | None = None
    while True:
        with store.connection() as connection:
            portion = LogReader(connection).portion(asked, PORTION, behind=behind)
        yield from portion.entries
        if portion.rest is None:
            return
        behind = portion.rest


def _all_of(conditions: list[str]) -> str:
    return " AND ".join(conditions) or "1 = 1"


def _entry(row: Row) -> Entry:
    decision = decision_from(row)
    return Entry(
        decision=decision,
        position=row[13],
        author_name=row[14] or f"{decision.author.name}@{decision.author.version}",
        site=row[15],
        article=row[16],
        headline=row[17],
        section=row[18],
        language=row[19],
        overruled_by=Outcome(row[20]) if row[20] else None,
    )
