"""What travels with Diwan is listed with its licence, and may travel with it."""

from email.message import Message

import pytest

from tests.tidy import licences


def test_the_page_lists_every_package_that_is_installed_with_the_licence_that_it_states() -> None:
    shown = set(licences.PAGE.read_text(encoding="utf-8").splitlines())
    missing = [line for line in licences.page().splitlines() if line not in shown]
    assert missing == [], "run `python -m tests.tidy.licences`, and read the difference"


def test_every_licence_allows_passing_diwan_on_under_its_own() -> None:
    stated = {each.name: licences.parts(each.licence) for each in licences.packages()}
    assert {
        name: parts - licences.ALLOWED for name, parts in stated.items() if parts - licences.ALLOWED
    } == {}


def test_every_package_is_wanted_by_diwan_by_another_one_or_by_the_build() -> None:
    assert [each.name for each in licences.packages() if not each.wanted_by] == ["editables", "hatchling"]


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        ([("License-Expression", "MIT OR Apache-2.0"), ("License", "something else")], "MIT OR Apache-2.0"),
        ([("License", "Apache 2.0")], "Apache-2.0"),
        ([("Classifier", "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)")], "MPL-2.0"),
        ([("License", "A licence of our own\nin many lines")], "A licence of our own"),
        ([], ""),
    ],
)
def test_a_licence_is_read_wherever_a_package_states_it(fields: list[tuple[str, str]], read: str) -> None:
    told = Message()
    for name, value in fields:
        told[name] = value
    assert licences.licence(told) == read


def test_an_expression_is_taken_apart() -> None:
    assert licences.parts("MPL-2.0 AND (MIT OR Apache-2.0)") == {"MPL-2.0", "MIT", "Apache-2.0"}
