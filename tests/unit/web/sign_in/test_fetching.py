"""Fetching a key set over real TLS: from the address that was looked at, under the right name, and nothing but that."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from diwan.web.sign_in import fetching
from diwan.web.sign_in.fetching import MOST_BYTES, NoKeys, fetch

NAME = "keys.courier.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for NAME that signs itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


class Handler(BaseHTTPRequestHandler):
    answer: ClassVar[Callable[["Handler"], None]]
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).asked.append(f"{self.headers['host']} {self.path}")
        type(self).answer(self)

    def log_message(self, *_arguments: Any) -> None:
        """Silence."""


@contextmanager
def serving(certificate: Path, answer: Callable[[Handler], None]) -> Iterator[tuple[int, list[str]]]:
    asked: list[str] = []
    handler = type("Asked", (Handler,), {"answer": staticmethod(answer), "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


def resolving(*addresses: str) -> Any:
    """Names lead to these; an address leads to itself, as ever."""
    real = socket.getaddrinfo

    def lead(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host in {NAME, "other.example"}:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]
        return real(host, port, *rest, **more)

    return mock.patch.object(socket, "getaddrinfo", lead)


def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def sends(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Callable[[Handler], None]:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"content-length": str(len(body)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def test_a_set_is_fetched_by_its_name_and_path_from_the_address_that_was_looked_at(certificate: Path) -> None:
    with serving(certificate, sends(b'{"keys": []}')) as (port, asked), resolving("127.0.0.1"):
        url = f"https://{NAME}:{port}/.well-known/jwks.json?v=2"
        assert fetch(url, private=True, tls=trusting(certificate)) == b'{"keys": []}'
    assert asked == [f"{NAME}:{port} /.well-known/jwks.json?v=2"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - nobody listens
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.8",
        "::ffff:224.0.0.1",
        "::10.0.0.8",
        "::169.254.169.254",
        "64:ff9b::10.0.0.8",
        "64:ff9b::7f00:1",
        "64:ff9b::224.0.0.1",
        "64:ff9b:1::10.0.0.8",
        "2002:e000:1::",
        "2001:0:a00:8::1",
        "2002:a00:8::",
        "nonsense",
    ],
)
def test_a_name_that_leads_to_a_private_address_is_not_asked(address: str) -> None:
    with (
        resolving("93.184.216.34", address),
        mock.patch.object(socket, "create_connection") as opened,
    ):
        with pytest.raises(NoKeys, match="private"):
            fetch(f"https://{NAME}/jwks.json")
        opened.assert_not_called()


def test_every_address_that_is_public_may_be_asked() -> None:
    for address in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::93.184.216.34", "::ffff:93.184.216.34"):
        ipaddress.ip_address(address)
        assert fetching._is_public(address)


def test_a_certificate_for_another_name_or_of_nobody_known_is_refused(certificate: Path) -> None:
    with serving(certificate, sends(b"{}")) as (port, asked), resolving("127.0.0.1"):
        with pytest.raises(NoKeys, match="SSLCertVerificationError"):
            fetch(f"https://other.example:{port}/", private=True, tls=trusting(certificate))
        with pytest.raises(NoKeys, match="SSLCertVerificationError"):
            fetch(f"https://{NAME}:{port}/", private=True)
    assert asked == []


@pytest.mark.parametrize("status", [301, 302, 307, 308, 404, 500, 204])
def test_only_a_plain_answer_counts_and_no_redirection_is_followed(certificate: Path, status: int) -> None:
    moved = sends(b"", status, {"location": "https://keys.courier.example/elsewhere"})
    with serving(certificate, moved) as (port, asked), resolving("127.0.0.1"):
        with pytest.raises(NoKeys, match=str(status)):
            fetch(f"https://{NAME}:{port}/", private=True, tls=trusting(certificate))
    assert len(asked) == 1


def test_an_answer_that_is_too_long_or_cut_is_refused(certificate: Path) -> None:
    for answer in (sends(b"x" * (MOST_BYTES + 1)), sends(b"{}", 200, {"content-length": "1000"})):
        with serving(certificate, answer) as (port, _), resolving("127.0.0.1"):
            with pytest.raises(NoKeys):
                fetch(f"https://{NAME}:{port}/", private=True, tls=trusting(certificate))


def test_a_server_that_drips_is_cut_off(certificate: Path) -> None:
    over = threading.Event()

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not over.wait(0.02):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return

    with serving(certificate, drip) as (port, _), resolving("127.0.0.1"):
        try:
            with pytest.raises(NoKeys):
                fetch(f"https://{NAME}:{port}/", private=True, tls=trusting(certificate), timeout_s=0.3)
        finally:
            over.set()


@pytest.mark.parametrize(
    "url", ["http://keys.courier.example/", "ftp://x/", "file:///etc/passwd", "https://"]
)
def test_nothing_but_https_is_asked(url: str) -> None:
    with pytest.raises(NoKeys):
        fetch(url)


def test_a_name_that_nobody_knows_is_told() -> None:
    with mock.patch.object(socket, "getaddrinfo", side_effect=socket.gaierror):
        with pytest.raises(NoKeys, match="resolved"):
            fetch(f"https://{NAME}/")
