"""Over https the adviser's server must be who it says it is."""

import datetime as dt
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from diwan.adviser.answer import read
from diwan.adviser.server import NoAnswer, Server
from tests.newsroom_server import PATIENCE_S, NewsroomServer, serving

SOON_S = 0.5


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that this server signed itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "newsroom")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def newsroom(certificate: Path) -> Iterator[NewsroomServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as server:
        yield server


def test_a_server_that_proves_who_it_is_is_asked(
    newsroom: NewsroomServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert newsroom.url.startswith("https://")
    assert read(Server(newsroom.url, key="", timeout_s=PATIENCE_S).ask(b"{}")).scores


def test_a_server_that_cannot_prove_who_it_is_is_told_nothing(newsroom: NewsroomServer) -> None:
    with pytest.raises(NoAnswer, match=r"cannot be asked \(SSLCertVerificationError\)"):
        Server(newsroom.url, key="", timeout_s=PATIENCE_S).ask(b"{}")
    assert newsroom.received == []


@pytest.mark.parametrize("how", ["hang", "drip"])
def test_the_deadline_holds_over_https(
    newsroom: NewsroomServer, certificate: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    newsroom.answer = getattr(newsroom, how)
    with pytest.raises(NoAnswer, match="took too long"):
        Server(newsroom.url, key="", timeout_s=SOON_S).ask(b"{}")
