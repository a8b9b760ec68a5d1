"""Reporting a printed comment, over HTTP: from the widget, from the page without JavaScript, and what nobody learns by it."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from diwan import erasure
from diwan.decisions import Outcome
from diwan.reports import MAX_REASON_CHARACTERS
from tests.breadth import on_both, on_one
from tests.served import PAPER, PUBLIC_URL, Served, served, texts_in

database = on_one(
    "forms, fields and refusals; that reports are kept alike in both is proven in tests/contracts/test_reports.py"
)
shared_database = on_one("the same", scope="module")


@pytest.fixture
def printed(newsroom: Served) -> dict[str, Any]:
    newsroom.register()
    acknowledged = newsroom.submit("words that stand", name="Şîlan")
    newsroom.approve(acknowledged)
    return acknowledged


def sent(newsroom: Served, comment: str, origin: str | None = PAPER, **given: object) -> httpx2.Response:
    body = {
        "site": "courier",
        "comment": comment,
        "key": newsroom.fresh_key(),
        "guideline": "threat",
        "reason": "He means me.",
        **given,
    }
    body = {name: value for name, value in body.items() if value is not None}
    headers = {} if origin is None else {"origin": origin}
    return newsroom.client.post("/api/reports", json=body, headers=headers)


def filled(newsroom: Served, path: str, **given: str) -> httpx2.Response:
    """The form as a browser without script sends it, from the page that it was on."""
    key = re.search(r'name="key" value="([^"]*)"', newsroom.client.get(path).text)
    fields = {"guideline": "threat", "abuse_kind": "", "reason": "", "key": key[1] if key else "", **given}
    return newsroom.client.post(path, data=fields, headers={"origin": PUBLIC_URL})


def reports(newsroom: Served) -> list[tuple[Any, ...]]:
    rows = newsroom.rows(
        "SELECT r.guideline, r.abuse_kind, w.reason FROM reports r "
        "LEFT JOIN report_words w ON w.report_id = r.id ORDER BY r.position"
    )
    return [tuple(row) for row in rows]


def printed_files(newsroom: Served) -> dict[str, bytes]:
    """What is printed of threads. The checkpoint goes on with the ledger, and the public accounts are printed when a duty finds time."""
    return {
        path: content
        for path, content in newsroom.press_files().items()
        if "checkpoint" not in path and not path.startswith("/transparency/")
    }


# --- as a program sends it --------------------------------------------------------------------------------------------


@on_both
def test_a_report_is_acknowledged_once_it_is_stored_and_once_for_each_key(
    newsroom: Served, printed: dict[str, Any]
) -> None:
    key = newsroom.fresh_key()
    first = sent(newsroom, printed["comment"], key=key)
    again = sent(newsroom, printed["comment"], key=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json().keys() == {"report", "position", "at"}
    assert first.headers["access-control-allow-origin"] == PAPER
    assert first.headers["cache-control"] == "no-store"
    assert reports(newsroom) == [("threat", None, "He means me.")]
    other = sent(newsroom, printed["comment"], key=key, reason="something else")
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")
    assert newsroom.violations() == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"guideline": "ugly"}, (422, "report-guideline", "guideline")),
        ({"guideline": ""}, (422, "report-guideline", "guideline")),
        ({"guideline": "abuse", "abuse_kind": "age"}, (422, "unacceptable", "abuse_kind")),
        ({"guideline": "threat", "abuse_kind": "racism"}, (422, "unacceptable", "abuse_kind")),
        ({"reason": "x" * (MAX_REASON_CHARACTERS + 1)}, (422, "reason-too-long", "reason")),
        ({"reason": "a\0b"}, (422, "reason-characters", "reason")),
        ({"key": "short"}, (422, "unacceptable", "key")),
        ({"site": "herald"}, (404, "unknown-site", "site")),
        ({"guideline": None}, (400, "json-fields", None)),
        ({"surprise": "x"}, (400, "json-fields", None)),
    ],
)
def test_what_cannot_be_taken_is_told_by_field_and_nothing_is_stored(
    shared_newsroom: Served, given: dict[str, object], told: tuple[int, str, str | None]
) -> None:
    answer = sent(shared_newsroom, "f" * 32, PAPER, **given)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem.get("field")) == told
    assert answer.headers["content-type"] == "application/problem+json"
    assert reports(shared_newsroom) == []


def test_a_report_comes_from_the_papers_page_or_from_no_page(
    newsroom: Served, printed: dict[str, Any]
) -> None:
    assert sent(newsroom, printed["comment"], origin="https://evil.example").status_code == 403
    assert sent(newsroom, printed["comment"], origin=PUBLIC_URL).status_code == 201
    assert sent(newsroom, printed["comment"], origin=None).status_code == 201
    asked = newsroom.client.options("/api/reports", headers={"origin": PAPER})
    assert (asked.status_code, asked.headers["access-control-allow-methods"]) == (204, "POST")


def test_nobody_learns_the_standing_of_a_comment_by_reporting_it(newsroom: Served) -> None:
    newsroom.register()
    undecided, rejected, withdrawn, superseded = (newsroom.submit(f"canary {n}") for n in range(4))
    newsroom.decide(rejected, Outcome.REJECTED)
    newsroom.approve(withdrawn)
    erasure.erase(
        newsroom.house.store, newsroom.house.clock, comment_id=withdrawn["comment"], by="reader"
    ).result()
    approval = newsroom.approve(superseded)
    newsroom.decide(superseded, Outcome.REJECTED, supersedes=approval.id)
    newsroom.print()
    comments = [undecided, rejected, withdrawn, superseded]
    ids = [each["comment"] for each in comments] + ["e" * 32, "no-comment-at-all"]
    answers, pages, forms = set(), set(), set()
    for comment in ids:
        answer = sent(newsroom, comment)
        answers.add((answer.status_code, answer.text))
        path = f"/report/courier/bridge/{comment}"
        shown, form = newsroom.client.get(path), filled(newsroom, path, key=newsroom.fresh_key())
        pages.add((shown.status_code, shown.text))
        forms.add((form.status_code, form.text))
        assert "canary" not in answer.text + shown.text + form.text
    assert len(answers) == len(pages) == len(forms) == 1
    assert answers.pop()[0] == 409
    assert reports(newsroom) == []


def test_reports_are_limited_like_submissions_and_with_them(database: str, tmp_path: Path) -> None:
    with served(database, tmp_path, limits="per_minute = 1\nburst = 3") as strict:
        strict.register()
        printed = strict.submit("words that stand")
        strict.approve(printed)
        statuses = [sent(strict, printed["comment"]).status_code for _ in range(3)]
        assert statuses == [201, 201, 429]
        refused = sent(strict, printed["comment"])
        assert refused.json()["code"] == "too-many"
        assert int(refused.headers["retry-after"]) >= 1
        assert strict.post().status_code == 429
        form = filled(strict, f"/report/courier/bridge/{printed['comment']}", reason="kept")
        assert (form.status_code, "kept" in form.text) == (429, True)
        assert len(reports(strict)) == 2


# --- without JavaScript -----------------------------------------------------------------------------------------------


def test_a_printed_comment_has_a_link_to_report_it_and_the_link_carries_nothing_but_its_name(
    newsroom: Served, printed: dict[str, Any]
) -> None:
    page = newsroom.read().text
    link = re.search(r'<a class="report" href="([^"]+)" aria-label="([^"]+)"', page)
    assert link
    assert link[1] == f"{PUBLIC_URL}/report/courier/bridge/{printed['comment']}"
    assert "Şîlan" in link[2]


def test_a_reader_reports_without_scripts(newsroom: Served, printed: dict[str, Any]) -> None:
    path = f"/report/courier/bridge/{printed['comment']}"
    page = newsroom.client.get(path)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "script" not in page.headers["content-security-policy"]
    assert "words that stand" in page.text
    assert 'name="robots" content="noindex' in page.text
    answer = filled(newsroom, path, guideline="abuse", abuse_kind="racism", reason="the\r\nlast line ")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PUBLIC_URL}/reported/courier/bridge")
    thanks = newsroom.client.get("/reported/courier/bridge")
    assert thanks.status_code == 200
    assert texts_in(thanks.text, "a", "back")[0] == "All comments"
    assert reports(newsroom) == [("abuse", "racism", "the\nlast line")]


def test_a_form_sent_twice_is_one_report(newsroom: Served, printed: dict[str, Any]) -> None:
    path, key = f"/report/courier/bridge/{printed['comment']}", newsroom.fresh_key()
    for _ in range(2):
        assert filled(newsroom, path, key=key).status_code == 303
    assert len(reports(newsroom)) == 1


def test_a_kind_left_standing_beside_another_guideline_is_no_error(
    newsroom: Served, printed: dict[str, Any]
) -> None:
    answer = filled(newsroom, f"/report/courier/bridge/{printed['comment']}", abuse_kind="sexism")
    assert answer.status_code == 303
    assert reports(newsroom) == [("threat", None, None)]


def test_what_is_missing_is_told_and_nothing_that_was_written_is_lost(
    newsroom: Served, printed: dict[str, Any]
) -> None:
    path = f"/report/courier/bridge/{printed['comment']}"
    answer = filled(newsroom, path, guideline="", reason="He means <me>.")
    assert answer.status_code == 422
    assert "Please choose the guideline" in texts_in(answer.text, "p", "problem")[0]
    assert "He means &lt;me&gt;." in answer.text
    assert reports(newsroom) == []


def test_a_form_from_another_origin_is_refused(newsroom: Served, printed: dict[str, Any]) -> None:
    path = f"/report/courier/bridge/{printed['comment']}"
    fields = {"guideline": "threat", "key": newsroom.fresh_key()}
    answer = newsroom.client.post(path, data=fields, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert reports(newsroom) == []


@pytest.mark.parametrize(
    "path", ["/report/herald/bridge/{}", "/report/courier/nowhere/{}", "/report/courier/~zz/{}"]
)
def test_an_address_of_no_thread_is_answered_by_a_page(
    newsroom: Served, printed: dict[str, Any], path: str
) -> None:
    answer = newsroom.client.get(path.format(printed["comment"]))
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "words that stand" not in answer.text


@on_both
def test_a_printed_sheet_is_the_same_however_often_its_comments_are_reported(
    newsroom: Served, printed: dict[str, Any]
) -> None:
    before = printed_files(newsroom)
    for _ in range(3):
        assert sent(newsroom, printed["comment"]).status_code == 201
    newsroom.print()
    assert printed_files(newsroom) == before
