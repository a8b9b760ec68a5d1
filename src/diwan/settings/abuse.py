"""`[sites.abuse]`: what a site asks of those who write while many do, as `diwan.toml` states it."""

from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec

from diwan.admission import Rules, Work

_AS_IT_COMES = Rules()


def _told(about: str, must: str, example: str, check: Any = None) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": None, "check": check}


@dataclass(frozen=True, slots=True)
class Abuse:
    """The table. `rules` is what it comes to."""

    work: str = field(
        default=Work.BUSY.value,
        metadata=_told(
            "When browsers are to do a little work for a comment while its reader writes: `off`, `busy` (while many write under the article) or "
            "`always`. Who cannot work waits instead.",
            'be "off", "busy" or "always"',
            'work = "busy"',
            check=lambda text: text in set(Work),
        ),
    )
    busy_per_minute: Annotated[int, msgspec.Meta(ge=0, le=60_000)] = field(
        default=_AS_IT_COMES.busy_per_minute,
        metadata=_told(
            "Comments a minute under one article from which on it is busy, and asks for work or a wait that grow with the surge. 0: never.",
            "be a whole number from 0 to 60000",
            "busy_per_minute = 120",
        ),
    )
    wait_seconds: Annotated[int, msgspec.Meta(ge=1, le=60)] = field(
        default=_AS_IT_COMES.wait_seconds,
        metadata=_told(
            "The seconds since a form was opened that stand for the least work; twice as many when an article becomes busy, and at most 120.",
            "be a whole number from 1 to 60",
            "wait_seconds = 10",
        ),
    )
    dwell_seconds: Annotated[int, msgspec.Meta(ge=0, le=60)] = field(
        default=_AS_IT_COMES.dwell_seconds,
        metadata=_told(
            "A form sent sooner than so many seconds after it was opened is marked for the moderators; nothing is refused. 0: nobody looks.",
            "be a whole number from 0 to 60",
            "dwell_seconds = 3",
        ),
    )

    @property
    def rules(self) -> Rules:
        return Rules(Work(self.work), self.busy_per_minute, self.wait_seconds, self.dwell_seconds)
