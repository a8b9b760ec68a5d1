"""The pages that speak a site's language, each as a visit by its name: signing in, mail, own comments, figures, and pages shown in place of others."""

import zipfile
from email import policy
from email.parser import BytesParser
from unittest import mock

from playwright.sync_api import Page

from diwan import receipts, restraining, subscribing
from diwan.clock import DAY
from diwan.decisions import Author, AuthorKind
from diwan.editions.words import words_for
from diwan.envelopes import EVERYWHERE, Purpose
from diwan.errors import Unavailable
from diwan.guidelines import Guideline
from diwan.letters import Kind, Wants
from diwan.lifecycle import Acknowledgement
from diwan.mail import texts
from diwan.mail.message import Mail, message
from diwan.readers import Arrival, Badge, Reader, Source
from diwan.restraining import Wish
from diwan.restraints import Effect
from diwan.storage.store import Store
from diwan.web import reader_sessions
from tests.browser.reader_house import Sites
from tests.browser.reader_tour import SAMPLES, Visit

LONG = "https://example.org/" + "a-very-long-path-without-any-break/" * 4
MIXED = "Köprü 12 km, پردەکە ٣٥٠ مەتر، الجسر (2026) — see https://example.org/پرد?x=1&y=2 ok?"


class Places:
    """One language's pages."""

    def __init__(self, sites: Sites, language: str) -> None:
        self.sites, self.house, self.language = sites, sites.house, language
        self.site = f"courier-{language}"
        self.words, self.sample = words_for(language), SAMPLES[language]
        self.links = 0

    # --- what is there -----------------------------------------------------------------------------------------

    def reader(self, subject: str) -> Reader:
        """A reader who has signed in."""
        arrival = Arrival(self.site, Source.PUBLISHER, subject, self.sample.name, Badge.EXPERT)
        return reader_sessions.open_session(self.house, arrival).reader

    def receipt(self, sent: Acknowledgement) -> str:
        return f"{self.sites.public}/receipts/{receipts.token(self.house.secrets.receipts, sent.comment_id)}"

    def _rejected(self, *, by: Author | None = None) -> Acknowledgement:
        promoted = f"{self.sample.bodies[0]} {MIXED} buy cheap pills http://spam.example http://spam2.example"
        sent = self.sites.submit(self.language, promoted)
        self.sites.screen(sent)
        self.sites.decide(sent, Guideline.PROMOTION, author=by)
        return sent

    def _restrained(self, effect: Effect, days: int | None) -> Acknowledgement:
        reader = self.reader(f"{effect}-{days}")
        sent = self.sites.submit(self.language, self.sample.bodies[0], reader=reader)
        wish = Wish(reader.id, effect, Guideline.THREAT, days, -1)
        restraining.restrain(self.house.store, self.house.clock, self.sites.moderator, wish).result()
        return sent

    def _link(self, purpose: Purpose, name: str) -> str:
        return f"{self.sites.public}/mail/{self.site}/{purpose}/{self.house.envelopes.token(purpose, self.site, name)}"

    def _enter_link(self, *, back: str = "", state: bytes | None = None) -> str:
        self.links += 1
        email = f"reader{self.links}@example.org"
        subscribing.ask_to_enter(
            self.house.store,
            self.house.clock,
            self.house.envelopes,
            site=self.site,
            email=email,
            back=back,
            state=state,
        ).result()
        mark = self.house.envelopes.mark(self.site, email)
        with self.house.store.connection() as connection:
            sql = "SELECT id FROM enter_links WHERE mark = ?"
            [row] = connection.exec_driver_sql(sql, (mark,)).all()
        return self._link(Purpose.ENTER, row[0])

    def _mail_asked(self, sent: Acknowledgement, *, confirmed: bool = False) -> str:
        """Mail about a comment, asked for; the link that confirms it."""
        wants = Wants(True, True, False)
        subscribing.ask(
            self.house.store,
            self.house.clock,
            self.house.envelopes,
            comment_id=sent.comment_id,
            email="reader.with.a.long.address@example.org",
            wants=wants,
        ).result()
        with self.house.store.connection() as connection:
            sql = "SELECT id FROM mail_requests WHERE comment_id = ?"
            [row] = connection.exec_driver_sql(sql, (sent.comment_id,)).all()
        if confirmed:
            subscribing.confirm(
                self.house.store, self.house.clock, row[0], keep_days=90, daily_hour=6
            ).result()
        return self._link(Purpose.CONFIRM, row[0])

    # --- the visits --------------------------------------------------------------------------------------------

    def visits(self) -> dict[str, Visit]:
        public, site = self.sites.public, self.site
        waiting = self.sites.submit(self.language, self.sample.bodies[1])
        asked = self.sites.submit(self.language, self.sample.bodies[1])
        confirmed = self.sites.submit(self.language, self.sample.bodies[1])
        told = self.sites.submit(self.language, f"{MIXED}\n\n{LONG}")
        confirm = self._mail_asked(asked)
        self._mail_asked(told, confirmed=True)
        author = self.reader("with-comments")
        for body in (self.sample.bodies[0], MIXED, LONG):
            self.sites.submit(self.language, body, reader=author)
        rule = Author(AuthorKind.RULE, "links", "3")
        model = Author(AuthorKind.MODEL, "diwan", "2026-11")
        everyone = self.house.envelopes.mark(EVERYWHERE, "somebody@example.org").hex()
        somebody = self.house.envelopes.mark(site, "somebody@example.org").hex()
        stop, refuse = self._link(Purpose.STOP, somebody), self._link(Purpose.REFUSE, everyone)
        sign_in = f"{public}/sign-in/{site}"
        return {
            "receipt-with-mail": self.at(self.receipt(waiting), opened=True),
            "receipt-mail-problem": self._mail_problem(waiting),
            "receipt-mail-asked": self.at(self.receipt(asked)),
            "receipt-mail-confirmed": self.at(self.receipt(told)),
            "receipt-by-rule": self.at(self.receipt(self._rejected(by=rule)), opened=True),
            "receipt-by-model": self.at(self.receipt(self._rejected(by=model))),
            "receipt-with-marks": self.at(self.receipt(self._rejected())),
            "receipt-checked": self._checked(waiting),
            "receipt-proved": self._proved(told),
            "receipt-muted": self.at(self.receipt(self._restrained(Effect.MUTE, 7))),
            "receipt-held": self.at(self.receipt(self._restrained(Effect.HOLD, None))),
            "receipt-unknown": self.at(f"{public}/receipts/{'0' * 64}"),
            "archive": self._archive(self.receipt(self._rejected()), None),
            "archive-of-all": self._archive(f"{public}/yours/{site}", "with-comments"),
            "mail-confirm": self.at(confirm),
            "mail-confirmed": self.pressed(self._mail_asked(confirmed)),
            "mail-lapsed": self.at(self._link(Purpose.CONFIRM, "0" * 32)),
            "mail-stop": self.at(stop),
            "mail-stopped": self.pressed(stop),
            "mail-refuse": self.at(refuse),
            "mail-refused": self.pressed(refuse),
            "mail-unknown": self.at(f"{public}/mail/{site}/stop/{'0' * 64}"),
            "enter-ask": self.at(f"{sign_in}/email"),
            "enter-asked": self._asked("reader@example.org"),
            "enter-problem": self._asked("reader@example"),
            "enter-press": self.at(self._enter_link()),
            "enter-name-problem": self._named(self._enter_link(), "--"),
            "enter-done": self._named(self._enter_link(), self.sample.name),
            "enter-lapsed": self.at(self._link(Purpose.ENTER, "0" * 32)),
            "enter-back": self._led_back(),
            "sign-in": self.at(f"{sign_in}?token={self.sites.token(self.language)}"),
            "signed-in": self._signed_in(),
            "sign-in-used": self._used(),
            "sign-in-failed": self.at(f"{sign_in}?token=nonsense"),
            "openid": self.at(f"{public}/openid/{site}?back=/read/{site}/bridge"),
            "openid-leaving": self._leaving(),
            "openid-problem": self.at(f"{public}/openid/{site}/accounts/arrived?state=x&code=y"),
            "openid-signed": self.at(
                f"{public}/openid/{site}?back=/read/{site}/bridge", session="with-comments"
            ),
            "yours": self.at(f"{public}/yours/{site}", session="with-comments", opened=True),
            "yours-empty": self.at(f"{public}/yours/{site}", session="without"),
            "yours-not-signed-in": self.at(f"{public}/yours/{site}"),
            "yours-left": self._left(),
            "thread-signed-in": self.at(f"{public}/read/{site}/bridge", session="with-comments"),
            "thread-page-unknown": self.at(f"{public}/read/{site}/nobody-knows"),
            "thread-unavailable": self._unreadable(),
            "words-kept": self._kept(f"{public}/read/{site}/bridge", f"/write/{site}/nobody-knows"),
            "words-to-copy": self._kept(f"{public}/read/{site}/bridge", f"/write/{site}/~"),
            "form-unread": self._kept(f"{public}/read/{site}/bridge", "", enctype="text/plain"),
            "objection-kept": self._objection_kept(),
            "transparency": self.at(f"{public}/transparency/{site}/page.html", opened=True),
            **{f"letter-{name}": self._letter(mail) for name, mail in self._letters().items()},
        }

    def at(self, address: str, *, session: str = "", opened: bool = False) -> Visit:
        """The page at an address; for whoever holds a session, with every part of it opened."""

        def visit(page: Page) -> None:
            page.context.clear_cookies()
            if session:
                self._hold(page, session)
            page.goto(address)
            if opened:
                page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")

        return visit

    def _hold(self, page: Page, subject: str) -> None:
        """Sign in, as the publisher's reader of this subject."""
        token = self.sites.token(self.language, sub=subject)
        page.goto(f"{self.sites.public}/sign-in/{self.site}?token={token}")
        page.locator("main button").click()
        page.locator(".back").wait_for()

    def pressed(self, address: str) -> Visit:
        """What stands behind the only button there."""

        def visit(page: Page) -> None:
            page.goto(address)
            page.locator("main button").click()
            page.get_by_role("status").wait_for()

        return visit

    def _mail_problem(self, sent: Acknowledgement) -> Visit:
        def visit(page: Page) -> None:
            page.goto(self.receipt(sent))
            page.locator("#mail summary").click()
            page.locator("#mail form").evaluate("form => form.noValidate = true")
            page.locator("#mail-address").fill("مریم@example.org")
            page.locator("#mail button").click()
            page.locator("#mail .problem").wait_for()

        return visit

    def _checked(self, sent: Acknowledgement) -> Visit:
        def visit(page: Page) -> None:
            with mock.patch.object(self.house.duties, "print_soon"):
                page.goto(self.receipt(sent))
                page.locator("#check button").click()
                page.locator("#check [role=status]:not(:empty)").wait_for()

        return visit

    def _proved(self, sent: Acknowledgement) -> Visit:
        def visit(page: Page) -> None:
            self.sites.seal()
            page.goto(self.receipt(sent))
            page.locator("#check button").click()
            page.locator("#check li").nth(3).wait_for()

        return visit

    def _archive(self, below: str, session: str | None) -> Visit:
        def visit(page: Page) -> None:
            page.context.clear_cookies()
            if session:
                self._hold(page, session)
            page.goto(below)
            with page.expect_download() as download:
                page.locator("a[href$='/archive']").click()
            self._show(page, zipfile.ZipFile(download.value.path()).read("data.html").decode())

        return visit

    def _show(self, page: Page, html: str) -> None:
        page.route(
            "**/shown.html", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=html)
        )
        page.goto(f"{self.sites.public}/shown.html")
        page.unroute("**/shown.html")

    def _asked(self, email: str) -> Visit:
        def visit(page: Page) -> None:
            page.goto(f"{self.sites.public}/sign-in/{self.site}/email")
            page.locator("form").evaluate("form => form.noValidate = true")
            page.locator("#enter-email").fill(email)
            page.locator("main button").click()
            page.locator("[role=status], [role=alert]").wait_for()

        return visit

    def _named(self, address: str, name: str) -> Visit:
        """The link, used under this name; at a second visit it has been used."""

        def visit(page: Page) -> None:
            page.goto(address)
            if page.locator("#enter-name").count():
                page.locator("#enter-name").fill(name)
                page.locator("main button").click()
                page.locator("[role=status], [role=alert]").wait_for()

        return visit

    def _led_back(self) -> Visit:
        def visit(page: Page) -> None:
            page.goto(self._enter_link(back="bridge", state=b"x" * 32))
            page.locator("#enter-name").fill(self.sample.name)
            # It leads on at once: whoever looks at it holds the browser back.
            page.route("**/article.html*", lambda route: route.fulfill(status=204))
            page.locator("main button").click()
            page.locator(".back").wait_for()

        return visit

    def _signed_in(self) -> Visit:
        def visit(page: Page) -> None:
            page.goto(f"{self.sites.public}/sign-in/{self.site}?token={self.sites.token(self.language)}")
            page.locator("main button").click()
            page.locator(".back").wait_for()

        return visit

    def _used(self) -> Visit:
        def visit(page: Page) -> None:
            address = f"{self.sites.public}/sign-in/{self.site}?token={self.sites.token(self.language)}"
            for _ in range(2):
                page.goto(address)
                page.locator("main button").click()
                page.locator(".back, [role=alert]").wait_for()

        return visit

    def _leaving(self) -> Visit:
        def visit(page: Page) -> None:
            page.route(f"{self.sites.provider.issuer}/**", lambda route: route.fulfill(status=204))
            page.goto(f"{self.sites.public}/openid/{self.site}")
            page.locator("main form button").first.click()
            page.locator(f'a[href^="{self.sites.provider.issuer}"]').wait_for()

        return visit

    def _left(self) -> Visit:
        def visit(page: Page) -> None:
            page.context.clear_cookies()
            self._hold(page, "leaving")
            page.goto(f"{self.sites.public}/yours/{self.site}")
            page.locator("details summary").last.click()
            page.locator("details button").last.click()
            page.get_by_role("status").wait_for()

        return visit

    def _unreadable(self) -> Visit:
        thread = self.house.press.root / "threads" / self.site

        def visit(page: Page) -> None:
            (thread / "broken" / "pointer.json").mkdir(parents=True, exist_ok=True)
            page.goto(f"{self.sites.public}/read/{self.site}/broken")

        return visit

    def _kept(self, address: str, action: str, *, enctype: str = "") -> Visit:
        def visit(page: Page) -> None:
            page.context.clear_cookies()
            page.goto(address)
            change = "(form, [action, enctype]) => { if (action) form.action = action; if (enctype) form.enctype = enctype }"
            page.locator("form.write").evaluate(change, [action, enctype])
            page.locator("#diwan-body").fill(f"{self.sample.bodies[1]}\n\n{MIXED}")
            page.locator("#diwan-name").fill(self.sample.name)
            page.locator("form.write button[type=submit]").click()
            page.locator("[role=alert]:not([hidden])").wait_for()

        return visit

    def _objection_kept(self) -> Visit:
        address = self.receipt(self._rejected())

        def visit(page: Page) -> None:
            page.goto(address)
            page.locator("[name=words]").fill(f"{self.sample.bodies[1]}\n\n{MIXED}")
            with mock.patch.object(Store, "connection", side_effect=Unavailable("The disk is full.")):
                page.locator("#appeal button").click()
                page.locator("#diwan-kept").wait_for()

        return visit

    # --- mails -------------------------------------------------------------------------------------------------

    def _letters(self) -> dict[str, Mail]:
        name = self.house.sites[self.site].name
        link = f"{self.sites.public}/receipts/{'0' * 64}"
        headline = self.sample.headline
        until = self.house.clock() + 14 * DAY
        guideline = self.words.guideline(Guideline.PERSONAL_ATTACK)
        rejected = texts.News(Kind.REJECTED, "1", headline, link, guideline=guideline, until=until)
        replies = [texts.News(Kind.REPLY, "2", headline, link) for _ in range(3)]
        return {
            "confirm": texts.confirmation(self.words, name, link=link, refuse=link),
            "enter": texts.entrance(self.words, name, link=link, refuse=link),
            "rejected": texts.news(self.words, name, [rejected], stop=link),
            "news": texts.news(self.words, name, [rejected, *replies], stop=link),
        }

    def _letter(self, mail: Mail) -> Visit:
        made = message(
            mail,
            mailbox="reader@example.org",
            sender="comments@courier.example",
            sender_name=self.house.sites[self.site].name,
            mail_id="1",
            at=self.house.clock(),
        )
        body = BytesParser(policy=policy.default).parsebytes(made).get_body(("html",))
        assert body is not None
        html = body.get_content()

        def visit(page: Page) -> None:
            self._show(page, html)

        return visit
