"""How long one waits after wrong codes."""

import pytest

from diwan.codes import FIRST_WAIT, FREE, LONGEST_WAIT, waiting


@pytest.mark.parametrize(
    ("count", "wait"),
    [
        (0, 0),
        (FREE - 1, 0),
        (FREE, FIRST_WAIT),
        (FREE + 1, 2 * FIRST_WAIT),
        (FREE + 5, LONGEST_WAIT),
        (10**6, LONGEST_WAIT),
    ],
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(count: int, wait: int) -> None:
    assert waiting(count) == wait
