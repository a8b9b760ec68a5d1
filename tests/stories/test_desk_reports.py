"""What readers have reported, at the desk: the lane, the card, keeping and rejecting, and who was first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house, fields
from tests.house import HandClock

JSON = {"accept": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
LANE = "/desk?lane=reported"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=HandClock()) as built:
        yield built


@pytest.fixture
def berfin(desk: DeskHouse) -> Moderator:
    return desk.appoint()


@pytest.fixture
def printed(desk: DeskHouse, berfin: Moderator) -> Acknowledgement:
    acknowledged = desk.submit("I know where you live.")
    desk.decide(acknowledged, berfin)
    desk.print()
    return acknowledged


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


def form(html: str) -> dict[str, str]:
    through = html.split('name="through" value="', 1)[1].split('"', 1)[0]
    return {**fields(html), "through": through}


def test_the_lane_shows_the_printed_comment_with_what_was_reported(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    client = signed_in(desk, berfin)
    assert "This lane is empty" in client.get(LANE).text
    desk.report(printed, Guideline.THREAT, reason="He means <me>.")
    desk.report(printed, Guideline.PROMOTION)
    page = client.get(LANE).text
    assert "I know where you live." in page
    assert "2 reports" in page
    assert "He means &lt;me&gt;." in page
    assert "Keep it printed" in page
    assert 'value="approved" data-key="approve" data-said="Approved"' not in page
    # Nothing of it waits for a first decision.
    assert "Nobody is waiting" in client.get("/desk").text


def test_keeping_it_leaves_it_printed_and_the_lane_empty(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    desk.report(printed)
    client = signed_in(desk, berfin)
    sent = form(client.get(LANE).text)
    answer = client.post(
        f"/desk/comments/{printed.comment_id}/clearings", data={**sent, "note": "a quotation"}
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{LANE}&decided={printed.comment_id}"
    after = client.get(answer.headers["location"]).text
    assert "Looked at: stays printed" in after
    assert "This lane is empty" in after
    desk.print()
    assert "I know where you live." in desk.front()
    history = client.get(f"/desk/comments/{printed.comment_id}").text
    assert "Looked at: stays printed, says <bdi>Berfîn</bdi>" in history
    assert "a quotation" in history
    assert "Keep it printed" not in history


def test_a_script_reads_of_keeping_what_it_reads_of_a_decision(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    desk.report(printed)
    client = signed_in(desk, berfin)
    sent = form(client.get(LANE).text)
    answer = client.post(f"/desk/comments/{printed.comment_id}/clearings", data=sent, headers=JSON)
    assert answer.status_code == 201
    told = answer.json()["decision"]
    assert (told["said"], told["outcome"], told["author"], told["yours"]) == (
        "Looked at: stays printed",
        "approved",
        "Berfîn",
        True,
    )


def test_upholding_a_report_takes_the_comment_out_of_print(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    desk.report(printed)
    client = signed_in(desk, berfin)
    sent = form(client.get(LANE).text) | {"outcome": "rejected/threat"}
    assert client.post(f"/desk/comments/{printed.comment_id}/decisions", data=sent).status_code == 303
    desk.print()
    assert "I know where you live." not in desk.front()
    assert "This lane is empty" in client.get(LANE).text


def test_the_second_to_keep_it_is_told_who_was_first(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    desk.report(printed)
    first, second = signed_in(desk, berfin), signed_in(desk, desk.appoint("Dilan"))
    sent = form(second.get(LANE).text)
    path = f"/desk/comments/{printed.comment_id}/clearings"
    assert first.post(path, data=sent).status_code == 303
    page = second.post(path, data=sent)
    assert page.status_code == 409
    assert "A colleague was first" in page.text
    assert "Berfîn" in page.text
    told = second.post(path, data=sent, headers=JSON)
    assert (told.status_code, told.json()["code"], told.json()["decision"]["author"]) == (
        409,
        "already-cleared",
        "Berfîn",
    )


def test_who_would_keep_what_a_colleague_rejected_is_told_of_the_rejection(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    desk.report(printed)
    client = signed_in(desk, berfin)
    sent = form(client.get(LANE).text)
    rejected = sent | {"outcome": "rejected/threat"}
    assert client.post(f"/desk/comments/{printed.comment_id}/decisions", data=rejected).status_code == 303
    told = client.post(f"/desk/comments/{printed.comment_id}/clearings", data=sent, headers=JSON)
    assert (told.status_code, told.json()["decision"]["outcome"]) == (409, "rejected")


def test_a_page_that_is_renewed_hears_that_a_colleague_kept_it(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    desk.report(printed)
    client = signed_in(desk, berfin)
    page = client.get(LANE).text
    name = page.split('data-page="', 1)[1].split('"', 1)[0]
    asked = {"page": name, "lane": "reported", "comments": printed.comment_id}
    assert client.post("/desk/claims", data=asked).json() == {"taken": {}, "decided": {}}
    other = signed_in(desk, desk.appoint("Dilan"))
    assert other.post(f"/desk/comments/{printed.comment_id}/clearings", data=form(page)).status_code == 303
    told = client.post("/desk/claims", data=asked).json()["decided"][printed.comment_id]
    assert (told["author"], told["said"], told["yours"]) == ("Dilan", "Looked at: stays printed", False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"through": ""}, "through"),
        ({"through": "-1"}, "through"),
        ({"supersedes": ""}, "supersedes"),
        ({"digest": "ab"}, "digest"),
    ],
)
def test_a_form_that_does_not_say_what_was_seen_is_refused(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement, wrong: dict[str, str], field: str
) -> None:
    desk.report(printed)
    client = signed_in(desk, berfin)
    sent = form(client.get(LANE).text) | wrong
    answer = client.post(f"/desk/comments/{printed.comment_id}/clearings", data=sent, headers=JSON)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_reports_on_a_comment_that_was_rejected_since_are_shown_as_dealt_with(
    desk: DeskHouse, berfin: Moderator, printed: Acknowledgement
) -> None:
    desk.report(printed, reason="He means me.")
    client = signed_in(desk, berfin)
    sent = form(client.get(LANE).text) | {"outcome": "rejected/threat"}
    client.post(f"/desk/comments/{printed.comment_id}/decisions", data=sent)
    history = client.get(f"/desk/comments/{printed.comment_id}").text
    assert "1 report" in history
    assert "Looked at already: 1" in history
    assert "Keep it printed" not in history
    assert desk.card(printed).standing == Outcome.REJECTED
