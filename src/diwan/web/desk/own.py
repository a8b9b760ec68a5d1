"""How whoever asks has set the desk up for himself: read once for a page, and only if the page asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from diwan.bootstrap import House
from diwan.desk.preferences import Preferences
from diwan.errors import DiwanError
from diwan.moderators import Moderator
from diwan.storage.preferences import read_preferences

_own: ContextVar[Callable[[], Preferences]] = ContextVar("own")


@contextmanager
def working(house: House, moderator: Moderator | None) -> Iterator[None]:
    """Within it, pages are set up as this moderator wants them; for nobody in particular, as the desk comes."""

    @cache
    def read() -> Preferences:
        if moderator is None:
            return Preferences()
        try:
            with house.store.connection() as connection:
                return read_preferences(connection, moderator.id)
        except DiwanError:
            # The page that says so would need them as well.
            return Preferences()

    before = _own.set(read)
    try:
        yield
    finally:
        _own.reset(before)


def own() -> Preferences:
    """The preferences of whoever asks now."""
    asked = _own.get(None)
    return Preferences() if asked is None else asked()
