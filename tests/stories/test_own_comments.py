"""What a reader who has signed in sees of his own comments, takes with him, withdraws and leaves behind, over HTTP."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from diwan import erasure
from diwan.clock import HOUR
from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from tests.breadth import on_both, on_one
from tests.publisher import Publisher
from tests.served import PAPER, PUBLIC_URL, Served, served, texts_in
from tests.stories.test_sign_in import COOKIE, SIGN_IN, bearing, exchange, prepare

database = on_one("cookies, links and wording; what is read and erased is asked of both")


OWN = "/yours/courier"
SAME = {"origin": PUBLIC_URL}
FORM = {**SAME, "content-type": "application/x-www-form-urlencoded"}
POSTS = (f"{OWN}/withdrawal", f"{OWN}/departure")


@pytest.fixture
def newspaper(database: str, tmp_path: Path) -> Iterator[Served]:
    prepare(tmp_path)
    with served(database, tmp_path, site=SIGN_IN.format(more="")) as running:
        running.register()
        yield running


def session(newspaper: Served, sub: str = "account-4711", name: str = "Berîvan") -> str:
    """A reader's session, as his widget has it."""
    token = Publisher(newspaper.clock.at).token(jti=newspaper.fresh_key(), sub=sub, name=name)
    answer = exchange(newspaper, token)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["session"])


def write(newspaper: Served, reader: str, body: str) -> dict[str, Any]:
    answer = newspaper.post(newspaper.body(name=None, body=body), headers=bearing(reader))
    assert answer.status_code == 201, answer.text
    acknowledged: dict[str, Any] = answer.json()
    return acknowledged


def get(newspaper: Served, reader: str | None, path: str = OWN) -> httpx2.Response:
    newspaper.client.cookies.clear()
    cookies = {"cookie": f"{COOKIE}={reader}"} if reader else {}
    answer: httpx2.Response = newspaper.client.get(path, headers=cookies)
    return answer


def post(
    newspaper: Served, reader: str | None, path: str, headers: dict[str, str] | None = None
) -> httpx2.Response:
    newspaper.client.cookies.clear()
    cookies = {"cookie": f"{COOKIE}={reader}"} if reader else {}
    answer: httpx2.Response = newspaper.client.post(path, headers={**(headers or FORM), **cookies})
    return answer


def archived(answer: httpx2.Response) -> tuple[dict[str, Any], str]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return json.loads(archive.read("data.json")), archive.read("data.html").decode()


def test_a_reader_sees_what_he_wrote_where_it_stands_and_the_way_to_each_receipt(newspaper: Served) -> None:
    berivan, azad = session(newspaper), session(newspaper, "account-17", "Azad")
    waiting = write(newspaper, berivan, "words that <wait>")
    rejected = write(newspaper, berivan, "words that are rejected")
    approved = write(newspaper, berivan, "words that are approved")
    write(newspaper, azad, "words of another reader")
    newspaper.submit("words of a guest", name="Berîvan")
    newspaper.approve(approved)
    newspaper.decide(rejected, Outcome.REJECTED, Guideline.THREAT, note="canary for colleagues")
    answer = get(newspaper, berivan)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    page = answer.text
    assert 'content="noindex, nofollow, noarchive"' in page
    assert re.findall(r"<strong>(.*?)</strong>", page) == ["Approved", "Rejected", "Waiting for a moderator"]
    assert "</strong> · Threat" in page
    assert re.findall(r'href="([^"]+)">Your receipt', page) == [
        each["receipt"] for each in (approved, rejected, waiting)
    ]
    assert "words that &lt;wait&gt;" in page
    for never in ("another reader", "of a guest", "canary", "account-4711", newspaper.moderator.name):
        assert never not in page
    assert "words of another reader" in get(newspaper, azad).text


@on_both
def test_a_long_list_has_pages_on_which_each_comment_stands_once(newspaper: Served) -> None:
    reader = session(newspaper)
    for number in range(45):
        write(newspaper, reader, f"comment number {number:02d}.")
    seen: list[str] = []
    path: str | None = OWN
    pages = 0
    while path:
        page = get(newspaper, reader, path).text
        seen += re.findall(r"comment number (\d\d)\.", page)
        older = re.search(r'href="([^"]+)">Earlier comments', page)
        path = older[1].removeprefix(PUBLIC_URL) if older else None
        pages += 1
    assert seen == [f"{number:02d}" for number in reversed(range(45))]
    assert pages == 3
    assert get(newspaper, reader, f"{OWN}?before=nonsense").status_code == 200


def test_whoever_has_no_open_session_is_answered_alike_everywhere_and_learns_nothing(
    newspaper: Served,
) -> None:
    reader = session(newspaper)
    write(newspaper, reader, "words for one reader alone")
    lapsed = session(newspaper)
    newspaper.client.request("DELETE", "/api/readers/sessions", headers={**bearing(lapsed), "origin": PAPER})
    pages = [
        get(newspaper, token, path) for token in (None, lapsed, "x" * 43) for path in (OWN, f"{OWN}/archive")
    ]
    pages += [post(newspaper, token, path) for token in (None, lapsed) for path in POSTS]
    assert {answer.status_code for answer in pages} == {401}
    assert len({answer.text for answer in pages}) == 1
    assert "Sign in to see what you have written" in pages[0].text
    assert 'href="https://courier.example/account"' in pages[0].text
    assert newspaper.rows("SELECT id FROM erasures") == []
    # Nor is a session of one site one of another.
    assert get(newspaper, reader, "/yours/gazette").status_code == 401
    assert get(newspaper, reader, "/yours/nowhere").status_code == 404
    newspaper.clock.advance(12 * HOUR)
    assert get(newspaper, reader).status_code == 401


@on_both
def test_the_archive_holds_all_that_is_his_and_nothing_of_anybody_else(newspaper: Served) -> None:
    berivan, azad = session(newspaper), session(newspaper, "account-17", "Azad")
    first, second = (
        write(newspaper, berivan, "my <b>first</b> words"),
        write(newspaper, berivan, "my second words"),
    )
    write(newspaper, azad, "words of another reader")
    newspaper.decide(second, Outcome.REJECTED, Guideline.THREAT, note="canary for colleagues")
    told, page = archived(get(newspaper, berivan, f"{OWN}/archive"))
    assert [each["comment"]["id"] for each in told["comments"]] == [second["comment"], first["comment"]]
    assert [len(each["signatures"]) for each in told["comments"]] == [1, 1]
    assert (told["reader"]["vouched_for_by"], told["reader"]["name_of_this_session"]) == (
        "publisher",
        "Berîvan",
    )
    assert "What is stored about you and your comments" in page
    assert "my &lt;b&gt;first&lt;/b&gt; words" in page
    assert "my second words" in page
    for never in ("another reader", "canary", "account-4711", newspaper.moderator.name):
        assert never not in page + json.dumps(told, ensure_ascii=False)
    empty, _ = archived(get(newspaper, session(newspaper, "account-18"), f"{OWN}/archive"))
    assert empty["comments"] == []


@on_both
def test_all_his_words_are_erased_in_one_act_each_with_its_entry_and_nobody_elses(newspaper: Served) -> None:
    berivan, azad = session(newspaper), session(newspaper, "account-17", "Azad")
    his = [write(newspaper, berivan, f"words to be withdrawn {number}") for number in range(3)]
    write(newspaper, azad, "words of another reader")
    newspaper.approve(his[0])
    newspaper.print()
    assert "words to be withdrawn 0" in newspaper.read().text
    answer = post(newspaper, berivan, f"{OWN}/withdrawal")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PUBLIC_URL}{OWN}?erased")
    erased = newspaper.rows("SELECT comment_id, by FROM erasures ORDER BY position DESC")
    assert sorted(tuple(row) for row in erased) == sorted((each["comment"], "reader") for each in his)
    # The duty that prints without them may have come behind by now.
    entries = [json.loads(bytes(row[0])) for row in newspaper.rows("SELECT leaf FROM ledger_entries")]
    assert sorted(each["comment"] for each in entries if each["kind"] == "erased") == sorted(
        each["comment"] for each in his
    )
    assert [tuple(row) for row in newspaper.rows("SELECT body FROM words")] == [("words of another reader",)]
    newspaper.print()
    assert "words to be withdrawn" not in newspaper.read().text
    assert "Withdrawn" in newspaper.client.get(his[0]["receipt"]).text
    page = get(newspaper, berivan, f"{OWN}?erased").text
    assert texts_in(page, "ol", "comments") == []
    assert "All your comments are withdrawn." in page
    # The same again does nothing.
    assert post(newspaper, berivan, f"{OWN}/withdrawal").status_code == 303
    assert len(newspaper.rows("SELECT id FROM erasures")) == 3
    assert newspaper.violations() == []


@on_both
def test_more_than_a_portion_is_erased_to_the_last(
    newspaper: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "PORTION", 2)
    reader = session(newspaper)
    for number in range(5):
        write(newspaper, reader, f"words {number}")
    assert post(newspaper, reader, f"{OWN}/withdrawal").status_code == 303
    assert newspaper.rows("SELECT body FROM words") == []
    assert newspaper.violations() == []


@on_both
def test_whoever_leaves_is_known_no_more_and_his_comments_stay(newspaper: Served) -> None:
    reader, elsewhere = session(newspaper), session(newspaper)
    sent = write(newspaper, reader, "words that stay")
    newspaper.approve(sent)
    answer = post(newspaper, reader, f"{OWN}/departure")
    assert answer.status_code == 200
    assert "You are not known here any more" in answer.text
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert newspaper.rows("SELECT reader_id FROM reader_subjects") == []
    assert [row[0] for row in newspaper.rows("SELECT by FROM departures")] == ["reader"]
    for token in (reader, elsewhere):
        assert get(newspaper, token).status_code == 401
    newspaper.print()
    assert "words that stay" in newspaper.read().text
    assert "words that stay" in newspaper.client.get(sent["receipt"]).text
    # Who comes again with the same account is somebody else.
    assert "words that stay" not in get(newspaper, session(newspaper)).text
    assert newspaper.violations() == []


def test_a_page_elsewhere_neither_erases_nor_forgets_anybody(newspaper: Served) -> None:
    reader = session(newspaper)
    write(newspaper, reader, "words that stay")
    for origin in ("https://evil.example", PAPER, "null"):
        for path in POSTS:
            refused = post(newspaper, reader, path, {**FORM, "origin": origin})
            assert refused.status_code == 403
    assert [tuple(row) for row in newspaper.rows("SELECT body FROM words")] == [("words that stay",)]
    assert newspaper.rows("SELECT reader_id FROM departures") == []
    # Looking at an address that does something does nothing.
    for path in POSTS:
        assert get(newspaper, reader, path).status_code == 405


def test_the_widget_hands_its_session_to_the_page_and_no_other_site_does(newspaper: Served) -> None:
    reader = session(newspaper)
    write(newspaper, reader, "words written in the widget")
    newspaper.client.cookies.clear()
    for origin in ("https://evil.example", "https://gazette.example", "null"):
        refused = newspaper.client.post(OWN, data={"session": reader}, headers={"origin": origin})
        assert refused.status_code == 403
        assert "set-cookie" not in refused.headers
    nobody = newspaper.client.post(OWN, data={"session": "x" * 43}, headers={"origin": PAPER})
    assert nobody.status_code == 401
    assert "set-cookie" not in nobody.headers
    answer = newspaper.client.post(OWN, data={"session": reader}, headers={"origin": PAPER})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PUBLIC_URL}{OWN}")
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}={reader};")
    assert "words written in the widget" in newspaper.client.get(OWN).text


def test_the_archive_and_the_acts_keep_to_the_limit_of_requests(database: str, tmp_path: Path) -> None:
    prepare(tmp_path)
    with served(
        database, tmp_path, site=SIGN_IN.format(more=""), limits="per_minute = 1\nburst = 4"
    ) as newspaper:
        newspaper.register()
        reader = session(newspaper)
        answers = [get(newspaper, reader, f"{OWN}/archive").status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]
        assert post(newspaper, reader, f"{OWN}/withdrawal").status_code == 429
        assert get(newspaper, reader).status_code == 200
