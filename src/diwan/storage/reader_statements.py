"""What a job may do with readers inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from diwan.clock import Milliseconds
from diwan.readers import Arrival, Badge, Reader, Source
from diwan.storage import schema
from diwan.storage.statements import Statements

_HERE = "SELECT 1 FROM readers r WHERE r.id = ? AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.reader_id = r.id)"
# A row that is there already answers nothing; on PostgreSQL this waits for another process's commit, and then sees its row.
_USE = (
    "INSERT INTO used_sign_ins (hash, expires_at) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING RETURNING hash"
)

_SIGNED = (
    "SELECT s.comment_id FROM signers s JOIN comments c ON c.id = s.comment_id WHERE s.reader_id = ? "
    "ORDER BY c.position DESC LIMIT ?"
)


class ReaderStatements(Statements):
    """The part of a transaction that readers need."""

    def reader_known_as(self, site: str, source: Source, subject: str) -> str | None:
        row = self._one(
            "SELECT reader_id FROM reader_subjects WHERE site = ? AND source = ? AND subject = ?",
            site,
            source.value,
            subject,
        )
        return row[0] if row else None

    def is_here(self, reader_id: str) -> bool:
        return bool(self._one(_HERE, reader_id))

    def has_departed(self, reader_id: str) -> bool:
        return bool(self._one("SELECT 1 FROM departures WHERE reader_id = ?", reader_id))

    def keep_reader(
        self,
        reader_id: str,
        arrival: Arrival,
        *,
        salt: bytes,
        commitment: str,
        at: Milliseconds,
        position: int,
    ) -> None:
        """Store the reader, and beside him what can be erased."""
        self._insert(
            schema.readers, id=reader_id, commitment=bytes.fromhex(commitment), at=at, position=position
        )
        self._insert(
            schema.reader_subjects,
            reader_id=reader_id,
            salt=salt,
            site=arrival.site,
            source=arrival.source.value,
            subject=arrival.subject,
        )

    def keep_departure(self, reader_id: str, by: str, at: Milliseconds, position: int) -> None:
        """Record the departure, then remove his subject; the triggers allow the second only after the first."""
        self._insert(schema.departures, reader_id=reader_id, by=by, at=at, position=position)
        self._run("DELETE FROM reader_subjects WHERE reader_id = ?", reader_id)
        self._run("DELETE FROM reader_sessions WHERE reader_id = ?", reader_id)

    def keep_signature(
        self,
        comment_id: str,
        reader_id: str,
        badge: Badge | None,
        *,
        salt: bytes,
        commitment: str,
        at: Milliseconds,
        position: int,
    ) -> None:
        """Store that the comment is signed, and beside it by whom."""
        self._insert(
            schema.signatures,
            comment_id=comment_id,
            commitment=bytes.fromhex(commitment),
            at=at,
            position=position,
        )
        self._insert(
            schema.signers,
            comment_id=comment_id,
            salt=salt,
            reader_id=reader_id,
            badge=None if badge is None else badge.value,
        )

    def signed_by(self, reader_id: str, most: int) -> list[str]:
        # Who signed a comment is erased with its words: what is here still has them.
        return [row[0] for row in self._all(_SIGNED, reader_id, most)]

    def keep_reader_session(self, token_hash: bytes, reader: Reader, expires_at: Milliseconds) -> None:
        self._insert(
            schema.reader_sessions,
            hash=token_hash,
            reader_id=reader.id,
            site=reader.site,
            source=reader.source.value,
            name=reader.name,
            badge=None if reader.badge is None else reader.badge.value,
            expires_at=expires_at,
        )

    def end_reader_session(self, token_hash: bytes) -> None:
        self._run("DELETE FROM reader_sessions WHERE hash = ?", token_hash)

    def use_sign_in(self, sign_in_hash: bytes, at: Milliseconds, expires_at: Milliseconds) -> bool:
        """True for the first use only. One that is over by now is never a first use: it may be forgotten any moment."""
        if expires_at <= at:
            return False
        row = self._one(_USE, sign_in_hash, expires_at)
        self.writes += row is not None
        return row is not None

    def forget_lapsed_readers(self, at: Milliseconds) -> None:
        """Remove the sessions, and the used sign-ins, whose time is over."""
        self._run("DELETE FROM reader_sessions WHERE expires_at <= ?", at)
        self._run("DELETE FROM used_sign_ins WHERE expires_at <= ?", at)
