"""A second moderator rereads what was drawn, and nothing he is sent tells him what was decided, or by whom."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Response

from diwan.appealing import appeal
from diwan.decisions import Outcome
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator, Role
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house, fields
from tests.house import HandClock

FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"accept": "application/json"}
FIRST = "Xezalê-of-the-first-decision"
NOTE = "note-of-the-first-decision"
BODY = "The bridge was painted twice."
OUTCOME = re.compile(r'class="outcome (approved|rejected)')
LANE = "/desk?lane=rereading"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=clock, reread_percent=100) as built:
        yield built


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


@pytest.fixture
def first(desk: DeskHouse) -> TestClient:
    return signed_in(desk, desk.appoint(FIRST))


@pytest.fixture
def second(desk: DeskHouse, first: TestClient) -> TestClient:
    return signed_in(desk, desk.appoint("Berfîn"))


@pytest.fixture
def editor(desk: DeskHouse) -> TestClient:
    return signed_in(desk, desk.appoint("Zîn", Role.EDITOR))


def judge(client: TestClient, sent: Acknowledgement, to: str, outcome: str, **more: str) -> Response:
    form = {"digest": sent.digest.hex(), "outcome": outcome, "back": LANE, **more}
    return client.post(f"/desk/comments/{sent.comment_id}/{to}", data=form, headers=JSON)


def reject(client: TestClient, sent: Acknowledgement, outcome: str = "rejected/threat") -> str:
    answer = judge(client, sent, "decisions", outcome, note=NOTE)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["decision"]["id"])


def test_the_card_is_shown_as_if_nobody_had_decided(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    decision = reject(first, sent)
    page = second.get(LANE).text
    assert BODY in page
    card = page[page.index('<ol class="cards"') : page.index("</ol>", page.index('<ol class="cards"'))]
    for trace in (FIRST, NOTE, decision, "rejected-", 'class="outcome'):
        assert trace not in card.replace('id="reject-', "")
    assert f"/desk/comments/{sent.comment_id}/rereading" in card
    assert "/decisions" not in card
    assert "/consultations" not in card
    assert first.get(LANE).text.count(BODY) == 0


def test_nothing_a_second_moderator_is_sent_bears_a_trace_of_the_first_decision(
    desk: DeskHouse, first: TestClient, second: TestClient, editor: TestClient
) -> None:
    sent = desk.submit(BODY)
    decision = reject(first, sent)
    comment = sent.comment_id
    asked = {"words": "painted twice", "standing": ""}
    for client in (second, editor):
        for language in ("en", "ckb"):
            client.cookies.set("diwan_desk_language", language)
            answers = [
                client.get(address)
                for address in (
                    *("/desk", LANE, f"/desk?decided={comment}", f"{LANE}&decided={comment}"),
                    *("/desk/decided", "/desk/log", "/desk/log?outcome=rejected", "/desk/log?reason=threat"),
                    *("/desk/motions", "/desk/batches", f"/desk/batches/new?article={comment}"),
                    *(f"/desk/batches/new?like={comment}", f"/desk/batches/new?name={comment}"),
                    *(f"/desk/comments/{comment}", "/desk/figures", "/desk/figures.csv", "/desk/search"),
                )
            ]
            answers += [
                client.post("/desk/search", data=asked | {"standing": standing}, headers=FORM)
                for standing in ("", "waiting", "approved", "rejected")
            ]
            answers.append(
                client.post(
                    "/desk/claims",
                    data={"page": "0123456789abcdef", "lane": "rereading", "comments": comment},
                    headers=JSON,
                )
            )
            for answer in answers:
                told = answer.text + str(answer.headers)
                assert answer.status_code in {200, 403}, (answer.request.url, answer.text[:300])
                assert decision not in told, answer.request.url
                assert NOTE not in told, answer.request.url
                # Who is at the desk may be told; that he decided this may not.
                assert FIRST not in re.sub(
                    r'(?s)<section class="seats".*?</section>|<optgroup.*?</optgroup>', "", told
                ), answer.request.url
                assert not OUTCOME.search(told), answer.request.url


def test_the_same_places_show_it_to_who_decided(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    reject(first, sent)
    for address in ("/desk/decided", "/desk/log", f"/desk/comments/{sent.comment_id}"):
        told = first.get(address).text
        assert FIRST in told
        assert OUTCOME.search(told)


def test_he_judges_it_as_a_decision_is_made_and_is_told_the_same_way(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    reject(first, sent)
    desk.print()
    before = desk.front()
    answer = judge(second, sent, "rereading", "approved")
    assert answer.status_code == 201
    told = answer.json()["decision"]
    assert (told["author"], told["yours"], told["outcome"], told["said"]) == (
        "Berfîn",
        True,
        "approved",
        "Reread: Approved",
    )
    desk.print()
    assert desk.front() == before
    assert desk.card(sent).standing == "rejected"
    page = second.get(f"/desk/comments/{sent.comment_id}").text
    assert "Reread: Approved" in page
    assert FIRST in page
    assert BODY not in second.get(LANE).text


def test_without_script_the_form_leads_on_and_says_what_was_said(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    reject(first, sent)
    page = second.get(LANE).text
    form = page[page.index('<form class="decide"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', form)[:2])
    answer = second.post(
        f"/desk/comments/{sent.comment_id}/rereading",
        data=hidden | {"outcome": "rejected/abuse/racism"},
        headers=FORM,
    )
    assert answer.status_code == 303
    assert "Reread: Rejected: Abuse (racism)" in second.get(answer.headers["location"]).text


def test_whoever_asks_to_be_shown_the_decision_sees_it_and_is_not_asked_any_more(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    reject(first, sent)
    history = f"/desk/comments/{sent.comment_id}"
    assert f'action="{history}/sight"' in second.get(history).text
    answer = second.post(f"{history}/sight", headers=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, history)
    page = second.get(history).text
    assert FIRST in page
    assert 'class="outcome rejected"' in page
    assert BODY not in second.get(LANE).text
    refused = judge(second, sent, "rereading", "approved")
    assert refused.status_code == 403
    assert "You know what was decided" in refused.json()["detail"]


def test_whoever_comes_second_with_a_decision_is_told_the_first_and_not_asked_any_more(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    reject(first, sent)
    late = judge(second, sent, "decisions", "approved", supersedes="")
    assert late.status_code == 409
    assert late.json()["decision"]["author"] == FIRST
    assert BODY not in second.get(LANE).text


def test_whoever_answers_an_appeal_is_not_asked_any_more(
    desk: DeskHouse, clock: HandClock, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    decision = reject(first, sent)
    appeal(
        desk.house.store,
        desk.house.clock,
        comment_id=sent.comment_id,
        decision_id=decision,
        words="It is no threat.",
        days=14,
    ).result()
    assert BODY in second.get(LANE).text
    second.post("/desk/claims/back", data={"page": "0123456789abcdef"}, headers=FORM)
    assert "It is no threat." in second.get("/desk?lane=appeals").text
    assert BODY not in second.get(LANE).text


def test_a_colleague_who_rereads_it_first_is_named_and_not_the_decision(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    reject(first, sent)
    third = signed_in(desk, desk.appoint("Dilan"))
    assert judge(third, sent, "rereading", "approved").status_code == 201
    refused = judge(second, sent, "rereading", "rejected/threat")
    assert refused.status_code == 409
    assert refused.json()["decision"]["author"] == "Dilan"
    renewed = second.post(
        "/desk/claims",
        data={"page": "0123456789abcdef", "lane": "rereading", "comments": sent.comment_id},
        headers=JSON,
    ).json()
    assert renewed["decided"][sent.comment_id]["said"] == "Reread: Approved"


def test_editors_see_where_two_readers_differ_without_names_and_decide_anew(
    desk: DeskHouse, first: TestClient, second: TestClient, editor: TestClient
) -> None:
    sent, alike = desk.submit(BODY), desk.submit("Alike.")
    decision = reject(first, sent)
    reject(first, alike)
    judge(second, sent, "rereading", "approved")
    judge(second, alike, "rereading", "rejected/threat")
    page = editor.get("/desk/differences").text
    assert BODY in page
    assert "Alike." not in page
    assert "Rejected: Threat" in page
    assert "Approved" in page
    listed = page[page.index('<ol class="entries') : page.index("</ol>")]
    assert FIRST not in listed
    assert "Berfîn" not in listed
    assert second.get("/desk/differences").status_code == 403
    anew = judge(editor, sent, "decisions", "approved", supersedes=decision)
    assert anew.status_code == 201
    assert "Decided anew" in editor.get("/desk/differences").text
    assert desk.card(sent).standing == "approved"


def test_where_no_lot_is_drawn_nothing_is_withheld(tmp_path: Path) -> None:
    with desk_house(tmp_path) as desk:
        first, second = (signed_in(desk, desk.appoint(name)) for name in (FIRST, "Berfîn"))
        sent = desk.submit(BODY)
        reject(first, sent)
        assert FIRST in second.get("/desk/log").text
        assert BODY not in second.get(LANE).text
        assert judge(second, sent, "rereading", "approved").status_code == 409


def test_a_comment_decided_through_the_page_is_drawn_from_the_form_as_well(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    sent = desk.submit(BODY)
    given = fields(first.get("/desk").text)
    first.post(
        f"/desk/comments/{sent.comment_id}/decisions", data=given | {"outcome": "approved"}, headers=FORM
    )
    assert desk.card(sent).history[-1].decision.outcome is Outcome.APPROVED
    assert BODY in second.get(LANE).text


def test_the_editor_who_downloads_the_log_has_all_of_it_and_is_not_asked_any_more(
    desk: DeskHouse, first: TestClient, editor: TestClient
) -> None:
    sent = desk.submit(BODY)
    decision = reject(first, sent)
    assert BODY in editor.get(LANE).text
    assert decision in editor.get("/desk/log.csv").text
    assert BODY not in editor.get(LANE).text


def test_a_stream_counts_for_each_what_he_may_reread(
    desk: DeskHouse, first: TestClient, second: TestClient
) -> None:
    reject(first, desk.submit(BODY))
    counted = [client.get("/desk/live").json()["lanes"]["rereading"] for client in (first, second)]
    assert [str(each).strip('"') for each in counted] == ["0", "1"]


def test_whoever_was_shown_what_was_decided_by_a_trial_of_a_term_list_does_not_reread_it(
    desk: DeskHouse, first: TestClient, editor: TestClient
) -> None:
    sent = desk.submit(BODY)
    reject(first, sent)

    def waiting() -> int:
        counted: int = editor.get("/desk/live").json()["lanes"]["rereading"]
        return counted

    assert int(waiting()) == 1
    tried = editor.post(
        "/desk/terms/en/banned", data={"revision": "0", "do": "trial", "most": "500", "profanity": "painted"}
    )
    assert tried.status_code == 303
    page = editor.get(tried.headers["location"]).text
    assert BODY.split("painted")[0] in page
    assert "Rejected" in page
    assert int(waiting()) == 0
