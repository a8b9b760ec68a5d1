"""How whoever asks has set the desk up for himself: read once for a page, and only if the page asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from diwan.bootstrap import House
from diwan.desk.preferences import Preferences
from diwan.errors import DiwanError
from diwan.moderators import Moderator
from diwan.storage.preferences import read_preferences


class _Own:
    """One moderator's preferences, for as long as he is answered."""

    def __init__(self, house: House, moderator: Moderator | None) -> None:
        self._house, self._moderator = house, moderator
        self._found = Preferences() if moderator is None else None

    def told(self, found: Preferences) -> None:
        self._found = found

    def read(self) -> Preferences:
        if self._found is None and self._moderator is not None:
            self._found = self._read(self._moderator.id)
        return self._found or Preferences()

    def _read(self, moderator_id: str) -> Preferences:
        try:
            with self._house.store.connection() as connection:
                return read_preferences(connection, moderator_id)
        except DiwanError:
            # The page that says so would need them as well.
            return Preferences()


_own: ContextVar[_Own] = ContextVar("own")


@contextmanager
def working(house: House, moderator: Moderator | None) -> Iterator[None]:
    """Within it, pages are set up as this moderator wants them; for nobody in particular, as the desk comes."""
    before = _own.set(_Own(house, moderator))
    try:
        yield
    finally:
        _own.reset(before)


def own() -> Preferences:
    """The preferences of whoever asks now."""
    asked = _own.get(None)
    return Preferences() if asked is None else asked.read()


def told_of_own(found: Preferences) -> None:
    """What a page has read of them already, together with all else that it reads."""
    asked = _own.get(None)
    if asked is not None:
        asked.told(found)
