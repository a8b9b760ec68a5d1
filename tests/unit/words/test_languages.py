"""A tag finds the language that answers for it, and the way it is written."""

import pytest

from diwan import guidelines
from diwan.words.languages import LANGUAGES, answering, direction


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ckb", "rtl"),
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("ku", "ltr"),
        ("kmr", "ltr"),
        ("ku-Arab", "rtl"),
        ("az-Latn", "ltr"),
        ("en", "ltr"),
        ("tr", "ltr"),
    ],
)
def test_direction_follows_the_script(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("tr", "tr"),
        ("tr-TR", "tr"),
        ("ar-EG", "ar"),
        ("FA-ir", "fa"),
        ("kmr", "ku"),
        ("ku-Latn-TR", "ku"),
        ("ku-Arab-IQ", "ckb"),
        ("pes", "fa"),
        ("he", "en"),
        ("", "en"),
    ],
)
def test_a_tag_is_answered_in_its_language_or_in_english(tag: str, expected: str) -> None:
    assert answering(tag) == expected


def test_readers_are_spoken_to_in_every_language_that_guidelines_are_written_in() -> None:
    assert set(LANGUAGES) == set(guidelines.LANGUAGES)
