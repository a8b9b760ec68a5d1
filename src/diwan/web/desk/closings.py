"""Closing or opening the comments of one article, now or at a time. For editors."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from diwan import closing as acts
from diwan.articles import Article
from diwan.clock import Milliseconds, utc
from diwan.errors import Unacceptable, Unknown
from diwan.pauses import NEVER
from diwan.sites import Site
from diwan.storage.pauses import closings_of
from diwan.storage.people import PeopleReader
from diwan.threads import closing_time, is_open
from diwan.web.desk.hours import told_of
from diwan.web.desk.pages import page
from diwan.web.desk.visits import Visit

SEE_OTHER = 303


def closing(visit: Visit) -> Response:
    """GET /desk/closing: `site` and `article`, as the publisher calls it."""
    query = visit.request.query_params
    return _page(visit, query.get("site", ""), query.get("article", ""))


def set_closing(visit: Visit) -> Response:
    """POST /desk/closing: `site`, `article`, and `closes`: `now`, `at` (with the time `at`, UTC), `never`, or `publisher`."""
    form, house = visit.form, visit.house
    site, article = form.get("site", ""), form.get("article", "")
    try:
        acts.set_closing(
            house.store,
            house.clock,
            site=site,
            article=article,
            closes_at=_chosen(form.get("closes", ""), form.get("at", ""), house.clock()),
            by=visit.moderator.id,
        ).result()
    except Unacceptable as refused:
        return _page(visit, site, article, trouble=refused, at=form.get("at", ""))
    house.duties.print_soon()
    return RedirectResponse(f"/desk/closing?{urlencode({'site': site, 'article': article})}", SEE_OTHER)


def _chosen(closes: str, at: str, now: Milliseconds) -> Milliseconds | None:
    if closes == "now":
        return now
    if closes == "never":
        return NEVER
    if closes == "publisher":
        return None
    try:
        chosen = datetime.fromisoformat(at).replace(tzinfo=UTC)
    except ValueError:
        raise Unacceptable("Choose a day and a time, or one of the other ways.", field="at") from None
    return int(chosen.timestamp() * 1000)


def _page(
    visit: Visit, site_id: str, key: str, *, trouble: Unacceptable | None = None, at: str = ""
) -> Response:
    house = visit.house
    site = house.sites.get(site_id)
    with house.store.reading() as view:
        article = view.article(site_id, key) if site else None
    if site is None or article is None:
        raise Unknown("There is no such article here.", code="unknown-article")
    with house.store.connection() as connection:
        history = closings_of(connection, article.thread_id)
        names = {each.id: each.name for each in PeopleReader(connection).moderators()}
    closes = closing_time(article, site.close_after_days)
    hours = site.hours.of(article.description.section)
    return page(
        "closing",
        visit.moderator,
        status=422 if trouble else 200,
        site=site,
        article=article,
        open=is_open(article, site.close_after_days, house.clock()),
        closes=closes,
        hours=None if hours is None else told_of(hours, house.clock()),
        published=_as_published(article, site),
        history=history,
        names=names,
        never=NEVER,
        trouble=trouble,
        at=at or f"{utc(closes or house.clock()):%Y-%m-%dT%H:%M}",
    )


def _as_published(article: Article, site: Site) -> Milliseconds | None:
    """When it would close by the publisher's word alone."""
    return closing_time(
        Article(
            article.thread_id,
            article.site,
            article.key,
            article.revision,
            article.description,
            article.registered_at,
        ),
        site.close_after_days,
    )
