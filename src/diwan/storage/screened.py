"""The past screenings, read in portions: as many as there are, never many at once, and a reader's words only where they are asked for."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.comments import Words
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.screening import findings
from diwan.screening.backtest import Past
from diwan.screening.findings import Finding
from diwan.storage.questioning import Questioning
from diwan.storage.rows import Row

PORTION = 500

# Behind every ledger position there will ever be.
_FAR = 2**62

_PAST = """
SELECT s.position, s.comment_id, c.site, a.section, s.findings, d.outcome, d.guideline, a.language{words}
FROM screenings s
JOIN comments c ON c.id = s.comment_id
JOIN articles a ON a.thread_id = c.thread_id
  AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision)
{from_words}LEFT JOIN decisions d ON d.comment_id = s.comment_id AND d.author_kind = 'moderator'
  AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.comment_id = d.comment_id
                  AND later.author_kind = 'moderator' AND later.position > d.position)
WHERE s.position < :before AND c.at >= :since{of_site}
ORDER BY s.position DESC LIMIT :most
"""
_FINDINGS = "SELECT comment_id, findings FROM screenings WHERE comment_id IN :ids ORDER BY position"
_WORDS = {"words": ", w.name, w.body", "from_words": "LEFT JOIN words w ON w.comment_id = c.id\n"}
_QUESTIONS = {
    (of_site, with_words): text(
        _PAST.format(
            of_site=" AND c.site = :site" if of_site else "",
            **(_WORDS if with_words else dict.fromkeys(_WORDS, "")),
        )
    )
    for of_site in (False, True)
    for with_words in (False, True)
}


def screened(
    connection: Connection,
    *,
    site: str | None = None,
    since: Milliseconds = 0,
    limit: int | None = None,
    before: int = _FAR,
    with_words: bool = False,
) -> Iterator[Past]:
    """Every screened comment sent at `since` or later, the latest screening first, from before ledger position `before` back; at most `limit`.

    The section is the one that the article has today. Memory does not grow with their number.
    """
    question, left = _QUESTIONS[site is not None, with_words], limit
    while left is None or left > 0:
        most = PORTION if left is None else min(PORTION, left)
        asked: dict[str, object] = {"before": before, "since": since, "most": most}
        if site is not None:
            asked["site"] = site
        rows = connection.execute(question, asked).all()
        for row in rows:
            yield _past(row)
        if len(rows) < most:
            return
        before = rows[-1][0]
        left = None if left is None else left - len(rows)


def _past(row: Row) -> Past:
    return Past(
        position=row[0],
        comment_id=row[1],
        site=row[2],
        section=row[3],
        findings=findings.decode(bytes(row[4])),
        outcome=Outcome(row[5]) if row[5] else None,
        guideline=Guideline(row[6]) if row[6] else None,
        language=row[7],
        words=Words(row[8], row[9]) if len(row) > 8 and row[9] is not None else None,
    )


class _Stored(Questioning):
    def findings(self, comment_ids: Sequence[str]) -> Sequence[Row]:
        return self._in(_FINDINGS, comment_ids)


def findings_of(connection: Connection, comment_id: str) -> tuple[Finding, ...]:
    """What the checks saw in one comment; nothing while none has looked, and of findings that cannot be read."""
    return findings_of_each(connection, [comment_id]).get(comment_id, ())


def findings_of_each(connection: Connection, comment_ids: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    """The same of several comments; those at which no check has looked are left out."""
    found: dict[str, tuple[Finding, ...]] = {}
    # The latest screening comes last.
    for comment_id, stored in _Stored(connection).findings(comment_ids):
        try:
            found[comment_id] = findings.decode(bytes(stored))
        except (msgspec.DecodeError, UnicodeDecodeError):
            found[comment_id] = ()
    return found
