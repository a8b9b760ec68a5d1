"""One server that only scores, with a scripted model, for all facts of the contract."""

from collections.abc import Iterator

import pytest

from tests.contracts.perspective.recorded import cases
from tests.scoring_house import ScoringServed, Scripted, scoring_house


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScoringServed]:
    """The server. Of the texts of `recorded.toml` its model says what stands there, of all others 0.01."""
    script = {text: scores for case in cases() for text, scores in case.script.items()}
    model = Scripted(by_text=script, languages=frozenset({"en"}))
    with scoring_house(tmp_path_factory.mktemp("scoring"), ordered=[model]) as running:
        yield running
