import argparse
from collections.abc import Callable

import pytest
from benchmarks import batches, desk, editors, searching

SMALL = argparse.Namespace(stored=150, waiting=60, databases=("sqlite",), keep=None)


@pytest.mark.parametrize(
    "run",
    [desk.run, searching.run, batches.run, lambda _: editors.run()],
    ids=["desk", "search", "batches", "editors"],
)
def test_what_is_measured_at_the_desk_runs_to_its_end(
    run: Callable[[argparse.Namespace], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Small: what is tried is that the desk answers as the measurement expects, and not how soon."""
    for module in (desk, searching):
        monkeypatch.setattr(module, "ROUNDS", 1)
    for name, few in (("COMMENTS", 750), ("WAITING", 75), ("DAYS", 3), ("ROUNDS", 1), ("BATCH", 200)):
        monkeypatch.setattr(editors, name, few)
    for name, few in (("MOST", 20), ("ALONE", 5), ("QUIET", 3)):
        monkeypatch.setattr(batches, name, few)
    run(SMALL)
    assert "sqlite" in capsys.readouterr().out.lower()
