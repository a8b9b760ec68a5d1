"""Of whom the newsroom asks a second factor, and who has none yet."""

from diwan.bootstrap import House
from diwan.factors import Required, Way
from diwan.moderators import Moderator
from diwan.storage.ways_in import WaysInReader
from diwan.web import sessions


def is_required(house: House, moderator: Moderator) -> bool:
    """Whether a second factor is asked of this person."""
    return Required(house.settings.security.second_factor).of(moderator.role)


def must_set_up(house: House, moderator: Moderator, token: str | None) -> bool:
    """Whether this person must set one up before anything else. Whoever came through the newsroom's provider was asked there."""
    if not is_required(house, moderator):
        return False
    session = sessions.current(house, token)
    if session is not None and session.way is Way.PROVIDER:
        return False
    with house.store.connection() as connection:
        return not WaysInReader(connection).has_second_factor(moderator.id)
