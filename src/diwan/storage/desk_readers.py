"""What the desk reads of readers who signed in: their records, what is in force against them, and their comments."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from diwan.clock import Milliseconds
from diwan.desk.readers import MOST_COUNTED, Act, Known, Record, State
from diwan.guidelines import Guideline
from diwan.restraints import Lifting
from diwan.storage.dealt_with import withheld
from diwan.storage.questioning import Question, Questioning
from diwan.storage.restraint_statements import RESTRAINT_COLUMNS
from diwan.storage.rows import Row, restraint_from

_SIGNERS = "SELECT comment_id, reader_id FROM signers WHERE comment_id IN :ids"
# SQLite knows no LATERAL: there each reader is a part of the statement. Its parts cost it little, and PostgreSQL much.
_HIS = "SELECT s.comment_id FROM signers s WHERE s.reader_id = {reader} AND {known} LIMIT :most"
_FARED = (
    "LEFT JOIN decisions d ON d.comment_id = mine.comment_id "
    "AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)"
)
_COUNTED_SQLITE = f"SELECT {{reader}}, d.outcome, d.guideline, count(*) FROM ({_HIS}) mine {_FARED} GROUP BY d.outcome, d.guideline"  # noqa: S608 - our own words
_COUNTED_POSTGRESQL = (
    "SELECT r.id, d.outcome, d.guideline, count(*) FROM unnest(CAST(:readers AS text[])) r (id) "  # noqa: S608 - our own words
    f"CROSS JOIN LATERAL ({_HIS}) mine {_FARED} GROUP BY r.id, d.outcome, d.guideline"
)
_NAME = (
    "(SELECT w.name FROM signers g JOIN words w ON w.comment_id = g.comment_id JOIN comments c ON c.id = g.comment_id "
    "WHERE g.reader_id = {reader} ORDER BY c.position DESC LIMIT 1)"
)
_KNOWN = (
    f"SELECT EXISTS (SELECT 1 FROM departures d WHERE d.reader_id = r.id), {_NAME.format(reader='r.id')} "  # noqa: S608 - our own words
    "FROM readers r WHERE r.id = :reader"
)
_ACTS = (
    f"SELECT {RESTRAINT_COLUMNS}, r.position, m.name, l.by, l.note, l.at, lm.name, {_NAME.format(reader='r.reader_id')} FROM restraints r "  # noqa: S608 - our own words
    "JOIN moderators m ON m.id = r.by LEFT JOIN liftings l ON l.restraint_id = r.id LEFT JOIN moderators lm ON lm.id = l.by "
    "WHERE {where} ORDER BY r.position DESC LIMIT :most"
)
_ACTS_ON = (
    f"SELECT a.* FROM (SELECT {RESTRAINT_COLUMNS}, r.position, m.name AS by_name, l.by AS lifter, l.note AS lifted_for, l.at AS lifted_at, "  # noqa: S608 - our own words
    "lm.name AS lifter_name, NULL AS reader_name, row_number() OVER (PARTITION BY r.reader_id ORDER BY r.position DESC) AS number "
    "FROM restraints r JOIN moderators m ON m.id = r.by LEFT JOIN liftings l ON l.restraint_id = r.id "
    "LEFT JOIN moderators lm ON lm.id = l.by WHERE r.reader_id IN :readers) a WHERE a.number <= :most ORDER BY a.position DESC"
)
_LAST_ACT = (
    "SELECT max(p) FROM (SELECT max(r.position) AS p FROM restraints r WHERE r.reader_id = :reader UNION ALL "
    "SELECT max(l.position) FROM liftings l JOIN restraints r ON r.id = l.restraint_id WHERE r.reader_id = :reader) acts"
)
# His own first, however many of all comments the database takes them for: it would else go through everybody's from the end.
_COMMENTS = (
    "WITH his AS MATERIALIZED (SELECT comment_id FROM signers WHERE reader_id = :reader) "
    "SELECT s.comment_id, c.position FROM his s {joined} AND c.position < :before AND {known} ORDER BY c.position DESC LIMIT :limit"
)
_DECIDED = (
    "JOIN comments c ON c.id = s.comment_id JOIN decisions d ON d.comment_id = s.comment_id AND d.outcome = '{outcome}' "
    "WHERE NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)"
)
_JOINED = {
    None: "JOIN comments c ON c.id = s.comment_id WHERE 1 = 1",
    State.WAITING: "JOIN waiting c ON c.comment_id = s.comment_id WHERE 1 = 1",
    State.APPROVED: _DECIDED.format(outcome="approved"),
    State.REJECTED: _DECIDED.format(outcome="rejected"),
}
MOST_ACTS = 200
FAR = 2**62
"""Behind every ledger position there will ever be."""


class DeskReaders(Questioning):
    """Reads in the connection's open transaction. What `hidden_from`, a moderator, may still be asked to reread is neither counted nor listed."""

    def __init__(self, connection: Connection, *, hidden_from: str | None = None) -> None:
        super().__init__(connection)
        self._hidden = {} if hidden_from is None else {"hidden_from": hidden_from}
        self._known = (
            f"NOT {withheld('s.comment_id', ':hidden_from')}" if hidden_from is not None else "1 = 1"
        )

    def records(self, comment_ids: Sequence[str]) -> dict[str, Record]:
        """For each of these comments that a reader signed, his record."""
        signers = {row[0]: row[1] for row in self._in(_SIGNERS, comment_ids)}
        records = self._records(sorted(set(signers.values())))
        return {comment_id: records[reader_id] for comment_id, reader_id in signers.items()}

    def known(self, reader_id: str) -> Known | None:
        """What a reader's page shows; None if nobody of this id has ever come."""
        rows, [(last,)] = self._together(
            (_KNOWN, {"reader": reader_id}),
            (_LAST_ACT, {"reader": reader_id}),
        )
        if not rows:
            return None
        [(has_left, name)] = rows
        return Known(
            self._records([reader_id])[reader_id], name, -1 if last is None else int(last), bool(has_left)
        )

    def comments(
        self, reader_id: str, state: State | None, limit: int, *, before: int = FAR
    ) -> list[tuple[str, int]]:
        """His comments, the latest first, with their ledger positions."""
        sql = _COMMENTS.format(joined=_JOINED[state], known=self._known)
        rows = self._all(sql, reader=reader_id, before=before, limit=limit, **self._hidden)
        return [(row[0], row[1]) for row in rows]

    def acts(self, limit: int, *, before: int = FAR) -> list[Act]:
        """The latest restraints of anybody, from before a ledger position."""
        return self._acts("r.position < :before", limit, before=before)

    def in_force(self, at: Milliseconds, limit: int) -> list[Act]:
        """What is in force then, the latest first."""
        return self._acts("(r.until IS NULL OR r.until > :at) AND l.restraint_id IS NULL", limit, at=at)

    def _records(self, reader_ids: Sequence[str]) -> dict[str, Record]:
        """The records of these readers, asked for together: twenty cards may be of twenty."""
        if not reader_ids:
            return {}
        counts, acts_on = self._together(
            self._counting(reader_ids), (_ACTS_ON, {"readers": list(reader_ids), "most": MOST_ACTS})
        )
        counted: dict[str, dict[tuple[str | None, str | None], int]] = {each: {} for each in reader_ids}
        for reader_id, outcome, guideline, count in counts:
            counted[reader_id][outcome, guideline] = count
        acts: dict[str, list[Act]] = {each: [] for each in reader_ids}
        for row in acts_on:
            acts[row[1]].append(_act(row))
        return {each: _record(each, counted[each], acts[each]) for each in reader_ids}

    def _counting(self, reader_ids: Sequence[str]) -> Question:
        asked = {"most": MOST_COUNTED, **self._hidden}
        if self._postgresql:
            sql = _COUNTED_POSTGRESQL.format(reader="r.id", known=self._known)
            return sql, {"readers": list(reader_ids), **asked}
        parts = (
            _COUNTED_SQLITE.format(reader=f":reader{n}", known=self._known) for n in range(len(reader_ids))
        )
        readers = {f"reader{n}": reader_id for n, reader_id in enumerate(reader_ids)}
        return " UNION ALL ".join(parts), {**readers, **asked}

    def _acts(self, where: str, most: int, **asked: object) -> list[Act]:
        return [_act(row) for row in self._all(_ACTS.format(where=where), **asked, most=most)]


def _act(row: Row) -> Act:
    restraint = restraint_from(row[:8])
    lifting = None if row[10] is None else Lifting(restraint.id, row[10], row[11], row[12])
    return Act(restraint, row[8], row[9], lifting, row[13], row[14])


def _record(
    reader_id: str, counted: Mapping[tuple[str | None, str | None], int], acts: Sequence[Act]
) -> Record:
    rejected = {
        Guideline(guideline): count
        for (outcome, guideline), count in counted.items()
        if guideline is not None and outcome == State.REJECTED
    }
    return Record(
        reader_id,
        counted.get((None, None), 0),
        counted.get((State.APPROVED.value, None), 0),
        dict(sorted(rejected.items(), key=lambda each: -each[1])),
        tuple(acts),
    )
