"""Fetching a JWK set from the address in the settings: https, no redirection, no proxy, one deadline, a bounded answer.

The name is resolved once, every address it has must be a public one (unless the settings allow a private one), and the connection
goes to an address that was looked at: what the name leads to a moment later does not matter. The certificate is
checked against the name all the same.
"""

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from diwan.deadlines import Deadline

MOST_BYTES = 256 * 1024
"""Of a set. A key takes half a kilobyte."""
TIMEOUT_S = 5.0
_ENDING_IN_IPV4 = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))
"""Where the last four bytes are an IPv4 address: the compatible ones (RFC 4291, section 2.5.5.1), and those that NAT64 translates (RFC 6052)."""
_TRANSLATED_AT_HOME = ipaddress.IPv6Network("64:ff9b:1::/48")
"""For a network's own translation (RFC 8215); not every version of Python knows that it is private."""


class NoKeys(OSError):
    """The keys did not come; `str` says why, without anything of what was sent."""


def fetch(
    url: str,
    *,
    private: bool = False,
    tls: ssl.SSLContext | None = None,
    timeout_s: float = TIMEOUT_S,
) -> bytes:
    """The body that lies at `url`. `private` allows an address that is not public. Raises NoKeys."""
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname is None:
        raise NoKeys("the address does not begin with https://")
    port = parts.port or 443
    addresses = _resolved(parts.hostname, port)
    if not private and not all(map(_is_public, addresses)):
        raise NoKeys("the address leads to a private network; private_keys_url in [sites.sign_in] allows it")
    connection = _Pinned(parts.hostname, port, addresses[0], tls or ssl.create_default_context(), timeout_s)
    deadline = Deadline(timeout_s)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with deadline.on(connection):
            connection.request("GET", path, headers={"Accept": "application/jwk-set+json, application/json"})
            response = connection.getresponse()
            if (
                response.status != 200
            ):  # a redirection, too: the settings name the address, and nobody else does
                raise NoKeys(f"the server answered {response.status}")
            content = response.read(MOST_BYTES + 1)
    except NoKeys:
        raise
    except (OSError, HTTPException, ValueError) as error:
        raise NoKeys(f"the server cannot be asked ({type(error).__name__})") from None
    if deadline.is_over:
        raise NoKeys("the server took too long")
    if len(content) > MOST_BYTES or response.length:
        raise NoKeys("the server answered too much, or hung up in the middle")
    return content


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoKeys("the server's name cannot be resolved") from None
    return [str(address[0]) for *_, address in found]


def _is_public(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if parsed in _TRANSLATED_AT_HOME:
        return False
    return all(each.is_global and not each.is_multicast for each in (parsed, *_within(parsed)))


def _within(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """The addresses of the older kind that an IPv6 address stands for, or may be led on to by a gateway."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    yield from filter(None, (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())))
    if any(address in network for network in _ENDING_IN_IPV4):
        yield ipaddress.IPv4Address(address.packed[-4:])


class _Pinned(HTTPSConnection):
    """Connects to an address that was looked at, under the name that the certificate must bear."""

    def __init__(self, host: str, port: int, address: str, tls: ssl.SSLContext, timeout_s: float) -> None:
        super().__init__(host, port, timeout=timeout_s, context=tls)
        self._address = address
        self._tls = tls

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
