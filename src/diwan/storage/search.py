"""Search over the keys, newest first; a look costs the same however many comments are stored.

Comments that hold all the words are *candidates*; where an outcome was asked for, it is then looked up of each. A page looks at no more
than CANDIDATES of them and then says how far it has come, so that the rarest outcome of the commonest word keeps nobody waiting.

SQLite's FTS5 gives candidates in the order of positions by itself; for PostgreSQL see `search_stretches`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from diwan.clock import Milliseconds
from diwan.comments import Words
from diwan.decisions import Outcome
from diwan.desk.search import SITE, Alternatives, Sought
from diwan.guidelines import AbuseKind, Guideline
from diwan.storage import schema
from diwan.storage.rows import Row
from diwan.storage.search_stretches import newest_first

CANDIDATES = 2000
CHUNK = 400

_FTS5 = text(
    "SELECT rowid FROM search_index WHERE search_index MATCH :match AND rowid < :before AND rowid >= :least "
    "ORDER BY rowid DESC LIMIT :most"
)
_FOUND = text(
    "SELECT c.id, c.position, c.at, c.site, w.name, w.body, a.headline, a.language, d.outcome, d.guideline, d.abuse_kind "
    "FROM comments c JOIN words w ON w.comment_id = c.id "
    "JOIN articles a ON a.thread_id = c.thread_id AND NOT EXISTS "
    "(SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision) "
    "LEFT JOIN decisions d ON d.comment_id = c.id AND NOT EXISTS "
    "(SELECT 1 FROM decisions later WHERE later.supersedes = d.id) "
    "WHERE c.position IN :positions ORDER BY c.position DESC"
).bindparams(bindparam("positions", expanding=True))
_NEXT = text("SELECT position, at FROM comments WHERE position >= :position ORDER BY position LIMIT 1")
_OWE = text(
    "INSERT INTO unkeyed (comment_id, position) SELECT c.id, c.position FROM comments c "
    "JOIN words w ON w.comment_id = c.id WHERE EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = c.id)"
)
_STANDING = text(
    "SELECT c.position, d.outcome FROM comments c LEFT JOIN decisions d ON d.comment_id = c.id AND NOT EXISTS "
    "(SELECT 1 FROM decisions later WHERE later.supersedes = d.id) "
    "WHERE c.position IN :positions ORDER BY c.position DESC"
).bindparams(bindparam("positions", expanding=True))
_BEYOND = 2**62


@dataclass(frozen=True, slots=True)
class Hit:
    """A comment that was found: its words, where it was written, and its current decision (`outcome` None: it waits)."""

    comment_id: str
    position: int
    at: Milliseconds
    site: str
    words: Words
    headline: str
    language: str
    outcome: Outcome | None
    guideline: Guideline | None
    abuse_kind: AbuseKind | None


@dataclass(frozen=True, slots=True)
class Page:
    """What was found, newest first. `behind` is the position from which to look further back; None at the end."""

    hits: tuple[Hit, ...]
    behind: int | None


class SearchReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._postgresql = connection.dialect.name == "postgresql"

    def find(self, sought: Sought, *, before: int | None, limit: int) -> Page:
        """The next `limit` comments from before the ledger position `before` that are what was sought."""
        bounds = self._bounds(sought, before)
        if not sought.words or bounds is None:
            return Page((), None)
        narrowed = sought.waiting or sought.outcome is not None
        most = CANDIDATES if narrowed else limit + 1
        candidates = self._candidates(sought, *bounds, most)
        fitting = self._fitting(candidates, sought, limit + 1) if narrowed else candidates
        shown = fitting[:limit]
        rows = self._connection.execute(_FOUND, {"positions": shown}).all() if shown else []
        hits = tuple(hit for hit in map(_hit, rows) if _in_time(hit, sought))
        if len(fitting) > limit:
            return Page(hits, shown[-1])
        return Page(hits, candidates[-1] if len(candidates) == most else None)

    def _fitting(self, candidates: Sequence[int], sought: Sought, limit: int) -> list[int]:
        """Of the candidates those whose current decision is the one asked for, in their order; at most `limit`."""
        found: list[int] = []
        outcome = None if sought.outcome is None else sought.outcome.value
        for start in range(0, len(candidates), CHUNK):
            asked = {"positions": candidates[start : start + CHUNK]}
            found += [row[0] for row in self._connection.execute(_STANDING, asked) if row[1] == outcome]
            if len(found) >= limit:
                break
        return found[:limit]

    def is_catching_up(self) -> bool:
        """Whether comments are owed their keys still, so that older ones are not found yet."""
        return self._connection.execute(text("SELECT 1 FROM unkeyed LIMIT 1")).first() is not None

    def _bounds(self, sought: Sought, before: int | None) -> tuple[int, int] | None:
        """Before which position to look, and from which on; None where there is nothing to look at."""
        upper = _BEYOND if before is None else before
        least = 0
        if sought.until is not None:
            upper = min(upper, self._first_from(sought.until))
        if sought.since is not None:
            least = self._first_from(sought.since)
        if sought.waiting:
            oldest = self._one("SELECT min(position) FROM waiting")
            if oldest is None:
                return None
            least = max(least, oldest)
        return upper, least

    def _first_from(self, at: Milliseconds) -> int:
        """The position from which on comments were submitted at `at` or later: found by halving, for they stand in that order."""
        least, beyond = 0, (self._one("SELECT max(position) FROM comments") or 0) + 1
        while least < beyond:
            middle = (least + beyond) // 2
            row = self._connection.execute(_NEXT, {"position": middle}).one_or_none()
            if row is None or row[1] >= at:
                beyond = middle
            else:
                least = row[0] + 1
        return least

    def _one(self, sql: str, **parameters: object) -> int | None:
        found: int | None = self._connection.execute(text(sql), parameters).scalar_one_or_none()
        return found

    def _candidates(self, sought: Sought, before: int, least: int, most: int) -> list[int]:
        words = [*sought.words, *([Alternatives(((SITE + sought.site,),))] if sought.site else [])]
        if not self._postgresql:
            asked = {"match": _match(words), "before": before, "least": least, "most": most}
            return [row[0] for row in self._connection.execute(_FTS5, asked)]
        return newest_first(self._connection, _queries(words), before=before, least=least, most=most)


def _match(words: Sequence[Alternatives]) -> str:
    """As FTS5 reads it. Tokens are letters and digits but for what they begin with: nothing in them ends a string."""
    return " AND ".join(
        "(" + " OR ".join("(" + " AND ".join(f'"{token}"' for token in way) + ")" for way in each.ways) + ")"
        for each in words
    )


def _queries(words: Sequence[Alternatives]) -> list[str]:
    """Each as a tsquery of PostgreSQL's: quoted, so that no dictionary and no parser looks at the tokens."""
    return [
        " | ".join("(" + " & ".join(f"'{token}'" for token in way) + ")" for way in each.ways)
        for each in words
    ]


def _hit(row: Row) -> Hit:
    return Hit(
        comment_id=row[0],
        position=row[1],
        at=row[2],
        site=row[3],
        words=Words(row[4], row[5]),
        headline=row[6],
        language=row[7],
        outcome=Outcome(row[8]) if row[8] else None,
        guideline=Guideline(row[9]) if row[9] else None,
        abuse_kind=AbuseKind(row[10]) if row[10] else None,
    )


def _in_time(hit: Hit, sought: Sought) -> bool:
    # The bounds were found by halving; a clock that was put back may have left a few on the wrong side.
    return (sought.since is None or hit.at >= sought.since) and (
        sought.until is None or hit.at < sought.until
    )


def owe_search_keys(connection: Connection) -> None:
    """Forget all keys and owe every screened comment its own anew, as far as it has words: `diwan.searching` makes them.

    After a restore, and whenever keys are to follow a newer normaliser.
    """
    if connection.dialect.name == "sqlite":
        # Built anew from a table that is empty by then.
        connection.execute(schema.search_keys.delete())
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('rebuild')"))
    else:
        connection.execute(schema.search_keys.delete())
    connection.execute(schema.unkeyed.delete())
    connection.execute(_OWE)
