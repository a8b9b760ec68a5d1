"""What a provider says about itself (OpenID Connect Discovery 1.0), as far as it is believed."""

from collections.abc import Mapping
from dataclasses import dataclass

from diwan.openid.trouble import Silent
from diwan.settings.openid import LOOPBACK, is_provider_address

ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Signatures by a key that the provider alone has. Never `none`, and never HMAC: its key is known on both sides."""
_PATH = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Metadata:
    """A provider's addresses and ways. `names_itself`: its answers carry `iss` (RFC 9207)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str | None
    end_session: str | None
    algorithms: frozenset[str]
    authentication: tuple[str, ...]
    names_itself: bool


def address(issuer: str) -> str:
    """Where the discovery document of an issuer stands."""
    return issuer.removesuffix("/") + _PATH


def read(document: object, issuer: str) -> Metadata:
    """The document of this issuer. Raises Silent for another's, for one that lacks what is needed, and for plain http."""
    if not isinstance(document, Mapping):
        raise Silent("discovery")
    if document.get("issuer") != issuer:
        raise Silent("discovery-issuer")
    offered = _texts(document.get("id_token_signing_alg_values_supported", ["RS256"]))
    algorithms = ALGORITHMS.intersection(offered)
    if not algorithms:
        raise Silent("discovery-algorithms")
    if "code" not in _texts(document.get("response_types_supported", ["code"])):
        raise Silent("discovery-response-type")
    return Metadata(
        issuer=issuer,
        authorization=_endpoint(document, "authorization_endpoint", issuer),
        token=_endpoint(document, "token_endpoint", issuer),
        keys=_endpoint(document, "jwks_uri", issuer),
        userinfo=_perhaps(document, "userinfo_endpoint", issuer),
        end_session=_perhaps(document, "end_session_endpoint", issuer),
        algorithms=algorithms,
        authentication=_texts(document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _endpoint(document: Mapping[str, object], name: str, issuer: str) -> str:
    found = document.get(name)
    if not isinstance(found, str) or not is_provider_address(found):
        raise Silent("discovery-endpoint")
    # A provider out there does not send Diwan to a service on its own machine.
    if found.startswith("http:") and not is_on_loopback(issuer):
        raise Silent("discovery-endpoint")
    return found


def _perhaps(document: Mapping[str, object], name: str, issuer: str) -> str | None:
    return _endpoint(document, name, issuer) if document.get(name) is not None else None


def is_on_loopback(issuer: str) -> bool:
    """Whether the issuer is this machine itself, over plain http."""
    host = issuer.removeprefix("http://").partition("/")[0]
    return issuer.startswith("http://") and (
        host in LOOPBACK or host.rpartition(":")[0].strip("[]") in LOOPBACK
    )


def _texts(found: object) -> tuple[str, ...]:
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()
