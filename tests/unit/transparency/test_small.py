"""Small numbers are put together so that no one of them can be worked out from what is told."""

from hypothesis import given, strategies as st

from diwan.transparency.small import SMALL, pooled, split

PARTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), min_size=1)


@given(PARTS)
def test_what_is_told_adds_up_and_nothing_small_is_told(parts: dict[str, int]) -> None:
    told, others = pooled(parts)
    assert sum(told.values()) + others == sum(parts.values())
    assert all(count == parts[name] for name, count in told.items())
    assert all(count == 0 or count >= SMALL for count in told.values())
    # Fewer than SMALL together are told only where there is nobody else to put them with.
    assert others == 0 or others >= SMALL or sum(parts.values()) == others


@given(PARTS)
def test_nobody_can_work_out_a_part_that_is_not_told(parts: dict[str, int]) -> None:
    told, others = pooled(parts)
    hidden = {name: count for name, count in parts.items() if name not in told}
    # Either several parts share what is told of the others, or the one that stands for them is no small one.
    assert not hidden or len(hidden) > 1 or not told
    assert others == 0 or others >= SMALL or told == {}


def test_a_small_part_takes_the_next_larger_one_with_it() -> None:
    assert pooled({"a": 20, "b": 7, "c": 2, "d": 0}) == ({"a": 20, "d": 0}, 9)
    assert pooled({"a": 20, "b": 3, "c": 2}) == ({"a": 20}, 5)
    assert pooled({"a": 20, "b": 7}) == ({"a": 20, "b": 7}, 0)
    assert pooled({"a": 3, "b": 0}) == ({}, 3)


def test_two_parts_are_told_only_if_neither_is_small() -> None:
    assert split(50, 0) == (50, 0)
    assert split(50, 5) == (50, 5)
    assert split(50, 4) is None
    assert split(1, 50) is None
