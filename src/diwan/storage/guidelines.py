"""Reading the revisions of the guidelines."""

from sqlalchemy import Connection, text

from diwan.guidelines import Guidelines
from diwan.storage import texts

MOST_LISTED = 200
"""So many revisions are listed, the latest."""

_ONE = "SELECT revision, texts, by, at FROM guidelines WHERE revision = :revision"
_LATEST = "SELECT revision, texts, by, at FROM guidelines ORDER BY revision DESC LIMIT 1"
_ALL = "SELECT revision, by, at FROM guidelines ORDER BY revision DESC LIMIT :most"


class GuidelinesReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self) -> Guidelines:
        """The revision that holds. There is one since the founding."""
        row = self._connection.execute(text(_LATEST)).one()
        return Guidelines(row[0], texts.load(row[1]), row[2], row[3])

    def revision(self, number: int) -> Guidelines | None:
        """One revision; None if there is none of this number."""
        row = self._connection.execute(text(_ONE), {"revision": number}).one_or_none()
        return None if row is None else Guidelines(row[0], texts.load(row[1]), row[2], row[3])

    def revisions(self) -> list[Guidelines]:
        """The latest revisions without their texts, the latest first."""
        rows = self._connection.execute(text(_ALL), {"most": MOST_LISTED}).all()
        return [Guidelines(row[0], {}, row[1], row[2]) for row in rows]
