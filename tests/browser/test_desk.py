"""The desk in a real browser: keys, races, refusals, no script, both directions, both colour schemes, small and wide."""

import asyncio
import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from granian.constants import Interfaces
from granian.server.embed import Server
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from diwan import consulting, lifecycle
from diwan.consultations import Asked
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.lanes import Lane
from diwan.guidelines import Guideline
from diwan.lifecycle import Verdict
from diwan.moderators import Moderator, Role
from diwan.screening.check import Reading
from diwan.screening.findings import Finding
from diwan.screening.screener import Screener
from tests.browser import chromium
from tests.browser.axe import on_each
from tests.browser.coming_in import sign_in
from tests.desk_house import WATER, DeskHouse, desk_house

pytestmark = chromium.needed

NewPage = Callable[..., Page]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    """A desk on a port of its own, its duties running."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with desk_house(tmp_path, public_url=f"http://127.0.0.1:{port}") as house, serving(house.app, port):
        house.house.duties.start()
        try:
            yield house
        finally:
            house.house.duties.stop()


@contextlib.contextmanager
def serving(app: Any, port: int) -> Iterator[None]:
    server = Server(app, port=port, interface=Interfaces.ASGINL, websockets=False, log_enabled=False)
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    server.on_startup(ready.set)
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve()), daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join(20)
        assert not thread.is_alive()
        loop.close()


@pytest.fixture
def come_in(browser: Browser, desk: DeskHouse) -> Iterator[NewPage]:
    """A browser of his own for each moderator, who has signed in; `by_link` he does so before our eyes."""
    contexts: list[BrowserContext] = []

    def open_for(moderator: Moderator, *, by_link: bool = False, **options: Any) -> Page:
        context = browser.new_context(base_url=desk.house.settings.public_url, **options)
        context.set_default_timeout(chromium.PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        if by_link:
            page.goto(desk.link(moderator))
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("link", name="Not now").click()
        else:
            sign_in(context, desk.house, moderator)
            page.goto("/desk")
        expect(page).to_have_url(re.compile("/desk$"))
        if options.get("java_script_enabled", True):
            listens(page)
        return page

    yield open_for
    for context in contexts:
        context.close()


def listens(page: Page) -> None:
    """Wait until the page's script listens for keys: the address changes, and its cards are there, before it does."""
    expect(page.locator("html")).to_have_attribute("data-keys", re.compile("on|off"))


def cards(page: Page) -> Any:
    return page.locator(".cards .card")


def is_printed(desk: DeskHouse, words: str) -> bool:
    return words in desk.front()


def wait_until(condition: Callable[[], bool], within_s: float = 10) -> None:
    """Look again until it is so. The duties run in threads that tell nobody when they are done."""
    tick = threading.Event()
    for _ in range(int(within_s / 0.05)):
        if condition():
            return
        tick.wait(0.05)
    raise AssertionError("it never came to be")


def test_a_moderator_signs_in_by_link_and_approves_with_a_key(desk: DeskHouse, come_in: NewPage) -> None:
    """Chromium keeps the `__Host-` cookie on http://127.0.0.1; one key approves, and the words are printed."""
    first, second = desk.submit("first words"), desk.submit("second words")
    page = come_in(desk.appoint(), by_link=True)
    assert [c["name"] for c in page.context.cookies()] == ["__Host-diwan-desk"]
    expect(cards(page).nth(0)).to_be_focused()
    page.keyboard.press("a")
    expect(cards(page).nth(1)).to_be_focused()
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    expect(page.get_by_role("status")).to_have_text("Approved")
    wait_until(lambda: is_printed(desk, "first words"))
    assert not is_printed(desk, "second words")
    assert desk.card(first).standing == "approved"
    assert desk.card(second).standing == "waiting"


def test_a_digit_rejects_under_its_guideline(desk: DeskHouse, come_in: NewPage) -> None:
    rejected, approved = desk.submit("vile words"), desk.submit("kind words")
    page = come_in(desk.appoint())
    page.keyboard.press("2")
    page.keyboard.press("a")
    expect(page.get_by_role("link", name="Bring the next comments")).to_be_focused()
    wait_until(lambda: is_printed(desk, "kind words"))
    assert not is_printed(desk, "vile words")
    current = desk.card(rejected).current
    assert current is not None
    assert current.decision.reason.guideline is Guideline.THREAT
    assert desk.card(approved).printed


def test_abuse_asks_for_its_kind_and_takes_a_second_key(desk: DeskHouse, come_in: NewPage) -> None:
    """5 then 2 names racism; 5 then Enter names none; 5 then Escape decides nothing."""
    named, unnamed, left = desk.submit("one"), desk.submit("two"), desk.submit("three")
    page = come_in(desk.appoint())
    page.keyboard.press("5")
    expect(cards(page).nth(0).get_by_role("button", name="Without a kind")).to_be_focused()
    page.keyboard.press("2")
    expect(cards(page).nth(1)).to_be_focused()
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    expect(cards(page).nth(2)).to_be_focused()
    page.keyboard.press("5")
    page.keyboard.press("Escape")
    expect(cards(page).nth(2)).to_be_focused()
    expect(cards(page).nth(1)).to_have_attribute("data-state", "saved")
    kinds = [
        card.current.decision.reason.abuse_kind for a in (named, unnamed) if (card := desk.card(a)).current
    ]
    assert kinds == ["racism", None]
    assert desk.card(left).current is None


def test_keys_are_physical(desk: DeskHouse, come_in: NewPage) -> None:
    """On an Arabic keyboard the key in A's place types another letter, and approves all the same."""
    comment = desk.submit()
    page = come_in(desk.appoint())
    page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyA', key: 'ش', bubbles: true}))"
    )
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    assert desk.card(comment).standing == "approved"


def test_keys_are_off_while_typing_and_can_be_switched_off(desk: DeskHouse, come_in: NewPage) -> None:
    comment = desk.submit()
    page = come_in(desk.appoint())
    page.keyboard.press("n")
    page.keyboard.type("a1j")
    expect(page.get_by_label("Note")).to_have_value("a1j")
    page.keyboard.press("Escape")
    expect(cards(page).nth(0)).to_be_focused()
    page.get_by_role("button", name="Keys on").click()
    page.reload()
    expect(page.get_by_role("button", name="Keys off")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("kbd").first).to_be_hidden()
    page.keyboard.press("a")
    page.keyboard.press("1")
    page.get_by_role("button", name="Keys off").click()
    assert desk.card(comment).current is None
    page.keyboard.press("a")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")


def test_a_key_held_down_decides_one_comment(desk: DeskHouse, come_in: NewPage) -> None:
    for n in range(3):
        desk.submit(f"number {n}")
    page = come_in(desk.appoint())
    page.keyboard.down("a")
    for _ in range(5):
        page.keyboard.down("a")
    page.keyboard.up("a")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    expect(page.locator(".card:not([data-state])")).to_have_count(2)


def test_a_button_on_a_card_further_down_decides_that_card(desk: DeskHouse, come_in: NewPage) -> None:
    """The card grows when it is taken in hand, but not under the pointer that presses its button."""
    first, _, third = desk.submit("first"), desk.submit("second"), desk.submit("third")
    page = come_in(desk.appoint())
    cards(page).nth(2).get_by_role("button", name="Threat").click()
    expect(cards(page).nth(2)).to_have_attribute("data-state", "saved")
    current = desk.card(third).current
    assert current is not None
    assert current.decision.reason.guideline is Guideline.THREAT
    assert desk.card(first).current is None


def test_the_second_of_two_moderators_is_told_by_whom(desk: DeskHouse, come_in: NewPage) -> None:
    """One has the card in his lane, the other comes by its address, which no claim hinders. The refusal comes back to the
    card, and further keys decide nothing there."""
    comment, other = desk.submit("contested"), desk.submit("other")
    hawre, berfin = come_in(desk.appoint("Hawrê", Role.EDITOR)), come_in(desk.appoint("Berfîn"))
    hawre.route("**/desk/claims", lambda route: route.abort())
    berfin.goto(f"/desk/comments/{comment.comment_id}")
    berfin.get_by_role("button", name="Profanity").click()
    expect(berfin.locator(".standing")).to_contain_text("Rejected: Profanity")
    hawre.keyboard.press("a")
    refused = cards(hawre).nth(0)
    expect(refused).to_have_attribute("data-state", "refused")
    expect(refused).to_be_focused()
    expect(refused.locator(".result")).to_contain_text("Berfîn was first")
    expect(refused.locator(".result")).to_contain_text("Rejected: Profanity")
    expect(hawre.get_by_role("status")).to_contain_text("Berfîn was first")
    hawre.keyboard.press("a")
    assert len(desk.card(comment).history) == 1
    assert desk.card(other).current is None
    refused.get_by_role("link", name="See and change").click()
    hawre.get_by_role("button", name="Approve").click()
    expect(hawre.locator(".past li")).to_have_count(3)
    expect(hawre.locator(".standing")).to_contain_text("Approved")
    assert [past.author_name for past in desk.card(comment).history] == ["Berfîn", "Hawrê"]
    wait_until(lambda: is_printed(desk, "contested"))


# --- lanes and claims -------------------------------------------------------------------------------------------------


def shown(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.card .body')].map(e => e.innerText.trim())"
    )
    return found


def renewed(page: Page) -> None:
    """Let the page tell the desk again that somebody works on it, as if it had been put aside for a while."""
    with page.expect_response("**/desk/claims"):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


def test_no_card_is_on_two_screens(desk: DeskHouse, come_in: NewPage) -> None:
    for n in range(25):
        desk.submit(f"number {n:02}")
    berfin, hawre = come_in(desk.appoint("Berfîn")), come_in(desk.appoint("Hawrê"))
    assert shown(berfin) == [f"number {n:02}" for n in range(20)]
    assert shown(hawre) == [f"number {n:02}" for n in range(20, 25)]
    expect(hawre.get_by_label("At the desk")).to_contain_text("Berfîn")
    # Who leaves gives his cards back at once.
    berfin.get_by_role("button", name="Sign out").click()
    expect(berfin).to_have_url(re.compile("sign-in"))
    hawre.reload()
    assert shown(hawre) == [f"number {n:02}" for n in range(20)]


def test_leaving_a_page_gives_its_cards_back(desk: DeskHouse, come_in: NewPage) -> None:
    desk.submit("the only one")
    berfin, hawre = come_in(desk.appoint("Berfîn")), come_in(desk.appoint("Hawrê"))
    expect(hawre.get_by_text("Colleagues have before them what is left here.")).to_be_visible()
    berfin.goto("/desk/decided")

    def has_it() -> bool:
        hawre.goto("/desk")
        return shown(hawre) == ["the only one"]

    wait_until(has_it)


def test_a_decision_by_one_is_told_to_the_other_before_he_decides(desk: DeskHouse, come_in: NewPage) -> None:
    contested, _ = desk.submit("contested"), desk.submit("other")
    hawre = come_in(desk.appoint("Hawrê"))
    desk.decide(contested, desk.appoint("Berfîn"), Outcome.REJECTED, Guideline.THREAT)
    renewed(hawre)
    told = cards(hawre).nth(0)
    expect(told).to_have_attribute("data-state", "refused")
    expect(told.locator(".result")).to_contain_text("Decided meanwhile: Berfîn")
    expect(told.locator(".result")).to_contain_text("Rejected: Threat")
    expect(cards(hawre).nth(1)).to_be_focused()


def test_a_card_that_a_colleague_has_taken_up_says_so_and_can_still_be_decided(
    desk: DeskHouse, come_in: NewPage
) -> None:
    comment = desk.submit("contested")
    berfin = desk.appoint("Berfîn")
    hawre = come_in(desk.appoint("Hawrê"))
    store, until = desk.house.store, desk.house.clock() + 60_000
    store.write(
        lambda tx: tx.claim([comment.comment_id], moderator_id=berfin.id, page="x", renewed=True, until=until)
    ).result()
    store.write(lambda tx: tx.sit(berfin.id, Lane.OLDEST, until)).result()
    renewed(hawre)
    expect(cards(hawre).nth(0).locator(".result")).to_have_text("Berfîn has this before him now.")
    hawre.keyboard.press("a")
    expect(cards(hawre).nth(0)).to_have_attribute("data-state", "saved")
    assert desk.card(comment).standing == "approved"


def test_a_second_opinion_and_an_editor_are_asked_with_a_key_and_a_note(
    desk: DeskHouse, come_in: NewPage
) -> None:
    """O passes the card on with the note, and shows the next. The colleague finds it in a lane of its own, and asks an
    editor by E, who decides. Who asked does not meet it again."""
    comment, _ = desk.submit("is this a quotation"), desk.submit("other")
    berfin = come_in(desk.appoint("Berfîn"))
    berfin.keyboard.press("n")
    berfin.keyboard.type("Whom does it quote?")
    berfin.keyboard.press("Escape")
    berfin.keyboard.press("o")
    expect(cards(berfin).nth(0)).to_have_attribute("data-state", "saved")
    expect(cards(berfin).nth(0).locator(".result")).to_contain_text("Passed on for a second opinion")
    expect(cards(berfin).nth(1)).to_be_focused()
    hawre = come_in(desk.appoint("Hawrê"))
    hawre.get_by_role("link", name="Second opinion 1").click()
    expect(cards(hawre).nth(0)).to_contain_text("Passed on for a second opinion by Berfîn")
    expect(cards(hawre).nth(0)).to_contain_text("Whom does it quote?")
    listens(hawre)
    hawre.keyboard.press("e")
    expect(cards(hawre).nth(0)).to_have_attribute("data-state", "saved")
    berfin.goto("/desk?lane=second-opinion")
    assert shown(berfin) == []
    expect(berfin.get_by_label("You asked others about")).to_contain_text("is this a quotation")
    editor = come_in(desk.appoint("Zîlan", Role.EDITOR))
    editor.get_by_role("link", name="For editors 1").click()
    expect(cards(editor).nth(0).get_by_role("button", name="Ask an editor")).to_have_count(0)
    listens(editor)
    editor.keyboard.press("a")
    expect(cards(editor).nth(0)).to_have_attribute("data-state", "saved")
    assert desk.card(comment).standing == "approved"
    editor.goto(f"/desk/comments/{comment.comment_id}")
    expect(editor.locator(".past")).to_contain_text("Passed on to an editor by Hawrê")


def test_lanes_and_what_one_reads_work_without_script(desk: DeskHouse, come_in: NewPage) -> None:
    desk.register("aw", WATER)
    desk.submit("in the city")
    desk.submit("ئاو", article="aw")
    page = come_in(desk.appoint(), java_script_enabled=False)
    page.get_by_text("I read everything").click()
    page.get_by_label("Sorani").check()
    page.get_by_role("button", name="Show only these").click()
    expect(page.locator(".card .body")).to_have_text("ئاو")
    page.get_by_role("link", name="Likely fine").click()
    expect(page).to_have_url(re.compile("lane=fine&language=ckb"))
    page.goto("/desk?language=ckb")
    cards(page).nth(0).get_by_role("button", name="Second opinion").click()
    expect(page).to_have_url(re.compile("language=ckb&decided="))
    expect(page.get_by_role("status").last).to_contain_text("Passed on for a second opinion")


def test_what_could_not_be_sent_stays_undecided_and_can_be_tried_again(
    desk: DeskHouse, come_in: NewPage
) -> None:
    """The next card comes up meanwhile; the page says how many decisions are not recorded, until they are."""
    comment = desk.submit("unlucky")
    desk.submit("other")
    page = come_in(desk.appoint())
    page.route("**/decisions", lambda route: route.abort())
    page.keyboard.press("3")
    card = cards(page).nth(0)
    expect(card).to_have_attribute("data-state", "unsaved")
    expect(cards(page).nth(1)).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("1 not recorded")
    expect(card.locator(".result")).to_contain_text("There was no answer from the desk.")
    expect(card.locator("form.decide")).to_be_visible()
    assert desk.card(comment).current is None
    page.unroute("**/decisions")
    page.get_by_role("button", name="Show").click()
    expect(card).to_be_focused()
    card.get_by_role("button", name="Try again").click()
    expect(card).to_have_attribute("data-state", "saved")
    assert desk.card(comment).standing == "rejected"


def test_a_busy_database_leaves_the_card_undecided_with_its_message(
    desk: DeskHouse, come_in: NewPage
) -> None:
    desk.submit()
    page = come_in(desk.appoint())

    def busy(route: Route) -> None:
        route.fulfill(
            status=503,
            content_type="application/problem+json",
            body='{"status": 503, "detail": "The disk is full."}',
        )

    page.route("**/decisions", busy)
    page.keyboard.press("a")
    expect(cards(page).nth(0).locator(".result")).to_contain_text("The disk is full.")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "unsaved")


def test_an_answer_lost_on_its_way_is_found_again(desk: DeskHouse, come_in: NewPage) -> None:
    """The decision was recorded, its answer lost: trying again says that it is recorded, once."""
    comment = desk.submit()
    page = come_in(desk.appoint())

    def deliver_but_lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/decisions", deliver_but_lose_the_answer)
    page.keyboard.press("a")
    expect(cards(page).nth(0)).to_have_attribute("data-state", "unsaved")
    page.unroute("**/decisions")
    cards(page).nth(0).get_by_role("button", name="Try again").click()
    expect(cards(page).nth(0)).to_have_attribute("data-state", "saved")
    assert len(desk.card(comment).history) == 1


def test_a_session_that_ended_says_so_on_the_card(desk: DeskHouse, come_in: NewPage) -> None:
    desk.submit()
    page = come_in(desk.appoint())
    page.context.clear_cookies()
    page.keyboard.press("a")
    expect(cards(page).nth(0).locator(".result")).to_contain_text("Your session has ended")


def test_without_script_the_same_forms_decide(desk: DeskHouse, come_in: NewPage) -> None:
    first, second, third = desk.submit("first"), desk.submit("second"), desk.submit("third")
    page = come_in(desk.appoint(), java_script_enabled=False)
    expect(page.locator("kbd").first).to_be_hidden()
    cards(page).nth(0).get_by_label("Note").fill("a note")
    cards(page).nth(0).get_by_role("button", name="Threat").click()
    expect(page.get_by_text("Rejected: Threat")).to_be_visible()
    current = desk.card(first).current
    assert current is not None
    assert current.decision.reason.note == "a note"
    cards(page).nth(0).get_by_text("Abuse of which kind?").click()
    cards(page).nth(0).get_by_role("button", name="Sexism", exact=True).click()
    expect(page.get_by_text("Rejected: Abuse (sexism)")).to_be_visible()
    cards(page).nth(0).get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    assert [desk.card(a).standing for a in (first, second, third)] == ["rejected", "rejected", "approved"]


def test_a_right_to_left_comment_sits_right_in_a_left_to_right_desk(
    desk: DeskHouse, come_in: NewPage
) -> None:
    fill(desk)
    page = come_in(desk.appoint("Zilan"), viewport={"width": 1280, "height": 900})
    body = page.locator(".card .body:lang(ckb)").first
    box = body.evaluate(
        """body => { const range = document.createRange(); range.selectNodeContents(body.querySelector("p"));
            const line = range.getClientRects()[0], block = body.getBoundingClientRect();
            return [getComputedStyle(body).direction, block.right - line.right, line.left - block.left]; }"""
    )
    assert box[0] == "rtl"
    assert abs(box[1]) < 2
    assert page.evaluate("document.dir") == "ltr"


def test_nothing_in_the_bar_lies_over_anything_else_at_any_width(desk: DeskHouse, come_in: NewPage) -> None:
    for n in range(2):
        desk.submit(f"number {n}")
    page = come_in(desk.appoint("Berfîn", Role.EDITOR))
    page.keyboard.press("a")
    expect(page.locator("#status")).not_to_be_empty()
    for width in (320, 700, 800, 1024, 1200, 1280, 1439, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        covered, sideways = page.evaluate(
            """() => {
              const boxes = [...document.querySelectorAll(".bar > *")]
                .filter((each) => getComputedStyle(each).position !== "fixed" && each.getClientRects().length)
                .map((each) => [each.className || each.localName, (each.matches("details") ? range(each.firstElementChild) : range(each))]);
              function range(each) {
                const inside = document.createRange();
                inside.selectNodeContents(each);
                return inside.getBoundingClientRect();
              }
              const over = (a, b) =>
                a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
              const pairs = boxes.flatMap(([one, a], n) =>
                boxes.slice(n + 1).filter(([, b]) => over(a, b)).map(([other]) => [one, other]));
              return [pairs, document.documentElement.scrollWidth - innerWidth];
            }"""
        )
        assert (covered, sideways) == ([], 0), width


def test_every_page_is_axe_clean(desk: DeskHouse, come_in: NewPage) -> None:
    """No violation, nothing to scroll sideways, and every target 24 pixels high, in both schemes, at 320 px and wide."""
    decided = fill(desk)
    page = come_in(desk.appoint("Zilan"), color_scheme="dark", viewport={"width": 320, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.extend([said.text] if said.type == "error" else []))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    paths = [
        "/desk",
        "/desk?lane=second-opinion",
        "/desk?lane=abuse&order=sureness&language=en",
        "/desk/decided",
        f"/desk/comments/{decided}",
        "/desk/password",
        "/desk/nothing",
        "/desk/sign-in/x",
    ]
    for path in paths:
        page.goto(path)
        if path == "/desk":
            page.keyboard.press("5")
        check_everywhere(page, path)
    # A page that is not there is an error to the browser's console as well.
    assert [c for c in complaints if "404" not in c and "410" not in c] == []
    page.goto("/desk")
    page.keyboard.press("a")
    page.route("**/decisions", lambda route: route.abort())
    page.keyboard.press("a")
    expect(cards(page).nth(1)).to_have_attribute("data-state", "unsaved")
    check_everywhere(page, "after deciding")
    page.context.clear_cookies()
    page.goto("/desk/sign-in")
    check_everywhere(page, "sign-in")


def check_everywhere(page: Page, where: str, *, is_known: bool = False) -> None:
    """The page as it stands, on a phone in the dark, and then wide and light."""
    for screen in on_each(page, ((320, "dark"), (1440, "light")), is_known=is_known):
        check(page, f"{where} {screen}", screen.violations)
        chromium.look(page, f"{re.sub('[^a-z-]', '-', where.strip('/'))[:20]}-{screen}")


def check(page: Page, where: str, found: list[dict[str, Any]]) -> None:
    assert found == [], f"{where}: " + "; ".join(
        f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0].get('failureSummary', '')}" for v in found
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{where} scrolls sideways"
    small = page.evaluate(
        """[...document.querySelectorAll("button, summary, input:not([type=hidden]), textarea, nav a, .button")]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"""
    )
    assert small == [], where


class Fails:
    """A check that breaks down."""

    name = "language"
    version = "1"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> list[Finding]:
        raise RuntimeError


def fill(desk: DeskHouse) -> str:
    """A desk as on an ordinary day; returns a comment with a history."""
    desk.register("aw", WATER)
    berfin, hawre = desk.appoint("Berfîn"), desk.appoint("هاوڕێ", Role.EDITOR)
    opening = desk.submit(
        "The detour cost me forty minutes a day for two years. Nobody at the council ever answered a letter.",
        name="Dilşad Ehmed",
    )
    desk.decide(opening, berfin, Outcome.REJECTED, Guideline.PERSONAL_ATTACK)
    superseded = desk.card(opening).current
    assert superseded is not None
    lifecycle.decide(
        desk.house.store,
        desk.house.clock,
        Author(AuthorKind.MODERATOR, hawre.id),
        Verdict(
            opening.comment_id,
            opening.digest,
            Outcome.APPROVED,
            note="It names an office, not a person: criticism of the council is welcome.",
            supersedes=superseded.decision.id,
        ),
    ).result()
    wait_until(lambda: desk.card(opening).printed)
    desk.decide(
        desk.submit("Buy followers at www.cheap.shop", name="Deals"),
        berfin,
        Outcome.REJECTED,
        Guideline.PROMOTION,
    )
    desk.submit(
        "Same here. And the bridge they built is too narrow for a bus: see https://council.example/plans/bridge-2.pdf, "
        "page 14, and the answer of the ministry at https://ministry.example/answers/881.\n\nI would like the Courier to "
        "ask who signed off on it. Your report of Tuesday did not.",
        name="Rojîn",
        parent=opening.comment_id,
    )
    desk.submit(
        "سوپاس بۆ ئەم هەواڵە. ئێمە لە گەڕەکی ئێمە هێشتا ئاومان نییە، و کەس وەڵامی تەلەفۆن ناداتەوە!!!!!\n\n"
        "تکایە بنووسن کەی چاک دەکرێتەوە: https://aw.example/plan",
        name="ژیان",
        article="aw",
    )
    sound = desk.house.screener.now()
    failing = Screener((*sound._checks, Fails()), timeout_s=5)
    shouted = desk.submit("WHO ON EARTH PAYS FOR ALL OF THIS IN THE END", name="Kawa 99", screened=False)
    lifecycle.screen(desk.house.store, desk.house.clock, failing, desk.house.policies, shouted.comment_id)
    desk.submit("Go to www.evil.shop \u202eelpmaxe.knab//:sptth\u202c today", name="info.biz")
    desk.submit("…", name="Azad")
    consulting.consult(
        desk.house.store,
        desk.house.clock,
        hawre,
        comment_id=(asked := desk.submit("He said that they should all go back.", name="Azad")).comment_id,
        digest=asked.digest,
        asked=Asked.COLLEAGUE,
        note="Whom does he quote here? I cannot tell whether he means it.",
    ).result()
    return opening.comment_id
