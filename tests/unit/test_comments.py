"""A comment's words are taken whole or not at all, and its digest stands for exactly these words in exactly this place."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from diwan.comments import Words, check_key, check_words, digest
from diwan.errors import Unacceptable

LIMIT = 5000
SOUND = Words("Rojîn", "A fine bridge.")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def refusal(words: Words) -> str:
    with pytest.raises(Unacceptable) as refused:
        check_words(words, max_characters=LIMIT)
    assert refused.value.field == refused.value.code.partition("-")[0]
    assert words.body not in str(refused.value) or not words.body.strip()
    return refused.value.code


@given(st.text(max_size=100), st.text(max_size=100))
def test_words_are_returned_unchanged_or_refused(name: str, body: str) -> None:
    words = Words(name, body)
    try:
        assert check_words(words, max_characters=LIMIT) is words
    except Unacceptable:
        return
    assert (words.name, words.body) == (name, body)
    (name + body).encode("utf-8")
    assert "\0" not in name + body


@given(st.text(st.characters(categories=["Cc", "Cf", "Co", "Cn", "Zs", "Zl", "Zp"]), max_size=20))
def test_a_comment_in_which_nothing_can_be_seen_is_empty(body: str) -> None:
    assert refusal(replace(SOUND, body=body)) == "body-empty"


@given(st.characters(categories=["Cc", "Cs"], exclude_characters="\n\r\t"))
def test_no_control_character_and_no_half_letter_gets_into_a_comment(character: str) -> None:
    assert refusal(replace(SOUND, body=f"a{character}b")) == "body-characters"


@given(
    st.characters(categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"], exclude_characters="\u200c\u200d")
)
def test_nothing_invisible_gets_into_a_name(character: str) -> None:
    assert refusal(replace(SOUND, name=f"a{character}b")) == "name-characters"


@given(st.characters(categories=["Ll", "Lu", "Lo", "Nd"], max_codepoint=0x2FFF))
def test_any_letter_that_shows_can_be_a_name(letter: str) -> None:
    if letter in "\u115f\u1160":  # the Hangul fillers
        assert refusal(replace(SOUND, name=letter)) == "name-characters"
    else:
        check_words(replace(SOUND, name=letter), max_characters=LIMIT)


@pytest.mark.parametrize("marks", range(6))
def test_a_name_carries_three_marks_on_a_letter_and_no_more(marks: int) -> None:
    words = replace(SOUND, name="Z" + "\u0301" * marks + "a")
    assert unicodedata.category("\u0301") == "Mn"
    if marks <= 3:
        check_words(words, max_characters=LIMIT)
    else:
        assert refusal(words) == "name-marks"


@pytest.mark.parametrize("letter", ["a", "ێ", "👍", "𝔘"])
def test_limits_count_characters_whatever_they_weigh(letter: str) -> None:
    check_words(Words("ێ" * 60, letter * LIMIT), max_characters=LIMIT)
    assert refusal(replace(SOUND, body=letter * (LIMIT + 1))) == "body-too-long"
    assert refusal(replace(SOUND, name="ێ" * 61)) == "name-too-long"


@pytest.mark.parametrize("name", [" a", "a ", "\u00a0a", "a\u3000"])
def test_a_name_neither_begins_nor_ends_with_a_space(name: str) -> None:
    assert refusal(replace(SOUND, name=name)) == "name-spaces"


@pytest.mark.parametrize("key", ["a" * 16, "a" * 64, "A-Z_0-9aaaaaaaaaa"])
def test_a_sound_key_is_returned(key: str) -> None:
    assert check_key(key) == key


@pytest.mark.parametrize(
    "key", ["", "a" * 15, "a" * 65, "ê" * 16, "a" * 16 + "\n", "a b" * 6, "a" * 15 + "\0"]
)
def test_a_key_of_other_making_is_refused(key: str) -> None:
    with pytest.raises(Unacceptable):
        check_key(key)


Place = tuple[str, str, str, str, str]
PLACES = st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)


def made(place: Place, salt: bytes = bytes(32)) -> bytes:
    site, article, parent, name, body = place
    return digest(salt, site=site, article=article, parent_id=parent, words=Words(name, body))


@given(PLACES, PLACES)
def test_the_digest_tells_any_two_places_and_words_apart(one: Place, other: Place) -> None:
    assert (made(one) == made(other)) == (one == other)


@given(PLACES, st.integers(0, 3), st.integers(0, 20))
def test_the_digest_notices_text_that_moves_from_one_field_to_the_next(
    place: Place, number: int, length: int
) -> None:
    moved = list(place)
    moved[number], moved[number + 1] = place[number][:length], place[number][length:] + place[number + 1]
    assert (made(tuple(moved)) == made(place)) == (tuple(moved) == place)  # type: ignore[arg-type]


def test_nobody_answered_is_the_same_as_no_parent() -> None:
    words = Words("a", "b")
    assert digest(bytes(32), site="s", article="a", parent_id=None, words=words) == digest(
        bytes(32), site="s", article="a", parent_id="", words=words
    )


def test_the_same_words_under_another_salt_have_another_digest() -> None:
    place = ("courier", "bridge", "", "Rojîn", "x")
    assert made(place, bytes(32)) != made(place, b"\1" + bytes(31))
    assert len(made(place)) == 32


def test_the_digest_is_the_one_that_the_description_of_the_format_gives() -> None:
    import hashlib

    fields = [b"courier", b"bridge", b"", "Rojîn".encode(), b"x"]
    data = b"diwan comment v1\n" + bytes(range(32)) + b"".join(len(f).to_bytes(8, "big") + f for f in fields)
    assert made(("courier", "bridge", "", "Rojîn", "x"), bytes(range(32))) == hashlib.sha256(data).digest()
