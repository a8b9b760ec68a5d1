"""The publisher's own servers register articles, with a key of their site."""

import hashlib
import json

import httpx2
import pytest

from diwan.articles import MAX_TEXT_CHARACTERS
from diwan.clock import iso
from diwan.screening import findings
from diwan.screening.findings import Mark
from diwan.web import publisher
from tests.breadth import on_both, on_one
from tests.house import START
from tests.served import Served

database = on_one("keys, addresses and refusals over HTTP; what is kept is asked of both")
shared_database = on_one("the same", scope="module")


ARTICLE = {
    "url": "https://courier.example/bridge",
    "headline": "The bridge",
    "language": "en",
    "section": "City",
}


def make_key(newsroom: Served, site: str = "courier", name: str = "server") -> str:
    key, key_hash = publisher.new_key()
    newsroom.house.store.write(lambda tx: tx.keep_api_key(key_hash, site, name, newsroom.clock())).result()
    return key


def put(
    newsroom: Served, key: str | None, path: str = "courier/bridge", **described: object
) -> httpx2.Response:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    answer: httpx2.Response = newsroom.client.put(
        f"/api/articles/{path}", json={**ARTICLE, **described}, headers=headers
    )
    return answer


@on_both
def test_a_registered_article_can_be_asked_for_and_commented_on(newsroom: Served) -> None:
    key = make_key(newsroom)
    told = put(newsroom, key)
    assert told.status_code == 200
    registered = told.json()
    assert (registered["site"], registered["article"], registered["revision"]) == ("courier", "bridge", 1)
    assert registered["open"] is True
    asked = newsroom.client.get("/api/articles/courier/bridge", headers={"authorization": f"Bearer {key}"})
    assert asked.json() == registered
    newsroom.print()
    assert newsroom.client.get(registered["read"]).status_code == 200
    newsroom.submit()
    assert newsroom.rows("SELECT by FROM articles") == [("key:server",)]


def test_repeating_the_same_registers_nothing_new(newsroom: Served) -> None:
    key = make_key(newsroom)
    first, again = put(newsroom, key).json(), put(newsroom, key).json()
    assert first == again
    assert newsroom.counts()["articles"] == 1


@on_both
def test_a_new_headline_is_printed_and_the_old_one_is_kept_as_a_record(newsroom: Served) -> None:
    key = make_key(newsroom)
    put(newsroom, key)
    newsroom.approve(newsroom.submit("stays where it is"))
    before = newsroom.pointer()
    assert put(newsroom, key, headline="پردەکە کرایەوە", language="ckb").json()["revision"] == 2
    newsroom.print()
    after = newsroom.pointer()
    assert (before["headline"], after["headline"]) == ("The bridge", "پردەکە کرایەوە")
    assert after["top"] == before["top"], "no sheet needs to be printed for a headline"
    assert "پردەکە کرایەوە" in newsroom.read().text
    assert newsroom.rows("SELECT headline FROM articles ORDER BY revision") == [
        ("The bridge",),
        ("پردەکە کرایەوە",),
    ]
    assert newsroom.violations() == []


def test_a_closing_time_closes_the_thread_and_a_later_one_opens_it(newsroom: Served) -> None:
    key = make_key(newsroom)
    assert put(newsroom, key, closes_at=iso(START + 1000)).json()["closes_at"] == iso(START + 1000)
    newsroom.submit()
    newsroom.clock.advance(1000)
    assert newsroom.post().json()["code"] == "thread-closed"
    assert put(newsroom, key, closes_at=iso(START + 5000)).json()["open"] is True
    newsroom.submit()


@pytest.mark.parametrize(
    "at", [iso(START + 1), "2026-12-31T18:00:00.001+03:00", "1970-01-02T00:00:00Z", "9999-01-01T00:00:00Z"]
)
def test_a_closing_time_is_kept_to_the_millisecond(shared_newsroom: Served, at: str) -> None:
    from datetime import datetime

    key = make_key(shared_newsroom, name=f"clock {at}")
    kept = put(shared_newsroom, key, "courier/timed", closes_at=at).json()["closes_at"]
    assert datetime.fromisoformat(kept) == datetime.fromisoformat(at)
    shared_newsroom.print()
    assert shared_newsroom.pointer("timed")["closes_at"] == kept
    assert shared_newsroom.read("timed").status_code == 200


@pytest.mark.parametrize(
    ("closes_at", "code"),
    [
        ("tomorrow", "malformed"),
        ("2026-12-31T18:00:00", "malformed"),
        ("", "malformed"),
        ("9999-12-31T23:59:59-14:00", "unacceptable"),
        ("0001-01-01T00:00:00+14:00", "unacceptable"),
        ("1969-12-31T23:59:59Z", "unacceptable"),
    ],
)
def test_a_closing_time_that_is_none_is_refused(shared_newsroom: Served, closes_at: str, code: str) -> None:
    key = make_key(shared_newsroom, name=f"no clock {closes_at}")
    before = shared_newsroom.counts()
    answer = put(shared_newsroom, key, "courier/untimed", closes_at=closes_at)
    assert answer.json()["code"] == code
    assert answer.json()["field"] == "closes_at"
    assert shared_newsroom.counts() == before


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer diwan_wrong",
        "Basic {key}",
        "{key}",
        "Bearer {hash}",
        "Bearer {key}x",
        "Bearer \udcff",
    ],
)
def test_nothing_is_told_or_taken_without_a_key(shared_newsroom: Served, authorization: str) -> None:
    key = make_key(shared_newsroom, name=f"unused {authorization!r}")
    written = authorization.format(key=key, hash=publisher.hash_of(key).hex())
    headers = [(b"authorization", written.encode("utf-8", "surrogateescape"))] if authorization else []
    before = shared_newsroom.counts()
    for method in ("PUT", "GET"):
        answer = shared_newsroom.client.request(
            method, "/api/articles/courier/bridge", json=ARTICLE if method == "PUT" else None, headers=headers
        )
        assert (answer.status_code, answer.json()["code"]) == (401, "api-key")
        assert answer.headers["www-authenticate"] == "Bearer"
    assert shared_newsroom.counts() == before


def test_a_key_is_good_for_its_own_site_only(shared_newsroom: Served) -> None:
    key = make_key(shared_newsroom, site="gazette", name="the gazette's")
    before = shared_newsroom.counts()
    for path in ("courier/bridge", "herald/bridge"):
        assert put(shared_newsroom, key, path).json()["code"] == "unknown-site"
        asked = shared_newsroom.client.get(
            f"/api/articles/{path}", headers={"authorization": f"Bearer {key}"}
        )
        assert (asked.status_code, asked.json()["code"]) == (404, "unknown-site")
    assert shared_newsroom.counts() == before


def test_a_revoked_key_is_good_for_nothing_at_once(newsroom: Served) -> None:
    key = make_key(newsroom)
    assert put(newsroom, key).status_code == 200
    assert newsroom.house.store.write(lambda tx: tx.revoke_api_key("courier", "server")).result()
    assert put(newsroom, key).status_code == 401


@on_both
def test_a_key_is_stored_as_a_hash_only(newsroom: Served) -> None:
    key = make_key(newsroom)
    put(newsroom, key)
    assert newsroom.rows("SELECT hash FROM api_keys") == [(hashlib.sha256(key.encode()).digest(),)]
    if newsroom.database_url == "sqlite":
        stored = b"".join(p.read_bytes() for p in newsroom.folder.rglob("diwan.sqlite*"))
        assert key.encode() not in stored
        assert b"key:server" in stored


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"headline": ""}, "unacceptable"),
        ({"url": "/bridge"}, "unacceptable"),
        ({"language": "Kurdish"}, "unacceptable"),
        ({"colour": "red"}, "json-fields"),
        ({"headline": 7}, "json-fields"),
        ({"closes_at": 7}, "json-fields"),
    ],
)
def test_a_wrong_description_is_refused(
    shared_newsroom: Served, change: dict[str, object], code: str
) -> None:
    key = make_key(shared_newsroom, name=f"wrong {change}")
    before = shared_newsroom.counts()
    assert put(shared_newsroom, key, "courier/wrong", **change).json()["code"] == code
    assert shared_newsroom.counts() == before


@pytest.mark.parametrize("path", ["courier/" + "a" * 81, "courier/a%00b", "courier/a%1fb"])
def test_an_article_that_cannot_be_named_so_is_refused(shared_newsroom: Served, path: str) -> None:
    key = make_key(shared_newsroom, name=f"unnamed {path}")
    assert put(shared_newsroom, key, path).json()["field"] == "article"
    asked = shared_newsroom.client.get(f"/api/articles/{path}", headers={"authorization": f"Bearer {key}"})
    assert (asked.status_code, asked.json()["code"]) == (404, "unknown-article")


@on_both
def test_an_articles_id_may_hold_anything_that_can_be_written_in_an_address(newsroom: Served) -> None:
    key = make_key(newsroom)
    for written, meant in (("2026/11/bridge", "2026/11/bridge"), ("a%2Fb%3Fc%20%DB%8E", "a/b?c ێ")):
        assert put(newsroom, key, f"courier/{written}").json()["article"] == meant
        newsroom.submit(article=meant)


TEXT = "Storks came back to the minaret on Monday.\r\n\r\n\tThe storks had been away for two years — دوو ساڵ."


@on_both
def test_the_text_of_an_article_is_kept_as_sent_and_the_same_twice_changes_nothing(newsroom: Served) -> None:
    key = make_key(newsroom)
    first, again = put(newsroom, key, text=TEXT).json(), put(newsroom, key, text=TEXT).json()
    assert first == again
    assert first["revision"] == 1
    assert newsroom.rows("SELECT revision, text FROM article_texts") == [(1, TEXT)]
    assert newsroom.violations() == []


def test_another_text_is_a_revision_that_nothing_is_printed_for_and_one_left_out_is_gone(
    newsroom: Served,
) -> None:
    key = make_key(newsroom)
    put(newsroom, key, text=TEXT)
    newsroom.print()
    newsroom.house.duties.stop()
    assert put(newsroom, key, text=TEXT + " More.").json()["revision"] == 2
    assert put(newsroom, key).json()["revision"] == 3
    assert newsroom.rows("SELECT thread_id FROM unprinted") == []
    assert put(newsroom, key, headline="Another").json()["revision"] == 4
    assert len(newsroom.rows("SELECT thread_id FROM unprinted")) == 1
    assert newsroom.rows("SELECT revision, text FROM article_texts ORDER BY revision") == [
        (1, TEXT),
        (2, TEXT + " More."),
    ]
    assert newsroom.violations() == []


def test_the_checks_read_the_text_of_the_latest_revision(newsroom: Served) -> None:
    key = make_key(newsroom)
    put(newsroom, key, text="Boats. The boats are blue.")
    put(newsroom, key, text=TEXT)
    newsroom.submit("Storks!")
    newsroom.screened()
    [(stored,)] = newsroom.rows("SELECT findings FROM screenings")
    [relevance] = [f for f in findings.decode(bytes(stored)) if f.mark is Mark.RELEVANCE]
    assert relevance.score > 0
    newsroom.submit("Boats?")
    newsroom.screened()
    stored = newsroom.rows("SELECT findings FROM screenings ORDER BY position")[1][0]
    [relevance] = [f for f in findings.decode(bytes(stored)) if f.mark is Mark.RELEVANCE]
    assert relevance.score == 0


@on_both
def test_the_longest_text_is_taken_in_its_longest_spelling_and_one_more_is_refused(newsroom: Served) -> None:
    key = make_key(newsroom)
    longest = "😀" * MAX_TEXT_CHARACTERS
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    escaped = json.dumps({**ARTICLE, "text": longest})
    assert len(escaped) > 12 * MAX_TEXT_CHARACTERS
    told = newsroom.client.put("/api/articles/courier/bridge", content=escaped, headers=headers)
    assert told.status_code == 200, told.text
    assert newsroom.rows("SELECT text FROM article_texts") == [(longest,)]
    refused = put(newsroom, key, text="a" * (MAX_TEXT_CHARACTERS + 1)).json()
    assert (refused["code"], refused["field"]) == ("unacceptable", "text")
    assert str(MAX_TEXT_CHARACTERS) in refused["detail"]
    far_too_long = put(newsroom, key, text="😀" * (4 * MAX_TEXT_CHARACTERS)).json()
    assert far_too_long["code"] == "too-large"
    assert newsroom.counts()["articles"] == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\0b", "unacceptable"), ("a\x1bb", "unacceptable"), (" \n", "unacceptable"), (7, "json-fields")],
)
def test_a_text_that_cannot_be_kept_is_refused(shared_newsroom: Served, text: object, code: str) -> None:
    key = make_key(shared_newsroom, name=f"wrong text {text!r}")
    before = shared_newsroom.counts()
    assert put(shared_newsroom, key, "courier/wrong", text=text).json()["code"] == code
    assert shared_newsroom.counts() == before
