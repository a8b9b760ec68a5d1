"""Search at the desk, as a browser without script uses it; and that nothing of what is looked for is left anywhere."""

import io
import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import structlog

from diwan import erasure, logs
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.moderators import Moderator, Role
from diwan.web.desk import search
from tests.client import TestClient
from tests.desk_house import WATER, DeskHouse, desk_house
from tests.house import HandClock

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=HandClock()) as built:
        yield built


@pytest.fixture
def berfin(desk: DeskHouse) -> Moderator:
    return desk.appoint()


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


def look(client: TestClient, words: str = "", **more: str) -> httpx2.Response:
    answer: httpx2.Response = client.post("/desk/search", data={"words": words, **more})
    return answer


def found(page: str) -> list[str]:
    """The shown stretches of the bodies, without their marks."""
    shown = re.findall(r'<p class="found"[^>]*><a[^>]*>(.*?)</a></p>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in shown]


@pytest.mark.parametrize("role", list(Role))
def test_moderators_and_editors_find_a_comment_by_its_words(desk: DeskHouse, role: Role) -> None:
    client = signed_in(desk, desk.appoint("Dilan", role))
    assert "Words in the comment" in client.get("/desk/search").text
    desk.submit("The bridge is <b>open</b>.")
    page = look(client, "OPEN bridge")
    assert page.status_code == 200
    assert found(page.text) == ["The bridge is &lt;b&gt;open&lt;/b&gt;."]
    assert "<mark>bridge</mark>" in page.text
    assert "Rojîn" in page.text
    assert "Nothing found" in look(client, "ferry").text


def test_nobody_who_is_not_signed_in_finds_anything(desk: DeskHouse) -> None:
    desk.submit("The bridge is open.")
    stranger = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    answer = look(stranger, "bridge")
    assert answer.status_code == 303
    assert "/desk/sign-in" in answer.headers["location"]
    assert "bridge" not in answer.text + answer.headers["location"]


def test_a_form_of_another_origin_is_refused(desk: DeskHouse, berfin: Moderator) -> None:
    client = signed_in(desk, berfin)
    answer = client.post("/desk/search", data={"words": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_hit_says_where_it_stands_and_leads_to_its_page(desk: DeskHouse, berfin: Moderator) -> None:
    client = signed_in(desk, berfin)
    desk.register("water", WATER)
    waits, approved, rejected = (desk.submit(f"ئاو {n}", article="water") for n in range(3))
    desk.decide(approved, berfin)
    desk.decide(rejected, berfin, Outcome.REJECTED, Guideline.THREAT)
    page = look(client, "ئاو").text
    assert found(page) == ["ئاو 2", "ئاو 1", "ئاو 0"]
    assert [text in page for text in ("Rejected: Threat", "Approved", "Waiting")] == [True, True, True]
    assert f'href="/desk/comments/{waits.comment_id}"' in page
    assert found(look(client, "ئاو", standing="waiting").text) == ["ئاو 0"]
    assert found(look(client, "ئاو", standing="rejected").text) == ["ئاو 2"]
    assert found(look(client, "", name="rojin").text) == ["ئاو 2", "ئاو 1", "ئاو 0"]


def test_pages_are_turned_by_a_form_that_carries_what_was_asked_for(
    desk: DeskHouse, berfin: Moderator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    client = signed_in(desk, berfin)
    for number in range(5):
        desk.submit(f"bridge {number}")
    seen: list[str] = []
    form = {"words": "bridge"}
    for _ in range(3):
        page = client.post("/desk/search", data=form).text
        seen += found(page)
        further = page.split('<form class="further"', 1)
        form = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', further[1])) if len(further) > 1 else {}
    assert seen == [f"bridge {number}" for number in (4, 3, 2, 1, 0)]
    assert form == {}


def test_a_long_comment_is_shown_around_what_was_found(desk: DeskHouse, berfin: Moderator) -> None:
    desk.submit("x " * 900 + "the needle is here " + "y " * 900)
    [shown] = found(look(signed_in(desk, berfin), "needle").text)
    assert "the needle is here" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 2 * search.AROUND


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"words": ""}, "at least one word"),
        ({"words": "?!"}, "at least one word"),
        ({"words": "x", "from": "yesterday"}, "Write a day"),
        ({"words": "x", "from": "2026-02-02", "to": "2026-01-01"}, "Exchange them"),
        ({"words": "x", "standing": "printed"}, "Choose one of"),
        ({"words": "x", "site": "herald"}, "no such site"),
        ({"words": "x", "behind": "-1"}, "cannot be turned"),
        ({"words": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_looked_for_is_told_and_stays_in_the_form(
    desk: DeskHouse, berfin: Moderator, asked: dict[str, str], told: str
) -> None:
    answer = signed_in(desk, berfin).post("/desk/search", data=asked)
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{asked["words"]}"' in answer.text


def test_what_is_erased_is_not_found(desk: DeskHouse, berfin: Moderator) -> None:
    client = signed_in(desk, berfin)
    acknowledged = desk.submit("The bridge is open.")
    assert found(look(client, "bridge").text)
    house = desk.house
    erasure.erase(house.store, house.clock, comment_id=acknowledged.comment_id, by="reader").result()
    assert found(look(client, "bridge").text) == []


def test_nothing_of_what_is_looked_for_is_logged_stored_or_put_into_an_address(
    desk: DeskHouse, berfin: Moderator
) -> None:
    root = logging.getLogger()
    kept = (root.handlers[:], root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions)
    lines = io.StringIO()
    logs.configure("debug", lines)
    try:
        client = signed_in(desk, berfin)
        desk.submit("The bridge is open.")
        page = look(client, "canaryword bridge", name="canaryname")
        addresses = re.findall(r'(?:href|action)="([^"]*)"', page.text)
    finally:
        root.handlers[:], root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions = kept
        logging.captureWarnings(False)
        structlog.contextvars.clear_contextvars()
        structlog.reset_defaults()
    assert page.status_code == 200
    assert "canary" not in lines.getvalue()
    assert not any("canary" in address for address in addresses)
    assert page.headers["cache-control"] == "no-store"
    for file in desk.house.settings.data.rglob("*"):
        if file.is_file():
            assert b"canary" not in file.read_bytes(), file.name
