"""JSON is read as protobuf's reader reads it."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from diwan.web.compat.perspective.errors import Fault
from diwan.web.compat.perspective.messages import ANALYZE_REQUEST, SUGGEST_REQUEST, TEXT_ENTRY
from diwan.web.compat.perspective.reading import read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["comment", "text", "type", "languages", "requestedAttributes", "context", "entries"]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def test_a_field_has_two_names_and_comes_out_under_one() -> None:
    assert read(ANALYZE_REQUEST, {"span_annotations": True}) == {"spanAnnotations": True}
    assert read(ANALYZE_REQUEST, {"spanAnnotations": True}) == {"spanAnnotations": True}


@pytest.mark.parametrize(
    ("given_value", "taken"), [("en", ["en"]), (["en", "de"], ["en", "de"]), ([], []), (None, None)]
)
def test_a_list_may_be_a_single_value(given_value: object, taken: object) -> None:
    assert read(ANALYZE_REQUEST, {"languages": given_value}).get("languages") == taken


@pytest.mark.parametrize(
    ("value", "taken"),
    [(0.5, 0.5), (1, 1.0), ("0.5", 0.5), ("-1", -1.0), (3.4028234663852886e38, 3.4028234663852886e38)],
)
def test_numbers_may_be_quoted(value: object, taken: float) -> None:
    sent = read(ANALYZE_REQUEST, {"requestedAttributes": {"X": {"scoreThreshold": value}}})
    assert sent["requestedAttributes"]["X"]["scoreThreshold"] == taken


@pytest.mark.parametrize(
    "value", ["", "nan", "Infinity", "1e5", "0x1", "١", True, 1e39, -1e39, 10**400, {}, float("inf")]
)
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(Fault):
        read(ANALYZE_REQUEST, {"requestedAttributes": {"X": {"scoreThreshold": value}}})


@pytest.mark.parametrize(("value", "taken"), [(5, 5), (5.0, 5), ("5", 5), (-(2**31), -(2**31))])
def test_whole_numbers_are_taken(value: object, taken: int) -> None:
    sent = read(SUGGEST_REQUEST, {"attributeScores": {"X": {"spanScores": [{"begin": value}]}}})
    assert sent["attributeScores"]["X"]["spanScores"] == [{"begin": taken}]


@pytest.mark.parametrize("value", [0.5, "0.5", 2**31, 10**400, True, "a"])
def test_what_is_no_whole_number_of_32_bits_is_refused(value: object) -> None:
    with pytest.raises(Fault):
        read(SUGGEST_REQUEST, {"attributeScores": {"X": {"spanScores": [{"begin": value}]}}})


@pytest.mark.parametrize(("value", "taken"), [("HTML", "HTML"), (2, "HTML"), (0, "TEXT_TYPE_UNSPECIFIED")])
def test_a_choice_may_be_a_number(value: object, taken: str) -> None:
    assert read(TEXT_ENTRY, {"type": value}) == {"type": taken}


@pytest.mark.parametrize("value", ["html", 3, -1, True, 1.0, []])
def test_what_is_no_choice_is_refused(value: object) -> None:
    with pytest.raises(Fault):
        read(TEXT_ENTRY, {"type": value})


def test_at_most_ten_of_what_is_wrong_is_named() -> None:
    with pytest.raises(Fault) as refused:
        read(ANALYZE_REQUEST, {f"unknown{number}": 1 for number in range(50)})
    assert refused.value.message.count("\n") == 9
    assert len(refused.value.details[0]["fieldViolations"]) == 10


@settings(deadline=None)
@given(JSON)
def test_whatever_is_sent_is_taken_or_refused(sent: Any) -> None:
    try:
        assert isinstance(read(ANALYZE_REQUEST, sent), dict)
    except Fault as refused:
        assert refused.code == 400
