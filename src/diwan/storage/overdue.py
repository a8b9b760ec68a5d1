"""What is kept longer than its term: read from the records, for `retention`."""

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds

_REJECTIONS = text("""
SELECT d.comment_id FROM decisions d JOIN comments c ON c.id = d.comment_id JOIN words w ON w.comment_id = d.comment_id
WHERE d.outcome = 'rejected' AND d.at <= :before AND c.site = :site
AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)
AND NOT EXISTS (SELECT 1 FROM printed p WHERE p.comment_id = d.comment_id)
AND NOT EXISTS (SELECT 1 FROM appeals a LEFT JOIN appeal_answers x ON x.appeal_id = a.id
                WHERE a.comment_id = d.comment_id AND (x.id IS NULL OR x.at > :before))
ORDER BY d.at, d.position LIMIT :limit
""")
_REASONS = text("""
SELECT r.id, r.comment_id FROM report_words w JOIN reports r ON r.id = w.report_id
WHERE r.at <= :before
AND NOT EXISTS (SELECT 1 FROM laned l WHERE l.comment_id = r.comment_id AND l.lane = 'reported')
ORDER BY r.position LIMIT :limit
""")
_APPEALS = text("""
SELECT a.id, a.comment_id FROM appeal_words w JOIN appeals a ON a.id = w.appeal_id JOIN appeal_answers x ON x.appeal_id = a.id
WHERE x.at <= :before ORDER BY a.position LIMIT :limit
""")


class OverdueReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def overdue_rejections(self, site: str, before: Milliseconds, limit: int) -> list[str]:
        rows = self._connection.execute(_REJECTIONS, {"site": site, "before": before, "limit": limit})
        return [row[0] for row in rows]

    def overdue_reasons(self, before: Milliseconds, limit: int) -> list[tuple[str, str]]:
        rows = self._connection.execute(_REASONS, {"before": before, "limit": limit})
        return [(row[0], row[1]) for row in rows]

    def overdue_appeals(self, before: Milliseconds, limit: int) -> list[tuple[str, str]]:
        rows = self._connection.execute(_APPEALS, {"before": before, "limit": limit})
        return [(row[0], row[1]) for row in rows]
