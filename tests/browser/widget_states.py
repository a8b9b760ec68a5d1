"""The states that the widget can be in while somebody reads and writes, each as a visit by its name. What the server would say is said here."""

import json
from typing import Any

from playwright.sync_api import Page, Route

from diwan.clock import HOUR, iso, now
from diwan.editions.words import words_for
from tests.browser.reader_places import LONG, MIXED
from tests.browser.reader_tour import Tour, Visit

FORM = "diwan-comments form.write"
LONG_NAME = "Maximilianoğullarından" + "abcdefghijklmnopqrstuvwxyz" + "رۆژین"


class WidgetStates:
    """One language's, on the threads of its tour. The threads that they stand on are made once, here."""

    def __init__(self, tour: Tour) -> None:
        self.tour, self.language, self.sample = tour, tour.language, tour.sample
        self.words = words_for(tour.language)
        desk = tour.desk
        self.mixed, self.soon = f"{tour.key}-mixed", f"{tour.key}-soon"
        for key, closes_at in ((self.mixed, None), (self.soon, desk.house.clock() + HOUR)):
            tour._register(key, closes_at=closes_at)
            opening = self._print(MIXED, tour.sample.name, key)
            self._print(f"{LONG}\n\n{MIXED}", LONG_NAME, key, opening)
        desk.print()

    def _print(self, body: str, name: str, key: str, parent: str | None = None) -> str:
        desk = self.tour.desk
        sent = desk.submit(body, name=name, article=key, parent=parent, screened=False)
        desk.decide(sent, self.tour.berfin)
        desk.print()
        return sent.comment_id

    def visits(self) -> dict[str, Visit]:
        return {
            "empty": self._shown(key=f"{self.tour.key}-empty"),
            "closed": self._shown(key=f"{self.tour.key}-closed", wait=".closed"),
            "about-to-close": self._written(key=self.soon),
            "replies": self._replies,
            "mixed": self._shown(key=self.mixed),
            "not-loaded": self._not_loaded,
            "news": self._news,
            "draft": self._draft,
            "name-missing": self._refused_here("name"),
            "body-missing": self._refused_here("body"),
            "too-long": self._too_long,
            "sending": self._sending,
            "offline": self._answered(None),
            "unavailable": self._answered(503, code="unavailable", retry_after="5"),
            "waiting-for-turn": self._answered(429, code="busy", retry_after="90"),
            "told-to-wait-long": self._answered(429, code="too-many", retry_after="7200"),
            "refused": self._answered(409, code="parent-not-printed"),
            "muted": self._answered(403, code="may-not-write", told=self._told()),
            "work": self._work,
            "signed-in": self._signed,
            "must-sign-in": self._answered(401, attributes="sign-in", code="sign-in-required"),
            "session-lapsed": self._answered(401, attributes="sign-in", code="session-lapsed"),
            "by-email": self._by_email,
            "report": self._report,
            "report-problem": self._report_problem,
            "reported": self._reported,
        }

    def _told(self) -> str:
        date = self.words.date(self.tour.desk.house.clock() + 7 * 24 * HOUR)
        guideline = self.words.guideline("threat")
        said = (
            self.words.fill("restrained-until", date=date),
            self.words.fill("restrained-why", guideline=guideline),
        )
        kept, imprint = self.words.fill("restrained-kept"), self.words.fill("restrained-object-imprint")
        return " ".join((*said, kept, imprint))

    # --- reading -------------------------------------------------------------------------------------------------

    def _shown(self, *, key: str = "", wait: str = "textarea") -> Visit:
        def visit(page: Page) -> None:
            self.tour.embed(page, key=key)
            page.locator(f"diwan-comments {wait}").first.wait_for()

        return visit

    def _replies(self, page: Page) -> None:
        self.tour.embed(page)
        page.locator("diwan-comments .all a").first.click()
        page.locator("diwan-comments li[data-open]").wait_for()

    def _not_loaded(self, page: Page) -> None:
        self.tour.embed(page)
        page.locator("diwan-comments .all a").first.wait_for()
        page.route("**/pages/**", lambda route: route.abort())
        page.locator("diwan-comments .all a").first.click()
        page.locator("diwan-comments .failed").wait_for()
        page.unroute("**/pages/**")

    def _news(self, page: Page) -> None:
        pointer = {"version": 1 << 40, "count": 1 << 20}
        page.clock.install()
        page.route("**/pointer.json", lambda route: route.fulfill(json=pointer))
        self.tour.embed(page)
        page.locator("diwan-comments textarea").wait_for()
        page.clock.fast_forward("05:00")
        page.locator("diwan-comments .news button").wait_for()
        page.unroute("**/pointer.json")

    # --- writing -------------------------------------------------------------------------------------------------

    def _write(self, page: Page, attributes: str = "", *, key: str = "", name: str | None = None) -> None:
        self.tour.embed(page, attributes, key=key)
        page.locator(f"{FORM} textarea").fill(self.sample.bodies[1])
        if "=" not in attributes:
            # Nobody signs him in: he is asked for a name as soon as the form has unfolded.
            page.locator(f"{FORM} [name=name]").fill(self.sample.name if name is None else name)

    def _send(self, page: Page) -> None:
        page.locator(f"{FORM} button[type=submit]").click()

    def _written(self, *, key: str) -> Visit:
        def visit(page: Page) -> None:
            self._write(page, key=key)

        return visit

    def _draft(self, page: Page) -> None:
        self.tour.embed(page)
        page.locator("diwan-comments .reply").first.click()
        page.locator(f"{FORM} textarea").fill(f"{self.sample.bodies[2]} {MIXED}")
        page.reload()
        page.locator(f"{FORM} textarea").focus()
        page.locator("diwan-comments .replying:not([hidden])").wait_for()

    def _refused_here(self, field: str) -> Visit:
        def visit(page: Page) -> None:
            self._write(page, name="")
            if field == "body":
                page.locator(f"{FORM} textarea").fill("")
            self._send(page)
            page.locator(f"{FORM} .problem:not([hidden])").wait_for()

        return visit

    def _too_long(self, page: Page) -> None:
        self._write(page)
        limit = int(page.locator(FORM).get_attribute("data-limit") or 0)
        page.locator(f"{FORM} textarea").fill("ڕ" * (limit + 1))
        self._send(page)
        page.locator(f"{FORM} .problem:not([hidden])").wait_for()

    def _sending(self, page: Page) -> None:
        page.route("**/api/comments", lambda route: None)
        self._write(page)
        self._send(page)
        page.locator(f"{FORM} button[type=submit][aria-disabled=true]").wait_for()

    def _answered(
        self, status: int | None, *, attributes: str = "", retry_after: str = "", **problem: Any
    ) -> Visit:
        """What the server says to words that are sent; with no status, it cannot be reached."""

        def answer(route: Route) -> None:
            if status is None:
                route.abort()
                return
            headers = {"retry-after": retry_after} if retry_after else {}
            body = json.dumps({"detail": "English for programs.", **problem})
            route.fulfill(status=status, headers=headers, content_type="application/problem+json", body=body)

        def visit(page: Page) -> None:
            page.clock.install()
            page.route("**/api/comments", answer)
            self._write(page, attributes)
            self._send(page)
            page.locator(f"{FORM} .problem:not([hidden])").wait_for()

        return visit

    def _work(self, page: Page) -> None:
        # A wait and no work: the reader sees the same, and the machine has others to work for.
        issued = {"ticket": "t", "most": 0, "wait_seconds": 600}
        page.clock.install()
        page.route("**/api/tickets*", lambda route: route.fulfill(json=issued))
        self._write(page)
        self._send(page)
        page.locator(f"{FORM} button[type=submit][aria-disabled=true]").wait_for()
        page.clock.fast_forward("00:04")
        page.locator(f"{FORM} .problem:not([hidden])").wait_for()

    # --- signing in ----------------------------------------------------------------------------------------------

    def _signed(self, page: Page) -> None:
        session = {
            "session": "s" * 43,
            "name": self.sample.name,
            "badge": "expert",
            "until": iso(now() + HOUR),
        }
        page.route("**/account/token", lambda route: route.fulfill(content_type="application/jwt", body="t"))
        page.route("**/api/readers/sessions", lambda route: route.fulfill(status=201, json=session))
        self._write(page, 'sign-in="/account/token"')
        page.locator("diwan-comments .who .badge").wait_for()

    def _by_email(self, page: Page) -> None:
        page.route("**/api/readers/links", lambda route: route.fulfill(status=202, json={}))
        self._write(page, "sign-in-email")
        offer = page.locator("diwan-comments .by-email")
        offer.locator("summary").click()
        offer.locator("input").fill("reader@example.org")
        offer.locator("button").click()
        offer.locator("[role=status]:not(:empty)").wait_for()

    # --- reporting -----------------------------------------------------------------------------------------------

    def _report(self, page: Page) -> None:
        self.tour.embed(page)
        page.locator("diwan-comments .report").first.click()
        page.locator("diwan-comments .reporting [value=abuse]").check()
        page.locator("diwan-comments .reporting select").wait_for()

    def _report_problem(self, page: Page) -> None:
        self.tour.embed(page)
        page.locator("diwan-comments .report").first.click()
        page.locator("diwan-comments .reporting button[type=submit]").click()
        page.locator("diwan-comments .reporting .problem:not([hidden])").wait_for()

    def _reported(self, page: Page) -> None:
        page.route("**/api/reports", lambda route: route.fulfill(status=201, json={"report": "r"}))
        self._report(page)
        page.locator("diwan-comments .reporting button[type=submit]").click()
        page.locator("diwan-comments .list .standing").wait_for()
