"""The figures as they are read at the desk."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from diwan import lifecycle, rereading
from diwan.clock import DAY, HOUR, MINUTE, SECOND
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.guidelines import Guideline
from diwan.lifecycle import Verdict
from diwan.moderators import Moderator, Role
from diwan.rereadings import Lot
from diwan.storage.sums import add_up_one
from tests.client import TestClient
from tests.desk_house import SITE, DeskHouse, desk_house
from tests.house import HandClock

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=clock) as built:
        yield built


@pytest.fixture
def client(desk: DeskHouse) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    client.post(desk.link(desk.appoint("Hêvî")), headers=FORM)
    return client


def test_a_new_house_has_figures_and_all_are_nought(client: TestClient) -> None:
    page = client.get("/desk/figures")
    assert page.status_code == 200
    assert "0 comments wait now" in page.text
    assert "None was marked" in page.text


def test_todays_decisions_are_on_the_page_at_once_and_no_readers_words(
    desk: DeskHouse, client: TestClient, clock: HandClock
) -> None:
    sent = desk.submit("canary words 51", name="Canary Name")
    desk.submit("canary words 52")
    clock.advance(20 * MINUTE)
    desk.decide(sent, desk.appoint("Berfîn"), Outcome.REJECTED, Guideline.THREAT)
    page = client.get("/desk/figures?days=7").text
    assert "1 comment waits now" in page
    assert '<th scope="row">Threat</th><td class="n">1</td>' in page
    assert "20 min" in page
    assert "canary" not in page.lower()
    assert "Berfîn" not in page


def test_days_that_are_not_added_up_are_named_and_filled_in_by_the_duty(
    desk: DeskHouse, client: TestClient, clock: HandClock
) -> None:
    moderator = desk.appoint("Berfîn")
    for _ in range(4):
        desk.decide(desk.submit(), moderator)
        clock.advance(DAY)
    client.post(desk.link(moderator), headers=FORM)
    assert "of these days are still being added up" in client.get("/desk/figures?days=7").text
    while add_up_one(desk.house.store, clock()):
        pass
    # Days before the first comment are of no interest, and no gap.
    page = client.get("/desk/figures?days=7").text
    assert "still being added up" not in page
    assert page.count('<td class="n">1</td><td class="n">1</td>') == 4


def test_an_unknown_range_is_told_with_what_there_is(client: TestClient) -> None:
    answer = client.get("/desk/figures?days=8")
    assert answer.status_code == 422
    assert "Choose one of 7, 30, 90" in answer.text
    assert client.get("/desk/figures?site=elsewhere").status_code == 422
    assert client.get("/desk/figures?days=90&site=courier").status_code == 200


def test_the_duty_adds_up_by_itself(desk: DeskHouse, clock: HandClock) -> None:
    desk.submit()
    clock.advance(2 * DAY + HOUR)
    duties = desk.house.duties
    duties._stopping.set()
    duties._add_up()
    duties._add_up()
    assert not add_up_one(desk.house.store, clock())


# --- can we open this story tonight? ---------------------------------------------------------------------------------


@pytest.fixture
def editor(desk: DeskHouse) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    client.post(desk.link(desk.appoint("Zîn", Role.EDITOR)), headers=FORM)
    return client


def test_a_house_without_a_past_says_that_it_cannot_tell(editor: TestClient) -> None:
    page = editor.get("/desk/tonight").text
    assert "Not enough past to tell" in page
    assert "so far 0" in page


def test_a_past_of_busy_evenings_tells_how_many_moderators_it_takes(
    desk: DeskHouse, editor: TestClient, clock: HandClock
) -> None:
    zin = desk.appoint("Berfîn")
    for night in range(15):
        desk.register(f"story {night}")
        sent = [desk.submit(f"{night} {n}", article=f"story {night}", screened=False) for n in range(5)]
        for each in sent:
            clock.advance(10 * SECOND)
            desk.decide(each, zin)
        clock.advance(DAY - 50 * SECOND)
    while add_up_one(desk.house.store, clock()):
        pass
    editor.post(desk.link(zin), headers=FORM)
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    client.post(desk.link(desk.appoint("Hêvî", Role.EDITOR)), headers=FORM)
    page = client.get("/desk/tonight?section=City&from=14&hours=2").text
    assert '<p class="big">1 moderator</p>' in page
    assert "10 seconds in the middle" in page
    assert '<td class="n">10</td><td class="n">10</td><td class="n">10</td>' in page


@pytest.mark.parametrize("query", ["hours=5", "from=24", "from=x", "site=elsewhere", "section=" + "x" * 201])
def test_a_question_that_cannot_be_read_is_told_beside_the_form(editor: TestClient, query: str) -> None:
    answer = editor.get(f"/desk/tonight?{query}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


# --- agreement -------------------------------------------------------------------------------------------------------


def reread(desk: DeskHouse, first: Moderator, second: Moderator, n: int) -> None:
    """So many comments, decided by the first and reread by the second, who differ on every tenth."""
    house, lot = desk.house, Lot(b"k" * 32, {SITE: 100.0})
    for number in range(n):
        sent = desk.submit(f"canary words {number}", screened=False)
        approved = Verdict(sent.comment_id, sent.digest, Outcome.APPROVED)
        rejected = replace(approved, outcome=Outcome.REJECTED, guideline=Guideline.THREAT)
        author = Author(AuthorKind.MODERATOR, first.id)
        said = rejected if number % 3 == 0 else approved
        lifecycle.screen_first(house.store, house.clock, house.screener, sent.comment_id)
        rereading.decide(house.store, house.clock, author, said, lot).result()
        again = approved if number % 10 == 0 else said
        rereading.reread(house.store, house.clock, second.id, again).result()


def test_agreement_is_told_of_the_newsroom_and_names_nobody(desk: DeskHouse, client: TestClient) -> None:
    reread(desk, desk.appoint("Berfîn"), desk.appoint("Şîlan"), 60)
    page = client.get("/desk/figures?days=7").text
    section = page[page.index('aria-labelledby="agreement"') : page.index('aria-labelledby="compared"')]
    assert "60 comments were reread" in section
    assert re.search(
        r'Approved or rejected</th><td class="n">60</td><td class="n">97 %</td><td class="n">0.9\d <small>',
        section,
    )
    assert re.search(r'Threat</th><td class="n">20</td>', section)
    assert re.search(r'Profanity</th><td class="n">0</td>.*?too few to tell', section)
    assert "<polyline" in section
    for name in ("Berfîn", "Şîlan", "canary", "/desk/differences"):
        assert name not in section


def test_of_a_handful_it_is_too_few_to_tell_and_of_none_nothing_is_shown(
    desk: DeskHouse, client: TestClient
) -> None:
    page = client.get("/desk/figures").text
    assert "0 comments were reread" in page
    assert "too few to tell" not in page
    reread(desk, desk.appoint("Berfîn"), desk.appoint("Şîlan"), 9)
    page = client.get("/desk/figures").text
    assert "9 comments were reread" in page
    assert "too few to tell" in page


def test_editors_are_led_on_to_where_readings_differ(desk: DeskHouse, editor: TestClient) -> None:
    reread(desk, desk.appoint("Berfîn"), desk.appoint("Şîlan"), 9)
    assert 'href="/desk/differences"' in editor.get("/desk/figures").text


def test_the_figures_come_as_csv_as_well(desk: DeskHouse, client: TestClient) -> None:
    reread(desk, desk.appoint("Berfîn"), desk.appoint("Şîlan"), 60)
    assert "/desk/figures.csv?days=7" in client.get("/desk/figures?days=7").text
    answer = client.get("/desk/figures.csv?days=7")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {"agreement", "agreement_28_days", "submitted", "compared"} <= {row["figure"] for row in rows}
    assert "Berfîn" not in answer.text
    assert client.get("/desk/figures.csv?days=8").status_code == 422
