"""Passkeys (WebAuthn Level 3): what a browser is asked for, and whether its answer is good.

Every passkey is discoverable and verifies its holder (by finger, face or PIN), so that it is two factors in itself and needs no name
beside it. The relying party and the origin follow from `public_url` and from nothing that a request says. A challenge is a seal, good
for five minutes and once; the one for a new passkey is good for one person only.
"""

import hashlib
import ipaddress
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from diwan import identifiers
from diwan.bootstrap import House
from diwan.clock import MINUTE, Milliseconds
from diwan.errors import NotSignedIn, Unacceptable
from diwan.factors import Passkey
from diwan.moderators import Moderator
from diwan.web.requests import own_origin
from diwan.web.seals import Opened, Seals

LASTING: Milliseconds = 5 * MINUTE
_RANDOM_BYTES = 16
_TO_SIGN_IN = "passkey: sign in"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that was answered: by its hash it is known again until it lapses."""

    hash: bytes
    expires_at: Milliseconds


@dataclass(frozen=True, slots=True)
class Shown:
    """A sound answer of a registered passkey: which one, its counter, and the challenge it answers."""

    passkey: Passkey
    sign_count: int
    challenge: Challenge


def relying_party(public_url: str) -> str | None:
    """The id under which browsers keep the passkeys: the host. None where no browser would: not a secure context, or no name."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    if parts.scheme != "https" and host != "localhost" and not host.endswith(".localhost"):
        return None
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return None


def creation_options(house: House, moderator: Moderator, known: Sequence[Passkey]) -> str:
    """The options for `navigator.credentials.create()` as JSON. Raises Unacceptable where passkeys cannot be."""
    options = webauthn.generate_registration_options(
        rp_id=_required(house),
        rp_name="Diwan desk",
        user_id=bytes.fromhex(moderator.id),
        user_name=moderator.name,
        user_display_name=moderator.name,
        challenge=_challenge(house, _to_register(moderator)),
        timeout=LASTING,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each.credential) for each in known],
    )
    return webauthn.options_to_json(options)


def request_options(house: House) -> str:
    """The options for `navigator.credentials.get()` as JSON: for whichever passkey of this desk. Raises Unacceptable."""
    options = webauthn.generate_authentication_options(
        rp_id=_required(house),
        challenge=_challenge(house, _TO_SIGN_IN),
        timeout=LASTING,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def registered(house: House, moderator: Moderator, name: str, answer: str) -> tuple[Passkey, Challenge]:
    """The passkey that the browser made. Raises Unacceptable: the answer is not good, or too late."""
    try:
        credential = parse_registration_credential_json(answer)
        challenge = _answered(house, _to_register(moderator), credential.response.client_data_json)
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=_challenge_in(credential.response.client_data_json),
            expected_rp_id=_required(house),
            expected_origin=own_origin(house.settings.public_url),
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - whatever these bytes did to the libraries, they are no passkey
        raise Unacceptable(
            "The passkey was not accepted, or it took longer than five minutes. Please try again.",
            code="passkey",
        ) from None
    at = house.clock()
    passkey = Passkey(
        identifiers.new(at),
        moderator.id,
        name,
        verified.credential_id,
        verified.credential_public_key,
        verified.sign_count,
        at,
    )
    return passkey, challenge


def shown(house: House, answer: str, find: Callable[[bytes], Passkey | None]) -> Shown:
    """The passkey that signed. Raises NotSignedIn: it is not known here, or its answer is not good.

    Its counter is not compared yet: that is done where it is stored (`sessions.open_with_passkey`).
    """
    try:
        credential = parse_authentication_credential_json(answer)
        challenge = _answered(house, _TO_SIGN_IN, credential.response.client_data_json)
        passkey = find(credential.raw_id)
        if passkey is None or credential.response.user_handle not in {
            None,
            bytes.fromhex(passkey.moderator_id),
        }:
            raise ValueError("unknown here")
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=_challenge_in(credential.response.client_data_json),
            expected_rp_id=_required(house),
            expected_origin=own_origin(house.settings.public_url),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - whatever these bytes did to the libraries, they open nothing
        raise NotSignedIn(
            "This passkey was not accepted. It may have been removed here, or it took longer than five minutes. Please try again, "
            "or sign in with your password.",
            code="passkey",
        ) from None
    return Shown(passkey, verified.new_sign_count, challenge)


def _required(house: House) -> str:
    found = relying_party(house.settings.public_url)
    if found is None:
        raise Unacceptable(
            "Passkeys need https and a name, not a number, in public_url. Use an authenticator app instead.",
            code="no-passkeys",
        )
    return found


def _to_register(moderator: Moderator) -> str:
    return f"passkey: register for {moderator.id}"


def _challenge(house: House, purpose: str) -> bytes:
    seals = Seals(house.secrets.receipts)
    return seals.make(purpose, secrets.token_bytes(_RANDOM_BYTES), house.clock() + LASTING)


def _challenge_in(client_data: bytes) -> bytes:
    return parse_client_data_json(client_data).challenge


def _answered(house: House, purpose: str, client_data: bytes) -> Challenge:
    told = parse_client_data_json(client_data)
    opened: Opened | None = Seals(house.secrets.receipts).open(purpose, told.challenge, house.clock())
    if opened is None or told.cross_origin:
        raise ValueError("not our challenge, or too late, or asked for by a page around ours")
    return Challenge(hashlib.sha256(told.challenge).digest(), opened.until)
