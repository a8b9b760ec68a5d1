"""Adding up days: in one pass over a day's records, whatever the number of comments before and after it.

The sums of days that are over are kept (`daily_sums`, a work list: each row can be made again from the records), the duty
makes them soon after midnight, and makes up for what is missing one day at a time. Today is added up when somebody looks.

A day's comments are found by their ids, which begin with the time they were submitted at; its decisions by `decisions_by_time`.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, text

from diwan import identifiers
from diwan.clock import DAY, HOUR, MINUTE, Milliseconds
from diwan.decisions import AuthorKind, Outcome
from diwan.desk import sums as summing
from diwan.desk.sums import LONGEST_GAP, SHORTEST_GAP, Sums, bin_of, together
from diwan.guidelines import Guideline
from diwan.screening import findings
from diwan.screening.findings import Finding, Mark
from diwan.screening.policy import LEAST_TO_REJECT
from diwan.screening.scores import scored
from diwan.storage.faults import DRIVER_ERRORS, unavailable
from diwan.storage.rows import Row
from diwan.storage.store import Store

KEPT_DAYS = 91
"""So many days back the sums are made: the longest that a page shows, and today."""
SETTLED: Milliseconds = 10 * MINUTE
"""So long after midnight nothing of the day before is still on its way into the database."""
SAMPLE = 2_000
"""So many of a site's decisions by people are compared with the checks, each day that is over."""
SAMPLE_TODAY = 200
"""So many of today's, while somebody waits for the page."""
WHOLE_HOUSE = ""
"""The site under which a day's sums of all sites are kept; it says that the day is done."""
_CHUNK = 500

_CAME = """
SELECT c.site, a.section, (c.at - :start) / 3600000, count(*) FROM comments c JOIN articles a ON a.thread_id = c.thread_id
WHERE c.id >= :low AND c.id < :high
  AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision)
GROUP BY 1, 2, 3
"""
_DECIDED = """
SELECT c.site, d.id, d.comment_id, d.outcome, d.author_kind, d.author_name, d.guideline, d.abuse_kind, d.at, c.at, d.supersedes,
       p.outcome, p.author_kind
FROM decisions d JOIN comments c ON c.id = d.comment_id LEFT JOIN decisions p ON p.id = d.supersedes
WHERE d.at >= :start AND d.at < :end ORDER BY d.at, d.position
"""
_WITHDRAWN = """
SELECT c.site, c.at, e.at FROM erasures e JOIN comments c ON c.id = e.comment_id
WHERE e.id >= :low AND e.id < :high AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = e.comment_id)
"""
_APPEALS = """
SELECT c.site, 'made', count(*) FROM appeals a JOIN comments c ON c.id = a.comment_id
WHERE a.at >= :start AND a.at < :end GROUP BY 1
UNION ALL
SELECT c.site, x.outcome, count(*) FROM appeal_answers x JOIN comments c ON c.id = x.comment_id
WHERE x.at >= :start AND x.at < :end GROUP BY 1, 2
"""
_REPORTS = """
SELECT c.site, 'made', count(*) FROM reports r JOIN comments c ON c.id = r.comment_id WHERE r.id >= :low AND r.id < :high GROUP BY 1
UNION ALL
SELECT c.site, 'kept', count(*) FROM clearings k JOIN comments c ON c.id = k.comment_id WHERE k.id >= :low AND k.id < :high GROUP BY 1
UNION ALL
SELECT c.site, 'rejected', count(*) FROM decisions d JOIN comments c ON c.id = d.comment_id JOIN decisions p ON p.id = d.supersedes
WHERE d.at >= :start AND d.at < :end AND d.outcome = 'rejected'
AND EXISTS (SELECT 1 FROM reports r WHERE r.comment_id = d.comment_id AND r.position > p.position AND r.position < d.position)
GROUP BY 1
"""
_REREAD = """
SELECT c.site, coalesce(d.guideline, d.outcome), coalesce(r.guideline, r.outcome), count(*) FROM rereadings r
JOIN decisions d ON d.id = r.decision_id JOIN comments c ON c.id = r.comment_id
WHERE r.at >= :start AND r.at < :end GROUP BY 1, 2, 3
"""
_SEEN = text(
    "SELECT comment_id, findings FROM screenings WHERE comment_id IN :ids ORDER BY position"
).bindparams(bindparam("ids", expanding=True))
# CROSS JOIN keeps SQLite to this order: otherwise it goes through every comment there is and looks whether it waits.
_WAITING = """
SELECT c.at / 3600000, count(*) FROM waiting w CROSS JOIN comments c WHERE c.id = w.comment_id{of_site} GROUP BY 1
"""
_FIRST = "SELECT at FROM comments WHERE position = (SELECT min(position) FROM comments)"
_KEPT = "SELECT day, sums FROM daily_sums WHERE site = :site AND day >= :first AND day <= :last"


class SumsReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self, site: str | None, first: int, last: int) -> dict[int, Sums]:
        """The sums of days that have been added up, from the first to the last, both inclusive."""
        done = self._rows(WHOLE_HOUSE, first, last)
        if site is None:
            return done
        of_site = self._rows(site, first, last)
        return {day: of_site.get(day, Sums()) for day in done}

    def missing(self, at: Milliseconds) -> list[int]:
        """The days that are over and have not been added up, the latest first; none from before the first comment."""
        last = (at - SETTLED) // DAY - 1
        first = max(self.first_day(at), at // DAY - KEPT_DAYS + 1)
        done = self.kept(None, first, last)
        return [day for day in range(last, first - 1, -1) if day not in done]

    def first_day(self, at: Milliseconds) -> int:
        """The day of the first comment ever; today where there is none."""
        began = self._connection.execute(text(_FIRST)).scalar()
        return (at if began is None else began) // DAY

    def waiting(self, site: str | None) -> dict[int, int]:
        """How many comments wait now, by the hour (from 1970) they were submitted in."""
        sql = _WAITING.format(of_site="" if site is None else " AND c.site = :site")
        rows = self._connection.execute(text(sql), {} if site is None else {"site": site}).all()
        return {int(row[0]): int(row[1]) for row in rows}

    def add_up(self, day: int, *, sample: int = SAMPLE) -> dict[str, Sums]:
        """The sums of a day, by site; sites at which nothing happened are left out."""
        start, end = day * DAY, (day + 1) * DAY
        of: dict[str, Sums] = {}
        made: list[Row] = []
        within: dict[str, object] = {"low": identifiers.earliest(start), "high": identifiers.earliest(end)}
        for site, section, hour, count in self._stream(_CAME, {**within, "start": start}):
            _add(of.setdefault(site, Sums()).came, f"{hour}/{section}", count)
        before: dict[str, Milliseconds] = {}
        for row in self._stream(_DECIDED, {"start": start, "end": end}):
            _decided(of.setdefault(row[0], Sums()), row, before)
            if row[4] == AuthorKind.MODERATOR:
                made.append(row)
        for site, came, gone in self._stream(_WITHDRAWN, within):
            _add(of.setdefault(site, Sums()).left, f"{came // HOUR}/{gone // HOUR}")
        for site, what, count in self._stream(_APPEALS, {"start": start, "end": end}):
            _add(of.setdefault(site, Sums()).appeals, what, count)
        for site, what, count in self._stream(_REPORTS, {**within, "start": start, "end": end}):
            _add(of.setdefault(site, Sums()).reports, what, count)
        for site, first, second, count in self._stream(_REREAD, {"start": start, "end": end}):
            _add(of.setdefault(site, Sums()).reread, f"{first}/{second}", count)
        for site, sums in of.items():
            self._compare(sums, _sample([row for row in made if row[0] == site], sample))
        return of

    def _compare(self, sums: Sums, sample: Sequence[Row]) -> None:
        """What the checks had said about a sample of what people decided."""
        for at in range(0, len(sample), _CHUNK):
            chunk = sample[at : at + _CHUNK]
            rows = self._connection.execute(_SEEN, {"ids": [row[2] for row in chunk]}).all()
            seen = {row[0]: findings.decode(bytes(row[1])) for row in rows}
            for row in chunk:
                if row[2] in seen:
                    _compared(sums, seen[row[2]], Outcome(row[3]), row[6])

    def _rows(self, site: str, first: int, last: int) -> dict[int, Sums]:
        rows = self._connection.execute(text(_KEPT), {"site": site, "first": first, "last": last}).all()
        read = ((row[0], summing.decode(bytes(row[1]))) for row in rows)
        return {day: sums for day, sums in read if sums is not None}

    def _stream(self, sql: str, parameters: dict[str, object]) -> Iterator[Row]:
        yield from self._connection.execute(text(sql), parameters).yield_per(2_000)


def keep(store: Store, day: int, of: dict[str, Sums]) -> None:
    """Keep the sums of a day that is over, in place of those that may be there. Raises Unavailable.

    In a transaction of its own beside the writer's: it touches no record, and waits its turn like another process.
    """
    rows = [{"day": day, "site": WHOLE_HOUSE, "sums": summing.encode(together(of.values()))}]
    rows += [{"day": day, "site": site, "sums": summing.encode(sums)} for site, sums in of.items()]
    try:
        with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(text("DELETE FROM daily_sums WHERE day = :day"), {"day": day})
            connection.execute(
                text("INSERT INTO daily_sums (day, site, sums) VALUES (:day, :site, :sums)"), rows
            )
    except DRIVER_ERRORS as error:
        raise unavailable(error) from error


def add_up_one(store: Store, at: Milliseconds) -> bool:
    """Add up the latest day that is over and not added up; False if there is none. Raises Unavailable.

    If the process dies in here, the day is still missing, and made at the next look. Two processes that make the same day
    make the same sums; one of them is told so by its key and tries again, to find nothing missing.
    """
    with store.connection() as connection:
        reader = SumsReader(connection)
        missing = reader.missing(at)
        of = reader.add_up(missing[0]) if missing else {}
    if not missing:
        return False
    keep(store, missing[0], of)
    return True


def _decided(sums: Sums, row: Row, before: dict[str, Milliseconds]) -> None:
    """Count one decision. `before` has the time of each moderator's last one."""
    _, _, _, outcome, kind, name, guideline, abuse_kind, at, came, supersedes, was, whose = row
    _add(sums.decided, f"{outcome}/{kind}")
    if guideline:
        _add(sums.reasons, guideline)
    if abuse_kind:
        _add(sums.reasons, f"{guideline}/{abuse_kind}")
    if supersedes is None:
        _add(sums.left, f"{came // HOUR}/{at // HOUR}")
        _add(sums.firsts, kind)
        if kind == AuthorKind.MODERATOR:
            _count(sums.waits, bin_of(at - came))
    elif was != outcome:
        _add(sums.overturned, whose)
    if kind == AuthorKind.MODERATOR:
        gap = at - before.get(name, -LONGEST_GAP - 1)
        if SHORTEST_GAP <= gap <= LONGEST_GAP:
            _count(sums.gaps, bin_of(gap))
        before[name] = at


def _sample(rows: Sequence[Row], most: int) -> Sequence[Row]:
    """At most so many, and always the same: an id ends in random bits, so its end draws the lot."""
    return rows if len(rows) <= most else sorted(rows, key=lambda row: row[1][-12:])[:most]


def _compared(sums: Sums, seen: Iterable[Finding], outcome: Outcome, guideline: str | None) -> None:
    seen = tuple(seen)
    sums.sampled += 1
    mark = "marked" if any(each.mark is Mark.CRITICISM for each in seen) else "unmarked"
    _add(sums.criticism, f"{mark}/{outcome}")
    for code, score in scored(None, None, seen).scores.items():
        how = _stood(saw=score is not None and score >= LEAST_TO_REJECT, code=code, named=guideline)
        if how is not None:
            _add(sums.compared, f"{code}/{how}")


def _stood(*, saw: bool, code: Guideline, named: str | None) -> str | None:
    if named == code:
        return summing.BOTH if saw else summing.PERSON_ALONE
    if not saw:
        return None
    return summing.MACHINE_ALONE if named is None else summing.OTHERWISE


def _add(counts: dict[str, int], key: str, count: int = 1) -> None:
    counts[key] = counts.get(key, 0) + count


def _count(bins: dict[int, int], number: int) -> None:
    bins[number] = bins.get(number, 0) + 1
