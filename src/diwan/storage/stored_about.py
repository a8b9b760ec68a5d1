"""Everything that is stored about a comment and belongs to its author, as plain values: what his archive is made from.

For a reader who has signed in it is asked for each of his comments, with the same function. What other people wrote is left out: a report's
reason, a moderator's notes to colleagues, and everybody's names but his own; and that a name looks like the staff's.
"""

from typing import Any

from sqlalchemy import Connection, text

from diwan.clock import iso
from diwan.screening import findings
from diwan.screening.findings import Mark, is_remarkable

_COMMENT = """
SELECT c.id, c.site, t.article, c.parent_id, c.branch, c.ordinal, c.submission_key, c.digest, c.position, c.at, w.salt, w.name, w.body
FROM comments c JOIN threads t ON t.id = c.thread_id LEFT JOIN words w ON w.comment_id = c.id WHERE c.id = :id
"""
_DECISIONS = """
SELECT id, outcome, author_kind, author_name, author_version, guideline, abuse_kind, revision, supersedes, at, position
FROM decisions WHERE comment_id = :id ORDER BY position
"""
_APPEALS = """
SELECT a.id, a.decision_id, a.at, a.position, w.body, x.outcome, x.note, x.at, x.position
FROM appeals a LEFT JOIN appeal_words w ON w.appeal_id = a.id LEFT JOIN appeal_answers x ON x.appeal_id = a.id
WHERE a.comment_id = :id ORDER BY a.position
"""
_PUBLICATIONS = """
SELECT p.id, p.at, p.position, r.at, r.position FROM publications p LEFT JOIN retractions r ON r.publication_id = p.id
WHERE p.comment_id = :id ORDER BY p.position
"""
_SCREENINGS = "SELECT findings, at, position FROM screenings WHERE comment_id = :id ORDER BY position"
_REPORTS = "SELECT guideline, abuse_kind, at, position FROM reports WHERE comment_id = :id ORDER BY position"
_REREADINGS = """
SELECT outcome, guideline, abuse_kind, revision, at, position FROM rereadings WHERE comment_id = :id ORDER BY position
"""
_ERASURES = "SELECT by, at, position FROM erasures WHERE comment_id = :id"
_RESTRAINTS = """
SELECT r.id, r.effect, r.guideline, r.at, r.until, r.position, l.at FROM signers s JOIN restraints r ON r.reader_id = s.reader_id
LEFT JOIN liftings l ON l.restraint_id = r.id WHERE s.comment_id = :id ORDER BY r.position
"""
_SIGNATURES = """
SELECT s.at, s.position, g.badge FROM signatures s LEFT JOIN signers g ON g.comment_id = s.comment_id WHERE s.comment_id = :id
"""
_DERIVED = {
    "likenesses": "SELECT likeness FROM likenesses WHERE comment_id = :id",
    "sketches": "SELECT sketch FROM sketches WHERE comment_id = :id",
    "search_keys": "SELECT CAST(key AS TEXT) FROM search_keys WHERE comment_id = :id",
}


def stored_about(connection: Connection, comment_id: str) -> dict[str, Any] | None:
    """All of it; None if there is no such comment. Bytes are hexadecimal, moments RFC 3339, what is erased is null."""
    row = connection.execute(text(_COMMENT), {"id": comment_id}).one_or_none()
    if row is None:
        return None

    def rows(sql: str) -> list[Any]:
        return list(connection.execute(text(sql), {"id": comment_id}).all())

    return {
        "comment": {
            "id": row[0],
            "site": row[1],
            "article": row[2],
            "answers": row[3],
            "branch": row[4],
            "ordinal": row[5],
            "key": row[6],
            "digest": bytes(row[7]).hex(),
            "ledger_position": row[8],
            "submitted_at": iso(row[9]),
            "salt": None if row[10] is None else bytes(row[10]).hex(),
            "name": row[11],
            "body": row[12],
        },
        "decisions": [
            {
                "id": d[0],
                "outcome": d[1],
                # Which moderator it was is nobody's but the newsroom's.
                "author": "a person" if d[2] == "moderator" else f"{d[2]} {d[3]}@{d[4]}",
                "guideline": d[5],
                "abuse_kind": d[6],
                "guidelines_revision": d[7],
                "supersedes": d[8],
                "at": iso(d[9]),
                "ledger_position": d[10],
            }
            for d in rows(_DECISIONS)
        ],
        "appeals": [
            {
                "id": a[0],
                "against": a[1],
                "at": iso(a[2]),
                "ledger_position": a[3],
                "words": a[4],
                "answer": None
                if a[5] is None
                else {"verdict": a[5], "note": a[6], "at": iso(a[7]), "ledger_position": a[8]},
            }
            for a in rows(_APPEALS)
        ],
        "shown": [
            {
                "publication": p[0],
                "from": iso(p[1]),
                "ledger_position": p[2],
                "until": None if p[3] is None else iso(p[3]),
            }
            for p in rows(_PUBLICATIONS)
        ],
        "screenings": [
            {"at": iso(s[1]), "ledger_position": s[2], "findings": _findings(bytes(s[0]))}
            for s in rows(_SCREENINGS)
        ],
        "reports": [
            {"guideline": r[0], "abuse_kind": r[1], "at": iso(r[2]), "ledger_position": r[3]}
            for r in rows(_REPORTS)
        ],
        "rereadings": [
            {
                "outcome": r[0],
                "guideline": r[1],
                "abuse_kind": r[2],
                "guidelines_revision": r[3],
                "at": iso(r[4]),
                "ledger_position": r[5],
            }
            for r in rows(_REREADINGS)
        ],
        "restraints": [
            {
                "id": r[0],
                "effect": r[1],
                "guideline": r[2],
                "from": iso(r[3]),
                "until": None if r[4] is None else iso(r[4]),
                "lifted_at": None if r[6] is None else iso(r[6]),
                "ledger_position": r[5],
            }
            for r in rows(_RESTRAINTS)
        ],
        # That he had signed in; who he is to whoever vouched for him is shown nowhere.
        "signatures": [{"badge": s[2], "at": iso(s[0]), "ledger_position": s[1]} for s in rows(_SIGNATURES)],
        "erasures": [{"by": e[0], "at": iso(e[1]), "ledger_position": e[2]} for e in rows(_ERASURES)],
        "derived": {name: [_plain(d[0]) for d in rows(sql)] for name, sql in _DERIVED.items()},
    }


def _findings(stored: bytes) -> list[dict[str, Any]]:
    return [
        {
            "check": f"{each.check}@{each.version}",
            "guideline": each.guideline,
            "abuse_kind": each.abuse_kind,
            "mark": each.mark,
            "score": each.score,
            "could_not_tell": each.could_not_tell,
            "remarkable": is_remarkable(each),
            "spans": [[span.field, span.begin, span.end] for span in each.spans],
        }
        for each in findings.decode(stored)
        # Who asks which names are held would learn who works here.
        if each.mark is not Mark.IMITATION
    ]


def _plain(value: object) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value
