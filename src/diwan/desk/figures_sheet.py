"""The figures as CSV: one line for each number, so that a spreadsheet can turn them as it likes. Pure.

`figure` says what is counted, `day` (ISO 8601, UTC) on which day and is empty for the whole stretch of days, `of` which part of it, and
`value` is a plain number: counts, lengths of time in seconds, alpha and the ends of its range. What is not known is left out.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from diwan.desk.agreement import Agreement
from diwan.desk.figures import SERIES, Day, Page
from diwan.desk.sheet import BYTE_ORDER_MARK, line

COLUMNS = ("figure", "day", "of", "value")
HOUR_S = 3600


def lines(page: Page) -> Iterator[str]:
    """The heading, and a line for each number of the page."""
    yield BYTE_ORDER_MARK + line(COLUMNS)
    for day in page.days:
        if day.added_up:
            for figure, of, value in _of_day(day):
                yield from _line(figure, _written(day.day), of, value)
    for moment in page.moments:
        at = datetime.fromtimestamp(moment.hour * HOUR_S, UTC).strftime("%Y-%m-%dT%H:00Z")
        yield from _line("waiting", at, "", moment.waiting)
        yield from _line("waiting_age_s", at, "median", _seconds(moment.median_age))
        yield from _line("waiting_age_s", at, "p95", _seconds(moment.late_age))
    for figure, of, value in _of_all(page):
        yield from _line(figure, "", of, value)
    for number, told in page.agreement.course:
        for of, value in _alpha(told):
            yield from _line("agreement_28_days", _written(number), of, value)


def _of_day(day: Day) -> Iterator[tuple[str, str, float | None]]:
    yield "submitted", "", day.came
    yield "time_to_decision_s", "median", _seconds(day.median_wait)
    yield "time_to_decision_s", "p95", _seconds(day.late_wait)
    for (outcome, by_machine), count in zip(SERIES, day.decided, strict=True):
        yield "decided", f"{outcome}/{'machine' if by_machine else 'person'}", count
    yield "overturned", "", day.overturned
    yield "appeals", "made", day.appeals_made
    yield "appeals", "overturned", day.appeals_overturned
    yield "appeals", "upheld", day.appeals_upheld
    yield "criticism", "decided", day.critics
    yield "criticism", "rejected", day.rejected_critics


def _of_all(page: Page) -> Iterator[tuple[str, str, float | None]]:
    for guideline, count in page.reasons:
        yield "rejected_under", guideline, count
    for kind, count in page.kinds:
        yield "rejected_under", f"abuse/{kind}", count
    yield "compared", "", page.sampled
    for each in page.compared:
        yield "compared", f"{each.guideline}/both", each.both
        yield "compared", f"{each.guideline}/machine", each.machine_alone
        yield "compared", f"{each.guideline}/otherwise", each.otherwise
        yield "compared", f"{each.guideline}/person", each.person_alone
    for author_kind, share in page.overturned:
        yield "overturned_of", f"{author_kind}/overturned", share.part
        yield "overturned_of", f"{author_kind}/decided", share.whole
    for of, value in _alpha(page.agreement.outcome):
        yield "agreement", f"outcome/{of}", value
    for under in page.agreement.under:
        yield "agreement", f"{under.guideline}/named", under.named
        for of, value in _alpha(under.agreement):
            yield "agreement", f"{under.guideline}/{of}", value


def _alpha(told: Agreement) -> Iterator[tuple[str, float | None]]:
    yield "reread", told.units
    yield "alike", told.alike
    yield "alpha", told.alpha
    yield "low", told.low
    yield "high", told.high


def _line(figure: str, day: str, of: str, value: float | None) -> Iterator[str]:
    if value is not None:
        yield line((figure, day, of, str(value) if isinstance(value, int) else f"{value:.4f}"))


def _seconds(milliseconds: int | None) -> int | None:
    return None if milliseconds is None else round(milliseconds / 1000)


def _written(day: int) -> str:
    return datetime.fromtimestamp(day * 86_400, UTC).date().isoformat()
