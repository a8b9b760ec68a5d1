"""What a job may do with how people sign in; the words of `ways_in.WaysIn` say what each method means."""

from collections.abc import Sequence

from diwan.clock import Milliseconds
from diwan.factors import Authenticator, Passkey
from diwan.storage import schema
from diwan.storage.questions import APPOINTED
from diwan.storage.rows import Row
from diwan.storage.statements import Statements
from diwan.ways_in import OPERATOR, Session

PASSKEY = (
    "SELECT id, moderator_id, name, credential, public_key, sign_count, at, used_at, doubted_at FROM passkeys"
)
FACTOR_TABLES = ("passkeys", "authenticators", "recovery_codes", "code_tries")
WAY_TABLES = ("passwords", "sign_in_links", "sessions", "openid_invitations", *FACTOR_TABLES)
HAS_SECOND_FACTOR = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM passkeys WHERE moderator_id = ?) "
    "OR EXISTS (SELECT 1 FROM authenticators WHERE moderator_id = ?)"
)


class SignInStatements(Statements):
    """The part of a transaction that signing in needs."""

    def set_password(self, moderator_id: str, password_hash: str) -> None:
        self._run("DELETE FROM passwords WHERE moderator_id = ?", moderator_id)
        self._insert(schema.passwords, moderator_id=moderator_id, hash=password_hash)

    def keep_sign_in_link(
        self, token_hash: bytes, moderator_id: str, expires_at: Milliseconds, *, by: str = OPERATOR
    ) -> None:
        self._insert(
            schema.sign_in_links, hash=token_hash, moderator_id=moderator_id, by=by, expires_at=expires_at
        )

    def use_sign_in_link(self, token_hash: bytes, at: Milliseconds) -> str | None:
        """The moderator the link belongs to, once: it is gone afterwards."""
        row = self._one(
            "DELETE FROM sign_in_links WHERE hash = ? RETURNING moderator_id, expires_at", token_hash
        )
        self.writes += row is not None
        return row[0] if row and row[1] > at and self._one(APPOINTED, row[0]) else None

    # --- sessions ----------------------------------------------------------------------------------------------

    def keep_session(self, session: Session) -> None:
        self._insert(
            schema.sessions,
            hash=session.hash,
            moderator_id=session.moderator_id,
            way=session.way.value,
            device=session.device,
            began_at=session.began_at,
            seen_at=session.seen_at,
            expires_at=session.expires_at,
        )

    def see_session(self, token_hash: bytes, at: Milliseconds) -> None:
        self._run("UPDATE sessions SET seen_at = ? WHERE hash = ? AND seen_at < ?", at, token_hash, at)

    def end_session(self, token_hash: bytes) -> None:
        self._run("DELETE FROM sessions WHERE hash = ?", token_hash)

    def end_other_ways(self, moderator_id: str, kept: bytes | None) -> None:
        self._run("DELETE FROM sessions WHERE moderator_id = ? AND hash <> ?", moderator_id, kept or b"")
        self._run("DELETE FROM sign_in_links WHERE moderator_id = ?", moderator_id)

    def take_all_ways(self, moderator_id: str) -> None:
        for table in WAY_TABLES:
            self._run(f"DELETE FROM {table} WHERE moderator_id = ?", moderator_id)

    def keep_reset(self, reset_id: str, moderator_id: str, by: str, at: Milliseconds, position: int) -> None:
        self._insert(schema.resets, id=reset_id, moderator_id=moderator_id, by=by, at=at, position=position)

    # --- second factors ----------------------------------------------------------------------------------------

    def has_second_factor(self, moderator_id: str) -> bool:
        return bool(self._one(HAS_SECOND_FACTOR, moderator_id, moderator_id))

    def authenticator(self, moderator_id: str) -> Authenticator | None:
        row = self._one(
            "SELECT nonce, last_step, at FROM authenticators WHERE moderator_id = ?", moderator_id
        )
        return Authenticator(moderator_id, bytes(row[0]), row[1], row[2]) if row else None

    def keep_authenticator(self, authenticator: Authenticator) -> None:
        self._run("DELETE FROM authenticators WHERE moderator_id = ?", authenticator.moderator_id)
        self._insert(
            schema.authenticators,
            moderator_id=authenticator.moderator_id,
            nonce=authenticator.nonce,
            last_step=authenticator.last_step,
            at=authenticator.at,
        )

    def use_step(self, moderator_id: str, step: int) -> None:
        self._run("UPDATE authenticators SET last_step = ? WHERE moderator_id = ?", step, moderator_id)

    def remove_authenticator(self, moderator_id: str) -> bool:
        self.writes += 1
        return bool(
            self._one(
                "DELETE FROM authenticators WHERE moderator_id = ? RETURNING moderator_id", moderator_id
            )
        )

    def passkeys(self, moderator_id: str) -> list[Passkey]:
        rows = self._all(f"{PASSKEY} WHERE moderator_id = ? ORDER BY id", moderator_id)
        return [passkey_from(row) for row in rows]

    def passkey_with(self, credential: bytes) -> Passkey | None:
        row = self._one(f"{PASSKEY} WHERE credential = ?", credential)
        return passkey_from(row) if row else None

    def keep_passkey(self, passkey: Passkey) -> None:
        self._insert(
            schema.passkeys,
            id=passkey.id,
            moderator_id=passkey.moderator_id,
            name=passkey.name,
            credential=passkey.credential,
            public_key=passkey.public_key,
            sign_count=passkey.sign_count,
            at=passkey.at,
            used_at=passkey.used_at,
            doubted_at=passkey.doubted_at,
        )

    def use_passkey(self, passkey_id: str, sign_count: int, at: Milliseconds) -> None:
        self._run("UPDATE passkeys SET sign_count = ?, used_at = ? WHERE id = ?", sign_count, at, passkey_id)

    def doubt_passkey(self, passkey_id: str, at: Milliseconds) -> None:
        self._run("UPDATE passkeys SET doubted_at = ? WHERE id = ? AND doubted_at IS NULL", at, passkey_id)

    def remove_passkey(self, moderator_id: str, passkey_id: str) -> bool:
        self.writes += 1
        return bool(
            self._one(
                "DELETE FROM passkeys WHERE moderator_id = ? AND id = ? RETURNING id",
                moderator_id,
                passkey_id,
            )
        )

    # --- codes -------------------------------------------------------------------------------------------------

    def keep_recovery_codes(self, moderator_id: str, hashes: Sequence[bytes], at: Milliseconds) -> None:
        self._run("DELETE FROM recovery_codes WHERE moderator_id = ?", moderator_id)
        for code_hash in hashes:
            self._insert(schema.recovery_codes, hash=code_hash, moderator_id=moderator_id, at=at)

    def use_recovery_code(self, code_hash: bytes) -> bool:
        self.writes += 1
        return bool(self._one("DELETE FROM recovery_codes WHERE hash = ? RETURNING moderator_id", code_hash))

    def count_recovery_codes(self, moderator_id: str) -> int:
        row = self._one("SELECT count(*) FROM recovery_codes WHERE moderator_id = ?", moderator_id)
        return int(row[0]) if row else 0

    def code_tries(self, moderator_id: str) -> tuple[int, Milliseconds]:
        row = self._one("SELECT count, last_at FROM code_tries WHERE moderator_id = ?", moderator_id)
        return (row[0], row[1]) if row else (0, 0)

    def keep_code_tries(self, moderator_id: str, count: int, at: Milliseconds) -> None:
        self._run("DELETE FROM code_tries WHERE moderator_id = ?", moderator_id)
        if count:
            self._insert(schema.code_tries, moderator_id=moderator_id, count=count, last_at=at)

    def spend_challenge(self, challenge_hash: bytes, expires_at: Milliseconds) -> bool:
        if self._one("SELECT 1 FROM spent_challenges WHERE hash = ?", challenge_hash):
            return False
        self._insert(schema.spent_challenges, hash=challenge_hash, expires_at=expires_at)
        return True


def passkey_from(row: Row) -> Passkey:
    """A row of `PASSKEY`."""
    return Passkey(row[0], row[1], row[2], bytes(row[3]), bytes(row[4]), row[5], row[6], row[7], row[8])
