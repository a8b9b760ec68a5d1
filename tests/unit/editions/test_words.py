"""Readers are spoken to in the article's language, completely, or in English that says so."""

import re
import string
from datetime import UTC, datetime

import pytest

from diwan.editions.words import direction, languages, raw, words_for
from diwan.guidelines import Guideline

NOVEMBER = int(datetime(2026, 11, 23, 14, 5, tzinfo=UTC).timestamp() * 1000)


def _flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def _without_plurals(table: dict[str, object]) -> dict[str, object]:
    return {re.sub(r"^(counted\.[^.]+)\..*", r"\1", k): v for k, v in _flat(table).items()}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_key_and_none_is_empty(language: str) -> None:
    words, english = _without_plurals(raw(language)), _without_plurals(raw("en"))
    assert words.keys() == english.keys()
    assert all(value for value in words.values())


@pytest.mark.parametrize("language", languages())
def test_every_text_has_the_same_places_to_fill_as_the_english_one(language: str) -> None:
    def places(value: object) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(str(value)) if name}

    english = _without_plurals(raw("en"))
    for key, value in _without_plurals(raw(language)).items():
        if not isinstance(value, list):
            assert places(value) == places(english[key]), key


@pytest.mark.parametrize("language", languages())
def test_every_plural_category_of_a_language_has_its_text(language: str) -> None:
    table = raw(language)
    categories = {rule["category"] for rule in table["plural"]} | {"other"}
    assert all(forms.keys() == categories for forms in table["counted"].values())
    assert len(table["digits"]) == 10
    assert len(table["months"]) == 12


def test_every_guideline_has_a_name() -> None:
    assert raw("en")["guideline"].keys() == {str(guideline) for guideline in Guideline}


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
