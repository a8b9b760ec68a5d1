"""Mail as readers meet it: the real application over HTTP, and a real mail server on this machine."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from diwan.clock import DAY, MINUTE
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.letters import CONFIRM_WITHIN, ENTER_WITHIN, HAND_WITHIN
from diwan.mail.delivery import RESTS
from diwan.storage import schema
from diwan.storage.copying import back_up
from tests.mail_server import MailServer, html, link, mail_server, plain
from tests.served import PAPER, PUBLIC_URL, Served, client_of, served
from tests.waiting import until

ORIGIN = {"origin": PUBLIC_URL}
MAILBOX = "rojin@example.org"
ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def mail_settings(server: MailServer, **given: str) -> str:
    told = {
        "host": f'"{server.host}"',
        "port": str(server.port),
        "tls": '"none"',
        "from_address": '"comments@courier.example"',
        "asks_per_hour": "1000",
        **given,
    }
    return "\n[mail]\n" + "\n".join(f"{name} = {value}" for name, value in told.items())


@contextmanager
def writing_to_readers(
    database: str, folder: Path, *, site: str = "", **given: str
) -> Iterator[tuple[Served, MailServer]]:
    with mail_server() as server:
        with served(database, folder, server=mail_settings(server, **given), site=site) as newsroom:
            newsroom.register()
            yield newsroom, server


@pytest.fixture
def mailing(database: str, tmp_path: Path) -> Iterator[tuple[Served, MailServer]]:
    """The application with a mail server, on each database in turn."""
    with writing_to_readers(database, tmp_path) as running:
        yield running


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[tuple[Served, MailServer]]:
    with writing_to_readers("sqlite", tmp_path) as running:
        yield running


def ask(newsroom: Served, sent: dict[str, Any], email: str = MAILBOX, **fields: str) -> httpx2.Response:
    """Fill in the form on the receipt and send it."""
    page = newsroom.client.get(sent["receipt"]).text
    form = re.search(r'<form method="post" action="([^"]+/mail)"', page)
    assert form, "no form on the receipt"
    filled = {"email": email, "outcome": "yes", "replies": "yes", "when": "now", **fields}
    answer: httpx2.Response = newsroom.client.post(form[1], data=filled, headers=ORIGIN)
    return answer


def next_mail(server: MailServer, count: int) -> Any:
    """The mail that is the so-many-th to arrive."""
    until(lambda: len(server.arrived) >= count, f"mail number {count}")
    assert len(server.arrived) == count
    return server.last()


def rows(newsroom: Served, table: str) -> int:
    return int(newsroom.rows(f"SELECT count(*) FROM {table}")[0][0])


def settled(newsroom: Served) -> None:
    until(lambda: rows(newsroom, "outbox") == 0, "the outbox to be empty")


def subscribe(newsroom: Served, server: MailServer, sent: dict[str, Any], **fields: str) -> None:
    before = len(server.arrived)
    assert ask(newsroom, sent, **fields).status_code == 303
    asking = next_mail(server, before + 1)
    assert newsroom.client.post(link(asking, "confirm"), headers=ORIGIN).status_code == 200
    settled(newsroom)


# --- the whole of it ----------------------------------------------------------------------------------------------


def test_a_reader_opts_in_confirms_is_told_and_stops_with_one_click(
    mailing: tuple[Served, MailServer],
) -> None:
    newsroom, server = mailing
    sent = newsroom.submit()
    answer = ask(newsroom, sent)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{sent['receipt']}#mail")
    asking = next_mail(server, 1)
    assert server.mailboxes == [MAILBOX]
    page = newsroom.client.get(sent["receipt"]).text
    assert "r…@example.org" in page
    assert MAILBOX not in page

    confirmation = link(asking, "confirm")
    shown = newsroom.client.get(confirmation)
    assert shown.status_code == 200
    assert '<form method="post">' in shown.text
    assert rows(newsroom, "subscriptions") == 0
    done = newsroom.client.post(confirmation, headers=ORIGIN)
    assert done.status_code == 200
    assert "You will be told by e-mail." in done.text
    assert newsroom.client.post(confirmation, headers=ORIGIN).status_code == 410
    assert newsroom.client.get(confirmation).status_code == 410
    assert "You are told by e-mail, at" in newsroom.client.get(sent["receipt"]).text

    newsroom.approve(sent)
    told = next_mail(server, 2)
    place = re.search(r"^https://\S+/read/\S+$", plain(told), re.MULTILINE)
    assert place
    assert "A fine bridge." in newsroom.client.get(place[0].partition("#")[0]).text
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    one_click = str(told["List-Unsubscribe"])[1:-1]
    assert one_click == link(told, "stop")
    settled(newsroom)

    stranger = httpx2.Client(transport=newsroom.client._transport, base_url=PUBLIC_URL)
    assert stranger.get(one_click).status_code == 200
    assert rows(newsroom, "subscriptions") == 1
    # As a mail provider's server sends it: no Origin, no cookie, no redirection.
    stopped = stranger.post(one_click, content=ONE_CLICK, headers=FORM)
    assert stopped.status_code == 200
    assert stranger.post(one_click, content=ONE_CLICK, headers=FORM).status_code == 200
    assert rows(newsroom, "subscriptions") == 0
    newsroom.clock.advance(DAY)
    newsroom.approve(newsroom.submit("A reply.", parent=sent["comment"]))
    assert rows(newsroom, "outbox") == 0
    assert newsroom.violations() == []


def test_looking_at_every_link_of_every_mail_changes_nothing(on_sqlite: tuple[Served, MailServer]) -> None:
    """As a scanner does, before the reader has seen the mail."""
    newsroom, server = on_sqlite
    sent, other = newsroom.submit(), newsroom.submit("Another one.")
    subscribe(newsroom, server, sent)
    newsroom.approve(sent)
    next_mail(server, 2)
    ask(newsroom, other, "azad@example.org")
    next_mail(server, 3)
    newsroom.client.post("/sign-in/courier/email", data={"email": "azad@example.org"}, headers=ORIGIN)
    next_mail(server, 4)
    settled(newsroom)

    def state() -> list[Any]:
        tables = [
            *schema.MAIL,
            schema.reader_sessions,
            schema.readers,
            schema.erasures,
            schema.ledger_entries,
        ]
        return [newsroom.rows(f"SELECT * FROM {table.name}") for table in tables]

    before = state()
    links = {
        found
        for _, message in server.arrived
        for found in re.findall(r"https://[^\s\"<]+", plain(message) + html(message))
    }
    assert {found.split("/")[5] for found in links if "/mail/" in found} == {
        "confirm",
        "refuse",
        "stop",
        "enter",
    }
    used = {link(server.arrived[0][1], "confirm")}
    for address in links:
        for method in ("GET", "HEAD", "OPTIONS", "GET"):
            answer = newsroom.client.request(method, address.partition("#")[0])
            # The first one has been confirmed: it says so.
            assert answer.status_code in ({200, 405} if address not in used else {405, 410})
            assert "set-cookie" not in answer.headers
    assert state() == before
    assert newsroom.client.post(link(server.arrived[2][1], "confirm"), headers=ORIGIN).status_code == 200


def test_without_a_mail_server_no_mail_is_offered_anywhere(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit()
    assert "mail" not in newsroom.client.get(sent["receipt"]).text.split("</style>")[1].lower()
    fields = {"email": MAILBOX, "outcome": "yes"}
    assert newsroom.client.post(f"{sent['receipt']}/mail", data=fields, headers=ORIGIN).status_code == 404
    assert newsroom.client.get("/sign-in/courier/email").status_code == 404
    assert newsroom.client.post("/sign-in/courier/email", data=fields, headers=ORIGIN).status_code == 404
    newsroom.approve(sent)
    assert [rows(newsroom, table.name) for table in schema.MAIL] == [0] * len(schema.MAIL)


def test_in_sorani_a_mail_is_in_sorani_and_runs_from_right_to_left(tmp_path: Path) -> None:
    with writing_to_readers("sqlite", tmp_path, site='language = "ckb"') as (newsroom, server):
        sent = newsroom.submit()
        subscribe(newsroom, server, sent)
        newsroom.approve(sent)
        told = next_mail(server, 2)
        assert told["Content-Language"] == "ckb"
        assert "پەسەند کرا" in str(told["Subject"])
        assert "پەسەند کرا" in plain(told)
        assert '<html lang="ckb" dir="rtl">' in html(told)
        # An address is written from left to right, inside a sentence that is not.
        assert '<a dir="ltr" href="https://comments.courier.example/' in html(told)
        shown = newsroom.client.get(link(told, "stop")).text
        assert '<html lang="ckb" dir="rtl">' in shown


def test_both_parts_of_a_mail_say_the_same_and_fetch_nothing(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    sent = newsroom.submit()
    subscribe(newsroom, server, sent)
    newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT)
    told = next_mail(server, 2)
    page = html(told)
    assert not re.search(
        r"<(img|link|script|iframe|form|input)\b|url\(|@import|https?://(?!comments\.courier\.example/)", page
    )
    assert set(re.findall(r'href="([^"]+)"', page)) == set(re.findall(r"https://\S+", plain(told)))
    for sentence in ("was rejected, under the guideline", "somebody else will decide"):
        assert sentence in page
        assert sentence in plain(told)
    assert told["Auto-Submitted"] == "auto-generated"
    assert str(told["From"]) == "The Courier <comments@courier.example>"


# --- what may be asked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "email",
    [
        "rojin@example.org\r\nBcc: azad@example.org",
        "rojin@example.org, azad@example.org",
        "rojin",
        "",
        "Rojîn <rojin@example.org>",
    ],
)
def test_what_is_not_one_address_is_refused_with_what_was_filled_in(
    on_sqlite: tuple[Served, MailServer], email: str
) -> None:
    newsroom, server = on_sqlite
    sent = newsroom.submit()
    answer = ask(newsroom, sent, email, when="daily")
    assert answer.status_code == 422
    assert "Please give one e-mail address" in answer.text
    assert re.search(r'value="daily" checked', answer.text)
    assert rows(newsroom, "mail_requests") == 0
    assert rows(newsroom, "outbox") == 0
    answer = newsroom.client.post("/sign-in/courier/email", data={"email": email}, headers=ORIGIN)
    assert answer.status_code == 422
    assert server.arrived == []


def test_a_form_from_elsewhere_or_without_a_receipt_asks_for_nothing(
    on_sqlite: tuple[Served, MailServer],
) -> None:
    newsroom, server = on_sqlite
    sent = newsroom.submit()
    fields = {"email": MAILBOX, "outcome": "yes"}
    foreign = {"origin": "https://evil.example"}
    assert newsroom.client.post(f"{sent['receipt']}/mail", data=fields, headers=foreign).status_code == 403
    assert newsroom.client.post(f"/receipts/{'0' * 64}/mail", data=fields, headers=ORIGIN).status_code == 404
    for address in (f"{sent['receipt']}/mail/stop", "/sign-in/courier/email"):
        assert newsroom.client.post(address, data=fields, headers=foreign).status_code == 403
    assert rows(newsroom, "outbox") == 0
    assert server.arrived == []


def test_nothing_ticked_is_nothing_asked_for(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, _ = on_sqlite
    sent = newsroom.submit()
    answer = newsroom.client.post(f"{sent['receipt']}/mail", data={"email": MAILBOX}, headers=ORIGIN)
    assert answer.status_code == 422
    assert "Please choose what you want to be told." in answer.text


def test_one_client_may_ask_so_often_and_is_told_when_to_come_back(tmp_path: Path) -> None:
    with writing_to_readers("sqlite", tmp_path, asks_per_hour="3") as (newsroom, _):
        asked = [
            newsroom.client.post(
                "/sign-in/courier/email", data={"email": f"reader{n}@example.org"}, headers=ORIGIN
            )
            for n in range(4)
        ]
        assert [answer.status_code for answer in asked] == [200, 200, 200, 429]
        assert int(asked[3].headers["retry-after"]) > 0
        sent = newsroom.submit()
        refused = ask(newsroom, sent)
        assert refused.status_code == 429
        assert f'value="{MAILBOX}"' in refused.text


def test_who_did_not_ask_can_make_an_end_of_it(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    ask(newsroom, newsroom.submit())
    refusal = link(next_mail(server, 1), "refuse")
    settled(newsroom)
    shown = newsroom.client.get(refusal)
    assert "for 30 days nothing is sent to it" in shown.text
    assert newsroom.client.post(refusal, headers=ORIGIN).status_code == 200
    other = newsroom.submit("Another one.")
    # Whoever asks is told nothing of it.
    assert ask(newsroom, other).status_code == 303
    assert "A mail to" in newsroom.client.get(other["receipt"]).text
    newsroom.client.post("/sign-in/courier/email", data={"email": MAILBOX}, headers=ORIGIN)
    assert rows(newsroom, "outbox") == 0
    assert len(server.arrived) == 1


def test_on_the_receipt_mail_is_stopped_too_and_can_be_had_anew(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    sent = newsroom.submit()
    subscribe(newsroom, server, sent)
    stopped = newsroom.client.post(f"{sent['receipt']}/mail/stop", headers=ORIGIN)
    assert (stopped.status_code, rows(newsroom, "subscriptions")) == (303, 0)
    subscribe(newsroom, server, sent, email="azad@example.org")
    assert server.mailboxes == [MAILBOX, "azad@example.org"]
    gone = newsroom.client.post(f"{sent['receipt']}/withdrawal", headers=ORIGIN)
    assert (gone.status_code, rows(newsroom, "subscriptions")) == (303, 0)
    assert 'id="mail"' not in newsroom.client.get(sent["receipt"]).text


@pytest.mark.parametrize("purpose", ["confirm", "stop", "refuse", "enter"])
def test_an_invented_link_is_unknown_and_a_links_purpose_and_site_cannot_be_changed(
    on_sqlite: tuple[Served, MailServer], purpose: str
) -> None:
    newsroom, server = on_sqlite
    ask(newsroom, newsroom.submit())
    genuine = link(next_mail(server, 1), "confirm").rsplit("/", 1)[1]
    wrong = [
        f"/mail/courier/{purpose}/{'0' * 64}",
        f"/mail/gazette/{purpose}/{genuine}",
        f"/mail/nowhere/{purpose}/{genuine}",
    ]
    if purpose != "confirm":
        wrong.append(f"/mail/courier/{purpose}/{genuine}")
    for address in wrong:
        assert newsroom.client.get(address).status_code == 404
        assert newsroom.client.post(address, data={"name": "Rojîn"}, headers=ORIGIN).status_code == 404
    assert rows(newsroom, "mail_requests") == 1


def test_a_link_to_confirm_lapses_and_the_page_says_so(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    ask(newsroom, newsroom.submit())
    confirmation = link(next_mail(server, 1), "confirm")
    newsroom.clock.advance(CONFIRM_WITHIN)
    for answer in (newsroom.client.get(confirmation), newsroom.client.post(confirmation, headers=ORIGIN)):
        assert answer.status_code == 410
        assert "has been used, or it is too old" in answer.text


# --- whatever breaks ----------------------------------------------------------------------------------------------


def test_what_cannot_be_sent_waits_and_no_comment_or_decision_waits_for_it(
    on_sqlite: tuple[Served, MailServer],
) -> None:
    newsroom, server = on_sqlite
    sent = newsroom.submit()
    subscribe(newsroom, server, sent)
    server.to_sender = "451 4.3.0 Not now"
    newsroom.approve(sent)
    assert "A fine bridge." in newsroom.read().text
    house = newsroom.house
    assert house.delivery is not None
    until(lambda: house.delivery and house.delivery._failures, "the server to be found down")
    assert len(server.arrived) == 1
    server.to_sender = None
    newsroom.clock.advance(RESTS[0])
    next_mail(server, 2)
    settled(newsroom)


def test_neither_log_nor_metrics_nor_backup_tells_whom_is_written_to(
    on_sqlite: tuple[Served, MailServer], lines: io.StringIO, tmp_path: Path
) -> None:
    newsroom, server = on_sqlite
    sent = newsroom.submit()
    subscribe(newsroom, server, sent)
    ask(newsroom, newsroom.submit("Another one."), "azad-canary@example.org")
    next_mail(server, 2)
    server.to_recipient = "550 5.1.1 <rojin@example.org> is unknown here"
    newsroom.approve(sent)
    until(lambda: rows(newsroom, "subscriptions") == 0, "the mailbox to be forgotten")
    assert "mail-not-taken" in lines.getvalue()
    # The mailbox is forgotten first, and counted when that is stored.
    until(
        lambda: 'diwan_mails_total{end="refused"} 1.0' in newsroom.client.get("/metrics").text,
        "the refusal to be counted",
    )
    metrics = newsroom.client.get("/metrics").text
    assert "diwan_mail_outbox 0.0" in metrics
    server.to_recipient = None
    subscribe(newsroom, server, sent)
    archive = tmp_path / "backup.zip"
    with newsroom.house.store.connection() as connection:
        back_up(connection, {}, archive)
    with zipfile.ZipFile(archive) as opened:
        kept = b"".join(opened.read(name) for name in opened.namelist()).decode()
        assert not [name for name in opened.namelist() if any(table.name in name for table in schema.MAIL)]
    printed = b"".join(newsroom.press_files().values()).decode("utf-8", "replace")
    for told in (lines.getvalue(), metrics, kept, printed):
        assert "rojin" not in told.lower().replace("rojîn", "")
        assert "azad-canary" not in told


# --- signing in ---------------------------------------------------------------------------------------------------


def enter_link(newsroom: Served, server: MailServer, email: str = MAILBOX, back: str = "bridge") -> str:
    before = len(server.arrived)
    asked = newsroom.client.post(
        "/sign-in/courier/email", data={"email": email, "back": back}, headers=ORIGIN
    )
    assert asked.status_code == 200
    return link(next_mail(server, before + 1), "enter")


def test_a_reader_signs_in_by_the_link_writes_under_his_name_and_the_link_is_gone(
    mailing: tuple[Served, MailServer],
) -> None:
    newsroom, server = mailing
    newsroom.print()
    assert f'<a href="{PUBLIC_URL}/sign-in/courier/email?back=bridge">' in newsroom.read().text
    assert '<form method="post"' in newsroom.client.get("/sign-in/courier/email?back=bridge").text
    address = enter_link(newsroom, server)
    assert 'name="name"' in newsroom.client.get(address).text
    entered = newsroom.client.post(address, data={"name": "Şîlan"}, headers=ORIGIN)
    assert entered.status_code == 303
    assert entered.headers["location"] == f"{PUBLIC_URL}/read/courier/bridge"
    cookie = entered.headers["set-cookie"]
    assert all(word in cookie for word in ("__Host-diwan-reader=", "HttpOnly", "Secure", "SameSite=lax"))
    for again in (
        newsroom.client.get(address),
        newsroom.client.post(address, data={"name": "Şîlan"}, headers=ORIGIN),
    ):
        assert again.status_code == 410
        assert "set-cookie" not in again.headers
    newsroom.client.cookies.set("__Host-diwan-reader", cookie.partition("=")[2].partition(";")[0])
    assert newsroom.post_form(name="", body="Signed words.", signed="1").status_code == 303
    assert newsroom.rows("SELECT name FROM words") == [("Şîlan",)]
    [(source, subject)] = newsroom.rows("SELECT source, subject FROM reader_subjects")
    assert source == "email"
    assert "rojin" not in subject
    newsroom.client.cookies.clear()
    newsroom.clock.advance(DAY)
    again = newsroom.client.post(
        enter_link(newsroom, server, "ROJIN@Example.org"), data={"name": "Şîlan"}, headers=ORIGIN
    )
    assert again.status_code == 303
    assert rows(newsroom, "readers") == 1


def test_whoever_asks_for_a_link_learns_nothing_of_an_address(on_sqlite: tuple[Served, MailServer]) -> None:
    """One that has signed in and written here, one that never has, one that refuses mail, one that has had too much."""
    newsroom, server = on_sqlite
    known = enter_link(newsroom, server)
    newsroom.client.post(known, data={"name": "Rojîn"}, headers=ORIGIN)
    refusing = enter_link(newsroom, server, "refuses@example.org")
    assert refusing
    newsroom.client.post(link(server.last(), "refuse"), headers=ORIGIN)
    for _ in range(3):
        enter_link(newsroom, server, "flooded@example.org")
    settled(newsroom)
    answers = []
    stored = []
    for email in (MAILBOX, "stranger@example.org", "refuses@example.org", "flooded@example.org"):
        before = rows(newsroom, "enter_links")
        answer = client_of(newsroom.house).post(
            "/sign-in/courier/email", data={"email": email, "back": ""}, headers=ORIGIN
        )
        stored.append(rows(newsroom, "enter_links") - before)
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        answers.append((answer.status_code, answer.text, headers))
    assert answers == [answers[0]] * 4
    assert answers[0][0] == 200
    assert stored == [1] * 4


def test_a_name_that_cannot_be_taken_does_not_use_the_link_up(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    address = enter_link(newsroom, server)
    refused = newsroom.client.post(address, data={"name": "\u202egnihton"}, headers=ORIGIN)
    assert refused.status_code == 422
    assert "set-cookie" not in refused.headers
    foreign = newsroom.client.post(
        address, data={"name": "Rojîn"}, headers={"origin": "https://evil.example"}
    )
    assert foreign.status_code == 403
    assert newsroom.client.post(address, data={"name": "Rojîn"}, headers=ORIGIN).status_code == 303


def test_a_link_to_sign_in_lapses_after_a_quarter_of_an_hour(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    address = enter_link(newsroom, server)
    newsroom.clock.advance(ENTER_WITHIN - MINUTE)
    assert newsroom.client.get(address).status_code == 200
    newsroom.clock.advance(MINUTE)
    assert newsroom.client.get(address).status_code == 410
    answer = newsroom.client.post(address, data={"name": "Rojîn"}, headers=ORIGIN)
    assert answer.status_code == 410
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "../../desk", "~zz", "a/b", ""])
def test_nobody_is_led_away_by_the_link(on_sqlite: tuple[Served, MailServer], back: str) -> None:
    newsroom, server = on_sqlite
    address = enter_link(newsroom, server, back=back)
    entered = newsroom.client.post(address, data={"name": "Rojîn"}, headers=ORIGIN)
    assert entered.headers["location"] == f"{PUBLIC_URL}/sign-in/courier/email?done"
    assert "You are signed in." in newsroom.client.get(entered.headers["location"]).text


def test_a_link_signs_in_at_its_own_site_alone(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    address = enter_link(newsroom, server)
    entered = newsroom.client.post(address, data={"name": "Rojîn"}, headers=ORIGIN)
    assert entered.status_code == 303
    with newsroom.house.store.connection() as connection:
        sites = connection.execute(text("SELECT site FROM reader_sessions")).scalars().all()
    assert list(sites) == ["courier"]


# --- from the widget ----------------------------------------------------------------------------------------------

STATE = "5f1c" * 16
JSON = {"origin": PAPER}


def ask_from_widget(newsroom: Served, **given: str) -> httpx2.Response:
    sent = {
        "site": "courier",
        "article": "bridge",
        "email": MAILBOX,
        "state": hashlib.sha256(STATE.encode()).hexdigest(),
        **given,
    }
    answer: httpx2.Response = newsroom.client.post("/api/readers/links", json=sent, headers=JSON)
    return answer


def take_over(newsroom: Served, code: str, **given: str) -> httpx2.Response:
    sent = {"site": "courier", "code": code, "state": STATE, **given}
    answer: httpx2.Response = newsroom.client.post("/api/readers/arrivals", json=sent, headers=JSON)
    return answer


def code_of(newsroom: Served, server: MailServer) -> str:
    """Ask from the widget and press the button behind the link; the code that then stands behind the #."""
    before = len(server.arrived)
    assert ask_from_widget(newsroom).status_code == 202
    address = link(next_mail(server, before + 1), "enter")
    entered = newsroom.client.post(address, data={"name": "Şîlan"}, headers=ORIGIN)
    # A page that leads on, and no redirection: its own `form-action` would keep a browser from following that.
    assert entered.status_code == 200
    assert "form-action 'self'" in entered.headers["content-security-policy"]
    led = re.search(r'http-equiv="refresh" content="0; url=(.*?)#diwan-enter=(\w+)"', entered.text)
    assert led is not None
    assert led[1] == f"{PAPER}/bridge"
    assert "set-cookie" not in entered.headers
    return led[2]


def test_the_widget_takes_the_session_over_once_and_writes_with_it(
    mailing: tuple[Served, MailServer],
) -> None:
    newsroom, server = mailing
    code = code_of(newsroom, server)
    opened = take_over(newsroom, code)
    assert opened.status_code == 201
    assert opened.headers["access-control-allow-origin"] == PAPER
    assert opened.json()["name"] == "Şîlan"
    assert take_over(newsroom, code).status_code == 401
    bearer = {"authorization": f"Bearer {opened.json()['session']}"}
    assert newsroom.post(newsroom.body(name=None), headers=bearer).status_code == 201
    assert newsroom.rows("SELECT name FROM words") == [("Şîlan",)]


def test_a_code_is_of_no_use_without_what_the_browser_kept_nor_later_nor_elsewhere(
    on_sqlite: tuple[Served, MailServer],
) -> None:
    """Nor is anybody signed in by an address that somebody else made for him."""
    newsroom, server = on_sqlite
    assert take_over(newsroom, code_of(newsroom, server), state="0" * 64).status_code == 401
    late = code_of(newsroom, server)
    newsroom.clock.advance(HAND_WITHIN)
    assert take_over(newsroom, late).status_code == 401
    code = code_of(newsroom, server)
    assert take_over(newsroom, code, site="gazette").status_code == 403
    foreign = newsroom.client.post(
        "/api/readers/arrivals",
        json={"site": "courier", "code": code, "state": STATE},
        headers={"origin": "https://evil.example"},
    )
    assert foreign.status_code == 403
    assert take_over(newsroom, "0" * 64).status_code == 404
    assert take_over(newsroom, code).status_code == 201
    assert rows(newsroom, "reader_sessions") == 1


def test_the_widget_is_answered_alike_for_every_address_and_refused_what_is_none(
    on_sqlite: tuple[Served, MailServer],
) -> None:
    newsroom, server = on_sqlite
    take_over(newsroom, code_of(newsroom, server))
    answers = [ask_from_widget(newsroom, email=email) for email in (MAILBOX, "stranger@example.org")]
    assert [(answer.status_code, answer.text) for answer in answers] == [(202, "{}")] * 2
    for given, status in (
        ({"email": "rojin"}, 422),
        ({"state": "short"}, 400),
        ({"site": "nowhere"}, 404),
        ({"article": ""}, 422),
    ):
        assert ask_from_widget(newsroom, **given).status_code == status


def test_an_article_that_lies_elsewhere_gets_no_code(on_sqlite: tuple[Served, MailServer]) -> None:
    newsroom, server = on_sqlite
    newsroom.register("abroad", url="https://evil.example/abroad")
    assert ask_from_widget(newsroom, article="abroad").status_code == 202
    address = link(next_mail(server, 1), "enter")
    entered = newsroom.client.post(address, data={"name": "Şîlan"}, headers=ORIGIN)
    assert entered.headers["location"] == f"{PUBLIC_URL}/read/courier/abroad"
