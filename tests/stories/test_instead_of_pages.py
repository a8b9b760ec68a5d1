"""What a reader is shown where a page of Diwan's own cannot be: words that fit what he asked for, not a comment he never sent."""

import html
import re
import shutil
from pathlib import Path
from unittest import mock

import httpx2
import pytest

from diwan import lifecycle, reporting
from diwan.decisions import Outcome
from diwan.editions.words import words_for
from diwan.errors import Unavailable
from diwan.guidelines import Guideline
from diwan.storage.store import Store
from tests.house import START
from tests.served import PUBLIC_URL, Served

WORDS = '<b>Words</b> & "worth"\n\nkeeping </textarea> هەتا'
FORM = {"origin": PUBLIC_URL, "content-type": "application/x-www-form-urlencoded"}
GONE = Unavailable("The disk is full.")


@pytest.fixture
def database() -> str:
    """What a page says where it cannot be made is the same on both: the storage is not asked here, or fails."""
    return "sqlite"


def typed(answer: httpx2.Response) -> str:
    """What stands in the page's one field for words."""
    [field] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)
    return html.unescape(field)


def hidden(answer: httpx2.Response) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))


def pages_cannot_be_read(newsroom: Served) -> Path:
    pointer = newsroom.house.press.root / "threads" / "courier" / "bridge" / "pointer.json"
    pointer.unlink()
    pointer.mkdir()
    return pointer


@pytest.mark.parametrize(
    "address", ["/read/courier/nobody-knows", "/read/nobody/bridge", "/read/courier/bridge/replies/x"]
)
def test_an_address_that_leads_to_nothing_says_so(newsroom: Served, address: str) -> None:
    answer = newsroom.client.get(address)
    assert answer.status_code == 404
    assert words_for("en").say("page-unknown") in answer.text
    assert words_for("en").problem("other") not in answer.text


def test_what_cannot_be_read_just_now_says_so_and_when_to_come_back(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    thread = newsroom.house.press.root / "threads" / "courier" / "bridge"
    (thread / "pointer.json").unlink()
    (thread / "pointer.json").mkdir()
    answer = newsroom.read()
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    assert words_for("en").say("page-unavailable") in answer.text


def test_a_form_with_what_nobody_expects_is_told_to_be_sent_again(newsroom: Served) -> None:
    answer = newsroom.client.post(
        "/sign-out/courier", content=b"\xff", headers={"content-type": "text/plain"}
    )
    assert answer.status_code >= 400
    assert words_for("en").problem("other") not in answer.text


def test_words_for_a_thread_that_cannot_be_read_come_back_in_a_form_that_sends_them(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    pointer = pages_cannot_be_read(newsroom)
    with mock.patch.object(lifecycle, "submit", side_effect=GONE):
        refused = newsroom.post_form(body=WORDS, name="Rojîn")
    assert refused.status_code == 503
    assert "retry-after" in refused.headers
    assert typed(refused) == WORDS
    assert words_for("en").problem("unavailable") in refused.text
    assert 'value="Rojîn"' in refused.text
    assert f'action="{PUBLIC_URL}/write/courier/bridge"' in refused.text
    shutil.rmtree(pointer)
    fields = {**hidden(refused), "body": typed(refused), "name": "Rojîn"}
    sent = newsroom.client.post("/write/courier/bridge", data=fields, headers={"origin": PUBLIC_URL})
    assert sent.status_code == 303
    assert newsroom.rows("SELECT body FROM words") == [(WORDS.replace("\n", "\r\n"),)] or newsroom.rows(
        "SELECT body FROM words"
    ) == [(WORDS,)]


def test_words_for_an_article_that_was_never_printed_come_back(newsroom: Served) -> None:
    refused = newsroom.post_form(article="not registered", body=WORDS, parent="")
    assert refused.status_code == 404
    assert typed(refused) == WORDS
    assert "/write/courier/" in refused.text


@pytest.mark.parametrize("address", ["/write/nobody/bridge", "/write/courier/~"])
def test_words_for_an_address_that_leads_nowhere_are_there_to_be_copied(
    newsroom: Served, address: str
) -> None:
    fields = {"body": WORDS, "name": "Rojîn", "key": newsroom.fresh_key()}
    refused = newsroom.client.post(address, data=fields, headers={"origin": PUBLIC_URL})
    assert refused.status_code == 404
    assert typed(refused) == WORDS
    assert "<form" not in refused.text
    assert words_for("en").say("words-to-copy") in refused.text


def test_words_that_came_after_the_thread_was_closed_are_there_to_be_copied(newsroom: Served) -> None:
    newsroom.register(closes_at=START + 1000)
    newsroom.print()
    newsroom.clock.advance(1000)
    refused = newsroom.post_form(body=WORDS)
    assert refused.status_code == 409
    assert typed(refused) == WORDS
    assert "<form" not in refused.text
    assert words_for("en").problem("thread-closed") in refused.text
    pages_cannot_be_read(newsroom)
    refused = newsroom.post_form(body=WORDS)
    assert (refused.status_code, typed(refused)) == (409, WORDS)


def test_a_form_that_cannot_be_read_does_not_claim_to_have_kept_its_words(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    too_much = "x" * (newsroom.house.settings.limits.max_body_bytes + 1)
    for article, told in (("bridge", "form-unread"), ("nobody-knows", "page-other")):
        for refused in (
            newsroom.post_form(article, body=too_much),
            newsroom.client.post(f"/write/courier/{article}", content=b"body=%ff", headers=FORM),
        ):
            assert refused.status_code in {400, 413}
            assert words_for("en").problem("other") not in refused.text
            assert words_for("en").say(told) in refused.text


def test_an_objection_that_cannot_be_stored_now_comes_back_in_a_form_that_sends_it(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit()
    rejection = newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT)
    fields = {"decision": rejection.id, "words": WORDS}
    with mock.patch.object(Store, "connection", side_effect=GONE):
        refused = newsroom.client.post(
            f"{sent['receipt']}/appeal", data=fields, headers={"origin": PUBLIC_URL}
        )
    assert refused.status_code == 503
    assert typed(refused) == WORDS
    assert f'action="{sent["receipt"]}/appeal"' in refused.text
    again = {**hidden(refused), "words": typed(refused)}
    assert (
        newsroom.client.post(
            f"{sent['receipt']}/appeal", data=again, headers={"origin": PUBLIC_URL}
        ).status_code
        == 303
    )
    assert len(newsroom.rows("SELECT id FROM appeals")) == 1


def test_a_report_that_cannot_be_stored_now_comes_back_in_a_form_that_sends_it(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit()
    newsroom.approve(sent)
    address = f"/report/courier/bridge/{sent['comment']}"
    fields = {"guideline": "threat", "reason": "It says so.", "key": newsroom.fresh_key()}
    with (
        mock.patch.object(reporting, "report", side_effect=GONE),
        mock.patch.object(Store, "connection", side_effect=GONE),
    ):
        refused = newsroom.client.post(address, data=fields, headers={"origin": PUBLIC_URL})
    assert refused.status_code == 503
    assert typed(refused) == "It says so."
    assert 'value="threat" required checked' in refused.text
    assert f'value="{fields["key"]}"' in refused.text


def test_the_reason_of_a_report_on_what_is_no_longer_printed_is_there_to_be_copied(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    fields = {"guideline": "threat", "reason": WORDS, "key": newsroom.fresh_key()}
    refused = newsroom.client.post(
        f"/report/courier/bridge/{'0' * 32}", data=fields, headers={"origin": PUBLIC_URL}
    )
    assert refused.status_code == 409
    assert typed(refused) == WORDS


@pytest.mark.parametrize("path", ["", "/archive"])
def test_a_receipt_that_cannot_be_shown_is_told_of_on_a_page(newsroom: Served, path: str) -> None:
    newsroom.register()
    sent = newsroom.submit()
    with mock.patch.object(Store, "connection", side_effect=GONE):
        answer = newsroom.client.get(sent["receipt"] + path)
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")
    assert words_for("en").say("page-unavailable") in answer.text


def test_a_reply_to_somebody_on_another_page_is_told_without_a_name(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    page = newsroom.client.get("/read/courier/bridge", params={"reply": "0" * 32}).text
    [line] = re.findall(r'<p class="replying"><span>(.*?)</span>', page)
    assert line == words_for("en").say("write-reply-unnamed")
