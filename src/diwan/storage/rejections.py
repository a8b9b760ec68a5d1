"""The rejections, as statements of reasons need them: read from the records in the order of the ledger."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import Connection, bindparam, text

from diwan.decisions import Author, AuthorKind
from diwan.guidelines import AbuseKind, Guideline, text_in
from diwan.screening import findings
from diwan.statements_of_reasons.rejection import Rejection, is_marked
from diwan.storage import texts
from diwan.storage.rows import Row

START = -1
"""Before the ledger's first position."""


class Publication(Protocol):
    """What is to be known of a site: how readers call it, and the language it is written in."""

    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str: ...


_COLUMNS = """
SELECT d.id, d.comment_id, c.site, c.at, d.at, d.position, d.author_kind, d.author_name, d.author_version, d.guideline, d.abuse_kind,
       d.revision, g.texts,
       (SELECT a.language FROM articles a WHERE a.thread_id = c.thread_id AND a.position < d.position ORDER BY a.revision DESC LIMIT 1),
       EXISTS (SELECT 1 FROM batched b WHERE b.decision_id = d.id),
       EXISTS (SELECT 1 FROM reports r WHERE r.comment_id = d.comment_id AND r.position < d.position
               AND r.position > coalesce((SELECT p.position FROM decisions p WHERE p.id = d.supersedes), -1)),
       EXISTS (SELECT 1 FROM publications q WHERE q.comment_id = d.comment_id AND q.position < d.position),
       (SELECT min(x.at) FROM decisions x WHERE x.comment_id = d.comment_id AND x.outcome = 'approved' AND x.position > d.position)
FROM decisions d JOIN comments c ON c.id = d.comment_id JOIN guidelines g ON g.revision = d.revision
"""
_AFTER = text(
    f"{_COLUMNS} WHERE d.outcome = 'rejected' AND d.position > :after AND (:site = '' OR c.site = :site) "
    "ORDER BY d.position LIMIT :limit"
)
_ONE = text(f"{_COLUMNS} WHERE d.outcome = 'rejected' AND d.id = :id")
_SEEN = text(
    "SELECT comment_id, position, findings FROM screenings WHERE comment_id IN :ids ORDER BY position"
).bindparams(bindparam("ids", expanding=True))


def rejections(
    connection: Connection,
    sites: Mapping[str, Publication],
    *,
    after: int = START,
    site: str = "",
    limit: int,
) -> list[Rejection]:
    """The next rejections behind the ledger position `after`, at most `limit`; of one site, or ("") of all."""
    rows = connection.execute(_AFTER, {"after": after, "site": site, "limit": limit}).all()
    return _from(connection, sites, rows)


def rejection(connection: Connection, sites: Mapping[str, Publication], decision_id: str) -> Rejection | None:
    """The rejection of this id; None if it is none."""
    rows = connection.execute(_ONE, {"id": decision_id}).all()
    return next(iter(_from(connection, sites, rows)), None)


def _from(connection: Connection, sites: Mapping[str, Publication], rows: Sequence[Row]) -> list[Rejection]:
    seen: dict[str, list[tuple[int, bytes]]] = {}
    if rows:
        for comment_id, position, stored in connection.execute(_SEEN, {"ids": list({r[1] for r in rows})}):
            seen.setdefault(comment_id, []).append((position, bytes(stored)))
    return [_rejection(row, sites.get(row[2]), seen.get(row[1], ())) for row in rows]


def _rejection(row: Row, site: Publication | None, seen: Sequence[tuple[int, bytes]]) -> Rejection:
    guideline, position = Guideline(row[9]), int(row[5])
    before = [findings.decode(stored) for at, stored in seen if at < position]
    wording = texts.load(row[12])
    return Rejection(
        id=row[0],
        site=row[2],
        # A site that is gone from the settings has still rejected what it rejected.
        site_name=row[2] if site is None else site.name,
        submitted_at=row[3],
        decided_at=row[4],
        position=position,
        author=Author(AuthorKind(row[6]), row[7], row[8]),
        guideline=guideline,
        abuse_kind=AbuseKind(row[10]) if row[10] else None,
        revision=row[11],
        wording=text_in(wording, guideline, "en" if site is None else site.language) or "",
        language=row[13] or "",
        marked=bool(before) and is_marked(guideline, before[-1]),
        reported=bool(row[15]),
        in_batch=bool(row[14]),
        was_printed=bool(row[16]),
        ended_at=row[17],
    )
