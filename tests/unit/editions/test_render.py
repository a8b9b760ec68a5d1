"""The same comments make the same bytes, named by what they hold."""

import hashlib
import json
import re
from dataclasses import replace

import pytest

from diwan.editions import render
from diwan.editions.render import Draft, Rendering
from diwan.editions.sheets import (
    Child,
    Conversation,
    Front,
    Page,
    PrintedComment,
    ReplyPage,
    ThreadHeading,
    Tile,
)

AT = 1_795_435_500_000
RENDERING = Rendering("https://talk.example")
HEADING = ThreadHeading("demo", "the harbour", "The harbour", "en", None, 5000)
OPENING = PrintedComment("c1", 0, "Ann <b>", "One\n\n<i>two</i>", AT)
FIRST_REPLY = PrintedComment("c2", 0, "Bo", "Three", AT + 1000)
SECOND_REPLY = PrintedComment("c3", 0, "Cy", "Four", AT + 2000, "c2", "Bo")
PAGE = Page(0, (Conversation("c1", 0, OPENING, (FIRST_REPLY, SECOND_REPLY), 9, "ab" * 32),))

PAGE_ADDRESS = "4d7af96de8216d7de46d6ac516e231714ba8cbd7d511be7fec17501b5a1af88a"
REPLIES_ADDRESS = "c9474fb68b7f7e8288c2be03c74ff074a2efe7adce198537cc15c3d30578cc03"
TILE_ADDRESS = "79d3a56e9ef3c01ae99d4acfd49eebe955becccf88813c6d640789d8e1188a50"


def html(page: Page, heading: ThreadHeading = HEADING) -> str:
    printed = render.page(page, heading, RENDERING).html
    assert printed is not None
    return printed.decode()


def with_opening(**changes: object) -> Page:
    conversation = PAGE.conversations[0]
    return Page(0, (replace(conversation, opening=replace(OPENING, **changes)),))  # type: ignore[arg-type] # a test's shorthand


def test_the_bytes_of_a_page_are_the_ones_they_always_were() -> None:
    """If this fails, every printed page gets a new address at the next reprint: is that meant?"""
    assert render.page(PAGE, HEADING, RENDERING).address == PAGE_ADDRESS
    assert render.reply_page(ReplyPage(0, (FIRST_REPLY,)), HEADING, RENDERING).address == REPLIES_ADDRESS
    assert render.tile(Tile(1, 0, (Child(0, "ab" * 32, 3),))).address == TILE_ADDRESS


def test_the_address_is_the_digest_of_both_forms_with_the_length_of_the_first() -> None:
    sheet = render.page(PAGE, HEADING, RENDERING)
    assert sheet.html is not None
    length = len(sheet.json).to_bytes(8, "big")
    assert sheet.address == hashlib.sha256(b"diwan sheet v1\n" + length + sheet.json + sheet.html).hexdigest()
    assert render.address(b"ab", b"c") != render.address(b"a", b"bc")


def test_json_is_canonical_and_holds_the_words_as_they_were_sent() -> None:
    sheet = render.page(with_opening(body="a\r\nb\u202ec"), HEADING, RENDERING)
    table = json.loads(sheet.json)
    assert table["conversations"][0]["opening"]["body"] == "a\r\nb\u202ec"
    assert sheet.json.decode() == json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert (table["sheet"], table["number"], table["count"]) == ("page", 0, 10)


def test_a_badge_stands_beside_the_name_in_both_forms_and_changes_the_address() -> None:
    plain, badged = (render.page(page, HEADING, RENDERING) for page in (PAGE, with_opening(badge="staff")))
    assert badged.html is not None
    assert b'</bdi> <span class="badge">Newsroom</span>' in badged.html
    assert json.loads(badged.json)["conversations"][0]["opening"]["badge"] == "staff"
    assert b"badge" not in plain.json + (plain.html or b"")
    assert badged.address != plain.address


def test_a_comment_stands_in_its_article_with_its_name_isolated_and_its_date_in_full() -> None:
    printed = html(PAGE)
    assert '<article id="diwan-0-c1" data-id="c1">' in printed
    assert '<bdi class="name">Ann &lt;b&gt;</bdi>' in printed
    assert '<time datetime="2026-11-23T12:05:00.000Z">23 November 2026, 12:05 UTC</time>' in printed
    assert "<p>One</p>\n\n<p>&lt;i&gt;two&lt;/i&gt;</p>" in printed


def test_every_address_is_absolute_and_names_the_folder_of_the_article() -> None:
    front = render.front(Front(HEADING, 60, "cd" * 32, 1, PAGE, 7), RENDERING).decode()
    targets = set(re.findall(r'(?:href|action)="([^"]*)"', front))
    assert {t for t in targets if not t.startswith("#")} == {
        "https://talk.example/write/demo/the~20harbour",
        "https://talk.example/read/demo/the~20harbour#diwan-write",
        "https://talk.example/read/demo/the~20harbour?page=1",
        f"https://talk.example/read/demo/the~20harbour/replies/{'ab' * 32}",
        *(f"https://talk.example/read/demo/the~20harbour?page=0#diwan-0-c{n}" for n in (1, 2, 3)),
        *(f"https://talk.example/read/demo/the~20harbour?reply=c{n}#diwan-write" for n in (1, 2, 3)),
        *(f"https://talk.example/report/demo/the~20harbour/c{n}" for n in (1, 2, 3)),
    }


def test_an_answer_is_linked_in_place_if_it_is_there_and_by_its_permalink_if_not() -> None:
    assert '<a href="#diwan-0-c2"><bdi>Bo</bdi></a>' in html(PAGE)
    replies = render.reply_page(ReplyPage(1, (SECOND_REPLY,)), HEADING, RENDERING).html
    assert replies is not None
    assert b'<a href="https://talk.example/read/demo/the~20harbour?page=0#diwan-0-c2">' in replies


def test_an_answer_to_what_is_no_longer_shown_says_so_and_links_nowhere() -> None:
    orphan = replace(SECOND_REPLY, answers="gone", answers_name=None)
    printed = html(Page(0, (Conversation("c1", 0, OPENING, (orphan,), 1, None),)))
    assert "in reply to a comment that is no longer shown" in printed
    assert "gone" not in printed


def test_a_removed_opening_leaves_a_quiet_line_and_its_replies() -> None:
    printed = html(Page(0, (Conversation("c1", 0, None, (FIRST_REPLY,), 1, None),)))
    assert "This comment is no longer shown." in printed
    assert 'data-id="c2"' in printed
    assert 'data-id="c1"' not in printed


@pytest.mark.parametrize("evil", ['"><script>x</script>', "' onclick='x", "{{ 7*7 }}", "<!--", "&lt;"])
def test_no_name_and_no_body_becomes_markup(evil: str) -> None:
    printed = html(with_opening(name=evil, body=evil))
    tags = set(re.findall(r"<(\w+)", printed))
    assert tags == {"ol", "li", "article", "header", "bdi", "span", "a", "time", "div", "p", "footer"}
    assert "onclick='x" not in printed
    assert "49" not in printed
    assert "<!--" not in printed


def test_the_front_shows_the_same_bytes_as_the_sheet() -> None:
    sheet = render.page(PAGE, HEADING, RENDERING)
    front = render.front(Front(HEADING, 10, sheet.address, 0, PAGE, 7), RENDERING)
    assert sheet.html is not None
    assert sheet.html in front
    assert b"data-top=" not in front, "there is no more to show"


def test_the_front_speaks_the_article_s_language() -> None:
    front = render.front(Front(replace(HEADING, language="ckb"), 0, None, None, None, 0), RENDERING).decode()
    assert '<section class="diwan" lang="ckb" dir="rtl"' in front
    # Latin letters stand only in the markup, and in the address that shows how one is written.
    assert not re.search(r"[A-Za-z]{2}", re.sub(r"<[^>]*>", "", front).replace("name@example.org", ""))


def test_a_closing_time_is_printed_and_left_to_the_clock_of_whoever_shows_it() -> None:
    front = render.front(Front(replace(HEADING, closes_at=AT), 0, None, None, None, 0), RENDERING).decode()
    assert 'data-closes="2026-11-23T12:05:00.000Z"' in front
    assert "Comments are open until 23 November 2026, 12:05 UTC." in front
    assert '<p class="closed" hidden>' in front


def test_a_blank_front_is_empty_and_in_the_language_asked_for() -> None:
    blank = render.blank("tr", "demo", 300, RENDERING).decode()
    assert 'lang="tr"' in blank
    assert 'data-limit="300"' in blank
    assert 'action="https://talk.example/write/demo/"' in blank
    assert "<ol" not in blank


def test_the_pointer_says_what_changed() -> None:
    pointer = json.loads(render.pointer(Front(replace(HEADING, closes_at=AT), 10, "cd" * 32, 0, PAGE, 7)))
    assert pointer == {
        "url": "",
        "site": "demo",
        "article": "the harbour",
        "headline": "The harbour",
        "language": "en",
        "version": 7,
        "count": 10,
        "top": "cd" * 32,
        "top_level": 0,
        "first_page": 0,
        "closes_at": "2026-11-23T12:05:00.000Z",
        "max_characters": 5000,
    }


def test_a_returned_form_holds_what_was_typed_first_line_end_included() -> None:
    form = render.form(
        HEADING,
        RENDERING,
        draft=Draft("Ann", "\n</textarea><b>", "c1", "Bo <i>", "key"),
        problem="No.",
        problem_field="body",
    )
    # HTML drops one line feed after <textarea>; the reader's own comes second.
    assert ">\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>" in form
    assert "Your reply to <bdi>Bo &lt;i&gt;</bdi>" in form
    assert '<p class="problem" id="diwan-problem" role="alert">No.</p>' in form
    assert 'name="parent" value="c1"' in form
    assert "maxlength" not in form
