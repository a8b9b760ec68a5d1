"""A browser works for its reader's comment while he writes, and waits for him where it must: on a page of another origin, and under a
strict policy."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from diwan import tickets
from tests.browser import chromium
from tests.browser.test_widget import (
    Answer,
    Newsroom,
    body_field,
    heading,
    page,
    room,
    send,
    until,
    write,
)

pytestmark = chromium.needed

__all__ = ["page", "room"]

COUNTING = re.compile(r"Try again \(1[012]\d\)")
"""The button while it counts down from 120 seconds."""
KEY = tickets.key_from(b"k" * 32)
POLICY = "default-src 'none'; script-src {diwan}; connect-src {diwan}; style-src 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types diwan"


def issued(most: int = 40, wait_seconds: int = 600) -> dict[str, Any]:
    """A ticket as the server answers it."""
    spelled, ticket = tickets.issue(
        KEY, site="demo", article="ferry", at=1_790_000_000_000, most=most, cost=50
    )
    return {
        "ticket": spelled,
        "nonce": ticket.nonce.hex(),
        "most": ticket.most,
        "cost": ticket.cost,
        "target": ticket.target.hex(),
        "wait_seconds": wait_seconds,
    }


def is_solved(sent: dict[str, Any]) -> bool:
    ticket = tickets.read(KEY, sent["ticket"], site="demo", article="ferry", at=1_790_000_000_000)
    return tickets.is_solved(KEY, ticket, sent["number"])


@pytest.fixture
def article(room: Newsroom) -> Newsroom:
    room.print_thread(heading(), [], levels=0)
    return room


def test_the_work_is_done_while_the_reader_writes_and_goes_out_with_his_comment(
    article: Newsroom, page: Page
) -> None:
    article.tickets = [issued()]
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "Written in peace.")
    until(page, lambda: not article.tickets)
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    [sent] = article.submissions
    assert is_solved(sent)
    assert "website" not in sent


def test_the_work_is_done_under_a_strict_policy_too(article: Newsroom, page: Page) -> None:
    """No worker, no `blob:`, no `eval`: the page's policy lets in this server's scripts and nothing else."""
    article.tickets = [issued()]
    policy = POLICY.format(diwan=article.diwan)
    article.files["/ferry.html"] = article.files["/ferry.html"].replace(
        b"<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'.encode()
    )
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "Strictly.")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert is_solved(article.submissions[0])


def test_where_nothing_is_asked_nothing_is_sent_along(article: Newsroom, page: Page) -> None:
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "A calm day.")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert not {"ticket", "number", "website"} & article.submissions[0].keys()


def test_who_only_reads_asks_for_no_ticket(article: Newsroom, page: Page) -> None:
    article.tickets = [issued()]
    page.goto(f"{article.publisher}/ferry.html")
    body_field(page).focus()
    expect(page.get_by_label("Name to be shown")).to_be_visible()
    assert len(article.tickets) == 1


def test_a_surge_that_came_meanwhile_is_worked_off_and_the_comment_sends_itself(
    article: Newsroom, page: Page
) -> None:
    article.tickets = [issued(most=0, wait_seconds=0), issued()]
    article.answers = [Answer(429, {"code": "busy", "title": "x"}, {"Retry-After": "600"})]
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "In the crowd.")
    send(page)
    expect(page.locator("article.waiting")).to_contain_text("In the crowd.")
    first, second = article.submissions
    assert "number" not in first
    assert is_solved(second)
    assert first["key"] == second["key"]


def test_a_ticket_that_is_no_longer_good_is_replaced_and_the_comment_sends_itself(
    article: Newsroom, page: Page
) -> None:
    old, new = issued(), issued()
    article.tickets = [old, new]
    article.answers = [Answer(409, {"code": "ticket-used", "title": "x"})]
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "Once more.")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert [sent["ticket"] for sent in article.submissions] == [old["ticket"], new["ticket"]]


def test_a_browser_that_cannot_work_waits_with_the_ticket_it_has(article: Newsroom, page: Page) -> None:
    """As on a page without HTTPS, where there is no `crypto.subtle`."""
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.clock.install()
    mine = issued(wait_seconds=1)
    article.tickets = [mine, issued()]
    article.answers = [Answer(429, {"code": "busy", "title": "x"}, {"Retry-After": "120"})]
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "From an old page.")
    until(page, lambda: len(article.tickets) == 1)
    page.clock.run_for(2_000)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("will be sent by itself")
    expect(page.locator("form.write button")).to_have_text(COUNTING)
    until(page, lambda: not article.tickets)
    page.clock.run_for(121_000)
    expect(page.locator("article.waiting")).to_be_visible()
    assert [sent["ticket"] for sent in article.submissions] == [mine["ticket"]] * 2
    assert "number" not in article.submissions[1]


def test_words_that_are_changed_while_they_wait_are_sent_by_the_reader_alone(
    article: Newsroom, page: Page
) -> None:
    page.clock.install()
    article.answers = [Answer(429, {"code": "too-many", "title": "x"}, {"Retry-After": "120"})]
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "Half")
    send(page)
    expect(page.locator("form.write button")).to_have_text(COUNTING)
    body_field(page).press_sequentially(" a thought")
    page.clock.run_for(130_000)
    expect(page.locator("form.write button")).to_have_text("Try again")
    assert len(article.submissions) == 1
    page.locator("form.write button").click()
    expect(page.locator("article.waiting")).to_contain_text("Half a thought")


def test_the_trap_is_seen_by_no_reader_and_reached_by_no_key(article: Newsroom, page: Page) -> None:
    page.goto(f"{article.publisher}/ferry.html")
    body_field(page).focus()
    expect(page.get_by_label("Name to be shown")).to_be_visible()
    trap = page.locator("[name=website]")
    assert page.get_by_role("textbox").count() == 2
    assert trap.evaluate("field => field.closest('.trap').getBoundingClientRect().width") == 1
    for _ in range(4):
        page.keyboard.press("Tab")
        assert not trap.evaluate("field => field.matches(':focus')")


def test_what_a_program_put_into_the_trap_is_sent_as_it_is(article: Newsroom, page: Page) -> None:
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "By a program.")
    page.locator("[name=website]").evaluate("field => (field.value = 'https://casino.example')")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
    assert article.submissions[0]["website"] == "https://casino.example"


def test_a_thread_printed_before_there_were_traps_and_tickets_takes_comments_as_ever(
    article: Newsroom, page: Page
) -> None:
    front = article.files["/threads/demo/ferry/head.html"].decode()
    start = front.index('<input type="hidden" name="ticket"')
    former = front[:start] + front[front.index("</div>", start) + len("</div>") :]
    assert "website" not in former
    article.files["/threads/demo/ferry/head.html"] = former.encode()
    page.goto(f"{article.publisher}/ferry.html")
    write(page, "As ever.")
    send(page)
    expect(page.locator("article.waiting")).to_be_visible()
