"""Moderators' preferences, as they are stored: what a page reads of them, and what a job may do with them."""

from sqlalchemy import Connection, text

from diwan.desk import keys
from diwan.desk.preferences import Preferences
from diwan.storage import schema
from diwan.storage.rows import Row
from diwan.storage.statements import Statements

_OWN = "SELECT masking, keys FROM preferences WHERE moderator_id = "
OWN = _OWN + ":moderator"


def read_preferences(connection: Connection, moderator_id: str) -> Preferences:
    """Somebody's preferences; those that come with the desk, if he has set none."""
    return read(connection.execute(text(OWN), {"moderator": moderator_id}).one_or_none())


class PreferenceStatements(Statements):
    """The part of a transaction that preferences need."""

    def preferences(self, moderator_id: str) -> Preferences:
        return read(self._one(_OWN + "?", moderator_id))

    def keep_preferences(self, moderator_id: str, preferences: Preferences) -> None:
        """Keep these, in the place of earlier ones."""
        self._run("DELETE FROM preferences WHERE moderator_id = ?", moderator_id)
        self._insert(
            schema.preferences,
            moderator_id=moderator_id,
            masking=int(preferences.masking),
            keys=preferences.keys.stored,
        )


def read(row: Row | None) -> Preferences:
    """The preferences that a row of OWN tells; without one, those that come with the desk."""
    return Preferences() if row is None else Preferences(bool(row[0]), keys.read(row[1]))
