"""Readers are spoken to in the article's language, completely, or in English that says so."""

from diwan.editions.words import languages, words_for
from diwan.guidelines import AbuseKind, Guideline


def test_every_guideline_and_kind_of_abuse_has_a_name_in_every_language() -> None:
    for language in languages():
        words = words_for(language)
        assert words.guidelines.keys() == set(Guideline)
        assert words.abuse_kinds.keys() == set(AbuseKind)
        assert words.guideline(Guideline.THREAT) == words.guidelines["threat"]
        assert words.abuse_kind(AbuseKind.RACISM) == words.abuse_kinds["racism"]


def test_a_language_we_have_no_words_for_is_answered_in_english_that_says_so() -> None:
    words = words_for("he")
    assert (words.language, words.direction) == ("en", "ltr")
    assert words_for("tr-TR").language == "tr"
