"""Newest first from PostgreSQL's GIN index, which knows no order and would bring half a million rows for a common word.

Each key names the stretches of the ledger it lies in, short ones within longer ones, as tokens of its own. Words within one stretch are one look
at the index. The newest short stretch is asked first: a common word is answered there. Then the longest ones, from the newest back: of one in which a
few comments hold the words, these are all; where they are many, the same is asked of the shorter ones within it.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

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
_SOME = text("SELECT position FROM search_keys WHERE key @@ CAST(:match AS tsquery) LIMIT :most")
_ALL = text(
    "SELECT position FROM (SELECT position FROM search_keys WHERE key @@ CAST(:match AS tsquery) OFFSET 0) found "
    "WHERE position < :before AND position >= :least ORDER BY position DESC LIMIT :most"
)


def stretches_of(position: int) -> list[str]:
    """The tokens that say where a key lies."""
    return [_token(level, position // _length(level)) for level in range(LONGEST + 1)]


def newest_first(connection: Connection, query: str, *, before: int, least: int, most: int) -> list[int]:
    """The latest positions from `least` to before `before` whose keys fit the tsquery `query`: the first `most` of them."""
    newest: int | None = connection.execute(_NEWEST).scalar_one_or_none()
    if newest is None or min(before - 1, newest) < least:
        return []
    connection.execute(_BY_INDEX)
    try:
        return _Search(connection, query, before, least, most).run(min(before - 1, newest))
    finally:
        connection.execute(_AS_EVER)


class _Search:
    def __init__(self, connection: Connection, query: str, before: int, least: int, most: int) -> None:
        self._connection = connection
        self._query = query
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
        asked = {"match": f"{self._query} & '{_token(level, number)}'", "most": FEW + 1}
        some = [row[0] for row in self._connection.execute(_SOME, asked)]
        if len(some) <= FEW:
            inside = [position for position in some if self._least <= position < self._before]
            self._found += sorted(inside, reverse=True)
            return
        for within in _within(number):
            self._look(level - 1, within)

    def _take_all(self, number: int) -> None:
        asked = {
            "match": f"{self._query} & '{_token(0, number)}'",
            "before": self._before,
            "least": self._least,
            "most": self._most - len(self._found),
        }
        self._found += [row[0] for row in self._connection.execute(_ALL, asked)]


def _within(number: int) -> Iterator[int]:
    """The stretches of the level below, the newest first."""
    return reversed(range(WITHIN * number, WITHIN * (number + 1)))


def _length(level: int) -> int:
    return SHORTEST * WITHIN**level


def _token(level: int, number: int) -> str:
    return f"#{level}:{number}"
