"""Moderators and editors sign in through a provider, over HTTP: invited or by a claim, seen in person or not, and never after a dismissal."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest

from diwan import founding
from diwan.moderators import Moderator, Role
from diwan.web import sessions
from tests.openid_provider import CLIENT_ID, Provider, provider
from tests.served import PUBLIC_URL, Served, served

BY_CLAIM = """
appointing = "claim"
role_claim = "realm_access.roles"
editors = ["diwan-editors"]
moderators = ["diwan-moderators"]
"""
SUBJECT = "rojin-17"
EMAIL = {"email": "Berfin@courier.example", "email_verified": True, "name": "Berfîn Kaya"}


@dataclass
class Desk:
    """A Diwan whose desk has a provider, and an editor who is signed in with a cookie of her own."""

    served: Served
    provider: Provider
    editor: Moderator
    editors_cookie: str

    def form(self, path: str, as_editor: bool = False, **fields: str) -> httpx2.Response:
        headers = {"origin": PUBLIC_URL, "content-type": "application/x-www-form-urlencoded"}
        if as_editor:
            headers["cookie"] = f"{sessions.COOKIE}={self.editors_cookie}"
        answer: httpx2.Response = self.served.client.post(path, content=urlencode(fields), headers=headers)
        return answer

    def get(self, path: str, as_editor: bool = False) -> httpx2.Response:
        headers = {"cookie": f"{sessions.COOKIE}={self.editors_cookie}"} if as_editor else {}
        answer: httpx2.Response = self.served.client.get(path, headers=headers)
        return answer

    def invite(self, who: str, value: str = "berfin@courier.example", kind: str = "email") -> httpx2.Response:
        return self.form(
            f"/desk/moderators/{who}/openid", as_editor=True, provider="newsroom", kind=kind, value=value
        )

    def there(self, next_page: str = "/desk/log") -> str:
        answer = self.form("/desk/openid/newsroom", next=next_page)
        assert answer.status_code == 200, answer.text
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)
        assert found is not None
        return html.unescape(found[1])

    def sign_in(self, next_page: str = "/desk/log", **changed: str) -> httpx2.Response:
        back = self.provider.authorize(self.there(next_page), **changed)
        return self.get(f"/desk/openid/newsroom/arrived?{urlencode(back)}")

    def appoint(self, name: str, role: Role = Role.MODERATOR) -> str:
        house = self.served.house
        return founding.appoint(house.store, house.clock, name=name, role=role).result().id

    def dismiss(self, name: str) -> None:
        house = self.served.house
        founding.dismiss(house.store, house.clock, name=name, by="test").result()

    def signed_in(self) -> str | None:
        """Who is signed in, by the name on the page."""
        page = self.get("/desk/log")
        found = re.search(r'href="/desk/access"[^>]*><bdi>([^<]+)</bdi>', page.text)
        return html.unescape(found[1]) if page.status_code == 200 and found else None


@contextmanager
def desk(folder: Path, more: str = "") -> Iterator[Desk]:
    now: list[Served] = []
    with provider(lambda: now[0].clock() // 1000) as built:
        built.claims = dict(EMAIL)
        told = f"""
            [[desk.openid]]
            name = "newsroom"
            title = "Courier staff"
            issuer = "{built.issuer}"
            client_id = "{CLIENT_ID}"
            timeout_ms = 30000
            {more}
        """
        with served("sqlite", folder, server=told) as running:
            now.append(running)
            house = running.house
            editor = founding.appoint(house.store, house.clock, name="Hêvî", role=Role.EDITOR).result()
            cookie = sessions.open_session(house, editor.id, None)
            yield Desk(running, built, editor, cookie)


@pytest.fixture
def invited(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as built:
        yield built


@pytest.fixture
def by_claim(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, BY_CLAIM) as built:
        built.provider.claims |= {"realm_access": {"roles": ["diwan-moderators"]}}
        yield built


def problem(answer: httpx2.Response) -> str:
    found = re.search(r'<p role="alert">([^<]+)</p>', answer.text)
    assert found is not None, answer.text
    return html.unescape(found[1])


def test_an_invited_moderator_signs_in_and_goes_on_where_he_wanted(invited: Desk) -> None:
    assert invited.invite(invited.served.moderator.name).status_code == 303
    answer = invited.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/arrived?next=/desk/log")
    assert invited.signed_in() == "Berfîn"
    assert invited.served.rows("SELECT by FROM ties") == [(invited.editor.id,)]
    assert invited.served.violations() == []


def test_an_invitation_by_subject_does_without_an_address(invited: Desk) -> None:
    invited.provider.claims = {"name": "Berfîn Kaya"}
    invited.invite(invited.served.moderator.name, SUBJECT, "subject")
    assert invited.sign_in().status_code == 303
    assert invited.signed_in() == "Berfîn"


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_is_nobodys(invited: Desk, verified: object) -> None:
    invited.invite(invited.served.moderator.name)
    invited.provider.claims["email_verified"] = verified
    answer = invited.sign_in()
    assert answer.status_code == 403
    assert problem(answer).startswith("This account has no place at the desk.")
    assert invited.signed_in() is None


def test_whoever_is_not_invited_gets_no_session_and_makes_no_record(invited: Desk) -> None:
    before = invited.served.counts()
    assert invited.sign_in().status_code == 403
    assert invited.served.counts() == before
    assert invited.signed_in() is None


def test_a_claim_gives_no_role_where_editors_invite(invited: Desk) -> None:
    invited.provider.claims |= {"realm_access": {"roles": ["diwan-editors"]}}
    assert invited.sign_in().status_code == 403


def test_a_dismissed_moderator_does_not_come_back(invited: Desk) -> None:
    invited.invite(invited.served.moderator.name)
    invited.sign_in()
    invited.dismiss("Berfîn")
    assert invited.signed_in() is None
    assert invited.sign_in().status_code == 403
    again = invited.appoint("Berfîn the second")
    invited.invite(again)
    assert invited.sign_in().status_code == 403


def test_who_was_dismissed_while_he_was_at_the_provider_gets_no_session(invited: Desk) -> None:
    invited.invite(invited.served.moderator.name)
    back = invited.provider.authorize(invited.there())
    invited.dismiss("Berfîn")
    assert invited.get(f"/desk/openid/newsroom/arrived?{urlencode(back)}").status_code == 403


def test_a_claim_appoints_once_and_is_wanted_ever_after(by_claim: Desk) -> None:
    assert by_claim.sign_in().status_code == 303
    assert by_claim.signed_in() == "Berfîn Kaya"
    assert by_claim.sign_in().status_code == 303
    assert by_claim.served.rows("SELECT name, role FROM moderators WHERE name LIKE 'Berfîn K%'") == [
        ("Berfîn Kaya", "moderator")
    ]
    by_claim.provider.claims["realm_access"] = {"roles": ["others"]}
    assert by_claim.sign_in().status_code == 403
    assert by_claim.served.violations() == []


def test_an_editor_by_claim_does_not_come_as_one_who_is_only_a_moderator_now(by_claim: Desk) -> None:
    by_claim.provider.claims["realm_access"] = {"roles": ["diwan-editors", "diwan-moderators"]}
    by_claim.sign_in()
    assert by_claim.get("/desk/moderators").status_code == 200
    by_claim.provider.claims["realm_access"] = {"roles": ["diwan-moderators"]}
    assert by_claim.sign_in().status_code == 403


def test_a_claim_takes_nobodys_name(by_claim: Desk) -> None:
    by_claim.provider.claims["name"] = "Hêvî"
    answer = by_claim.sign_in()
    assert answer.status_code == 409
    assert "a moderator of this name" in problem(answer)


def test_only_who_was_just_seen_in_person_has_a_fresh_session(invited: Desk) -> None:
    invited.invite(invited.served.moderator.name)
    now = invited.served.clock() // 1000
    for seen_at, fresh in ((None, False), (now - 3600, False), (now - 60, True), ("yesterday", False)):
        invited.provider.id_token = {"auth_time": seen_at}
        answer = invited.sign_in()
        if seen_at == "yesterday":
            assert answer.status_code == 403
            continue
        token = invited.served.client.cookies[sessions.COOKIE]
        assert sessions.holder(invited.served.house, token) is not None
        assert sessions.is_fresh(invited.served.house, token) is fresh


def test_the_provider_is_asked_to_see_the_person_again(invited: Desk) -> None:
    asked = invited.provider.codes[invited.provider.authorize(invited.there())["code"]]
    assert asked["max_age"] == "900"


def test_no_page_of_anybody_else_follows_a_sign_in(invited: Desk) -> None:
    invited.invite(invited.served.moderator.name)
    answer = invited.sign_in("https://evil.example/desk")
    assert answer.headers["location"] == "/desk/arrived?next=/desk"


def test_another_provider_a_replay_and_another_browser_open_nothing(invited: Desk) -> None:
    invited.invite(invited.served.moderator.name)
    assert invited.sign_in(iss="https://evil.example").status_code == 403
    back = invited.provider.authorize(invited.there())
    arrived = f"/desk/openid/newsroom/arrived?{urlencode(back)}"
    invited.served.client.cookies.clear()
    assert invited.get(arrived).status_code == 403
    assert invited.get(arrived).status_code == 403
    assert invited.signed_in() is None


def test_a_provider_that_is_down_leaves_the_password_and_the_links(invited: Desk) -> None:
    invited.provider.answers["/.well-known/openid-configuration"] = lambda: (503, {}, b"")
    answer = invited.form("/desk/openid/newsroom", next="/desk")
    assert answer.status_code == 503
    assert 'href="/desk/sign-in"' in answer.text
    link = sessions.make_link(invited.served.house, invited.served.moderator.name).removeprefix(PUBLIC_URL)
    assert invited.form(link).status_code == 303
    assert invited.signed_in() == "Berfîn"


def test_who_leaves_is_shown_the_way_out_of_the_provider_too(invited: Desk) -> None:
    invited.invite(invited.served.moderator.name)
    invited.sign_in()
    left = invited.form("/desk/sign-out")
    assert left.headers["location"] == "/desk/sign-in?left=newsroom"
    assert invited.signed_in() is None
    page = invited.get("/desk/sign-in?left=newsroom").text
    assert 'href="/desk/openid/newsroom/out"' in page
    out = invited.get("/desk/openid/newsroom/out")
    assert out.headers["location"].startswith(f"{invited.provider.issuer}/out?client_id=diwan")
    assert "left" not in invited.form("/desk/sign-out").headers["location"]


def test_a_provider_without_a_way_out_is_not_offered_as_one(invited: Desk) -> None:
    invited.provider.discovery = {"end_session_endpoint": None}
    invited.invite(invited.served.moderator.name)
    invited.sign_in()
    assert invited.form("/desk/sign-out").headers["location"] == "/desk/sign-in"


def test_the_sign_in_page_offers_the_provider_beside_the_password(invited: Desk) -> None:
    page = invited.get("/desk/sign-in?next=/desk/log").text
    assert 'action="/desk/openid/newsroom"' in page
    assert "Courier staff" in page
    assert 'action="/desk/sign-in"' in page


def test_editors_see_who_is_invited_and_tied_and_may_withdraw(invited: Desk) -> None:
    who = invited.served.moderator.name
    page = f"/desk/moderators/{who}/openid"
    invited.invite(who)
    shown = invited.get(page, as_editor=True).text
    assert "is invited until" in shown
    assert "berfin@courier.example" not in shown
    assert b"berfin" not in repr(invited.served.rows("SELECT * FROM openid_invitations")).encode()
    assert invited.form(f"{page}/withdrawal", as_editor=True, provider="newsroom").status_code == 303
    assert "is invited until" not in invited.get(page, as_editor=True).text
    assert invited.sign_in().status_code == 403
    invited.invite(who)
    invited.sign_in()
    assert "belongs to" in invited.get(page, as_editor=True).text
    assert f'href="{page}"' in invited.get("/desk/moderators", as_editor=True).text


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "berfin"), ("email", "@courier.example"), ("email", "a b@c"), ("subject", ""), ("other", "x")],
)
def test_an_invitation_that_could_fit_nobody_is_refused_with_what_was_typed(
    invited: Desk, kind: str, value: str
) -> None:
    answer = invited.invite(invited.served.moderator.name, value, kind)
    assert answer.status_code == 422
    assert f'value="{value}"' in answer.text


def test_whoever_comes_through_the_provider_is_asked_for_his_factors_there_and_not_here(
    tmp_path: Path,
) -> None:
    with desk(tmp_path, BY_CLAIM + '[security]\nsecond_factor = "everyone"') as built:
        built.provider.claims |= {"realm_access": {"roles": ["diwan-moderators"]}}
        assert built.sign_in().status_code == 303
        assert built.signed_in() == "Berfîn Kaya"
        assert "Set up a second factor to go on" not in built.get("/desk/access").text
        with_password = built.get("/desk/log", as_editor=True)
        assert (with_password.status_code, with_password.headers["location"]) == (303, "/desk/access")


def test_a_desk_left_open_invites_nobody(invited: Desk) -> None:
    invited.served.clock.advance(sessions.FRESH)
    assert invited.invite(invited.served.moderator.name).status_code == 403
    assert invited.served.rows("SELECT * FROM openid_invitations") == []


def test_whoever_is_refused_at_the_second_step_can_begin_again_at_the_provider(invited: Desk) -> None:
    for refused in (
        invited.form("/desk/passkey", credential="none"),
        invited.form("/desk/second-step", code="1"),
    ):
        assert refused.status_code == 401
        assert 'action="/desk/openid/newsroom"' in refused.text


def test_only_editors_invite(invited: Desk) -> None:
    page = f"/desk/moderators/{invited.editor.id}/openid"
    assert invited.get(page).headers["location"].startswith("/desk/sign-in")
    invited.invite(invited.served.moderator.name)
    invited.sign_in()
    assert invited.get(page).status_code == 403
    assert invited.form(page, provider="newsroom", kind="email", value="a@b.c").status_code == 403
    assert invited.invite("0" * 32).status_code == 404
    assert (
        invited.form(
            f"/desk/moderators/{invited.editor.id}/openid",
            as_editor=True,
            provider="x",
            kind="email",
            value="a@b.c",
        ).status_code
        == 404
    )
