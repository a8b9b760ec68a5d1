"""Readers are spoken to in the article's language, completely, or in English that says so."""

from datetime import UTC, datetime

import pytest

from diwan.editions.words import direction, languages, words_for
from diwan.guidelines import AbuseKind, Guideline

NOVEMBER = int(datetime(2026, 11, 23, 14, 5, tzinfo=UTC).timestamp() * 1000)


def test_every_guideline_and_kind_of_abuse_has_a_name_in_every_language() -> None:
    for language in languages():
        assert all(words_for(language).guideline(code) for code in Guideline)
        assert all(words_for(language).abuse_kind(code) for code in AbuseKind)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ckb", "rtl"),
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("ku", "ltr"),
        ("ku-Arab", "rtl"),
        ("az-Latn", "ltr"),
        ("en", "ltr"),
        ("tr", "ltr"),
    ],
)
def test_direction_follows_the_script(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "23 November 2026, 14:05 UTC"),
        ("tr", "23 Kasım 2026, 14.05 UTC"),
        ("ckb", "٢٣ی تشرینی دووەمی ٢٠٢٦، ١٤:٠٥ (UTC)"),
    ],
)
def test_dates_are_written_in_full_in_each_language(language: str, expected: str) -> None:
    assert words_for(language).date(NOVEMBER) == expected


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 1, "1 comment"),
        ("en", 0, "0 comments"),
        ("en", 12345, "12,345 comments"),
        ("tr", 12345, "12.345 yorum"),
        ("ckb", 12, "١٢ لێدوان"),
    ],
)
def test_numbers_take_the_digits_and_plurals_of_the_language(language: str, n: int, expected: str) -> None:
    assert words_for(language).count("comments", n) == expected


def test_a_language_we_have_no_words_for_is_answered_in_english_that_says_so() -> None:
    words = words_for("he")
    assert (words.language, words.direction) == ("en", "ltr")
    assert words_for("tr-TR").language == "tr"


def test_an_unknown_error_has_a_general_text_and_an_unknown_key_is_an_error() -> None:
    words = words_for("en")
    assert words.problem("never-heard-of") == words.problem("other")
    with pytest.raises(KeyError):
        words.say("never-heard-of")


def test_what_fills_a_text_is_escaped() -> None:
    assert words_for("en").fill("answers", name="<b>") == "in reply to &lt;b&gt;"
