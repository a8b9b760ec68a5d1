"""What each rule remarks on, and what it lets pass."""

import pytest

from diwan.comments import Words
from diwan.screening.check import Context, Reading, read
from diwan.screening.rules.length import Length
from diwan.screening.rules.links import Links
from diwan.screening.rules.repeats import Repeats, likeness
from diwan.screening.rules.shouting import Shouting


def reading(body: str, *, name: str = "Rojîn", copies: int = 0, language: str = "en") -> Reading:
    return read(Words(name, body), Context(language, earlier_copies=copies))


@pytest.mark.parametrize("body", ["", "!", "ok", "👍👍👍", "a b", "…\n…"])
def test_a_comment_of_hardly_a_letter_is_nearly_empty(body: str) -> None:
    [finding] = Length().look(reading(body))
    assert "nearly empty" in finding.detail


@pytest.mark.parametrize(("body", "remarks"), [("yes", 0), ("بەڵێ", 0), ("a" * 3000, 0), ("a" * 3001, 1)])
def test_only_a_very_long_comment_is_long(body: str, remarks: int) -> None:
    assert len(Length().look(reading(body))) == remarks


def test_copies_are_counted_and_weigh_the_more_the_more_there_are() -> None:
    assert Repeats().look(reading("x", copies=0)) == []
    [one] = Repeats().look(reading("x", copies=1))
    [many] = Repeats().look(reading("x", copies=1000))
    assert (one.detail, many.detail) == ("sent 1 time before", "sent 1000 times before")
    assert one.score < many.score <= 0.95


LONG = "The bridge is open again, at last"


@pytest.mark.parametrize(
    "other",
    [
        LONG,
        LONG.upper(),
        LONG + "!!!",
        f"  {LONG}\n",
        LONG.replace(" ", "  "),
        "Thé".replace("é", "e") + LONG[3:],
        LONG.replace("fi", "ﬁ"),
    ],
)
def test_texts_alike_but_for_case_spacing_and_punctuation_are_copies(other: str) -> None:
    assert likeness(other) == likeness(LONG) is not None


@pytest.mark.parametrize("other", [LONG + " x", LONG.replace("open", "shut"), LONG[:-1]])
def test_texts_with_other_letters_are_no_copies(other: str) -> None:
    assert likeness(other) != likeness(LONG)


@pytest.mark.parametrize("body", ["Well said.", "", "👍" * 100, "." * 100, "a" * 19])
def test_short_texts_are_never_copies(body: str) -> None:
    assert likeness(body) is None


@pytest.mark.parametrize(
    ("body", "details"),
    [
        ("THIS IS WHAT THEY WANT", ["100 % capitals"]),
        ("ЭТО ТО ЧЕГО ОНИ ХОТЯТ", ["100 % capitals"]),
        ("EV PIR DÎSA VEBÛ ÎRO", ["100 % capitals"]),
        ("NATO and the EU met", []),
        ("NATO!", []),
        ("Why?!", []),
        ("Why!!!!", ["rows of exclamation or question marks"]),
        ("بۆچی؟؟؟؟", ["rows of exclamation or question marks"]),
        ("ئەم پردە جوانە", []),
        ("WHAT IS THIS NOW????", ["100 % capitals", "rows of exclamation or question marks"]),
        ("", []),
    ],
)
def test_shouting_is_capitals_or_rows_of_marks(body: str, details: list[str]) -> None:
    assert [finding.detail for finding in Shouting().look(reading(body))] == details


@pytest.mark.parametrize("check", [Length(), Links(2), Repeats(), Shouting()])
def test_no_rule_repeats_the_words_it_saw(check: Length | Links | Repeats | Shouting) -> None:
    body = "CANARY.COM CANARY CANARY!!!! https://canary.example" * 100
    for finding in check.look(reading(body, name="canary.com", copies=2)):
        assert "canary" not in finding.detail.lower()
