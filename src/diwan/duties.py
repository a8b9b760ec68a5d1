"""What goes on while nobody asks: screening, printing, sealing, tidying, deciding batches, adding up, sending mail, destroying what is
overdue, making up what is owed.

Each wakes when told, and looks by itself.

Nothing here is needed for safety: whatever a duty has not done yet stands on a work list in the database, and is found
at the next look or the next start. A duty that fails says so in the log and tries again.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import structlog

from diwan import batching, former_sheets, lifecycle, sealing, searching, sketching
from diwan.clock import Clock
from diwan.editions.edition import Pressroom
from diwan.errors import Unavailable
from diwan.ledger.notes import SigningKey
from diwan.logs import described
from diwan.ports import Press, Storage
from diwan.screening.current import Screens
from diwan.screening.policy import Policies
from diwan.sites import Site
from diwan.turns import Turns

LOOK_S = 1.0
"""How often the duties look for work that nobody told them of, such as another process's."""
TIDY_EVERY_LOOKS = 300
MAX_TOLD = 10_000
"""Comments of which screening has been told and which it has not taken up. Of those that come then it is not told: it finds them by itself."""

_log = structlog.get_logger("diwan.duties")


class Duties:
    """Five threads: one screens, one prints, one seals and tidies, one decides what was left to a batch, one adds up the days that are over; and a sixth sends mail, where there is a server for it. Start them once; stop them before the storage."""

    def __init__(
        self,
        *,
        storage: Storage,
        press: Press,
        clock: Clock,
        room: Pressroom,
        sites: dict[str, Site],
        screener: Screens,
        policies: Policies,
        key: SigningKey,
        add_up_one: Callable[[], bool] = lambda: False,
        send_one: Callable[[], bool] | None = None,
        tidy: Callable[[], None] = lambda: None,
        at_leisure: Mapping[str, Callable[[], bool]] | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._storage = storage
        self._press = press
        self._clock = clock
        self._room = room
        self._sites = sites
        self._screener = screener
        self._policies = policies
        self._key = key
        self._add_up_one = add_up_one
        self._send_one = send_one
        self._to_send = threading.Event()
        self._tidy = tidy
        # Behind the sums, one after the other: each says whether it has more to do at once.
        self._at_leisure = dict(at_leisure or {})
        self._to_screen: queue.Queue[str | None] = queue.Queue(MAX_TOLD)
        self._turns = turns or Turns()
        self._to_print = threading.Event()
        self._stopping = threading.Event()
        self._to_batch = threading.Event()
        self._threads = [
            threading.Thread(target=self._repeatedly, args=(name, duty), name=f"diwan-{name}", daemon=True)
            for name, duty in (
                ("screening", self._screen),
                ("printing", self._print),
                ("sealing", self._seal),
                ("adding-up", self._add_up),
                ("batches", self._decide_batches),
                *((("mail", self._send_mail),) if send_one else ()),
            )
        ]
        self._screened_up_to = -1
        self._looks = 0
        self._prepared = False
        self._prepared_to_print = False

    def start(self) -> None:
        """Begin. The first look of each duty finishes what the last run left undone."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is in hand, and end."""
        self._stopping.set()
        # Where it is full, nobody waits for it to be filled.
        with suppress(queue.Full):
            self._to_screen.put_nowait(None)
        self._to_print.set()
        self._to_batch.set()
        self._to_send.set()
        for thread in self._threads:
            thread.join()

    def screen_soon(self, comment_id: str) -> None:
        with suppress(queue.Full):
            self._to_screen.put_nowait(comment_id)

    def print_soon(self) -> None:
        self._to_print.set()

    def batch_soon(self) -> None:
        self._to_batch.set()

    def send_soon(self) -> None:
        self._to_send.set()

    def _repeatedly(self, name: str, duty: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                duty()
            except Unavailable as trouble:
                _log.warning("duty-interrupted", duty=name, code=trouble.code)
                self._stopping.wait(LOOK_S)
            except Exception as error:  # noqa: BLE001 - a duty never ends by accident
                _log.error("duty-failed", duty=name, error=described(error))
                self._stopping.wait(LOOK_S)

    def _screen(self) -> None:
        if not self._prepared:
            self._prepared = True
            self._screener.prepare()
        try:
            comment_id = self._to_screen.get(timeout=LOOK_S)
        except queue.Empty:
            with self._storage.reading() as view:
                # A hundred thousand may wait, all of them screened: they are gone through once, not every second.
                self._screened_up_to = view.screened_up_to(self._screened_up_to)
                left = view.unscreened(lifecycle.PRINT_RUN, behind=self._screened_up_to)
            for comment_id in left:
                self._screen_one(comment_id)
            return
        if comment_id is not None:
            self._screen_one(comment_id)

    def _screen_one(self, comment_id: str) -> None:
        # Readers who wait to be acknowledged come first; whoever reads what they sent waits a moment, not for ever.
        self._turns.give_way(self._stopping)
        with self._by_itself("screening"):
            decided = lifecycle.screen(self._storage, self._clock, self._screener, self._policies, comment_id)
            if decided is not None:
                self.print_soon()

    def _print(self) -> None:
        if not self._prepared_to_print:
            self._prepared_to_print = True
            self._room.prepare()
        told = self._to_print.wait(LOOK_S)
        self._to_print.clear()
        with self._storage.reading() as view:
            owing = view.owing_threads()
        if not told and not owing:
            self._room.forget()
        for start in range(0, len(owing), lifecycle.TOGETHER):
            self._print_together(owing[start : start + lifecycle.TOGETHER])

    def _print_together(self, owing: Sequence[str]) -> None:
        """Where something cannot be printed, each of these threads is printed alone, so that only the culprit waits."""
        try:
            self._print_all(owing)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it comes again, and is told then
            for thread_id in owing:
                with self._by_itself("printing"):
                    self._print_all([thread_id])

    def _print_all(self, owing: Sequence[str]) -> None:
        while owing and not self._stopping.is_set():
            owing = lifecycle.publish_together(
                self._storage, self._press, self._clock, self._room, self._sites, owing
            )

    @contextmanager
    def _by_itself(self, name: str) -> Iterator[None]:
        """What cannot be done to one thread or comment must not keep the others waiting; it is tried again next time."""
        try:
            yield
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are not to suffer
            _log.error("duty-failed", duty=name, error=described(error))

    def _decide_batches(self) -> None:
        """One portion after the other, each behind what was submitted meanwhile."""
        self._to_batch.wait(LOOK_S)
        self._to_batch.clear()
        while not self._stopping.is_set() and batching.go_on(self._storage, self._clock, self._screen_first):
            self.print_soon()

    def _screen_first(self, comment_id: str) -> None:
        with self._by_itself("batches"):
            lifecycle.screen_first(self._storage, self._clock, self._screener, comment_id)

    def _send_mail(self) -> None:
        """One mail after the other; what cannot be sent now stays in the outbox."""
        self._to_send.wait(LOOK_S)
        self._to_send.clear()
        while not self._stopping.is_set() and self._send_one is not None and self._send_one():
            pass

    def _seal(self) -> None:
        self._stopping.wait(LOOK_S)
        sealing.seal(self._storage, self._press, self._key)
        with self._by_itself("sketching"):
            sketching.catch_up(self._storage)
        with self._by_itself("searching"):
            searching.catch_up(self._storage)
        self._looks += 1
        if self._looks % TIDY_EVERY_LOOKS == 1:
            self._tidy()
            former_sheets.clear_stale(self._storage, self._press, self._clock)
            at = self._clock()
            self._storage.write(lambda transaction: transaction.forget_lapsed(at)).result()

    def _add_up(self) -> None:
        """One day at a time, so that a house with a long past has its other work done in between."""
        more = self._add_up_one()
        for name, duty in self._at_leisure.items():
            with self._by_itself(name):
                more = duty() or more
        self._stopping.wait(LOOK_S if more else LOOK_S * TIDY_EVERY_LOOKS)
