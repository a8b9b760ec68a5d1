"""Names like the staff's: what is held, in whatever spelling, and what is not; and that a badge frees the name."""

import pytest

from diwan.comments import Words
from diwan.screening.check import Context, read
from diwan.screening.findings import Mark
from diwan.screening.rules.imitation import OFFICE, PUBLISHER, STAFF, Imitation, imitated

AT_THE_DESK = ("Berfîn Dêrsim", "Zîn", "سلوى الرفاعي", "هێمن گەرمیانی")
SITES = ("The Courier", "ڕۆژنامەی هەرێم")


def seen(name: str) -> str | None:
    return imitated(name, AT_THE_DESK, SITES)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Berfîn Dêrsim",
            "berfin dersim",
            "Dersim, Berfîn",
            "BerfinDersim",
            "B3rfin D3rsim",
            "Bеrfîn Dеrsim",
        ),
        *(
            "Berfîn Dêrsim (Moderator)",
            "Rojda – Berfîn Dêrsim",
            "B.e.r.f.i.n D.e.r.s.i.m",
            "Ｂｅｒｆｉｎ Ｄｅｒｓｉｍ",
        ),
        *("Zîn", "ZIN", "Z1n", "Z i n", "_Zîn_", "سلوي الرفاعی", "سَلوى الرِفاعي", "هیمن گه‌رمیانی"),
    ],
)
def test_the_names_of_those_at_the_desk_are_seen_in_any_spelling(name: str) -> None:
    assert seen(name) == STAFF


@pytest.mark.parametrize(
    "name",
    ["The Courier", "Courier", "courier!", "Сourier", "The Courier Team", "ڕۆژنامه‌ی هه‌رێم", "رۆژنامەی هەرێم"],
)
def test_so_is_the_publishers(name: str) -> None:
    assert seen(name) == PUBLISHER


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Moderator",
            "M0d3r4t0r",
            "Rojda (Editor)",
            "a d m i n",
            "Site-Admin",
            "Rnoderator",
            "Admln",
            "Editör",
            "Yönetici",
        ),
        *(
            "edîtor",
            "سەرنووسەر",
            "سردبیر",
            "المحرر",
            "هيئة التحرير",
            "Mod",
            "Staff",
            "مدیر",
            "xXModeratorXx",
            "Redaktion",
        ),
    ],
)
def test_so_are_the_words_for_those_who_decide(name: str) -> None:
    assert seen(name) == OFFICE


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Rojda",
            "Berfîn",
            "Dêrsim",
            "Berfîn Kaya",
            "Zîn Kaya",
            "Zînar",
            "Jim Courier",
            "سلوى",
            "هێمن",
            "پرویز مشرف",
        ),
        *(
            "Ahmad Mina",
            "Adem Inan",
            "Staffan",
            "Edith",
            "Modesty",
            "Jack Staff",
            "علی ناظر",
            "Hemen Germiyan",
            "Deskford",
        ),
    ],
)
def test_whoever_bears_a_name_of_his_own_is_let_alone(name: str) -> None:
    assert seen(name) is None


@pytest.mark.parametrize(
    "name",
    [
        # In letters of Coptic, Malayalam, Greek and Cherokee.
        *("A\u0501m\u2c93n", "New\u0d1f De\u0d1fk", "Sup\u2ccfort", "\u13d5u\u03f8port", "Ne\u2cbds Desk"),
        # With the letters of an Arabic keyboard, or signs that look like Arabic letters.
        *(
            "جاودير",
            "جاؤدێر",
            "چا\u08b1دێر",
            "چا\U000102e4دێر",
            "چاو\U000102e1ێر",
            "سەرنو\u0624سەر",
            "المشر\u06a7",
        ),
    ],
)
def test_so_is_an_office_in_letters_of_a_script_that_nobody_here_writes_or_of_another_keyboard(
    name: str,
) -> None:
    assert seen(name) == OFFICE


def test_the_finding_marks_the_name_says_why_and_repeats_nothing() -> None:
    context = Context("en", staff=AT_THE_DESK)
    [finding] = Imitation(SITES).look(read(Words("Berfin Dersim", "Words."), context))
    assert finding.mark is Mark.IMITATION
    assert finding.guideline is None
    assert [(s.begin, s.end, s.field) for s in finding.spans] == [(0, 13, "name")]
    assert "Berf" not in finding.detail


def test_who_signed_in_with_a_badge_and_a_text_without_a_name_are_not_looked_at() -> None:
    check = Imitation(SITES)
    assert check.look(read(Words("The Courier", "Words."), Context("en", has_badge=True))) == []
    assert check.look(read(Words("", "Moderator, are you there?"), Context("en"))) == []


@pytest.mark.parametrize("name", ["", " ", "…", "\u200c", "7", "a" * 60, "ا" * 60, "a " * 30, "🙂" * 60])
def test_no_name_is_too_odd_to_be_read(name: str) -> None:
    assert seen(name) is None
