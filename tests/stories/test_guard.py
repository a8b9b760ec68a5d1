"""Criticism of the publisher at the desk, without script: asked for by one moderator, confirmed or approved by another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan.decisions import Outcome
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house

JSON = {"accept": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path) as built:
        yield built


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


def criticism(desk: DeskHouse) -> Acknowledgement:
    return desk.submit("You deleted my comment, you idiots.")


def sent(to: Acknowledgement, **more: str) -> dict[str, str]:
    return {"digest": to.digest.hex(), "supersedes": "", "back": "/desk", **more}


def path(to: Acknowledgement) -> str:
    return f"/desk/comments/{to.comment_id}/decisions"


def confirming(page: str) -> str:
    found = re.search(r'value="(confirmed/[^"]+)"', page)
    assert found
    return found[1]


def test_a_rejection_without_the_words_is_refused_with_what_to_do(desk: DeskHouse) -> None:
    comment, client = criticism(desk), signed_in(desk, desk.appoint())
    refused = client.post(path(comment), data=sent(comment, outcome="rejected/threat"))
    assert refused.status_code == 422
    assert "second moderator" in refused.text
    told = client.post(path(comment), data=sent(comment, outcome="rejected/threat"), headers=JSON)
    assert (told.json()["code"], told.json()["field"]) == ("needs-confirmation", "quote")
    assert desk.card(comment).standing == "waiting"


def test_two_moderators_reject_it_together(desk: DeskHouse) -> None:
    comment = criticism(desk)
    first, second = signed_in(desk, desk.appoint("First")), signed_in(desk, desk.appoint("Second"))
    asked = sent(comment, outcome="rejected/personal-attack", quote="you idiots", note="not the criticism")
    answer = first.post(path(comment), data=asked)
    assert answer.status_code == 303
    assert "Waits for a second moderator: Personal attack" in first.get(answer.headers["location"]).text
    assert desk.card(comment).standing == "waiting"
    # Not before him any more, but on its own page: without the button that confirms.
    assert 'class="card"' not in first.get("/desk?lane=second-opinion").text
    assert "confirmed/" not in first.get(f"/desk/comments/{comment.comment_id}").text
    lane = second.get("/desk?lane=second-opinion").text
    assert "<bdi>First</bdi> asks for its rejection" in lane
    assert "you idiots</q>" in lane
    assert "not the criticism" in lane
    assert "To confirm" in lane
    assert second.get("/desk/motions").text.count("asks for its rejection") == 1
    done = second.post(path(comment), data=sent(comment, outcome=confirming(lane)))
    assert done.status_code == 303
    card = desk.card(comment)
    assert card.standing == "rejected"
    assert card.current is not None
    assert card.current.author_name == "Second"
    history = second.get(f"/desk/comments/{comment.comment_id}").text
    assert "confirmed by <bdi>Second</bdi>" in history
    assert "There is nothing to confirm" in second.get("/desk/motions").text


def test_who_asked_for_it_cannot_send_the_confirmation_himself(desk: DeskHouse) -> None:
    comment = criticism(desk)
    first, second = signed_in(desk, desk.appoint("First")), signed_in(desk, desk.appoint("Second"))
    first.post(path(comment), data=sent(comment, outcome="rejected/personal-attack", quote="you idiots"))
    value = confirming(second.get(f"/desk/comments/{comment.comment_id}").text)
    assert first.post(path(comment), data=sent(comment, outcome=value)).status_code == 403
    assert desk.card(comment).standing == "waiting"


@pytest.mark.parametrize("value", ["confirmed", "confirmed/x/threat", "confirmed/" + "0" * 32 + "/threat"])
def test_a_confirmation_of_nothing_is_refused(desk: DeskHouse, value: str) -> None:
    comment, client = criticism(desk), signed_in(desk, desk.appoint())
    assert client.post(path(comment), data=sent(comment, outcome=value)).status_code in {400, 409}
    assert desk.card(comment).standing == "waiting"


def test_words_that_are_not_in_the_comment_are_refused(desk: DeskHouse) -> None:
    comment, client = criticism(desk), signed_in(desk, desk.appoint())
    answer = client.post(path(comment), data=sent(comment, outcome="rejected/threat", quote="kill you"))
    assert answer.status_code == 422
    assert "do not stand in the comment" in answer.text
    assert not desk.card(comment).moved


def test_an_approval_is_taken_back_by_two_and_stands_until_then(desk: DeskHouse) -> None:
    comment, first_one = criticism(desk), desk.appoint("First")
    first, second = signed_in(desk, first_one), signed_in(desk, desk.appoint("Second"))
    approval = desk.decide(comment, first_one)
    again = sent(comment, outcome="rejected/personal-attack", quote="you idiots", supersedes=approval.id)
    assert first.post(path(comment), data=again).status_code == 303
    assert desk.card(comment).standing == "approved"
    page = second.get("/desk/motions").text
    assert "in force: Approved" in page
    value = confirming(second.get(f"/desk/comments/{comment.comment_id}").text)
    assert (
        second.post(path(comment), data=sent(comment, outcome=value, supersedes=approval.id)).status_code
        == 303
    )
    assert desk.card(comment).standing == "rejected"


def test_alone_in_the_newsroom_he_is_told_that_it_waits(desk: DeskHouse) -> None:
    comment, client = criticism(desk), signed_in(desk, desk.appoint())
    asked = sent(comment, outcome="rejected/personal-attack", quote="you idiots")
    told = client.post(path(comment), data=asked, headers=JSON)
    assert told.status_code == 202
    assert "Nobody else is appointed" in told.json()["motion"]["said"]
    assert "Nobody else is appointed" in client.get(f"/desk/comments/{comment.comment_id}").text
    escalated = client.post(
        f"/desk/comments/{comment.comment_id}/consultations",
        data={"digest": comment.digest.hex(), "asked": "editor", "back": "/desk"},
    )
    assert escalated.status_code == 303


def test_a_colleague_who_was_first_is_named_to_who_asks_for_a_rejection(desk: DeskHouse) -> None:
    comment, colleague = criticism(desk), desk.appoint("Colleague")
    client = signed_in(desk, desk.appoint("Late"))
    desk.decide(comment, colleague, Outcome.APPROVED)
    asked = sent(comment, outcome="rejected/personal-attack", quote="you idiots")
    refused = client.post(path(comment), data=asked, headers=JSON)
    assert refused.status_code == 409
    assert refused.json()["decision"]["author"] == "Colleague"


def test_what_no_check_has_read_is_screened_when_it_is_rejected(desk: DeskHouse) -> None:
    comment, client = desk.submit("A dull bridge.", screened=False), signed_in(desk, desk.appoint())
    assert "No check has looked yet" in client.get(f"/desk/comments/{comment.comment_id}").text
    answer = client.post(path(comment), data=sent(comment, outcome="rejected/promotion"), headers=JSON)
    assert answer.status_code == 201
    card = desk.card(comment)
    assert card.standing == "rejected"
    assert card.findings is not None


def test_criticism_that_no_check_had_read_asks_for_the_words_then(desk: DeskHouse) -> None:
    comment = desk.submit("You deleted my comment, you idiots.", screened=False)
    client = signed_in(desk, desk.appoint())
    assert 'name="quote"' not in client.get(f"/desk/comments/{comment.comment_id}").text
    refused = client.post(path(comment), data=sent(comment, outcome="rejected/promotion"))
    assert refused.status_code == 422
    assert desk.card(comment).standing == "waiting"
    assert 'name="quote"' in client.get(f"/desk/comments/{comment.comment_id}").text
