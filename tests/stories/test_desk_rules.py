"""What is set for each site, as the desk tells it; the switch by which machines decide nothing more; and closing an article's comments."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan.guidelines import Guideline
from diwan.moderators import Moderator, Role
from diwan.screening.policy import Policies, Policy, SitePolicy
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house

FORM = {"content-type": "application/x-www-form-urlencoded"}
BRIDGE = {"site": "courier", "article": "bridge"}
LETS = Policy(
    frozenset({"model", "banned-terms"}),
    {Guideline.THREAT: 0.99},
    dict.fromkeys(Guideline, 0.02),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path) as built:
        policies = Policies({"courier": SitePolicy(LETS, {"Obituaries": Policy()})})
        object.__setattr__(built.house, "policies", policies)
        yield built


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    client.post(desk.link(moderator), headers=FORM)
    return client


@pytest.fixture
def editor(desk: DeskHouse) -> TestClient:
    return signed_in(desk, desk.appoint("Zîn", Role.EDITOR))


@pytest.fixture
def moderator(desk: DeskHouse) -> TestClient:
    return signed_in(desk, desk.appoint("Berfîn"))


def pause_id(page: str) -> str:
    return page.split('action="/desk/pauses/')[1].split("/")[0]


def test_everybody_reads_what_is_set_in_words(moderator: TestClient) -> None:
    page = moderator.get("/desk/rules").text
    assert "The Courier" in page
    assert "Threat: rejects from 99 % on" in page
    assert "with less than 2 %" in page
    assert "Machines, in <bdi>Obituaries</bdi>" in page
    assert "a person reads every comment" in page
    assert "Open until the publisher or an editor closes them." in page


def test_any_moderator_pauses_and_an_editor_lets_machines_decide_again(
    desk: DeskHouse, moderator: TestClient, editor: TestClient
) -> None:
    paused = moderator.post("/desk/pauses", data={"site": "courier", "reason": "A flood <b>since noon"})
    assert paused.headers["location"] == "/desk/rules"
    assert "Machines decide nothing</a> at: The Courier." in moderator.get("/desk").text
    page = moderator.get("/desk/rules").text
    assert "Machines decide nothing here." in page
    assert "A flood &lt;b&gt;since noon" in page
    assert "Berfîn" in page
    assert 'action="/desk/pauses/' not in page
    pause = pause_id(editor.get("/desk/rules").text)
    assert moderator.post(f"/desk/pauses/{pause}/end", data={"site": "courier"}).status_code == 403
    assert editor.post(f"/desk/pauses/{pause}/end", data={"site": "courier"}).status_code == 303
    assert "Machines decide nothing here." not in editor.get("/desk/rules").text
    assert "Machines decide nothing" not in editor.get("/desk").text
    assert editor.post(f"/desk/pauses/{pause}/end", data={"site": "courier"}).status_code == 409


def test_the_second_who_pauses_is_told(moderator: TestClient, editor: TestClient) -> None:
    asked = {"site": "courier", "reason": "A flood"}
    assert moderator.post("/desk/pauses", data=asked).status_code == 303
    assert editor.post("/desk/pauses", data=asked).status_code == 409


def test_a_pause_without_a_reason_comes_back_with_what_to_do(moderator: TestClient) -> None:
    refused = moderator.post("/desk/pauses", data={"site": "courier", "reason": "  "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert moderator.post("/desk/pauses", data={"site": "nowhere", "reason": "x"}).status_code == 404


def test_an_editor_closes_an_article_and_opens_it_again(desk: DeskHouse, editor: TestClient) -> None:
    page = editor.get("/desk/closing", params=BRIDGE).text
    assert ">Open</h2>" in page
    assert "as the publisher says" in page
    answer = editor.post("/desk/closing", data={**BRIDGE, "closes": "now"})
    assert answer.status_code == 303
    page = editor.get(answer.headers["location"]).text
    assert ">Closed</h2>" in page
    assert "Zîn" in page
    editor.post("/desk/closing", data={**BRIDGE, "closes": "never"})
    assert ">Open</h2>" in editor.get("/desk/closing", params=BRIDGE).text
    editor.post("/desk/closing", data={**BRIDGE, "closes": "at", "at": "2030-01-02T03:04"})
    assert "2030-01-02" in editor.get("/desk/closing", params=BRIDGE).text
    editor.post("/desk/closing", data={**BRIDGE, "closes": "publisher"})
    assert "This is as the publisher says." in editor.get("/desk/closing", params=BRIDGE).text


def test_readers_are_told_that_an_article_closes(desk: DeskHouse, editor: TestClient) -> None:
    desk.print()
    editor.post("/desk/closing", data={**BRIDGE, "closes": "at", "at": "2030-01-02T03:04"})
    desk.print()
    assert 'data-closes="2030-01-02T03:04:00' in desk.front()


@pytest.mark.parametrize("at", ["", "soon", "99999-01-01T00:00", "1969-01-01T00:00"])
def test_a_time_that_is_none_is_refused(editor: TestClient, at: str) -> None:
    refused = editor.post("/desk/closing", data={**BRIDGE, "closes": "at", "at": at})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text


@pytest.mark.parametrize("asked", [{}, {"site": "courier"}, {"site": "nowhere", "article": "bridge"}])
def test_an_article_that_is_not_there_is_not_found(editor: TestClient, asked: dict[str, str]) -> None:
    assert editor.get("/desk/closing", params=asked).status_code == 404
    assert editor.post("/desk/closing", data={**asked, "closes": "now"}).status_code == 404


def test_only_editors_close(desk: DeskHouse, moderator: TestClient, editor: TestClient) -> None:
    assert moderator.get("/desk/closing", params=BRIDGE).status_code == 403
    assert moderator.post("/desk/closing", data={**BRIDGE, "closes": "now"}).status_code == 403
    comment = desk.submit("a comment to be read", screened=False).comment_id
    assert "/desk/closing?" not in moderator.get(f"/desk/comments/{comment}").text
    assert "/desk/closing?site=courier&amp;article=bridge" in editor.get(f"/desk/comments/{comment}").text
