"""The reading path hands out printed files: the right form, the right headers, and nothing else on the disk."""

import asyncio
import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from diwan.editions.sheets import Sheet
from diwan.press import siblings
from diwan.press.house import PrintingHouse
from diwan.web.reading import PAGE_RECHECKED_AFTER, Reading, codings_by_preference, matches_etag

JSON = b'{"comments":[' + b'"one comment",' * 40 + b"0]}"
HTML = b"<ol>" + b"<li>one comment</li>" * 40 + b"</ol>"
ADDRESS = hashlib.sha256(JSON).hexdigest()
PAGE = f"/pages/{ADDRESS[:2]}/{ADDRESS}.json"
PAGE_HTML = f"/pages/{ADDRESS[:2]}/{ADDRESS}.html"
POINTER = "/threads/demo/bridge~2f1/pointer.json"
HEAD = "/threads/demo/bridge~2f1/head.html"
WIDGET = "/widget/diwan.js"
ROOM = 1 << 20


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(reading: Reading, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    asyncio.run(reading({"type": "http", "method": method, "path": path, "headers": raw}, receive, send))
    start, body = sent
    names = [name.decode() for name, _ in start["headers"]]
    assert len(names) == len(set(names)), "a header was sent twice"
    return Answer(start["status"], {n.decode(): v.decode() for n, v in start["headers"]}, body["body"])


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PrintingHouse:
    # What is read here is short, and has siblings all the same.
    monkeypatch.setattr(siblings, "SMALL", 0)
    house = PrintingHouse(tmp_path / "press")
    house.keep(Sheet(ADDRESS, JSON, HTML))
    house.point("demo", "bridge~2f1", HTML, b'{"version":1}')
    house.asset("diwan.js", b"export const diwan = 1;" * 20)
    house.asset("mark.svg", b"<svg/>")
    house.checkpoint(b"comments.example.org\n1\n")
    return house


@pytest.fixture
def reading(house: PrintingHouse) -> Reading:
    return Reading(house.root, ROOM)


@pytest.mark.parametrize(
    ("path", "content_type", "cache_control"),
    [
        (PAGE, "application/json", "public, max-age=31536000, immutable"),
        (PAGE_HTML, "text/html; charset=utf-8", "public, max-age=31536000, immutable"),
        (POINTER, "application/json", "no-cache"),
        (HEAD, "text/html; charset=utf-8", "no-cache"),
        (WIDGET, "text/javascript; charset=utf-8", "public, max-age=300, stale-while-revalidate=86400"),
        ("/checkpoint", "text/plain; charset=utf-8", "no-cache"),
    ],
)
def test_each_kind_of_file_is_kept_as_long_as_it_holds(
    reading: Reading, house: PrintingHouse, path: str, content_type: str, cache_control: str
) -> None:
    answer = ask(reading, path)
    assert reading.matches(path)
    assert answer.status == 200
    assert answer.body == (house.root / path[1:]).read_bytes()
    assert answer.headers["content-type"] == content_type
    assert answer.headers["cache-control"] == cache_control
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ("vary" in answer.headers) == (path != "/checkpoint")


@pytest.mark.parametrize("path", [PAGE_HTML, HEAD, "/widget/mark.svg"])
def test_a_fragment_opened_by_itself_may_run_and_load_nothing(reading: Reading, path: str) -> None:
    policy = ask(reading, path).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "script-src" not in policy
    assert "content-security-policy" not in ask(reading, PAGE).headers


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", None),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, zstd", "zstd"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br ; q=0.2 , zstd;q=0.3", "zstd"),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *", "zstd"),
        ("gzip;q=0.5, identity", None),
        ("gzip, identity;q=0.5", "gzip"),
        ("gzip;q=0.5, identity;q=0", "gzip"),
        ("identity;q=0", None),
        ("br;q=nan", None),
        ("br;q=2, gzip;q=0.1", "gzip"),
        ("br;q=-1", None),
        (",,;;q", None),
    ],
)
def test_the_client_gets_the_form_it_likes_best(
    reading: Reading, accepted: str | None, coding: str | None
) -> None:
    answer = ask(reading, PAGE, headers={} if accepted is None else {"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == coding
    unpack = {
        None: bytes,
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        "zstd": zstandard.ZstdDecompressor().decompress,
    }[coding]
    assert unpack(answer.body) == JSON
    assert answer.headers["vary"] == "Accept-Encoding"


def test_identity_is_always_a_way_out() -> None:
    assert codings_by_preference(b"*;q=0") == ("identity",)
    assert codings_by_preference(b"gzip;q=0.1") == ("gzip", "identity")


def test_each_form_has_its_own_etag_that_names_the_content(reading: Reading) -> None:
    etags = {
        ask(reading, PAGE, headers={"Accept-Encoding": coding}).headers["etag"]
        for coding in ("br", "gzip", "zstd", "identity")
    }
    assert len(etags) == 4
    assert ask(reading, PAGE_HTML).headers["etag"] not in etags
    assert not any(etag.startswith("W/") for etag in etags)


def test_who_has_it_is_not_sent_it_again(reading: Reading) -> None:
    wanted = {"Accept-Encoding": "br"}
    first = ask(reading, POINTER, headers=wanted)
    again = ask(reading, POINTER, headers={**wanted, "If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    for name in ("etag", "cache-control", "vary", "access-control-allow-origin"):
        assert again.headers[name] == first.headers[name]
    assert not {"content-length", "content-type", "content-encoding"} & again.headers.keys()
    other_form = ask(reading, POINTER, headers={"If-None-Match": first.headers["etag"]})
    assert other_form.status == 200


@pytest.mark.parametrize(
    ("known", "matches"),
    [
        (b'"abc"', True),
        (b'W/"abc"', True),
        (b'"x", W/"y" , "abc"', True),
        (b"*", True),
        (b" * ", True),
        (b'"abcd"', False),
        (b"abc", False),
        (b'"*"', False),
        (b'"ab,c"', False),
        (b"", False),
    ],
)
def test_etags_are_compared_weakly_and_in_lists(known: bytes, matches: bool) -> None:
    assert matches_etag(known, b'"abc"') is matches


def test_a_reprint_shows_at_once_and_ends_the_old_etag(reading: Reading, house: PrintingHouse) -> None:
    first = ask(reading, POINTER)
    house.point("demo", "bridge~2f1", HTML, b'{"version":2}')
    second = ask(reading, POINTER, headers={"If-None-Match": first.headers["etag"]})
    assert (second.status, second.body) == (200, b'{"version":2}')


def test_a_withdrawn_page_is_gone_within_a_second_in_every_process(house: PrintingHouse) -> None:
    now = 1000.0
    processes = [Reading(house.root, ROOM, lambda: now) for _ in range(2)]
    for reading in processes:
        for path in (PAGE, PAGE_HTML):
            assert ask(reading, path).status == 200
    house.discard(ADDRESS)
    now += PAGE_RECHECKED_AFTER
    for reading in processes:
        for path in (PAGE, PAGE_HTML):
            for coding in ("identity", "br", "zstd", "gzip"):
                assert ask(reading, path, headers={"Accept-Encoding": coding}).status == 404
        assert reading._held == 0
    house.keep(Sheet(ADDRESS, JSON, HTML))
    assert ask(processes[0], PAGE).status == 200


def test_a_page_is_looked_at_once_a_second_and_a_pointer_each_time(
    house: PrintingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    reading = Reading(house.root, ROOM, lambda: now)
    looked: list[str] = []
    real = os.lstat

    def watched(path: str) -> os.stat_result:
        looked.append(Path(path).name)
        return real(path)

    for path in (PAGE, POINTER):
        ask(reading, path)
    monkeypatch.setattr(os, "lstat", watched)
    for _ in range(10):
        ask(reading, PAGE)
        ask(reading, POINTER)
    assert looked == ["pointer.json"] * 10
    now += PAGE_RECHECKED_AFTER
    looked.clear()
    for _ in range(10):
        ask(reading, PAGE)
    assert looked == [f"{ADDRESS}.json"]


def test_a_page_comes_from_memory_the_second_time(
    reading: Reading, house: PrintingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(reading, PAGE)

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the disk was read again")

    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr(os, "open", opened)
    assert reading._find(PAGE) is not None


def test_memory_is_bounded_and_drops_what_was_read_longest_ago(tmp_path: Path) -> None:
    house = PrintingHouse(tmp_path)
    for number in range(40):
        house.asset(f"{number}.css", os.urandom(3000))
    reading = Reading(tmp_path, 100_000)
    ask(reading, "/widget/0.css")
    first = reading._entries["/widget/0.css"]
    for number in range(1, 40):
        ask(reading, f"/widget/{number}.css")
        ask(reading, "/widget/0.css")
    assert reading._held <= 100_000
    assert reading._held == sum(entry.size for entry in reading._entries.values())
    assert reading._entries["/widget/0.css"] is first
    assert "/widget/1.css" not in reading._entries
    house.asset("large.css", os.urandom(90_000))
    assert ask(reading, "/widget/large.css").status == 200
    assert "/widget/large.css" not in reading._entries, "it would have emptied the memory"


def test_clients_cannot_fill_the_memory_with_odd_headers(reading: Reading) -> None:
    for number in range(1000):
        ask(reading, PAGE, headers={"Accept-Encoding": f"x{number}"})
    assert len(reading._orders) <= 512


def test_head_is_get_without_the_body(reading: Reading) -> None:
    get, head = ask(reading, PAGE), ask(reading, PAGE, "HEAD")
    assert (head.status, head.headers, head.body) == (200, get.headers, b"")
    assert ask(reading, "/pages/00/" + "0" * 64 + ".json", "HEAD").body == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_only_reading_is_allowed(reading: Reading, method: str) -> None:
    answer = ask(reading, PAGE, method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["cache-control"] == "no-store"


def test_any_page_may_ask_whether_it_may_read(reading: Reading) -> None:
    answer = ask(reading, POINTER, "OPTIONS", {"Origin": "https://www.example.org"})
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "If-None-Match"


def test_what_is_not_printed_is_a_small_problem_that_nobody_keeps(reading: Reading) -> None:
    answer = ask(reading, "/threads/demo/none/pointer.json")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert json.loads(answer.body)["status"] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/pages/../secret.json",
        "/pages/" + ADDRESS[:2] + "/../../../secret",
        "/threads/../../secret",
        "/threads/demo/../../../secret",
        "/threads/demo/bridge~2f1/../../../../secret",
        "/threads/demo/./pointer.json",
        "/threads/demo/bridge~2f1/pointer.json/",
        "/threads/demo/bridge~2f1/pointer.json.br",
        "/threads/demo/bridge~2f1/other.json",
        "/threads/demo/bridge~2f1/.pointer.json.00.tmp~",
        "/widget/../../secret",
        "/widget/..%2f..%2fsecret",
        "/widget/.hidden.js",
        "/widget/a//diwan.js",
        "/widget//etc/passwd",
        "/widget/diwan.js\0",
        "/widget/diwan.js\n",
        "/widget/diwan.js.br",
        "/pages/zz/" + ADDRESS + ".json",
        PAGE + ".gz",
        PAGE.upper(),
        "/pages/",
        "/widget/",
        "/checkpoint/",
        "/pages/00/" + ADDRESS + ".json",
    ],
)
def test_no_path_leads_to_anything_but_a_printed_file(
    reading: Reading, house: PrintingHouse, path: str
) -> None:
    (house.root.parent / "secret").write_bytes(b"secret")
    answer = ask(reading, path)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_no_symbolic_link_leads_out(reading: Reading, house: PrintingHouse) -> None:
    outside = house.root.parent / "outside"
    outside.mkdir()
    (outside / "diwan.js").write_bytes(b"secret")
    (outside / "pointer.json").write_bytes(b"secret")
    (house.root / "widget" / "link.js").symlink_to(outside / "diwan.js")
    (house.root / "widget" / "folder").symlink_to(outside)
    (house.root / "threads" / "demo" / "linked").symlink_to(outside)
    (house.root / "widget" / "diwan.js.br").unlink()
    (house.root / "widget" / "diwan.js.br").symlink_to(outside / "diwan.js")
    for path in ("/widget/link.js", "/widget/folder/diwan.js", "/threads/demo/linked/pointer.json"):
        assert ask(reading, path).status == 404
    answer = ask(reading, WIDGET, headers={"Accept-Encoding": "br"})
    assert "content-encoding" not in answer.headers


def test_a_disk_that_does_not_answer_is_told_apart_from_nothing_there(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "lstat", broken)
    answer = ask(reading, PAGE)
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"


def test_a_file_without_siblings_is_served_plain(reading: Reading, house: PrintingHouse) -> None:
    for form in (".br", ".gz", ".zst"):
        (house.root / (WIDGET[1:] + form)).unlink()
    answer = ask(reading, WIDGET, headers={"Accept-Encoding": "br, gzip"})
    assert answer.status == 200
    assert "content-encoding" not in answer.headers
