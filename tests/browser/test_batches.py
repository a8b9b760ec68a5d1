"""Batches in a real browser: the band by keys and by pointer, the sample, the whole way without script, and what axe says."""

import re

from playwright.sync_api import expect

from diwan.desk.lanes import Lane
from tests.browser import chromium
from tests.browser.axe import Axe
from tests.browser.test_desk import NewPage, come_in, desk
from tests.desk_house import DeskHouse

__all__ = ["come_in", "desk"]
pytestmark = chromium.needed


def likely_threats(desk: DeskHouse, count: int) -> None:
    for number in range(count):
        comment = desk.submit(f"comment number {number}")
        doubt = 500_000 * number // count
        desk.house.store.write(
            lambda tx, comment=comment, doubt=doubt: tx.stand_in_lanes(  # type: ignore[misc]
                comment.comment_id, {Lane.OLDEST: 0, Lane.THREAT: doubt}
            )
        ).result()


def test_the_band_is_set_by_keys_and_by_pointer(desk: DeskHouse, come_in: NewPage) -> None:
    likely_threats(desk, 10)
    page = come_in(desk.appoint())
    page.goto("/desk/batches?lane=threat")
    low, high = page.get_by_role("slider", name="From (%)"), page.get_by_role("slider", name="To (%)")
    low.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("spinbutton", name="From (%)")).to_have_value("89")
    high.focus()
    page.keyboard.press("Home")
    # A handle stops at the other one.
    expect(page.get_by_role("spinbutton", name="To (%)")).to_have_value("89")
    box = page.locator(".histogram svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.get_by_role("spinbutton", name="From (%)")).to_have_value("60")
    expect(page.get_by_role("spinbutton", name="To (%)")).to_have_value("80")
    expect(page.locator('[data-slot="count"]')).to_have_text("4")
    page.get_by_role("button", name="Look at these").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Decide [45] together"))


def test_a_batch_goes_its_way_without_script(desk: DeskHouse, come_in: NewPage) -> None:
    comments = [desk.submit(f"comment number {n}") for n in range(7)]
    page = come_in(desk.appoint(), java_script_enabled=False)
    page.locator("summary", has_text="Decide together").first.click()
    page.get_by_role("link", name="all under this article").first.click()
    page.get_by_role("button", name="Approve all 7").click()
    expect(page.get_by_role("alert")).to_contain_text("Read the sample first")
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="Approve all 7").click()
    # The page looks again by itself until it is done.
    expect(page.get_by_text("It is done.")).to_be_visible()
    assert {desk.card(each).standing for each in comments} == {"approved"}


def test_the_pages_are_accessible_and_fit_a_phone(desk: DeskHouse, come_in: NewPage) -> None:
    likely_threats(desk, 8)
    criticism = desk.submit("You deleted my comment, you idiots.")
    page = come_in(desk.appoint(), viewport={"width": 320, "height": 640})
    for path in (
        "/desk/batches?lane=threat",
        "/desk/batches/new?lane=threat&from=50&to=100",
        f"/desk/comments/{criticism.comment_id}",
    ):
        page.goto(path)
        found = Axe().run(page)
        assert [f"{path}: {v['id']}: {v['nodes'][0]['html']}" for v in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
