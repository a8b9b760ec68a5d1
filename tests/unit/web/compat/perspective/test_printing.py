"""Answers are printed as Google's servers print them."""

import json
import re
import struct

import pytest
from hypothesis import given, settings, strategies as st

from diwan.web.compat.perspective.printing import Float32, printed, shortest


def as_float32(text: str) -> float:
    value: float = struct.unpack("<f", struct.pack("<f", float(text)))[0]
    return value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (0.026585817, "0.026585817"),
        (0.9, "0.9"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.33333334"),
        (0.99999999, "1"),
        (0.0001, "0.0001"),
        (0.00012345678, "0.00012345678"),
        (0.00009999, "9.999e-05"),
        (0.00001, "1e-05"),
        (1.5e-7, "1.5e-07"),
        (1e-45, "1e-45"),
    ],
)
def test_a_score_is_written_as_the_shortest_float32(value: float, text: str) -> None:
    assert shortest(Float32(value)) == text


@settings(deadline=None)
@given(st.floats(min_value=0, max_value=1, width=32))
def test_every_score_reads_back_as_the_same_float32_and_is_json(value: float) -> None:
    text = shortest(Float32(value))
    assert as_float32(text) == value
    assert json.loads(text) == pytest.approx(value, rel=1e-6)


@settings(deadline=None)
@given(st.floats(min_value=2.0**-100, max_value=1, width=32))
def test_no_decimal_with_fewer_digits_reads_back_as_the_same(value: float) -> None:
    digits = re.sub(r"e.*|\.", "", shortest(Float32(value))).strip("0")
    fewer = len(digits) - 1
    assert fewer == 0 or as_float32(f"{value:.{fewer}g}") != value


TEXTS = st.text("aB \"'\\/<>&=\n\r\t\b\0\x1f\x7f\x85\u200b\u2028\ufeffé😀م\U000e0001", max_size=20)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(-(2**31), 2**31 - 1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES), st.booleans())
def test_what_is_printed_reads_back_as_it_was(value: dict[str, object], pretty: bool) -> None:
    assert json.loads(printed(value, pretty=pretty)) == value


def test_pretty_is_an_indent_of_two_and_a_newline_at_the_end() -> None:
    value = {"a": {"b": [1, {"c": True}]}, "none": [], "empty": {}}
    assert printed(value, pretty=True) == json.dumps(value, indent=2).encode() + b"\n"
    assert printed(value, pretty=False) == json.dumps(value, separators=(",", ":")).encode()


def test_angle_brackets_and_what_cannot_be_seen_is_escaped_and_letters_are_not() -> None:
    text = "<b>\"'&\\\n\x7f\u200b\u2028\U000e0001é😀م"
    escaped = r"""{"t":"\u003cb\u003e\"'&\\\n\u007f\u200b\u2028\udb40\udc01é😀م"}"""
    assert printed({"t": text}, pretty=False).decode() == escaped


def test_what_no_answer_holds_is_not_printed() -> None:
    with pytest.raises(TypeError):
        printed({"value": 0.5}, pretty=True)
