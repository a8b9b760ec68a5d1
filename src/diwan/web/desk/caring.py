"""What a moderator has read in his shift, counted for him alone.

In memory that all processes of the server share, under a pseudonym of the day (`tallies`): in no file, no database and no log. It begins
anew twelve hours after its first comment, at the latest when the pseudonyms change, and is gone with the server. Nobody else can ask for it: the
only way to it is somebody's own session. Counted is what he has dealt with: decided, passed on, answered or kept.
"""

from typing import Any

from diwan.bootstrap import House
from diwan.desk import care
from diwan.desk.care import Exposure
from diwan.errors import DiwanError
from diwan.guidelines import Guideline
from diwan.storage.screened import findings_of
from diwan.tallies import NOTHING, Seconds, Tally
from diwan.web.desk.visits import Visit

SHIFT: Seconds = 12 * 3600.0


def exposure(house: House, moderator_id: str) -> Exposure:
    """What he has read in this shift."""
    found = Exposure()

    def look(tally: Tally, _now: Seconds) -> None:
        nonlocal found
        found = _read(tally)

    house.tallies.change(_name(house, moderator_id), look)
    return found


def dealt_with(visit: Visit, comment_id: str, under: Guideline | None = None) -> Exposure:
    """Count one comment more: under what the checks say that it likely breaks, and under what it was rejected."""
    house, moderator = visit.house, visit.moderator
    try:
        with house.store.glance() as connection:
            broken = care.broken(findings_of(connection, comment_id))
    except DiwanError:
        # What was decided is decided: its answer does not depend on this.
        broken = frozenset()
    if under is not None:
        broken |= {under}
    after = Exposure()

    def count(tally: Tally, now: Seconds) -> Tally:
        nonlocal after
        after = _read(tally).and_one(broken)
        until = now + SHIFT if tally == NOTHING else tally.until
        return Tally(until, after.read, after.bits)

    house.tallies.change(_name(house, moderator.id), count)
    return after


def told(after: Exposure) -> dict[str, Any]:
    """As his page's script is told of it."""
    return {"read": after.read, "seen": after.by_guideline, "rest": after.wants_rest}


def _name(house: House, moderator_id: str) -> bytes:
    return house.tallies.name("exposure", moderator_id.encode())


def _read(tally: Tally) -> Exposure:
    return care.unpacked(int(tally.number), tally.marks)
