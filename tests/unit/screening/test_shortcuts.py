"""What reading skips to be quick changes nothing: each shortcut sees what the long way sees."""

import re
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from diwan.screening import language
from diwan.screening.lexicons import built_in
from diwan.screening.normalise import folded, normalise
from diwan.screening.rules import contacts
from diwan.screening.rules.criticism_phrases import built_in as criticised
from diwan.screening.terms import letters
from diwan.screening.terms.matcher import Matcher
from diwan.screening.token_phrases import Phrases, _Beginning, tokens

WORDS = [
    "the",
    "paper",
    "papers",
    "your",
    "editor",
    "editor's",
    "is",
    "biased",
    "a",
    "disgrace",
    "assembly",
    "ass",
    "shite",
    "shit",
]
MATCHER = Matcher([built_in("en")], "en")
PHRASES = (criticised("en"), Phrases({"group": ["the paper", "the … paper", "a/the news*", "the"]}, "en"))


def dotted(text: str) -> str:
    """In the capitals and small letters of Turkish."""
    return text.replace("i", "İ").replace("I", "ı")


written = st.lists(st.sampled_from([*WORDS, ".", "\n", ",", "*", "news", "x"]), max_size=14).map(" ".join)


def test_what_is_in_a_word_is_told_as_the_table_of_categories_tells_it() -> None:
    for character in map(chr, range(sys.maxunicode + 1)):
        told = character.isalnum() or unicodedata.category(character).startswith("M")
        assert letters.in_word(character) == told


@settings(deadline=None)
@given(st.text("ab.:/@#w12 \n-comht\u0661\u0628", max_size=40))
def test_without_handles_and_endings_the_shorter_pattern_takes_out_the_same(text: str) -> None:
    assert language._only_words(text) == language._NO_WORDS.sub(" ", text)


def test_no_sign_that_is_passed_over_stands_in_ascii() -> None:
    ascii_text = "".join(map(chr, range(128)))
    for signs, speaks in language._SAID[language._LATIN_CODES]:
        if (signs, speaks) not in language._SAID_IN_ASCII:
            assert re.fullmatch(
                r"\[[^]]+\]", signs.pattern
            )  # one character, so that no longer text could hold more
            assert signs.search(ascii_text) is None


@settings(deadline=None)
@given(written)
def test_a_term_that_stands_alone_is_passed_over_only_inside_longer_words(text: str) -> None:
    read = normalise(text, "en")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(MATCHER, "_alone", [False] * len(MATCHER._alone))
        all_asked = MATCHER.hits(read)
    assert MATCHER.hits(read) == all_asked


@settings(deadline=None)
@given(written)
def test_phrases_that_the_next_word_rules_out_are_those_that_do_not_stand_there(text: str) -> None:
    for phrases in (
        criticised("en"),
        Phrases({"g": ["the paper", "the …  paper", "a/the news*", "the"]}, "en"),
    ):
        read = tokens(normalise(text, "en").folded)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(_Beginning, "before", lambda beginning, _after: beginning._phrases)
            one_by_one = phrases.find(read)
        assert phrases.find(read) == one_by_one


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "://",
                "http",
                "www.",
                "a",
                "b1",
                "@",
                ".",
                "com",
                ".com",
                "/",
                " ",
                "f*ck",
                "coool",
                "-",
                "!",
                "$",
            ]
        )
    ).map("".join)
)
def test_without_an_address_the_words_of_a_text_are_the_same(text: str) -> None:
    if folded._MAY_HOLD_ADDRESS.search(text) is None:
        said = [(match.span(), match["address"]) for match in folded._TOKEN.finditer(text)]
        assert [(match.span(), match["address"]) for match in folded._NO_ADDRESS.finditer(text)] == said


PLATFORMS = re.findall(r"[^()|?:]+", contacts._PLATFORM.replace("\\s?", " ").replace("\\W?", "-"))


@settings(deadline=None)
@given(st.sampled_from(PLATFORMS), st.sampled_from([str.upper, str.lower, str.title, str.swapcase, dotted]))
def test_a_handle_is_not_missed_for_its_platform(platform: str, spelled: Callable[[str], str]) -> None:
    text = f"{spelled(platform)}: @dana.k"
    assert contacts._HANDLES.search(text) is None or contacts._may_hold_handle(text)
    assert contacts._HANDLES.search(f"{platform}: @dana.k")
