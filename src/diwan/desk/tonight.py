"""Can we open this story tonight? How many comments may come in the next hours, and how many moderators they take. Pure.

The method is to look, not to model. There are two kinds of days in the past: how many comments came to the whole site between the same
hours on each of the last PAST_DAYS days, and how many a story of this section had in its first hours, for each of the last stories. Both
are kept as they were, and every day is put together with every story: the sums of all pairs are what may be expected of an evening with
one more story, if stories do not come because the evening is busy anyway (that is assumed). Of these sums stand on the page the middle
one, the one that nine of ten do not exceed, and the largest; each is the sum of numbers that happened, none is fitted. (Quantiles are
definition 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996.)

What machines decided in the last weeks is taken off in the same share. How long a decision takes is the middle gap between two decisions
of one moderator in one sitting (`sums.gaps`), which is reading and deciding together. No shift is perfectly even: the moderators told are
the least who could have done it, when all work through.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diwan.clock import HOUR, Milliseconds
from diwan.decisions import AuthorKind
from diwan.desk.sums import Sums, quantile, together

PAST_DAYS = 28
HOURS = (2, 3, 4, 6, 8, 12)
"""The lengths that can be asked about."""

FEWEST_DAYS = 14
FEWEST_STORIES = 10
FEWEST_GAPS = 50
"""With less of a past, nothing is told."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A number of comments, on half of all occasions (`middle`), on nine of ten (`most`), and at the worst (`worst`)."""

    middle: int
    most: int
    worst: int


@dataclass(frozen=True, slots=True)
class Needed:
    """Moderators, for the same occasions."""

    middle: int
    most: int
    worst: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said; None of a part where there is not enough past to tell.

    `anyway` comes to the site in these hours, `of_section` of it to the section, `story` to one story of the section, `together_` is what
    comes anyway and the story; `people_share` is the part that
    people decided, `seconds` the middle gap between two decisions. `needed` has the moderators to keep up with what comes,
    and to work off `waiting` comments as well, in the same hours. `days`, `stories` and `gaps` say how much past there was.
    """

    anyway: Expected | None
    of_section: Expected | None
    story: Expected | None
    together_: Expected | None
    people_share: float | None
    seconds: float | None
    needed: Needed | None
    waiting: int
    days: int
    stories: int
    gaps: int


def tonight(
    past: Mapping[int, Sums],
    stories: Sequence[int],
    *,
    today: int,
    began: int,
    start_hour: int,
    hours: int,
    section: str | None,
    waiting: int,
) -> Answer:
    """The answer for `hours` hours from `start_hour` (UTC).

    `past` has the site's sums by day, `stories` how many comments each of the last stories of the section had in its first
    `hours` hours. `today` is the day of the question and `began` the first day on which there was anything, both from 1970.
    """
    days = [
        day for day in range(max(today - PAST_DAYS, began), today) if _is_known(past, day, start_hour + hours)
    ]
    evenings = [_came(past, day, start_hour, hours) for day in days]
    whole = together(past[day] for day in days)
    gaps = sum(whole.gaps.values())
    anyway = _expected(evenings) if len(days) >= FEWEST_DAYS else None
    story = _expected(stories) if len(stories) >= FEWEST_STORIES else None
    both = _expected([one + other for one in evenings for other in stories]) if anyway and story else None
    firsts = sum(whole.firsts.values())
    share = whole.firsts.get(AuthorKind.MODERATOR, 0) / firsts if firsts >= FEWEST_GAPS else None
    gap = quantile(whole.gaps, 0.5) if gaps >= FEWEST_GAPS else None
    needed = None
    if both is not None and share is not None and gap is not None:
        needed = Needed(
            *(_needed(count * share + waiting, gap, hours) for count in (both.middle, both.most, both.worst))
        )
    return Answer(
        anyway=anyway,
        of_section=_expected([_came(past, day, start_hour, hours, section) for day in days])
        if anyway and section
        else None,
        story=story,
        together_=both,
        people_share=share,
        seconds=None if gap is None else gap / 1000,
        needed=needed,
        waiting=waiting,
        days=len(days),
        stories=len(stories),
        gaps=gaps,
    )


def _is_known(past: Mapping[int, Sums], day: int, end_hour: int) -> bool:
    return day in past and (end_hour <= 24 or day + 1 in past)


def _came(past: Mapping[int, Sums], day: int, start_hour: int, hours: int, section: str | None = None) -> int:
    """How many came in these hours, which may go on after midnight; to one section, or to all."""
    came = 0
    for later, hour in (divmod(hour, 24) for hour in range(start_hour, start_hour + hours)):
        for key, count in past[day + later].came.items():
            at, _, where = key.partition("/")
            if at == str(hour) and section in (None, where):
                came += count
    return came


def _expected(counts: Sequence[int]) -> Expected:
    ordered = sorted(counts)
    return Expected(_at(ordered, 0.5), _at(ordered, 0.9), ordered[-1])


def _at(ordered: Sequence[int], share: float) -> int:
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _needed(comments: float, gap: Milliseconds, hours: int) -> int:
    return math.ceil(comments * gap / (hours * HOUR))
