"""Newest first from PostgreSQL's GIN index, which knows no order and would bring half a million rows for a common word.

Each key names the stretches of the ledger it lies in, short ones within longer ones, as tokens of its own. Words within one stretch are one look
at the index. The newest short stretch is asked first: a common word is answered there. Then the longest ones, from the newest back: of one in which a
few comments hold the words, these are all; where they are many, the same is asked of the shorter ones within it.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import Connection, TextClause, text

from diwan.storage.rows import Row

SHORTEST = 1 << 15
"""Ledger positions: some ten thousand comments."""
WITHIN = 4
LONGEST = 2
"""Four short stretches are one of level 1, sixteen are one of level 2."""
FEW = 300

_NEWEST = text("SELECT max(position) FROM search_keys")
# Expecting to meet a row soon, the planner would read the table; the index is what all of this is about.
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
_AS_EVER = text("SET LOCAL enable_seqscan = on")


def stretches_of(position: int) -> list[str]:
    """The tokens that say where a key lies."""
    return [_token(level, position // _length(level)) for level in range(LONGEST + 1)]


def newest_first(
    connection: Connection, queries: Sequence[str], *, before: int, least: int, most: int
) -> list[int]:
    """The latest positions from `least` to before `before` whose keys fit all these tsqueries: the first `most` of them."""
    newest: int | None = connection.execute(_NEWEST).scalar_one_or_none()
    if newest is None or min(before - 1, newest) < least:
        return []
    connection.execute(_BY_INDEX)
    try:
        return _Search(connection, queries, before, least, most).run(min(before - 1, newest))
    finally:
        connection.execute(_AS_EVER)


class _Search:
    def __init__(
        self, connection: Connection, queries: Sequence[str], before: int, least: int, most: int
    ) -> None:
        self._connection = connection
        self._queries = queries
        self._before = before
        self._least = least
        self._most = most
        self._found: list[int] = []

    def run(self, newest: int) -> list[int]:
        shortest = newest // SHORTEST
        self._take_all(shortest)
        self._before = min(self._before, shortest * SHORTEST)
        for number in range(newest // _length(LONGEST), self._least // _length(LONGEST) - 1, -1):
            if len(self._found) >= self._most:
                break
            self._look(LONGEST, number)
        return self._found[: self._most]

    def _look(self, level: int, number: int) -> None:
        begins = number * _length(level)
        if len(self._found) >= self._most or begins >= self._before or begins + _length(level) <= self._least:
            return
        if level == 0:
            self._take_all(number)
            return
        some = [row[0] for row in self._ask(_some(len(self._queries)), level, number, most=FEW + 1)]
        if len(some) <= FEW:
            inside = [position for position in some if self._least <= position < self._before]
            self._found += sorted(inside, reverse=True)
            return
        for within in _within(number):
            self._look(level - 1, within)

    def _take_all(self, number: int) -> None:
        most = self._most - len(self._found)
        statement = _all(len(self._queries))
        rows = self._ask(statement, 0, number, before=self._before, least=self._least, most=most)
        self._found += [row[0] for row in rows]

    def _ask(self, statement: TextClause, level: int, number: int, **more: int) -> Sequence[Row]:
        asked: dict[str, object] = {f"q{n}": query for n, query in enumerate(self._queries)}
        asked["stretch"] = f"'{_token(level, number)}'"
        rows: Sequence[Row] = self._connection.execute(statement, asked | more).all()
        return rows


# Each word and the stretch as a condition of its own: between those the index leaps from one list to the other, where within one tsquery it
# would go through the whole of the shortest list.
@cache
def _fit(words: int) -> str:
    conditions = [
        *(f"key @@ CAST(:q{n} AS tsquery)" for n in range(words)),
        "key @@ CAST(:stretch AS tsquery)",
    ]
    return " AND ".join(conditions)


@cache
def _some(words: int) -> TextClause:
    return text(f"SELECT position FROM search_keys WHERE {_fit(words)} LIMIT :most")  # noqa: S608 - our own conditions only


@cache
def _all(words: int) -> TextClause:
    return text(
        f"SELECT position FROM (SELECT position FROM search_keys WHERE {_fit(words)} OFFSET 0) found "  # noqa: S608 - the same
        "WHERE position < :before AND position >= :least ORDER BY position DESC LIMIT :most"
    )


def _within(number: int) -> Iterator[int]:
    """The stretches of the level below, the newest first."""
    return reversed(range(WITHIN * number, WITHIN * (number + 1)))


def _length(level: int) -> int:
    length: int = SHORTEST * WITHIN**level
    return length


def _token(level: int, number: int) -> str:
    return f"#{level}:{number}"
