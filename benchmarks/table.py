"""One readable table: sections of rows, printed as they are measured."""

from collections.abc import Sequence
from statistics import median

_NAME_WIDTH = 40


def section(title: str, columns: Sequence[str], *, explained: str = "") -> None:
    """The heading of one measurement."""
    print(f"\n{title}")
    if explained:
        print(f"  {explained}")
    row("", columns)


def row(name: str, figures: Sequence[str]) -> None:
    """One line: what was measured, and its figures."""
    print(f"  {name:<{_NAME_WIDTH}}" + "".join(f"{figure:>18}" for figure in figures), flush=True)


def note(text: str) -> None:
    print(f"  {text}", flush=True)


def spread(values: Sequence[float]) -> str:
    """The middle of several ratios, and their extremes."""
    ordered = sorted(values)
    digits = 2 if ordered[-1] < 10 else 1 if ordered[-1] < 100 else 0
    return f"{median(ordered):.{digits}f} ({ordered[0]:.{digits}f}–{ordered[-1]:.{digits}f})"


def disturbance(shares: Sequence[float]) -> None:
    """Say how much of the server's core other programs took, and what that means."""
    ordered = sorted(shares)
    verdict = "the rates can be compared" if ordered[-1] < 0.15 else "trust the CPU ratios, not the rates"
    note(
        f"other programs took {median(ordered):.0%} of the server's core (at most {ordered[-1]:.0%}): {verdict}"
    )
