"""Identifiers have the shape of RFC 9562's version 7, and stand in the order of time."""

import uuid

import pytest
from hypothesis import given, strategies as st

from diwan import identifiers

TIMES = st.integers(0, 2**48 - 1)


@given(TIMES)
def test_an_identifier_is_a_uuid_of_version_7_that_holds_its_time(at: int) -> None:
    made = identifiers.new(at)
    read = uuid.UUID(made)
    assert read.hex == made
    assert read.version == 7
    assert read.variant == uuid.RFC_4122
    assert read.int >> 80 == at
    assert identifiers.is_identifier(made)


@given(TIMES, TIMES)
def test_an_earlier_time_makes_a_smaller_identifier(one: int, other: int) -> None:
    if one < other:
        assert identifiers.new(one) < identifiers.new(other)


def test_no_two_are_alike_and_every_free_bit_is_used() -> None:
    made = [int(identifiers.new(7), 16) for _ in range(2000)]
    assert len(set(made)) == 2000
    varying = 0
    for each in made:
        varying |= each ^ made[0]
    fixed = 0xFFFF_FFFF_FFFF << 80 | 0xF << 76 | 0b11 << 62
    assert varying == (1 << 128) - 1 & ~fixed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0" * 32,
        "x" * 32,
        "01A0C4506C0077A5900B572F233E0000",
        "01a0c4506c0077a5900b572f233e000",
        "01a0c4506c0077a5900b572f233e00000",
        "01a0c450-6c00-77a5-900b-572f233e0000",
        "01a0c4506c0077a5900b572f233e0000\n",
        "01a0c4506c0047a5900b572f233e0000",
        "01a0c4506c0077a5100b572f233e0000",
        "\0",
    ],
)
def test_nothing_else_is_taken_for_one(text: str) -> None:
    assert not identifiers.is_identifier(text)
