"""When comments open again, as readers are told it: by the page without JavaScript, in a refusal, and by the widget, which is given the week once
for all (`frontend/widget/hours.js`).

It is said by the weekday, for it is never further than a week, and in the time of the newsroom; whoever may live by another clock is
told which that is.
"""

from contextlib import suppress
from typing import Any

from markupsafe import Markup

from diwan.bootstrap import House
from diwan.clock import Milliseconds
from diwan.editions.words import ReaderWords, words_for
from diwan.errors import OutsideHours, Unavailable
from diwan.hours import Hours, SiteHours, is_shut, local, opens_at
from diwan.sites import Site

NEAR = ("opens-today", "opens-tomorrow")


def again(words: ReaderWords, hours: Hours, at: Milliseconds) -> Markup:
    """When a site that is shut at `at` opens again, in whole sentences."""
    opens = local(hours, opens_at(hours, at))
    days = (opens.date() - local(hours, at).date()).days
    time = words.locale.time(opens.hour * 60 + opens.minute)
    weekday = words.locale.weekdays[opens.weekday()]
    when = (
        words.fill(NEAR[days], time=time)
        if days < len(NEAR)
        else words.fill("opens-on", weekday=weekday, time=time)
    )
    zone = words.fill("opens-zone", zone=Markup("<bdi>{}</bdi>").format(zone_of(hours, opens_at(hours, at))))
    return Markup(" ").join((when, zone))


def zone_of(hours: Hours, at: Milliseconds) -> str:
    """How far the site's clock is from UTC at a moment, such as `UTC+3`."""
    offset = local(hours, at).utcoffset()
    minutes = 0 if offset is None else round(offset.total_seconds() / 60)
    whole, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'-' if minutes < 0 else '+'}{whole}" + (f":{rest:02}" if rest else "")


def refusal(words: ReaderWords, refused: OutsideHours) -> Markup:
    """The answer to a comment that came while the site was shut, as HTML."""
    return Markup(" ").join((words.problem(refused.code), again(words, refused.hours, refused.at)))


def shut(house: House, site: Site, article_key: str) -> Hours | None:
    """The hours of an article's section, if by them nobody may write now. Where the section cannot be asked for, the site's."""
    hours = site.hours.everywhere
    if site.hours.sections:
        with suppress(Unavailable), house.store.reading() as view:
            article = view.article(site.id, article_key)
            hours = site.hours.of("" if article is None else article.description.section)
    return hours if is_shut(hours, house.clock()) else None


def tell(house: House, site: Site, article_key: str, language: str, refused: OutsideHours) -> OutsideHours:
    """The same error, which tells it as text, too: for the widget, in the article's language or, before it is known here, in `language`."""
    with house.store.reading() as view:
        article = view.article(site.id, article_key)
    if article is not None:
        language = article.description.language
    refused.told = refusal(words_for(language), refused).striptags()
    return refused


def printed(words: ReaderWords, hours: SiteHours) -> dict[str, Any]:
    """The week as the widget reads it: openings in minutes by weekday, Monday's first, and all that it says of them. Times are written out
    here, as its browser may not know how.
    """
    weeks = [each for each in (hours.everywhere, *hours.sections.values()) if each is not None]
    begins = sorted({opening.begins for week in weeks for day in week.days for opening in day})
    return {
        "zone": weeks[0].zone.key,
        "everywhere": None if hours.everywhere is None else _week(hours.everywhere),
        "sections": {name: _week(each) for name, each in sorted(hours.sections.items())},
        "shut": words.say("hours-shut"),
        "days": [words.say(key) for key in NEAR],
        "weekdays": [words.say("opens-on").replace("{weekday}", name) for name in words.locale.weekdays],
        "times": {str(minutes): words.locale.time(minutes) for minutes in begins},
        "named": words.say("opens-zone"),
    }


def _week(hours: Hours) -> list[list[list[int]]]:
    return [[[opening.begins, opening.ends] for opening in day] for day in hours.days]
