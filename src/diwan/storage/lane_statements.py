"""What a job may do with lanes and claims inside the writer's transaction; the words of `ports.Transaction` say what each
method means.

A job that claims has asked for the ledger's next position first, as one that decides has: in all processes only one of
them is at work at a time, so that choosing cards and claiming them is one step, and no two can wait for each other.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from heapq import merge
from itertools import islice

from diwan.clock import Milliseconds
from diwan.desk.lanes import PASSED_ON, Lane, Order, Place, Shelf
from diwan.storage import schema
from diwan.storage.dealt_with import not_known_to
from diwan.storage.shelves import as_table, as_value
from diwan.storage.statements import Statements

_FREE = "NOT EXISTS (SELECT 1 FROM claims k WHERE k.comment_id = {row}.comment_id AND k.moderator_id <> ? AND k.until > ?)"
_PASSED_ON = ", ".join(f"'{lane.value}'" for lane in PASSED_ON.values())
# All that wait are on one list, screened or not; what was passed on stands in lanes of its own.
_OLDEST = (
    "SELECT w.comment_id, w.position, 0 FROM waiting w WHERE w.position > ? "
    f"AND NOT EXISTS (SELECT 1 FROM laned l WHERE l.comment_id = w.comment_id AND l.lane IN ({_PASSED_ON})) "
    f"AND {_FREE.format(row='w')} ORDER BY w.position LIMIT ?"
)
_LANED = (
    "SELECT l.comment_id, l.position, l.doubt FROM laned l WHERE l.lane = ? {shelf}AND {after} "
    f"AND {_FREE.format(row='l')} {{own}}ORDER BY {{order}} LIMIT ?"
)
_ON_SHELF = "AND l.site = {site} AND l.section = {section} AND l.language = {language} "
_ON_ONE = _ON_SHELF.format(site="?", section="?", language="?")
_ON_EACH = _ON_SHELF.format(site="shelves.site", section="shelves.section", language="shelves.language")
_NOT_ASKED = "AND l.asked_by <> ? "
_NOT_OWN = {
    **dict.fromkeys(PASSED_ON.values(), _NOT_ASKED),
    # Whoever rejected a comment, at any time, has no part in the appeal.
    Lane.APPEALS: (
        "AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = l.comment_id AND d.outcome = 'rejected' "
        "AND d.author_kind = 'moderator' AND d.author_name = ?) "
    ),
    # And to whoever knows what was decided it is not given to be judged anew.
    Lane.REREADING: f"AND {not_known_to('l.comment_id', '?')} ",
}
_BY_AGE = {"after": "l.position > ?", "order": "l.position"}
_BY_SURENESS = {"after": "(l.doubt, l.position) > (?, ?)", "order": "l.doubt, l.position"}
_WAITS = "SELECT 1 FROM waiting WHERE comment_id = ? UNION ALL SELECT 1 FROM laned WHERE comment_id = ? AND lane = ?"
_CLAIM = (
    "INSERT INTO claims (comment_id, moderator_id, page, renewed, until) VALUES {rows} "
    "ON CONFLICT (comment_id) DO UPDATE SET moderator_id = excluded.moderator_id, page = excluded.page, "
    "renewed = excluded.renewed, until = excluded.until"
)
_SIT = (
    "INSERT INTO seats (moderator_id, lane, until) VALUES (?, ?, ?) "
    "ON CONFLICT (moderator_id) DO UPDATE SET lane = excluded.lane, until = excluded.until"
)
_SHELF_OF = (
    "SELECT c.site, a.section, a.language, c.position FROM comments c JOIN articles a ON a.thread_id = c.thread_id "
    "WHERE c.id = ? ORDER BY a.revision DESC LIMIT 1"
)


class LaneStatements(Statements):
    """The part of a transaction that lanes and claims need."""

    def stand_in_lanes(
        self, comment_id: str, places: Mapping[Lane, int], *, asked_by: str | None = None
    ) -> None:
        """Put a waiting comment into these lanes, each with its doubt, and take it out of all others."""
        self._run("DELETE FROM laned WHERE comment_id = ?", comment_id)
        shelf = self._one(_SHELF_OF, comment_id)
        if shelf is None:
            return
        site, section, language, position = shelf
        for lane, doubt in places.items():
            self._insert(
                schema.laned,
                comment_id=comment_id,
                lane=lane.value,
                site=site,
                section=section,
                language=language,
                position=position,
                doubt=doubt,
                asked_by=asked_by,
            )

    def _no_longer_waits(self, *comment_ids: str) -> None:
        marks = ", ".join("?" * len(comment_ids))
        for table in ("waiting", "claims", "unconfirmed"):
            self._run(f"DELETE FROM {table} WHERE comment_id IN ({marks})", *comment_ids)
        # A decision made anew leaves open how the first one is reread.
        self._run(
            f"DELETE FROM laned WHERE comment_id IN ({marks}) AND lane <> ?",
            *comment_ids,
            Lane.REREADING.value,
        )

    def free_places(
        self,
        lane: Lane,
        order: Order,
        *,
        of: Collection[Shelf] | None,
        after: Place | None,
        moderator_id: str,
        at: Milliseconds,
        limit: int,
    ) -> list[Place]:
        """The next places of a lane whose comments nobody else has claimed, from behind `after`."""
        position = -1 if after is None else after.position
        if lane is Lane.OLDEST and of is None:
            return [Place(*row) for row in self._all(_OLDEST, position, moderator_id, at, limit)]
        behind = (position,) if order is Order.AGE else (-1 if after is None else after.doubt, position)
        way = _BY_AGE if order is Order.AGE else _BY_SURENESS
        own = (moderator_id,) if lane in _NOT_OWN else ()
        rest = (*behind, moderator_id, at, *own, limit)
        statement = _LANED.format(
            shelf="" if of is None else _ON_EACH if self._postgresql else _ON_ONE,
            own=_NOT_OWN.get(lane, ""),
            **way,
        )
        if of is None:
            return [Place(*row) for row in self._all(statement, lane.value, *rest)]
        # Each shelf is a range of the index by itself; there are few.
        if self._postgresql:
            every = _every_shelf(statement, way["order"])
            return [Place(*row) for row in self._all(every, as_value(of), lane.value, *rest, limit)]
        found = [
            [
                Place(*row)
                for row in self._all(statement, lane.value, shelf.site, shelf.section, shelf.language, *rest)
            ]
            for shelf in of
        ]
        by_age = order is Order.AGE
        merged = merge(*found, key=lambda place: (0 if by_age else place.doubt, place.position))
        return list(islice(merged, limit))

    def claim(
        self,
        comment_ids: Sequence[str],
        *,
        moderator_id: str,
        page: str,
        renewed: bool,
        until: Milliseconds,
    ) -> None:
        """Claim these for the page in front of a moderator. Ask first who has them: this takes them from anybody."""
        # A page that names a comment twice claims it once: of one statement PostgreSQL takes no row twice.
        wanted = dict.fromkeys(comment_ids)
        if wanted:
            rows = [
                value
                for comment_id in wanted
                for value in (comment_id, moderator_id, page, int(renewed), until)
            ]
            self._run(_claiming(len(wanted)), *rows)

    def claimants(self, comment_ids: Sequence[str], at: Milliseconds) -> dict[str, str]:
        """The moderator who has each of these before him, by comment."""
        if not comment_ids:
            return {}
        marks = ", ".join("?" * len(comment_ids))
        asked = f"SELECT comment_id, moderator_id FROM claims WHERE comment_id IN ({marks}) AND until > ?"
        return {row[0]: row[1] for row in self._all(asked, *comment_ids, at)}

    def forget_claims_until(self, later_than: Milliseconds) -> None:
        """End the claims and seats that would last longer than that."""
        self._run("DELETE FROM claims WHERE until > ?", later_than)
        self._run("DELETE FROM seats WHERE until > ?", later_than)

    def waits(self, comment_id: str) -> bool:
        """Whether this comment still waits for a decision, or an appeal about it for an answer."""
        return bool(self._one(_WAITS, comment_id, comment_id, Lane.APPEALS.value))

    def count_claims(self, moderator_id: str) -> int:
        row = self._one("SELECT count(*) FROM claims WHERE moderator_id = ?", moderator_id)
        return int(row[0]) if row else 0

    def give_back(self, moderator_id: str, *, page: str | None = None) -> None:
        """End a moderator's claims: of one page, or all."""
        if page is None:
            self._run("DELETE FROM claims WHERE moderator_id = ?", moderator_id)
        else:
            self._run("DELETE FROM claims WHERE moderator_id = ? AND page = ?", moderator_id, page)

    def give_back_unrenewed(self, moderator_id: str) -> None:
        """End the claims of pages that were never renewed: without script, going on is the only sign of having left."""
        self._run("DELETE FROM claims WHERE moderator_id = ? AND renewed = 0", moderator_id)

    def sit(self, moderator_id: str, lane: Lane, until: Milliseconds) -> None:
        """Note who is at the desk, and where."""
        self._run(_SIT, moderator_id, lane.value, until)

    def stand_up(self, moderator_id: str) -> None:
        self._run("DELETE FROM seats WHERE moderator_id = ?", moderator_id)


@cache
def _claiming(rows: int) -> str:
    return _CLAIM.format(rows=", ".join(["(?, ?, ?, ?, ?)"] * rows))


@cache
def _every_shelf(statement: str, order: str) -> str:
    """What `statement` finds on one shelf, of each of several, in the order of all: on PostgreSQL, where asking once for each costs most."""
    ordered = order.replace("l.", "found.")
    return (
        f"{as_table('postgresql', '?')}SELECT found.comment_id, found.position, found.doubt "
        f"FROM shelves CROSS JOIN LATERAL ({statement}) found ORDER BY {ordered} LIMIT ?"
    )
