"""What the short forms share."""

from collections.abc import Iterator

import pytest
from proofs.starting import Stem, stem


@pytest.fixture(scope="session")
def grown() -> Iterator[Stem]:
    """A stem for all servers here: it takes seconds to import everything."""
    with stem() as one:
        yield one
