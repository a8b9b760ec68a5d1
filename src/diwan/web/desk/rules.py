"""What is set for each site and section, in words; and the switch by which machines decide nothing more. Everybody reads it and may pause;
editors resume.
"""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from diwan import pausing
from diwan.errors import Unacceptable, Unknown
from diwan.guidelines import Guideline
from diwan.pauses import MAX_REASON_CHARACTERS, Pause
from diwan.screening.policy import MODEL, Policy
from diwan.sites import Site
from diwan.storage.pauses import pauses_in_force
from diwan.storage.people import PeopleReader
from diwan.web.desk.hours import ToldHours, told
from diwan.web.desk.pages import page
from diwan.web.desk.roles import is_editor
from diwan.web.desk.visits import Visit

SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class _Section:
    """What machines may decide in one section, "" for all that have no rules of their own."""

    name: str
    deciders: list[str]
    reject: dict[Guideline, float]
    approve_below: float | None


@dataclass(frozen=True, slots=True)
class _Rules:
    site: Site
    sections: list[_Section]
    hours: list[ToldHours]
    pause: Pause | None


def rules(visit: Visit) -> Response:
    """GET /desk/rules"""
    return _rules(visit)


def pause(visit: Visit) -> Response:
    """POST /desk/pauses: `site`, and why (`reason`)."""
    house, site = visit.house, visit.form.get("site", "")
    if site not in house.sites:
        raise Unknown("There is no such site.")
    reason = visit.form.get("reason", "")
    try:
        pausing.pause(house.store, house.clock, site=site, reason=reason, by=visit.moderator.id).result()
    except Unacceptable as refused:
        return _rules(visit, trouble=refused, at_site=site, reason=reason)
    return RedirectResponse("/desk/rules", SEE_OTHER)


def resume(visit: Visit) -> Response:
    """POST /desk/pauses/{pause_id}/end: `site`. For editors."""
    house = visit.house
    pausing.resume(
        house.store,
        house.clock,
        site=visit.form.get("site", ""),
        pause_id=visit.request.path_params["pause_id"],
        by=visit.moderator.id,
    ).result()
    return RedirectResponse("/desk/rules", SEE_OTHER)


def _rules(
    visit: Visit, *, trouble: Unacceptable | None = None, at_site: str = "", reason: str = ""
) -> Response:
    house = visit.house
    with house.store.connection() as connection:
        paused = pauses_in_force(connection)
        names = {each.id: each.name for each in PeopleReader(connection).moderators()}
    shown = []
    for site in house.sites.values():
        policy = house.policies.sites.get(site.id)
        sections = [("", policy.everywhere), *sorted(policy.sections.items())] if policy else [("", Policy())]
        hours = told(site.hours, house.clock()) if site.hours.are_set else []
        shown.append(
            _Rules(site, [_section(name, each) for name, each in sections], hours, paused.get(site.id))
        )
    return page(
        "rules",
        visit.moderator,
        status=422 if trouble else 200,
        shown=shown,
        names=names,
        validated=sorted(house.screener.now().languages.get(MODEL, frozenset())),
        is_editor=is_editor(visit),
        most=MAX_REASON_CHARACTERS,
        trouble=trouble,
        at_site=at_site,
        reason=reason,
    )


def _section(name: str, policy: Policy) -> _Section:
    approves = MODEL in policy.deciders and all(policy.approve_below.get(code) for code in Guideline)
    return _Section(
        name,
        sorted(policy.deciders),
        dict(policy.reject) if policy.deciders else {},
        min(policy.approve_below.values()) if approves else None,
    )
