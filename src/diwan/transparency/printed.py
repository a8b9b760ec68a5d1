"""The account as bytes: a page that is whole by itself, JSON, and CSV. The same account makes the same bytes."""

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from diwan.clock import DAY, Milliseconds, iso, utc
from diwan.desk import plots, sheet
from diwan.desk.typical_wait import rounded_up
from diwan.editions.words import ReaderWords, words_for
from diwan.transparency.account import WEEKS, Account
from diwan.transparency.small import SMALL

FORMAT = "diwan-transparency/1"
_templates = Environment(
    loader=PackageLoader("diwan.transparency", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def page(account: Account) -> bytes:
    """The page, in the site's language. It needs no script and fetches nothing."""
    words = words_for(account.language)
    weeks = account.weeks
    top = plots.count_top(week.approved + week.rejected for week in weeks)
    longest = plots.time_top(week.most for week in weeks)
    html = _templates.get_template("page.html").render(
        account=account,
        words=words,
        weeks=WEEKS,
        small=SMALL,
        day=lambda at: day_of(words, at),
        length=lambda at: length_of(words, at),
        hundredths=lambda number: hundredths(words, number),
        decided_plot={
            "top": top,
            "columns": plots.columns([(week.approved, week.rejected) for week in weeks], top),
        },
        time_plot={
            "top": longest,
            "lines": [
                plots.lines([week.half for week in weeks], longest),
                plots.lines([week.most for week in weeks], longest),
            ],
        },
    )
    return html.encode()


def figures(account: Account) -> bytes:
    """The same as JSON: days as YYYY-MM-DD, moments as RFC 3339, lengths of time in milliseconds; null where nothing is told."""
    told: dict[str, object] = msgspec.to_builtins(account)
    del told["first_day"], told["end_day"]
    for week, written in zip(account.weeks, told["weeks"], strict=True):  # type: ignore[call-overload]
        del written["first_day"]
        written["first_day"] = _iso_day(week.first_day)
    for revision, written in zip(account.revisions, told["revisions"], strict=True):  # type: ignore[call-overload]
        written["at"] = iso(revision.at)
    told["printed_at"] = iso(account.printed_at)
    head = {
        "format": FORMAT,
        "first_day": _iso_day(account.first_day),
        "last_day": _iso_day(account.end_day - 1),
    }
    return msgspec.json.format(msgspec.json.encode({**head, **told}), indent=1) + b"\n"


def csv(account: Account) -> bytes:
    """The same numbers as CSV: what is counted, in which week or part, and how many. Empty where nothing is told."""
    rows: list[tuple[str, str, str, int | float | None]] = [
        (figure, "", week, number)
        for each in account.weeks
        for week in (_iso_day(each.first_day),)
        for figure, number in (
            ("received", each.received),
            ("approved", each.approved),
            ("rejected", each.rejected),
            ("half decided within, ms", each.half),
            ("95 of 100 decided within, ms", each.most),
        )
    ]
    rows += [
        ("received", "", "", account.received),
        ("approved", "", "", account.approved),
        ("rejected", "", "", account.rejected),
    ]
    if account.detail is not None:
        detail = account.detail
        rows += [("rejected by guideline", code.value, "", count) for code, count in detail.reasons.items()]
        rows += [
            ("rejected by guideline", "others together", "", detail.other_reasons),
            ("decided by", "people", "", detail.by_person),
            ("decided by", "machine", "", detail.by_machine),
            ("half decided within, ms", "", "", detail.half),
            ("95 of 100 decided within, ms", "", "", detail.most),
        ]
    rows += [
        ("appeals", "made", "", account.appeals_made),
        ("appeals", "upheld", "", account.appeals_upheld),
        ("appeals", "overturned", "", account.appeals_overturned),
        ("reports", "made", "", account.reports_made),
        ("reports", "kept", "", account.reports_kept),
        ("reports", "rejected", "", account.reports_rejected),
        ("criticism of the publisher", "decisions looked at", "", account.criticism_looked_at),
        ("criticism of the publisher", "decided", "", account.criticism_decided),
        ("criticism of the publisher", "rejected", "", account.criticism_rejected),
        ("agreement of two moderators", "pairs", "", account.agreement.pairs),
        ("agreement of two moderators", "alpha", "", account.agreement.alpha),
        ("agreement of two moderators", "alpha, from", "", account.agreement.low),
        ("agreement of two moderators", "alpha, to", "", account.agreement.high),
    ]
    lines = [sheet.line(("site", "figure", "part", "week from", "number"))]
    lines += [
        sheet.line((account.site_name, *told, "" if number is None else str(number)))
        for *told, number in rows
    ]
    return (sheet.BYTE_ORDER_MARK + "".join(lines)).encode()


def day_of(words: ReaderWords, at: Milliseconds) -> str:
    """The day without the hour, as the language writes it."""
    return words.day(at)


def length_of(words: ReaderWords, length: Milliseconds) -> str:
    """A length of time as one says it, rounded up."""
    return words.count(*rounded_up(length)) if length else words.number(0)


def hundredths(words: ReaderWords, number: float) -> str:
    """A small number with two places behind the point, as the language writes it."""
    text = words.locale.hundredths(abs(number))
    return f"\N{MINUS SIGN}{text}" if number < 0 else text


def _iso_day(day: int) -> str:
    return utc(day * DAY).date().isoformat()
