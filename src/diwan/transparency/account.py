"""What a site tells the public of its moderation, worked out from the sums of days. Pure.

The account is of whole weeks, from Monday to Sunday of UTC: it changes once a week, so that nobody can subtract yesterday's figures from today's
and be left with one person. What it tells of small numbers is `small`'s to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diwan.clock import DAY, Milliseconds
from diwan.decisions import AuthorKind, Outcome
from diwan.desk import agreed, typical_wait
from diwan.desk.agreement import LEAST
from diwan.desk.sums import Sums, quantile, together
from diwan.guidelines import Guideline
from diwan.transparency.small import FEWEST, pooled, split

WEEKS = 12
WEEK_DAYS = 7
_MONDAY = 4
"""The first Monday of 1970 was its fifth day."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week's line. `first_day` counts from 1970. Times are None where too few were decided to say."""

    first_day: int
    received: int
    approved: int
    rejected: int
    half: Milliseconds | None
    most: Milliseconds | None

    @property
    def at(self) -> Milliseconds:
        """Its beginning."""
        return self.first_day * DAY


@dataclass(frozen=True, slots=True)
class Detail:
    """What is told beside totals, where enough was decided.

    `reasons`: rejections by guideline, with all that are too few to name in `other_reasons`. `by_person` and `by_machine` are decisions; None
    where one of them is too small. `half` and `most` (95 of 100) are of first decisions by people.
    """

    reasons: Mapping[Guideline, int]
    other_reasons: int
    by_person: int | None
    by_machine: int | None
    half: Milliseconds | None
    most: Milliseconds | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two moderators who did not know of each other judge alike, on approving or rejecting: Krippendorff's alpha over all of the
    newsroom, and the interval in which it lies with 95 of 100, to the hundredth. All three None where there are too few `pairs` to tell.
    """

    pairs: int
    alpha: float | None
    low: float | None
    high: float | None

    fewest = LEAST
    """Of fewer pairs nothing is told."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of the guidelines, with the wording that readers of the site read; texts by guideline."""

    number: int
    at: Milliseconds
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger as it was signed last, before this was printed."""

    size: int
    note: str


@dataclass(frozen=True, slots=True)
class Account:
    """Everything on the page. Where too little was decided, `detail` is None and there are no `weeks`; `first_day` and `end_day` (exclusive) count from 1970."""

    site: str
    site_name: str
    language: str
    first_day: int
    end_day: int
    printed_at: Milliseconds
    weeks: tuple[Week, ...]
    received: int
    approved: int
    rejected: int
    detail: Detail | None
    appeals_made: int
    appeals_upheld: int
    appeals_overturned: int
    reports_made: int
    reports_kept: int
    reports_rejected: int
    criticism_looked_at: int
    """Decisions by people that were looked at for it: all of a small site's, a sample of a large one's."""
    criticism_decided: int
    criticism_rejected: int
    agreement: Agreement
    missing_days: int
    """Days of this time that have not been added up."""
    revisions: tuple[Revision, ...]
    checkpoint: Checkpoint | None


def span(at: Milliseconds) -> tuple[int, int]:
    """The first day of the account made at this moment, and the day behind its last: WEEKS whole weeks up to the last Sunday."""
    today = at // DAY
    end = today - (today - _MONDAY) % WEEK_DAYS
    return end - WEEKS * WEEK_DAYS, end


def account(
    sums: Mapping[int, Sums],
    *,
    site: str,
    site_name: str,
    language: str,
    at: Milliseconds,
    began: int,
    revisions: Sequence[Revision],
    checkpoint: Checkpoint | None,
) -> Account:
    """The account of a site. `sums` by day; on days before `began`, the house's first, nothing happened."""
    first, end = span(at)
    whole = together(sums[day] for day in range(first, end) if day in sums)
    approved, rejected = _decided(whole, Outcome.APPROVED), _decided(whole, Outcome.REJECTED)
    enough = approved + rejected >= FEWEST
    return Account(
        site=site,
        site_name=site_name,
        language=language,
        first_day=first,
        end_day=end,
        printed_at=at,
        weeks=tuple(_week(sums, monday) for monday in range(first, end, WEEK_DAYS)) if enough else (),
        received=sum(whole.came.values()),
        approved=approved,
        rejected=rejected,
        detail=_detail(whole) if enough else None,
        appeals_made=whole.appeals.get("made", 0),
        appeals_upheld=whole.appeals.get("upheld", 0),
        appeals_overturned=whole.appeals.get("overturned", 0),
        reports_made=whole.reports.get("made", 0),
        reports_kept=whole.reports.get("kept", 0),
        reports_rejected=whole.reports.get("rejected", 0),
        criticism_looked_at=whole.sampled,
        criticism_decided=sum(whole.criticism.get(f"marked/{outcome}", 0) for outcome in Outcome),
        criticism_rejected=whole.criticism.get(f"marked/{Outcome.REJECTED}", 0),
        agreement=_agreement(whole),
        missing_days=sum(day not in sums for day in range(max(first, began), end)),
        revisions=tuple(revisions),
        checkpoint=checkpoint,
    )


def _detail(whole: Sums) -> Detail:
    told, others = pooled({code: whole.reasons.get(code, 0) for code in Guideline})
    by_person = sum(whole.decided.get(f"{outcome}/{AuthorKind.MODERATOR}", 0) for outcome in Outcome)
    parts = split(by_person, sum(whole.decided.values()) - by_person)
    half, most = _times(whole)
    return Detail(
        reasons={Guideline(code): count for code, count in told.items()},
        other_reasons=others,
        by_person=parts[0] if parts else None,
        by_machine=parts[1] if parts else None,
        half=half,
        most=most,
    )


def _agreement(whole: Sums) -> Agreement:
    found = agreed.on_outcome(whole.reread)
    told = [
        None if number is None else round(number, 2) + 0.0 for number in (found.alpha, found.low, found.high)
    ]
    return Agreement(found.units, *told)


def _week(sums: Mapping[int, Sums], monday: int) -> Week:
    days = range(monday, monday + WEEK_DAYS)
    whole = together(sums[day] for day in days if day in sums)
    half, most = _times(whole)
    return Week(
        first_day=monday,
        received=sum(whole.came.values()),
        approved=_decided(whole, Outcome.APPROVED),
        rejected=_decided(whole, Outcome.REJECTED),
        half=half,
        most=most,
    )


def _decided(sums: Sums, outcome: Outcome) -> int:
    return sum(sums.decided.get(f"{outcome}/{kind}", 0) for kind in AuthorKind)


def _times(sums: Sums) -> tuple[Milliseconds | None, Milliseconds | None]:
    if sum(sums.waits.values()) < typical_wait.FEWEST:
        return None, None
    return quantile(sums.waits, 0.5), quantile(sums.waits, 0.95)
