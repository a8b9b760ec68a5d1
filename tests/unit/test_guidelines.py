"""The guidelines' wording: six languages in one flat object, whose first revision has not changed."""

import pytest

from diwan.errors import Unacceptable
from diwan.guidelines import (
    FIRST_TEXTS,
    LANGUAGES,
    MAX_TEXT_CHARACTERS,
    Guideline,
    check_texts,
    text_in,
    text_key,
)
from diwan.ledger.commitments import texts_digest

TEXTS = dict(FIRST_TEXTS)


def test_the_first_revision_is_what_it_always_was() -> None:
    """Its digest stands in the ledger of every instance."""
    assert texts_digest(FIRST_TEXTS) == "9038804b954d9fc908287d9891cdd545fc685bb7148fc14f637f9b06f6a72f24"
    assert check_texts(FIRST_TEXTS) == FIRST_TEXTS


def test_every_language_has_a_key_of_its_own_and_english_keeps_the_old_one() -> None:
    keys = {text_key(code, language) for code in Guideline for language in LANGUAGES}
    assert len(keys) == len(Guideline) * len(LANGUAGES)
    assert text_key(Guideline.THREAT, "en") == "threat"
    assert text_key(Guideline.THREAT, "ckb") == "threat/ckb"


def test_a_text_is_found_in_its_language_or_else_in_english() -> None:
    texts = {"threat": "No threats.", "threat/ckb": "هەڕەشە مەکە."}
    assert text_in(texts, "threat", "ckb") == text_in(texts, "threat", "CKB-IQ") == "هەڕەشە مەکە."
    assert text_in(texts, "threat", "fa") == text_in(texts, "threat", "en-GB") == "No threats."
    assert text_in(texts, "abuse", "en") is None


def test_translations_may_be_left_out_and_empty_ones_are_not_kept() -> None:
    written = {**TEXTS, "threat/ckb": "هەڕەشە مەکە.", "threat/tr": ""}
    assert check_texts(written) == {**TEXTS, "threat/ckb": "هەڕەشە مەکە."}


def test_the_non_joiner_of_persian_and_kurdish_is_a_letter_of_a_word() -> None:
    assert check_texts({**TEXTS, "threat/fa": "تهدید نمی\u200cکنیم"})["threat/fa"] == "تهدید نمی\u200cکنیم"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("threat", ""),
        ("criticism", "No criticism."),
        ("threat/de", "Keine Drohungen."),
        ("threat/ckb", "x" * (MAX_TEXT_CHARACTERS + 1)),
        ("threat/ar", "two\nlines"),
        ("threat/ar", " ends with a space "),
        ("threat/ar", "turned \u202e round"),
        ("threat/ar", "half \ud800 a pair"),
        ("threat/ar", "nul \0"),
    ],
)
def test_what_cannot_be_a_text_is_refused_by_its_key(key: str, text: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        check_texts({**TEXTS, key: text})
    assert refused.value.field == key
