"""How much each person at the desk has decided lately. Not how fast: nobody is ranked."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from diwan.clock import DAY, Milliseconds
from diwan.moderators import Moderator
from diwan.storage.people import PeopleReader

WEEK, MONTH = 7, 30

# One look into `decisions_by_author` for each person: the last one, and as many as he made in thirty days.
_LATELY = """
SELECT m.id,
  (SELECT max(d.at) FROM decisions d WHERE d.author_kind = 'moderator' AND d.author_name = m.id),
  (SELECT count(*) FROM decisions d WHERE d.author_kind = 'moderator' AND d.author_name = m.id AND d.at >= :week),
  (SELECT count(*) FROM decisions d WHERE d.author_kind = 'moderator' AND d.author_name = m.id AND d.at >= :month)
FROM moderators m
"""


@dataclass(frozen=True, slots=True)
class AtWork:
    """A person, and his decisions of the last 7 and 30 days. `last` is the time of the last one ever, or None."""

    moderator: Moderator
    last: Milliseconds | None
    week: int
    month: int


def at_work(connection: Connection, at: Milliseconds) -> list[AtWork]:
    """Everybody who was ever appointed, in the order of names: those of today first."""
    since = {"week": at - WEEK * DAY, "month": at - MONTH * DAY}
    lately = {row[0]: row[1:] for row in connection.execute(text(_LATELY), since)}
    people = [AtWork(each, *lately[each.id]) for each in PeopleReader(connection).moderators()]
    return sorted(
        people, key=lambda each: (each.moderator.dismissed_at is not None, each.moderator.name.casefold())
    )
