"""Here the real compression is what is tested."""

from collections.abc import Iterator

import pytest

from tests.quick import thorough


@pytest.fixture(autouse=True)
def thorough_work() -> Iterator[None]:
    """As the product has it."""
    with thorough():
        yield
