"""How many comments the last stories of a section had in their first hours."""

from sqlalchemy import Connection, text

from diwan.clock import DAY, HOUR, Milliseconds

MOST_STORIES = 60
"""So many are looked at, the latest."""
MOST_ARTICLES = 5_000
"""Among so many descriptions, the latest."""

# A story's hours begin with its first comment: it may have been registered long before it was opened.
_FIRST_HOURS = """
SELECT s.id, count(c.id) FROM (
  SELECT a.thread_id AS id, first.at AS opened
  FROM (SELECT thread_id, section, revision, position FROM articles ORDER BY position DESC LIMIT :articles) a
  JOIN threads t ON t.id = a.thread_id
  JOIN comments first ON first.branch = a.thread_id AND first.ordinal = 0
  WHERE t.site = :site AND first.at >= :since AND first.at <= :ended{of_section}
    AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision)
  ORDER BY a.position DESC LIMIT :most
) s JOIN comments c ON c.thread_id = s.id AND c.at < s.opened + :length
GROUP BY s.id
"""
_SECTIONS = """
SELECT DISTINCT a.section FROM (SELECT thread_id, section FROM articles ORDER BY position DESC LIMIT :articles) a
JOIN threads t ON t.id = a.thread_id WHERE t.site = :site AND a.section <> '' ORDER BY a.section
"""


def first_hours(
    connection: Connection, *, site: str, section: str | None, hours: int, days: int, at: Milliseconds
) -> list[int]:
    """The comments of each story's first `hours` hours; of stories opened in the last `days` days, whose hours are over and that had any
    comment at all. `section` is the one an article has today; None for all.
    """
    of_section = "" if section is None else " AND a.section = :section"
    given: dict[str, object] = {
        "articles": MOST_ARTICLES,
        "since": at - days * DAY,
        "ended": at - hours * HOUR,
        "site": site,
        "most": MOST_STORIES,
        "length": hours * HOUR,
    }
    if section is not None:
        given["section"] = section
    rows = connection.execute(text(_FIRST_HOURS.format(of_section=of_section)), given).all()
    return [int(row[1]) for row in rows]


def sections_of(connection: Connection, site: str) -> list[str]:
    """The sections of the site's articles described last, by name."""
    return [row[0] for row in connection.execute(text(_SECTIONS), {"site": site, "articles": MOST_ARTICLES})]
