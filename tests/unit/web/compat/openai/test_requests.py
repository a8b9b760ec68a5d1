"""Reading what OpenAI's clients send."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from diwan.web.compat.openai.requests import (
    DEFAULT_MODEL,
    MODELS,
    MOST_CHARACTERS,
    MOST_TEXTS,
    BadRequest,
    read,
)


def texts(sent: Any) -> tuple[str, ...]:
    return read(json.dumps({"input": sent}).encode()).texts


def refused(sent: bytes) -> BadRequest:
    with pytest.raises(BadRequest) as bad:
        read(sent)
    return bad.value


def test_a_text_or_a_list_of_texts_has_one_result_each() -> None:
    assert texts("Hello") == ("Hello",)
    assert texts(["Hello", "", "world"]) == ("Hello", "", "world")


def test_parts_are_one_input() -> None:
    assert texts([{"type": "text", "text": "You"}, {"type": "text", "text": "idiot"}]) == ("You\nidiot",)


def test_an_image_is_refused_with_its_place() -> None:
    image = {"type": "image_url", "image_url": {"url": "https://courier.example/secret.png"}}
    bad = refused(json.dumps({"input": [{"type": "text", "text": "A"}, image]}).encode())
    assert (bad.status, bad.param, bad.code) == (400, "input[1]", "image_not_supported")
    assert "secret" not in bad.message


def test_the_models_are_those_that_clients_name() -> None:
    assert read(b'{"input": "A"}').model == DEFAULT_MODEL
    assert read(b'{"input": "A", "model": null}').model == DEFAULT_MODEL
    for model in MODELS:
        assert read(json.dumps({"input": "A", "model": model}).encode()).model == model
    bad = refused(b'{"input": "A", "model": "gpt-secret"}')
    assert (bad.status, bad.param, bad.code) == (404, "model", "model_not_found")
    assert "gpt-secret" not in bad.message


def test_arguments_that_are_not_known_are_passed_over() -> None:
    assert read(b'{"input": "A", "user": "7", "safety_identifier": []}').texts == ("A",)


@pytest.mark.parametrize(
    ("sent", "param"),
    [
        (b"", None),
        (b"{", None),
        (b"[]", None),
        (b'{"input": "\xff"}', None),
        (b'{"input": "\\ud800"}', None),
        (b"[" * 100_000, None),
        (b"{}", "input"),
        (b'{"input": null}', "input"),
        (b'{"input": 7}', "input"),
        (b'{"input": {"secret": "A"}}', "input"),
        (b'{"input": []}', "input"),
        (b'{"input": ["A", 7]}', "input[0]"),
        (b'{"input": [[1, 2]]}', "input[0]"),
        (b'{"input": [{"type": "text"}]}', "input[0]"),
        (b'{"input": [{"type": "text", "text": "A"}, "secret"]}', "input[1]"),
        (b'{"input": [{"type": "secret", "text": "A"}]}', "input[0]"),
        (b'{"input": "A", "model": 7}', "model"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_without_repeating_it(
    sent: bytes, param: str | None
) -> None:
    bad = refused(sent)
    assert (bad.status, bad.param) == (400, param)
    assert "secret" not in bad.message


def test_more_than_fits_is_refused_and_never_cut() -> None:
    assert len(texts(["A"] * MOST_TEXTS)) == MOST_TEXTS
    assert "128" in refused(json.dumps({"input": ["A"] * (MOST_TEXTS + 1)}).encode()).message
    assert texts("A" * MOST_CHARACTERS) == ("A" * MOST_CHARACTERS,)
    bad = refused(json.dumps({"input": ["A", "A" * (MOST_CHARACTERS + 1)]}).encode())
    assert (bad.param, bad.code) == ("input[1]", "string_above_max_length")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["input", "model", "other"]), JSON))
def test_any_json_is_read_or_refused_and_nothing_else(sent: dict[str, Any]) -> None:
    try:
        asked = read(json.dumps(sent).encode("utf-8", "surrogatepass"))
    except BadRequest as bad:
        assert bad.message
    else:
        assert all(isinstance(text, str) for text in asked.texts)
