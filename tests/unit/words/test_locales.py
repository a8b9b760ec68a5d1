"""Numbers and dates stand as a newspaper in each language prints them."""

from datetime import UTC, datetime

import pytest

from diwan.words.languages import LANGUAGES, direction
from diwan.words.locales import locale

NOVEMBER = int(datetime(2026, 11, 23, 14, 5, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "23 November 2026, 14:05 UTC"),
        ("tr", "23 Kasım 2026, 14.05 UTC"),
        ("ku", "23 Mijdar 2026, 14:05 (UTC)"),
        ("ckb", "٢٣ی تشرینی دووەمی ٢٠٢٦، ١٤:٠٥ (UTC)"),
        ("ar", "٢٣ تشرين الثاني/نوفمبر ٢٠٢٦، ١٤:٠٥ (UTC)"),
        ("fa", "۲ آذر ۱۴۰۵، ساعت ۱۴:۰۵ (UTC)"),
    ],
)
def test_dates_are_written_in_full(language: str, expected: str) -> None:
    assert locale(language).date(NOVEMBER) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "23 November 2026"),
        ("tr", "23 Kasım 2026"),
        ("ku", "23 Mijdar 2026"),
        ("ckb", "٢٣ی تشرینی دووەمی ٢٠٢٦"),
        ("ar", "٢٣ تشرين الثاني/نوفمبر ٢٠٢٦"),
        ("fa", "۲ آذر ۱۴۰۵"),
    ],
)
def test_a_day_stands_without_the_hour_and_the_word_for_it(language: str, expected: str) -> None:
    assert locale(language).day(NOVEMBER) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "12,345"),
        ("tr", "12.345"),
        ("ku", "12.345"),
        ("ckb", "١٢٬٣٤٥"),
        ("ar", "١٢٬٣٤٥"),
        ("fa", "۱۲٬۳۴۵"),
    ],
)
def test_numbers_take_the_digits_of_the_language(language: str, expected: str) -> None:
    assert locale(language).number(12345) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "07:05"), ("tr", "07.05"), ("ku", "07:05"), ("ckb", "٠٧:٠٥"), ("ar", "٠٧:٠٥"), ("fa", "۰۷:۰۵")],
)
def test_a_time_of_day_is_written_as_in_a_date(language: str, expected: str) -> None:
    assert locale(language).time(7 * 60 + 5) == locale(language).time(31 * 60 + 5) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_whole_and_says_which_it_is(language: str) -> None:
    of = locale(language)
    assert (of.language, of.direction) == (language, direction(language))
    assert [len(set(of.digits)), len(set(of.months)), len(set(of.weekdays))] == [10, 12, 7]
    assert [int(digit) for digit in of.digits] == list(range(10))
