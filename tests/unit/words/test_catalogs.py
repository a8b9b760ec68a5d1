"""People are spoken to in their language, completely, or in English that says so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from diwan.clock import DAY, HOUR, MINUTE, SECOND
from diwan.words.catalogs import words_for
from diwan.words.languages import LANGUAGES

NOW = int(datetime(2026, 11, 23, 14, 5, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 1, "1 comment"),
        ("en", 0, "0 comments"),
        ("en", 12345, "12,345 comments"),
        ("tr", 12345, "12.345 yorum"),
        ("ku", 2, "2 şîrove"),
        ("ckb", 12, "١٢ لێدوان"),
        ("fa", 12, "۱۲ دیدگاه"),
        ("ar", 0, "لا تعليقات"),
        ("ar", 1, "تعليق واحد"),
        ("ar", 2, "تعليقان"),
        ("ar", 3, "٣ تعليقات"),
        ("ar", 10, "١٠ تعليقات"),
        ("ar", 11, "١١ تعليقًا"),
        ("ar", 99, "٩٩ تعليقًا"),
        ("ar", 100, "١٠٠ تعليق"),
        ("ar", 102, "١٠٢ تعليق"),
        ("ar", 1003, "١٬٠٠٣ تعليقات"),
    ],
)
def test_what_is_counted_takes_the_digits_and_plurals_of_the_language(
    language: str, n: int, expected: str
) -> None:
    assert words_for("reader", language).count("comments", n) == expected


@pytest.mark.parametrize(
    ("language", "past", "expected"),
    [
        ("en", 0, "1 minute ago"),
        ("en", -HOUR, "1 minute ago"),
        ("en", 59 * SECOND, "1 minute ago"),
        ("en", 3 * MINUTE, "3 minutes ago"),
        ("en", HOUR - 1, "59 minutes ago"),
        ("en", HOUR, "1 hour ago"),
        ("en", DAY - 1, "23 hours ago"),
        ("en", 7 * DAY - 1, "6 days ago"),
        ("en", 7 * DAY, "16 November 2026, 14:05 UTC"),
        ("ckb", 3 * MINUTE, "٣ خولەک لەمەوبەر"),
        ("ku", MINUTE, "berî 1 deqeyê"),
        ("ku", 3 * MINUTE, "berî 3 deqeyan"),
        ("tr", 2 * DAY, "2 gün önce"),
        ("fa", 5 * HOUR, "۵ ساعت پیش"),
        ("fa", 8 * DAY, "۲۴ آبان ۱۴۰۵، ساعت ۱۴:۰۵ (UTC)"),
        ("ar", MINUTE, "قبل دقيقة واحدة"),
        ("ar", 2 * HOUR, "قبل ساعتين"),
        ("ar", 3 * DAY, "قبل ٣ أيام"),
        ("ar", 11 * MINUTE, "قبل ١١ دقيقة"),
    ],
)
def test_how_long_ago_is_told_in_the_largest_whole_unit(language: str, past: int, expected: str) -> None:
    assert words_for("reader", language).ago(NOW - past, NOW) == expected


def test_a_language_we_have_no_words_for_is_answered_in_english_that_says_so() -> None:
    words = words_for("reader", "he")
    assert (words.language, words.direction) == ("en", "ltr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_error_has_a_general_text_and_an_unknown_key_is_an_error(language: str) -> None:
    words = words_for("reader", language)
    assert words.problem("never-heard-of") == words.problem("other")
    for ask in (words.say, words.guideline, lambda key: words.count(key, 1)):
        with pytest.raises(KeyError):
            ask("never-heard-of")


def test_what_is_not_translated_yet_is_said_in_english_rather_than_not_at_all() -> None:
    whole = words_for("reader", "tr")
    words = replace(whole, texts={"reply": whole.say("reply")}, counted={})
    assert (words.say("reply"), words.say("replies")) == ("Yanıtla", "Replies")
    assert words.count("comments", 2) == "2 comments"
    assert words.problem("body-empty") == words_for("reader", "en").problem("body-empty")


def test_english_stands_in_with_its_own_plurals() -> None:
    words = replace(words_for("reader", "ar"), counted={})
    assert words.count("comments", 1) == "1 comment"
    assert words.count("comments", 26) == "26 comments"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_finds_the_form_of_each_number_by_its_place(language: str) -> None:
    words = words_for("reader", language)
    places, forms = words.places_below(60), words.forms("minutes-ago")
    assert len(places) == 60
    for n in range(60):
        assert forms[int(places[n])].format(n=words.number(n)) == words.count("minutes-ago", n)


def test_what_fills_a_text_is_escaped() -> None:
    assert words_for("reader", "en").fill("answers", name="<b>") == "in reply to &lt;b&gt;"
