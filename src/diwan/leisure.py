"""What has time until the house is quiet: destroying what is overdue, cutting the log, printing the page of figures.

Each is a function that says whether it has more to do at once; `duties` calls them one after the other, behind the sums. What one of them has
not done is found at the next look, or at the next start.
"""

from collections.abc import Callable, Mapping

import structlog

from diwan import retention
from diwan.clock import DAY, Clock, Milliseconds
from diwan.press.house import PrintingHouse
from diwan.retention import Terms
from diwan.settings import Settings
from diwan.sites import Site
from diwan.storage import scrubbing
from diwan.storage.store import Store
from diwan.storage.transparency import account_of
from diwan.transparency import printed

_log = structlog.get_logger("diwan.retention")


def duties(
    settings: Settings, store: Store, press: PrintingHouse, sites: Mapping[str, Site], clock: Clock
) -> dict[str, Callable[[], bool]]:
    """The duties, by name, in the order in which they are looked after."""
    return {
        "retention": _retention(terms(settings), store, sites, clock),
        "scrubbing": _scrubbing(store),
        "accounts": _accounts(store, press, sites, clock),
    }


def terms(settings: Settings) -> Terms:
    """For how long words are kept here."""
    told = settings.retention
    return Terms(told.rejected_words_days, told.report_words_days, told.appeal_words_days)


def _retention(kept: Terms, store: Store, sites: Mapping[str, Site], clock: Clock) -> Callable[[], bool]:
    def look() -> bool:
        count, more = retention.look(store, clock, kept, sites)
        if count:
            _log.info("words-destroyed", count=count)
        return more

    return look


def _accounts(
    store: Store, press: PrintingHouse, sites: Mapping[str, Site], clock: Clock
) -> Callable[[], bool]:
    done: dict[str, int] = {}

    def look() -> bool:
        today = clock() // DAY
        for site in sites.values():
            if done.get(site.id) != today and print_account(store, press, site, clock()):
                done[site.id] = today
        return False

    return look


def print_account(store: Store, press: PrintingHouse, site: Site, at: Milliseconds) -> bool:
    """Print the public account of a site; False while days of it are still being added up. Raises Unavailable.

    Until they are, an account that was printed before stays; where there is none, one that says so is better than nothing.
    """
    with store.connection() as connection:
        made = account_of(connection, site, at)
    whole = not made.missing_days
    if whole or not press.has_account(site.id):
        press.account(site.id, printed.page(made), printed.figures(made), printed.csv(made))
    return whole


def _scrubbing(store: Store) -> Callable[[], bool]:
    # Of an earlier process's erasures nobody knows whether the log was cut behind them: the first look cuts it.
    cut_up_to = -2

    def look() -> bool:
        nonlocal cut_up_to
        newest = scrubbing.newest_destruction(store)
        if newest > cut_up_to and scrubbing.cut_log(store):
            cut_up_to = newest
        return False

    return look
