"""Moderators and the OpenID providers that vouch for them: invitations, ties, and journeys there and back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from diwan.clock import DAY, MINUTE, Milliseconds
from diwan.moderators import Role

JOURNEY_LIFETIME: Milliseconds = 10 * MINUTE
INVITATION_LIFETIME: Milliseconds = 7 * DAY


@dataclass(frozen=True, slots=True)
class Journey:
    """A browser on its way to a provider and back. `state` and `browser` are SHA-256 of what the address and the cookie carry."""

    state: bytes
    browser: bytes
    provider: str
    back: str
    expires_at: Milliseconds


@dataclass(frozen=True, slots=True)
class Invitation:
    """An editor (`by`, his id) said under which `mark` a moderator will come through a provider."""

    moderator_id: str
    provider: str
    mark: bytes
    by: str
    expires_at: Milliseconds


@dataclass(frozen=True, slots=True)
class Tie:
    """The record that an identity at a provider belongs to a moderator, for ever. `by` is who invited him, or `openid:` and the provider."""

    id: str
    moderator_id: str
    issuer: str
    subject: str = field(repr=False)
    by: str
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Tied:
    """To whom an identity belongs, and who said so."""

    moderator_id: str
    role: Role
    by: str


def mark_of_email(address: str) -> bytes:
    """What is stored of the verified e-mail address under which somebody is invited. Large and small letters are the same."""
    return hashlib.sha256(b"email\0" + address.strip().casefold().encode()).digest()


def mark_of_subject(subject: str) -> bytes:
    """What is stored of the subject under which somebody is invited."""
    return hashlib.sha256(b"subject\0" + subject.encode()).digest()


class Ties(Protocol):
    """What a job may do with them, inside the writer's transaction: a part of `ports.Transaction`."""

    def keep_journey(self, journey: Journey) -> None: ...
    def end_journey(self, state: bytes) -> Journey | None:
        """The journey under this state's hash, once: it is gone afterwards, however old it is."""
        ...

    def keep_invitation(self, invitation: Invitation) -> None:
        """Store it, in place of an earlier one of the same moderator or under the same mark at that provider."""
        ...

    def withdraw_invitation(self, moderator_id: str, provider: str) -> bool: ...
    def use_invitation(self, provider: str, marks: Sequence[bytes], at: Milliseconds) -> Invitation | None:
        """The invitation under one of these marks, once, if its time is not over."""
        ...

    def tied_to(self, issuer: str, subject: str) -> Tied | None:
        """The moderator to whom an identity belongs, dismissed or not."""
        ...

    def keep_tie(self, tie: Tie, *, salt: bytes, position: int) -> None: ...
