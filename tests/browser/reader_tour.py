"""Every page of a thread that a reader can meet, in each language, in the states that it can be in; for tests and for people who look
(`tests.browser.pictures`). Those that speak a site's language are in `reader_places`, the widget's states in `widget_states`.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Page, Route

from diwan import appealing, erasure
from diwan.appeals import Verdict
from diwan.articles import Description
from diwan.clock import DAY, HOUR, MINUTE
from diwan.decisions import Outcome
from diwan.desk.sums import Sums, bin_of
from diwan.editions.render import Rendering
from diwan.editions.words import words_for
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator
from diwan.storage.sums import keep
from diwan.web import assets
from diwan.web.app import create
from tests.browser.receipt_house import receipt_of
from tests.browser.test_desk import serving
from tests.desk_house import SITE, DeskHouse, desk_house


@dataclass(frozen=True, slots=True)
class Sample:
    """What is written under the article of one language: a headline, a name, and three comments."""

    headline: str
    name: str
    bodies: tuple[str, str, str]


SAMPLES = {
    "en": Sample(
        "The bridge is open again",
        "Rowan",
        ("A fine bridge.", "Is the toll gone?", "Not yet, says the council."),
    ),
    "ckb": Sample(
        "پردەکە کرایەوە",
        "ڕۆژین",
        ("پردێکی جوانە.", "باجەکە نەما؟", "شارەوانی دەڵێت جارێ ماوە."),
    ),
    "ku": Sample(
        "Pir ji nû ve vebû",
        "Rojîn",
        ("Pireke xweş e.", "Bac rabû?", "Şaredarî dibêje ku hê na."),
    ),
    "ar": Sample(
        "الجسر يُفتح من جديد",
        "رنا",
        ("جسر جميل.", "هل أُلغيت الرسوم؟", "ليس بعد، كما تقول البلدية."),
    ),
    "tr": Sample(
        "Köprü yeniden açıldı",
        "Işıl",
        ("Güzel bir köprü.", "Geçiş ücreti kalktı mı?", "Belediye daha değil diyor."),
    ),
    "fa": Sample(
        "پل دوباره باز شد",
        "نگین",
        ("پل زیبایی است.", "عوارض برداشته شد؟", "شهرداری می‌گوید هنوز نه."),
    ),
}

Visit = Callable[[Page], None]


class Tour:
    """One language's pages: how each is reached, by its name."""

    def __init__(self, desk: DeskHouse, language: str) -> None:
        self.desk, self.language, self.sample = desk, language, SAMPLES[language]
        self.public = desk.house.settings.public_url
        self.berfin, self.hawre = (desk.appoint(f"{name} {language}") for name in ("Berfîn", "Hawrê"))
        self.key = f"bridge-{language}"
        self._register(self.key)
        self._register(f"{self.key}-empty")
        self._register(f"{self.key}-closed")
        self.printed = self._thread(self.key)
        self._thread(f"{self.key}-closed")
        self._register(f"{self.key}-closed", closes_at=desk.house.clock())
        desk.print()
        self.visits = self._visits()

    def _register(self, key: str, *, closes_at: int | None = None) -> None:
        section = self.sample.headline.split()[0]
        described = Description(
            f"https://courier.example/{key}", self.sample.headline, section, self.language
        )
        self.desk.register(key, replace(described, closes_at=closes_at) if closes_at else described)

    def _thread(self, key: str) -> Acknowledgement:
        first, question, answer = self.sample.bodies
        opening = self._say(first, key)
        asked = self._say(question, key, opening.comment_id)
        for body in (answer, first, answer):
            self._say(body, key, asked.comment_id)
        self._say(question, key)
        return opening

    def _say(self, body: str, key: str, parent: str | None = None) -> Acknowledgement:
        sent = self.desk.submit(body, name=self.sample.name, article=key, parent=parent, screened=False)
        self.desk.decide(sent, self.berfin)
        self.desk.print()
        return sent

    def _sent(self) -> Acknowledgement:
        return self.desk.submit(
            self.sample.bodies[2], name=self.sample.name, article=self.key, screened=False
        )

    def _rejected(self, *, appealed: bool = False, by: Moderator | None = None, note: str = "") -> str:
        """The receipt of a comment that was rejected, appealed against, and answered by `by`: upheld if there is a note."""
        house, sent = self.desk.house, self._sent()
        rejection = self.desk.decide(sent, self.berfin, Outcome.REJECTED, Guideline.PERSONAL_ATTACK)
        if appealed:
            appeal = appealing.appeal(
                house.store,
                house.clock,
                comment_id=sent.comment_id,
                decision_id=rejection.id,
                words=self.sample.bodies[1],
                days=14,
            ).result()
            if by is not None:
                verdict = Verdict.UPHELD if note else Verdict.OVERTURNED
                appealing.answer(
                    house.store,
                    house.clock,
                    by.id,
                    appeal_id=appeal.id,
                    digest=appeal.digest,
                    verdict=verdict,
                    note=note,
                ).result()
        return receipt_of(self.desk, sent)

    def _withdrawn(self) -> str:
        sent = self._sent()
        erasure.erase(
            self.desk.house.store, self.desk.house.clock, comment_id=sent.comment_id, by="reader"
        ).result()
        return receipt_of(self.desk, sent)

    def _visits(self) -> dict[str, Visit]:
        thread = f"{self.public}/read/{SITE}/{self.key}"
        report = f"{self.public}/report/{SITE}/{self.key}/{self.printed.comment_id}"
        rejected = self._rejected()

        def refused(page: Page) -> None:
            page.goto(thread)
            page.locator("[name=body]").fill(self.sample.bodies[1])
            page.locator("[name=name]").fill("--")
            page.locator("form.write button[type=submit]").click()
            page.locator("#diwan-problem").wait_for()

        def refused_appeal(page: Page) -> None:
            page.goto(rejected)
            page.locator("[name=words]").fill("   ")
            page.locator("#appeal button[type=submit]").click()
            page.locator("#appeal .problem").wait_for()

        def refused_report(page: Page) -> None:
            page.goto(report)
            page.evaluate("document.querySelector('form').noValidate = true")
            page.locator("form button[type=submit]").click()
            page.locator(".problem").wait_for()

        def at(address: str) -> Visit:
            def visit(page: Page) -> None:
                page.goto(address)

            return visit

        return {
            "thread": at(thread),
            "thread-refused": refused,
            "thread-empty": at(f"{thread}-empty"),
            "thread-closed": at(f"{thread}-closed"),
            "receipt-waiting": at(receipt_of(self.desk, self._sent())),
            "receipt-approved": at(receipt_of(self.desk, self.printed)),
            "receipt-rejected": at(rejected),
            "receipt-appeal-refused": refused_appeal,
            "receipt-appealed": at(self._rejected(appealed=True)),
            "receipt-overturned": at(self._rejected(appealed=True, by=self.hawre)),
            "receipt-upheld": at(self._rejected(appealed=True, by=self.hawre, note=self.sample.bodies[0])),
            "receipt-withdrawn": at(self._withdrawn()),
            "report": at(report),
            "report-refused": refused_report,
            "reported": at(f"{self.public}/reported/{SITE}/{self.key}"),
        }

    def embed(self, page: Page, attributes: str = "", *, key: str = "", style: str = "") -> None:
        """Open the publisher's page with the widget in it."""
        words = words_for(self.language)
        html = f"""<!doctype html><html lang="{self.language}" dir="{words.direction}"><head><meta charset="utf-8">
<title>{self.sample.headline}</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark }} body {{ font: 1.0625rem Georgia, "Noto Naskh Arabic", serif; max-inline-size: 44rem;
margin: 1.5rem auto; padding-inline: 1rem }} {style}</style></head><body><main><h1>{self.sample.headline}</h1>
<diwan-comments site="{SITE}" article="{key or self.key}" language="{self.language}" {attributes}></diwan-comments></main>
<script type="module" src="{self.public}/widget/diwan.js"></script></body></html>"""

        def answer(route: Route) -> None:
            route.fulfill(content_type="text/html", body=html)

        page.route("**/article.html", answer)
        page.goto(f"{self.public}/article.html")

    def widget(self, page: Page) -> None:
        """The widget on the publisher's page: a reply is being written, below a comment that waits."""
        self.embed(page)
        page.locator("diwan-comments textarea").fill(self.sample.bodies[1])
        page.locator("diwan-comments [name=name]").fill(self.sample.name)
        page.locator("diwan-comments form.write button[type=submit]").click()
        page.locator("diwan-comments article.waiting").wait_for()
        page.locator("diwan-comments .reply").first.click()
        page.locator("diwan-comments .replying").wait_for()


@contextmanager
def house(folder: Path) -> Iterator[DeskHouse]:
    """The whole application on a port of its own. Its duties do not run: what is printed, the tour prints."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with desk_house(folder, public_url=f"http://127.0.0.1:{port}") as desk:
        built = desk.house
        assets.print_assets(built.press, Rendering(built.settings.public_url), built.sites)
        waits = Sums()
        waits.waits.update({bin_of(11 * MINUTE): 20, bin_of(3 * HOUR): 19})
        keep(built.store, built.clock() // DAY - 2, {SITE: waits})
        with serving(create(built), port):
            yield desk
