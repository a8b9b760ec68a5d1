"""Who knows what became of a comment, asked inside other questions."""

DEALT_WITH = (
    "SELECT kd.author_name FROM decisions kd WHERE kd.comment_id = {comment} AND kd.author_kind = 'moderator' "
    "UNION ALL SELECT ko.by FROM motions ko WHERE ko.comment_id = {comment} "
    "UNION ALL SELECT kq.by FROM consultations kq WHERE kq.comment_id = {comment} "
    "UNION ALL SELECT kk.by FROM clearings kk WHERE kk.comment_id = {comment} "
    "UNION ALL SELECT kx.by FROM appeal_answers kx WHERE kx.comment_id = {comment} "
    "UNION ALL SELECT ks.moderator_id FROM sights ks WHERE ks.comment_id = {comment}"
)
"""The moderators who had a part in what became of `comment`, or were shown it: `'…' NOT IN (…)` asks it of one of them."""


def not_known_to(comment: str, moderator: str) -> str:
    """A condition: this moderator can reread this comment, if it waits for that."""
    return f"{moderator} NOT IN ({DEALT_WITH.format(comment=comment)})"


def withheld(comment: str, moderator: str) -> str:
    """A condition: what was decided about this comment is withheld from this moderator, who may still be asked to reread it."""
    return (
        f"EXISTS (SELECT 1 FROM laned hidden WHERE hidden.comment_id = {comment} AND hidden.lane = 'rereading' "  # noqa: S608 - our own words
        f"AND {not_known_to(comment, moderator)})"
    )
