"""What is asked before every decision: alone, or of a whole portion of comments at once (`with_id`)."""

COMMENT = (
    "SELECT c.id, c.thread_id, c.site, t.article, c.parent_id, c.branch, c.ordinal, w.name, w.body, c.digest, "
    "c.position, c.at FROM comments c JOIN threads t ON t.id = c.thread_id LEFT JOIN words w ON w.comment_id = c.id "
    "WHERE c.id = ?"
)
CURRENT_DECISION = (
    "SELECT d.id, d.comment_id, d.digest, d.outcome, d.author_kind, d.author_name, d.author_version, d.revision, "
    "d.guideline, d.abuse_kind, d.note, d.supersedes, d.at FROM decisions d WHERE d.comment_id = ? "
    "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)"
)
APPOINTED = (
    "SELECT 1 FROM moderators m WHERE m.id = ? "
    "AND NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.moderator_id = m.id)"
)
REVISION = "SELECT max(revision) FROM guidelines"
PUBLICATION = "SELECT publication_id FROM printed WHERE comment_id = ?"
FINDINGS = "SELECT findings FROM screenings WHERE comment_id = ?"

OF_A_COMMENT = (
    (COMMENT, "c.id"),
    (CURRENT_DECISION, "d.comment_id"),
    (PUBLICATION, "comment_id"),
    (FINDINGS, "comment_id"),
)
"""The questions that are asked of each comment, with the column that they ask by."""


def with_id(question: str, column: str) -> str:
    """The question, with the comment's id behind the columns of the answer, so that it can be asked of many at once."""
    before, _, after = question.partition(" FROM ")
    return f"{before}, {column} FROM {after}"
