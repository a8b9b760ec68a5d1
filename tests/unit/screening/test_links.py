"""What is an address, however it is written, what is none, and which weigh more."""

import pytest

from diwan.comments import Words
from diwan.guidelines import Guideline
from diwan.screening.addresses import find
from diwan.screening.check import Context, read
from diwan.screening.domains import ENDINGS, OTHER_SCRIPTS
from diwan.screening.findings import Finding
from diwan.screening.rules.links import Links
from diwan.screening.shorteners import INVITATIONS, SHORTENERS


def look(body: str, *, name: str = "Rojîn", language: str = "en", most: int = 2) -> list[Finding]:
    return list(Links(most).look(read(Words(name, body), Context(language))))


def shown(finding: Finding, body: str) -> list[str]:
    return [body[span.begin : span.end] for span in finding.spans if span.field == "body"]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("see https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("see HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("www.example.org", "www.example.org"),
        ("buy at example.com now", "example.com"),
        ("BUY AT EXAMPLE.COM NOW", "EXAMPLE.COM"),
        ("t.me/somebody", "t.me/somebody"),
        ("example.shop!", "example.shop"),
        ("on shop.example.it, they say", "shop.example.it"),
        ("example.travel.me/offer", "example.travel.me/offer"),
        ("bbc.co.uk", "bbc.co.uk"),
        ("spiegel.de wrote so", "spiegel.de"),
        ("https://example.museum.anything", "https://example.museum.anything"),
        ("hxxp://example.com/x", "hxxp://example.com/x"),
        ("example[.]com", "example[.]com"),
        ("example (dot) com", "example (dot) com"),
        ("example{dot}net", "example{dot}net"),
        ("my shop dot com", "shop dot com"),
        ("(see en.wikipedia.org/wiki/X_(y)).", "en.wikipedia.org/wiki/X_(y)"),
        ("“example.com/a”, they wrote", "example.com/a"),
        ("example.com:8080/a.", "example.com:8080/a"),
        ("https://user:password@example.com/a,b.", "https://user:password@example.com/a,b"),
        ("xn--mgba3a4f16a.ir", "xn--mgba3a4f16a.ir"),
        ("müller-markt.com", "müller-markt.com"),
        ("сайт.рф/страница", "сайт.рф/страница"),
        ("مثال.ایران/صفحه", "مثال.ایران/صفحه"),
        ("ببینە https://example.org", "https://example.org"),
        ("سەردانی example.comبکە", "example.com"),
        ("زوروا موقعنا example.com، وشكرا", "example.com"),
        ("به example.ir سر بزنید", "example.ir"),
        ("youtube.com'da izledim", "youtube.com"),
        ("li ser example.org'ê binêre", "example.org"),
        ("example nokta com adresine bakın", "example nokta com"),
        ("موقعنا example نقطة com", "example نقطة com"),
        ("bit.ly/3xYz", "bit.ly/3xYz"),
    ],
)
def test_an_address_is_seen_however_it_is_written_and_nothing_but_the_address(
    body: str, address: str
) -> None:
    [finding] = look(body)
    assert shown(finding, body) == [address]
    assert finding.detail.startswith("1 link")


INNOCENT = {
    "en": [
        "A fine bridge.",
        "at 10.30 or 3.14, or 1.000.000",
        "e.g. this, i.e. that, a.m. and p.m.",
        "Mr.Smith and Dr.Who met St.Peter",
        "a...b and so on....",
        "The work is done.It was about time.",
        "We saw it.In the end nothing happened.",
        "they said yes.no one believed them",
        "I was there.so were you.me too.",
        "That is over.today we begin again",
        "Read report.pdf and minutes.docx, or photo.jpg",
        "run install.sh, then main.py; see readme.md",
        "version 2.0.1 and v3.11.4",
        "Write to me at somebody@example.com",
        "Write to a.b.c@mail.example.org, please",
        "The U.S. and the U.K., as of Dec.in 2019",
        "the dot com bubble and the dot com years",
        "Node.js and ASP.NET are programs",
        "He left on 12.05.2023.At night.",
        "between 10.am and 11.pm",
        "She has a Ph.D. from M.I.T.",
        "No.1 in the world, No.2 in town",
        "what...is...this...me?",
        "and/or, his/her, 24/7, 50/50",
        "The end.We go home.As always.",
        "www. is how it begins",
        "http:// is how it begins",
        "@somebody you are right",
        "Art.5 par.2 of the law",
    ],
    "ckb": ["پردەکە.جوانە", "باشە...زۆر باشە", "لە ١٠.٣٠ دا دەست پێدەکات", "رۆژی ٥.٦.٢٠٢٣", "د.ئازاد هات"],
    "ku": [
        "Pir baş e.Li vir em dijîn.",
        "ez hatim.li malê bûm",
        "wî got.ne rast e",
        "heta 10.30",
        "Dr.Azad û Prof.Leyla",
        "çû.di rê de ma",
    ],
    "ar": [
        "انتهى الأمر.الآن نبدأ",
        "الساعة ١٠.٣٠",
        "د.سمير والأستاذ أ.علي",
        "ذهب إلى.العراق",
        "وصلنا.مصر جميلة",
    ],
    "tr": [
        "Bitti.Bu kadar.",
        "geldi.ve gitti",
        "oldu mu.de bakalım",
        "T.C. ve A.Ş. kısaltmadır",
        "saat 10.30'da",
        "M.Ö.2000 yılında",
        "su.al ve iç",
    ],
    "fa": ["تمام شد.حالا برویم", "ساعت ۱۰.۳۰", "رفت.ایران ماند", "آقای ع.محمدی", "خوب...خیلی خوب"],
}


@pytest.mark.parametrize(
    ("language", "body"), [(code, body) for code, bodies in INNOCENT.items() for body in bodies]
)
def test_what_is_no_address_is_let_pass(language: str, body: str) -> None:
    assert look(body, language=language) == []


def test_there_are_enough_innocent_ones() -> None:
    assert sum(len(bodies) for bodies in INNOCENT.values()) >= 40


@pytest.mark.parametrize(
    "body",
    [
        "The report is here: https://www.example.org/reports/2023/bridge.pdf",
        "Compare bbc.co.uk with example.com",
        "https://example.org/article?id=5&page=2",
        "https://example.org/a?utm_source=newsletter",
        "youtu.be/abc shows it",
        "https://wa.media.example/a and https://discord.ggg.example",
    ],
)
def test_a_source_or_two_are_ordinary(body: str) -> None:
    [finding] = look(body)
    assert finding.guideline is None
    assert finding.score < 0.5


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("bit.ly/3xYz", "shortener"),
        ("https://tinyurl.com/abc", "shortener"),
        ("HTTPS://CUTT.LY/abc", "shortener"),
        ("https://www.t.co/abc", "shortener"),
        ("https://t.me/joinchat/AAAA", "invitation"),
        ("t.me/+AbCd", "invitation"),
        ("wa.me/9647501234567", "invitation"),
        ("https://chat.whatsapp.com/AbC", "invitation"),
        ("discord.gg/abc", "invitation"),
        ("telegram.me/joinchat/abc", "invitation"),
        ("https://example.com/p?ref=rojin", "paid"),
        ("https://example.com/p?x=1&aff_id=7", "paid"),
        ("https://example.com/p?TAG=rojin-21", "paid"),
        ("example[.]com", "taken apart"),
        ("hxxps://example.com", "taken apart"),
    ],
)
def test_what_hides_invites_pays_or_is_taken_apart_is_promotion(body: str, what: str) -> None:
    [finding] = look(body)
    assert finding.guideline is Guideline.PROMOTION
    assert what in finding.detail
    assert finding.score >= 0.5


def test_a_newsletters_mark_weighs_little() -> None:
    [plain], [tracked] = look("https://example.org/a"), look("https://example.org/a?utm_source=x")
    assert plain.score < tracked.score < 0.5


def test_several_kinds_weigh_more_than_one() -> None:
    [one], [both] = look("bit.ly/a"), look("bit.ly/a and example.com/?ref=me")
    assert one.score < both.score < 1


def test_more_links_than_allowed_look_like_promotion() -> None:
    body = "https://a.example https://b.example https://c.example"
    [allowed], [too_many] = look(body, most=3), look(body, most=2)
    assert allowed.guideline is None
    assert too_many.guideline is Guideline.PROMOTION
    assert len(shown(too_many, body)) == 3
    assert too_many.score > allowed.score


@pytest.mark.parametrize(
    "name", ["buy.example.com", "Rojîn shop.me", "t.me/rojin", "example.live", "rojin dot com"]
)
def test_a_link_in_the_name_is_promotion_whatever_the_comment_says(name: str) -> None:
    [finding] = look("fine", name=name, most=100)
    assert finding.guideline is Guideline.PROMOTION
    assert finding.score >= 0.9
    assert {span.field for span in finding.spans} == {"name"}


@pytest.mark.parametrize(
    "name", ["Rojîn", "Dr. Azad", "M.Ö.", "A.B. Karim", "Ali..", "ئازاد ک.", "د.سمير", "J.R.R. T."]
)
def test_a_name_with_a_full_stop_is_a_name(name: str) -> None:
    assert look("fine", name=name) == []


def test_the_lists_are_in_lower_case_as_they_are_compared() -> None:
    listed = SHORTENERS | INVITATIONS | ENDINGS | OTHER_SCRIPTS
    assert {entry for entry in listed if entry != entry.casefold()} == set()


@pytest.mark.parametrize(
    "body",
    ["a." * 2000, "[.]" * 2000, "a(dot" * 1500, "http://" * 1000, "www." * 2000, "." * 5000, "x.com " * 900],
)
def test_no_text_makes_it_look_for_ever_or_find_without_end(body: str) -> None:
    assert len(find(body)) <= 100


def test_what_is_seen_is_not_repeated() -> None:
    body = "canary.com CANARY[.]net bit.ly/canary https://t.me/joinchat/canary?ref=canary"
    for finding in look(body, name="canary.com"):
        assert "canary" not in finding.detail.lower()
