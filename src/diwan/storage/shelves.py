"""The shelves on which something stands, and how a statement is told of some of them.

A statement is told of any number of shelves in one value: it stays one statement, which the database has compiled already.
"""

from collections.abc import Collection, Iterable
from functools import cache

import msgspec

from diwan.desk.lanes import PASSED_ON, Lane, Shelf
from diwan.storage.rows import Row

MOST_SHELVES = 200

_SHELVED = (Lane.OLDEST, Lane.APPEALS, *PASSED_ON.values(), Lane.REPORTED, Lane.REREADING)
"""The lanes that together hold everything that stands anywhere."""
# From each shelf to the next along the index: what lies between them is not read. SQLite knows no LATERAL, names a row by its number, and
# seeks by the first column alone where three are compared with three.
_FOUND = {
    "sqlite": """
WITH RECURSIVE lanes (lane) AS (VALUES {lanes}), found (lane, row, number) AS (
  SELECT lanes.lane,
    (SELECT f.rowid FROM laned f WHERE f.lane = lanes.lane ORDER BY f.site, f.section, f.language LIMIT 1), 1
  FROM lanes
  UNION ALL
  SELECT found.lane, coalesce(
    (SELECT n.rowid FROM laned n WHERE n.lane = found.lane AND n.site = l.site AND n.section = l.section AND n.language > l.language
      ORDER BY n.language LIMIT 1),
    (SELECT n.rowid FROM laned n WHERE n.lane = found.lane AND n.site = l.site AND n.section > l.section
      ORDER BY n.section, n.language LIMIT 1),
    (SELECT n.rowid FROM laned n WHERE n.lane = found.lane AND n.site > l.site ORDER BY n.site, n.section, n.language LIMIT 1)),
    found.number + 1
  FROM found JOIN laned l ON l.rowid = found.row WHERE found.number < {most}
)
SELECT DISTINCT l.site, l.section, l.language FROM found JOIN laned l ON l.rowid = found.row
""",
    "postgresql": """
WITH RECURSIVE lanes (lane) AS (VALUES {lanes}), found (lane, site, section, language, number) AS (
  SELECT f.lane, f.site, f.section, f.language, 1 FROM lanes CROSS JOIN LATERAL (
    SELECT l.lane, l.site, l.section, l.language FROM laned l WHERE l.lane = lanes.lane
    ORDER BY l.site, l.section, l.language LIMIT 1) f
  UNION ALL
  SELECT n.lane, n.site, n.section, n.language, found.number + 1 FROM found CROSS JOIN LATERAL (
    SELECT l.lane, l.site, l.section, l.language FROM laned l
    WHERE l.lane = found.lane AND (l.site, l.section, l.language) > (found.site, found.section, found.language)
    ORDER BY l.site, l.section, l.language LIMIT 1) n WHERE found.number < {most}
)
SELECT DISTINCT site, section, language FROM found
""",
}
_TOLD = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each({shelves})",
    "postgresql": "SELECT each ->> 0, each ->> 1, each ->> 2 FROM jsonb_array_elements(CAST({shelves} AS jsonb)) each",
}


def shelves(rows: Iterable[Row]) -> list[Shelf]:
    """What `finding` finds, in order."""
    found = (Shelf(*row) for row in rows)
    return sorted(found, key=lambda shelf: (shelf.site, shelf.section, shelf.language))


def as_table(dialect: str, parameter: str) -> str:
    """How a statement begins that reads from `shelves` (site, section, language): those that `as_value` told it of."""
    told = _TOLD[dialect].format(shelves=parameter)
    return f"WITH shelves (site, section, language) AS MATERIALIZED ({told}) "


def as_value(shelves: Collection[Shelf]) -> str:
    """Shelves as the value of one parameter."""
    told = [(shelf.site, shelf.section, shelf.language) for shelf in shelves]
    return msgspec.json.encode(told).decode()


@cache
def finding(*, postgresql: bool) -> str:
    """The question for the shelves on which something waits or is reported; at most MOST_SHELVES of each lane."""
    lanes = ", ".join(f"('{lane.value}')" for lane in _SHELVED)
    return _FOUND["postgresql" if postgresql else "sqlite"].format(lanes=lanes, most=MOST_SHELVES)
