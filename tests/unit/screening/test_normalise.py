"""What normalising guarantees for any text, and that ordinary text is left alone."""

import re

import pytest
from hypothesis import example, given, strategies as st

from diwan.screening.normalise import Mapped, Normalised, fold_term, normalise

LANGUAGES = ["en", "ckb", "ku", "ar", "tr", "fa", None]

# Any code point at all, and those that matter here more often than chance would have them.
CHARACTERS = st.one_of(
    st.characters(codec=None, categories=None),
    st.sampled_from(
        "aAiıİIoO01345$@!*#.- \n\u200b\u200c\u200d\u00ad\u202e\u202c\u2066\u2069\u0301\u0336\u064b\u0640\ufe0f\u20e3"
    ),
    st.sampled_from("کيهەةأئءوşçêîûğрсοα🖕👨🏽🏴ßŒſǅﷺｆ𝐟🅰"),
)
TEXTS = st.text(CHARACTERS, max_size=60)


def assert_leads_back(mapped: Mapped, original: str) -> None:
    assert len(mapped.begins) == len(mapped.ends) == len(mapped.text)
    assert list(mapped.begins) == sorted(mapped.begins)
    assert list(mapped.ends) == sorted(mapped.ends)
    for begin, end in zip(mapped.begins, mapped.ends, strict=True):
        assert 0 <= begin < end <= len(original)


@given(TEXTS, st.sampled_from(LANGUAGES))
@example("\ud800\udfff", None)
@example("\x00", "en")
@example("a\u0301" * 20, "tr")
@example("\u202e" * 5, "ar")
@example("* " * 20, "en")
def test_every_place_leads_back_into_the_original_whatever_the_text(text: str, language: str | None) -> None:
    normalised = normalise(text, language)
    assert normalised.original == text
    assert_leads_back(normalised.plain, text)
    assert_leads_back(normalised.folded, text)
    for notice in normalised.notices:
        assert 0 <= notice.begin < notice.end <= len(text)


@given(TEXTS)
def test_plain_text_has_nothing_left_to_be_made_plain(text: str) -> None:
    once = normalise(text, None).plain.text
    twice = normalise(once, None).plain.text
    assert normalise(twice, None).plain.text == twice
    assert len(twice) <= len(once)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_plain_text_can_be_encoded(text: str, language: str | None) -> None:
    normalise(text, language).plain.text.encode("utf-8")
    normalise(text, language).folded.text.encode("utf-8")


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_the_plain_form_of_ascii_is_itself(text: str) -> None:
    assert normalise(text, "en").plain.text == text


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_term_folded_twice_is_the_term_folded_once(text: str, language: str | None) -> None:
    once = fold_term(text, language)
    twice = fold_term(once, language)
    assert fold_term(twice, language) == twice


ORDINARY = [
    ("I've lived here for 30 years; the council (and its mayor!) did nothing. Why?", "en"),
    ("It costs $100, €3.50 or 12.000 TL, on 12.05.2024 at 10:30, in v1.2.3 of RFC 6962.", "en"),
    ("The U.S.A., e.g. Mr. J. R. Smith a.k.a. Jim, won 3-2 on the 1st, 2nd and 3rd.", "en"),
    ("See https://example.org/a1b2?c=d3e4 or write to ali3@example.org, @ali1, #mp3.", "en"),
    ("Well... that's 5km, 4x4, mp3, covid19, G20, F16, COVID-19 and 50%.", "en"),
    ("Bu köprü İstanbul'da 10 yıldır söz veriliyor, saat 15.30'da ışıklar söndü.", "tr"),
    ("Ji kerema xwe bêjin, çima pir û rê hîn nehatine çêkirin?", "ku"),
    ("بۆچی ڕێگاکە داخراوە؟ ٢٥ کەس لەوێ بوون.", "ckb"),
    ("می‌خواهم بدانم خانه‌های ما چه می‌شود؟", "fa"),
    ("لماذا أُغلق الجسر في ١٢ آذار؟", "ar"),
    ("Iphone-ەکەم شکا، WiFi نییە 👍🏽 ❤️ 👨‍👩‍👧 🏴\U000e0067\U000e0062\U000e007f 1️⃣", "ckb"),
    ("Привет, это по-русски. Καλημέρα σας. שלום", None),
    ("5 μm of 10 kΩ", "en"),
    ("iPhone14s and iphone7de, youtu.be/a1b3c, @j0hn_d0e, H1N1, Boeing737ler", "tr"),
    ("K.K.K.T. ve T.C., A.Ş. 1-2-3 a/b", "tr"),
    ("2023دا ١٠٠هەزار کەس، ۲۰۲۴م", "ckb"),
]


@pytest.mark.parametrize(("text", "language"), ORDINARY)
def test_ordinary_text_is_left_alone_and_nothing_is_said(text: str, language: str | None) -> None:
    normalised = normalise(text, language)
    assert normalised.plain.text == text
    assert isinstance(normalised.plain.begins, range)
    assert normalised.notices == ()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("It costs $100 or 3.50, 12.05.2024 and v1.2.3", None),
        ("U.S.A. e.g. a.k.a. i.e. J. R. Smith", None),
        ("1st 2nd 3rd 5km 4x4 mp3 covid19 g20", None),
        ("good cool saat feet book all", None),
        ("viii. and xxx and www", None),
        ("see https://a1b2.example.org/x0y0 or me@example.org", None),
    ],
)
def test_numbers_initials_and_doubled_letters_are_folded_by_their_case_only(
    text: str, folded: str | None
) -> None:
    assert normalise(text, "en").folded.text == (folded or text.lower())


def found(normalised: Normalised, word: str) -> list[str]:
    """The original stretches in which the folded `word` is found as a whole word."""
    whole = re.finditer(rf"(?<![\w*]){re.escape(word)}(?![\w*])", normalised.folded.text)
    return [normalised.original[slice(*normalised.folded.original(*match.span()))] for match in whole]


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("what a w e a s e l you are", "weasel", "a w e a s e l"),
        ("w.e.a.s.e.l!", "weasel", "w.e.a.s.e.l"),
        ("W-E-A-S-E-L", "weasel", "W-E-A-S-E-L"),
        ("you w_e_a_s_e_l", "weasel", "w_e_a_s_e_l"),
        ("w3as3l", "weasel", "w3as3l"),
        ("wea$el", "weasel", "wea$el"),
        ("we@sel", "weasel", "we@sel"),
        ("@pe", "ape", "@pe"),
        ("$nake", "snake", "$nake"),
        ("sn4k3s", "snakes", "sn4k3s"),
        ("b1tter", "bitter", "b1tter"),
        ("ho1e", "hole", "ho1e"),
        ("weeeeasel", "weasel", "weeeeasel"),
        ("weaseeeeel!!!", "weasel", "weaseeeeel"),
        ("gooood", "good", "gooood"),
        ("gooood", "god", "gooood"),
        ("skuuunk", "skunk", "skuuunk"),
        ("skuunk", "skunk", "skuunk"),
        ("w\u200be\u200bas\u2060el", "weasel", "w\u200be\u200bas\u2060el"),
        ("wea\u00adsel", "weasel", "wea\u00adsel"),
        ("wеаsel", "weasel", "wеаsel"),
        ("ｗｅａｓｅｌ", "weasel", "ｗｅａｓｅｌ"),
        ("𝐰𝐞𝐚𝐬𝐞𝐥", "weasel", "𝐰𝐞𝐚𝐬𝐞𝐥"),
        ("🆆🅴🅰️🆂🅴🅻", "weasel", "🆆🅴🅰️🆂🅴🅻"),
        ("w̶e̶a̶s̶e̶l̶", "weasel", "w̶e̶a̶s̶e̶l̶"),
        ("wé́́́̈asel", "weasel", "wé́́́̈asel"),
        ("WÉÀSËL", "weasel", "WÉÀSËL"),
        ("w 3 a s e l", "weasel", "w 3 a s e l"),
        ("my w*asel", "w*asel", "w*asel"),
        ("my w#as%l", "w*as*l", "w#as%l"),
        ("my wea***", "wea***", "wea***"),
        ("*weasel*", "weasel", "weasel"),
    ],
)
def test_a_disguised_word_is_found_and_shown_where_it_stands(text: str, word: str, shown: str) -> None:
    [original] = found(normalise(text, "en"), word)
    # A mark that belongs to the last letter, and went, may stand outside.
    assert shown.startswith(original)
    assert len(shown) - len(original) <= 1


@pytest.mark.parametrize(
    "text", ["İSTANBUL", "ISTANBUL", "istanbul", "ıstanbul", "İstanbul", "i\u0307stanbul", "İ S T A N B U L"]
)
def test_the_four_is_of_turkish_are_one(text: str) -> None:
    assert found(normalise(text, "tr"), "istanbul")


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("tr", ["çöğüşı", "cogusi", "ÇÖĞÜŞI", "c\u0327o\u0308g\u0306u\u0308s\u0327i"]),
        ("ku", ["dilşêrîn", "dilserin", "DILŞÊRÎN"]),
        ("ar", ["كِتَابٌ", "كتاب", "کتاب", "كـــتاب"]),
        ("ar", ["أحمد", "احمد", "آحمد"]),
        ("ar", ["مدرسة", "مدرسه"]),
        ("fa", ["می‌خواهم", "می خواهم", "مي‌خواهم", "می‌‌خواهم"]),
        ("fa", ["خانه‌ها", "خانه ها"]),
        ("fa", ["مسئله", "مسيله"]),
        ("ckb", ["کوردستان", "كوردستان"]),
        ("ckb", ["ئەمە", "ئه‌مه‌", "ئەمه", "ەمە"]),
        ("ckb", ["گەڕان", "گەران", "گه‌ران", "گە‌ڕان"]),
        ("ckb", ["ڕۆژ", "روژ"]),
        ("fa", ["۱۲۳", "١٢٣", "123"]),
    ],
)
def test_the_spellings_of_a_word_have_one_key(language: str, spellings: list[str]) -> None:
    assert len({fold_term(spelling, language) for spelling in spellings}) == 1
    assert len({" ".join(normalise(s, language).folded.text.split()) for s in spellings}) == 1


def test_letters_that_stand_alone_in_arabic_script_are_joined_too() -> None:
    assert found(normalise("يا ث ع ل ب", "ar"), "ثعلب") == ["ث ع ل ب"]
    assert found(normalise("ث‌ع‌ل‌ب", "ar"), "ثعلب") == ["ث‌ع‌ل‌ب"]


@pytest.mark.parametrize(
    "text", ["ma3lesh ya 7abibi", "3ala rasi wallah", "7abibi 3eni", "el sha3b msh 2ader"]
)
def test_the_digits_of_arabizi_are_no_leet(text: str) -> None:
    normalised = normalise(text, None)
    assert normalised.folded.text == text
    assert normalised.notices == ()


@pytest.mark.parametrize("emoji", ["🖕", "🖕🏽", "🍆", "☠️", "👉👌", "👉🏻👌🏾", "🏳️‍🌈", "🔪"])
def test_an_emoji_that_stands_for_a_word_is_found_by_its_term(emoji: str) -> None:
    assert found(normalise(f"for you{emoji}!", "en"), fold_term(emoji))[0][0] == emoji[0]


def test_a_skin_tone_makes_no_other_word() -> None:
    assert fold_term("🖕🏿") == fold_term("🖕")


def test_a_term_is_taken_as_it_is_written() -> None:
    assert fold_term("XXX") == "xxx"
    assert fold_term("Boob 5h1t") == "boob 5h1t"
    assert fold_term("Şerefsiz  İ") == "serefsiz i"
