"""Coming to the desk through an OpenID provider: an editor invites, the first arrival ties, every later one is recognised.

Guaranteed: an identity belongs to one moderator for ever, so that nobody who was dismissed comes back by signing in, under whatever
name he is invited or appointed anew.
"""

import secrets
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from diwan import identifiers
from diwan.clock import Clock
from diwan.comments import SALT_BYTES
from diwan.errors import Conflict, NotAllowed, Unacceptable, Unknown
from diwan.ledger.commitments import identity_commitment
from diwan.ledger.entries import Appointed, Tied
from diwan.ledger.leaves import encode
from diwan.moderators import Moderator, Role, check_name
from diwan.ports import Storage, Transaction
from diwan.ties import INVITATION_LIFETIME, Invitation, Tie, Tied as Known

UNINVITED = "This account has no place at the desk. Ask an editor to invite it, then sign in again."


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody a provider vouches for. `marks` are those under which he may have been invited.

    `by_claim` says that his claims decide whether he may come, and `role` which one they give him, if any.
    """

    provider: str
    issuer: str
    subject: str = field(repr=False)
    marks: Sequence[bytes] = field(repr=False)
    name: str = field(repr=False)
    role: Role | None = None
    by_claim: bool = False


def invite(
    storage: Storage, clock: Clock, *, moderator_id: str, provider: str, mark: bytes, editor: str
) -> "Future[Invitation]":
    """Let whoever comes through the provider under this mark be that moderator: once, within a week.

    The future raises Unknown for a moderator who is not appointed (any more), NotAllowed for such an editor.
    """

    def work(transaction: Transaction) -> Invitation:
        # The ledger's turn, so that nobody is dismissed in between.
        transaction.next_position()
        if not transaction.is_appointed(moderator_id):
            raise Unknown("There is no such moderator any more. Load the page again.")
        if not transaction.is_appointed(editor):
            raise NotAllowed("This editor was dismissed and may no longer invite others.")
        invitation = Invitation(moderator_id, provider, mark, editor, clock() + INVITATION_LIFETIME)
        transaction.keep_invitation(invitation)
        return invitation

    return storage.write(work)


def arrive(storage: Storage, clock: Clock, newcomer: Newcomer) -> "Future[str]":
    """The id of the moderator who this is, tied to him if this is the first time; appointed, where a claim may do that.

    The future raises NotAllowed for whoever has no place at the desk, or no longer; Conflict where somebody else has his name.
    """

    def work(transaction: Transaction) -> str:
        position = transaction.next_position()
        at = clock()
        known = transaction.tied_to(newcomer.issuer, newcomer.subject)
        if known is not None:
            if not transaction.is_appointed(known.moderator_id) or _has_lost_his_role(known, newcomer):
                raise NotAllowed(UNINVITED, code="openid-uninvited")
            return known.moderator_id
        invitation = transaction.use_invitation(newcomer.provider, newcomer.marks, at)
        if invitation is not None and transaction.is_appointed(invitation.moderator_id):
            moderator_id, by = invitation.moderator_id, invitation.by
        elif newcomer.by_claim and newcomer.role is not None:
            moderator_id, by = (
                _appoint(transaction, clock, newcomer, newcomer.role),
                f"openid:{newcomer.provider}",
            )
            position = transaction.next_position()
        else:
            raise NotAllowed(UNINVITED, code="openid-uninvited")
        salt = secrets.token_bytes(SALT_BYTES)
        tie = Tie(identifiers.new(at), moderator_id, newcomer.issuer, newcomer.subject, by, at)
        transaction.keep_tie(tie, salt=salt, position=position)
        identity = identity_commitment(salt, tie.issuer, tie.subject)
        transaction.append(encode(Tied(at=at, moderator=moderator_id, tie=tie.id, identity=identity, by=by)))
        return moderator_id

    return storage.write(work)


def _has_lost_his_role(known: Known, newcomer: Newcomer) -> bool:
    """Whom a claim has appointed comes as long as it still gives him what he was appointed as."""
    # Whatever the provider was called then, and through whichever he comes.
    if not known.by.startswith("openid:"):
        return False
    return newcomer.role is None or (known.role is Role.EDITOR and newcomer.role is not Role.EDITOR)


def _appoint(transaction: Transaction, clock: Clock, newcomer: Newcomer, role: Role) -> str:
    """As `founding.appoint`, within the transaction that ties."""
    try:
        check_name(newcomer.name)
    except Unacceptable:
        raise NotAllowed(
            "The account gives no name that could stand beside decisions. Ask an editor to invite it.",
            code="openid-uninvited",
        ) from None
    if transaction.moderator_named(newcomer.name):
        raise Conflict(
            "There is, or was, a moderator of this name. Ask an editor to invite the account.",
            code="openid-name-taken",
        )
    at = clock()
    moderator = Moderator(id=identifiers.new(at), name=newcomer.name, role=role, appointed_at=at)
    transaction.keep_moderator(moderator, transaction.next_position())
    transaction.append(encode(Appointed(at=at, moderator=moderator.id, role=role.value, name=moderator.name)))
    return moderator.id
