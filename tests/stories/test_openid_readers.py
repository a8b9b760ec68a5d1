"""A reader signs in through a provider of the site, over HTTP: there, back, and whatever can go wrong on the way."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from diwan.ties import JOURNEY_LIFETIME
from diwan.web.openid.journeys import BURST
from diwan.web.openid.readers import way_back
from tests.openid_provider import CLIENT_ID, Provider, provider
from tests.served import PUBLIC_URL, Served, served

BACK = "/read/courier/bridge?page=0#diwan-write"
ARRIVED = "/openid/courier/accounts/arrived"


@dataclass
class Site:
    """A Diwan with two providers for the readers of its first site, one of them hostile."""

    served: Served
    provider: Provider
    other: Provider

    def choose(self, back: str = BACK) -> httpx2.Response:
        answer: httpx2.Response = self.served.client.get(f"/openid/courier?{urlencode({'back': back})}")
        return answer

    def set_out(self, name: str = "accounts", back: str = BACK, **headers: str) -> httpx2.Response:
        answer: httpx2.Response = self.served.client.post(
            f"/openid/courier/{name}", data={"back": back}, headers={"origin": PUBLIC_URL, **headers}
        )
        return answer

    def there(self, name: str = "accounts", back: str = BACK) -> str:
        """The address to which the browser is sent."""
        answer = self.set_out(name, back)
        assert answer.status_code == 200, answer.text
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)
        assert found is not None
        return html.unescape(found[1])

    def come_back(self, parameters: dict[str, str], path: str = ARRIVED) -> httpx2.Response:
        answer: httpx2.Response = self.served.client.get(f"{path}?{urlencode(parameters)}")
        return answer

    def sign_in(self) -> httpx2.Response:
        return self.come_back(self.provider.authorize(self.there()))

    def journeys(self) -> list[Any]:
        return self.served.rows("SELECT * FROM openid_journeys")

    def readers(self) -> list[Any]:
        return self.served.rows(
            "SELECT s.subject, x.name, x.badge FROM reader_subjects s "
            "JOIN reader_sessions x ON x.reader_id = s.reader_id"
        )


def _told(name: str, issuer: str) -> str:
    return f"""
        [[sites.openid]]
        name = "{name}"
        title = "Courier <account>"
        issuer = "{issuer}"
        client_id = "{CLIENT_ID}"
        badge_claim = "groups"
        staff = ["newsroom"]
        expert = ["experts"]
        timeout_ms = 30000
    """


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with standing(tmp_path) as built:
        yield built


@contextmanager
def standing(folder: Path) -> Iterator[Site]:
    now: list[Served] = []

    def now_s() -> int:
        return now[0].clock() // 1000

    with provider(now_s) as one, provider(now_s) as other:
        told = _told("accounts", one.issuer) + _told("evil", other.issuer)
        with served("sqlite", folder, site=told) as running:
            now.append(running)
            running.register()
            one.claims = {"name": "Rojîn", "groups": []}
            other.claims = {"name": "Rojîn", "groups": []}
            yield Site(running, one, other)


def problem(answer: httpx2.Response) -> str:
    """What the page says went wrong."""
    found = re.search(r'<p role="alert">([^<]+)</p>', answer.text)
    assert found is not None, answer.text
    return html.unescape(found[1])


def test_a_reader_signs_in_writes_and_the_comment_is_his(site: Site) -> None:
    answer = site.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, PUBLIC_URL + BACK)
    assert site.readers() == [(f"{site.provider.issuer}#rojin-17", "Rojîn", None)]
    written = site.served.post_form(name="somebody else", signed="1")
    assert written.status_code == 303
    assert site.served.rows("SELECT name FROM words") == [("Rojîn",)]
    assert len(site.served.rows("SELECT 1 FROM signatures")) == 1
    assert site.served.violations() == []


def test_the_page_names_the_providers_and_needs_no_script(site: Site) -> None:
    page = site.choose().text
    assert "Sign in with" in page
    assert "Courier &lt;account&gt;" in page
    assert f'value="{html.escape(BACK)}"' in page
    assert "<script" not in page
    assert site.served.client.get("/openid/gazette").status_code == 404
    assert site.served.client.get("/openid/nowhere").status_code == 404


def test_the_secret_of_a_journey_is_in_a_cookie_that_no_script_and_no_other_host_touches(site: Site) -> None:
    told = site.set_out().headers["set-cookie"]
    assert told.startswith("__Host-diwan-openid=")
    assert all(part in told for part in ("HttpOnly", "Secure", "Path=/", "SameSite=lax", "Max-Age=600"))
    assert "Domain" not in told


def test_the_database_holds_nothing_with_which_a_journey_could_be_finished(site: Site) -> None:
    there = site.there()
    asked = site.provider.codes[site.provider.authorize(there)["code"]]
    secret = site.served.client.cookies["__Host-diwan-openid"]
    stored = repr(site.journeys())
    for each in (asked["state"], asked["nonce"], asked["code_challenge"], secret):
        assert each not in stored
        assert each.encode().hex() not in stored


@pytest.mark.parametrize(
    ("groups", "badge"),
    [
        (["newsroom"], "staff"),
        (["experts"], "expert"),
        (["experts", "newsroom"], "staff"),
        (["others"], None),
    ],
)
def test_a_claim_makes_a_badge(site: Site, groups: list[str], badge: str | None) -> None:
    site.provider.claims["groups"] = groups
    site.sign_in()
    assert site.readers()[0][2] == badge


def test_a_name_is_taken_from_what_the_account_has(site: Site) -> None:
    site.provider.claims = {"preferred_username": "rojin", "groups": []}
    site.sign_in()
    assert site.readers()[0][1] == "rojin"


def test_an_account_without_a_name_is_told_what_to_do(site: Site) -> None:
    site.provider.claims = {"groups": []}
    answer = site.sign_in()
    assert answer.status_code == 422
    assert problem(answer).startswith("Your account has no name")
    assert site.readers() == []


def test_an_address_that_the_provider_tells_is_stored_nowhere(site: Site) -> None:
    site.provider.claims |= {"email": "rojin@courier.example", "email_verified": True}
    site.sign_in()
    assert len(site.readers()) == 1
    stored = [site.served.rows(f"SELECT * FROM {table}") for table in ("reader_sessions", "reader_subjects")]
    assert "rojin@courier.example" not in str(stored)


def test_a_return_is_good_once(site: Site) -> None:
    back = site.provider.authorize(site.there())
    assert site.come_back(back).status_code == 303
    answer = site.come_back(back)
    assert answer.status_code == 403
    assert problem(answer).startswith("This sign-in took too long")
    assert len(site.provider.tokens) == 1


def test_a_return_after_ten_minutes_is_too_late(site: Site) -> None:
    back = site.provider.authorize(site.there())
    site.served.clock.advance(JOURNEY_LIFETIME)
    assert site.come_back(back).status_code == 403
    assert site.provider.tokens == []


def test_another_browser_cannot_finish_a_journey(site: Site) -> None:
    back = site.provider.authorize(site.there())
    site.served.client.cookies.clear()
    assert site.come_back(back).status_code == 403
    assert site.provider.tokens == []
    assert site.readers() == []


def test_a_return_with_a_state_of_another_journey_brings_no_code_of_this_one(site: Site) -> None:
    mine, his = site.there(), site.there()
    swapped = {**site.provider.authorize(mine), "state": site.provider.authorize(his)["state"]}
    answer = site.come_back(swapped)
    assert answer.status_code == 403
    assert site.readers() == []


def test_an_invented_state_and_none_at_all_lead_nowhere(site: Site) -> None:
    site.there()
    for parameters in ({"state": "x" * 43, "code": "a"}, {"code": "a"}, {}, {"state": ""}):
        assert site.come_back(parameters).status_code == 403


def test_a_parameter_that_is_there_twice_is_not_believed(site: Site) -> None:
    back = site.provider.authorize(site.there())
    answer = site.served.client.get(f"{ARRIVED}?{urlencode(back)}&code=another")
    assert answer.status_code == 403
    assert site.provider.tokens == []


def test_no_provider_gets_the_code_of_another(site: Site) -> None:
    # The hostile one sends the browser on to the honest one, and its answer back to itself.
    back = site.provider.authorize(site.there("evil"))
    answer = site.come_back(back, "/openid/courier/evil/arrived")
    assert answer.status_code == 403
    assert site.other.tokens == []
    # Or lets the browser come back where it never set out to.
    back = site.other.authorize(site.there("evil"), iss=site.provider.issuer)
    assert site.come_back(back).status_code == 403
    assert site.provider.tokens == []


def test_an_error_of_the_provider_is_told_and_leads_back(site: Site) -> None:
    back = site.provider.authorize(site.there())
    del back["code"]
    answer = site.come_back({**back, "error": "access_denied", "error_description": "<script>alert(1)"})
    assert answer.status_code == 403
    assert problem(answer) == "The sign-in service did not sign you in."
    assert "alert(1)" not in answer.text
    assert f'href="{html.escape(BACK)}"' in answer.text
    assert "still there" in answer.text


def test_a_provider_that_is_down_is_told_and_nothing_is_lost(site: Site) -> None:
    site.provider.answers["/.well-known/openid-configuration"] = lambda: (500, {}, b"")
    answer = site.set_out()
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert problem(answer).startswith("The sign-in service does not answer")
    assert f'href="{html.escape(BACK)}"' in answer.text
    assert site.journeys() == []


def test_a_token_for_somebody_else_signs_nobody_in(site: Site) -> None:
    site.provider.id_token = {"aud": "somebody-else"}
    answer = site.sign_in()
    assert answer.status_code == 403
    assert problem(answer).startswith("What the sign-in service sent cannot be trusted")
    assert "set-cookie" not in answer.headers
    assert site.readers() == []


def test_a_form_of_another_page_begins_nothing(site: Site) -> None:
    assert site.set_out(origin="https://evil.example").status_code == 403
    assert site.journeys() == []


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/read/courier//evil.example",
        "/read/courier/../../desk",
        "/read/gazette/bridge",
        "/desk/log",
        "javascript:alert(1)",
        "/read/courier/bridge\r\nset-cookie: a=b",
        "/read/courier/bridge" + "a" * 600,
        "",
    ],
)
def test_one_comes_back_to_a_page_of_this_site_and_nowhere_else(site: Site, back: str) -> None:
    assert way_back("courier", back) == "/openid/courier"
    answer = site.come_back(site.provider.authorize(site.there(back=back)))
    assert answer.headers["location"] == f"{PUBLIC_URL}/openid/courier"


def test_where_the_code_was_is_not_told_to_the_next_page(site: Site) -> None:
    answer = site.sign_in()
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


def test_the_same_account_is_the_same_reader_and_another_providers_is_not(site: Site) -> None:
    site.sign_in()
    site.sign_in()
    assert len(site.served.rows("SELECT 1 FROM readers")) == 1
    site.come_back(site.other.authorize(site.there("evil")), "/openid/courier/evil/arrived")
    assert len(site.served.rows("SELECT 1 FROM readers")) == 2


def test_who_begins_again_and_again_is_asked_to_wait(tmp_path: Path) -> None:
    with standing(tmp_path) as site:
        statuses = [site.set_out().status_code for _ in range(BURST + 1)]
    assert statuses == [*[200] * BURST, 429]


def test_the_way_out_leads_to_the_provider_and_from_there_back(site: Site) -> None:
    answer = site.served.client.get("/openid/courier/accounts/out")
    assert answer.headers["location"].startswith(f"{site.provider.issuer}/out?client_id=diwan")
    assert "/openid/courier/accounts/out" not in site.choose().text
    site.sign_in()
    assert "/openid/courier/accounts/out" in site.choose().text
    site.other.discovery = {"end_session_endpoint": None}
    answer = site.served.client.get("/openid/courier/evil/out")
    assert answer.headers["location"] == f"{PUBLIC_URL}/openid/courier"


def test_nothing_of_the_account_is_in_the_log(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.provider.claims |= {"email": "rojin@courier.example", "email_verified": True}
    site.sign_in()
    site.provider.id_token = {"nonce": "wrong"}
    site.sign_in()
    said = "".join(capsys.readouterr())
    assert "sign-in-failed" in said
    assert "why=nonce" in re.sub(r"\x1b\[[0-9;]*m", "", said) or '"why"' in said
    for each in ("rojin", "Rojîn"):
        assert each not in said
