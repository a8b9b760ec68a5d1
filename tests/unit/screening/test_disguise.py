"""What the check for disguises says, and about what it is silent."""

import pytest
from hypothesis import given, settings, strategies as st

from diwan.comments import Words
from diwan.screening.check import Context, read
from diwan.screening.findings import Finding, Mark
from diwan.screening.normalise import What
from diwan.screening.rules.disguise import MOST_SPANS, Disguise
from diwan.screening.screener import Screener


def look(body: str, name: str = "Rojîn", language: str = "en") -> list[Finding]:
    return list(Disguise().look(read(Words(name, body), Context(language))))


@pytest.mark.parametrize(
    ("body", "what", "shown"),
    [
        ("see \u202egnihton\u202c here", "another order", "\u202e"),
        ("fine words\U000e0068\U000e0069 here", "no screen shows", "\U000e0068\U000e0069"),
        ("what a weаsel", "several alphabets", "weаsel"),
        ("what a wea\u200bs\u200bel", "invisible", "\u200bs\u200b"),
        ("what a w\u200ceasel", "invisible", "\u200c"),
        ("w\u00ade\u00ada\u00adsel", "invisible", "\u00ade\u00ada\u00ad"),
        ("he c̷̨̛̬omes", "more marks", "c̷̨̛̬"),
        ("w e a s e l", "letter by letter", "w e a s e l"),
        ("a w.e.a.s.e.l", "letter by letter", "w.e.a.s.e.l"),
        ("\u2067open", "not closed", "\u2067"),
        ("closed\u2069", "not closed", "\u2069"),
        ("you w3asel", "digits or signs", "w3asel"),
        ("you w*asel", "hidden", "w*asel"),
    ],
)
def test_a_disguise_is_named_and_shown_where_it_stands(body: str, what: str, shown: str) -> None:
    finding = next(f for f in look(body) if what in f.detail)
    assert finding.guideline is None
    assert finding.mark is Mark.DISGUISE
    assert [body[span.begin : span.end] for span in finding.spans] == [shown]


def test_a_changed_direction_weighs_more_than_a_spelled_out_word() -> None:
    [override, *_] = look("a\u202eb\u202c w e a s e l")
    assert override.score > max(f.score for f in look("w e a s e l"))


def test_a_disguised_name_is_seen_too() -> None:
    [finding] = look("Well said.", name="Еditor")
    assert [(span.begin, span.end, span.field) for span in finding.spans] == [(0, 6, "name")]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("A fine bridge, built in 1987 for $100.", "en"),
        ("N.A.T.O. and the U.S.A., e.g. in v1.2.3", "en"),
        ("خانه‌های ما را نمی‌بینند", "fa"),
        ("ئه‌م هه‌واڵه‌ ڕاسته‌", "ckb"),
        ("\u2067سلام\u2069 and back", "fa"),
        ("\u200fسلام\u200f (2024)", "ar"),
        ("A hyphen\u00adated word from a page", "en"),
        ("\ufeffA mark at the beginning", "en"),
        ("👨‍👩‍👧 ❤️ 🏳️‍🌈 1️⃣", "en"),
        ("Привет, друзья", "en"),
        ("WiFi-ەکە و iPhoneەکەم", "ckb"),
        ("الْحَمْدُ لِلّٰهِ رَبِّ الْعَالَمِينَ", "ar"),
        ("Việt Nam, Nguyễn", "en"),
        ("**bold**, a footnote*, 3*4, C# and 50%", "en"),
        ("sooooo goooood!!!", "en"),
    ],
)
def test_what_is_ordinary_is_not_remarked_on(body: str, language: str) -> None:
    assert look(body, language=language) == []


def test_a_text_full_of_disguises_makes_one_finding_of_each_kind() -> None:
    [finding] = look("we\u202easel\u202c " * 200)
    assert len(finding.spans) == MOST_SPANS


@settings(deadline=None)  # the first mixed word loads the table of look-alikes
@given(st.text(max_size=40), st.text(max_size=10))
def test_its_findings_always_make_sense_to_the_screener(body: str, name: str) -> None:
    reading = read(Words(name, body), Context("en"))
    assert not any(f.could_not_tell for f in Screener([Disguise()], timeout_s=60).screen(reading))


def test_every_kind_of_notice_has_its_score() -> None:
    from diwan.screening.rules import disguise

    assert set(disguise._SCORES) == set(What)
