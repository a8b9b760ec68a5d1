"""The whole way through a provider that is certified and not ours: npm's `oidc-provider` on loopback, its own pages and forms included."""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey

from diwan import clock, founding, tying
from diwan.moderators import Role
from diwan.ties import mark_of_email
from tests.served import PUBLIC_URL, Served, served

HERE = Path(__file__).parent / "oidc"
SUBJECT = "rojin-17"
CLAIMS = {"name": "Rojîn", "email": "rojin@courier.example", "email_verified": True, "groups": ["newsroom"]}
SECRET = "a-secret+of:thirty-two%characters&"


def client(client_id: str, path: str, **more: Any) -> dict[str, Any]:
    """Diwan's registration, as the provider keeps it."""
    return {
        "client_id": client_id,
        "client_secret": SECRET,
        "redirect_uris": [f"{PUBLIC_URL}{path}/arrived"],
        "post_logout_redirect_uris": [f"{PUBLIC_URL}/desk/sign-in"],
        **more,
    }


@contextmanager
def running(clients: list[dict[str, Any]]) -> Iterator[str]:
    """The provider's issuer, until the block ends; skips where Node or the package is missing."""
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules" / "clients.stamp").exists():
        pytest.skip("the npm clients of other services are not installed: make clients (needs npm)")
    told = json.dumps({"clients": clients, "accounts": {SUBJECT: CLAIMS}})
    process = subprocess.Popen(
        [node, str(HERE / "provider.js"), told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())["issuer"]
    finally:
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


@dataclass
class Browser:
    """It keeps the provider's cookies in one place and Diwan's in another, and sends the forms it is shown."""

    diwan: Served
    provider: httpx2.Client

    def sign_in(self, path: str, **fields: str) -> httpx2.Response:
        """From the button to Diwan's answer at the end."""
        left = self.diwan.client.post(path, data=fields or {"back": ""}, headers={"origin": PUBLIC_URL})
        assert left.status_code == 200, left.text
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', left.text)
        assert found is not None
        return self.come_back(self.through(html.unescape(found[1])))

    def come_back(self, address: str) -> httpx2.Response:
        assert address.startswith(PUBLIC_URL)
        answer: httpx2.Response = self.diwan.client.get(address.removeprefix(PUBLIC_URL))
        return answer

    def through(self, address: str, *, refuse: bool = False) -> str:
        """Where the provider sends the browser in the end: signed in and agreed to, or refused."""
        answer = self.provider.get(address)
        for _ in range(20):
            if answer.is_redirect:
                address = urljoin(str(answer.url), answer.headers["location"])
                if address.startswith(PUBLIC_URL):
                    return address
                answer = self.provider.get(address)
            elif refuse:
                abort = re.search(r'href="([^"]+/abort)"', answer.text)
                assert abort is not None, answer.text
                answer = self.provider.get(urljoin(str(answer.url), html.unescape(abort[1])))
            else:
                answer = self._send_form(answer)
        raise AssertionError("the provider never came to an end")

    def _send_form(self, answer: httpx2.Response) -> httpx2.Response:
        assert answer.status_code == 200, answer.text
        action = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
        assert action is not None, answer.text
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
        if 'name="login"' in answer.text:
            hidden |= {"login": SUBJECT, "password": "any will do"}
        sent: httpx2.Response = self.provider.post(
            urljoin(str(answer.url), html.unescape(action[1])), data=hidden
        )
        return sent


def _provider(name: str, issuer: str, more: str) -> str:
    return f"""
        name = "{name}"
        title = "Courier account"
        issuer = "{issuer}"
        client_id = "{name}"
        timeout_ms = 30000
        {more}
    """


@contextmanager
def browsing(
    folder: Path, told: dict[str, Any], *, desk: str = "", site: str = ""
) -> Iterator[tuple[Browser, str]]:
    with running([told]) as issuer:
        name = told["client_id"]
        lines = {
            "server": f"[[desk.openid]]{_provider(name, issuer, desk)}" if desk else "",
            "site": f"[[sites.openid]]{_provider(name, issuer, site)}" if site else "",
        }
        # The provider looks at a clock of its own: so does Diwan here.
        with (
            served("sqlite", folder, **lines) as diwan,
            httpx2.Client(timeout=60, follow_redirects=False) as provider,
        ):
            diwan.clock.at = clock.now()
            yield Browser(diwan, provider), issuer


READERS = f'client_secret = "{SECRET}"\nscopes = ["openid", "profile", "groups"]\nbadge_claim = "groups"\nstaff = ["newsroom"]'


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_reader_comes_through_the_provider_with_his_name_and_his_badge(tmp_path: Path, method: str) -> None:
    told = client("accounts", "/openid/courier/accounts", token_endpoint_auth_method=method)
    with browsing(tmp_path, told, site=READERS) as (browser, issuer):
        answer = browser.sign_in("/openid/courier/accounts", back="/read/courier/bridge")
        assert (answer.status_code, answer.headers["location"]) == (303, f"{PUBLIC_URL}/read/courier/bridge")
        rows = browser.diwan.rows(
            "SELECT s.subject, x.name, x.badge FROM reader_subjects s JOIN reader_sessions x ON x.reader_id = s.reader_id"
        )
        assert rows == [(f"{issuer}#{SUBJECT}", "Rojîn", "staff")]


def test_who_refuses_at_the_provider_is_told_so(tmp_path: Path) -> None:
    told = client("accounts", "/openid/courier/accounts")
    with browsing(tmp_path, told, site=READERS) as (browser, _):
        left = browser.diwan.client.post(
            "/openid/courier/accounts", data={"back": ""}, headers={"origin": PUBLIC_URL}
        )
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', left.text)
        assert found is not None
        answer = browser.come_back(browser.through(html.unescape(found[1]), refuse=True))
        assert answer.status_code == 403
        assert "did not sign you in" in answer.text
        assert browser.diwan.rows("SELECT 1 FROM readers") == []


def test_a_private_key_does_instead_of_a_secret(tmp_path: Path) -> None:
    key = RSAKey.generate_key(2048)
    (tmp_path / "key.pem").write_bytes(key.as_pem(private=True))
    told = client(
        "accounts",
        "/openid/courier/accounts",
        token_endpoint_auth_method="private_key_jwt",
        jwks={"keys": [{**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig"}]},
    )
    del told["client_secret"]
    lines = 'private_key_file = "key.pem"'
    with browsing(tmp_path, told, site=lines) as (browser, _):
        assert browser.sign_in("/openid/courier/accounts").status_code == 303
        assert len(browser.diwan.rows("SELECT 1 FROM readers")) == 1


def test_an_invited_moderator_comes_through_it_fresh_and_leaves_by_its_own_way_out(tmp_path: Path) -> None:
    told = client("newsroom", "/desk/openid/newsroom")
    with browsing(tmp_path, told, desk=f'client_secret = "{SECRET}"') as (browser, issuer):
        diwan = browser.diwan
        assert browser.sign_in("/desk/openid/newsroom", next="/desk/log").status_code == 403
        house, who = diwan.house, diwan.moderator.name
        editor = founding.appoint(house.store, diwan.clock, name="Hêvî", role=Role.EDITOR).result().id
        tying.invite(
            house.store,
            diwan.clock,
            moderator_id=who,
            provider="newsroom",
            mark=mark_of_email("rojin@courier.example"),
            editor=editor,
        ).result()
        answer = browser.sign_in("/desk/openid/newsroom", next="/desk/log")
        assert answer.headers["location"] == "/desk/arrived?next=/desk/log"
        assert diwan.client.get("/desk/log").status_code == 200
        # The provider has just asked for the password: whoever sits there may set one here.
        assert 'name="again"' in diwan.client.get("/desk/password").text
        out = diwan.client.get("/desk/openid/newsroom/out").headers["location"]
        assert urlsplit(out)._replace(query="").geturl() == f"{issuer}/session/end"
        page = browser.provider.get(out)
        assert page.status_code == 200
        assert "op.logoutForm" in page.text
        assert diwan.violations() == []
