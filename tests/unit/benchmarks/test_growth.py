"""Growth is told by an exponent, and drawn over powers of ten."""

import argparse
import re
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks import growth, loglog
from benchmarks.growth import slope
from benchmarks.loglog import Series


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_law_is_found(exponent: float) -> None:
    points = [(float(size), 3 * size**exponent) for size in (100, 1000, 10_000)]
    assert slope(points) == pytest.approx(exponent)


def test_a_single_point_has_no_slope() -> None:
    assert slope([(100.0, 7.0)]) == 0


def test_a_power_of_ten_is_as_far_as_the_next_on_both_axes() -> None:
    drawn = loglog.picture(
        "<Growth>", [Series("a & b", [(100, 1), (1000, 10), (10_000, 100)])], across="x", up="y"
    )
    points = [
        tuple(map(float, each.split(","))) for each in re.findall(r'points="([^"]*)"', drawn)[0].split()
    ]
    steps = [(b[0] - a[0], a[1] - b[1]) for a, b in pairwise(points)]
    assert steps[0] == pytest.approx(steps[1])
    assert min(min(each) for each in steps) > 0
    assert "a &amp; b" in drawn
    assert "&lt;Growth&gt;" in drawn


@pytest.mark.parametrize("points", [[], [(0, 1)], [(1, 0)]])
def test_what_has_no_logarithm_is_not_drawn(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        loglog.picture("Growth", [Series("a", points)], across="x", up="y")


def test_growth_runs_to_its_end_and_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(growth, "ROUNDS", 2)
    monkeypatch.setattr(growth, "READS", 5)
    monkeypatch.setattr(growth, "DRAWING", tmp_path / "growth-{name}.svg")
    asked = argparse.Namespace(sizes=[40, 80], databases=("sqlite",), keep=None, long=False, write=True)
    growth.run(asked)
    told = capsys.readouterr().out
    for name in ("reading", "submitting", "approving", "oldest first", "start-up", "verify"):
        assert f"sqlite, one thread: {name}" in told or f"sqlite, one thread: the desk: {name}" in told
    assert (tmp_path / "growth-reading.svg").read_text().startswith("<svg")
