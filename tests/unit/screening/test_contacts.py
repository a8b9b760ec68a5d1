"""Where to reach somebody who wants to be reached, and the numbers and names that are nothing of the kind."""

import pytest

from diwan.comments import Words
from diwan.guidelines import Guideline
from diwan.screening.check import Context, read
from diwan.screening.findings import Finding
from diwan.screening.rules.contacts import Contacts


def look(body: str, *, name: str = "Rojîn", language: str = "en") -> list[Finding]:
    return list(Contacts().look(read(Words(name, body), Context(language))))


NUMBERS = [
    ("en", "call 0750 123 4567 today", "0750 123 4567"),
    ("en", "+964 750 123 4567", "+964 750 123 4567"),
    ("en", "write 00964 750 123 4567", "00964 750 123 4567"),
    ("en", "ring me: 020 7946 0018.", "020 7946 0018"),
    ("en", "(202) 456-1414 any time", "(202) 456-1414"),
    ("en", "202-456-1414", "202-456-1414"),
    ("ckb", "پەیوەندی بکەن بە 07501234567", "07501234567"),
    ("ckb", "ژمارەکەم ٠٧٥٠١٢٣٤٥٦٧", "٠٧٥٠١٢٣٤٥٦٧"),
    ("ku", "Telefon bike: 0532 123 45 67", "0532 123 45 67"),
    ("ar", "اتصل على ٠٧٧٠١٢٣٤٥٦٧", "٠٧٧٠١٢٣٤٥٦٧"),
    ("ar", "للحجز ٠٧٧٠ ١٢٣ ٤٥٦٧", "٠٧٧٠ ١٢٣ ٤٥٦٧"),
    ("tr", "Sipariş için 0532 123 45 67", "0532 123 45 67"),
    ("tr", "+90 (532) 123 45 67", "+90 (532) 123 45 67"),
    ("fa", "تماس بگیرید ۰۹۱۲۳۴۵۶۷۸۹", "۰۹۱۲۳۴۵۶۷۸۹"),
    ("fa", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "۰۹۱۲ ۳۴۵ ۶۷۸۹"),
]


@pytest.mark.parametrize(("language", "body", "number"), NUMBERS)
def test_a_phone_number_is_a_finding_by_itself(language: str, body: str, number: str) -> None:
    [finding] = look(body, language=language)
    assert finding.detail == "a phone number"
    assert finding.guideline is Guideline.PROMOTION
    assert [body[span.begin : span.end] for span in finding.spans] == [number]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("Write to shop.kurd@example.com!", "shop.kurd@example.com"),
        ("rojin+shop@mail.example.org.", "rojin+shop@mail.example.org"),
        ("rojin [at] example [dot] com", "rojin [at] example [dot] com"),
        ("ئیمەیڵم rojin@example.com بنێرن", "rojin@example.com"),
    ],
)
def test_an_e_mail_address_is_a_finding_by_itself(body: str, address: str) -> None:
    [finding] = look(body)
    assert finding.detail == "an e-mail address"
    assert [body[span.begin : span.end] for span in finding.spans] == [address]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "@shop_kurd on Telegram"),
        ("en", "Telegram: @shop_kurd"),
        ("en", "insta: rojin.shop"),
        ("en", "IG - @rojin.shop"),
        ("en", "my snapchat id @rojin99"),
        ("en", "WhatsApp me, I have the same one"),
        ("en", "Message me on Telegram"),
        ("en", "Add me on Snapchat everyone"),
        ("en", "join our Telegram channel"),
        ("en", "follow us on Instagram"),
        ("en", "FOLLOW ME ON TIKTOK"),
        ("ckb", "لە تێلێگرام نامەم بۆ بنێرە"),
        ("ckb", "سەردانی کەناڵەکەم بکەن"),
        ("ckb", "کەناڵەکەمان لە تێلێگرام ببینن"),
        ("ckb", "بەشداری گرووپەکەمان بکەن"),
        ("ckb", "تێلێگرام @shop_kurd"),
        ("ku", "Were kanala min"),
        ("ku", "Bibin endamê kanala me"),
        ("ku", "Li ser Instagramê min bişopînin"),
        ("ku", "Li WhatsAppê ji min re binivîse"),
        ("ar", "تابعونا على تلغرام"),
        ("ar", "اشتركوا في قناتي"),
        ("ar", "راسلوني على الواتساب"),
        ("ar", "قناتنا تلغرام @shop_kurd"),
        ("ar", "للاستفسار على الخاص او الواتساب"),
        ("tr", "Kanalımıza katılın"),
        ("tr", "WhatsApp'tan bana yazın"),
        ("tr", "Beni Instagram'da takip edin"),
        ("tr", "Telegram kanalım @dukkan_kurd"),
        ("fa", "عضو کانال ما شوید"),
        ("fa", "در تلگرام پیام بدهید"),
        ("fa", "ما را در اینستاگرام دنبال کنید"),
        ("fa", "پیجم رو فالو کنید"),
        ("fa", "آیدی تلگرام @shop_kurd"),
    ],
)
def test_handles_on_a_platform_and_invitations_are_seen(language: str, body: str) -> None:
    [finding] = look(body, language=language)
    assert finding.guideline is Guideline.PROMOTION
    assert finding.spans


INNOCENT = {
    "en": [
        "@Dana you are right, Telegram has been blocked again",
        "@shop_kurd I do not agree with you",
        "I agree with @rojin and @azad_k here",
        "Telegram and WhatsApp were down yesterday",
        "Our WhatsApp group in the street talked of nothing else",
        "He wrote it on his Facebook page",
        "The ministry has a channel on YouTube",
        "Instagram: the end of privacy",
        "They want 40,000 dinars for it, last year 25,000",
        "It cost 12 500 000 000 dinars, or 8.500.000 dollars",
        "from 2019-2020 to 2022-2023",
        "on 12.05.2023 at 10:30 and 13.05.2023 at 11:30",
        "3-2, 4-1, 2-2 and 0-0: what a season",
        "article 12345678 of the archive, case no. 07501234567",
        "GB29 NWBK 6016 1331 9268 19 is how an IBAN looks",
        "ISBN 978-3-16-148410-0 is the book",
        "https://example.org/news/07501234567 has the details",
        "call 112 or 911 in an emergency",
        "1 234 567 890 people live there",
        "He was born in 1961 and died in 2019",
        "I follow the news and join the discussion",
        "They should contact the people who live here",
        "Why does nobody message the readers when it closes?",
        "population 1500000, area 15000, density 100",
        "meet @ the bridge at 7",
        "the signal on the railway failed",
    ],
    "ckb": [
        "تێلێگرام و واتسئاپ دوێنێ کاریان نەدەکرد",
        "کەناڵەکە هەواڵەکەی بڵاو کردەوە",
        "نرخەکەی ٢٥٠٠٠ دیناره و پار ١٥٠٠٠ بوو",
        "لە ٢٠١٩ بۆ ٢٠٢٣ چوار ساڵ تێپەڕی",
        "کەناڵی ئاو لە گوندەکەمان وشکە",
    ],
    "ku": [
        "Telegram û WhatsApp duh nedixebitîn",
        "Kanala televîzyonê ev nûçe da",
        "Di 12.05.2023 de li Amedê",
        "Buhayê wê 25.000 lîre ye",
        "Kanala avê ya gundê me hişk bûye",
    ],
    "ar": [
        "القناة نشرت الخبر أمس",
        "تابعنا الأخبار على التلفزيون",
        "قناة السويس مغلقة منذ ٢٠٢١",
        "السعر ٢٥٠٠٠ دينار وكان ١٥٠٠٠",
        "التواصل بين الناس مهم، والواتساب لا يكفي",
    ],
    "tr": [
        "WhatsApp ve Telegram dün çalışmadı",
        "Kanal İstanbul'a karşıyım",
        "Instagram'da gördüm bu haberi",
        "Fiyatı 25.000 lira, geçen yıl 15.000 liraydı",
        "12.05.2023 tarihinde saat 10.30'da",
        "Bu kanal haberi ilk verendi",
    ],
    "fa": [
        "تلگرام و واتساپ دیروز قطع بود",
        "این کانال آب سال‌هاست خشک است",
        "قیمتش ۲۵۰۰۰ تومان است و پارسال ۱۵۰۰۰ بود",
        "از ۱۳۹۸ تا ۱۴۰۲ چهار سال گذشت",
        "کانال تلویزیونی این خبر را داد",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "body"), [(code, body) for code, bodies in INNOCENT.items() for body in bodies]
)
def test_mentions_news_about_platforms_and_other_numbers_are_let_pass(language: str, body: str) -> None:
    assert look(body, language=language) == []


def test_there_are_enough_innocent_ones() -> None:
    assert sum(len(bodies) for bodies in INNOCENT.values()) >= 40


def test_several_ways_to_be_reached_weigh_more_than_one() -> None:
    [one] = look("0750 123 4567")
    [two] = look("WhatsApp me: 0750 123 4567")
    [three] = look("WhatsApp me: 0750 123 4567 or a@example.com")
    assert one.score < two.score < three.score < 1


@pytest.mark.parametrize(
    "name", ["0750 123 4567", "a@example.com", "follow me on Instagram", "Telegram @shop_kurd"]
)
def test_in_the_name_any_of_them_weighs_most(name: str) -> None:
    [finding] = look("fine", name=name)
    assert finding.score >= 0.9
    assert {span.field for span in finding.spans} == {"name"}


def test_an_unknown_language_is_looked_through_all_the_same() -> None:
    [finding] = look("0750 123 4567", language="xx")
    assert finding.detail == "a phone number"


@pytest.mark.parametrize(
    "body",
    ["07501234567 " * 400, "1 " * 4000, "@a " * 3000, "a@" * 3000, "telegram: " * 900, "join my " * 900],
)
def test_no_text_makes_it_look_for_ever(body: str) -> None:
    assert len(look(body)) <= 1


def test_what_is_seen_is_not_repeated() -> None:
    [finding] = look(
        "WhatsApp me: 0750 123 4567, canary@example.com, Telegram: @canary_x", name="canary@example.com"
    )
    assert not any(part in finding.detail for part in ("canary", "0750", "example"))
