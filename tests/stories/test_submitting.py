"""Sending a comment, over HTTP through the whole application: what is taken, what is refused, and what is answered."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from diwan import erasure
from diwan.articles import folder_name
from diwan.bootstrap import build
from diwan.decisions import Outcome
from diwan.web.requests import MAX_FORM_FIELDS
from tests.breadth import on_both, on_one
from tests.house import START
from tests.served import PAPER, PUBLIC_URL, Served, client_of, load, served, texts_in
from tests.stories import naughty

database = on_one(
    "what is taken, and in which words it is refused, is decided before the database; what is stored is asked of both"
)
shared_database = on_one("the same", scope="module")


def told(answer: httpx2.Response) -> tuple[int, str, str | None]:
    """Status, code and field of a problem, which must be readable by a program and say something to a person."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:diwan:problem:{problem['code']}"
    assert re.search(r"[.!]$", problem["detail"]), problem["detail"]
    return answer.status_code, problem["code"], problem.get("field")


# What is wrong, what is sent instead of a sound field, and how it is told.
REFUSED: dict[str, tuple[dict[str, object], tuple[int, str, str | None]]] = {
    "an empty comment": ({"body": ""}, (422, "body-empty", "body")),
    "a blank comment": ({"body": " \t\r\n\u00a0\u3000"}, (422, "body-empty", "body")),
    "a comment of joiners": ({"body": "\u200c\u200d\u200b\ufeff"}, (422, "body-empty", "body")),
    "a comment of directions": ({"body": "\u200f\u202e\u2066"}, (422, "body-empty", "body")),
    "a comment of fillers": ({"body": "\u3164\u115f\u2800\uffa0"}, (422, "body-empty", "body")),
    "a comment too long by one": ({"body": "ێ" * 5001}, (422, "body-too-long", "body")),
    "a NUL in the comment": ({"body": "a\0b"}, (422, "body-characters", "body")),
    "a control character in the comment": ({"body": "a\x1bb"}, (422, "body-characters", "body")),
    "a C1 control character in the comment": ({"body": "a\x85b"}, (422, "body-characters", "body")),
    "no name": ({"name": ""}, (422, "name-empty", "name")),
    "a blank name": ({"name": " \u3000"}, (422, "name-empty", "name")),
    "a name too long by one": ({"name": "ێ" * 61}, (422, "name-too-long", "name")),
    "a NUL in the name": ({"name": "a\0b"}, (422, "name-characters", "name")),
    "a line end in the name": ({"name": "a\nb"}, (422, "name-characters", "name")),
    "a line separator in the name": ({"name": "a\u2028b"}, (422, "name-characters", "name")),
    "a tab in the name": ({"name": "a\tb"}, (422, "name-characters", "name")),
    "an override in the name": ({"name": "a\u202eb"}, (422, "name-characters", "name")),
    "an isolate in the name": ({"name": "a\u2067b"}, (422, "name-characters", "name")),
    "a mark of direction in the name": ({"name": "a\u200fb"}, (422, "name-characters", "name")),
    "a zero-width space in the name": ({"name": "Editor\u200b"}, (422, "name-characters", "name")),
    "a byte order mark in the name": ({"name": "\ufeffEditor"}, (422, "name-characters", "name")),
    "a soft hyphen in the name": ({"name": "Edi\u00adtor"}, (422, "name-characters", "name")),
    "a tag character in the name": ({"name": "Editor\U000e0041"}, (422, "name-characters", "name")),
    "a filler for a name": ({"name": "\u3164"}, (422, "name-characters", "name")),
    "a filler in the name": ({"name": "Editor\uffa0"}, (422, "name-characters", "name")),
    "a blank braille cell in the name": ({"name": "Editor\u2800x"}, (422, "name-characters", "name")),
    "a grapheme joiner in the name": ({"name": "Edi\u034ftor"}, (422, "name-characters", "name")),
    "private letters in the name": ({"name": "\ue000a"}, (422, "name-characters", "name")),
    "a space before the name": ({"name": " Rojîn"}, (422, "name-spaces", "name")),
    "a space behind the name": ({"name": "Rojîn\u00a0"}, (422, "name-spaces", "name")),
    "a name without letters": ({"name": "…!"}, (422, "name-letters", "name")),
    "a name of joiners": ({"name": "\u200c\u200d"}, (422, "name-letters", "name")),
    "a name under a heap of marks": ({"name": "Z\u0301\u0302\u0303\u0304algo"}, (422, "name-marks", "name")),
    "a key too short": ({"key": "short"}, (422, "unacceptable", "key")),
    "a key too long": ({"key": "k" * 65}, (422, "unacceptable", "key")),
    "a key with other characters": ({"key": "key with a space!"}, (422, "unacceptable", "key")),
    "a key with a line end": ({"key": "k" * 16 + "\n"}, (422, "unacceptable", "key")),
    "an unknown site": ({"site": "herald"}, (404, "unknown-site", "site")),
    "an unknown article": ({"article": "nobody-knows"}, (404, "unknown-article", "article")),
    "an article without a name": ({"article": ""}, (422, "unacceptable", "article")),
    "an article with a NUL": ({"article": "a\0b"}, (422, "unacceptable", "article")),
    "an article's name too long": ({"article": "ێ" * 41}, (422, "unacceptable", "article")),
    "an answer to an invented comment": ({"parent": "0" * 32}, (409, "parent-not-printed", "parent")),
    "an answer to nonsense": ({"parent": "x"}, (409, "parent-not-printed", "parent")),
    "an answer to a NUL": ({"parent": "a\0b"}, (409, "parent-not-printed", "parent")),
    "an answer to nobody": ({"parent": ""}, (409, "parent-not-printed", "parent")),
    "an unknown field": ({"colour": "red"}, (400, "json-fields", None)),
    "a number for a name": ({"name": 7}, (400, "json-fields", None)),
    "a list for a body": ({"body": ["a"]}, (400, "json-fields", None)),
    "an object for a key": ({"key": {}}, (400, "json-fields", None)),
    "a missing body": ({"body": None}, (400, "json-fields", None)),
    "a missing key": ({"key": None}, (400, "json-fields", None)),
}


@pytest.fixture
def newspaper(shared_newsroom: Served) -> Iterator[Served]:
    """The shared newsroom, in which the test must store nothing."""
    before = shared_newsroom.counts()
    yield shared_newsroom
    assert shared_newsroom.counts() == before, "something was stored"


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_submission_is_told_what_is_wrong_and_stores_nothing(newspaper: Served, what: str) -> None:
    fields, expected = REFUSED[what]
    sent = newspaper.body()
    sent.update(fields)
    answer = newspaper.post(json.dumps({k: v for k, v in sent.items() if v is not None}))
    assert told(answer) == expected
    assert answer.headers["access-control-allow-origin"] == PAPER


RAW: dict[str, tuple[bytes, tuple[int, str]]] = {
    "no body": (b"", (400, "json")),
    "no JSON": (b"name=Rojin", (400, "json")),
    "half of it": (b'{"site":"courier","body":"a', (400, "json")),
    "more than one value": (b"{} {}", (400, "json-fields")),
    "a list": (b"[]", (400, "json-fields")),
    "invalid UTF-8": (b'{"body":"\xff\xfe"}', (400, "utf-8")),
    "overlong UTF-8": (b'{"body":"\xc0\xaf"}', (400, "utf-8")),
    "a surrogate in UTF-8": (b'{"body":"\xed\xa0\x80"}', (400, "utf-8")),
    "UTF-16": ('{"body":"a"}'.encode("utf-16"), (400, "utf-8")),
    "half a surrogate pair": (b'{"body":"a\\ud83d"}', (400, "surrogate")),
    "half a surrogate pair before text": (b'{"body":"\\ud83dabcdef"}', (400, "surrogate")),
    "the other half": (b'{"body":"\\ude00"}', (400, "surrogate")),
    "a raw control character": (b'{"body":"a\x00b"}', (400, "json")),
    "lists too deep": (b"[" * 100_000, (400, "json-fields")),
    "objects too deep": (b'{"a":' * 100_000, (400, "json-fields")),
    "a field too deep": (b'{"site":"courier","described":' + b"[" * 100_000, (400, "json-fields")),
}


@pytest.fixture(scope="module")
def wide_newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One that takes long bodies, so that their depth is what is met first."""
    with served(
        "sqlite",
        tmp_path_factory.mktemp("wide"),
        limits="per_minute = 6000\nburst = 1000\nmax_body_bytes = 1048576",
    ) as running:
        yield running


@pytest.mark.parametrize("what", RAW)
def test_a_body_that_cannot_be_read_is_told_how_it_must_be(wide_newsroom: Served, what: str) -> None:
    content, (status, code) = RAW[what]
    before = wide_newsroom.counts()
    assert told(wide_newsroom.post(content))[:2] == (status, code)
    assert wide_newsroom.counts() == before


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "text/plain;charset=utf-8",
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ],
)
def test_only_the_content_type_of_json_is_read_as_json(newspaper: Served, content_type: str) -> None:
    """A page elsewhere can send text/plain and forms without asking first: they must never be taken for JSON."""
    answer = newspaper.post(headers={"content-type": content_type})
    assert told(answer)[:2] == (400, "content-type")


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_parameters_and_case_of_the_content_type_do_not_matter(
    shared_newsroom: Served, content_type: str
) -> None:
    assert shared_newsroom.post(headers={"content-type": content_type}).status_code == 201


def test_a_body_that_says_it_is_huge_is_refused(newspaper: Served) -> None:
    assert told(newspaper.post(body="a" * 70_000))[:2] == (413, "too-large")


def test_a_huge_body_sent_in_pieces_is_refused_before_it_has_all_come(newspaper: Served) -> None:
    asked_for = []

    def pieces() -> Iterator[bytes]:
        for number in range(1000):
            asked_for.append(number)
            yield b" " * 1024

    answer = newspaper.client.post(
        "/api/comments", content=pieces(), headers={"content-type": "application/json", "origin": PAPER}
    )
    assert told(answer)[:2] == (413, "too-large")


def test_the_longest_comment_is_counted_in_characters_not_bytes(shared_newsroom: Served) -> None:
    assert shared_newsroom.post(body="👍" * 5000).status_code == 201
    assert told(shared_newsroom.post(body="👍" * 5001)) == (422, "body-too-long", "body")


def test_the_longest_comment_is_what_the_settings_say(tmp_path: Path) -> None:
    with served("sqlite", tmp_path, site="max_characters = 120") as running:
        running.register()
        running.print()
        assert running.post(body="a" * 120).status_code == 201
        answer = running.post(body="a" * 121)
        assert told(answer) == (422, "body-too-long", "body")
        assert "at most 120" in answer.json()["detail"]
        assert running.pointer()["max_characters"] == 120


# --- who may send ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://courier.example",
        "https://courier.example:8443",
        "https://courier.example.evil.example",
        "https://COURIER.example",
        "https://courier.example/",
        "https://gazette.example",
        "null",
    ],
)
def test_a_page_of_another_origin_is_refused(newspaper: Served, origin: str) -> None:
    answer = newspaper.post(origin=origin)
    assert told(answer) == (403, "foreign-origin", None)
    assert answer.headers["access-control-allow-origin"] == origin


def test_a_server_without_an_origin_may_send_but_may_not_register(shared_newsroom: Served) -> None:
    assert shared_newsroom.post(origin=None).status_code == 201
    described = {"url": f"{PAPER}/new", "headline": "New", "language": "en"}
    before = shared_newsroom.counts()
    answer = shared_newsroom.post(origin=None, article="never-seen", described=described)
    assert told(answer) == (404, "unknown-article", "article")
    assert "access-control-allow-origin" not in answer.headers
    assert shared_newsroom.counts() == before


@on_both
def test_the_first_comment_from_the_papers_page_registers_its_article(newsroom: Served) -> None:
    described = {"url": f"{PAPER}/new", "headline": "Nû — نوێ", "language": "ckb", "section": "City"}
    newsroom.submit("the first", article="new/نوێ", described=described)
    newsroom.print()
    pointer = newsroom.pointer("new/نوێ")
    assert (pointer["headline"], pointer["language"]) == ("Nû — نوێ", "ckb")
    assert newsroom.rows("SELECT by FROM articles") == [(f"embed:{PAPER}",)]
    newsroom.submit("the second", article="new/نوێ", described={**described, "headline": "Another"})
    assert newsroom.counts()["articles"] == 1


def test_a_site_without_first_sight_takes_no_unregistered_article(newspaper: Served) -> None:
    described = {"url": "https://gazette.example/a", "headline": "A", "language": "en"}
    answer = newspaper.post(
        site="gazette", article="a", described=described, origin="https://gazette.example"
    )
    assert told(answer) == (404, "unknown-article", "article")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "ftp://courier.example/"),
        ("url", "https://"),
        ("url", "http://["),
        ("url", "http://℀/"),
        ("url", "https://courier.example/a\0b"),
        ("url", " https://courier.example/"),
        ("url", "https://courier.example/a\nb"),
        ("url", "https://courier.example/" + "a" * 2000),
        ("headline", ""),
        ("headline", "a\nb"),
        ("headline", "a" * 501),
        ("section", "a\0b"),
        ("section", "a" * 101),
        ("language", "English"),
        ("language", "en\n"),
    ],
)
def test_a_wrong_description_is_told_by_its_field(newspaper: Served, field: str, value: str) -> None:
    described = {"url": f"{PAPER}/new", "headline": "New", "language": "en", "section": "", field: value}
    answer = newspaper.post(article="described", described=described)
    assert told(answer) == (422, "unacceptable", field)


def test_an_article_of_another_site_is_unknown(newspaper: Served) -> None:
    answer = newspaper.post(site="gazette", origin="https://gazette.example")
    assert told(answer) == (404, "unknown-article", "article")


def test_the_browsers_question_beforehand_is_answered(shared_newsroom: Served) -> None:
    asked = {
        "origin": PAPER,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    answer = shared_newsroom.client.options("/api/comments", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == PAPER
    assert answer.headers["access-control-allow-methods"] == "POST"
    assert answer.headers["access-control-allow-headers"] == "authorization, content-type"
    assert answer.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in answer.headers


def test_the_papers_page_can_read_the_answer_and_when_to_come_back(shared_newsroom: Served) -> None:
    answer = shared_newsroom.post()
    assert answer.headers["access-control-allow-origin"] == PAPER
    assert answer.headers["access-control-expose-headers"] == "Retry-After"
    assert "Origin" in answer.headers["vary"]
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/comments", "POST"),
        ("DELETE", "/api/comments", "POST"),
        ("PUT", "/api/comments", "POST"),
        ("GET", "/write/courier/bridge", "POST"),
        ("POST", "/read/courier/bridge", "GET"),
        ("POST", "/livez", "GET"),
    ],
)
def test_another_method_is_told_which_one_is_allowed(
    newspaper: Served, method: str, path: str, allowed: str
) -> None:
    answer = newspaper.client.request(method, path, headers={"origin": PAPER})
    assert told(answer) == (405, "method", None)
    assert allowed in answer.headers["allow"]


def test_an_address_that_does_not_exist_is_a_problem_as_well(newspaper: Served) -> None:
    assert told(newspaper.client.get("/api/nothing")) == (404, "unknown", None)


# --- how often -------------------------------------------------------------------------------------------------


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Served]:
    """A Diwan that takes two at once and one a minute, behind a proxy in 10.0.0.0/8."""
    with served(
        "sqlite",
        tmp_path,
        limits="per_minute = 1\nburst = 2",
        server='trusted_proxies = ["10.0.0.0/8"]',
    ) as running:
        running.register()
        running.print()
        yield running


def test_too_many_at_once_are_told_when_to_come_back_and_store_nothing(strict: Served) -> None:
    strict.submit()
    strict.submit()
    before = strict.counts()["comments"]
    answer = strict.post()
    assert told(answer) == (429, "too-many", None)
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.headers["access-control-allow-origin"] == PAPER
    assert strict.counts()["comments"] == before


def test_a_forged_address_of_another_client_helps_nobody(strict: Served) -> None:
    for number in range(2):
        assert strict.post(headers={"x-forwarded-for": f"198.51.100.{number}"}).status_code == 201
    assert strict.post(headers={"x-forwarded-for": "198.51.100.9"}).status_code == 429


def test_clients_behind_a_trusted_proxy_are_told_apart(strict: Served) -> None:
    behind = client_of(strict.house, peer="10.0.0.1")

    def send(address: str) -> int:
        body = json.dumps(strict.body())
        headers = {"origin": PAPER, "content-type": "application/json", "x-forwarded-for": address}
        answer: httpx2.Response = behind.post("/api/comments", content=body, headers=headers)
        return answer.status_code

    assert [send("198.51.100.1") for _ in range(3)] == [201, 201, 429]
    assert send("198.51.100.2") == 201
    assert send("198.51.100.2, 198.51.100.1") == 429


def test_the_form_is_limited_like_the_widget_and_comes_back_with_the_words(strict: Served) -> None:
    strict.submit()
    strict.submit()
    answer = strict.post_form(body="words worth keeping")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert texts_in(answer.text, "p", "problem") != [""]
    assert "words worth keeping" in answer.text


# --- keys -------------------------------------------------------------------------------------------------------


def test_the_same_key_brings_the_same_receipt_once(shared_newsroom: Served) -> None:
    sent = json.dumps(shared_newsroom.body(body="once and only once"))
    first, again = shared_newsroom.post(sent), shared_newsroom.post(sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json().keys() == {"comment", "receipt", "proof", "digest", "position", "at"}
    assert shared_newsroom.rows("SELECT count(*) FROM words WHERE body = 'once and only once'") == [(1,)]


@pytest.mark.parametrize(
    "other", [{"body": "other words"}, {"name": "Another"}, {"body": "the words "}, {"parent": "0" * 32}]
)
def test_the_same_key_with_anything_else_is_refused(shared_newsroom: Served, other: dict[str, str]) -> None:
    sent = shared_newsroom.body(body="the words")
    assert shared_newsroom.post(json.dumps(sent)).status_code == 201
    before = shared_newsroom.counts()
    assert told(shared_newsroom.post(json.dumps({**sent, **other}))) == (409, "key-reused", "key")
    assert shared_newsroom.counts() == before


@on_both
def test_a_repeated_key_is_answered_even_after_the_thread_has_closed(newsroom: Served) -> None:
    newsroom.register(closes_at=START + 1000)
    sent = json.dumps(newsroom.body())
    first = newsroom.post(sent)
    newsroom.clock.advance(1000)
    assert newsroom.post(sent).json() == first.json()
    assert told(newsroom.post()) == (409, "thread-closed", None)


# --- threads and answers ---------------------------------------------------------------------------------------


def test_a_closed_thread_takes_nothing_and_says_so(newsroom: Served) -> None:
    newsroom.register(closes_at=START + 1000)
    newsroom.print()
    assert "2026" in newsroom.read().text
    newsroom.submit("in time")
    newsroom.clock.advance(1000)
    before = newsroom.counts()
    assert told(newsroom.post(body="too late")) == (409, "thread-closed", None)
    assert newsroom.post_form(body="too late").status_code == 409
    assert newsroom.counts() == before
    assert "<form" not in newsroom.read().text
    assert newsroom.pointer()["closes_at"].startswith("2026-")


def test_a_thread_closes_by_itself_after_the_sites_days(tmp_path: Path) -> None:
    with served("sqlite", tmp_path, site="close_after_days = 1") as running:
        running.register()
        running.submit()
        running.clock.advance(24 * 3600 * 1000)
        assert told(running.post()) == (409, "thread-closed", None)


@on_both
def test_an_answer_to_anything_readers_cannot_see_is_refused_in_the_same_words(newsroom: Served) -> None:
    newsroom.register()
    newsroom.register("other")
    undecided = newsroom.submit("undecided")
    rejected = newsroom.submit("rejected")
    newsroom.screened()  # what is decided is screened all the same, and would be counted sooner or later
    newsroom.decide(rejected, Outcome.REJECTED)
    unprinted = newsroom.submit("approved, but not printed yet")
    erased = newsroom.submit("erased")
    superseded = newsroom.submit("superseded")
    elsewhere = newsroom.submit("elsewhere", article="other")
    newsroom.screened()
    for each in (erased, elsewhere):
        newsroom.decide(each)
    approval = newsroom.decide(superseded)
    newsroom.print()
    erasure.erase(newsroom.house.store, newsroom.clock, comment_id=erased["comment"], by="reader").result()
    newsroom.decide(superseded, Outcome.REJECTED, supersedes=approval.id)
    newsroom.print()
    before = newsroom.counts()
    parents = [a["comment"] for a in (undecided, rejected, erased, superseded, elsewhere)]
    answers = [newsroom.post(parent=parent) for parent in [*parents, "0" * 32, "nonsense", "a\0b", ""]]
    assert {told(answer) for answer in answers} == {(409, "parent-not-printed", "parent")}
    assert len({answer.content for answer in answers}) == 1
    assert newsroom.counts() == before
    newsroom.approve(unprinted)
    newsroom.submit("an answer", parent=unprinted["comment"])


# --- byte for byte ---------------------------------------------------------------------------------------------


def _printed_comments(newsroom: Served) -> dict[str, dict[str, Any]]:
    """Every comment on the pages that the pointer leads to, by id."""
    found: dict[str, dict[str, Any]] = {}
    addresses = [newsroom.pointer()["top"]]
    while addresses:
        address = addresses.pop()
        sheet = newsroom.client.get(f"/pages/{address[:2]}/{address}.json").json()
        addresses += [child["address"] for child in sheet.get("children", [])]
        for conversation in sheet.get("conversations", []):
            for comment in [conversation["opening"], *conversation["replies"]]:
                found[comment["id"]] = comment
    return found


def _page_texts(newsroom: Served, tag: str, name: str) -> list[str]:
    """The text of every such element on all printed pages, in order."""
    texts = []
    query: str | None = ""
    while query is not None:
        page = newsroom.read(query=query).text
        texts += texts_in(page, tag, name)
        newer = re.search(r'href="[^"]*(\?page=\d+)" rel="next"', page)
        query = newer[1] if newer else None
    return texts


def _as_parsed(words: str) -> str:
    """What an HTML parser makes of line ends (HTML, 13.2.3.5): the words themselves are compared as stored bytes."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


@on_both
def test_words_are_stored_and_printed_byte_for_byte(newsroom: Served) -> None:
    newsroom.register()
    sent: dict[str, tuple[str, str]] = {}
    for name, body in [
        *(("Rojîn", body) for body in naughty.BODIES.values()),
        *((name, "A fine bridge.") for name in naughty.NAMES.values()),
    ]:
        acknowledged = newsroom.submit(body, name=name)
        sent[acknowledged["comment"]] = (name, body)
        newsroom.decide(acknowledged)
    newsroom.print()
    with newsroom.house.store.connection() as connection:
        octets = "CAST({} AS BLOB)" if newsroom.database_url == "sqlite" else "convert_to({}, 'UTF8')"
        stored = connection.execute(
            text(f"SELECT comment_id, {octets.format('name')}, {octets.format('body')} FROM words")
        ).all()
    assert {row[0]: (bytes(row[1]), bytes(row[2])) for row in stored} == {
        comment: (name.encode(), body.encode()) for comment, (name, body) in sent.items()
    }
    printed = _printed_comments(newsroom)
    assert {comment: (p["name"], p["body"]) for comment, p in printed.items()} == sent
    assert _page_texts(newsroom, "div", "body") == [_as_parsed(body) for _, body in sent.values()]
    assert _page_texts(newsroom, "bdi", "name") == [name for name, _ in sent.values()]
    assert newsroom.violations() == []


@on_both
def test_words_sent_by_the_form_arrive_byte_for_byte(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    wanted = [body for body in naughty.BODIES.values() if len(body) < 5000]
    for body in wanted:
        assert newsroom.post_form(body=body).status_code == 303
    assert [
        row[0]
        for row in newsroom.rows(
            "SELECT w.body FROM words w JOIN comments c ON c.id = w.comment_id ORDER BY c.ordinal"
        )
    ] == wanted


# --- without JavaScript ------------------------------------------------------------------------------------------


def test_the_form_leads_to_the_receipt(shared_newsroom: Served) -> None:
    answer = shared_newsroom.post_form(body="by form")
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert address.startswith(f"{PUBLIC_URL}/receipts/")
    receipt = shared_newsroom.client.get(address)
    assert receipt.status_code == 200
    assert texts_in(receipt.text, "div", "body") == ["by form"]


def test_the_page_has_a_form_that_can_be_sent_as_it_is(shared_newsroom: Served) -> None:
    page = shared_newsroom.read().text
    key = re.search(r'name="key" value="([^"]+)"', page)
    action = re.search(r'<form[^>]* action="([^"]+)"', page)
    assert key
    assert action
    fields = {"name": "Rojîn", "body": "as it is", "key": key[1], "parent": ""}
    headers = {"origin": PUBLIC_URL, "sec-fetch-site": "same-origin"}
    first = shared_newsroom.client.post(action[1], data=fields, headers=headers)
    again = shared_newsroom.client.post(action[1], data=fields, headers=headers)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["location"] == again.headers["location"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"body": " "}, 422),
        ({"body": "b" * 5001}, 422),
        ({"name": "a\u202eb"}, 422),
        ({"name": ""}, 422),
        ({"key": ""}, 422),
        ({"parent": "0" * 32}, 409),
    ],
)
def test_a_refused_form_comes_back_with_the_words_and_the_problem(
    newspaper: Served, fields: dict[str, str], status: int
) -> None:
    typed = {"name": "<b>Rojîn</b>", "body": "\n</textarea><script>words</script> & more", **fields}
    answer = newspaper.post_form(**typed)
    assert answer.status_code == status
    assert "no-store" in answer.headers["cache-control"]
    [problem] = texts_in(answer.text, "p", "problem")
    assert problem
    textarea = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)
    assert textarea
    assert textarea[1] == typed["body"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert "<script>" not in answer.text
    assert "<b>Rojîn" not in answer.text


def test_a_refused_form_can_be_sent_again_with_its_key(shared_newsroom: Served) -> None:
    key = shared_newsroom.fresh_key()
    refused = shared_newsroom.post_form(body=" ", key=key)
    assert f'name="key" value="{key}"' in refused.text
    assert shared_newsroom.post_form(body="better", key=key).status_code == 303


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"name=Rojin&body=%FF%FE&key=test-key-of-a-form", "application/x-www-form-urlencoded"),
        (b"name=Rojin&body=%ED%A0%80&key=test-key-of-a-form", "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % n for n in range(MAX_FORM_FIELDS + 1)), "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"name=Rojin&body=one&body=two&key=test-key-of-a-form", "application/x-www-form-urlencoded"),
        (b'{"name":"Rojin","body":"x"}', "application/json"),
        (b"name=Rojin&body=x", "text/plain"),
        (b"name=Rojin&body=x", "multipart/form-data"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(newspaper: Served, content: bytes, content_type: str) -> None:
    answer = newspaper.client.post(
        "/write/courier/bridge", content=content, headers={"content-type": content_type, "origin": PUBLIC_URL}
    )
    assert answer.status_code == 400
    assert texts_in(answer.text, "p", "problem") != [""]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": PUBLIC_URL, "sec-fetch-site": "cross-site"},
        {"origin": PUBLIC_URL, "sec-fetch-site": "same-site"},
    ],
)
def test_the_form_on_a_page_of_another_origin_is_refused(newspaper: Served, headers: dict[str, str]) -> None:
    fields = {"name": "Rojîn", "body": "forged", "key": newspaper.fresh_key(), "parent": ""}
    answer = newspaper.client.post("/write/courier/bridge", data=fields, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["/write/courier/nobody-knows", "/write/herald/bridge", "/write/courier/~zz"]
)
def test_a_form_for_an_unknown_thread_is_answered_by_a_page(newspaper: Served, path: str) -> None:
    fields = {"name": "Rojîn", "body": "x", "key": newspaper.fresh_key(), "parent": ""}
    answer = newspaper.client.post(path, data=fields, headers={"origin": PUBLIC_URL})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


def test_a_reader_can_answer_without_scripts(newsroom: Served) -> None:
    newsroom.register()
    newsroom.approve(newsroom.submit("opening", name="Şîlan <b>"))
    page = newsroom.read().text
    link = re.search(r'class="reply" href="([^"#]+)', page)
    assert link
    form = newsroom.client.get(link[1]).text
    parent = re.search(r'name="parent" value="([0-9a-f]{32})"', form)
    assert parent
    assert "Şîlan" in texts_in(form, "p", "replying")[0]
    assert "Şîlan <b>" not in form
    answer = newsroom.post_form(body="an answer", parent=parent[1])
    assert answer.status_code == 303
    acknowledged = newsroom.rows("SELECT id, digest, parent_id FROM comments WHERE parent_id IS NOT NULL")
    [(comment, digest, stored_parent)] = acknowledged
    assert stored_parent == parent[1]
    newsroom.approve({"comment": comment, "digest": bytes(digest).hex()})
    assert texts_in(newsroom.read().text, "div", "body") == ["opening", "an answer"]


def test_a_refused_answer_still_says_whom_it_answers(newsroom: Served) -> None:
    newsroom.register()
    opening = newsroom.submit("opening", name="Şîlan")
    newsroom.approve(opening)
    answer = newsroom.post_form(body=" ", parent=opening["comment"])
    assert answer.status_code == 422
    assert f'name="parent" value="{opening["comment"]}"' in answer.text
    assert "Şîlan" in texts_in(answer.text, "p", "replying")[0]


def test_what_is_asked_for_in_the_address_is_never_shown_unescaped(newsroom: Served) -> None:
    newsroom.register()
    newsroom.print()
    for query in ('?reply="><script>x</script>', "?page=<script>x</script>", "?page=-1", "?page=99999999999"):
        answer = newsroom.read(query=query)
        assert answer.status_code == 200
        assert "<script>" not in answer.text


def test_pages_for_readers_run_no_scripts_and_fetch_nothing(shared_newsroom: Served) -> None:
    policy = shared_newsroom.read().headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy


@on_both
def test_two_processes_can_take_comments_for_one_database(newsroom: Served) -> None:
    """On PostgreSQL: a second application over the same settings answers a repeated key with the same receipt."""
    if newsroom.database_url == "sqlite":
        return
    newsroom.register()
    sent = json.dumps(newsroom.body())
    first = newsroom.post(sent)
    second_house = build(load(newsroom.folder, newsroom.database_url), clock=newsroom.clock)
    with client_of(second_house) as second:
        headers = {"origin": PAPER, "content-type": "application/json"}
        assert second.post("/api/comments", content=sent, headers=headers).json() == first.json()


@on_both
def test_folder_names_in_addresses_are_those_of_articles(newsroom: Served) -> None:
    newsroom.register("a/b?c=d#e %2f", headline="Odd")
    newsroom.print()
    assert folder_name("a/b?c=d#e %2f") == "a~2fb~3fc~3dd~23e~20~252f"
    assert newsroom.read("a/b?c=d#e %2f").status_code == 200
