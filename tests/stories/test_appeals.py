"""Appeals as readers and moderators meet them: on the receipt without a script, in the lane, and by every way round it."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from diwan import founding
from diwan.appeals import MAX_CHARACTERS
from diwan.clock import DAY
from diwan.decisions import Decision, Outcome
from diwan.guidelines import Guideline
from diwan.moderators import Moderator, Role
from diwan.web import sessions
from tests.breadth import on_both, on_one
from tests.served import PUBLIC_URL, Served, client_of, served, texts_in

database = on_one(
    "pages and their words; that appeals are kept alike in both is proven in tests/contracts/test_appeals.py"
)


OBJECTION = "I meant the bridge, not its builder. می‌گویم <b>"
ORIGIN = {"origin": PUBLIC_URL}


def rejected(newsroom: Served, body: str = "words to be rejected") -> tuple[dict[str, Any], Decision]:
    if "bridge" not in newsroom._threads:
        newsroom.register()
    sent = newsroom.submit(body)
    newsroom.screened()
    return sent, newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT, note="between colleagues")


def object_to(
    newsroom: Served, sent: dict[str, Any], words: str = OBJECTION, *, headers: dict[str, str] = ORIGIN
) -> httpx2.Response:
    """Fill in the form on the receipt and send it."""
    page = newsroom.client.get(sent["receipt"]).text
    form = re.search(
        r'<form method="post" action="([^"]+/appeal)">\s*<input type="hidden" name="decision" value="([^"]+)"',
        page,
    )
    assert form, "no form on the receipt"
    answer: httpx2.Response = newsroom.client.post(
        form[1], data={"decision": form[2], "words": words}, headers=headers
    )
    return answer


def receipt(newsroom: Served, sent: dict[str, Any]) -> str:
    text: str = newsroom.client.get(sent["receipt"]).text
    return text


@pytest.fixture
def colleague(newsroom: Served) -> Moderator:
    return founding.appoint(newsroom.house.store, newsroom.clock, name="Hawrê", role=Role.MODERATOR).result()


def signed_in(newsroom: Served, moderator_id: str) -> httpx2.Client:
    client = client_of(newsroom.house)
    token = sessions.open_session(newsroom.house, moderator_id, None)
    client.cookies.set("__Host-diwan-desk", token)
    return client


def answer_form(page: str) -> tuple[str, dict[str, str]]:
    form = re.search(
        r'<form class="decide answer" method="post" action="([^"]+)">(.*?)</form>', page, re.DOTALL
    )
    assert form, "no form to answer with"
    return form[1], dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">', form[2]))


@on_both
def test_a_reader_objects_a_colleague_overturns_and_the_comment_is_printed(
    newsroom: Served, colleague: Moderator
) -> None:
    sent, _ = rejected(newsroom)
    page = receipt(newsroom, sent)
    assert "you can object once, until 5 October 2026" in page
    assert "Hawrê" not in page
    assert "Berfîn" not in page
    gone = object_to(newsroom, sent)
    assert (gone.status_code, gone.headers["location"]) == (303, sent["receipt"] + "#appeal")
    page = receipt(newsroom, sent)
    assert "Your objection has arrived" in page
    assert "nobody else is in the newsroom" not in page
    assert "<textarea" not in page
    assert OBJECTION in texts_in(page, "div", "body")

    desk = signed_in(newsroom, colleague.id)
    lane = desk.get("/desk?lane=appeals").text
    assert "The reader appeals" in lane
    assert "between colleagues" in lane
    assert "Berfîn" not in lane.split('<ol class="cards"')[1]
    action, fields = answer_form(lane)
    gone = desk.post(
        action, data={**fields, "verdict": "overturned", "note": "You were right."}, headers=ORIGIN
    )
    assert gone.status_code == 303
    assert "Overturned on appeal" in desk.get(gone.headers["location"]).text
    newsroom.print()
    assert "words to be rejected" in newsroom.read().text
    page = receipt(newsroom, sent)
    assert "the rejection is overturned" in page
    assert "You were right." in page
    assert "#diwan-" in page
    assert OBJECTION not in "".join(texts_in(newsroom.read().text, "div", "body"))
    assert newsroom.violations() == []


def test_an_upheld_rejection_gives_its_reason_on_the_receipt_and_no_second_form(
    newsroom: Served, colleague: Moderator
) -> None:
    sent, _ = rejected(newsroom)
    object_to(newsroom, sent)
    desk = signed_in(newsroom, colleague.id)
    action, fields = answer_form(desk.get("/desk?lane=appeals").text)
    refused = desk.post(action, data={**fields, "verdict": "upheld", "note": " "}, headers=ORIGIN)
    assert refused.status_code == 422
    assert "Write why the rejection stands" in refused.text
    answered = desk.post(
        action,
        data={**fields, "verdict": "upheld", "note": "It names a person."},
        headers=ORIGIN | {"accept": "application/json"},
    )
    assert answered.status_code == 201
    assert answered.json()["decision"]["said"] == "Upheld on appeal: stays rejected"
    page = receipt(newsroom, sent)
    assert "The rejection stands." in page
    assert "It names a person." in page
    assert "between colleagues" not in page
    assert "<textarea" not in page
    again = desk.post(
        action, data={**fields, "verdict": "overturned"}, headers=ORIGIN | {"accept": "application/json"}
    )
    assert (again.status_code, again.json()["code"]) == (409, "appeal-answered")
    assert again.json()["decision"]["author"] == "Hawrê"
    history = desk.get(f"/desk/comments/{sent['comment']}").text
    assert "Upheld on appeal: stays rejected" in history


def test_who_rejected_finds_no_way_to_decide_the_appeal_against_himself(
    newsroom: Served, colleague: Moderator
) -> None:
    sent, rejection = rejected(newsroom)
    object_to(newsroom, sent)
    own = signed_in(newsroom, newsroom.moderator.name)
    lane = own.get("/desk?lane=appeals").text
    assert "1 appeal against a rejection of yours waits" in lane
    assert "you are the only moderator" not in lane
    assert 'class="decide' not in lane
    history = own.get(f"/desk/comments/{sent['comment']}").text
    assert "You have rejected this comment yourself" in history
    assert 'class="decide' not in history
    [(appeal_id,)] = newsroom.rows("SELECT id FROM appeals")
    answering = f"/desk/comments/{sent['comment']}/appeals/{appeal_id}"
    for verdict in ("overturned", "upheld"):
        fields = {"digest": sent["digest"], "verdict": verdict, "note": "no"}
        assert own.post(answering, data=fields, headers=ORIGIN).status_code == 403
    for outcome in ("approved", "rejected/abuse"):
        fields = {"digest": sent["digest"], "outcome": outcome, "supersedes": rejection.id}
        for client in (own, signed_in(newsroom, colleague.id)):
            answer = client.post(
                f"/desk/comments/{sent['comment']}/decisions",
                data=fields,
                headers=ORIGIN | {"accept": "application/json"},
            )
            assert (answer.status_code, answer.json()["code"]) == (409, "under-appeal")
    assert len(newsroom.rows("SELECT id FROM decisions")) == 1

    desk = signed_in(newsroom, colleague.id)
    action, fields = answer_form(desk.get(f"/desk/comments/{sent['comment']}").text)
    assert desk.post(action, data={**fields, "verdict": "overturned"}, headers=ORIGIN).status_code == 303
    [(approval,)] = newsroom.rows("SELECT decision_id FROM appeal_answers")
    fields = {"digest": sent["digest"], "outcome": "rejected/threat", "supersedes": approval}
    undone = own.post(f"/desk/comments/{sent['comment']}/decisions", data=fields, headers=ORIGIN)
    assert undone.status_code == 403
    assert "overturned on appeal" in undone.text
    assert newsroom.violations() == []


def test_a_newsroom_of_one_says_so_to_both_and_the_appeal_keeps_waiting(newsroom: Served) -> None:
    sent, _ = rejected(newsroom)
    object_to(newsroom, sent)
    assert "At present nobody else is in the newsroom who could decide it" in receipt(newsroom, sent)
    own = signed_in(newsroom, newsroom.moderator.name)
    assert "you are the only moderator" in own.get("/desk?lane=appeals").text
    founding.appoint(newsroom.house.store, newsroom.clock, name="Hawrê", role=Role.MODERATOR).result()
    assert "At present nobody else" not in receipt(newsroom, sent)
    assert "you are the only moderator" not in own.get("/desk?lane=appeals").text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "please write why you object"),
        ("\u200b", "please write why you object"),
        ("x" * (MAX_CHARACTERS + 1), "Nothing was cut"),
        ("a bell \x07", "a character that cannot be shown"),
    ],
)
def test_a_refused_appeal_comes_back_whole_with_what_to_do(newsroom: Served, words: str, told: str) -> None:
    sent, _ = rejected(newsroom)
    back = object_to(newsroom, sent, words)
    assert back.status_code == 422
    assert told in back.text
    assert 'role="alert"' in back.text
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", back.text, re.DOTALL)
    assert shown
    assert shown[1] == words
    assert newsroom.rows("SELECT id FROM appeals") == []


def test_an_appeal_from_a_foreign_page_or_for_a_forged_receipt_or_decision_is_refused(
    newsroom: Served,
) -> None:
    sent, rejection = rejected(newsroom)
    assert object_to(newsroom, sent, headers={"origin": "https://evil.example"}).status_code == 403
    cross = {**ORIGIN, "sec-fetch-site": "cross-site"}
    assert object_to(newsroom, sent, headers=cross).status_code == 403
    fields = {"decision": rejection.id, "words": OBJECTION}
    forged = newsroom.client.post(f"/receipts/{'0' * 64}/appeal", data=fields, headers=ORIGIN)
    assert forged.status_code == 404
    for decision in ("", "nonsense", "0" * 32):
        answer = newsroom.client.post(
            f"{sent['receipt']}/appeal", data={"decision": decision, "words": OBJECTION}, headers=ORIGIN
        )
        assert answer.status_code in {400, 409}
    json_ = newsroom.client.post(f"{sent['receipt']}/appeal", json=fields, headers=ORIGIN)
    assert json_.status_code == 400
    assert newsroom.rows("SELECT id FROM appeals") == []


def test_appeals_count_against_the_limit_of_submissions(database: str, tmp_path: Path) -> None:
    with served(database, tmp_path, limits="per_minute = 1\nburst = 3") as limited:
        sent, _ = rejected(limited)
        assert [object_to(limited, sent, "").status_code for _ in range(3)] == [422, 422, 429]
        refused = object_to(limited, sent, "kept words")
        assert int(refused.headers["retry-after"]) > 0
        assert "kept words</textarea>" in refused.text
        assert limited.rows("SELECT id FROM appeals") == []


def test_the_term_is_the_sites_and_is_over_when_it_is_over(newsroom: Served) -> None:
    sent, rejection = rejected(newsroom)
    newsroom.clock.advance(14 * DAY)
    page = receipt(newsroom, sent)
    assert "That time is over" in page
    assert "<textarea" not in page
    late = newsroom.client.post(
        f"{sent['receipt']}/appeal", data={"decision": rejection.id, "words": OBJECTION}, headers=ORIGIN
    )
    assert late.status_code == 409
    assert "The time in which one could object to this decision is over." in late.text


@on_both
def test_the_same_form_sent_twice_is_one_appeal_and_other_words_are_refused(newsroom: Served) -> None:
    sent, rejection = rejected(newsroom)
    for _ in range(2):
        sent_again = newsroom.client.post(
            f"{sent['receipt']}/appeal", data={"decision": rejection.id, "words": OBJECTION}, headers=ORIGIN
        )
        assert sent_again.status_code == 303
    other = newsroom.client.post(
        f"{sent['receipt']}/appeal", data={"decision": rejection.id, "words": "more"}, headers=ORIGIN
    )
    assert other.status_code == 409
    assert "that can be done once" in other.text
    assert len(newsroom.rows("SELECT id FROM appeals")) == 1


@on_both
def test_withdrawing_erases_the_objection_with_the_comment(newsroom: Served, colleague: Moderator) -> None:
    sent, _ = rejected(newsroom)
    object_to(newsroom, sent, "a canary objects")
    newsroom.client.post(f"{sent['receipt']}/withdrawal", headers=ORIGIN)
    assert "canary" not in receipt(newsroom, sent)
    desk = signed_in(newsroom, colleague.id)
    assert "canary" not in desk.get(f"/desk/comments/{sent['comment']}").text
    assert "canary" not in desk.get("/desk?lane=appeals").text
    assert newsroom.rows("SELECT body FROM appeal_words") == []
    assert newsroom.violations() == []


def test_an_objection_stands_on_no_page_for_the_public_and_in_no_log(
    newsroom: Served, colleague: Moderator, capfd: pytest.CaptureFixture[str]
) -> None:
    sent, _ = rejected(newsroom)
    object_to(newsroom, sent, "a canary objects")
    desk = signed_in(newsroom, colleague.id)
    action, fields = answer_form(desk.get("/desk?lane=appeals").text)
    desk.post(action, data={**fields, "verdict": "overturned", "note": "a canary answers"}, headers=ORIGIN)
    newsroom.print()
    public = b"".join(newsroom.press_files().values()).decode("utf-8", "replace")
    assert "words to be rejected" in public
    for text in (public, newsroom.read().text, newsroom.client.get("/metrics").text, *capfd.readouterr()):
        assert "canary" not in text


@on_both
def test_the_share_overturned_is_among_the_figures(newsroom: Served, colleague: Moderator) -> None:
    desk = signed_in(newsroom, colleague.id)
    for verdict in ("overturned", "upheld", "upheld"):
        sent, _ = rejected(newsroom, f"words to be {verdict}")
        object_to(newsroom, sent)
        action, fields = answer_form(desk.get("/desk?lane=appeals").text)
        desk.post(action, data={**fields, "verdict": verdict, "note": "It names a person."}, headers=ORIGIN)
    object_to(newsroom, rejected(newsroom, "one more")[0])
    figures = " ".join(desk.get("/desk/figures").text.split())
    assert "4 appeals came in. 3 were answered" in figures
    assert "33 % <small>1 of 3</small>" in figures
