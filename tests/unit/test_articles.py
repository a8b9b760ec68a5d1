"""An article's key makes a name in addresses and paths, and nothing but that name makes the key."""

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, strategies as st

from diwan.articles import END_OF_TIME, Description, check_description, check_key, folder_name, key_of_folder
from diwan.errors import Unacceptable, Unknown
from diwan.press.house import FOLDER

SOUND = Description("https://courier.example/bridge", "The bridge is open", "City", "en")
KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)


@given(KEYS)
def test_every_key_has_a_name_from_which_it_comes_back(key: str) -> None:
    assume(len(key.encode()) <= 80)
    assert check_key(key) == key
    name = folder_name(key)
    assert key_of_folder(name) == key
    assert re.fullmatch(FOLDER, name)
    assert len(name) <= 240


@given(KEYS, KEYS)
def test_two_keys_never_share_a_name(one: str, other: str) -> None:
    assert (folder_name(one) == folder_name(other)) == (one == other)


@given(st.text(max_size=60))
def test_no_name_but_a_keys_own_leads_to_it(name: str) -> None:
    try:
        key = key_of_folder(name)
    except Unknown:
        return
    assert folder_name(key) == name


@pytest.mark.parametrize(
    "name", ["", "~", "~2", "~zz", "~2F", "~61", "a/b", "..", "ê", "~ff", "~c0~af", "a.b", "\ud800", "a%2fb"]
)
def test_a_name_of_other_making_leads_nowhere(name: str) -> None:
    with pytest.raises(Unknown):
        key_of_folder(name)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("bridge-2_A", "bridge-2_A"),
        ("a/b", "a~2fb"),
        ("..", "~2e~2e"),
        ("~", "~7e"),
        ("ێ", "~db~8e"),
        (" ", "~20"),
    ],
)
def test_names_are_those_that_the_widget_computes(key: str, name: str) -> None:
    assert folder_name(key) == name


@pytest.mark.parametrize("key", ["", "a" * 81, "ێ" * 41, "a\0", "a\nb", "a\x7f", "a\x85", "\ud800"])
def test_a_key_that_cannot_be_kept_is_refused(key: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        check_key(key)
    assert refused.value.field == "article"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "ftp://a.example"),
        ("url", "//a.example"),
        ("url", "https:///a"),
        ("url", "https://a.example/\u202e"),
        ("url", "https://a.example/\ud800"),
        ("url", "https://a.example/ b"),
        ("url", "http://[::1"),
        ("headline", " "),
        ("headline", "\ud800"),
        ("section", "a\x7f"),
        ("language", ""),
        ("language", "EN"),
        ("closes_at", -1),
        ("closes_at", END_OF_TIME),
    ],
)
def test_a_description_that_cannot_be_kept_is_refused_by_its_field(field: str, value: object) -> None:
    with pytest.raises(Unacceptable) as refused:
        check_description(replace(SOUND, **{field: value}))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    "description",
    [
        SOUND,
        replace(SOUND, section=""),
        replace(SOUND, url="http://[::1]:8000/a?b#c"),
        replace(SOUND, url="https://پرد.example/ێ"),
        replace(SOUND, language="ku-Arab-IQ"),
        replace(SOUND, closes_at=0),
        replace(SOUND, closes_at=END_OF_TIME - 1),
        replace(SOUND, headline="ێ" * 500),
    ],
)
def test_a_sound_description_is_returned(description: Description) -> None:
    assert check_description(description) is description
