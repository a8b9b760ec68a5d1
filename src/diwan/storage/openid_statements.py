"""What the Transaction writes of OpenID: journeys, invitations and ties."""

from collections.abc import Sequence

from diwan.clock import Milliseconds
from diwan.moderators import Role
from diwan.storage import schema
from diwan.storage.statements import Statements
from diwan.ties import Invitation, Journey, Tie, Tied

_TIED = (
    "SELECT t.moderator_id, m.role, t.by FROM ties t JOIN moderators m ON m.id = t.moderator_id "
    "WHERE t.issuer = ? AND t.subject = ?"
)


class OpenIdStatements(Statements):
    """A part of the Transaction."""

    def keep_journey(self, journey: Journey) -> None:
        self._insert(
            schema.openid_journeys,
            state=journey.state,
            browser=journey.browser,
            provider=journey.provider,
            back=journey.back,
            expires_at=journey.expires_at,
        )

    def end_journey(self, state: bytes) -> Journey | None:
        """The journey under this state's hash, once: it is gone afterwards, however old it is."""
        row = self._one(
            "DELETE FROM openid_journeys WHERE state = ? RETURNING browser, provider, back, expires_at", state
        )
        self.writes += row is not None
        return Journey(state, bytes(row[0]), row[1], row[2], row[3]) if row else None

    def keep_invitation(self, invitation: Invitation) -> None:
        """Store it, in place of an earlier one of the same moderator or under the same mark at that provider."""
        self._run(
            "DELETE FROM openid_invitations WHERE provider = ? AND (moderator_id = ? OR mark = ?)",
            invitation.provider,
            invitation.moderator_id,
            invitation.mark,
        )
        self._insert(
            schema.openid_invitations,
            moderator_id=invitation.moderator_id,
            provider=invitation.provider,
            mark=invitation.mark,
            by=invitation.by,
            expires_at=invitation.expires_at,
        )

    def withdraw_invitation(self, moderator_id: str, provider: str) -> bool:
        row = self._one(
            "DELETE FROM openid_invitations WHERE moderator_id = ? AND provider = ? RETURNING provider",
            moderator_id,
            provider,
        )
        self.writes += row is not None
        return row is not None

    def use_invitation(self, provider: str, marks: Sequence[bytes], at: Milliseconds) -> Invitation | None:
        """The invitation under one of these marks, once, if its time is not over."""
        for mark in marks:
            row = self._one(
                "DELETE FROM openid_invitations WHERE provider = ? AND mark = ? RETURNING moderator_id, by, expires_at",
                provider,
                mark,
            )
            self.writes += row is not None
            if row and row[2] > at:
                return Invitation(row[0], provider, mark, row[1], row[2])
        return None

    def tied_to(self, issuer: str, subject: str) -> Tied | None:
        """The moderator to whom an identity belongs, dismissed or not."""
        row = self._one(_TIED, issuer, subject)
        return Tied(row[0], Role(row[1]), row[2]) if row else None

    def keep_tie(self, tie: Tie, *, salt: bytes, position: int) -> None:
        self._insert(
            schema.ties,
            id=tie.id,
            moderator_id=tie.moderator_id,
            issuer=tie.issuer,
            subject=tie.subject,
            salt=salt,
            by=tie.by,
            at=tie.at,
            position=position,
        )

    def forget_lapsed_journeys(self, at: Milliseconds) -> None:
        """Remove journeys and invitations whose time is over."""
        self._run("DELETE FROM openid_journeys WHERE expires_at <= ?", at)
        self._run("DELETE FROM openid_invitations WHERE expires_at <= ?", at)
