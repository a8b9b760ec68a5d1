"""The receipt in a real browser: the proof is checked there, and altered ones are refused; small and wide, both directions."""

import copy
import json
import random
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import chromium
from tests.browser.receipt_house import open_house, receipt_of, sealed
from tests.desk_house import WATER, DeskHouse

pytestmark = chromium.needed

ALTERED = 1_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskHouse]:
    with open_house(tmp_path_factory.mktemp("receipts")) as desk:
        desk.register("aw", WATER)
        yield desk


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def results(page: Page) -> dict[str, str]:
    """What the page lists of its check, by step."""
    items = page.locator("#check li")
    return {str(n): items.nth(n).get_attribute("data-result") or "" for n in range(items.count())}


def test_the_browser_proves_that_these_very_words_stand_in_the_signed_ledger(
    desk: DeskHouse, page: Page
) -> None:
    """Line ends as browsers send them, joiners, tabs and a link: the words on the page are those of the digest."""
    sent = desk.submit(
        "  first line\r\n\r\n\tsecond: https://example.org/a?b\rthird می‌خواهم", name="Şîlan & co"
    )
    sealed(desk)
    page.goto(receipt_of(desk, sent))
    page.get_by_role("button", name="Check the proof in this browser").click()
    expect(page.get_by_role("status")).to_contain_text("Proven")
    assert list(results(page).values()) == ["holds"] * 4


def test_other_words_on_the_page_or_in_the_proof_are_noticed(desk: DeskHouse, page: Page) -> None:
    sent = desk.submit("what was really sent")
    sealed(desk)
    page.goto(receipt_of(desk, sent))
    page.evaluate("document.querySelector('[data-own=body]').textContent = 'what was never sent'")
    page.get_by_role("button", name="Check the proof").click()
    expect(page.get_by_role("status")).to_contain_text("does not hold")
    assert list(results(page).values()) == ["fails", "holds", "holds", "holds"]


def test_of_withdrawn_words_the_rest_of_the_proof_still_holds(desk: DeskHouse, page: Page) -> None:
    sent = desk.submit("to be withdrawn")
    sealed(desk)
    page.goto(receipt_of(desk, sent))
    page.get_by_text("Withdraw this comment").click()
    page.get_by_role("button", name="Yes, erase my words").click()
    expect(page.get_by_role("heading", name="Withdrawn")).to_be_visible()
    page.get_by_role("button", name="Check the proof").click()
    expect(page.get_by_role("status")).to_contain_text("could not be checked here")
    assert list(results(page).values()) == ["untold", "holds", "holds", "holds"]


def test_an_unsealed_or_unreachable_ledger_is_no_failed_proof(desk: DeskHouse, page: Page) -> None:
    page.goto(receipt_of(desk, desk.submit("patience")))

    def unsealed(route: Route) -> None:
        route.fulfill(status=503, body="{}")

    page.route("**/proof", unsealed)
    page.get_by_role("button", name="Check the proof").click()
    expect(page.get_by_role("status")).to_contain_text("try again in a moment")
    page.unroute("**/proof")
    page.route("**/proof", lambda route: route.abort())
    page.get_by_role("button", name="Check the proof").click()
    expect(page.get_by_role("status")).to_contain_text("did not answer")
    assert results(page) == {}


def test_a_thousand_altered_proofs_are_all_refused(desk: DeskHouse, page: Page) -> None:
    """The same module that the page uses. Every altered place is one that somebody who lies would have to alter."""
    for number in range(40):
        desk.submit(f"one of many {number}", screened=False)
    sent = desk.submit("the one to prove", screened=False)
    sealed(desk)
    receipt = receipt_of(desk, sent)
    with urllib.request.urlopen(f"{receipt}/proof", timeout=30) as answer:  # noqa: S310 - our own address
        genuine = json.load(answer)
    altered = list(_altered(genuine, random.Random(41), ALTERED))
    page.goto(receipt)
    check = (
        "async ([all, comment]) => {const {check} = await import('/widget/proof.js');"
        "return Promise.all(all.map((one) => check(one, comment)))}"
    )
    checked = page.evaluate(check, [[genuine, *altered], sent.comment_id])
    assert set(checked[0].values()) == {"holds"}
    taken = [one for one, found in zip(altered, checked[1:], strict=True) if "fails" not in found.values()]
    assert taken == []
    other = page.evaluate(check, [[genuine], "0" * 32])
    assert other[0]["entry"] == "fails"


def _altered(genuine: dict[str, Any], chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        answer = copy.deepcopy(genuine)
        proof = answer["proof"]
        match number % 9:
            case 0:
                place = chance.randrange(len(proof["inclusion"]))
                proof["inclusion"][place] = _turned(proof["inclusion"][place], chance)
            case 1:
                del proof["inclusion"][chance.randrange(len(proof["inclusion"]))]
            case 2:
                proof["position"] += chance.choice([-2, -1, 1, 2, 3])
            case 3:
                proof["leaf"] = _turned(proof["leaf"], chance)
            case 4:
                proof["checkpoint"] = _turned(proof["checkpoint"], chance)
            case 5:
                answer["salt"] = _turned(answer["salt"], chance)
            case 6:
                field = chance.choice(["name", "body"])
                answer["words"][field] = _turned(answer["words"][field], chance)
            case 7:
                answer["digest"] = _turned(answer["digest"], chance)
            case _:
                answer["verifier_key"] = _turned(answer["verifier_key"], chance)
        yield answer


def _turned(text: str, chance: random.Random) -> str:
    """The text with one character changed, dropped or doubled."""
    place = chance.randrange(len(text))
    other = chance.choice([c for c in "0123456789abcdefXYZ+/= \n" if c != text[place]])
    return text[:place] + chance.choice([other, "", text[place] + other]) + text[place + 1 :]
