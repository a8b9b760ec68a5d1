"""Where bars and lines stand."""

from hypothesis import given, strategies as st

from diwan.clock import DAY, HOUR, MINUTE
from diwan.desk.plots import HEIGHT, WIDTH, areas, columns, count_top, lines, time_top


@given(st.lists(st.integers(0, 10**7)))
def test_a_scale_holds_every_value_and_can_be_halved(values: list[int]) -> None:
    top = count_top(values)
    assert top >= max(values, default=0)
    assert top % 2 == 0
    assert top <= max(2, 2.5 * max(values, default=0))


def test_scales_end_at_round_numbers() -> None:
    assert [count_top([n]) for n in (0, 2, 3, 5, 7, 101, 200, 201)] == [2, 2, 4, 6, 10, 200, 200, 400]
    assert [time_top([n]) for n in (0, MINUTE, 3 * HOUR, 13 * HOUR)] == [10_000, MINUTE, 4 * HOUR, DAY]
    assert time_top([None]) == 10_000
    assert time_top([4_000 * DAY]) == 400 * DAY


def test_parts_of_a_column_stand_on_each_other_without_a_gap() -> None:
    [first, second] = columns([(1, 2, 1), (0, 4, 0)], top=8)
    assert [(p.series, p.y, p.height) for p in first.parts] == [
        (0, 87.5, 12.5),
        (1, 62.5, 25.0),
        (2, 50.0, 12.5),
    ]
    assert [(p.series, p.y, p.height) for p in second.parts] == [(1, 50.0, 50.0)]
    assert first.x + first.width < WIDTH / 2 < second.x
    assert columns([], top=2) == ()


@given(st.lists(st.lists(st.integers(0, 50), min_size=1, max_size=4), min_size=1, max_size=90))
def test_no_column_leaves_the_plot(stacks: list[list[int]]) -> None:
    top = count_top(sum(stack) for stack in stacks)
    for column in columns(stacks, top):
        assert column.x >= 0
        assert column.x + column.width <= WIDTH + 0.02
        assert all(-0.05 <= part.y <= HEIGHT for part in column.parts)


def test_a_line_runs_over_the_whole_width_and_breaks_where_nothing_is_known() -> None:
    assert lines([0, 5, 10], top=10) == ("0.0,100.0 500.0,50.0 1000.0,0.0",)
    first, second = lines([1, 2, None, 3, 4], top=4)
    assert first == "0.0,75.0 250.0,50.0"
    assert second == "750.0,25.0 1000.0,0.0"
    assert lines([None, None], top=1) == ()


def test_a_value_on_its_own_is_seen() -> None:
    [dash] = lines([None, 2, None], top=4)
    (x, y), (other, same) = (tuple(map(float, point.split(","))) for point in dash.split())
    assert y == same == 50
    assert x < 500 < other


def test_an_area_is_closed_along_the_bottom() -> None:
    assert areas([4, 2], top=4) == ("0.0,100.0 0.0,0.0 1000.0,50.0 1000.0,100.0",)
