"""Relevance is measured by the words that come back, and counts for or against nobody."""

import pytest

from diwan.comments import Words
from diwan.screening.check import Context, Reading, read
from diwan.screening.findings import Finding, Mark
from diwan.screening.guess import Guess
from diwan.screening.rules.relevance import (
    HEADLINE,
    MOST_OF_TEXT,
    READ_OF_TEXT,
    TEXT as TEXT_WEIGHT,
    Relevance,
)

HEADLINES = {
    "en": "Old bridge over the Tanjaro to close for repairs",
    "tr": "Belediye köprüyü onarım için kapatıyor",
    "ku": "Şaredarî pira kevn ji bo nûjenkirinê digire",
    "ar": "البلدية تغلق الجسر القديم للصيانة",
    "fa": "شهرداری پل قدیمی را برای تعمیر می‌بندد",
    "ckb": "شارەوانی پردە کۆنەکە بۆ نۆژەنکردنەوە دادەخات",
}


def reading(body: str, language: str = "en", **around: str) -> Reading:
    return read(Words("Rojîn", body), Context(language, **around))  # type: ignore[arg-type]


def look(body: str, language: str = "en", **around: str) -> list[Finding]:
    return list(Relevance().look(reading(body, language, **around)))


def score(body: str, language: str = "en", **around: str) -> float:
    [finding] = look(body, language, **around)
    return finding.score


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Which bridges are left to us then?"),
        ("en", "THE BRIDGE!"),
        ("en", "The repair will take years."),
        ("tr", "Köprüler hep aynı dertte."),
        ("tr", "Bu onarımı kim yapacak?"),
        ("ku", "Şaredariya me tu carî bersivê nade."),
        ("ku", "Nûjenkirin baş e."),
        ("ar", "وبلدية أربيل؟"),
        ("ar", "الصيانة تأخرت كثيرا."),
        ("ar", "هذا الجسر بناه جدي."),
        ("fa", "شهرداری‌ها همه همین‌اند."),
        ("fa", "تعمیرات را دیر شروع کردند."),
        ("ckb", "شارەوانییەکان هەر وا دەکەن."),
        ("ckb", "نۆژەنکردنەوەی باشە."),
    ],
)
def test_a_word_of_the_headline_is_met_in_whatever_inflection(language: str, body: str) -> None:
    assert score(body, language, headline=HEADLINES[language]) >= HEADLINE * 0.6


@pytest.mark.parametrize("body", ["جسر", "الجسر", "للجسر", "والجسر", "بالجسر", "فالجسر"])
def test_what_arabic_joins_to_a_word_makes_no_difference(body: str) -> None:
    assert score(body, "ar", headline=HEADLINES["ar"]) == HEADLINE


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "My cat has read this and would like a right of reply."),
        ("en", "Over and over, to the end, for the rest."),
        ("en", "👍"),
        ("en", ""),
        ("tr", "Bugün hava çok güzel."),
        ("ku", "Îro hewa pir xweş e."),
        ("ar", "الطقس جميل اليوم."),
        ("fa", "امروز هوا خوب است."),
        ("ckb", "ئەمڕۆ کەش زۆر خۆشە."),
    ],
)
def test_a_comment_that_meets_nothing_scores_nothing(language: str, body: str) -> None:
    assert score(body, language, headline=HEADLINES[language]) == 0


def test_each_word_more_raises_the_score_and_none_lifts_it_over_one() -> None:
    headline = HEADLINES["en"]
    one, two, all_of_it = (
        score(body, headline=headline) for body in ("the bridge", "the old bridge", headline * 50)
    )
    assert 0 < one < two < all_of_it <= 1


def test_the_same_word_again_adds_nothing() -> None:
    assert score("bridge " * 30, headline=HEADLINES["en"]) == score("bridge", headline=HEADLINES["en"])


def test_the_answered_comment_and_the_section_count_less_than_the_headline() -> None:
    by_headline = score("Storks again!", headline="Storks return")
    by_parent = score("Storks again!", headline="Rain", parent="Storks, on the minaret")
    by_section = score("Storks again!", headline="Rain", section="Storks")
    assert by_headline > by_parent > 0
    assert by_headline > by_section > 0


TEXT = "The storks returned on Monday. Nobody had seen storks since the drought, and a drought is long."


def test_what_the_article_comes_back_to_is_met_and_what_it_says_once_is_not() -> None:
    assert score("Storks again!", headline="Rain", article_text=TEXT) == TEXT_WEIGHT
    assert score("Storks and drought.", headline="Rain", article_text=TEXT) > TEXT_WEIGHT
    assert score("On a Monday?", headline="Rain", article_text=TEXT) == 0
    assert score("Storks again!", article_text=TEXT) == TEXT_WEIGHT


def test_a_word_of_the_headline_counts_once_though_the_text_repeats_it() -> None:
    assert score("Storks again!", headline="Storks return", article_text=TEXT) == HEADLINE


def test_a_long_text_is_read_in_its_beginning_and_for_its_most_frequent_words() -> None:
    far = "x" * READ_OF_TEXT + " storks storks"
    assert look("Storks again!", article_text=far) == [] or score("Storks again!", article_text=far) == 0
    frequent = " ".join(f"word{chr(97 + n % 26) * 9}{chr(97 + n // 26)}" * 1 for n in range(MOST_OF_TEXT))
    crowded = "storks storks " + " ".join([frequent] * 3)
    assert score("Storks again!", headline="Rain", article_text=crowded) == 0


def test_the_words_met_are_shown_where_they_stand() -> None:
    body = "Close it? The bridge is fine, the bridge stays."
    [finding] = look(body, headline=HEADLINES["en"])
    assert [body[span.begin : span.end] for span in finding.spans] == ["Close", "bridge", "bridge"]


def test_it_is_a_mark_without_guideline_and_repeats_no_words() -> None:
    [finding] = look("the old bridge", headline=HEADLINES["en"])
    assert (finding.mark, finding.guideline, finding.could_not_tell) == (Mark.RELEVANCE, None, False)
    assert "bridge" not in finding.detail
    assert "2 of 5" in finding.detail


def test_without_a_headline_or_an_answered_comment_nothing_is_said() -> None:
    assert look("the bridge") == []
    assert look("the bridge", section="City") == []
    assert look("the bridge", headline="– to the 24 –") == []


def test_a_comment_surely_in_another_language_is_not_measured() -> None:
    asked = reading("Köprü kapanıyor mu?", headline=HEADLINES["en"])
    sure = Reading(asked.words, asked.context, asked.body, asked.name, Guess("tr", 0.99))
    unsure = Reading(asked.words, asked.context, asked.body, asked.name, Guess("tr", 0.5))
    untold = Reading(asked.words, asked.context, asked.body, asked.name, Guess(None, 0.0))
    assert Relevance().look(sure) == []
    assert [f.score for f in Relevance().look(unsure)] == [0]
    assert [f.score for f in Relevance().look(untold)] == [0]


def test_languages_without_a_list_of_function_words_are_compared_all_the_same() -> None:
    assert score("Die Brücken sind alt.", "de", headline="Brücke gesperrt") > 0


@pytest.mark.parametrize("text", ["\ud800", "a" * 20000, "'" * 50, "bridge " * 3000, "\u200c", "ال"])
def test_any_text_can_be_compared(text: str) -> None:
    for language in ("en", "ar", "", "x-private"):
        for finding in look(text, language, headline=text, section=text, parent=text, article_text=text):
            assert 0 <= finding.score <= 1
