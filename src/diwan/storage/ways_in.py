"""Who has which second factors and open sessions."""

from sqlalchemy import text

from diwan.clock import Milliseconds
from diwan.factors import Authenticator, Factors, Passkey, Way
from diwan.moderators import Moderator
from diwan.storage.people import MODERATOR_COLUMNS, moderator_from
from diwan.storage.questioning import Questioning
from diwan.storage.rows import Row
from diwan.storage.sign_in_statements import PASSKEY, passkey_from
from diwan.ways_in import Session

_SESSION_COLUMNS = ("hash", "moderator_id", "way", "device", "began_at", "seen_at", "expires_at")
_SESSION = f"SELECT {', '.join(_SESSION_COLUMNS)} FROM sessions"
_HELD = (
    f"SELECT {', '.join(f's.{name}' for name in _SESSION_COLUMNS)}, {MODERATOR_COLUMNS} FROM sessions s "
    "JOIN moderators m ON m.id = s.moderator_id LEFT JOIN dismissals d ON d.moderator_id = m.id WHERE s.hash = :hash"
)
_WITH_SECOND_FACTOR = "SELECT moderator_id FROM passkeys UNION SELECT moderator_id FROM authenticators"


class WaysInReader(Questioning):
    """Reads in the connection's open transaction."""

    def session(self, token_hash: bytes) -> Session | None:
        """The session under this hash, whether or not it has lapsed."""
        rows = self._all(f"{_SESSION} WHERE hash = :hash", hash=token_hash)
        return _session(rows[0]) if rows else None

    def held(self, token_hash: bytes) -> tuple[Session, Moderator] | None:
        """The same, with whom it belongs to, dismissed or not: every request to the desk asks this."""
        rows = self._all(_HELD, hash=token_hash)
        if not rows:
            return None
        [row] = rows
        of_session = len(_SESSION_COLUMNS)
        return _session(row[:of_session]), moderator_from(row[of_session:])

    def sessions(self, moderator_id: str, at: Milliseconds, *, seen_since: Milliseconds) -> list[Session]:
        """Somebody's open sessions, the one used last first."""
        rows = self._connection.execute(
            text(
                f"{_SESSION} WHERE moderator_id = :id AND expires_at > :at AND seen_at > :since "
                "ORDER BY seen_at DESC, began_at DESC, hash"
            ),
            {"id": moderator_id, "at": at, "since": seen_since},
        )
        return [_session(row) for row in rows]

    def factors(self, moderator_id: str) -> Factors:
        """What somebody has set up."""
        asked = {"id": moderator_id}
        passkeys = self._connection.execute(text(f"{PASSKEY} WHERE moderator_id = :id ORDER BY id"), asked)
        app = self._connection.execute(
            text("SELECT nonce, last_step, at FROM authenticators WHERE moderator_id = :id"), asked
        ).one_or_none()
        codes = self._connection.execute(
            text("SELECT count(*) FROM recovery_codes WHERE moderator_id = :id"), asked
        ).scalar_one()
        return Factors(
            tuple(passkey_from(row) for row in passkeys),
            None if app is None else Authenticator(moderator_id, bytes(app[0]), app[1], app[2]),
            codes,
        )

    def passkey_with(self, credential: bytes) -> Passkey | None:
        """The passkey with this credential's id, whoever's it is."""
        row = self._connection.execute(
            text(f"{PASSKEY} WHERE credential = :credential"), {"credential": credential}
        ).one_or_none()
        return None if row is None else passkey_from(row)

    def with_second_factor(self) -> frozenset[str]:
        """Everybody who has a second factor, by id."""
        return frozenset(row[0] for row in self._connection.execute(text(_WITH_SECOND_FACTOR)))

    def has_second_factor(self, moderator_id: str) -> bool:
        found = self._connection.execute(
            text(f"SELECT 1 FROM ({_WITH_SECOND_FACTOR}) f WHERE f.moderator_id = :id"), {"id": moderator_id}
        ).one_or_none()
        return found is not None


def _session(row: Row) -> Session:
    return Session(bytes(row[0]), row[1], Way(row[2]), *row[3:])
