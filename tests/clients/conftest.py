"""A deployed Diwan that the clients of this folder ask, and a front before it under the fixed host's name."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.clients import authority, front
from tests.clients.deployed import Deployed, deployed
from tests.clients.front import Front

FIXED_HOST = "commentanalyzer.googleapis.com"


@dataclass(frozen=True, slots=True)
class Fixed:
    """Diwan behind the fixed host's name. `environment` leads programs there, and lets them trust what they find."""

    front: Front
    environment: dict[str, str]


@pytest.fixture(scope="package")
def diwan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """One server for all of these tests."""
    with deployed(tmp_path_factory.mktemp("deployed")) as running:
        yield running


@pytest.fixture(scope="package")
def fixed(diwan: Deployed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fixed]:
    """The front, with a certificate of an authority of its own."""
    certificates = authority.issue(tmp_path_factory.mktemp("authority"), FIXED_HOST)
    trusted = str(certificates.authority)
    with front.standing(certificates.server, diwan.port) as standing:
        environment = {
            "HTTPS_PROXY": f"http://127.0.0.1:{standing.proxy_port}",
            "SSL_CERT_FILE": trusted,
            "HTTPLIB2_CA_CERTS": trusted,
        }
        yield Fixed(standing, environment)
