"""What the server asks of the database by itself: every second, every few minutes, at a scrape, and at a start."""

from functools import partial
from typing import TYPE_CHECKING

from diwan import batching, lifecycle, sealing, searching, sketching
from diwan.bootstrap import House
from diwan.editions.edition import Pressroom
from diwan.editions.render import Rendering
from diwan.storage.figures import FiguresReader
from diwan.storage.sums import add_up_one

if TYPE_CHECKING:
    from benchmarks.desk import Timing


def restocked(house: House) -> None:
    """What a start makes up."""
    room = Pressroom(Rendering(house.settings.public_url))
    lifecycle.restock(
        house.store, house.press, house.clock, room, house.sites, house.screener, house.policies
    )


def measure(house: House, timing: "Timing") -> None:
    """Time each look that finds nothing to do."""
    store = house.store

    screened = -1

    def unscreened() -> None:
        nonlocal screened
        with store.reading() as view:
            screened = view.screened_up_to(screened)
            view.unscreened(lifecycle.PRINT_RUN, behind=screened)

    def owing() -> None:
        with store.reading() as view:
            view.owing_threads()

    counted = FiguresReader(store)

    sealing.seal(store, house.press, house.secrets.ledger_key)
    timing.told("every second: what is not screened", unscreened)
    timing.told("every second: what is to be printed", owing)
    timing.told(
        "every second: what is to be sealed",
        lambda: sealing.seal(store, house.press, house.secrets.ledger_key),
    )
    timing.told("every second: sketches that are owed", lambda: sketching.catch_up(store))
    timing.told("every second: search keys that are owed", lambda: searching.catch_up(store))
    screen_first = partial(lifecycle.screen_first, store, house.clock, house.screener)
    timing.told("every second: batches under way", lambda: batching.go_on(store, house.clock, screen_first))
    timing.told("every 5 minutes: days to add up", lambda: add_up_one(store, house.clock()))
    timing.told(
        "every 5 minutes: what has lapsed",
        lambda: store.write(lambda tx: tx.forget_lapsed(house.clock())).result(),
    )
    timing.told("at a scrape: the figures of the house", lambda: counted.read(house.clock()))
