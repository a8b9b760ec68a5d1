"""A new instance has its guidelines in all six languages."""

from diwan.first_wording import FIRST_WORDING
from diwan.guidelines import FIRST_TEXTS, LANGUAGES, Guideline, check_texts, text_in, text_key


def test_every_guideline_is_worded_in_every_language() -> None:
    assert FIRST_WORDING.keys() == {text_key(code, language) for code in Guideline for language in LANGUAGES}
    assert check_texts(FIRST_WORDING) == FIRST_WORDING
    assert all(text.endswith(".") for text in FIRST_WORDING.values())


def test_no_two_languages_say_the_same_and_english_is_as_it_was() -> None:
    assert len(set(FIRST_WORDING.values())) == len(FIRST_WORDING)
    assert FIRST_TEXTS.items() <= FIRST_WORDING.items()


def test_a_reader_of_kurmanji_is_told_in_kurmanji() -> None:
    assert text_in(FIRST_WORDING, "threat", "ku") == "Gefan li kesî nexwin û xirabiya kesî nexwazin."
