"""The figures: what was decided, how fast, by whom, and how it held. Nothing on it is about one person."""

from urllib.parse import urlencode

from starlette.responses import Response

from diwan.clock import DAY, Milliseconds
from diwan.desk import figures_sheet, plots
from diwan.desk.agreed import WINDOW
from diwan.desk.figures import RANGES, Page, figures
from diwan.desk.sums import Sums, together
from diwan.errors import Unacceptable
from diwan.storage.sums import KEPT_DAYS, SAMPLE_TODAY, SumsReader
from diwan.web.desk.asking import day_written, read_choice, read_site
from diwan.web.desk.pages import page
from diwan.web.desk.roles import is_editor
from diwan.web.desk.visits import Visit

MOST_AT_ONCE = 2
"""So many days are added up while somebody waits for the page: today, and yesterday just after midnight. Others show a gap."""


def figures_page(visit: Visit) -> Response:
    """GET /desk/figures: `days`, one of RANGES; `site`."""
    trouble = None
    days, site = RANGES[1], None
    try:
        days, site = _asked(visit)
    except Unacceptable as refused:
        trouble = refused
    shown = _shown(visit, days, site)
    return page(
        "figures",
        visit.moderator,
        status=200 if trouble is None else 422,
        trouble=trouble,
        shown=shown,
        asked_days=days,
        asked_site=site or "",
        ranges=RANGES,
        window=WINDOW,
        query=urlencode({"days": days} | ({"site": site} if site else {})),
        sites=visit.house.sites,
        is_editor=is_editor(visit),
        **_drawn(shown),
    )


def figures_csv(visit: Visit) -> Response:
    """GET /desk/figures.csv: the same, as `figures_sheet` writes it. Raises Unacceptable."""
    days, site = _asked(visit)
    written = "".join(figures_sheet.lines(_shown(visit, days, site)))
    name = f"diwan-figures-{day_written(visit.house.clock())}.csv"
    return Response(
        written,
        headers={"content-disposition": f'attachment; filename="{name}"'},
        media_type="text/csv; charset=utf-8",
    )


def _asked(visit: Visit) -> tuple[int, str | None]:
    """For how many days, and for which site. Raises Unacceptable."""
    query = visit.request.query_params
    return read_choice(query, "days", RANGES, RANGES[1]), read_site(query, visit.house.sites)


def _shown(visit: Visit, days: int, site: str | None) -> Page:
    at = visit.house.clock()
    with visit.house.store.connection() as connection:
        reader = SumsReader(connection)
        waiting = reader.waiting(site)
        # Each point of the course of agreement looks back over days before it.
        sums = recent(reader, site, days=min(days + WINDOW - 1, KEPT_DAYS), at=at)
    return figures(sums, waiting, days=days, at=at)


def recent(reader: SumsReader, site: str | None, *, days: int, at: Milliseconds) -> dict[int, Sums]:
    """The sums of the last days, today included; a day that is still to be added up by the duty is left out, unless it is one of the
    latest."""
    today = at // DAY
    sums = reader.kept(site, today - days + 1, today - 1)
    sums |= {day: Sums() for day in range(today - days + 1, min(reader.first_day(at), today))}
    for day in range(today, today - MOST_AT_ONCE, -1):
        if day not in sums and day > today - days:
            of = reader.add_up(day, sample=SAMPLE_TODAY)
            sums[day] = together(of.values()) if site is None else of.get(site, Sums())
    return sums


def _drawn(shown: Page) -> dict[str, object]:
    """The geometry of each plot, with the top of its scale."""
    counts = [moment.waiting for moment in shown.moments]
    waited = plots.count_top(counts)
    halves, lates = [m.median_age for m in shown.moments], [m.late_age for m in shown.moments]
    aged = plots.time_top([*halves, *lates])
    medians, latest = [day.median_wait for day in shown.days], [day.late_wait for day in shown.days]
    took = plots.time_top([*medians, *latest])
    decided = plots.count_top(sum(day.decided) for day in shown.days)
    overturned = plots.count_top(day.overturned for day in shown.days)
    course = [told for _, told in shown.agreement.course]
    return {
        "agreement_plot": {
            "bands": plots.band([_drawable(each.low) for each in course], [each.high for each in course], 1),
            "lines": [plots.lines([_drawable(each.alpha) for each in course], 1)],
        },
        "waiting_plot": {"top": waited, "areas": plots.areas(counts, waited)},
        "age_plot": {"top": aged, "lines": [plots.lines(halves, aged), plots.lines(lates, aged)]},
        "took_plot": {"top": took, "lines": [plots.lines(medians, took), plots.lines(latest, took)]},
        "decided_plot": {
            "top": decided,
            "columns": plots.columns([day.decided for day in shown.days], decided),
        },
        "overturned_plot": {
            "top": overturned,
            "columns": plots.columns([(day.overturned,) for day in shown.days], overturned),
        },
    }


def _drawable(alpha: float | None) -> float | None:
    """Worse than chance is drawn at the bottom; the table says how much."""
    return None if alpha is None else max(0.0, alpha)
