"""The relying party: Diwan before one provider. A method that asks the provider says so, and waits until it answers or its time is up."""

import hashlib
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit, urlunsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey
from requests import RequestException

from diwan.clock import SECOND, Clock
from diwan.openid import discovery, id_token, keys
from diwan.openid.claims import Claims, found
from diwan.openid.discovery import Metadata
from diwan.openid.kept import Kept
from diwan.openid.trouble import Denied, NotGenuine, Silent
from diwan.openid.wire import Wire


@dataclass(frozen=True, slots=True)
class Registration:
    """Diwan as a provider knows it. `wanted` are claims for which userinfo is asked where the ID token lacks them."""

    issuer: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    private_key: Key | None = field(default=None, repr=False)
    timeout_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody the provider vouches for. `authenticated_at`: when it last saw him in person, in seconds since 1970, if it says so."""

    issuer: str
    subject: str
    claims: Claims = field(repr=False)
    authenticated_at: int | None


class Party:
    """One for each provider in each process. `clock` tells the time, `seconds` (monotonic) how long something has been kept."""

    def __init__(
        self, registration: Registration, clock: Clock, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._registration = registration
        self._clock = clock
        self._wire = Wire(
            timeout_s=registration.timeout_s, loopback=discovery.is_on_loopback(registration.issuer)
        )
        self._metadata = Kept(self._discover, seconds)
        self._keys = Kept(self._fetch_keys, seconds)

    def way_there(self, *, state: str, nonce: str, verifier: str, max_age_s: int | None = None) -> str:
        """The address to send the browser to. Asks the provider for its discovery document. Raises Silent."""
        extra: dict[str, Any] = {} if max_age_s is None else {"max_age": max_age_s}
        with self._session() as session:
            there, _ = session.create_authorization_url(
                self._metadata.get().authorization,
                state=state,
                nonce=nonce,
                code_verifier=verifier,
                response_mode="query",
                **extra,
            )
        return str(there)

    def check_answer(self, *, issuer: str | None, error: str | None) -> None:
        """The parameters with which the browser comes back, but for `state` and `code`. Asks for the discovery document.

        Raises NotGenuine where another provider answers (RFC 9207), Denied for an error of this one, Silent.
        """
        if issuer != self._registration.issuer and (issuer is not None or self._metadata.get().names_itself):
            raise NotGenuine("answer-issuer")
        if error is not None:
            raise Denied(error if error in _ERRORS else "other")

    def vouched(self, *, code: str, nonce: str, verifier: str) -> Vouched:
        """Whom the provider vouches for under this code. Asks it. Raises Silent, Denied (a code that is not good), NotGenuine."""
        metadata = self._metadata.get()
        with self._session() as session:
            token = self._token(session, metadata, code, verifier)
            encoded, access = token.get("id_token"), token.get("access_token")
            if not isinstance(encoded, str) or not isinstance(access, str):
                raise Silent("token-answer")
            claims = id_token.verified(
                encoded,
                algorithms=metadata.algorithms,
                known=self._keys.get,
                renewed=self._keys.again,
                issuer=self._registration.issuer,
                client_id=self._registration.client_id,
                nonce=nonce,
                access_token=access,
                now_s=self._now_s(),
            )
            if metadata.userinfo and any(found(claims, name) is None for name in self._registration.wanted):
                # What the ID token says holds: userinfo only adds to it.
                claims = {**self._userinfo(session, metadata.userinfo, claims["sub"]), **claims}
        return Vouched(self._registration.issuer, claims["sub"], claims, id_token.authenticated_at(claims))

    def could_sign_out(self) -> bool:
        """Whether the provider has said that it offers a sign-out. Nobody is asked."""
        metadata = self._metadata.known()
        return metadata is not None and metadata.end_session is not None

    def way_out(self, back: str) -> str | None:
        """Where the browser signs out of the provider, and from there comes `back`. Asks for the discovery document. Raises Silent."""
        end_session = self._metadata.get().end_session
        if end_session is None:
            return None
        parts = urlsplit(end_session)
        asked = urlencode({"client_id": self._registration.client_id, "post_logout_redirect_uri": back})
        return urlunsplit(parts._replace(query=f"{parts.query}&{asked}" if parts.query else asked))

    def _now_s(self) -> int:
        return self._clock() // SECOND

    def _session(self) -> OAuth2Session:
        """A new one for each conversation: a session remembers tokens and cookies."""
        told = self._registration
        session = OAuth2Session(
            told.client_id,
            told.private_key or told.secret or None,
            scope=" ".join(told.scopes),
            redirect_uri=told.redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method=self._authentication(),
        )
        session.register_client_auth_method(("client_secret_basic", _basic))
        self._wire.mount_on(session)
        return session

    def _authentication(self) -> str:
        told, metadata = self._registration, self._metadata.known()
        if told.private_key is not None:
            return "private_key_jwt"
        if not told.secret:
            return "none"
        offered = metadata.authentication if metadata else ()
        return (
            "client_secret_post"
            if "client_secret_basic" not in offered and "client_secret_post" in offered
            else "client_secret_basic"
        )

    def _token(self, session: OAuth2Session, metadata: Metadata, code: str, verifier: str) -> dict[str, Any]:
        key = self._registration.private_key
        if key is not None:
            algorithm = "RS256" if isinstance(key, RSAKey) else "ES256" if isinstance(key, ECKey) else "EdDSA"
            kid = key.thumbprint()
            session.register_client_auth_method(
                PrivateKeyJWT(metadata.token, headers={"kid": kid}, alg=algorithm)
            )
        try:
            return dict(
                session.fetch_token(
                    metadata.token, grant_type="authorization_code", code=code, code_verifier=verifier
                )
            )
        except AuthlibBaseError as error:
            # What only whoever runs Diwan can mend is told apart from a code that was used before.
            raise (Denied("code") if error.error == "invalid_grant" else Silent("token-refused")) from None
        except (RequestException, JoseError, ValueError, TypeError, AttributeError):
            raise Silent("token-answer") from None

    def _userinfo(self, session: OAuth2Session, address: str, subject: str) -> dict[str, Any]:
        try:
            answer = session.get(address, headers={"Accept": "application/json"})
            told = answer.json() if answer.status_code == 200 else None
        except (AuthlibBaseError, RequestException, ValueError, TypeError):
            raise Silent("userinfo") from None
        if not isinstance(told, dict):
            raise Silent("userinfo")
        if told.get("sub") != subject:
            raise NotGenuine("userinfo-sub")
        # Who he is, for whom and until when, the signed token alone says.
        return {name: value for name, value in told.items() if name not in _SIGNED_ONLY}

    def _discover(self) -> Metadata:
        issuer = self._registration.issuer
        return discovery.read(self._get(discovery.address(issuer), "discovery"), issuer)

    def _fetch_keys(self) -> Sequence[Key]:
        return keys.read(self._get(self._metadata.get().keys, "keys"))

    def _get(self, address: str, what: str) -> object:
        with OAuth2Session(self._registration.client_id) as session:
            self._wire.mount_on(session)
            try:
                answer = session.get(address, headers={"Accept": "application/json"}, withhold_token=True)
                told: object = answer.json() if answer.status_code == 200 else None
            except (RequestException, ValueError, RecursionError):
                raise Silent(what) from None
        if told is None:
            raise Silent(what)
        return told


# RFC 6749, section 4.1.2.1, and OpenID Connect Core 1.0, section 3.1.2.6.
_ERRORS = frozenset(
    {
        "access_denied",
        "account_selection_required",
        "consent_required",
        "interaction_required",
        "invalid_request",
        "invalid_scope",
        "login_required",
        "server_error",
        "temporarily_unavailable",
        "unauthorized_client",
        "unsupported_response_type",
    }
)
_SIGNED_ONLY = frozenset(
    {"iss", "sub", "aud", "exp", "iat", "nbf", "nonce", "azp", "auth_time", "acr", "amr"}
)


def _basic(client: Any, _method: str, uri: str, headers: dict[str, str], body: str) -> Any:
    """Authlib's own does not encode id and secret as RFC 6749, section 2.3.1, has it."""
    pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    return uri, headers, body


def derived(secret: str, state: str, what: str) -> str:
    """A journey's nonce or verifier: made of what the browser alone holds, so that no copy of the database has it. 43 characters."""
    made = hashlib.sha256(
        b"\0".join(part.encode() for part in ("diwan-openid", what, state, secret))
    ).digest()
    return urlsafe_b64encode(made).rstrip(b"=").decode()
