"""The sentences of a text are where they are, and finding them takes time that grows with the text and no faster."""

import pytest
from hypothesis import given, settings, strategies as st

from diwan.web.compat.perspective.sentences import sentences, utf16_length, utf16_places


def split(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello world. You are bad!", ["Hello world.", "You are bad!"]),
        ("  One sentence  ", ["One sentence"]),
        ("Really?! Yes… it is so.", ["Really?!", "Yes…", "it is so."]),
        (
            "Mr. Smith paid approx. 3.50 to Dr. J. Doe. He left.",
            ["Mr. Smith paid approx. 3.50 to Dr. J. Doe.", "He left."],
        ),
        ("It was him and I. He knew.", ["It was him and I.", "He knew."]),
        ("The U.S. is large. e.g. this one.", ["The U.S. is large. e.g. this one."]),
        ("He said “no.” She went.", ["He said “no.”", "She went."]),
        ("a line\nanother line\r\n\r\nthe last", ["a line", "another line", "the last"]),
        ("see example.org for more", ["see example.org for more"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("これは。それは！", ["これは。", "それは！"]),
        ("😀! 😀", ["😀!", "😀"]),
        ("...", ["..."]),
        (" \n ", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@settings(deadline=None)
@given(st.text(alphabet="aB .!?…\n\"'”)؟。😀م", max_size=200), st.integers(1, 5))
def test_sentences_are_in_order_apart_and_leave_out_nothing_but_white_space(text: str, most: int) -> None:
    found = sentences(text, most=most)
    assert len(found) <= most
    place = 0
    for begin, end in found:
        assert not text[place:begin].strip()
        assert text[begin:end] == text[begin:end].strip() != ""
        place = end
    assert not text[place:].strip()


@settings(deadline=None)
@given(st.text(max_size=60))
def test_places_count_utf16_code_units(text: str) -> None:
    found = sentences(text)
    units = text.encode("utf-16-le", "surrogatepass")
    for (begin, end), (from_unit, to_unit) in zip(found, utf16_places(text, found), strict=True):
        assert units[2 * from_unit : 2 * to_unit] == text[begin:end].encode("utf-16-le", "surrogatepass")
    assert utf16_length(text) * 2 == len(units)


def test_many_sentences_are_taken_together_evenly() -> None:
    found = sentences("It is so! " * 130, most=64)
    assert [end - begin for begin, end in found] == [29] * 43 + [9]


@pytest.mark.parametrize(
    "text", ["." * 20_480 + "x", ".'" * 10_240, '"' * 20_480, "A." * 10_240, " " * 20_480]
)
def test_no_text_takes_time_beyond_its_length(text: str) -> None:
    # Backtracking over one of these took a minute; a test that hangs is one that fails.
    assert len(sentences(text)) <= 64
