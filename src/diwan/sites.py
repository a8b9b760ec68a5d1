"""A site: a publication whose threads Diwan keeps. Sites stand in the settings, not in the database."""

from dataclasses import dataclass, field

from diwan.admission import Rules
from diwan.appeals import DAYS
from diwan.hours import AT_ANY_TIME, SiteHours
from diwan.rereadings import PERCENT


@dataclass(frozen=True, slots=True)
class Site:
    """`origins` are the web origins (scheme, host, port) whose pages may embed its threads.

    `close_after_days` counts from an article's registration; None keeps threads open. `first_sight` lets an
    allowed origin's embed register an article with its first comment. Approvals younger than `hold_seconds` are not printed yet.
    Where `guests` is False, only readers who have signed in may write.
    `appeal_days` is how long after a rejection it can be appealed against.
    Of first decisions by people `reread_percent` in a hundred are reread by another moderator.
    `admission` is what is asked of those who write while many do.
    `hours` are those at which comments are taken, outside of which a site or a section of it is shut.
    `answer_within_minutes` is how soon the newsroom means to decide; None where it has no such aim.
    """

    id: str
    name: str
    origins: frozenset[str]
    language: str
    max_characters: int = 5000
    close_after_days: int | None = None
    first_sight: bool = True
    guests: bool = True
    hold_seconds: int = 0
    answer_within_minutes: int | None = None
    appeal_days: int = DAYS
    reread_percent: float = PERCENT
    admission: Rules = field(default_factory=Rules)
    hours: SiteHours = AT_ANY_TIME
