"""What reading skips to be quick changes nothing: each shortcut sees what the long way sees."""

import math
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from diwan.screening import doubts, language
from diwan.screening.lexicons import built_in
from diwan.screening.normalise import fold_term, fold_terms, folded, leet, normalise
from diwan.screening.phrase_tables import Near
from diwan.screening.rules import contacts, offers
from diwan.screening.rules.criticism_phrases import built_in as criticised
from diwan.screening.rules.offer_phrases import built_in as offered
from diwan.screening.terms import letters
from diwan.screening.terms.matcher import Matcher
from diwan.screening.token_phrases import Match, Phrases, _Beginning, tokens

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
    for signs, speaks in language._SIGNS_OF[language._LATIN_CODES]:
        if (signs, speaks) not in language._SIGNS_IN_ASCII:
            assert re.fullmatch(
                r"\[[^]]+\]", signs.pattern
            )  # one character, so that no longer text could hold more
            assert signs.search(ascii_text) is None


SENTENCES = [
    line
    for file in (Path(__file__).parents[3] / "benchmarks" / "languages").glob("*.txt")
    for line in file.read_text(encoding="utf-8").splitlines()
    if line
]


@pytest.mark.parametrize("prior", [None, "en", "ckb", "ku", "ar", "tr", "fa"])
def test_where_words_tell_plainly_what_endings_and_py3langid_would_say_changes_nothing(
    prior: str | None,
) -> None:
    asked: list[str] = []

    def asking(words: str, *arguments: Any, **named: Any) -> dict[str, float]:
        asked.append(words)
        return whole(words, *arguments, **named)

    whole = language._model
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(language, "_model", asking)
        quick = [language.identify(text, prior=prior).code for text in SENTENCES]
        seldom = len(asked)
        patched.setattr(language, "_PLAINLY", math.inf)
        assert quick == [language.identify(text, prior=prior).code for text in SENTENCES]
    assert seldom < 0.8 * (len(asked) - seldom)


@pytest.mark.parametrize("code", ["en", "ckb", "ku", "ar", "tr", "fa", None])
def test_terms_folded_together_are_those_folded_alone(code: str | None) -> None:
    words = sorted({word for text in SENTENCES for word in text.split()})
    assert fold_terms(words, code) == [fold_term(word, code) for word in words]


@settings(deadline=None)
@given(st.text("abcuikx04@$!*#%|-. \u0628\u20ac", max_size=30))
def test_without_their_signs_there_is_neither_leet_nor_a_mask(text: str) -> None:
    if folded._SIGNS.isdisjoint(text):
        assert leet.SUSPECT.search(text) is None
        assert folded._MASK.search(text) is None


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
            patched.setattr(
                _Beginning,
                "before",
                lambda beginning, _after: [each._replace(needed=()) for each in beginning._phrases],
            )
            one_by_one = phrases.find(read)
        assert phrases.find(read) == one_by_one


OFFERED = offered([*offers.KINDS, "warning", "contradiction"])
OFFERS = [
    " ".join(re.split(r"[|?~]", word)[-1] or "all" for word in words if word != "*")
    for _, words in OFFERED._phrases[::7]
]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*OFFERS, *WORDS, ".", "my", "your", "from home"]), max_size=20).map(" ".join)
)
def test_a_phrase_of_which_a_word_is_missing_does_not_stand_there(text: str) -> None:
    read = normalise(text, "en").folded.text
    prepared = OFFERED._prepared("en")
    with pytest.MonkeyPatch.context() as patched:
        unasked = prepared._replace(needed=[()] * len(prepared.needed))
        patched.setattr(OFFERED, "_prepared", lambda _language: unasked)
        one_by_one = OFFERED.find(read, "en")
    assert OFFERED.find(read, "en") == one_by_one


def test_the_phrases_of_an_offer_are_found_with_their_words_counted() -> None:
    said = [found.group for found in OFFERED.find("join my telegram channel and earn from home", "en")]
    assert said


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


MATCHES = st.tuples(st.integers(0, 40), st.integers(0, 6)).map(lambda at: Match("g", at[0], at[0] + at[1]))


@given(st.lists(MATCHES, max_size=20), MATCHES, st.integers(0, 8))
def test_what_stands_near_is_found_without_looking_at_all(
    matches: list[Match], on: Match, words: int
) -> None:
    found = Near(matches).to(on, words)
    assert [match.first for match in found] == sorted(match.first for match in set(found))
    assert set(found) <= set(matches)
    for match in set(matches) - set(found):
        assert max(match.first - on.last, on.first - match.last) - 1 > words


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["a", "b", "cd", '"', "“", "”", "„", "«", "»", "‹", "›", "‘", "’", " ", " "])
    ).map("".join)
)
def test_quotation_marks_hold_what_stands_between_them(text: str) -> None:
    body = normalise(text, "en").folded
    read = tokens(body)
    stretches = []
    for opening, closing in doubts._QUOTES:
        begin = body.text.find(opening)
        while begin >= 0 and (end := body.text.find(closing, begin + 1)) >= 0:
            stretches.append((begin, end))
            begin = body.text.find(opening, end + 1)
    assert doubts.quoted(body, read) == {
        number
        for number, token in enumerate(read)
        if any(begin < token.begin and token.end <= end for begin, end in stretches)
    }
