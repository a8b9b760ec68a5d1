"""Sentences by key: places, elements, plurals, digits and days, in the language that is spoken."""

import pytest
from markupsafe import Markup

from diwan.clock import iso
from diwan.web.desk import speaking as desk
from diwan.web.desk.speaking import say, speaking
from diwan.words.languages import LANGUAGES

AT = 1_766_000_000_000
"""17 December 2025, 19:33 UTC."""


def test_english_is_spoken_where_nobody_has_said() -> None:
    assert say("base/waiting") == "Waiting"


def test_what_fills_a_place_is_escaped_and_markup_stands() -> None:
    assert say("log/dismissed", name="<b>Zîn</b>") == "&lt;b&gt;Zîn&lt;/b&gt; (dismissed)"
    assert say("common/by", name=Markup("<bdi>Zîn</bdi>")) == "by <bdi>Zîn</bdi>"


def test_an_element_is_opened_by_what_comes_with_the_values_and_closed_alike() -> None:
    told = say("says/trouble", count=2, shown=Markup('<button type="button" data-slot="show">'))
    assert told == '2 not recorded <button type="button" data-slot="show">Show</button>'
    assert say("lane/nothing-further", a=desk.link('/desk?"')).endswith(
        '<a href="/desk?&#34;">Back to the beginning</a>'
    )
    assert say("decide/escape") == "<kbd>Esc</kbd> goes back"


def test_a_sentence_whose_places_nobody_fills_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(KeyError):
            say("common/by")


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_and_lengths_of_time_are_each_languages_own_however_often_they_are_told(language: str) -> None:
    for spoken in (language, "en", language):
        with speaking(spoken):
            assert desk.lasting(59_999) == say("time/under-minute")
            assert desk.lasting(3_599_999) == say("time/minutes", minutes=59)
            assert desk.lasting(86_399_999) == say("time/hours", hours=23, minutes=59)
            assert desk.lasting(90_000_000) == say("time/days", days=1, hours=1)
            assert desk.time_of(AT) == Markup('<time datetime="{}">{}</time>').format(
                iso(AT), say("time/utc", moment=desk.moment(AT))
            )


def test_a_score_is_told_in_hundredths_as_each_language_writes_them() -> None:
    hundredths = [say("time/percent", number=n) for n in (0, 0, 92, 100)]
    assert [desk.percent(score) for score in (0.0, 0.004, 0.917, 1.0)] == hundredths
    with speaking("ar"):
        assert "٩٢" in desk.percent(0.917)
    assert "92" in desk.percent(0.917)


def test_a_place_filled_with_an_element_is_text() -> None:
    assert "<a>" not in say("batch/skipped", count=1, why="<a>")


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "1 comment waits now."),
        ("en", 1000, "1,000 comments wait now."),
        ("ar", 2, "تعليقان ينتظران الآن."),
        ("ar", 11, "١١ تعليقًا ينتظر الآن."),
        ("fa", 0, "اکنون ۰ دیدگاه در انتظار است."),
    ],
)
def test_a_number_asks_for_its_plural_and_is_written_in_the_languages_digits(
    language: str, n: int, said: str
) -> None:
    with speaking(language):
        assert say("figures/waiting", n=n) == said


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "2025-12-17"), ("tr", "17.12.2025"), ("fa", "۱۴۰۴/۰۹/۲۶"), ("ckb", "١٧\u200f/١٢\u200f/٢٠٢٥")],
)
def test_a_day_is_written_on_the_languages_calendar_and_in_its_order(language: str, day: str) -> None:
    with speaking(language):
        assert desk.day(AT) == day


def test_tenths_stand_behind_the_languages_point() -> None:
    with speaking("tr"):
        assert [desk.decimal(n) for n in (0, 2.5, 9.96, 12.4)] == ["0", "2,5", "10,0", "12"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_spoken_before_is_spoken_again_afterwards(language: str) -> None:
    with speaking("tr"):
        with speaking(language, "/desk/log"):
            assert (desk.tongue().language, desk.address()) == (language, "/desk/log")
        assert (desk.tongue().language, desk.address()) == ("tr", "/desk")
