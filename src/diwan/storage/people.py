"""Who is who: moderators, their passwords and links, and the keys of the publisher's servers."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.moderators import Moderator, Role
from diwan.storage.rows import Row

MODERATOR_COLUMNS = "m.id, m.name, m.role, m.at, d.at"
_MODERATORS = f"SELECT {MODERATOR_COLUMNS} FROM moderators m LEFT JOIN dismissals d ON d.moderator_id = m.id"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key of the publisher's server: for one site, under a name. The key itself is not stored."""

    site: str
    name: str
    at: Milliseconds


class PeopleReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def moderators(self) -> list[Moderator]:
        """Everybody who was ever appointed, in the order of appointment."""
        return [
            moderator_from(row)
            for row in self._connection.execute(text(f"{_MODERATORS} ORDER BY m.position"))
        ]

    def moderator_named(self, name: str) -> Moderator | None:
        return self._moderator("m.name = :value", name)

    def appointed(self, moderator_id: str) -> Moderator | None:
        """The moderator with this id; None if there is none, or he was dismissed."""
        return self._moderator("m.id = :value AND d.at IS NULL", moderator_id)

    def ties(self) -> dict[str, list[str]]:
        """The issuers of the identities that are tied to each moderator, in the order in which they were."""
        found: dict[str, list[str]] = {}
        for row in self._connection.execute(text("SELECT moderator_id, issuer FROM ties ORDER BY position")):
            found.setdefault(row[0], []).append(row[1])
        return found

    def invitations(self, at: Milliseconds) -> dict[tuple[str, str], Milliseconds]:
        """Until when each moderator is invited through each provider, whose time is not over."""
        rows = self._connection.execute(
            text("SELECT moderator_id, provider, expires_at FROM openid_invitations WHERE expires_at > :at"),
            {"at": at},
        )
        return {(row[0], row[1]): row[2] for row in rows}

    def has_sign_in_link(self, token_hash: bytes, at: Milliseconds) -> bool:
        """Whether the link is still good; looking does not use it up."""
        row = self._connection.execute(
            text("SELECT 1 FROM sign_in_links WHERE hash = :hash AND expires_at > :at"),
            {"hash": token_hash, "at": at},
        ).one_or_none()
        return row is not None

    def password_hash(self, moderator_id: str) -> str | None:
        row = self._connection.execute(
            text("SELECT hash FROM passwords WHERE moderator_id = :id"), {"id": moderator_id}
        ).one_or_none()
        return None if row is None else str(row[0])

    def api_key(self, key_hash: bytes) -> ApiKey | None:
        row = self._connection.execute(
            text("SELECT site, name, at FROM api_keys WHERE hash = :hash"), {"hash": key_hash}
        ).one_or_none()
        return None if row is None else ApiKey(row[0], row[1], row[2])

    def api_keys(self) -> list[ApiKey]:
        rows = self._connection.execute(text("SELECT site, name, at FROM api_keys ORDER BY site, name")).all()
        return [ApiKey(row[0], row[1], row[2]) for row in rows]

    def _moderator(self, condition: str, value: str) -> Moderator | None:
        row = self._connection.execute(
            text(f"{_MODERATORS} WHERE {condition}"), {"value": value}
        ).one_or_none()
        return None if row is None else moderator_from(row)


def moderator_from(row: Row) -> Moderator:
    """From MODERATOR_COLUMNS."""
    return Moderator(row[0], row[1], Role(row[2]), row[3], row[4])
