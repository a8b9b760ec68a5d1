"""A browser's journey to a provider and back: begun here, bound to this browser, over after ten minutes or at the first return.

The address carries a *state*, the browser a secret in a cookie that no other host can set; the database keeps the SHA-256 of both, with
where to go on. Nonce and PKCE verifier are made of the two, so that they are stored nowhere.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from diwan.bootstrap import House
from diwan.errors import TooMany
from diwan.openid.party import Vouched, derived
from diwan.openid.trouble import Denied, Lapsed, NotGenuine, Silent
from diwan.settings import Provider
from diwan.ties import JOURNEY_LIFETIME, Journey
from diwan.web.limits import client_of
from diwan.web.openid.gates import Gate
from diwan.web.protection import Proxies, Pseudonyms, RateLimit

COOKIE = "__Host-diwan-openid"
PER_MINUTE, BURST = 20, 10
"""Journeys from one client address: a newsroom may sit behind one."""
_TOKEN_BYTES = 32
_TOKEN_CHARACTERS = 43

_log = structlog.get_logger("diwan.web.openid")


class Turnstile:
    """How many journeys one client may begin: each asks for a row, and perhaps a provider."""

    def __init__(self, house: House) -> None:
        self._proxies = Proxies(house.settings.server.trusted_proxies)
        self._pseudonyms = Pseudonyms(house.tallies)
        self._limit = RateLimit(house.tallies, per_minute=PER_MINUTE, burst=BURST)

    def admit(self, request: Request) -> None:
        """Count this client. Raises TooMany."""
        wait = self._limit.wait(self._pseudonyms.of(client_of(request, self._proxies), "openid"))
        if wait:
            raise TooMany(
                f"That was quick. Please wait {wait} seconds, then sign in again.", retry_after_s=wait
            )


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser is to go, and the secret it must still have when it comes back."""

    address: str
    secret: str


async def set_out(
    house: House, gate: Gate[Provider], request: Request, *, back: str, max_age_s: int | None = None
) -> Departure:
    """Begin a journey that ends at the path `back`. Raises Silent, Unavailable.

    A browser that has begun another one keeps its secret: both tabs come back.
    """
    # Not of another length: it becomes a verifier, and what others could choose might be short.
    secret = _presented(request) or secrets.token_urlsafe(_TOKEN_BYTES)
    state = secrets.token_urlsafe(_TOKEN_BYTES)

    def way_there() -> str:
        return gate.party.way_there(
            state=state,
            nonce=derived(secret, state, "nonce"),
            verifier=derived(secret, state, "verifier"),
            max_age_s=max_age_s,
        )

    try:
        address = await gate.booth.ask(way_there)
    except Silent as trouble:
        told(gate, trouble)
        raise
    journey = Journey(_hash(state), _hash(secret), gate.key, back, house.clock() + JOURNEY_LIFETIME)
    await run_in_threadpool(lambda: house.store.write(lambda tx: tx.keep_journey(journey)).result())
    return Departure(address, secret)


async def come_back(house: House, gate: Gate[Provider], request: Request) -> Journey:
    """The journey that the browser comes back from; it cannot again. Raises Lapsed, Unavailable."""
    state, secret = _parameter(request, "state"), _presented(request)
    if state is None:
        raise Lapsed("state")
    journey = await run_in_threadpool(
        lambda: house.store.write(lambda tx: tx.end_journey(_hash(state))).result()
    )
    if journey is None or journey.expires_at <= house.clock():
        raise Lapsed
    if secret is None or not hmac.compare_digest(journey.browser, _hash(secret)):
        raise Lapsed("browser")
    if journey.provider != gate.key:  # it was sent to another provider, and this one answers
        raise Lapsed("provider")
    return journey


async def vouched(gate: Gate[Provider], request: Request) -> Vouched:
    """Whom the provider vouches for, at the end of a journey that was just found. Raises Silent, Denied, NotGenuine."""
    state, secret = _parameter(request, "state") or "", _presented(request) or ""
    issuer, error, code = (_parameter(request, name) for name in ("iss", "error", "code"))

    def asked() -> Vouched:
        gate.party.check_answer(issuer=issuer, error=error)
        if code is None:
            raise NotGenuine("code")
        return gate.party.vouched(
            code=code, nonce=derived(secret, state, "nonce"), verifier=derived(secret, state, "verifier")
        )

    return await gate.booth.ask(asked)


def told(gate: Gate[Provider], trouble: Silent | Denied | NotGenuine | Lapsed) -> None:
    """Write down that a sign-in failed, and why: for whoever runs Diwan. Nothing of who it was, or of what was sent."""
    _log.warning("sign-in-failed", provider=gate.key, code=trouble.code, why=trouble.why)


def hand_over(response: Response, secret: str) -> None:
    """Give the browser the secret of its journeys. Sent back from the provider's page, so not `strict`."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=JOURNEY_LIFETIME // 1000,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def _presented(request: Request) -> str | None:
    secret = request.cookies.get(COOKIE, "")
    return secret if len(secret) == _TOKEN_CHARACTERS and secret.isascii() else None


def _parameter(request: Request, name: str) -> str | None:
    """A parameter that is there once (RFC 6749, section 3.1), and not without end."""
    found = request.query_params.getlist(name)
    return found[0] if len(found) == 1 and 0 < len(found[0]) <= 4096 else None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
