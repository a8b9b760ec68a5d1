"""Restock: whatever a crash interrupted is finished, with the steps of every day."""

from diwan.clock import Clock
from diwan.editions.edition import Pressroom
from diwan.lifecycle.publishing import PRINT_RUN, TOGETHER, publish_together
from diwan.lifecycle.screening import screen
from diwan.ports import Press, Storage
from diwan.screening.current import Screens
from diwan.screening.policy import Policies
from diwan.sites import Site


def restock(
    storage: Storage,
    press: Press,
    clock: Clock,
    room: Pressroom,
    sites: dict[str, Site],
    screener: Screens,
    policies: Policies,
) -> None:
    """Finish what a crash interrupted: screen what no check has seen, print what is owed. Run at every start.

    Raises Unavailable, after which running it again continues.
    """
    while True:
        with storage.reading() as view:
            unscreened = view.unscreened(PRINT_RUN)
        for comment_id in unscreened:
            screen(storage, clock, screener, policies, comment_id)
        if len(unscreened) < PRINT_RUN:
            break
    with storage.reading() as view:
        owing = view.owing_threads()
    for start in range(0, len(owing), TOGETHER):
        left = owing[start : start + TOGETHER]
        while left:
            left = publish_together(storage, press, clock, room, sites, left)
