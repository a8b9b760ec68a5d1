"""A surge under one article is slowed and loses nobody's voice; what programs do is told to the moderators and refuses nobody."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from diwan import admission, tickets
from diwan.bootstrap import House
from diwan.screening import findings
from diwan.tickets import Ticket
from tests.breadth import on_both, on_one
from tests.served import PAPER, Served, served, texts_in

database = on_one(
    "what is asked of whom, and in which words, is decided before the database: tickets and oddities are kept in both by those that say so"
)


SECOND = 1000
FEW = 16
"""Numbers that a ticket of these tests hides its own among, at level 1."""


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "TRIES", FEW // 2)


@pytest.fixture
def newsroom(database: str, tmp_path: Path) -> Iterator[Served]:
    """Two comments a minute on an article are calm, three are a surge."""
    with served(database, tmp_path, abuse="busy_per_minute = 2") as running:
        running.register()
        yield running


@pytest.fixture
def crowd(newsroom: Served) -> Served:
    """The same, in a surge."""
    newsroom.submit()
    newsroom.submit()
    return newsroom


def ticket(running: Served, article: str = "bridge") -> dict[str, Any]:
    answer = running.client.get(
        "/api/tickets", params={"site": "courier", "article": article}, headers={"origin": PAPER}
    )
    assert answer.status_code == 200, answer.text
    issued: dict[str, Any] = answer.json()
    return issued


def solved(issued: dict[str, Any]) -> dict[str, Any]:
    """What is sent with a ticket whose work is done, from what the answer says alone."""
    number = tickets.solve(
        Ticket(
            bytes.fromhex(issued["nonce"]),
            0,
            0,
            issued["most"],
            issued["cost"],
            bytes.fromhex(issued["target"]),
        )
    )
    return {"ticket": issued["ticket"], "number": number}


def told_to_wait(answer: httpx2.Response) -> tuple[str, int]:
    assert answer.status_code == 429, answer.text
    assert answer.headers["access-control-expose-headers"] == "Retry-After"
    return answer.json()["code"], int(answer.headers["retry-after"])


def stored(running: Served) -> int:
    return int(running.rows("SELECT count(*) FROM comments")[0][0])


def test_a_calm_article_asks_nothing(newsroom: Served) -> None:
    assert newsroom.post(newsroom.body()).status_code == 201
    assert ticket(newsroom)["most"] == 0
    assert newsroom.post(newsroom.body(ticket="rubbish", number=3)).status_code == 201


def test_a_busy_article_takes_a_comment_whose_work_is_done(crowd: Served) -> None:
    body = crowd.body()
    assert told_to_wait(crowd.post(body)) == ("stale-ticket", 20)
    issued = ticket(crowd)
    assert (issued["most"], issued["wait_seconds"]) == (FEW, 20)
    assert crowd.post({**body, **solved(issued)}).status_code == 201
    assert stored(crowd) == 3


def test_whoever_cannot_work_waits_and_is_taken_with_the_same_ticket_and_words(crowd: Served) -> None:
    body = crowd.body(ticket=ticket(crowd)["ticket"])
    assert told_to_wait(crowd.post(body)) == ("busy", 20)
    crowd.clock.advance(15 * SECOND)
    assert told_to_wait(crowd.post(body)) == ("busy", 5)
    crowd.clock.advance(5 * SECOND)
    assert crowd.post(body).status_code == 201


def test_a_wrong_number_is_no_work(crowd: Served) -> None:
    shown = solved(ticket(crowd))
    for number in (shown["number"] - 1, shown["number"] + 1, FEW, -1, 2**70):
        answer = crowd.post(crowd.body(ticket=shown["ticket"], number=number))
        assert answer.status_code in {400, 429}
    assert stored(crowd) == 2


@on_both
def test_one_ticket_lets_in_one_comment_however_often_that_is_sent(crowd: Served) -> None:
    body = {**crowd.body(), **solved(ticket(crowd))}
    first, again = crowd.post(body), crowd.post(body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    crowd.clock.advance(40 * SECOND)
    other = crowd.post({**body, "key": crowd.fresh_key(), "body": "Another."})
    assert (other.status_code, other.json()["code"]) == (409, "ticket-used")
    assert stored(crowd) == 3


def test_a_ticket_for_another_article_lets_nobody_in(crowd: Served) -> None:
    crowd.register("ferry")
    crowd.submit(article="ferry")
    crowd.submit(article="ferry")
    shown = solved(ticket(crowd, "ferry"))
    assert told_to_wait(crowd.post({**crowd.body(), **shown}))[0] == "stale-ticket"
    assert crowd.post({**crowd.body(article="ferry"), **shown}).status_code == 201


def test_work_done_for_a_calmer_moment_does_not_let_in_at_a_worse_one(crowd: Served) -> None:
    early = solved(ticket(crowd))
    while ticket(crowd)["most"] == FEW:
        assert crowd.post({**crowd.body(), **solved(ticket(crowd))}).status_code == 201
    code, wait = told_to_wait(crowd.post({**crowd.body(), **early}))
    assert (code, wait) == ("busy", 40)
    crowd.clock.advance(40 * SECOND)
    assert crowd.post({**crowd.body(), **early}).status_code == 201


def test_what_is_asked_rises_with_a_surge_and_falls_after_it(crowd: Served) -> None:
    asked = []
    for _ in range(8):
        issued = ticket(crowd)
        asked.append((issued["most"], issued["wait_seconds"]))
        assert crowd.post({**crowd.body(), **solved(issued)}).status_code == 201
    assert asked == sorted(asked)
    assert asked[-1] > asked[0]
    crowd.clock.advance(3600 * SECOND)
    assert (ticket(crowd)["most"], ticket(crowd)["wait_seconds"]) == (0, 0)


def test_a_surge_under_one_article_asks_nothing_under_another(crowd: Served) -> None:
    crowd.register("ferry")
    assert crowd.post(crowd.body(article="ferry")).status_code == 201


@on_both
def test_what_was_acknowledged_is_acknowledged_again_in_a_surge(newsroom: Served) -> None:
    body = newsroom.body(ticket=ticket(newsroom)["ticket"])
    first = newsroom.post(body)
    newsroom.submit()
    assert newsroom.post(body).status_code == 429
    newsroom.clock.advance(20 * SECOND)
    again = newsroom.post(body)
    assert (again.status_code, again.json()) == (200, first.json())


def test_where_work_is_off_everybody_waits_alike(tmp_path: Path) -> None:
    with served("sqlite", tmp_path, abuse='busy_per_minute = 2, work = "off"') as running:
        running.register()
        for _ in range(2):
            running.submit()
        issued = ticket(running)
        assert (issued["most"], issued["wait_seconds"]) == (0, 20)
        body = running.body(ticket=issued["ticket"], number=0)
        assert told_to_wait(running.post(body)) == ("busy", 20)
        running.clock.advance(20 * SECOND)
        assert running.post(body).status_code == 201


def test_where_work_is_always_asked_a_calm_article_asks_the_least(tmp_path: Path) -> None:
    with served("sqlite", tmp_path, abuse='busy_per_minute = 0, work = "always"') as running:
        running.register()
        assert told_to_wait(running.post(running.body())) == ("stale-ticket", 10)
        issued = ticket(running)
        assert issued["most"] == FEW // 2
        assert running.post({**running.body(), **solved(issued)}).status_code == 201


def test_where_nothing_is_ever_asked_there_are_no_tickets(tmp_path: Path) -> None:
    with served("sqlite", tmp_path, abuse="busy_per_minute = 0") as running:
        running.register()
        answer = running.client.get("/api/tickets", params={"site": "courier", "article": "bridge"})
        assert answer.status_code == 204
        running.approve(running.submit())
        assert form_fields(running.read().text)["ticket"] == ""


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"site": "nowhere", "article": "bridge"}, 404),
        ({"site": "courier", "article": ""}, 422),
        ({"site": "courier", "article": "x" * 81}, 422),
        ({}, 404),
    ],
)
def test_a_ticket_that_cannot_be_had_is_refused_in_a_sentence(
    newsroom: Served, asked: dict[str, str], status: int
) -> None:
    assert newsroom.client.get("/api/tickets", params=asked).status_code == status


def test_a_foreign_page_gets_no_ticket(newsroom: Served) -> None:
    answer = newsroom.client.get(
        "/api/tickets",
        params={"site": "courier", "article": "bridge"},
        headers={"origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403


# --- without JavaScript -------------------------------------------------------------------------------------------


def form_fields(html: str) -> dict[str, str]:
    form = html[html.index('<form class="write"') : html.index("</form>")]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return dict(hidden)


def test_a_reader_without_script_who_took_time_to_write_notices_nothing(newsroom: Served) -> None:
    newsroom.approve(newsroom.submit())
    fields = form_fields(newsroom.read().text)
    newsroom.submit()
    newsroom.clock.advance(20 * SECOND)
    assert newsroom.post_form(**{**fields, "body": "Written slowly."}).status_code == 303


def test_a_reader_without_script_who_was_quick_keeps_his_words_and_is_told_when(newsroom: Served) -> None:
    newsroom.approve(newsroom.submit())
    newsroom.submit()
    fields = form_fields(newsroom.read().text)
    refused = newsroom.post_form(**{**fields, "body": "Written <quickly>."})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "20")
    assert "Written &lt;quickly&gt;." in refused.text
    [problem] = texts_in(refused.text, "p", "problem")
    assert "nothing is lost" in problem
    assert problem.endswith("You can send it in 20 seconds.")
    again = form_fields(refused.text)
    assert (again["ticket"], again["key"]) == (fields["ticket"], fields["key"])
    newsroom.clock.advance(20 * SECOND)
    assert newsroom.post_form(**{**again, "body": "Written <quickly>."}).status_code == 303


def test_a_form_whose_ticket_was_used_comes_back_with_another_one(crowd: Served) -> None:
    crowd.print()
    fields = form_fields(crowd.read().text)
    crowd.clock.advance(20 * SECOND)
    assert crowd.post_form(**fields).status_code == 303
    crowd.clock.advance(20 * SECOND)
    refused = crowd.post_form(**{**fields, "key": crowd.fresh_key(), "body": "Second."})
    assert refused.status_code == 409
    assert "Second." in refused.text
    assert form_fields(refused.text)["ticket"] not in {"", fields["ticket"]}


# --- what programs do ---------------------------------------------------------------------------------------------


def marks(running: Served) -> list[str]:
    running.screened()
    rows = running.rows("SELECT findings FROM screenings ORDER BY position")
    return [
        " ".join(f.detail for f in findings.decode(bytes(row[0])) if f.mark is findings.Mark.AUTOMATIC)
        for row in rows
    ]


def test_a_filled_trap_refuses_nobody_and_is_told_to_the_moderators(newsroom: Served) -> None:
    newsroom.submit("By hand.")
    newsroom.submit("By a program.", website="https://casino.example")
    seen = marks(newsroom)
    assert seen == ["", "a field that readers do not see was filled in"]
    assert newsroom.rows("SELECT * FROM oddities") == []
    assert newsroom.violations() == []


def test_a_filled_trap_in_the_form_without_script_is_told_too(newsroom: Served) -> None:
    assert newsroom.post_form(website="x").status_code == 303
    assert marks(newsroom) == ["a field that readers do not see was filled in"]


@on_both
def test_what_stood_in_the_trap_is_nowhere(newsroom: Served) -> None:
    newsroom.submit("By a program.", website="canary-in-the-trap")
    newsroom.screened()
    for [table] in newsroom.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if newsroom.database_url == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    ):
        assert "canary-in-the-trap" not in str(newsroom.rows(f'SELECT * FROM "{table}"'))


@pytest.fixture
def watchful(tmp_path: Path) -> Iterator[Served]:
    with served("sqlite", tmp_path, abuse="busy_per_minute = 0, dwell_seconds = 3") as running:
        running.register()
        yield running


HASTE = "sent sooner than a form can be filled in"


def test_haste_is_marked_and_taking_ones_time_is_not(watchful: Served) -> None:
    quick, slow = ticket(watchful)["ticket"], ticket(watchful)["ticket"]
    watchful.submit("Quick.", ticket=quick)
    watchful.clock.advance(3 * SECOND)
    watchful.submit("Slow.", ticket=slow)
    watchful.submit("Without a form.")
    assert marks(watchful) == [HASTE, "", HASTE]


def test_a_server_that_fills_in_no_form_is_never_hasty(watchful: Served) -> None:
    assert watchful.post(watchful.body(), origin=None).status_code == 201
    assert marks(watchful) == [""]


def test_a_form_that_lay_open_for_a_day_is_not_hasty(watchful: Served) -> None:
    old = ticket(watchful)["ticket"]
    watchful.clock.advance(24 * 3600 * SECOND)
    watchful.submit(ticket=old)
    assert marks(watchful) == [""]


# --- what is counted ----------------------------------------------------------------------------------------------


def counted(running: Served) -> dict[str, float]:
    page = running.client.get("/metrics").text
    found = re.findall(r'^diwan_abuse_(\w+)_total\{measure="(\w+)"\} (\S+)$', page, re.MULTILINE)
    return {f"{what} {measure}": float(number) for what, measure, number in found if float(number)}


@on_both
def test_who_was_held_up_by_a_surge_is_counted_once_and_once_more_when_he_came_through(crowd: Served) -> None:
    body = crowd.body(ticket=ticket(crowd)["ticket"])
    for _ in range(3):
        crowd.post(body)
    assert counted(crowd) == {"stopped busy": 1}
    crowd.clock.advance(20 * SECOND)
    crowd.post(body)
    assert counted(crowd) == {"stopped busy": 1, "came_through busy": 1}


def test_who_came_back_when_all_was_calm_again_came_through_as_well(crowd: Served) -> None:
    body = crowd.body()
    crowd.post(body)
    crowd.clock.advance(120 * SECOND)
    assert crowd.post(body).status_code == 201
    assert counted(crowd) == {"stopped busy": 1, "came_through busy": 1}


def test_who_was_too_quick_is_counted_alike(tmp_path: Path) -> None:
    with served("sqlite", tmp_path, limits="per_minute = 6\nburst = 1") as running:
        running.register()
        running.submit()
        for _ in range(4):
            assert running.post(running.body()).status_code == 429
        assert counted(running) == {"stopped rate": 1}
        running.clock.advance(10 * SECOND)
        running.submit()
        assert counted(running) == {"stopped rate": 1, "came_through rate": 1}


def test_what_was_marked_is_counted(watchful: Served) -> None:
    watchful.submit(website="x")
    assert counted(watchful) == {"referred trap": 1, "referred haste": 1}


@on_both
def test_used_tickets_are_forgotten_once_they_would_have_lapsed(crowd: Served) -> None:
    crowd.submit(**solved(ticket(crowd)))
    assert len(crowd.rows("SELECT * FROM used_tickets")) == 1
    _forget(crowd.house)
    assert len(crowd.rows("SELECT * FROM used_tickets")) == 1
    crowd.clock.advance(tickets.LIFETIME)
    _forget(crowd.house)
    assert crowd.rows("SELECT * FROM used_tickets") == []


def _forget(house: House) -> None:
    house.store.write(lambda transaction: transaction.forget_lapsed(house.clock())).result()
