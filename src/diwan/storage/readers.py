"""Whose session a token opens, and what he has written."""

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.readers import Badge, Reader, Source

_END = 2**62
"""More than any position, or count, will ever be."""


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

    def came_at(self, reader_id: str) -> Milliseconds:
        """When this reader arrived for the first time. Raises NoResultFound."""
        found = self._connection.execute(text("SELECT at FROM readers WHERE id = :id"), {"id": reader_id})
        at: Milliseconds = found.scalar_one()
        return at

    def signed(self, reader_id: str, most: int | None = None, *, before: int | None = None) -> list[str]:
        """The ids of comments that this reader has signed and whose words are not erased, the latest first; from before a ledger
        position, at most so many.
        """
        rows = self._connection.execute(
            text(
                "SELECT s.comment_id FROM signers s JOIN comments c ON c.id = s.comment_id "
                "WHERE s.reader_id = :reader AND c.position < :before ORDER BY c.position DESC LIMIT :most"
            ),
            {
                "reader": reader_id,
                "before": _END if before is None else before,
                "most": _END if most is None else most,
            },
        )
        return [row[0] for row in rows]
