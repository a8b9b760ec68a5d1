"""Mail to readers in a real browser, with a real mail server: asked for, confirmed, told, stopped; and how its pages look."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from diwan import lifecycle
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.editions.words import words_for
from diwan.lifecycle import Verdict
from tests import breadth
from tests.browser import chromium
from tests.browser.receipt_house import open_house
from tests.desk_house import WATER, DeskHouse
from tests.mail_server import MailServer, link, mail_server, plain
from tests.waiting import until

pytestmark = chromium.needed

MAIL = """
        [mail]
        host = "{host}"
        port = {port}
        tls = "none"
        from_address = "comments@courier.example"
        asks_per_hour = 1000
"""


@pytest.fixture(scope="module")
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DeskHouse, MailServer, str]]:
    """A house that writes to its readers, in each language in turn."""
    with mail_server() as server:
        more = MAIL.format(host=server.host, port=server.port)
        folder = tmp_path_factory.mktemp("mail")
        with open_house(folder, more=more, language=request.param) as desk:
            if request.param == "ckb":
                desk.register("bridge", WATER)
            yield desk, server, request.param


def mails_to(server: MailServer, mailbox: str) -> list[Any]:
    return [message for to, message in server.arrived if to == mailbox]


def next_mail(server: MailServer, mailbox: str, count: int) -> Any:
    until(lambda: len(mails_to(server, mailbox)) >= count, f"mail number {count} to {mailbox}")
    return mails_to(server, mailbox)[count - 1]


def subscriptions(desk: DeskHouse) -> int:
    with desk.house.store.connection() as connection:
        return int(connection.execute(text("SELECT count(*) FROM subscriptions")).scalar_one())


def write(page: Page, desk: DeskHouse, body: str) -> None:
    """Write a comment by the form that needs no script; the browser is then on its receipt."""
    until(desk.front, "the thread to be printed")
    page.goto(f"{desk.house.settings.public_url}/read/courier/bridge")
    page.fill("textarea[name=body]", body)
    page.fill("input[name=name]", "Şîlan")
    page.locator("form:has(textarea) button").click()
    expect(page.locator("#standing")).to_be_visible()


def ask(page: Page, mailbox: str) -> None:
    page.locator("#mail summary").click()
    page.fill("#mail input[name=email]", mailbox)
    page.locator("#mail details button").click()
    expect(page.locator("#mail bdi")).to_contain_text("…@example.org")


@pytest.mark.parametrize(
    ("running", "scripts"), breadth.each(("en", "ckb"), (True, False)), indirect=["running"]
)
def test_a_reader_writes_opts_in_confirms_is_approved_is_told_and_stops_it(
    running: tuple[DeskHouse, MailServer, str], browser: Browser, scripts: bool
) -> None:
    desk, server, language = running
    words = words_for(language)
    mailbox = f"reader-{scripts}@example.org".lower()
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    body = f"Words to be approved {scripts}."
    write(page, desk, body)
    receipt = page.url
    ask(page, mailbox)
    before = subscriptions(desk)

    asking = next_mail(server, mailbox, 1)
    page.goto(link(asking, "confirm"))
    assert subscriptions(desk) == before
    page.get_by_role("button", name=words.say("mail-confirm")).click()
    expect(page.get_by_role("status")).to_have_text(words.say("mail-confirmed"))
    assert subscriptions(desk) == before + 1
    # Once: the link is used, and says so.
    page.goto(link(asking, "confirm"))
    expect(page.get_by_role("status")).to_have_text(words.say("mail-lapsed"))

    comment_id = receipt.rpartition("/")[2][:32]
    with desk.house.store.connection() as connection:
        digest = connection.execute(
            text("SELECT digest FROM comments WHERE id = :id"), {"id": comment_id}
        ).scalar_one()
    _approve(desk, comment_id, bytes(digest), f"Berfîn {language} {scripts}")
    told = next_mail(server, mailbox, 2)
    assert words.say("letter-approved").partition("{")[0] in plain(told)
    place = next(line for line in plain(told).splitlines() if "/read/" in line)
    page.goto(place)
    expect(page.locator(f"[id='{place.partition('#')[2]}']")).to_contain_text(body)

    page.goto(str(told["List-Unsubscribe"])[1:-1])
    assert subscriptions(desk) == before + 1
    page.get_by_role("button", name=words.say("mail-stop")).click()
    expect(page.get_by_role("status")).to_have_text(words.say("mail-stopped"))
    assert subscriptions(desk) == before
    context.close()


def _approve(desk: DeskHouse, comment_id: str, digest: bytes, moderator: str) -> None:
    author = Author(AuthorKind.MODERATOR, desk.appoint(moderator).id)
    verdict = Verdict(comment_id, digest, Outcome.APPROVED)
    lifecycle.decide(desk.house.store, desk.house.clock, author, verdict).result()
    desk.house.duties.print_soon()
