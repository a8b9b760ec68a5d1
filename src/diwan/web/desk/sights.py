"""Noting that a moderator is shown what was decided: whoever knows it is not asked to reread it."""

from collections.abc import Collection

from diwan import rereading
from diwan.storage.rereadings import RereadingReader
from diwan.web.desk.visits import Visit


def see(visit: Visit, comment_ids: Collection[str]) -> None:
    """Note it of these comments, before they are shown. Nothing is written where nothing is withheld from the moderator."""
    house, moderator = visit.house, visit.moderator
    with house.store.connection() as connection:
        withheld = RereadingReader(connection).withheld(comment_ids, moderator.id)
    if withheld:
        rereading.see(house.store, moderator.id, withheld).result()


def see_everything(visit: Visit) -> None:
    """Note it of whatever waits to be reread: the moderator takes the whole log with him."""
    house, moderator = visit.house, visit.moderator
    with house.store.connection() as connection:
        withheld = RereadingReader(connection).all_withheld(moderator.id)
    if withheld:
        rereading.see(house.store, moderator.id, withheld).result()
