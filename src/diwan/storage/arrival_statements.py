"""What a transaction may say about how comments arrive."""

from collections.abc import Sequence

from diwan.clock import Milliseconds
from diwan.manners import Oddity
from diwan.storage import schema
from diwan.storage.statements import Statements


class ArrivalStatements(Statements):
    """The part of the Transaction that keeps used tickets, and what was odd about an arrival until the checks are told."""

    def is_ticket_used(self, nonce: bytes) -> bool:
        return bool(self._one("SELECT 1 FROM used_tickets WHERE nonce = ?", nonce))

    def use_ticket(self, nonce: bytes, expires_at: Milliseconds) -> None:
        """Two processes that use the same ticket at once meet at its primary key: one of the jobs runs again and sees it."""
        self._gather(schema.used_tickets, nonce, expires_at)

    def note_oddities(self, comment_id: str, oddities: Sequence[Oddity]) -> None:
        self._gather(schema.oddities, comment_id, " ".join(oddities))

    def settle_oddities(self, comment_id: str) -> None:
        self._run("DELETE FROM oddities WHERE comment_id = ?", comment_id)

    def _forget_used_tickets(self, at: Milliseconds) -> None:
        self._run("DELETE FROM used_tickets WHERE expires_at <= ?", at)
