"""A reader's own comments in a real browser: from the widget to the page, which needs no script, and what he can do there."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from diwan.decisions import Author, AuthorKind, Outcome
from diwan.editions.words import words_for
from diwan.founding import appoint
from diwan.guidelines import Guideline
from diwan.lifecycle import Verdict
from diwan.moderators import Role
from tests.browser import chromium
from tests.browser.test_sign_in import Paper, begin, opened, send
from tests.deciding import decided

pytestmark = chromium.needed


def written(paper: Paper) -> list[tuple[str, bytes]]:
    with paper.house.store.connection() as connection:
        rows = connection.execute(text("SELECT id, digest FROM comments ORDER BY position")).all()
    return [(row[0], bytes(row[1])) for row in rows]


def bodies(paper: Paper) -> list[str]:
    with paper.house.store.connection() as connection:
        return [row[0] for row in connection.execute(text("SELECT body FROM words")).all()]


def write(page: Page, paper: Paper, language: str, *comments: str) -> None:
    for comment in comments:
        begin(page, paper, language=language)
        expect(page.locator(".who .slot")).to_have_text("Berîvan")
        send(page, comment)
        expect(page.locator("article.waiting .body")).to_have_text(comment)


def opened_from_widget(page: Page) -> Page:
    """Diwan's own page, in the tab that the widget opens."""
    page.locator("#diwan-body").focus()
    with page.expect_popup() as popup:
        page.locator(".who .own").click()
    return popup.value


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_from_the_widget_a_reader_comes_to_his_comments_takes_them_withdraws_them_and_leaves(
    tmp_path: Path, browser: Browser, language: str
) -> None:
    with opened(tmp_path, language=language) as paper:
        tell_the_story(paper, browser, language)


def tell_the_story(paper: Paper, browser: Browser, language: str) -> None:
    words = words_for(language)
    context = browser.new_context()
    page = context.new_page()
    write(page, paper, language, "Words that wait.", "Words that are rejected.")
    moderator = appoint(paper.house.store, paper.house.clock, name="Zîn", role=Role.MODERATOR).result()
    comment, digest = written(paper)[1]
    verdict = Verdict(comment, digest, Outcome.REJECTED, Guideline.PROMOTION)
    author = Author(AuthorKind.MODERATOR, moderator.id)
    decided(paper.house.store, paper.house.clock, paper.house.screener, author, verdict)

    own = opened_from_widget(page)
    own.wait_for_url(f"{paper.diwan}/yours/courier")
    expect(own.locator("ol.own article")).to_have_count(2)
    first = own.locator("ol.own article").first
    expect(first).to_contain_text(words.say("standing-rejected"))
    expect(first).to_contain_text(words.guideline("promotion"))
    expect(first.locator(".body")).to_have_text("Words that are rejected.")
    with own.expect_download() as download:
        own.get_by_role("link", name=words.say("archive-download")).click()
    assert download.value.suggested_filename == "diwan-archive-courier.zip"
    first.get_by_role("link", name=words.say("receipt")).click()
    expect(own.locator("#standing")).to_have_text(words.say("standing-rejected"))
    own.go_back()

    own.get_by_text(words.say("own-erase"), exact=True).click()
    assert len(bodies(paper)) == 2
    own.get_by_role("button", name=words.say("own-erase-confirm")).click()
    expect(own.get_by_role("status")).to_have_text(words.say("own-erased"))
    assert bodies(paper) == []

    own.get_by_text(words.say("own-leave"), exact=True).click()
    own.get_by_role("button", name=words.say("own-leave-confirm")).click()
    expect(own.get_by_role("status")).to_have_text(words.say("own-left"))
    own.goto(f"{paper.diwan}/yours/courier")
    expect(own.locator(".page")).to_contain_text(words.say("own-sign-in").format(site="The Courier"))
    context.close()


def test_without_scripts_a_reader_does_the_same(tmp_path: Path, browser: Browser) -> None:
    with opened(tmp_path) as paper:
        do_it_without_scripts(paper, browser)


def do_it_without_scripts(paper: Paper, browser: Browser) -> None:
    words = words_for("en")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{paper.address}/articles/asks")
    page.get_by_role("button", name="To the comments").click()
    page.fill("textarea[name=body]", "Words without a script.")
    page.locator("form.write button[type=submit]").click()
    expect(page.locator("#standing")).to_be_visible()
    page.goto(f"{paper.diwan}/read/courier/bridge")
    page.get_by_role("link", name=words.say("own-title")).click()
    expect(page.locator("ol.own .body")).to_have_text("Words without a script.")
    page.get_by_text(words.say("own-erase"), exact=True).click()
    page.get_by_role("button", name=words.say("own-erase-confirm")).click()
    expect(page.get_by_role("status")).to_have_text(words.say("own-erased"))
    page.get_by_role("button", name=words.say("sign-out")).click()
    expect(page.locator(".page")).to_contain_text(words.say("signed-out"))
    assert bodies(paper) == []
    context.close()
