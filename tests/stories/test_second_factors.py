"""How people at the desk sign in with a second factor: through HTTP, as a browser without script does, with an authenticator in software."""

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pyotp
import pytest
import structlog

from diwan.clock import HOUR, MINUTE, SECOND
from diwan.factors import STEP
from diwan.ledger.entries import Reset
from diwan.ledger.leaves import decode
from diwan.moderators import Moderator, Role
from diwan.settings.security import Security
from diwan.web import sessions
from diwan.web.desk import half_way
from tests.authenticator import BE, BS, UP, UV, SoftAuthenticator
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house
from tests.house import HandClock

PASSWORD = "four quiet words here"
FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"accept": "application/json"}
ORIGIN = "https://testserver"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=clock) as built:
        yield built


@pytest.fixture
def strict(tmp_path: Path, clock: HandClock) -> Iterator[Callable[[str], DeskHouse]]:
    """A desk that asks for a second factor, of whom the test says."""
    with desk_house(tmp_path, clock=clock) as built:

        def asking(of: str) -> DeskHouse:
            object.__setattr__(built.house.settings, "security", Security(second_factor=of))
            return built

        yield asking


def browser(desk: DeskHouse) -> TestClient:
    return TestClient(desk.app, base_url=ORIGIN, follow_redirects=False)


def signed_in(desk: DeskHouse, who: Moderator) -> TestClient:
    """By a link: for somebody who has no second factor."""
    client = browser(desk)
    assert client.post(desk.link(who), headers=FORM).headers["location"].startswith("/desk/arrived")
    return client


def with_password(client: TestClient) -> TestClient:
    assert client.post("/desk/password", data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    return client


def by_password(desk: DeskHouse, name: str, next_page: str = "/desk") -> tuple[TestClient, httpx2.Response]:
    client = browser(desk)
    return client, client.post("/desk/sign-in", data={"name": name, "password": PASSWORD, "next": next_page})


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def codes_in(page: str) -> list[str]:
    return re.findall(r"<code>([0-9A-Z-]{19})</code>", page)


@dataclass
class App:
    """An authenticator app that has read the QR code's text."""

    secret: str
    clock: HandClock

    def code(self, steps: int = 0) -> str:
        return pyotp.HOTP(self.secret).at(self.clock() // STEP + steps)


def set_up_app(desk: DeskHouse, client: TestClient) -> tuple[App, list[str]]:
    """The app, and the recovery codes that were shown."""
    assert isinstance(desk.house.clock, HandClock)
    page = client.get("/desk/access/authenticator").text
    [secret] = re.findall(r'<code class="once" dir="ltr">([A-Z2-7 ]+)</code>', page)
    app = App(secret.replace(" ", ""), desk.house.clock)
    answer = client.post(
        "/desk/access/authenticator", data={"nonce": hidden(page, "nonce"), "code": app.code()}
    )
    # The next code is another one.
    desk.house.clock.advance(STEP)
    return app, codes_in(answer.text)


def add_passkey(
    client: TestClient, key: SoftAuthenticator | None = None, name: str = "Phone"
) -> tuple[SoftAuthenticator, httpx2.Response]:
    key = key or SoftAuthenticator(ORIGIN, "testserver")
    options = client.get("/desk/access/passkeys", headers=JSON).json()
    return key, client.post("/desk/access/passkeys", data={"name": name, "credential": key.create(options)})


def show_passkey(
    client: TestClient, key: SoftAuthenticator, options: dict[str, object] | None = None
) -> httpx2.Response:
    told = options or client.get("/desk/passkey", headers=JSON).json()
    return client.post("/desk/passkey", data={"credential": key.get(told), "next": "/desk/log"})


# --- an authenticator app ---------------------------------------------------------------------------------------------


def test_an_app_is_set_up_and_its_code_asked_behind_the_password(desk: DeskHouse) -> None:
    client = with_password(signed_in(desk, desk.appoint("Berfîn")))
    app, codes = set_up_app(desk, client)
    assert len(set(codes)) == 10
    assert "Set up" in client.get("/desk/access").text
    another, answer = by_password(desk, "Berfîn", "/desk/log")
    assert answer.headers["location"] == "/desk/second-step?next=/desk/log"
    assert another.get("/desk").status_code == 303
    assert sessions.COOKIE not in another.cookies
    page = another.get("/desk/second-step?next=/desk/log").text
    assert hidden(page, "next") == "/desk/log"
    answer = another.post("/desk/second-step", data={"code": app.code(), "next": "/desk/log"})
    assert answer.headers["location"] == "/desk/arrived?next=/desk/log"
    assert another.get("/desk/log").status_code == 200
    assert half_way.COOKIE not in another.cookies


def test_nothing_is_set_up_before_the_first_code_was_right(desk: DeskHouse, clock: HandClock) -> None:
    client = with_password(signed_in(desk, desk.appoint("Berfîn")))
    page = client.get("/desk/access/authenticator").text
    nonce = hidden(page, "nonce")
    answer = client.post("/desk/access/authenticator", data={"nonce": nonce, "code": "000000"})
    assert answer.status_code == 422
    assert hidden(answer.text, "nonce") == nonce
    assert by_password(desk, "Berfîn")[1].headers["location"].startswith("/desk/arrived")
    for broken in ("", "no nonce", nonce + "00"):
        answer = client.post("/desk/access/authenticator", data={"nonce": broken, "code": "000000"})
        assert answer.status_code == 200
        assert hidden(answer.text, "nonce") not in {nonce, broken}


def test_the_secret_is_a_picture_without_style_and_in_no_address_of_ours(desk: DeskHouse) -> None:
    page = signed_in(desk, desk.appoint()).get("/desk/access/authenticator").text
    picture = page[
        page.index("<svg", page.index('class="qr"')) : page.index("</svg>", page.index('class="qr"'))
    ]
    assert "<path" in picture
    assert "style" not in picture
    assert not re.search(r'(src|action)="[^"]*secret', page)
    assert 'href="otpauth://totp/' in page


def test_a_code_is_good_once(desk: DeskHouse, clock: HandClock) -> None:
    app, _ = set_up_app(desk, with_password(signed_in(desk, desk.appoint("Berfîn"))))
    first, _ = by_password(desk, "Berfîn")
    second, _ = by_password(desk, "Berfîn")
    used = app.code()
    assert first.post("/desk/second-step", data={"code": used}).status_code == 303
    answer = second.post("/desk/second-step", data={"code": used})
    assert answer.status_code == 401
    assert "works once" in answer.text
    clock.advance(STEP)
    assert second.post("/desk/second-step", data={"code": app.code()}).status_code == 303


def test_the_code_that_set_the_app_up_does_not_sign_in(desk: DeskHouse, clock: HandClock) -> None:
    app, _ = set_up_app(desk, with_password(signed_in(desk, desk.appoint("Berfîn"))))
    client, _ = by_password(desk, "Berfîn")
    assert client.post("/desk/second-step", data={"code": app.code(-1)}).status_code == 401


def test_guessing_codes_is_slowed_down_whoever_does_it_and_from_wherever(
    desk: DeskHouse, clock: HandClock
) -> None:
    app, _ = set_up_app(desk, with_password(signed_in(desk, desk.appoint("Berfîn"))))
    for _ in range(5):
        client, _ = by_password(desk, "Berfîn")
        assert client.post("/desk/second-step", data={"code": "no code"}).status_code == 401
    client, _ = by_password(desk, "Berfîn")
    answer = client.post("/desk/second-step", data={"code": app.code()})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert "Please wait 30 seconds" in answer.text
    clock.advance(30 * SECOND)
    assert client.post("/desk/second-step", data={"code": app.code()}).status_code == 303


def test_half_way_in_is_nowhere_and_lasts_five_minutes(desk: DeskHouse, clock: HandClock) -> None:
    app, _ = set_up_app(desk, with_password(signed_in(desk, desk.appoint("Berfîn"))))
    client, _ = by_password(desk, "Berfîn")
    for path in ("/desk", "/desk/log", "/desk/access", "/desk/password", "/desk/access/authenticator"):
        assert client.get(path).headers["location"].startswith("/desk/sign-in?next=")
    clock.advance(5 * MINUTE)
    assert client.get("/desk/second-step").headers["location"] == "/desk/sign-in"
    assert client.post("/desk/second-step", data={"code": app.code()}).status_code == 401
    assert sessions.COOKIE not in client.cookies


def test_without_the_first_step_there_is_no_second(desk: DeskHouse) -> None:
    app, codes = set_up_app(desk, with_password(signed_in(desk, desk.appoint("Berfîn"))))
    for cookie in ("", "AAAA", "not base 64!", "A" * 400):
        client = browser(desk)
        if cookie:
            client.cookies.set(half_way.COOKIE, cookie)
        assert client.get("/desk/second-step").headers["location"] == "/desk/sign-in"
        for code in (app.code(), codes[0]):
            assert client.post("/desk/second-step", data={"code": code}).status_code == 401


def test_the_first_step_ends_with_the_password_it_was_made_with(desk: DeskHouse) -> None:
    owner = with_password(signed_in(desk, desk.appoint("Berfîn")))
    app, _ = set_up_app(desk, owner)
    thief, _ = by_password(desk, "Berfîn")
    changed = {"password": "other words entirely", "again": "other words entirely"}
    assert owner.post("/desk/password", data=changed).status_code == 303
    assert thief.post("/desk/second-step", data={"code": app.code()}).status_code == 401


# --- recovery codes ---------------------------------------------------------------------------------------------------


def test_a_recovery_code_stands_in_once(desk: DeskHouse) -> None:
    client = with_password(signed_in(desk, desk.appoint("Berfîn")))
    _, codes = set_up_app(desk, client)
    for expected in (303, 401):
        client, _ = by_password(desk, "Berfîn")
        answer = client.post("/desk/second-step", data={"code": codes[0].lower().replace("-", " ")})
        assert answer.status_code == expected
    client, _ = by_password(desk, "Berfîn")
    client.post("/desk/second-step", data={"code": codes[1]})
    page = client.get("/desk/access").text
    assert "8 are left" in page
    assert not codes_in(page)


def test_new_codes_are_shown_once_and_the_old_ones_are_no_good(desk: DeskHouse) -> None:
    client = with_password(signed_in(desk, desk.appoint("Berfîn")))
    _, old = set_up_app(desk, client)
    new = codes_in(client.post("/desk/access/recovery-codes", headers=FORM).text)
    assert len(new) == 10
    assert not set(old) & set(new)
    other, _ = by_password(desk, "Berfîn")
    assert other.post("/desk/second-step", data={"code": old[3]}).status_code == 401
    assert other.post("/desk/second-step", data={"code": new[3]}).status_code == 303


def test_whoever_has_no_second_factor_gets_no_codes(desk: DeskHouse) -> None:
    client = signed_in(desk, desk.appoint())
    answer = client.post("/desk/access/recovery-codes", headers=FORM)
    assert answer.headers["location"] == "/desk/access"


def test_the_database_holds_neither_codes_nor_secrets(desk: DeskHouse) -> None:
    app, codes = set_up_app(desk, with_password(signed_in(desk, desk.appoint("Berfîn"))))
    raw = b"".join(path.read_bytes() for path in desk.house.settings.data.glob("diwan.sqlite*"))
    assert app.secret.encode() not in raw
    assert pyotp.TOTP(app.secret).byte_secret() not in raw
    for code in codes:
        assert code.encode() not in raw
        assert code.replace("-", "").encode() not in raw


# --- passkeys ---------------------------------------------------------------------------------------------------------


def test_a_passkey_signs_in_by_itself(desk: DeskHouse) -> None:
    client = signed_in(desk, desk.appoint("Berfîn"))
    key, answer = add_passkey(client)
    assert len(codes_in(answer.text)) == 10
    assert "Phone" in client.get("/desk/access").text
    another = browser(desk)
    answer = show_passkey(another, key)
    assert answer.headers["location"] == "/desk/arrived?next=/desk/log"
    assert "Berfîn" in another.get("/desk/access").text
    assert "by passkey" in another.get("/desk/access").text


def test_several_passkeys_have_names_and_each_signs_in(desk: DeskHouse) -> None:
    client = signed_in(desk, desk.appoint())
    phone, _ = add_passkey(client, name="Phone")
    blue, answer = add_passkey(client, name="Blue key")
    assert answer.headers["location"] == "/desk/access?told=passkey-added"
    for key in (phone, blue, phone):
        assert show_passkey(browser(desk), key).status_code == 303
    for name, status in (("Phone", 409), ("", 422), ("x" * 61, 422)):
        assert add_passkey(client, name=name)[1].status_code == status
    excluded = client.get("/desk/access/passkeys", headers=JSON).json()["excludeCredentials"]
    assert len(excluded) == 2


def test_a_removed_passkey_opens_nothing(desk: DeskHouse) -> None:
    client = signed_in(desk, desk.appoint())
    kept, _ = add_passkey(client, name="Kept")
    gone, _ = add_passkey(client, name="Gone")
    [path] = re.findall(
        r'href="(/desk/access/passkeys/[0-9a-f]{32}/removal)">Remove<span class="away"> Gone',
        client.get("/desk/access").text,
    )
    assert "Gone" in client.get(path).text
    assert client.post(path, headers=FORM).headers["location"] == "/desk/access?told=passkey-removed"
    assert client.post(path, headers=FORM).status_code == 404
    answer = show_passkey(browser(desk), gone)
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert show_passkey(browser(desk), kept).status_code == 303


def test_nobody_removes_a_colleagues_passkey(desk: DeskHouse) -> None:
    client, thief = signed_in(desk, desk.appoint("Berfîn")), signed_in(desk, desk.appoint("Zîn"))
    key, _ = add_passkey(client)
    [path] = re.findall(r"/desk/access/passkeys/[0-9a-f]{32}/removal", client.get("/desk/access").text)
    assert thief.get(path).status_code == 404
    assert thief.post(path, headers=FORM).status_code == 404
    assert show_passkey(browser(desk), key).status_code == 303


WRONG = {
    "another page's origin": {"origin": "https://evil.example"},
    "a sub-domain of ours": {"origin": "https://evil.testserver"},
    "another port": {"origin": "https://testserver:8443"},
    "http": {"origin": "http://testserver"},
    "another relying party": {"rp_id": "evil.example"},
    "no user verification": {"flags": UP | BE | BS},
    "no user presence": {"flags": UV | BE | BS},
    "a frame of another page": {"cross_origin": True},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_answer_neither_registers_nor_signs_in(desk: DeskHouse, wrong: dict[str, object]) -> None:
    client = signed_in(desk, desk.appoint())
    key = SoftAuthenticator(ORIGIN, "testserver")
    for name, value in wrong.items():
        setattr(key, name, value)
    _, answer = add_passkey(client, key)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    good, _ = add_passkey(client)
    for name, value in wrong.items():
        setattr(good, name, value)
    thief = browser(desk)
    assert show_passkey(thief, good).status_code == 401
    assert sessions.COOKIE not in thief.cookies


def test_a_challenge_is_answered_once_within_five_minutes_for_what_it_was_made_for(
    desk: DeskHouse, clock: HandClock
) -> None:
    client = signed_in(desk, desk.appoint())
    key, _ = add_passkey(client)
    options = browser(desk).get("/desk/passkey", headers=JSON).json()
    answer = key.get(options)
    for expected in (303, 401):
        assert browser(desk).post("/desk/passkey", data={"credential": answer}).status_code == expected
    assert show_passkey(browser(desk), key, options).status_code == 401
    late = browser(desk).get("/desk/passkey", headers=JSON).json()
    clock.advance(5 * MINUTE)
    assert show_passkey(browser(desk), key, late).status_code == 401
    own = {**late, "challenge": "A" * len(late["challenge"])}
    assert show_passkey(browser(desk), key, own).status_code == 401
    to_register = client.get("/desk/access/passkeys", headers=JSON).json()
    assert (
        show_passkey(browser(desk), key, {**late, "challenge": to_register["challenge"]}).status_code == 401
    )


def test_a_challenge_for_a_new_passkey_is_for_one_person_and_once(desk: DeskHouse, clock: HandClock) -> None:
    client, colleague = signed_in(desk, desk.appoint("Berfîn")), signed_in(desk, desk.appoint("Zîn"))
    options = client.get("/desk/access/passkeys", headers=JSON).json()
    first, second = SoftAuthenticator(ORIGIN, "testserver"), SoftAuthenticator(ORIGIN, "testserver")

    def add(who: TestClient, key: SoftAuthenticator, name: str) -> int:
        sent = {"name": name, "credential": key.create(options)}
        return int(who.post("/desk/access/passkeys", data=sent).status_code)

    assert add(colleague, first, "Theirs") == 422
    assert add(client, first, "One") == 200
    assert add(client, second, "Two") == 422
    options = client.get("/desk/access/passkeys", headers=JSON).json()
    clock.advance(5 * MINUTE)
    assert add(client, second, "Two") == 422


def test_a_passkey_is_registered_for_one_person_only(desk: DeskHouse) -> None:
    client, colleague = signed_in(desk, desk.appoint("Berfîn")), signed_in(desk, desk.appoint("Zîn"))
    key, _ = add_passkey(client)
    assert add_passkey(colleague, key)[1].status_code == 409
    key.user = b"somebody else"
    assert show_passkey(browser(desk), key).status_code == 401


def test_a_forged_signature_opens_nothing(desk: DeskHouse) -> None:
    key, _ = add_passkey(signed_in(desk, desk.appoint()))
    forger = SoftAuthenticator(ORIGIN, "testserver", credential=key.credential, user=key.user)
    assert show_passkey(browser(desk), forger).status_code == 401


def test_a_counter_that_does_not_go_on_bars_the_passkey_and_its_owner_is_told(desk: DeskHouse) -> None:
    client = with_password(signed_in(desk, desk.appoint("Berfîn")))
    key, _ = add_passkey(client, name="Blue key")
    copy = SoftAuthenticator(ORIGIN, "testserver", credential=key.credential, key=key.key, user=key.user)
    assert show_passkey(browser(desk), key).status_code == 303
    with structlog.testing.capture_logs() as logs:
        answer = show_passkey(browser(desk), copy)
    assert answer.status_code == 401
    assert "there may be a copy" in answer.text
    assert "passkey-doubted" in {line["event"] for line in logs}
    # Neither the copy nor the original opens anything now, for nobody can tell which is which.
    key.counter += 5
    assert show_passkey(browser(desk), key).status_code == 401
    assert "there may be a copy" in client.get("/desk/access").text


def test_a_passkey_that_counts_nothing_goes_on_counting_nothing(desk: DeskHouse) -> None:
    key, _ = add_passkey(
        signed_in(desk, desk.appoint()), SoftAuthenticator(ORIGIN, "testserver", counts=False)
    )
    for _ in range(3):
        assert show_passkey(browser(desk), key).status_code == 303


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "{}",
        "[]",
        "null",
        "{",
        '{"id":1}',
        '{"id":"","rawId":"","type":"public-key","response":{}}',
        "\0",
        "9" * 5000,
    ],
)
def test_garbage_is_no_passkey(desk: DeskHouse, garbage: str) -> None:
    client = signed_in(desk, desk.appoint())
    answer = client.post("/desk/access/passkeys", data={"name": "Phone", "credential": garbage})
    assert answer.status_code == 422
    assert browser(desk).post("/desk/passkey", data={"credential": garbage}).status_code == 401


def test_every_field_of_a_good_answer_is_looked_at(desk: DeskHouse) -> None:
    """Each one left out, of another type, or somebody else's: refused, and no accident."""
    client = signed_in(desk, desk.appoint())
    key, _ = add_passkey(client)
    values: list[object] = [None, 7, [], {}, "", "AAAA"]
    for name in ("id", "rawId", "type", "response", "clientDataJSON", "authenticatorData", "signature"):
        for value in values:
            good = json.loads(key.get(browser(desk).get("/desk/passkey", headers=JSON).json()))
            part = good if name in good else good["response"]
            part[name] = value
            answer = browser(desk).post("/desk/passkey", data={"credential": json.dumps(good)})
            assert answer.status_code == 401, (name, value)


# --- neither a password nor a link alone ----------------------------------------------------------------------------


def test_a_link_does_not_go_round_the_second_factor(desk: DeskHouse) -> None:
    who = desk.appoint("Berfîn")
    app, _ = set_up_app(desk, with_password(signed_in(desk, who)))
    thief, link = browser(desk), desk.link(who)
    answer = thief.post(link, headers=FORM)
    assert answer.headers["location"] == "/desk/second-step?next=/desk/password"
    assert sessions.COOKIE not in thief.cookies
    assert thief.get("/desk").status_code == 303
    assert browser(desk).post(link, headers=FORM).status_code == 410
    assert thief.post("/desk/second-step", data={"code": "no code"}).status_code == 401
    answer = thief.post("/desk/second-step", data={"code": app.code(), "next": "/desk/password"})
    assert answer.headers["location"] == "/desk/arrived?next=/desk/password"


def test_with_a_passkey_alone_a_password_takes_a_recovery_code_or_the_passkey(desk: DeskHouse) -> None:
    client = with_password(signed_in(desk, desk.appoint("Berfîn")))
    key, answer = add_passkey(client)
    [recovery, *_] = codes_in(answer.text)
    other, answer = by_password(desk, "Berfîn")
    assert answer.headers["location"].startswith("/desk/second-step")
    assert other.post("/desk/second-step", data={"code": "123456"}).status_code == 401
    assert other.post("/desk/second-step", data={"code": recovery}).status_code == 303
    third, _ = by_password(desk, "Berfîn")
    assert show_passkey(third, key).status_code == 303
    assert half_way.COOKIE not in third.cookies


# --- who must have one ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "role", "asked"),
    [
        ("nobody", Role.EDITOR, False),
        ("editors", Role.MODERATOR, False),
        ("editors", Role.EDITOR, True),
        ("everyone", Role.MODERATOR, True),
    ],
)
def test_who_must_have_a_second_factor_is_led_to_set_it_up(
    strict: Callable[[str], DeskHouse], of: str, role: Role, asked: bool
) -> None:
    desk = strict(of)
    answer = signed_in(desk, desk.appoint("Zîn", role)).get("/desk")
    assert answer.status_code == (303 if asked else 200)
    assert answer.headers.get("location") == ("/desk/access" if asked else None)


def test_without_it_one_can_do_nothing_else(strict: Callable[[str], DeskHouse]) -> None:
    desk = strict("everyone")
    client = signed_in(desk, desk.appoint("Zîn", Role.EDITOR))
    for route in desk.app.routes:
        path, methods = route.path, route.methods  # type: ignore[attr-defined]
        path = re.sub(r"\{[a-z_]+(:path)?\}", "0" * 32, path)
        open_to_all = (
            "/desk/sign-in",
            "/desk/static",
            "/desk/arrived",
            "/desk/sign-out",
            "/desk/passkey",
            "/desk/second-step",
            "/desk/openid",
            "/desk/language",
        )
        if path.startswith((*open_to_all, "/desk/access", "/desk/password", "/desk/0")) or path == "/desk/":
            continue
        for method in methods - {"HEAD"}:
            answer = client.request(method, path, content=b"", headers=FORM)
            assert answer.headers.get("location") == "/desk/access", (method, path)
            told = client.request(method, path, content=b"", headers={**FORM, **JSON})
            assert told.json()["code"] == "needs-second-factor", (method, path)
    page = client.get("/desk/access").text
    assert "Set up a second factor to go on" in page
    assert "<nav" not in page
    set_up_app(desk, client)
    assert client.get("/desk").status_code == 200
    assert "<nav" in client.get("/desk/access").text


def test_the_last_one_cannot_be_removed_where_one_is_asked_for(strict: Callable[[str], DeskHouse]) -> None:
    desk = strict("everyone")
    client = signed_in(desk, desk.appoint())
    set_up_app(desk, client)
    answer = client.post("/desk/access/authenticator/removal", headers=FORM)
    assert answer.status_code == 409
    assert "Set up another first" in answer.text
    key, _ = add_passkey(client)
    assert client.post("/desk/access/authenticator/removal", headers=FORM).status_code == 303
    assert show_passkey(browser(desk), key).status_code == 303


def test_where_none_is_asked_for_the_last_one_goes_and_the_codes_with_it(desk: DeskHouse) -> None:
    client = with_password(signed_in(desk, desk.appoint("Berfîn")))
    set_up_app(desk, client)
    assert "app" in client.get("/desk/access/authenticator/removal").text
    answer = client.post("/desk/access/authenticator/removal", headers=FORM)
    assert answer.headers["location"] == "/desk/access?told=app-removed"
    assert "Recovery codes" not in client.get("/desk/access").text
    assert by_password(desk, "Berfîn")[1].headers["location"].startswith("/desk/arrived")


# --- only soon after signing in -----------------------------------------------------------------------------------------


def test_factors_are_changed_only_soon_after_signing_in(desk: DeskHouse, clock: HandClock) -> None:
    client = signed_in(desk, desk.appoint())
    key, _ = add_passkey(client)
    [removal] = re.findall(r"/desk/access/passkeys/[0-9a-f]{32}/removal", client.get("/desk/access").text)
    options = client.get("/desk/access/passkeys", headers=JSON).json()
    clock.advance(15 * MINUTE)
    for path in ("/desk/access/authenticator", "/desk/access/authenticator/removal", removal):
        assert client.get(path).status_code == 403
        answer = client.post(path, headers=FORM)
        assert answer.status_code == 403
        assert "Sign in once more" in answer.text
    assert client.post("/desk/access/recovery-codes", headers=FORM).status_code == 403
    assert client.get("/desk/access/passkeys", headers=JSON).status_code == 403
    sent = {"name": "Late", "credential": SoftAuthenticator(ORIGIN, "testserver").create(options)}
    assert client.post("/desk/access/passkeys", data=sent).status_code == 403
    page = client.get("/desk/access").text
    assert "sign in once more" in page
    assert "/removal" not in page
    assert show_passkey(browser(desk), key).status_code == 303


# --- sessions -----------------------------------------------------------------------------------------------------------


def test_a_session_without_activity_ends_after_an_hour_and_with_it_does_not(
    desk: DeskHouse, clock: HandClock
) -> None:
    moderator = desk.appoint()
    busy, idle = signed_in(desk, moderator), signed_in(desk, moderator)
    for _ in range(3):
        clock.advance(59 * MINUTE)
        assert busy.get("/desk/decided").status_code == 200
    assert idle.get("/desk/decided").headers["location"].startswith("/desk/sign-in")
    clock.advance(HOUR)
    assert busy.get("/desk/decided").headers["location"].startswith("/desk/sign-in")


def test_a_page_that_renews_its_claims_is_activity(desk: DeskHouse, clock: HandClock) -> None:
    client = signed_in(desk, desk.appoint())
    for _ in range(3):
        clock.advance(40 * MINUTE)
        answer = client.post("/desk/claims", data={"page": "a" * 16, "lane": "oldest", "comments": ""})
        assert answer.status_code != 303
    assert client.get("/desk/decided").status_code == 200


def test_ones_open_sessions_are_listed_and_the_others_can_be_ended(desk: DeskHouse) -> None:
    moderator = desk.appoint("Berfîn")
    here, there = browser(desk), browser(desk)
    phone = {"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"}
    here.post(desk.link(moderator), headers=FORM)
    there.post(desk.link(moderator), headers={**FORM, **phone})
    colleague = signed_in(desk, desk.appoint("Zîn"))
    unused = desk.link(moderator)
    page = here.get("/desk/access").text
    assert "Safari, iPhone" in page
    assert page.count('class="here"') == 1
    assert (
        here.post("/desk/access/sessions", headers=FORM).headers["location"]
        == "/desk/access?told=others-ended"
    )
    assert here.get("/desk").status_code == 200
    assert there.get("/desk").status_code == 303
    assert colleague.get("/desk").status_code == 200
    assert browser(desk).get(unused).status_code == 410
    assert "Safari, iPhone" not in here.get("/desk/access").text


def _set_password(_desk: DeskHouse, client: TestClient) -> None:
    with_password(client)


def _set_up_app(desk: DeskHouse, client: TestClient) -> None:
    set_up_app(desk, client)


def _add_passkey(_desk: DeskHouse, client: TestClient) -> None:
    add_passkey(client)


@pytest.mark.parametrize("change", [_set_password, _set_up_app, _add_passkey])
def test_whoever_changes_what_he_signs_in_with_is_asked_anew_everywhere_else(
    desk: DeskHouse, change: Callable[[DeskHouse, TestClient], None]
) -> None:
    moderator = desk.appoint()
    here, there, unused = signed_in(desk, moderator), signed_in(desk, moderator), desk.link(moderator)
    colleague = signed_in(desk, desk.appoint("Zîn"))
    change(desk, here)
    assert here.get("/desk").status_code == 200
    assert there.get("/desk").status_code == 303
    assert browser(desk).get(unused).status_code == 410
    assert colleague.get("/desk").status_code == 200


# --- resets -------------------------------------------------------------------------------------------------------------


def test_an_editor_lets_a_colleague_begin_anew_and_the_ledger_says_so(desk: DeskHouse) -> None:
    who, zin = desk.appoint("Berfîn"), desk.appoint("Zîn", Role.EDITOR)
    theirs = with_password(signed_in(desk, who))
    key, _ = add_passkey(theirs)
    editor = signed_in(desk, zin)
    assert "was really" in editor.get(f"/desk/moderators/{who.id}/reset").text
    page = editor.post(f"/desk/moderators/{who.id}/reset", headers=FORM).text
    [link] = re.findall(r'<code class="once" dir="ltr">([^<]+)</code>', page)
    assert theirs.get("/desk").status_code == 303
    assert show_passkey(browser(desk), key).status_code == 401
    assert by_password(desk, "Berfîn")[1].status_code == 401
    anew = browser(desk)
    assert anew.post(link, headers=FORM).headers["location"] == "/desk/arrived?next=/desk/password"
    with desk.house.store.connection() as connection:
        [leaf] = connection.exec_driver_sql(
            "SELECT leaf FROM ledger_entries ORDER BY position DESC LIMIT 1"
        ).one()
    told = decode(bytes(leaf))
    assert isinstance(told, Reset)
    assert (told.moderator, told.by) == (who.id, zin.id)


def test_no_moderator_resets_anybody_and_no_editor_himself_or_late(desk: DeskHouse, clock: HandClock) -> None:
    who, zin = desk.appoint("Berfîn"), desk.appoint("Zîn", Role.EDITOR)
    moderator, editor = signed_in(desk, who), signed_in(desk, zin)
    assert moderator.post(f"/desk/moderators/{zin.id}/reset", headers=FORM).status_code == 403
    assert editor.post(f"/desk/moderators/{zin.id}/reset", headers=FORM).status_code == 403
    assert editor.post(f"/desk/moderators/{'0' * 32}/reset", headers=FORM).status_code == 404
    clock.advance(15 * MINUTE)
    assert editor.post(f"/desk/moderators/{who.id}/reset", headers=FORM).status_code == 403
    with desk.house.store.connection() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM resets").scalar_one() == 0


def test_editors_see_who_has_a_second_factor(desk: DeskHouse) -> None:
    add_passkey(signed_in(desk, desk.appoint("Berfîn")))
    page = signed_in(desk, desk.appoint("Zîn", Role.EDITOR)).get("/desk/moderators").text
    page = page[page.index("<tbody>") :]
    told = re.findall(r"<th scope=\"row\"><bdi>(Berfîn|Zîn)</bdi>.*?Second factor\">(\w+)<", page, re.DOTALL)
    assert dict(told) == {"Berfîn": "yes", "Zîn": "none"}


# --- what is logged -----------------------------------------------------------------------------------------------------


def test_sign_ins_and_refusals_are_logged_without_names_or_what_was_typed(desk: DeskHouse) -> None:
    with structlog.testing.capture_logs() as logs:
        who = desk.appoint("Berfîn")
        client = with_password(signed_in(desk, who))
        app, codes = set_up_app(desk, client)
        browser(desk).post("/desk/sign-in", data={"name": "Berfîn", "password": "a wrong one"})
        other, _ = by_password(desk, "Berfîn")
        other.post("/desk/second-step", data={"code": "no-code"})
        other.post("/desk/second-step", data={"code": app.code()})
        browser(desk).post("/desk/passkey", data={"credential": "{}"})
        browser(desk).post("/desk/sign-in/nothing", headers=FORM)
    lines = [line for line in logs if line["event"] != "sealed"]
    assert [(line["event"], line.get("way"), line.get("moderator")) for line in lines] == [
        ("signed-in", "link", who.id),
        ("password-set", None, who.id),
        ("authenticator-added", None, who.id),
        ("sign-in-refused", None, None),
        ("second-factor-refused", None, who.id),
        ("signed-in", "code", who.id),
        ("passkey-refused", None, None),
        ("link-refused", None, None),
    ]
    text = json.dumps(logs)
    for secret in ("Berf", "wrong one", "no-code", app.secret, codes[0]):
        assert secret not in text


@contextmanager
def _http_desk(folder: Path, clock: HandClock) -> Iterator[DeskHouse]:
    with desk_house(folder, clock=clock, public_url="http://127.0.0.1:8000") as built:
        yield built


def test_where_no_browser_has_passkeys_the_page_says_why_and_an_app_does(
    tmp_path: Path, clock: HandClock
) -> None:
    with _http_desk(tmp_path, clock) as desk:
        client = TestClient(desk.app, base_url="https://127.0.0.1:8000", follow_redirects=False)
        link = desk.link(desk.appoint()).replace("http://", "https://")
        client.post(link, headers=FORM)
        assert "Passkeys are not possible here" in client.get("/desk/access").text
        assert client.get("/desk/access/passkeys", headers=JSON).status_code == 422
        assert len(set_up_app(desk, client)[1]) == 10
