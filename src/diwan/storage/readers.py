"""Whose session a token opens."""

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.readers import Badge, Reader, Source


class ReaderLookup:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_session(self, token_hash: bytes, site: str, at: Milliseconds) -> Reader | None:
        """The reader whose session on this site it is; None if it has lapsed or was ended."""
        row = self._connection.execute(
            text(
                "SELECT reader_id, site, source, name, badge FROM reader_sessions "
                "WHERE hash = :hash AND site = :site AND expires_at > :at"
            ),
            {"hash": token_hash, "site": site, "at": at},
        ).one_or_none()
        if row is None:
            return None
        return Reader(row[0], row[1], Source(row[2]), row[3], None if row[4] is None else Badge(row[4]))
