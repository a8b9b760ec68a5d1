"""Words find each other whatever keyboard wrote them, and the words themselves stay as they are."""

import pytest

from diwan.comments import Words
from diwan.desk.search import LONGEST_TOKEN, MOST_WORDS, asked_for, found_in, key


def finds(asked: str, body: str, *, name: str = "", called: str = "Rojîn") -> bool:
    tokens = set(key(Words(called, body), "courier"))
    words = asked_for(asked, name)
    return bool(words) and all(any(tokens.issuperset(way) for way in each.ways) for each in words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي", "علی"),  # Arabic and Persian yeh
        ("كتاب", "کتاب"),  # kaf
        ("ئه‌وه‌", "ئەوە"),  # heh with ZWNJ, as older Sorani keyboards write ە
        ("می‌روم", "میروم"),
        ("می‌روم", "می روم"),
        ("كِتَابٌ", "کتاب"),  # vowel signs
        ("كتـــاب", "کتاب"),  # tatweel
        ("أحمد", "احمد"),
        ("في", "فى"),  # Egyptian keyboards leave the dots of a final yeh out
        ("مدرسة", "مدرسه"),
        ("إيران", "ایران"),
        ("مسألة", "مساله"),
        ("خانهٔ", "خانه"),  # Persian: heh with hamza above, as a mark and as a letter
        ("خانۀ", "خانه"),
        ("دیدگاه‌ها", "ديدگاه ها"),
        ("۲۰۲۶", "٢٠٢٦"),
        ("ڕۆژ", "رۆژ"),  # Sorani typed without its marks, and on an Arabic keyboard
        ("یەکگرتوو", "يه‌كگرتوو"),
        ("ھەولێر", "هەولێر"),
        ("Bersivê", "BERSIVE"),  # Kurmanji typed without its marks
        ("İSTANBUL", "istanbul"),
        ("IĞDIR", "ığdır"),
        ("ışık", "isik"),
        ("köprü", "KOPRU"),
        ("Şêxo", "sexo"),
        ("café", "cafe\u0301"),
        ("٢٠٢٦", "2026"),
        ("straße", "STRASSE"),
    ],
)
def test_a_word_is_found_in_either_spelling(one: str, other: str) -> None:
    assert finds(one, f"before {other}, after")
    assert finds(other, f"before {one}, after")


def test_all_words_must_be_there_in_any_order_and_whole() -> None:
    body = "The bridge is open again, at last."
    assert finds("open bridge", body)
    assert not finds("open closed", body)
    assert not finds("brid", body)


def test_a_word_with_a_sign_in_it_asks_for_all_its_parts() -> None:
    assert finds("köprü'de", "Köprü’de bekledik.")
    assert finds("köprü", "Köprü’de bekledik.")
    assert not finds("köprü'de", "Köprüde bekledik.")


def test_a_name_is_found_as_a_name_and_not_as_a_word() -> None:
    assert finds("", "A fine bridge.", name="rojin")
    assert not finds("rojin", "A fine bridge.")
    assert not finds("", "Rojîn says so.", name="rojin", called="Ann")
    assert finds("bridge", "A fine bridge.", name="ROJIN")


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "👍", "\u200c", "_", "' OR 1 --"[:1]])
def test_what_has_no_letter_asks_for_nothing(nothing: str) -> None:
    assert asked_for(nothing, nothing) == ()


def test_a_token_is_letters_and_digits_whatever_was_written() -> None:
    hostile = "a\"b' & | ! ( ) <-> :* @name =site # NEAR(x) \\ \0 \ud800 ﷽ ½ x" + "y" * 200
    for token in key(Words(hostile, hostile), "courier"):
        assert token.lstrip("@=").isalnum(), token
        assert len(token) <= LONGEST_TOKEN + 1
    asked = asked_for(hostile, hostile)
    assert len(asked) == MOST_WORDS
    assert all(token.lstrip("@").isalnum() for each in asked for way in each.ways for token in way)


def test_what_was_found_is_marked_where_it_stands() -> None:
    body = "Köprü açıldı. می‌روم. KÖPRÜ!"
    spans = found_in(body, asked_for("kopru میروم", ""))
    assert [body[begin:end] for begin, end in spans] == ["Köprü", "می‌روم", "KÖPRÜ"]


def test_a_very_long_comment_has_each_token_once() -> None:
    tokens = key(Words("Ann", "bridge " * 3000), "courier")
    assert tokens == ("=courier", "@ann", "bridge")
