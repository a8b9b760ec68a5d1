"""The providers of the settings, each with Diwan's registration there: one gate for each, as the web application holds them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from diwan.clock import Clock
from diwan.errors import CannotStart, Unknown
from diwan.openid.keys import LEAST_RSA_BITS
from diwan.openid.party import Party, Registration
from diwan.settings import DeskProvider, Provider, ReaderProvider, Settings
from diwan.web.openid.booth import Booth

AnyProvider = TypeVar("AnyProvider", bound=Provider)
Vouching = TypeVar("Vouching", bound=Provider, covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gate(Generic[Vouching]):
    """A provider, and the way to it. `key` tells it from all others; `path` is below `public_url`."""

    key: str
    path: str
    provider: Vouching
    party: Party
    booth: Booth


def for_readers(settings: Settings, clock: Clock) -> dict[str, Gate[ReaderProvider]]:
    """Those of every site, by key: the site's id, a slash, and the provider's name. Raises CannotStart for a secret that cannot be read."""
    return {
        f"{site.id}/{provider.name}": _gate(
            settings,
            clock,
            provider,
            key=f"{site.id}/{provider.name}",
            path=f"/openid/{site.id}/{provider.name}",
            wanted=(provider.name_claim, *([provider.badge_claim] if provider.badge_claim else [])),
        )
        for site in settings.sites
        for provider in site.openid
    }


def for_the_desk(settings: Settings, clock: Clock) -> dict[str, Gate[DeskProvider]]:
    """Those of the desk, by name. Raises CannotStart."""
    return {
        provider.name: _gate(
            settings,
            clock,
            provider,
            key=f"desk/{provider.name}",
            path=f"/desk/openid/{provider.name}",
            wanted=("email", *([provider.name_claim, provider.role_claim] if provider.role_claim else [])),
        )
        for provider in settings.desk.openid
    }


def named(gates: dict[str, Gate[AnyProvider]], key: str) -> Gate[AnyProvider]:
    """The gate under this key. Raises Unknown."""
    gate = gates.get(key)
    if gate is None:
        raise Unknown("There is no such way to sign in here.", code="unknown-provider")
    return gate


def _gate(
    settings: Settings,
    clock: Clock,
    provider: AnyProvider,
    *,
    key: str,
    path: str,
    wanted: Iterable[str],
) -> Gate[AnyProvider]:
    registration = Registration(
        issuer=provider.issuer,
        client_id=provider.client_id,
        redirect_uri=f"{settings.public_url}{path}/arrived",
        scopes=provider.scopes,
        wanted=tuple(wanted),
        secret=provider.client_secret or _read(provider.client_secret_file, _secret) or "",
        private_key=_read(provider.private_key_file, _key),
        timeout_s=provider.timeout_ms / 1000,
    )
    return Gate(key, path, provider, Party(registration, clock), Booth())


def _read(file: str, understood: Callable[[Path, str], T]) -> T | None:
    if not file:
        return None
    path = Path(file)
    try:
        content = path.read_text("ascii")
    except OSError as error:
        raise CannotStart(
            f"{path} cannot be read ({error.strerror}). Correct the provider's file in the settings."
        ) from None
    except UnicodeDecodeError:
        raise CannotStart(
            f"{path} holds other characters than ASCII. Write it as the provider shows it."
        ) from None
    return understood(path, content)


def _secret(path: Path, content: str) -> str:
    secret = content.strip()
    if not secret or not secret.isprintable():
        raise CannotStart(f"{path} holds no client secret. Write it as the provider shows it, on one line.")
    return secret


def _key(path: Path, content: str) -> Key:
    for kind in (RSAKey, ECKey, OKPKey):
        try:
            key = kind.import_key(content)
        except (JoseError, ValueError, TypeError):
            continue
        strong = not isinstance(key, RSAKey) or key.raw_value.key_size >= LEAST_RSA_BITS
        curve = key.dict_value.get("crv", "") if not isinstance(key, RSAKey) else ""
        if key.is_private and strong and curve in {"", "P-256", "Ed25519"}:
            return key
    raise CannotStart(
        f"{path} holds no private key in PEM that can be used: RSA of {LEAST_RSA_BITS} bits or more, P-256 or Ed25519."
    )
