"""A publisher signs his readers in, over HTTP: with the widget and without JavaScript, once for each token."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from diwan import bootstrap
from diwan.clock import HOUR, MINUTE, SECOND
from diwan.errors import CannotStart
from diwan.web import sessions
from tests.breadth import on_both, on_one
from tests.publisher import SECRET, Publisher, ed25519, key_set
from tests.served import JSON, PAPER, PUBLIC_URL, Served, client_of, load, served, texts_in

database = on_one(
    "tokens, cookies and pages; sessions and used sign-ins are kept in both by those that say so, and by tests/contracts/test_readers.py"
)


SIGN_IN = """
[sites.sign_in]
issuer = "https://courier.example"
keys_file = "courier.jwks.json"
secrets_file = "courier.secret"
page = "https://courier.example/account"
{more}
"""
COOKIE = "__Host-diwan-reader"


@pytest.fixture
def newspaper(database: str, tmp_path: Path) -> Iterator[Served]:
    """A newsroom whose publisher signs his readers in."""
    prepare(tmp_path)
    with served(database, tmp_path, site=SIGN_IN.format(more="")) as running:
        running.register()
        running.print()
        yield running


@pytest.fixture
def members_only(database: str, tmp_path: Path) -> Iterator[Served]:
    """The same, where no guest may write."""
    prepare(tmp_path)
    with served(database, tmp_path, site=SIGN_IN.format(more="guests = false")) as running:
        running.register()
        running.print()
        yield running


def prepare(folder: Path) -> None:
    (folder / "courier.jwks.json").write_bytes(key_set(ed25519()))
    (folder / "courier.secret").write_bytes(SECRET)


def publisher(newspaper: Served) -> Publisher:
    return Publisher(newspaper.clock.at)


def exchange(
    newspaper: Served, token: str, *, site: str = "courier", origin: str | None = PAPER
) -> httpx2.Response:
    headers = {**JSON, **({"origin": origin} if origin else {})}
    answer: httpx2.Response = newspaper.client.post(
        "/api/readers/sessions", content=json.dumps({"site": site, "token": token}), headers=headers
    )
    return answer


def session(newspaper: Served, **claims: object) -> str:
    answer = exchange(newspaper, publisher(newspaper).token(jti=newspaper.fresh_key(), **claims))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["session"])


def bearing(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# --- with the widget ------------------------------------------------------------------------------------------------


@on_both
def test_a_token_is_exchanged_for_a_session_and_what_it_signs_bears_its_name(newspaper: Served) -> None:
    answer = exchange(newspaper, publisher(newspaper).token(badge="staff"))
    assert answer.status_code == 201
    assert answer.headers["access-control-allow-origin"] == PAPER
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    opened = answer.json()
    assert (opened["name"], opened["badge"]) == ("Berîvan", "staff")
    sent = newspaper.post(newspaper.body(name="The Editor"), headers=bearing(opened["session"]))
    assert sent.status_code == 201
    assert [tuple(row) for row in newspaper.rows("SELECT name FROM words")] == [("Berîvan",)]
    assert len(newspaper.rows("SELECT reader_id FROM signers WHERE badge = 'staff'")) == 1
    assert newspaper.violations() == []


def test_a_name_need_not_be_sent_by_a_reader_and_must_be_by_a_guest(newspaper: Served) -> None:
    assert newspaper.post(newspaper.body(name=None), headers=bearing(session(newspaper))).status_code == 201
    assert code(newspaper.post(newspaper.body(name=None))) == (422, "name-empty")


def test_the_badge_is_printed_beside_the_name_and_stays_as_it_was(newspaper: Served) -> None:
    written = newspaper.post(newspaper.body(), headers=bearing(session(newspaper, badge="expert"))).json()
    newspaper.approve(written)
    session(newspaper, badge=None, name="Somebody else by now")
    guest = newspaper.submit("I am a guest.", name="Rojîn")
    newspaper.approve(guest)
    page = newspaper.read().text
    assert texts_in(page, "span", "badge") == ["Expert"]
    [sheet] = [
        json.loads(content)
        for path, content in newspaper.press_files().items()
        if path.startswith("/pages/") and path.endswith(".json") and b"I am a guest." in content
    ]
    told = {c["opening"]["id"]: c["opening"] for c in sheet["conversations"]}
    assert (told[written["comment"]]["name"], told[written["comment"]]["badge"]) == ("Berîvan", "expert")
    assert "badge" not in told[guest["comment"]]


def test_no_request_gives_itself_a_badge(newspaper: Served) -> None:
    assert code(newspaper.post(newspaper.body(badge="staff"))) == (400, "json-fields")
    form = newspaper.post_form(badge="staff")
    assert form.status_code == 303
    assert newspaper.rows("SELECT badge FROM signers") == []


def test_a_token_opens_one_session_and_no_second(newspaper: Served) -> None:
    token = publisher(newspaper).token()
    assert exchange(newspaper, token).status_code == 201
    assert code(exchange(newspaper, token)) == (401, "sign-in-used")


@on_both
def test_of_a_hundred_exchanges_of_one_token_at_once_exactly_one_succeeds(newspaper: Served) -> None:
    token = publisher(newspaper).token()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: exchange(newspaper, token), range(100)))
    assert sorted({answer.status_code for answer in answers}) == [201, 401]
    assert sum(answer.status_code == 201 for answer in answers) == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code != 201} == {"sign-in-used"}
    assert len(newspaper.rows("SELECT hash FROM reader_sessions")) == 1


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"aud": "https://comments.courier.example/sign-in/gazette"}, (401, "sign-in-audience")),
        ({"iss": "https://evil.example"}, (401, "sign-in-issuer")),
        ({"exp": 1}, (401, "sign-in-expired")),
        ({"iat": 4_000_000_000, "exp": 4_000_000_100}, (401, "sign-in-early")),
        ({"sub": None}, (401, "sign-in-claims")),
        ({"badge": "editor"}, (401, "sign-in-claims")),
        ({"name": "Ber\u202eîvan"}, (422, "name-characters")),
        ({"name": "B" * 61}, (422, "name-too-long")),
        ({"sub": "a\x00b"}, (422, "subject")),
    ],
)
def test_a_token_that_is_not_as_it_must_be_opens_nothing_and_is_told_why(
    newspaper: Served, claims: dict[str, object], expected: tuple[int, str]
) -> None:
    answer = exchange(newspaper, publisher(newspaper).token(**claims))
    assert code(answer) == expected
    assert "Berîvan" not in answer.text
    assert newspaper.rows("SELECT hash FROM reader_sessions") == []
    assert newspaper.rows("SELECT id FROM readers") == []


def test_only_a_page_of_the_publisher_or_his_server_exchanges_tokens(newspaper: Served) -> None:
    token = publisher(newspaper).token()
    for origin in ("https://evil.example", "https://gazette.example", "null"):
        assert code(exchange(newspaper, token, origin=origin)) == (403, "foreign-origin")
    assert exchange(newspaper, token, origin=None).status_code == 201


def test_a_site_whose_publisher_signs_nobody_in_says_so(newspaper: Served) -> None:
    answer = exchange(newspaper, "a.b.c", site="gazette", origin="https://gazette.example")
    assert code(answer) == (403, "sign-in-closed")
    assert code(exchange(newspaper, "a.b.c", site="herald")) == (404, "unknown-site")


@on_both
def test_a_session_is_good_on_its_site_until_its_time_is_over_or_it_is_ended(newspaper: Served) -> None:
    token = session(newspaper)
    newspaper.register("gate", site="gazette")
    elsewhere = newspaper.post(
        newspaper.body(site="gazette", article="gate"),
        origin="https://gazette.example",
        headers=bearing(token),
    )
    assert code(elsewhere) == (401, "session-lapsed")
    assert newspaper.post(headers=bearing(token)).status_code == 201
    newspaper.clock.advance(12 * HOUR)
    assert code(newspaper.post(headers=bearing(token))) == (401, "session-lapsed")
    assert len(newspaper.rows("SELECT id FROM comments")) == 1


def test_a_session_of_the_desk_signs_nothing_and_a_readers_opens_no_desk(newspaper: Served) -> None:
    desk = sessions.open_session(newspaper.house, newspaper.moderator.name, None)
    reader = session(newspaper)
    assert code(newspaper.post(newspaper.body(), headers=bearing(desk))) == (401, "session-lapsed")
    newspaper.client.cookies.set(COOKIE, desk)
    assert "Berfîn" not in newspaper.client.get("/sign-in/courier").text
    for headers in (bearing(reader), {"cookie": f"{sessions.COOKIE}={reader}"}):
        answer = newspaper.client.get("/desk/log", headers=headers)
        assert answer.headers["location"].startswith("/desk/sign-in")
    assert sessions.holder(newspaper.house, desk) is not None


def test_signing_out_ends_the_session_at_once_and_twice_is_no_fault(newspaper: Served) -> None:
    token = session(newspaper)
    for _ in range(2):
        answer = newspaper.client.delete("/api/readers/sessions", headers={"origin": PAPER, **bearing(token)})
        assert answer.status_code == 204
        assert answer.headers["access-control-allow-origin"] == PAPER
    assert code(newspaper.post(headers=bearing(token))) == (401, "session-lapsed")
    assert newspaper.client.delete("/api/readers/sessions").status_code == 401


@pytest.mark.parametrize("token", ["x", "x" * 43, "'; DROP TABLE reader_sessions"])
def test_an_invented_session_writes_nothing(newspaper: Served, token: str) -> None:
    sent = newspaper.post(headers=bearing(token))
    assert code(sent) == (401, "session-lapsed")
    assert newspaper.rows("SELECT id FROM comments") == []


def test_the_browsers_question_beforehand_allows_what_the_widget_does(newspaper: Served) -> None:
    answer = newspaper.client.options("/api/readers/sessions", headers={"origin": PAPER})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "POST, DELETE"
    assert answer.headers["access-control-allow-headers"] == "authorization, content-type"


def test_where_guests_may_not_write_they_are_told_to_sign_in(members_only: Served) -> None:
    assert code(members_only.post()) == (401, "sign-in-required")
    assert members_only.post(headers=bearing(session(members_only))).status_code == 201


@on_both
def test_a_reader_who_sends_the_same_twice_is_acknowledged_once_and_uses_one_ticket_with_it(
    database: str, tmp_path: Path
) -> None:
    prepare(tmp_path)
    asking = 'busy_per_minute = 0, work = "always"'
    with served(database, tmp_path, site=SIGN_IN.format(more=""), abuse=asking) as running:
        running.register()
        headers = bearing(session(running))
        issued = running.client.get("/api/tickets", params={"site": "courier", "article": "bridge"}).json()
        running.clock.advance(issued["wait_seconds"] * SECOND)
        body = running.body(ticket=issued["ticket"])
        refused = running.post({**body, "parent": "0" * 32}, headers=headers)
        assert code(refused) == (409, "parent-not-printed")
        assert running.rows("SELECT nonce FROM used_tickets") == []
        first, again = (running.post(body, headers=headers) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()
        another = running.post({**body, "key": running.fresh_key()}, headers=headers)
        assert code(another) == (409, "ticket-used")
        counts = "(SELECT count(*) FROM comments), (SELECT count(*) FROM signers), (SELECT count(*) FROM used_tickets)"
        assert [tuple(row) for row in running.rows(f"SELECT {counts}")] == [(1, 1, 1)]
        assert running.violations() == []


# --- without JavaScript ---------------------------------------------------------------------------------------------


def post_token(
    newspaper: Served, token: str, *, origin: str | None = PAPER, **fields: str
) -> httpx2.Response:
    headers = {"origin": origin} if origin else {}
    answer: httpx2.Response = newspaper.client.post(
        "/sign-in/courier", data={"token": token, **fields}, headers=headers
    )
    return answer


def test_the_publishers_form_signs_in_and_leads_to_the_comments(newspaper: Served) -> None:
    answer = post_token(newspaper, publisher(newspaper).token(badge="staff"), article="bridge")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{PUBLIC_URL}/read/courier/bridge#diwan-write"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for wanted in ("Secure", "HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"):
        assert wanted.lower() in cookie.lower()
    assert "domain" not in cookie.lower()
    page = newspaper.read().text
    [who] = texts_in(page, "p", "who")
    assert who == "You are writing as Berîvan Newsroom"
    assert 'name="name"' not in page
    sent = newspaper.post_form(signed="1", name="Somebody else")
    assert sent.status_code == 303
    assert [tuple(row) for row in newspaper.rows("SELECT name FROM words")] == [("Berîvan",)]
    assert len(newspaper.rows("SELECT reader_id FROM signers")) == 1


def test_a_link_is_only_looked_at_until_its_reader_presses_the_button(newspaper: Served) -> None:
    token = publisher(newspaper).token()
    for _ in range(3):
        looked = newspaper.client.get(f"/sign-in/courier?token={token}&article=bridge")
        assert looked.status_code == 200
        assert "set-cookie" not in looked.headers
        newspaper.client.head(f"/sign-in/courier?token={token}")
    assert newspaper.rows("SELECT hash FROM reader_sessions") == []
    assert "You are about to sign in at <bdi>The Courier</bdi> as <bdi>Berîvan</bdi>." in looked.text
    fields = dict(re.findall(r'name="(token|article)" value="([^"]*)"', looked.text))
    assert fields == {"token": token, "article": "bridge"}
    answer = post_token(newspaper, origin=PUBLIC_URL, **fields)
    assert answer.status_code == 303
    again = post_token(newspaper, origin=PUBLIC_URL, **fields)
    assert again.status_code == 401
    assert "was used before" in again.text


def test_a_page_of_somebody_else_signs_nobody_in(newspaper: Served) -> None:
    token = publisher(newspaper).token()
    for origin in ("https://evil.example", "null", "https://gazette.example"):
        answer = post_token(newspaper, token, origin=origin)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    hidden = newspaper.client.post(
        "/sign-in/courier", data={"token": token}, headers={"sec-fetch-site": "cross-site"}
    )
    assert hidden.status_code == 403
    assert newspaper.rows("SELECT hash FROM used_sign_ins") == []


def test_without_an_article_the_page_says_who_is_signed_in(newspaper: Served) -> None:
    answer = post_token(newspaper, publisher(newspaper).token())
    assert answer.status_code == 200
    assert "You are writing as <bdi>Berîvan</bdi>" in answer.text
    assert "set-cookie" in answer.headers


def test_what_is_wrong_with_a_token_is_not_a_readers_concern(newspaper: Served) -> None:
    for answer in (
        post_token(newspaper, publisher(newspaper).token(aud="x")),
        newspaper.client.get("/sign-in/courier?token=nonsense"),
        newspaper.client.get("/sign-in/courier"),
    ):
        assert answer.status_code == 401
        assert "You could not be signed in." in answer.text
        assert "set-cookie" not in answer.headers
    assert newspaper.client.get("/sign-in/gazette?token=x").status_code == 403
    assert newspaper.client.get("/sign-in/herald?token=x").status_code == 404


def test_signing_out_takes_the_cookie_back_and_ends_the_session(newspaper: Served) -> None:
    post_token(newspaper, publisher(newspaper).token(), article="bridge")
    stolen = newspaper.client.cookies[COOKIE]
    page = newspaper.read().text
    assert f'action="{PUBLIC_URL}/sign-out/courier"' in page
    foreign = newspaper.client.post(
        "/sign-out/courier", data={"folder": "bridge"}, headers={"origin": "https://evil.example"}
    )
    assert foreign.status_code == 403
    answer = newspaper.client.post(
        "/sign-out/courier", data={"folder": "bridge"}, headers={"origin": PUBLIC_URL}
    )
    assert answer.status_code == 303
    assert 'name="name"' in newspaper.read().text
    newspaper.client.cookies.set(COOKIE, stolen, domain="comments.courier.example")
    assert 'name="name"' in newspaper.read().text


def test_a_session_that_ends_while_its_reader_writes_keeps_his_words(newspaper: Served) -> None:
    post_token(newspaper, publisher(newspaper).token(), article="bridge")
    newspaper.clock.advance(12 * HOUR)
    answer = newspaper.post_form(signed="1", name="", body="All that I had to say.")
    assert answer.status_code == 401
    assert "Your sign-in has ended." in answer.text
    assert "All that I had to say." in answer.text
    assert newspaper.rows("SELECT id FROM comments") == []


def test_the_same_form_sent_twice_by_a_reader_leads_to_one_receipt(newspaper: Served) -> None:
    post_token(newspaper, publisher(newspaper).token(), article="bridge")
    key = newspaper.fresh_key()
    first, again = (newspaper.post_form(signed="1", name="", key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["location"] == again.headers["location"]
    assert len(newspaper.rows("SELECT comment_id FROM signers")) == 1


def test_who_was_shown_a_field_for_a_name_writes_under_what_he_typed_though_he_signed_in_meanwhile(
    newspaper: Served,
) -> None:
    post_token(newspaper, publisher(newspaper).token(), article="bridge")
    assert newspaper.post_form(name="A name of mine").status_code == 303
    assert [tuple(row) for row in newspaper.rows("SELECT name FROM words")] == [("A name of mine",)]
    assert newspaper.rows("SELECT comment_id FROM signers") == []


def test_where_guests_may_not_write_the_form_says_so_and_a_refusal_keeps_the_words(
    members_only: Served,
) -> None:
    page = members_only.read().text
    assert 'name="name"' not in page
    assert "On this site one signs in before writing." in page
    assert 'href="https://courier.example/account"' in page
    for sent in ({"signed": "1", "name": ""}, {"name": "A guest"}):
        answer = members_only.post_form(body="All that I had to say.", **sent)
        assert answer.status_code == 401
        assert "All that I had to say." in answer.text
    # Signed in meanwhile, on another page: what is still in the form can be sent.
    post_token(members_only, publisher(members_only).token())
    assert members_only.post_form(signed="1", name="", body="All that I had to say.").status_code == 303


def test_another_sign_in_of_one_browser_ends_the_session_before(newspaper: Served) -> None:
    post_token(newspaper, publisher(newspaper).token(jti="one"))
    post_token(newspaper, publisher(newspaper).token(jti="two", sub="another"))
    assert len(newspaper.rows("SELECT hash FROM reader_sessions")) == 1


# --- rotation, and what must be right to start ----------------------------------------------------------------------


def test_a_new_key_is_found_in_the_file_without_a_restart(newspaper: Served) -> None:
    new = ed25519("of the next year")
    minted = Publisher(newspaper.clock.at, new)
    (newspaper.folder / "courier.jwks.json").write_bytes(key_set(ed25519(), new))
    assert exchange(newspaper, minted.token()).status_code == 201
    assert exchange(newspaper, publisher(newspaper).token(jti="old")).status_code == 201


@on_both
def test_a_token_that_is_used_late_is_refused_and_its_jti_forgotten(newspaper: Served) -> None:
    token = publisher(newspaper).token()
    assert exchange(newspaper, token).status_code == 201
    newspaper.clock.advance(6 * MINUTE)
    assert code(exchange(newspaper, token)) == (401, "sign-in-expired")
    at = newspaper.clock.at
    newspaper.house.store.write(lambda tx: tx.forget_lapsed(at)).result()
    assert newspaper.rows("SELECT hash FROM used_sign_ins") == []
    assert code(exchange(newspaper, token)) == (401, "sign-in-expired")


@pytest.mark.parametrize(
    ("name", "content"),
    [("courier.jwks.json", b'{"keys": []}'), ("courier.jwks.json", b"x"), ("courier.secret", b"too short")],
)
def test_keys_that_cannot_be_used_stop_the_start(tmp_path: Path, name: str, content: bytes) -> None:
    prepare(tmp_path)
    (tmp_path / name).write_bytes(content)
    house = bootstrap.build(load(tmp_path, "sqlite", site=SIGN_IN.format(more="")))
    try:
        with pytest.raises(CannotStart, match=re.escape(name)):
            client_of(house)
    finally:
        house.store.close()
