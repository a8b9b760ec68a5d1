"""Of whom the newsroom asks a second factor, and who has none yet."""

from diwan.bootstrap import House
from diwan.factors import Required
from diwan.moderators import Moderator
from diwan.storage.ways_in import WaysInReader


def is_required(house: House, moderator: Moderator) -> bool:
    """Whether a second factor is asked of this person."""
    return Required(house.settings.security.second_factor).of(moderator.role)


def must_set_up(house: House, moderator: Moderator) -> bool:
    """Whether this person must set one up before anything else."""
    if not is_required(house, moderator):
        return False
    with house.store.connection() as connection:
        return not WaysInReader(connection).has_second_factor(moderator.id)
