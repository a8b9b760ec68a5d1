"""What a reader has written is there until it is received, whatever happens on the way; and then it is there once. With the real server."""

from collections.abc import Iterator
from unittest import mock

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from diwan import founding, lifecycle, restraining
from diwan.editions.words import words_for
from diwan.errors import Unavailable
from diwan.guidelines import Guideline
from diwan.moderators import Role
from diwan.restraining import Wish
from diwan.restraints import Effect
from tests.browser import chromium
from tests.browser.test_sign_in import Paper, begin, opened, send

pytestmark = chromium.needed


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    with opened(tmp_path_factory.mktemp("words-kept")) as paper:
        yield paper


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, in which any script error fails the test."""
    context = browser.new_context()
    context.set_default_timeout(chromium.PATIENCE_MS)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def stored(paper: Paper, body: str) -> int:
    """How many comments say this."""
    with paper.house.store.connection() as connection:
        return len(connection.exec_driver_sql("SELECT 1 FROM words WHERE body = ?", (body,)).all())


def problem(page: Page) -> str:
    line = page.locator("form.write .problem")
    expect(line).to_be_visible()
    return line.inner_text()


@pytest.fixture
def guest(paper: Paper) -> Iterator[Paper]:
    """The paper, on whose pages nobody has signed in."""
    reader, paper.reader = paper.reader, None
    yield paper
    paper.reader = reader


def write_as_guest(page: Page, paper: Paper, words: str) -> None:
    begin(page, paper)
    page.locator("#diwan-body").fill(words)
    page.locator("#diwan-name").fill("Rojîn")


@pytest.mark.parametrize(("language", "days"), [("en", 7), ("ckb", None)])
def test_a_reader_who_may_not_write_is_told_until_when_why_and_where_to_object_and_keeps_his_words(
    paper: Paper, page: Page, language: str, days: int | None
) -> None:
    house, words = paper.house, words_for(language)
    paper.reader = {"sub": f"restrained-{language}", "name": "Berîvan"}
    body = f"Words of a reader who may not write, {language}."
    begin(page, paper, language=language)
    expect(page.locator(".who .slot")).to_have_text("Berîvan")
    with house.store.connection() as connection:
        sql = "SELECT reader_id FROM reader_subjects WHERE subject = ?"
        [row] = connection.exec_driver_sql(sql, (f"restrained-{language}",)).all()
    editor = founding.appoint(house.store, house.clock, name=f"Editor {language}", role=Role.EDITOR).result()
    effect = Effect.BAR if days is None else Effect.MUTE
    wish = Wish(row[0], effect, Guideline.THREAT, days, -1)
    restraint = restraining.restrain(house.store, house.clock, editor, wish).result()
    send(page, body)
    told = problem(page)
    until = (
        words.fill("restrained-endless")
        if days is None
        else words.fill("restrained-until", date=words.date(restraint.until or 0))
    )
    why = words.fill("restrained-why", guideline=words.guideline(Guideline.THREAT))
    assert told == f"{until} {why} {words.say('restrained-kept')} {words.say('restrained-object-imprint')}"
    assert page.locator("form.write .problem").get_attribute("lang") == language
    expect(page.locator("#diwan-body")).to_have_value(body)
    assert page.locator("form.write .problem").get_attribute("role") == "alert"
    assert stored(paper, body) == 0
    page.reload()
    page.locator("#diwan-body").focus()
    expect(page.locator("#diwan-body")).to_have_value(body)


def test_what_was_written_without_a_network_goes_out_once(
    guest: Paper, context: BrowserContext, page: Page
) -> None:
    body = "Written in a tunnel."
    write_as_guest(page, guest, body)
    context.set_offline(True)
    send(page, body)
    assert problem(page) == words_for("en").say("unsent")
    page.locator("form.write button[type=submit]").click()
    assert problem(page) == words_for("en").say("unsent")
    context.set_offline(False)
    page.locator("form.write button[type=submit]").click()
    expect(page.locator(".waiting .body")).to_have_text(body)
    assert stored(guest, body) == 1
    expect(page.locator("#diwan-body")).to_have_value("")


def test_what_was_received_and_whose_answer_was_lost_is_not_there_twice_even_after_a_reload(
    guest: Paper, page: Page
) -> None:
    body = "Received, but nobody said so."
    write_as_guest(page, guest, body)

    def lose(route: Route) -> None:
        assert route.fetch().status == 201
        route.abort()

    page.route("**/api/comments", lose)
    send(page, body)
    assert problem(page) == words_for("en").say("unsent")
    assert stored(guest, body) == 1
    page.unroute("**/api/comments")
    page.reload()
    page.locator("#diwan-body").focus()
    expect(page.locator("#diwan-body")).to_have_value(body)
    page.locator("form.write button[type=submit]").click()
    expect(page.locator(".waiting .body")).to_have_text(body)
    assert stored(guest, body) == 1


def test_a_draft_is_there_when_its_author_comes_back_signed_in(guest: Paper, page: Page) -> None:
    body = "Begun as nobody."
    write_as_guest(page, guest, body)
    page.goto("about:blank")
    guest.reader = {"sub": "came-back", "name": "Şîlan"}
    begin(page, guest)
    expect(page.locator("#diwan-body")).to_have_value(body)
    expect(page.locator(".who .slot")).to_have_text("Şîlan")
    page.locator("form.write button[type=submit]").click()
    expect(page.locator(".waiting .name")).to_have_text("Şîlan")
    assert stored(guest, body) == 1


@pytest.mark.parametrize("words", ["Full disk.", "Full disk and\n\n</textarea><b>no</b> pages هەتا"])
def test_without_scripts_words_that_nobody_could_take_are_sent_from_the_page_that_says_so(
    paper: Paper, browser: Browser, words: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(chromium.PATIENCE_MS)
    page = context.new_page()
    thread = paper.house.press.root / "threads" / "courier" / "bridge" / "pointer.json"
    page.goto(f"{paper.diwan}/read/courier/bridge")
    page.fill("#diwan-body", words)
    page.fill("#diwan-name", "Rojîn")
    printed = thread.read_bytes()
    thread.unlink()
    thread.mkdir()
    with mock.patch.object(lifecycle, "submit", side_effect=Unavailable("The disk is full.")):
        page.click("form.write button[type=submit]")
        expect(page.locator("#diwan-problem")).to_have_text(words_for("en").problem("unavailable"))
    expect(page.locator("#diwan-body")).to_have_value(words)
    expect(page.locator("#diwan-name")).to_have_value("Rojîn")
    page.click("form.write button[type=submit]")
    expect(page.locator("#standing")).to_have_text(words_for("en").say("standing-waiting"))
    expect(page.locator("[data-own=body]")).to_contain_text(words.split("\n")[0])
    thread.rmdir()
    thread.write_bytes(printed)
    context.close()
