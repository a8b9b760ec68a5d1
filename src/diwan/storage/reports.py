"""What the desk reads of reports: counted for each guideline, the newest in full, and who has looked at them."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

from diwan.desk.reported import Cleared, Reported, Tally, Told
from diwan.guidelines import AbuseKind, Guideline
from diwan.reports import Clearing, Report
from diwan.storage.rows import Row

MOST_TOLD = 20
"""So many reports on a comment are shown in full, the newest; the others are counted."""

_REPORTED = text("SELECT DISTINCT comment_id FROM reports WHERE comment_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_OPEN = text("SELECT comment_id FROM laned WHERE lane = 'reported' AND comment_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_CLEARED = text(
    "SELECT k.id, k.comment_id, k.digest, k.decision_id, k.through, k.reopens, k.by, k.note, k.at, m.name, k.position "
    "FROM clearings k JOIN moderators m ON m.id = k.by WHERE k.comment_id = :id ORDER BY k.through"
)
_DECIDED = text(
    "SELECT d.position FROM decisions d WHERE d.comment_id = :id "
    "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)"
)
_TALLIES = text(
    "SELECT guideline, abuse_kind, sum(CASE WHEN position > :through THEN 1 ELSE 0 END), count(*), min(position), max(position) "
    "FROM reports WHERE comment_id = :id GROUP BY guideline, abuse_kind"
)
_TOLD = text(
    "SELECT r.id, r.comment_id, r.publication_id, r.digest, r.guideline, r.abuse_kind, w.reason, r.reason_digest, r.at, r.position "
    "FROM reports r LEFT JOIN report_words w ON w.report_id = r.id WHERE r.comment_id = :id "
    "ORDER BY r.position DESC LIMIT :most"
)


def reports_on(connection: Connection, comment_ids: Sequence[str]) -> dict[str, Reported]:
    """The reports on each of these comments that has any."""
    if not comment_ids:
        return {}
    ids = list(comment_ids)
    reported = [row[0] for row in connection.execute(_REPORTED, {"ids": ids})]
    if not reported:
        return {}
    is_open = {row[0] for row in connection.execute(_OPEN, {"ids": reported})}
    return {comment_id: _of(connection, comment_id, is_open=comment_id in is_open) for comment_id in reported}


def _of(connection: Connection, comment_id: str, *, is_open: bool) -> Reported:
    clearings = connection.execute(_CLEARED, {"id": comment_id}).all()
    decided = connection.execute(_DECIDED, {"id": comment_id}).scalar_one_or_none()
    # A decision made anew covers what came before it, as a clearing does.
    through = max([row[4] for row in clearings] + [-1 if decided is None else decided])
    rows = connection.execute(_TALLIES, {"id": comment_id, "through": through}).all()
    told = [_told(row, through) for row in connection.execute(_TOLD, {"id": comment_id, "most": MOST_TOLD})]
    cleared = tuple(
        Cleared(
            Clearing(row[0], row[1], bytes(row[2]), *row[3:9]),
            row[9],
            tuple(
                sorted({Guideline(each[0]) for each in rows if each[4] <= row[4]}, key=list(Guideline).index)
            ),
            row[10],
        )
        for row in clearings
    )
    tallies = sorted(
        (
            Tally(Guideline(row[0]), AbuseKind(row[1]) if row[1] else None, int(row[2]), row[3] - int(row[2]))
            for row in rows
        ),
        key=lambda tally: (-tally.fresh, -tally.seen, tally.guideline, tally.abuse_kind or ""),
    )
    return Reported(
        tallies=tuple(tallies),
        told=tuple(told),
        cleared=cleared,
        through=max(row[5] for row in rows),
        is_open=is_open,
        untold=sum(row[3] for row in rows) - len(told),
    )


def _told(row: Row, through: int) -> Told:
    # Without a digest there was never a reason; with one, it was erased with the comment.
    reason = row[6] if row[6] is not None else "" if row[7] is None else None
    report = Report(
        id=row[0],
        comment_id=row[1],
        publication_id=row[2],
        digest=bytes(row[3]),
        guideline=Guideline(row[4]),
        abuse_kind=AbuseKind(row[5]) if row[5] else None,
        reason=reason,
        at=row[8],
    )
    return Told(report, row[9], fresh=row[9] > through)
