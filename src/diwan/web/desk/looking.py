"""What a moderator asks to see, in the address of a page: the lane, its order, what he reads, where to go on."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from diwan.desk import lanes
from diwan.desk.lanes import BY_SURENESS, Lane, Order, Place, Reads
from diwan.moderators import Role
from diwan.web.desk.paths import HOME

T = TypeVar("T")

_AFTER = re.compile(r"([0-9]{1,18})(?:-([0-9]{1,7}))?", re.ASCII)
_MOST_CHOICES = 50
MIXED, STRAIGHT = "mixed", "straight"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; whatever it says wrongly is what one sees at first."""

    lane: Lane = Lane.OLDEST
    order: Order = Order.AGE
    mixed: bool = True
    reads: Reads = Reads()  # noqa: RUF009 - frozen
    after: Place | None = None

    def address(self, **changes: object) -> str:
        """The address of this look, or of one that differs in `changes`. Another look begins at its beginning."""
        look = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        pairs: list[tuple[str, str]] = []
        if look.lane is not Lane.OLDEST:
            pairs.append(("lane", look.lane.value))
        if look.order is not Order.AGE and look.lane in BY_SURENESS:
            pairs.append(("order", look.order.value))
        if not look.mixed:
            pairs.append(("mixed", "no"))
        for name, chosen in (
            ("site", look.reads.sites),
            ("section", look.reads.sections),
            ("language", look.reads.languages),
        ):
            pairs += [(name, value) for value in sorted(chosen)]
        if look.after is not None:
            doubt = f"-{look.after.doubt}" if look.order is Order.SURENESS else ""
            pairs.append(("after", f"{look.after.position}{doubt}"))
        return f"{HOME}?{urlencode(pairs)}" if pairs else HOME

    def live(self, since: int) -> str:
        """The address of the stream that tells of this look what has changed since the ledger had so many entries."""
        _, _, query = self.address().partition("?")
        return f"{HOME}/live?{query}{'&' if query else ''}since={since}"


def read_asked(query: QueryParams, role: Role) -> Asked:
    """What the query asks for, as far as somebody in this role may see it."""
    lane = _one_of(Lane, query.get("lane", ""), Lane.OLDEST)
    if lane not in lanes.of(role):
        lane = Lane.OLDEST
    order = _one_of(Order, query.get("order", ""), Order.AGE) if lane in BY_SURENESS else Order.AGE
    found = _AFTER.fullmatch(query.get("after", ""))
    return Asked(
        lane=lane,
        order=order,
        mixed=query.get("mixed") != "no",
        reads=Reads(*(_chosen(query, name) for name in ("site", "section", "language"))),
        after=Place("", int(found[1]), int(found[2] or 0)) if found else None,
    )


def _chosen(query: QueryParams, name: str) -> frozenset[str]:
    return frozenset(query.getlist(name)[:_MOST_CHOICES])


def _one_of(kind: Callable[[str], T], written: str, otherwise: T) -> T:
    try:
        return kind(written)
    except ValueError:
        return otherwise
